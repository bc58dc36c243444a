"""The list of what was filed online and waits for an answer, the most urgent first, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from motcua.centers import here
from motcua.domain.opening import at_minute
from motcua.domain.people import EVERY_AGENCY, Acting, Permission, Staff
from motcua.services.codes import local_date
from motcua.services.deadlines.lateness import is_late, time_left
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.online.filings import FilingLine, lines_of
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored

PAGE = 50


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One filing that waits, as the desk lists it."""

    filing: FilingLine
    agency: str
    left: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DeskList:
    """`after` leads to the next page; `waiting` and `late` count all of them."""

    lines: tuple[DeskLine, ...]
    after: tuple[datetime, UUID] | None
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The numbers of the online desk: what waits, of that what is past its time, and the answers of the day."""

    waiting: int = 0
    late: int = 0
    answered: int = 0
    answered_late: int = 0


def agencies_seen(staff: Staff) -> frozenset[str] | None:
    """Of which agencies somebody sees what was filed; None: of all."""
    if staff.may(Permission.SEE_EVERY_DOSSIER) or EVERY_AGENCY in staff.receives:
        return None
    return staff.receives if staff.may(Permission.RECEIVE) else frozenset()


def may_see(staff: Staff, agency: str) -> bool:
    seen = agencies_seen(staff)
    return seen is None or agency in seen


async def waiting(office: Office, acting: Acting, after: tuple[datetime, UUID] | None = None) -> DeskList:
    """The most urgent first."""
    agencies = agencies_seen(acting.staff)
    async with transaction():
        rows = await stored.waiting_filings(agencies, after, PAGE + 1)
        counted = await stored.count_waiting(agencies, acting.at)
        lines = await lines_of(office, rows[:PAGE])
    last = lines[-1] if len(rows) > PAGE else None
    shown = tuple(
        DeskLine(
            line,
            agency_name(here(), line.agency),
            time_left(line.due_at, acting.at, here().calendar),
            is_late(line.due_at, acting.at),
        )
        for line in lines
    )
    going_on = (last.due_at, last.id) if last is not None and last.due_at is not None else None
    return DeskList(shown, going_on, counted["waiting"], counted["late"])


async def unanswered(acting: Acting) -> Unanswered:
    """Of the agencies that the person sees; the day's answers of the whole center."""
    agencies = agencies_seen(acting.staff)
    if agencies is not None and not agencies:
        return Unanswered()
    since = at_minute(local_date(acting.at), 0)
    async with transaction():
        counted = await stored.count_waiting(agencies, acting.at)
        given = await stored.count_answers(since, since + timedelta(days=1))
    return Unanswered(counted["waiting"], counted["late"], given["answered"], given["late"])
