"""What is in the database and in `tenants/`: versions, clocks, backups, calendars, what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from importlib.metadata import version

from motcua.catalog import Catalog
from motcua.centers import Center
from motcua.domain.calendar import local
from motcua.domain.year_data import year_from_data
from motcua.services.backup import age
from motcua.services.doctor.finding import Finding, bad, some, warn, well
from motcua.settings import LOOPBACK, Settings
from motcua.store.bootstrap import LEAST_VERSION
from motcua.store.inspection import Seen, release_levels
from motcua.store.migrate import TAKES_AWAY
from motcua.store.upgrading import needed_at

VERSIONS, DATABASE, CLOCK, MAIL = "Phiên bản", "Cơ sở dữ liệu", "Đồng hồ", "Thư điện tử, tin nhắn"
BACKUP, CALENDAR, JOBS, CENTERS, SUMS = "Sao lưu", "Lịch nghỉ", "Việc nền", "Trung tâm", "Số tổng hợp"
DRIFT, GREAT_DRIFT = 2.0, 30.0  # seconds
WAITS_TOO_LONG = 15 * 60.0  # seconds
MESSAGES_WAIT_TOO_LONG = 3600.0
MOST_UNFOLDED = 200_000
BUSY = 0.85
LOOKS_AHEAD = timedelta(days=120)
"""The longest terms reach about so far: a due date past the last known year is only provisional."""


def plugins(catalog: Catalog, centers: Mapping[str, Center]) -> Iterator[Finding]:
    found = catalog.plugins.by_key
    versions = sorted({plugin.version for plugin in found.values()})
    yield well(VERSIONS, f"Một Cửa {version('motcua')}; {len(found)} cơ quan ({', '.join(versions)}).")
    for problem in catalog.problems:
        yield bad(VERSIONS, f"{problem}", "xem docs/runbook.md, mục plugin gây lỗi.")
    missing = {f"{key}: {plugin}" for key, center in centers.items() for plugin in center.plugins - found.keys()}
    if missing:
        yield bad(
            VERSIONS,
            f"center.toml bật cơ quan không dùng được: {some(missing)}.",
            "cài lại gói của cơ quan đó, hoặc bỏ khỏi plugins trong center.toml.",
        )


def mistakes(found: Iterable[str]) -> Iterator[Finding]:
    """What keeps `motcua upgrade` from beginning."""
    for sentence in found:
        yield bad(
            VERSIONS, f"Gói thủ tục không đi cùng bản này: {sentence}", "motcua plugin check; cài bản gói đã sửa."
        )


def levels(seen: Seen, centers: Mapping[str, Center]) -> Iterator[Finding]:
    ours = release_levels()
    if int(seen.server) < LEAST_VERSION:
        yield bad(VERSIONS, f"PostgreSQL {seen.server} quá cũ.", f"dùng PostgreSQL {LEAST_VERSION} trở lên.")
    behind = [f"{key} ({each.level or 'chưa có'})" for key, each in seen.centers.items() if each.level < ours["center"]]
    later = {
        key: needed_at(each.level, seen.facts.get(TAKES_AWAY))
        for key, each in seen.centers.items()
        if each.level > ours["center"]
    }
    ahead = [key for key, needs in later.items() if needs is None or needs > ours["center"]]
    if seen.facts.get("catalog_level", "") < ours["catalog_level"]:
        behind.append("dùng chung")
    if ahead:
        yield bad(
            VERSIONS,
            f"Cơ sở dữ liệu mới hơn phần mềm này: {some(ahead)}.",
            "chạy lại bản phần mềm mới; không hạ cấu trúc dữ liệu.",
        )
    if served := later.keys() - set(ahead):
        yield warn(
            VERSIONS,
            f"Bản mới hơn đã nâng, bản này vẫn phục vụ được: {some(served)}.",
            "chạy lại bản phần mềm mới khi đã sẵn sàng.",
        )
    if behind:
        yield warn(
            VERSIONS,
            f"Cấu trúc dữ liệu chưa lên {ours['center']}: {some(behind)}.",
            "motcua upgrade.",
        )
    if not later and not behind:
        yield well(VERSIONS, f"PostgreSQL {seen.server}; cấu trúc dữ liệu {ours['center']} ở mọi trung tâm.")
    waiting = centers.keys() - seen.centers.keys()
    if waiting:
        yield warn(CENTERS, f"Chưa đưa vào hoạt động: {some(waiting)}.", "motcua tenant onboard THƯ_MỤC.")
    if strangers := seen.centers.keys() - centers.keys():
        yield warn(
            CENTERS,
            f"Có trong cơ sở dữ liệu, không có thư mục: {some(strangers)}.",
            "chép thư mục trung tâm về tenants/, hoặc kiểm tra MOTCUA_TENANTS.",
        )
    if seen.unreadable:
        yield bad(CENTERS, f"Không đọc được lược đồ của {some(seen.unreadable)}.", "kiểm tra quyền của motcua_owner.")


def database(seen: Seen, key_name: str | None) -> Iterator[Finding]:
    used = f"{seen.connections}/{seen.most_connections} kết nối"
    if seen.connections > BUSY * seen.most_connections:
        yield warn(DATABASE, f"Gần hết kết nối: {used}.", "giảm MOTCUA_POOL, hoặc đặt PgBouncer (infra/pgbouncer).")
    else:
        yield well(DATABASE, f"Trả lời; {used}.")
    known = seen.facts.get("seal_key")
    if known and key_name and known != key_name:
        yield bad(
            DATABASE,
            f"Tệp khóa {key_name} không phải tệp đã niêm phong dữ liệu ({known}).",
            "đặt MOTCUA_KEY_FILE về đúng tệp, lấy từ bản sao lưu (docs/runbook.md, mục mất khóa).",
        )
    for line in seen.gaps:
        yield warn(DATABASE, "Còn quyền chưa siết.", f"quản trị máy chủ chạy: {line};")


def clock(seen: Seen) -> Iterator[Finding]:
    drift = max(abs(seen.clock_ahead) - seen.clock_doubt, 0)
    says = f"Cơ sở dữ liệu {'nhanh' if seen.clock_ahead > 0 else 'chậm'} hơn máy này {abs(seen.clock_ahead):.1f} giây."
    do = "bật đồng bộ giờ ở cả hai máy: timedatectl set-ntp true"
    if drift > GREAT_DRIFT:
        yield bad(CLOCK, says, do)
    elif drift > DRIFT:
        yield warn(CLOCK, says, do)
    else:
        yield well(CLOCK, "Máy này và cơ sở dữ liệu cùng giờ.")


def mail(seen: Seen, settings: Settings) -> Iterator[Finding]:
    """Through whom messages leave, and whether they do."""
    if settings.mail is None:
        yield warn(
            MAIL,
            f"Chưa đặt máy chủ thư; thông báo ghi vào {settings.outbox_dir}, không ra ngoài.",
            "đặt MOTCUA_MAIL, MOTCUA_MAIL_FROM rồi chạy motcua mail test TRUNG_TÂM ĐỊA_CHỈ.",
        )
    elif settings.mail.security == "smtp" and settings.mail.host not in LOOPBACK:
        yield warn(MAIL, "Thư đi đến máy chủ thư không mã hóa.", "dùng smtp+starttls:// hoặc smtps:// ở MOTCUA_MAIL.")
    waiting = seen.messages
    if waiting.oldest > MESSAGES_WAIT_TOO_LONG:
        yield warn(
            MAIL,
            f"{waiting.waiting} thư chờ gửi, thư lâu nhất quá giờ {waiting.oldest / 3600:.0f} giờ.",
            "xem trang Thư gửi của trung tâm: đang tạm ngừng, hay máy chủ thư không trả lời.",
        )
    if waiting.failed:
        yield warn(
            MAIL, f"{waiting.failed} thư không gửi được.", "xem trang Thư gửi của trung tâm, mục không gửi được."
        )
    if settings.mail is not None and waiting.oldest <= MESSAGES_WAIT_TOO_LONG and not waiting.failed:
        yield well(MAIL, f"Gửi qua {settings.mail.host}; {waiting.waiting} thư đang chờ.")


def backups(seen: Seen, now: datetime, twins: Collection[str] = ()) -> Iterator[Finding]:
    """`twins`: training twins, which have none."""
    last = {key: each.backed_up_at for key, each in seen.centers.items() if key not in twins}
    if seen.province is not None:
        last["province"] = seen.province.backed_up_at
    never = [key for key, at in last.items() if at is None]
    ages = {key: now - at for key, at in last.items() if at is not None}
    too_old = {key for key, since in ages.items() if since > age.TOO_OLD}
    old = {key for key, since in ages.items() if age.OLD < since <= age.TOO_OLD}
    do = "systemctl start motcua-backup; nếu hỏng: journalctl -u motcua-backup."
    if never:
        yield bad(BACKUP, f"{age.NEVER}: {some(never)}.", do)
    if too_old:
        yield bad(BACKUP, f"Quá {age.TOO_OLD.days} ngày chưa sao lưu: {some(too_old)}.", do)
    if old:
        yield warn(BACKUP, f"Hơn một ngày chưa sao lưu: {some(old)}.", do)
    if last and not never and not too_old and not old:
        hours = max(ages.values()).total_seconds() / 3600
        yield well(
            BACKUP,
            f"Mọi trung tâm và trang điều hành; bản cũ nhất {hours:.0f} giờ trước. Hãy diễn tập khôi phục mỗi quý.",
        )


def calendars(centers: Mapping[str, Center], seen: Seen | None, today: date) -> Iterator[Finding]:
    """This year and as far as terms reach: a year nobody knows only leaves out weekends."""
    wanted = sorted({today.year, (today + LOOKS_AHEAD).year})
    for year in wanted:
        lacking, provisional = set(), set()
        for key, center in centers.items():
            decided = _decided(seen, key)
            base = center.calendar.year(year)
            known = decided.get(year, base.is_provisional if base else None)
            if known is None:
                lacking.add(key)
            elif known:
                provisional.add(key)
        do = f"motcua calendar import TỆP --document VĂN_BẢN, rồi motcua calendar check {year}."
        if lacking:
            level = bad if year == today.year else warn
            yield level(CALENDAR, f"Chưa có lịch nghỉ năm {year}: {some(lacking)}.", do)
        if provisional:
            yield warn(CALENDAR, f"Lịch nghỉ năm {year} mới là dự kiến: {some(provisional)}.", do)
        if not lacking and not provisional:
            yield well(CALENDAR, f"Lịch nghỉ năm {year} chính thức ở mọi trung tâm.")


def _decided(seen: Seen | None, key: str) -> Mapping[int, bool]:
    if seen is None or key not in seen.centers:
        return {}
    return {year.year: year.is_provisional for year in map(year_from_data, seen.centers[key].years)}


def sums(seen: Seen) -> Iterator[Finding]:
    """Whether reports speak of every dossier, and when that was last proved."""
    found = seen.sums
    if found.uncounted:
        yield warn(
            SUMS,
            f"{found.uncounted} hồ sơ chưa vào số tổng hợp; báo cáo còn thiếu.",
            "chờ motcua serve đếm tiếp, hoặc motcua recount TRUNG_TÂM.",
        )
    if found.unfolded > MOST_UNFOLDED:
        yield warn(
            SUMS,
            f"{found.unfolded} thay đổi chưa gộp vào số theo ngày; báo cáo vẫn đúng nhưng chậm dần.",
            "kiểm tra motcua có đang chạy; khởi động lại: systemctl restart motcua.",
        )
    if differing := [key for key, (_, is_equal) in found.recounted.items() if not is_equal]:
        yield bad(
            SUMS, f"Lần đếm lại gần nhất thấy lệch: {some(differing)}.", "motcua recount TRUNG_TÂM --mend, rồi báo lại."
        )
    elif found.recounted and not found.uncounted:
        oldest = min(at for at, _ in found.recounted.values())
        yield well(SUMS, f"Khớp với hồ sơ ở lần đếm lại gần nhất (sớm nhất ngày {local(oldest):%d/%m/%Y}).")
    elif not found.uncounted:
        yield well(SUMS, "Mọi hồ sơ đã vào số tổng hợp; chưa đếm lại lần nào (motcua recount TRUNG_TÂM).")


def jobs(seen: Seen) -> Iterator[Finding]:
    if seen.jobs_failed:
        yield warn(
            JOBS,
            f"{seen.jobs_failed} việc nền hỏng, được giữ lại.",
            "journalctl -u motcua | grep -i job; xem docs/runbook.md, mục plugin gây lỗi.",
        )
    if seen.jobs_oldest > WAITS_TOO_LONG:
        yield bad(
            JOBS,
            f"{seen.jobs_waiting} việc chờ, việc lâu nhất {seen.jobs_oldest / 60:.0f} phút.",
            "kiểm tra motcua có đang chạy; khởi động lại: systemctl restart motcua.",
        )
    if not seen.jobs_failed and seen.jobs_oldest <= WAITS_TOO_LONG:
        yield well(JOBS, f"{seen.jobs_waiting} việc chờ, không việc nào hỏng.")
