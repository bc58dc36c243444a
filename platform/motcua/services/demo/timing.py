"""When an invented dossier was received and how far it has come, in working minutes before the business "now"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from motcua.domain.calendar import Calendar, add_working_minutes, local, working_minutes_between
from motcua.domain.states import State
from motcua.domain.terms import MINUTES_PER_WORKING_DAY, Term

DAYS = 10
A_DAY = MINUTES_PER_WORKING_DAY


@dataclass(frozen=True, slots=True)
class Window:
    """The ten working days before a business date; places in it are working minutes from its first opening."""

    calendar: Calendar
    on: date
    first: date
    starts_at: datetime
    ends_at: datetime
    minutes: int

    @classmethod
    def before(cls, calendar: Calendar, on: date) -> Window:
        """Ends with the closing of the last working day before `on`: nothing in it depends on the time of day."""
        days: list[date] = []
        day = on
        while len(days) < DAYS:
            day -= timedelta(days=1)
            if calendar.is_working_day(day):
                days.append(day)
        starts_at, ends_at = calendar.opening(days[-1]), calendar.closing(days[0])
        return cls(calendar, on, days[-1], starts_at, ends_at, working_minutes_between(calendar, starts_at, ends_at))

    def at(self, minutes: int, seconds: int) -> datetime:
        """The instant of a place; seconds are taken off, so that nothing happens at a closing or after it."""
        at = add_working_minutes(self.calendar, self.starts_at, max(1, minutes))
        return at - timedelta(seconds=min(59, max(1, seconds)))


def business_date(calendar: Calendar, now: datetime) -> date:
    """The day whose morning the demo shows: today, or the next working day when the office is shut."""
    return calendar.working_day_from(local(now).date())


@dataclass(frozen=True, slots=True)
class Placed:
    """Reception and last act of a dossier, in working minutes of the window."""

    starts: int
    ends: int


def place(rng: Random, window: Window, term: Term, ending: State, natural: int, punctuality: str) -> Placed:
    """`natural` is how long the acts would take by themselves; `punctuality` is in_time, today or late."""
    if ending is State.HANDED_BACK:
        return _finished(rng, window, term, natural, punctuality)
    age = max(8, min(_age(rng, window, term, punctuality), window.minutes - 20))
    left = rng.randint(3, max(4, min(A_DAY, age // 2)))
    return Placed(window.minutes - age, window.minutes - min(left, age - 4))


def whole_of(term: Term, window: Window) -> int:
    """The term in working minutes, near enough to place a dossier."""
    if term.kind in ("wd", "h"):
        return term.minutes
    if term.kind == "d":
        return int(term.amount) * 5 * A_DAY // 7
    return 2 * A_DAY if term.has_no_end else A_DAY // 2


def _age(rng: Random, window: Window, term: Term, punctuality: str) -> int:
    whole = whole_of(term, window)
    if term.kind == "same_day":
        # Received after 15:00 it is due at the next closing; before, it should be finished.
        return rng.randint(A_DAY // 2, 3 * A_DAY) if punctuality == "late" else rng.randint(8, 115)
    if punctuality == "late" and whole + 60 < window.minutes:
        return rng.randint(whole + 45, min(window.minutes, whole + 2 * A_DAY))
    if punctuality == "today" and whole < window.minutes + A_DAY:
        return whole - rng.randint(20, A_DAY - 30)
    return rng.randint(12, max(13, int(min(whole - A_DAY, window.minutes) * 0.95)))


def _finished(rng: Random, window: Window, term: Term, natural: int, punctuality: str) -> Placed:
    whole = whole_of(term, window)
    if term.kind == "same_day":
        day = rng.randrange(window.minutes // A_DAY)
        if punctuality == "late":
            starts = day * A_DAY + rng.randint(60, A_DAY - 60)
            return Placed(starts, min(window.minutes - 2, starts + rng.randint(A_DAY // 2, A_DAY + 200)))
        starts = day * A_DAY + rng.randint(3, A_DAY - 200)
        return Placed(starts, starts + rng.randint(50, 180))
    length = min(natural, int(whole * rng.uniform(0.6, 1.0)))
    if punctuality == "late":
        length = int(whole * rng.uniform(1.15, 1.6))
    length = max(60, min(length, window.minutes - 40))
    starts = rng.randint(4, max(5, window.minutes - length - 4))
    return Placed(starts, min(starts + length, window.minutes - 2))
