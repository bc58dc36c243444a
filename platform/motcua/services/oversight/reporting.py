"""Statutory reports of a center: the sums as tables. Nothing here looks at dossiers; every number is a sum of sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.counts import NOBODY
from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.people import Acting, Permission, Staff
from motcua.domain.reports.columns import When, measures_at
from motcua.domain.reports.periods import DAY, Kind, Period, period_around
from motcua.domain.reports.score_card import ScoreCard
from motcua.domain.reports.table import Line, Table, numbers_of, total_of
from motcua.services.catalogue import known_here
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.oversight.forms import (
    BY_AGENCY,
    BY_OFFICER,
    BY_PROCEDURE,
    BY_SECTOR,
    BYS,
    CHANNELS,
    FORMS,
    MEETING_PARTS,
    NO_SECTOR,
    Asked,
)
from motcua.services.oversight.marking import with_indicators, with_progress
from motcua.services.oversight.scoring import card_of, card_table
from motcua.store.engine import transaction
from motcua.store.folding import fold
from motcua.store.queries import counts
from motcua.store.queries import sums as stored
from motcua.store.queries.sums import Of

_DIMENSIONS = {
    BY_SECTOR: "procedure_key",
    BY_AGENCY: "agency",
    BY_PROCEDURE: "procedure_key",
    BY_OFFICER: "officer_id",
}


@dataclass(frozen=True, slots=True)
class Report:
    """The table ends with the last day that is over. `uncounted` dossiers are still to be counted: every number may be
    too small until they are. `card`: what the whole of QĐ 766 comes to; `told_version`: how often its shares were told.
    """

    asked: Asked
    table: Table
    uncounted: int = 0
    card: ScoreCard | None = None
    told_version: int = 0

    @property
    def tables(self) -> tuple[Table, ...]:
        """What a file of it holds, in order."""
        return (*((card_table(self.card, self.table.period),) if self.card else ()), self.table)


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
        card, version = await card_of(asked, table) if asked.form.key == "766" else (None, 0)
    return Report(asked, table, waiting, card, version)


async def meeting(office: Office, acting: Acting, period: Period, agency: str) -> tuple[Report, ...]:
    """What is laid before an agency at the quarter's meeting."""
    return tuple([await report(office, acting, Asked(FORMS[form], period, by, agency)) for form, by in MEETING_PARTS])


async def table_of(office: Office, asked: Asked, period: Period) -> Table:
    """Three questions to the sums, whatever the number of dossiers."""
    form, rules = asked.form, here().reports
    columns = form.reads(rules)
    of = Of(agencies=(asked.agency,) if asked.agency is not None and asked.by != BY_OFFICER else None)
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
    lines.sort(key=lambda line: (fold(line.label), line.key))
    table = Table(
        form.number,
        form.title,
        BYS[asked.by],
        period,
        columns,
        tuple(lines),
        total_of(lines, columns, "Tổng số"),
    )
    if form.key == "danh-gia":
        return await with_indicators(table, asked.period, of_officers=asked.by == BY_OFFICER)
    return with_progress(table) if form.key == "766" else table


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


def usual_period(at: datetime) -> Period:
    """The last month that is over."""
    this = period_around(Kind.MONTH, local(at).date(), here().reports.cutoff_day)
    return period_around(Kind.MONTH, this.since - DAY, here().reports.cutoff_day)
