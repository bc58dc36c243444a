"""How much time is left, in the words of a counter: working days and hours, never calendar hours; and what is overdue.

Overdue has one meaning: `is_overdue` for one dossier, `Due` of the store for many. Every number of overdue dossiers,
and of those that fall due within a working day, comes from `due_counts`; lists and files narrow by the same `Due`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.domain.calendar import Calendar, add_working_minutes, local, working_minutes_between
from motcua.domain.opening import at_minute
from motcua.domain.states import STATES, State
from motcua.domain.terms import MINUTES_PER_WORKING_DAY
from motcua.store.queries.visible import Sight, count_due
from motcua.store.queries.worklists import Due

SOON = timedelta(days=1)


def amount_of(minutes: int) -> str:
    """`2 ngày làm việc`, `5 giờ làm việc`, `20 phút`; whole units, rounded down, so that nothing looks better."""
    if minutes >= MINUTES_PER_WORKING_DAY:
        return f"{minutes // MINUTES_PER_WORKING_DAY} ngày làm việc"
    if minutes >= 60:
        return f"{minutes // 60} giờ làm việc"
    return f"{minutes} phút làm việc"


def time_left(due_at: datetime | None, at: datetime, calendar: Calendar) -> str:
    """`Còn 5 giờ làm việc`, `Quá hạn 2 ngày làm việc`; empty where nothing is due."""
    if due_at is None:
        return ""
    if at > due_at:
        return f"Quá hạn {amount_of(working_minutes_between(calendar, due_at, at))}"
    return f"Còn {amount_of(working_minutes_between(calendar, at, due_at))}"


def is_late(due_at: datetime | None, at: datetime) -> bool:
    return due_at is not None and at > due_at


def is_overdue(state: State, due_at: datetime | None, at: datetime) -> bool:
    """The dossier itself is past its due date and a desk can still do something about it."""
    facts = STATES[state]
    return not facts.is_final and not facts.waits_for_applicant and is_late(due_at, at)


def late_by(at: datetime) -> Due:
    return Due(at)


def soon_after(at: datetime, calendar: Calendar) -> Due:
    """Within the working day that "sắp hết hạn" looks ahead."""
    return Due(at, add_working_minutes(calendar, at, MINUTES_PER_WORKING_DAY))


def today_from(at: datetime) -> Due:
    """Until the end of the day, what has passed already left out: that is overdue."""
    return Due(at, at_minute(local(at).date() + timedelta(days=1), 0))


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many dossiers within sight are overdue, fall due within a working day, and fall due until the end of the
    day."""

    overdue: int
    soon: int
    today: int


async def due_counts(sight: Sight, at: datetime, calendar: Calendar) -> DueCounts:
    """The numbers of the header, the chips, the homes and the daily summary."""
    found = await count_due(sight, late_by(at), soon_after(at, calendar), today_from(at))
    return DueCounts(found["late"], found["soon"], found["today"])


def outcome_in_time(due_at: datetime | None, done_at: datetime) -> str:
    """The three words of Mẫu 05 and of the reports: before, on, or after the day it was due."""
    if due_at is None:
        return ""
    if done_at > due_at:
        return "Quá hạn"
    return "Đúng hạn" if due_at - done_at < SOON else "Trước hạn"


def must_end_says(risk_at: datetime | None, due_at: datetime | None, at: datetime) -> str:
    """`Phải xong bước này trước 10:30 ngày 14/11`; empty once the dossier itself is overdue: that says more.

    Past that moment what is left of the term is too short for the steps that are still to come.
    """
    if risk_at is None or is_late(due_at, at):
        return ""
    year = "" if local(risk_at).year == local(at).year else f"/{local(risk_at).year}"
    when = f"{local(risk_at):%H:%M} ngày {local(risk_at):%d/%m}{year}"
    if at > risk_at:
        return f"Chậm: lẽ ra xong bước này trước {when}"
    return f"Phải xong bước này trước {when}"
