"""When a dossier is due, and why on that day: `due(start, term, calendar, pauses, now=…)`.

Conventions (design §9). Reception outside working time, or exactly at a closing, starts at the next opening. Working
days and hours are working minutes from there; a calendar-day term ends at closing time of its last day, moved to the
next working day; "same day" is closing time of the day of reception, or of the next working day after 15:00.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from motcua.domain.counting import add_working_minutes, working_minutes_between
from motcua.domain.explain import Line, explain
from motcua.domain.opening import local
from motcua.domain.pauses import Pause, Stop, closed, merged
from motcua.domain.terms import Term
from motcua.domain.worktime import Calendar

__all__ = ["Due", "Line", "Pause", "due", "shares"]

#: Received after 15:00 and impossible to finish that day, a same-day matter is due the next working day
#: (Luật Hộ tịch 2014, Điều 5 khoản 3; Nghị định 23/2015/NĐ-CP, Điều 7).
SAME_DAY_UNTIL = 15 * 60


@dataclass(frozen=True)
class Due:
    """The due instant (UTC), or None where the law states no term. The explanation is written only when it is read."""

    at: datetime | None
    is_provisional: bool = False
    #: An open pause is counted as if it ended now: the date moves on until the clock starts again.
    is_paused: bool = False
    _explain: Callable[[], tuple[Line, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return self._explain()


def due(
    start: datetime, term: Term, calendar: Calendar, pauses: Iterable[Pause] = (), *, now: datetime | None = None
) -> Due:
    """The due date of something received at `start`. `now` is needed only while a pause is open."""
    if term.has_no_end:
        return Due(None)
    given = tuple(pauses)
    ended = closed(given, now)
    stops = merged(ended, start)
    if term.is_counted_in_working_time:
        began_at = _first_instant(start, calendar)
        at = _count_minutes(began_at, term.minutes, calendar, stops)
    elif term.kind == "d":
        began_at = calendar.starts_counting_at(start)
        at = _count_days(began_at, int(term.amount), calendar, stops)
    else:
        began_at = calendar.starts_counting_at(start)
        at = _close_of_day(start, calendar)
        for from_at, to_at in stops:
            if from_at < at:
                at = _close_of_day(to_at, calendar)
    doubts = calendar.doubts(local(start).date(), local(at).date())
    return Due(
        at,
        is_provisional=bool(doubts),
        is_paused=any(pause.to_at is None for pause in given),
        _explain=lambda: explain(term, calendar, received_at=start, began_at=began_at, due_at=at, pauses=ended),
    )


def shares(start: datetime, end: datetime, weights: Sequence[int], calendar: Calendar) -> tuple[datetime, ...]:
    """Where each of several consecutive steps ends when they share the working time of one whole, by weight.

    A term in calendar days can't be the sum of its steps' working days, so its steps carry shares of the working time
    between reception and due date; the last ends with the whole.
    """
    whole = max(working_minutes_between(calendar, start, end), 0)
    total = sum(weights)
    if not weights or total <= 0 or min(weights) < 0:
        raise ValueError("Tỷ lệ thời gian của các bước phải dương.")
    ends, reached = [], 0
    for weight in weights[:-1]:
        reached += weight
        ends.append(min(add_working_minutes(calendar, start, whole * reached // total), end))
    return (*ends, end)


def _first_instant(start: datetime, calendar: Calendar) -> datetime:
    if calendar.start == "next_day":
        return calendar.opening(calendar.working_day_after(local(start).date()))
    return calendar.starts_counting_at(start)


def _count_minutes(began_at: datetime, minutes: int, calendar: Calendar, stops: Sequence[Stop]) -> datetime:
    cursor, left = began_at, minutes
    for from_at, to_at in stops:
        run = working_minutes_between(calendar, cursor, max(cursor, from_at))
        if left and run >= left:
            break
        left, cursor = left - run, max(cursor, to_at)
    return add_working_minutes(calendar, cursor, left)


def _count_days(began_at: datetime, days: int, calendar: Calendar, stops: Sequence[Stop]) -> datetime:
    """A stop that begins on the 4th day leaves that day counted; counting goes on the day after it ends."""
    cursor_on, left = local(began_at).date(), days
    at = calendar.closing(calendar.last_day_from(cursor_on + timedelta(days=left)))
    for from_at, to_at in stops:
        if from_at >= at:
            break
        from_on, to_on = local(from_at).date(), local(to_at).date()
        left -= min(left, max((from_on - cursor_on).days, 0))
        cursor_on = max(cursor_on, to_on)
        due_on = calendar.last_day_from(cursor_on + timedelta(days=left))
        at = calendar.closing(due_on)
        if at < to_at:
            at = calendar.closing(calendar.last_day_from(due_on + timedelta(days=1)))
    return at


def _close_of_day(at: datetime, calendar: Calendar) -> datetime:
    there = local(at)
    if calendar.is_working_day(there.date()) and there.hour * 60 + there.minute > SAME_DAY_UNTIL:
        return calendar.closing(calendar.last_day_from(there.date() + timedelta(days=1)))
    return calendar.closing(calendar.last_day_from(local(calendar.starts_counting_at(at)).date()))
