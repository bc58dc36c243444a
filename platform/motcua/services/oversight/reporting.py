"""Statutory reports of a center: the sums as tables, and the dossiers behind each number.

Nothing here looks at dossiers but the list behind a number, which is paged; every number is a sum of sums.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.counts import NOBODY
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, Staff
from motcua.domain.reports.columns import (
    Column,
    When,
    columns_06,
    columns_07,
    columns_staff,
    measures_at,
)
from motcua.domain.reports.periods import DAY, Kind, Period, ReportRules, period_around
from motcua.domain.reports.table import Line, Table, numbers_of, total_of
from motcua.services.catalogue import known_here
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.store.engine import Row, transaction
from motcua.store.queries import counts
from motcua.store.queries import sums as stored
from motcua.store.queries.sums import Of

CHANNELS = ("direct", "post", "online")
BY_SECTOR, BY_AGENCY, BY_PROCEDURE, BY_OFFICER = "linh-vuc", "co-quan", "thu-tuc", "can-bo"
BYS: Mapping[str, str] = {BY_SECTOR: "Lĩnh vực", BY_AGENCY: "Cơ quan", BY_PROCEDURE: "Thủ tục"}
NO_SECTOR = "Lĩnh vực không còn trong danh mục"
_DIMENSIONS = {
    BY_SECTOR: "procedure_key",
    BY_AGENCY: "agency",
    BY_PROCEDURE: "procedure_key",
    BY_OFFICER: "officer_id",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A report. `reads`: its columns by the center's rules; `bys`: what its rows may be, the first by itself."""

    key: str
    number: str
    title: str
    reads: Callable[[ReportRules], tuple[Column, ...]]
    bys: tuple[str, ...]
    source: str
    kinds: tuple[Kind, ...] = tuple(Kind)


_BYS = tuple(BYS)
FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form(
            "06a",
            "Mẫu 06a",
            "Tình hình, kết quả giải quyết thủ tục hành chính",
            columns_06,
            _BYS,
            "Thông tư 02/2017/TT-VPCP, Chương III (mẫu chưa đối chiếu với văn bản gốc)",
        ),
        Form(
            "07a",
            "Mẫu 07a",
            "Nguyên nhân quá hạn các trường hợp giải quyết thủ tục hành chính",
            columns_07,
            _BYS,
            "Thông tư 02/2017/TT-VPCP, Chương III (mẫu chưa đối chiếu với văn bản gốc)",
        ),
        Form(
            "can-bo",
            "Cán bộ",
            "Kết quả làm việc của cán bộ, công chức tại Trung tâm",
            lambda _: columns_staff(),
            (BY_OFFICER,),
            "Nghị định 61/2018/NĐ-CP, Điều 9: báo cáo hằng tháng về cán bộ được cử đến",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: its form, period, what its rows are, and one agency or (None) all."""

    form: Form
    period: Period
    by: str
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`whole`: the period as it was asked for; the table's own ends with the last day that is over. `uncounted`
    dossiers are still to be counted, so every number may be too small."""

    asked: Asked
    table: Table
    whole: Period
    uncounted: int = 0
    agencies: tuple[str, ...] = ()


def agencies_of(staff: Staff) -> tuple[str, ...]:
    """Whose figures a person may read alone; empty: only the whole center has none (nobody's)."""
    if staff.may(Permission.SEE_EVERY_DOSSIER):
        return tuple(sorted(here().agencies))
    return (staff.agency,) if staff.agency else ()


def check_may_read(staff: Staff, agency: str | None) -> None:
    if not staff.may(Permission.SEE_REPORTS):
        raise NotAllowed("Báo cáo do Giám đốc Trung tâm và lãnh đạo cơ quan xem.")
    if agency is None and not staff.may(Permission.SEE_EVERY_DOSSIER):
        raise NotAllowed("Bạn xem được báo cáo của cơ quan mình.")
    if agency is not None and agency not in agencies_of(staff):
        raise NotAllowed("Bạn xem được báo cáo của cơ quan mình.")


def last_whole_day(at: datetime) -> date:
    """The last day that is over: today once the office has closed, or was not open at all."""
    today, calendar = local(at).date(), here().calendar
    is_over = not calendar.is_working_day(today) or at >= calendar.closing(today)
    return today if is_over else today - DAY


def until_now(period: Period, at: datetime) -> Period:
    """As far as a period's days are over."""
    until = period.until(last_whole_day(at))
    if until is None:
        raise Conflict(f"Kỳ {period.title} chưa có ngày làm việc nào kết thúc. Số liệu trong ngày xem ở trang Tóm tắt.")
    return until


async def report(office: Office, acting: Acting, asked: Asked) -> Report:
    check_may_read(acting.staff, asked.agency)
    period = until_now(asked.period, acting.at)
    async with transaction():
        table = await table_of(office, asked, period)
        waiting = await counts.uncounted()
    return Report(asked, table, asked.period, waiting, agencies_of(acting.staff))


async def table_of(office: Office, asked: Asked, period: Period) -> Table:
    """Three questions to the sums, whatever the number of dossiers."""
    form, rules = asked.form, here().reports
    columns = form.reads(rules)
    of = Of(agencies=(asked.agency,) if asked.agency is not None and form.bys != (BY_OFFICER,) else None)
    rows_of, labels = await _rows(office, asked.by)
    found: dict[tuple[str, When, str, str], int] = {}
    for when, since, before in (
        (When.BEFORE, None, period.since),
        (When.WITHIN, period.since, period.before),
        (When.AT_END, None, period.before),
    ):
        measures = measures_at(columns, when)
        if not measures:
            continue
        for each in await stored.sums(measures, since, before, (_DIMENSIONS[asked.by], "measure", "channel"), of):
            key = rows_of(each[_DIMENSIONS[asked.by]]), when, each["measure"], each["channel"]
            found[key] = found.get(key, 0) + each["n"]
    keys = {key[0] for key, n in found.items() if n}
    if asked.by == BY_OFFICER:
        labels = await _officers(keys, asked.agency)
        keys &= labels.keys()
    lines = [
        Line(key, labels.get(key, key), numbers)
        for key in keys
        if any((numbers := numbers_of(columns, key, found, CHANNELS)).values())
    ]
    lines.sort(key=lambda line: line.label)
    return Table(
        f"{form.number}",
        form.title,
        BYS.get(asked.by, "Cán bộ, công chức"),
        period,
        columns,
        tuple(lines),
        total_of(lines, columns, "Tổng số"),
    )


async def _rows(office: Office, by: str) -> tuple[Callable[[object], str], Mapping[str, str]]:
    """Which row a value of the sums belongs to, and what rows are called."""
    if by == BY_AGENCY:
        return str, {key: agency_name(here(), key) for key in here().agencies}
    versions = {version.key: version for version in known_here(office)}
    if by == BY_PROCEDURE:
        return str, {key: version.title for key, version in versions.items()}
    if by == BY_SECTOR:
        sectors = {key: version.sector for key, version in versions.items()}
        return (lambda key: sectors.get(str(key), NO_SECTOR)), {}
    return str, {}


async def _officers(keys: set[str], agency: str | None) -> dict[str, str]:
    """Those who work at the center or for it; of one agency, those whom it has sent."""
    people = await stored.officers([UUID(key) for key in keys if key != str(NOBODY)])
    return {
        str(each["id"]): f"{each['name']} – {agency_name(here(), each['agency']) if each['agency'] else 'Trung tâm'}"
        for each in people.values()
        if agency is None or each["agency"] == agency
    }


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of the dossiers behind a number: `n` is the number, `next_key` the next page."""

    asked: Asked
    period: Period
    column: Column
    row: str
    label: str
    n: int
    lines: tuple[Row, ...]
    next_key: str = ""


async def behind(office: Office, acting: Acting, asked: Asked, column_key: str, row: str, after: str = "") -> Behind:
    """The dossiers of one column and one row (`row` "": of the total), as many as the number says."""
    check_may_read(acting.staff, asked.agency)
    period = until_now(asked.period, acting.at)
    columns = asked.form.reads(here().reports)
    column = next((each for each in columns if each.key == column_key), None)
    if column is None:
        raise NotHere
    async with transaction():
        table = await table_of(office, asked, period)
        line = table.total if not row else next((each for each in table.lines if each.key == row), None)
        if line is None:
            raise NotHere("Báo cáo không có dòng này.")
        of = await _of(office, asked, row, table)
        found, next_key = await _page(column, period, of, after)
        known = await stored.dossier_lines([each["dossier_id"] for each in found])
    titles = {version.key: version.title for version in known_here(office)}
    listed = tuple(
        {**each, **known.get(each["dossier_id"], {"code": None, "procedure_key": "", "state": ""})} for each in found
    )
    named = tuple({**each, "title": titles.get(str(each["procedure_key"]), each["procedure_key"])} for each in listed)
    return Behind(asked, period, column, row, line.label, line.numbers[column.key], named, next_key)


async def _of(office: Office, asked: Asked, row: str, table: Table) -> Of:
    agencies = (asked.agency,) if asked.agency is not None and asked.by != BY_OFFICER else None
    if asked.by == BY_OFFICER:
        return Of(officers=tuple(UUID(line.key) for line in table.lines) if not row else (UUID(row),))
    if not row:
        return Of(agencies)
    if asked.by == BY_AGENCY:
        return Of((row,))
    if asked.by == BY_PROCEDURE:
        return Of(agencies, (row,))
    sectors = {version.key: version.sector for version in known_here(office)}
    procedures = await stored.summed_procedures() if row == NO_SECTOR else list(sectors)
    return Of(agencies, tuple(key for key in procedures if sectors.get(key, NO_SECTOR) == row))


async def _page(column: Column, period: Period, of: Of, after: str) -> tuple[list[Row], str]:
    """Part after part of the column, each in the order of its days. `after`: `part/day/dossier` of the last one."""
    place, key = _place(after, len(column.parts))
    found: list[Row] = []
    last = ""
    for number in range(place, len(column.parts)):
        part, limit = column.parts[number], stored.PAGE - len(found)
        narrowed = Of(of.agencies, of.procedures, part.channels or of.channels, of.officers)
        if part.when is When.WITHIN:
            rows = await stored.dossiers_acting(part.measures, period.since, period.before, narrowed, key, limit)
        else:
            on = period.since - timedelta(days=1) if part.when is When.BEFORE else period.last
            rows = await stored.dossiers_standing(part.measures, on, narrowed, key, limit, without=column.without)
        found += rows
        key = None
        if rows:
            last = f"{number}/{rows[-1]['on_date'].isoformat()}/{rows[-1]['dossier_id']}"
        if len(found) >= stored.PAGE:
            return found, last
    return found, ""


def _place(after: str, parts: int) -> tuple[int, tuple[date, UUID] | None]:
    if not after:
        return 0, None
    try:
        number, day, dossier = after.split("/")
        place, key = int(number), (date.fromisoformat(day), UUID(dossier))
    except ValueError:
        raise NotHere from None
    if not 0 <= place < parts:
        raise NotHere
    return place, key


def usual_period(at: datetime) -> Period:
    """The last month that is over."""
    this = period_around(Kind.MONTH, local(at).date(), here().reports.cutoff_day)
    return period_around(Kind.MONTH, this.since - DAY, here().reports.cutoff_day)
