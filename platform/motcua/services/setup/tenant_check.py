"""Is a center ready to open? Everything that would stop work at the counter, and what else is still to be done.

Each finding says what to do. What stops work: somebody would stand at the counter, or a dossier at a desk, and nobody
could go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.procedures import ProcedureVersion
from motcua.services.accounts.people import at_work
from motcua.services.backup import age
from motcua.services.catalogue import installed, known_here, not_offered, offered
from motcua.services.deadlines.calendars import decided_calendar
from motcua.services.messages.mail_test import is_mail_tested
from motcua.services.messages.texts import template_problem
from motcua.services.office import Office
from motcua.services.setup.check_people import desk_findings, list_findings, people_findings
from motcua.services.setup.findings import Finding, Weight, stop, warn
from motcua.services.setup.onboarding import owner_of
from motcua.store.engine import DB, transaction
from motcua.store.migrate import center_levels, levels
from motcua.store.queries.accounts import as_staff, file_rows, list_staff
from motcua.store.queries.backup_runs import Run, last_runs

DRILL_EVERY = timedelta(days=180)
NEXT_YEAR_FROM = 11  # the month in which terms of thirty days begin to reach into the next year


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


async def check_tenant(office: Office, center: Center, at: datetime) -> Checked:
    """`at` is the business time: which procedures are received and which years are needed depends on the day."""
    connection = await owner_of(office)
    try:
        level = (await center_levels(connection)).get(center.key)
    finally:
        await connection.close()
    if level != levels("center")[-1]:
        says = "Trung tâm chưa được đưa vào hoạt động." if level is None else f"Cấu trúc dữ liệu còn ở mức {level}."
        return Checked(center.key, (stop("data", says, f"chạy motcua tenant onboard {center.key}."),))
    async with DB.catalog_transaction():
        ran = {kind: (await last_runs(kind)).get(center.key) for kind in ("backup", "drill")}
    await DB.open_for(center)
    with entered(center):
        found = [each async for each in _all(office, center, at)]
    found += _kept(ran, at, center)
    return Checked(center.key, tuple(sorted(found, key=lambda each: each.weight is not Weight.STOPS)))


async def _all(office: Office, center: Center, at: datetime) -> Any:
    on = local(at).date()
    async with transaction():
        rows, taken_over = await list_staff(), await file_rows()
        calendar = await decided_calendar(center.calendar)
        is_tested = await is_mail_tested(office)
    people = [as_staff(row) for row in rows if at_work(row, on)]
    received = await offered(office, on)
    for finding in people_findings(people, received):
        yield finding
    for finding in list_findings(center, rows, taken_over):
        yield finding
    for finding in desk_findings(center, people, received):
        yield finding
    for finding in _procedures(office, received, [version for version, _ in await not_offered(office, on)]):
        yield finding
    for finding in _signposts(office, center):
        yield finding
    for finding in _calendar(calendar, on):
        yield finding
    for finding in _letters(center, on):
        yield finding
    for finding in _mail(office, center, is_tested):
        yield finding


def _procedures(
    office: Office, received: Sequence[ProcedureVersion], others: Sequence[ProcedureVersion]
) -> Iterator[Finding]:
    on = installed(office)
    if not on:
        yield stop("procedures", "Chưa bật phần mềm của cơ quan nào.", "ghi khóa cơ quan vào plugins của center.toml.")
    elif not received:
        says = "Hôm nay chưa có thủ tục nào được công bố tiếp nhận."
        yield stop("procedures", says, "ghi [publication] vào center.toml, hoặc công bố ở trang Rà soát TTHC.")
    elif others:
        says = f"{len(others)} thủ tục đã bật nhưng hôm nay chưa tiếp nhận, như “{others[0].title}”."
        yield warn("procedures", says, "rà soát và công bố ở trang Rà soát TTHC.")


def _signposts(office: Office, center: Center) -> Iterator[Finding]:
    """What needs.toml names and nobody has: people would not be led there."""
    for says, key in center.province.signposts.strange(version.key for version in known_here(office)):
        if key not in office.catalog.procedures:
            remedy = "sửa khóa thủ tục trong tenants/needs.toml, hoặc bỏ đi."
            yield warn("needs", f"“{says}” nêu thủ tục “{key}” không có trong phần mềm.", remedy)


def _calendar(calendar: Any, on: date) -> Iterator[Finding]:
    years = [on.year] + ([on.year + 1] if on.month >= NEXT_YEAR_FROM else [])
    for year in years:
        known = calendar.year(year)
        remedy = f"thêm tenants/calendar/{year}.toml, hoặc chạy motcua calendar import."
        if known is None and year == on.year:
            yield stop("calendar", f"Chưa có lịch nghỉ năm {year}: mọi ngày hẹn đều là tạm tính.", remedy)
        elif known is None:
            yield warn("calendar", f"Chưa có lịch nghỉ năm {year}.", remedy)
        elif known.is_provisional:
            remedy = "khi có thông báo chính thức thì chạy motcua calendar import."
            yield warn("calendar", f"Lịch nghỉ năm {year} là tạm tính.", remedy)


def _letters(center: Center, on: date) -> Iterator[Finding]:
    lacking = [name for name, text in (("địa chỉ", center.address), ("số điện thoại", center.phone)) if not text]
    if lacking:
        says = f"Tiêu đề giấy tờ chưa có {' và '.join(lacking)}: giấy in “chưa cập nhật”."
        yield warn("letters", says, "điền address, phone trong center.toml.")
    if not center.fee_receipts_on(on).symbol:
        says = "Biên lai thu phí chưa có mẫu số, ký hiệu."
        yield warn("letters", says, "điền [[fee_receipt]] trong center.toml.")
    if not center.emblem:
        yield warn("letters", "Chưa có biểu trưng in đầu giấy tờ.", "đặt tệp cạnh center.toml và ghi emblem.")
    if not center.communes:
        says = "Chưa khai xã, phường, thị trấn: biểu mẫu hỏi bằng ô chữ, không thống kê được theo xã."
        yield warn("data", says, "điền [[commune]] trong center.toml.")
    for sentence in center.unconfirmed.values():
        yield warn("data", f"Chưa xác nhận: {sentence}", "đối chiếu văn bản rồi xóa dòng này ở [unconfirmed].")
    for sentence in center.province.unconfirmed.values():
        says = f"Chưa xác nhận, cả tỉnh: {sentence}"
        yield warn("data", says, "đối chiếu văn bản rồi xóa dòng này ở [unconfirmed] của province.toml.")


def _mail(office: Office, center: Center, is_tested: bool) -> Iterator[Finding]:
    if office.settings.mail is None:
        says = "Chưa đặt máy chủ thư: thông báo cho người nộp chỉ ghi vào thư mục trên máy chủ."
        yield warn("mail", says, f"đặt MOTCUA_MAIL rồi chạy motcua mail test {center.key} ĐỊA_CHỈ.")
    elif not is_tested:
        yield warn("mail", "Chưa gửi thử thư điện tử.", f"chạy motcua mail test {center.key} ĐỊA_CHỈ.")
    for event, source in center.messages.items():
        if problem := template_problem(event, source):
            says = f"Mẫu riêng messages/{event}.txt không dùng được: {problem}"
            yield warn("mail", says, "sửa tệp đó; đến lúc đó dùng mẫu chung.")


def _kept(ran: Mapping[str, Run | None], at: datetime, center: Center) -> Iterator[Finding]:
    for kind, limit, never, old, command in (
        ("backup", age.OLD, f"{age.NEVER}.", "Lần sao lưu gần nhất đã cũ", "motcua backup"),
        ("drill", DRILL_EVERY, "Chưa thử khôi phục lần nào.", "Lần thử khôi phục gần nhất đã cũ", "motcua drill"),
    ):
        last = ran[kind]
        if last is None:
            yield warn("backup", never, f"chạy {command} {center.key}.")
        elif at - last.ended_at > limit:
            yield warn("backup", f"{old}: {local(last.ended_at):%d/%m/%Y}.", f"chạy {command} {center.key}.")
