"""The clock of the house: calendars, working time, and due dates with their explanation, under one name.

`opening` says when an office is open, `worktime` counts minutes on it, `due` applies a term and its pauses.
"""

from __future__ import annotations

from datetime import datetime

from motcua.domain.counting import add_working_minutes, working_minutes_between
from motcua.domain.due import Due, due, shares
from motcua.domain.explain import Line, rest_line
from motcua.domain.opening import (
    LOCAL,
    CalendarYear,
    Closure,
    OpeningHours,
    Span,
    SpecialDay,
    at_minute,
    day_says,
    local,
)
from motcua.domain.pauses import PAUSE_SAYS, Pause
from motcua.domain.reckoning import Reckoning, as_data, reckon
from motcua.domain.worktime import Calendar

__all__ = [
    "LOCAL",
    "PAUSE_SAYS",
    "Calendar",
    "CalendarYear",
    "Closure",
    "Due",
    "Line",
    "OpeningHours",
    "Pause",
    "Reckoning",
    "Span",
    "SpecialDay",
    "add_working_minutes",
    "as_data",
    "at_minute",
    "day_says",
    "due",
    "local",
    "parse_instant",
    "printed",
    "reckon",
    "rest_line",
    "shares",
    "working_minutes_between",
]


def parse_instant(text: str) -> datetime:
    """An ISO 8601 instant as typed by a person; without a zone it is the office's own time."""
    at = datetime.fromisoformat(text.strip())
    return at if at.tzinfo is not None else at.replace(tzinfo=LOCAL)


def printed(at: datetime) -> str:
    """The instant for machines and logs, in local time: `2026-08-22T09:00:00+07:00`."""
    return local(at).isoformat(timespec="seconds")
