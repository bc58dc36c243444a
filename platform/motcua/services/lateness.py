"""How much time is left, in the words of a counter: working days and hours, never calendar hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.domain.calendar import Calendar, working_minutes_between
from motcua.domain.states import STATES, State
from motcua.domain.terms import MINUTES_PER_WORKING_DAY

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


def outcome_in_time(due_at: datetime | None, done_at: datetime) -> str:
    """The three words of Mẫu 05 and of the reports: before, on, or after the day it was due."""
    if due_at is None:
        return ""
    if done_at > due_at:
        return "Quá hạn"
    return "Đúng hạn" if due_at - done_at < SOON else "Trước hạn"
