"""Is a center ready to open? Everything that would stop work at the counter, and what else is still to be done.

Each finding says what to do. What stops work: somebody would stand at the counter, or a dossier at a desk, and nobody
could go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from motcua.centers import Center, entered, here
from motcua.domain.calendar import local
from motcua.domain.people import OUTSIDE_AGENCIES, ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.services.calendars import decided_calendar
from motcua.services.catalogue import installed, not_offered, offered
from motcua.services.naming import agency_name, desk_labels, desk_name, desks_of
from motcua.services.office import Office
from motcua.services.onboard_plan import differs
from motcua.services.onboarding import owner_of
from motcua.store.engine import DB, transaction
from motcua.store.migrate import center_levels, levels
from motcua.store.queries.accounts import as_staff, list_staff
from motcua.store.queries.effects import get_setting

BACKUP, DRILL, MAIL = "backup.last", "backup.last_drill", "mail.tested"
BACKUP_EVERY, DRILL_EVERY = timedelta(days=2), timedelta(days=180)
MOST_NAMED = 5
NEXT_YEAR_FROM = 11  # the month in which terms of thirty days begin to reach into the next year


class Weight(StrEnum):
    """How much a finding matters."""

    STOPS = "stops"
    WARNS = "warns"


WEIGHT_NAMES = {Weight.STOPS: "Chưa làm việc được", Weight.WARNS: "Cần làm thêm"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be done. `topic` is a key for machines: people, desks, procedures, calendar, letters, mail, backup,
    data."""

    weight: Weight
    topic: str
    says: str
    remedy: str

    def to_data(self) -> dict[str, str]:
        return {"weight": self.weight.value, "topic": self.topic, "says": self.says, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, what stops work first."""

    center: str
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.weight is Weight.STOPS)

    @property
    def warns(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.weight is Weight.WARNS)

    @property
    def is_ready(self) -> bool:
        return not self.stops

    def to_data(self) -> dict[str, Any]:
        findings = [each.to_data() for each in self.findings]
        return {"center": self.center, "is_ready": self.is_ready, "findings": findings}


def _stop(topic: str, says: str, remedy: str) -> Finding:
    return Finding(Weight.STOPS, topic, says, remedy)


def _warn(topic: str, says: str, remedy: str) -> Finding:
    return Finding(Weight.WARNS, topic, says, remedy)


async def check_tenant(office: Office, center: Center, at: datetime) -> Checked:
    """`at` is the business time: which procedures are received and which years are needed depends on the day."""
    connection = await owner_of(office)
    try:
        level = (await center_levels(connection)).get(center.key)
    finally:
        await connection.close()
    if level != levels("center")[-1]:
        says = "Trung tâm chưa được đưa vào hoạt động." if level is None else f"Cấu trúc dữ liệu còn ở mức {level}."
        return Checked(center.key, (_stop("data", says, f"chạy motcua tenant onboard {center.key}."),))
    await DB.open_for(center)
    with entered(center):
        found = [each async for each in _all(office, center, at)]
    return Checked(center.key, tuple(sorted(found, key=lambda each: each.weight is not Weight.STOPS)))


async def _all(office: Office, center: Center, at: datetime) -> Any:
    on = local(at).date()
    async with transaction():
        rows = await list_staff()
        calendar = await decided_calendar(center.calendar)
        kept = {key: await get_setting(key) for key in (BACKUP, DRILL, MAIL)}
    people = [as_staff(row) for row in rows if not row["is_locked"]]
    received = await offered(office, on)
    for finding in _people(people, received):
        yield finding
    for finding in _list(center, rows):
        yield finding
    for finding in _desks(center, people, received):
        yield finding
    for finding in _procedures(office, received, [version for version, _ in await not_offered(office, on)]):
        yield finding
    for finding in _calendar(calendar, on):
        yield finding
    for finding in _letters(center, on):
        yield finding
    for finding in _kept(kept, at, center):
        yield finding


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} và {len(names) - MOST_NAMED} người khác" if len(names) > MOST_NAMED else shown


def _people(people: Sequence[Staff], received: Sequence[ProcedureVersion]) -> Iterator[Finding]:
    if not people:
        yield _stop("people", "Chưa có tài khoản nào.", "điền staff.csv, hoặc chạy motcua staff import.")
        return
    without = [f"{person.name} ({person.username})" for person in people if not person.roles]
    if without:
        yield _stop("people", f"Chưa có vai trò: {_named(without)}.", "ghi vai trò ở cột roles của staff.csv.")
    seatless = [
        f"{person.name} ({person.username})"
        for person in people
        if person.roles & {Role.OFFICER, Role.HEAD, Role.LEADER} and not person.desks
    ]
    if seatless:
        yield _warn("people", f"Chưa được giao vị trí xử lý: {_named(seatless)}.", "ghi vị trí ở cột desks.")
    needed = {Role.DIRECTOR: {Role.DIRECTOR, Role.DEPUTY_DIRECTOR}, Role.CLERK: {Role.CLERK}}
    for role, doing in needed.items():
        if not any(person.roles & doing for person in people):
            yield _stop("people", f"Chưa có ai là {ROLE_NAMES[role]}.", f"thêm một người có vai trò {role.value}.")
    if not any(person.may(Permission.MANAGE_ACCOUNTS) for person in people):
        yield _warn("people", "Chưa có quản trị Trung tâm.", "thêm một người có vai trò administrator.")
    receivers = [person for person in people if person.may(Permission.RECEIVE)]
    for agency in sorted({version.agency for version in received}):
        if not any(person.receives_for(agency) for person in receivers):
            says = f"Không ai tiếp nhận hồ sơ của {agency_name(here(), agency)}."
            yield _stop("people", says, f"ghi {agency} hoặc * ở cột receives của một cán bộ tiếp nhận.")


def _list(center: Center, rows: Sequence[Any]) -> Iterator[Finding]:
    known = {row["username"]: row for row in rows}
    behind = [row.username for row in center.staff if row.username not in known or differs(row, known[row.username])]
    if behind:
        says = f"staff.csv có thay đổi chưa áp dụng: {_named(behind)}."
        yield _warn("people", says, f"chạy motcua tenant onboard {center.key}.")


def _desks(center: Center, people: Sequence[Staff], received: Sequence[ProcedureVersion]) -> Iterator[Finding]:
    """By desk: at every one of them a dossier would lie with nobody."""
    titles: dict[tuple[str, str], list[str]] = {}
    labels: dict[tuple[str, str], str] = {}
    signing: set[tuple[str, str]] = set()
    for version in received:
        labels |= desk_labels(version)
        for desk in desks_of(version):
            place = (desk.agency, desk.key)
            is_here = desk.agency not in OUTSIDE_AGENCIES and _is_on(center, version, place)
            if is_here and version.title not in titles.setdefault(place, []):
                titles[place].append(version.title)
            if desk.signs:
                signing.add(place)
    for place, needing in sorted(titles.items()):
        holders = [person for person in people if person.holds(*place)]
        able = Permission.SIGN if place in signing else Permission.PROCESS
        says = desk_name(center, labels, *place)
        if not holders:
            says = f"Không ai giữ vị trí {says} ({len(needing)} thủ tục, như “{needing[0]}”)."
            yield _stop("desks", says, f"ghi {place[0]}:{place[1]} ở cột desks của một người.")
        elif not any(person.may(able) for person in holders):
            roles = ", ".join(role.value for role in Role if able in ROLE_PERMISSIONS[role])
            says = f"Người giữ vị trí {says} chưa có vai trò {'ký' if place in signing else 'xử lý'} ở vị trí này."
            yield _stop("desks", says, f"ghi một trong các vai trò {roles}.")


def _is_on(center: Center, version: ProcedureVersion, place: tuple[str, str]) -> bool:
    """A rule of an agency that is not switched on here adds no step."""
    own = {(desk.agency, desk.key) for lane in version.route.lanes for step in lane.steps for desk in _step_desks(step)}
    return place in own or place[0] in center.plugins or place[0] not in center.agencies


def _step_desks(step: Any) -> Iterator[Any]:
    yield step.desk
    for asked in step.consults:
        yield asked.desk


def _procedures(
    office: Office, received: Sequence[ProcedureVersion], others: Sequence[ProcedureVersion]
) -> Iterator[Finding]:
    on = installed(office)
    if not on:
        yield _stop("procedures", "Chưa bật phần mềm của cơ quan nào.", "ghi khóa cơ quan vào plugins của center.toml.")
    elif not received:
        says = "Hôm nay chưa có thủ tục nào được công bố tiếp nhận."
        yield _stop("procedures", says, "ghi [publication] vào center.toml, hoặc công bố ở trang Rà soát TTHC.")
    elif others:
        says = f"{len(others)} thủ tục đã bật nhưng hôm nay chưa tiếp nhận, như “{others[0].title}”."
        yield _warn("procedures", says, "rà soát và công bố ở trang Rà soát TTHC.")


def _calendar(calendar: Any, on: date) -> Iterator[Finding]:
    years = [on.year] + ([on.year + 1] if on.month >= NEXT_YEAR_FROM else [])
    for year in years:
        known = calendar.year(year)
        remedy = f"thêm tenants/calendar/{year}.toml, hoặc chạy motcua calendar import."
        if known is None and year == on.year:
            yield _stop("calendar", f"Chưa có lịch nghỉ năm {year}: mọi ngày hẹn đều là tạm tính.", remedy)
        elif known is None:
            yield _warn("calendar", f"Chưa có lịch nghỉ năm {year}.", remedy)
        elif known.is_provisional:
            remedy = "khi có thông báo chính thức thì chạy motcua calendar import."
            yield _warn("calendar", f"Lịch nghỉ năm {year} là tạm tính.", remedy)


def _letters(center: Center, on: date) -> Iterator[Finding]:
    lacking = [name for name, text in (("địa chỉ", center.address), ("số điện thoại", center.phone)) if not text]
    if lacking:
        says = f"Tiêu đề giấy tờ chưa có {' và '.join(lacking)}: giấy in “chưa cập nhật”."
        yield _warn("letters", says, "điền address, phone trong center.toml.")
    if not center.fee_receipts_on(on).symbol:
        says = "Biên lai thu phí chưa có mẫu số, ký hiệu."
        yield _warn("letters", says, "điền [[fee_receipt]] trong center.toml.")
    if not center.emblem:
        yield _warn("letters", "Chưa có biểu trưng in đầu giấy tờ.", "đặt tệp cạnh center.toml và ghi emblem.")
    for sentence in center.unconfirmed.values():
        yield _warn("data", f"Chưa xác nhận: {sentence}", "đối chiếu văn bản rồi xóa dòng này ở [unconfirmed].")


def _kept(kept: dict[str, Any], at: datetime, center: Center) -> Iterator[Finding]:
    if not kept[MAIL]:
        yield _warn("mail", "Chưa gửi thử thư điện tử.", "gửi một thư thử; đến lúc đó thông báo nằm chờ trên hồ sơ.")
    for key, limit, never, old, command in (
        (BACKUP, BACKUP_EVERY, "Chưa sao lưu lần nào.", "Lần sao lưu gần nhất đã cũ", "motcua tenant backup"),
        (DRILL, DRILL_EVERY, "Chưa thử khôi phục lần nào.", "Lần thử khôi phục gần nhất đã cũ", "motcua drill"),
    ):
        last = _instant(kept[key])
        if last is None:
            yield _warn("backup", never, f"chạy {command} {center.key}.")
        elif at - last > limit:
            yield _warn("backup", f"{old}: {local(last):%d/%m/%Y}.", f"chạy {command} {center.key}.")


def _instant(kept: Any) -> datetime | None:
    """A setting that is a time, or says one under `at`; None where there is none yet."""
    text = kept.get("at") if isinstance(kept, dict) else kept
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
