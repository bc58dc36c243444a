"""Tóm tắt trong ngày: what came in, what went out, what is near its date and what is over, by agency and in all.

Every number is that of a list: the same clauses count here, on the chips and in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.opening import at_minute
from motcua.domain.people import Acting
from motcua.services.deadlines.lateness import due_counts, late_by, soon_after
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.work.worklists import WorklistRow, check_sees_lists, lines_of, sight_of
from motcua.store.engine import transaction
from motcua.store.queries import visible as seen
from motcua.store.queries.visible import Sight

#: Overdue dossiers named on one sheet; the rest are in the list behind it.
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One agency today: received and handed back since midnight; the rest as it stands now.

    `open` counts `waiting` (for the applicant), `soon` and `late` as well.
    """

    agency: str
    name: str
    received: int = 0
    handed_back: int = 0
    open: int = 0
    waiting: int = 0
    soon: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """`overdue` names the first, the longest overdue first, each with who has it."""

    on: date
    at: datetime
    lines: tuple[SummaryLine, ...]
    total: SummaryLine
    overdue: tuple[WorklistRow, ...]


async def summary(office: Office, acting: Acting) -> Summary:
    """The business day of `acting.at` so far, for what the person may see."""
    check_sees_lists(acting.staff)
    sight = sight_of(acting.staff)
    async with transaction():
        lines = await _lines(sight, acting.at)
        due = await due_counts(sight, acting.at, here().calendar)
        rows = await seen.visible(sight, due=late_by(acting.at), limit=MOST_NAMED)
        overdue = await lines_of(office, acting, rows)
    total = SummaryLine(
        "",
        "Toàn Trung tâm",
        sum(line.received for line in lines),
        sum(line.handed_back for line in lines),
        sum(line.open for line in lines),
        sum(line.waiting for line in lines),
        due.soon,
        due.overdue,
    )
    return Summary(local(acting.at).date(), acting.at, lines, total, overdue)


async def _lines(sight: Sight, at: datetime) -> tuple[SummaryLine, ...]:
    """The agencies with anything to tell, those with overdue dossiers first."""
    on = local(at).date()
    since, until = at_minute(on, 0), at_minute(on + timedelta(days=1), 0)
    stands = {
        row["agency"]: row
        for row in await seen.by_agency(sight, late=late_by(at), soon=soon_after(at, here().calendar))
    }
    done = {row["agency"]: row for row in await seen.done_by_agency(sight, since=since, until=until)}
    found = []
    for agency in stands.keys() | done.keys():
        now, today = stands.get(agency), done.get(agency)
        found.append(
            SummaryLine(
                agency,
                agency_name(here(), agency),
                **({key: int(today[key]) for key in ("received", "handed_back")} if today else {}),
                **({key: now[key] for key in ("open", "waiting", "soon", "late")} if now else {}),
            )
        )
    return tuple(sorted(found, key=lambda line: (-line.late, -line.soon, -line.open, line.name)))
