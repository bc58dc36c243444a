"""What is said today of the next five working days, and what came of it.

Said of a dossier whose date lies within them: it will be late, when the working time that is left until its date is
less than what the steps still to come usually take. Scored when its date has passed, by the date as it stood then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.domain.counting import add_working_minutes, working_minutes_between
from motcua.domain.course import AT_AN_END, Passed, Stretch, stretches
from motcua.domain.pace import Ahead, Pace, Place, time_left
from motcua.domain.states import State
from motcua.domain.terms import MINUTES_PER_WORKING_DAY
from motcua.domain.worktime import Calendar

DAYS_AHEAD = 5
#: Whose clock does not run against a desk here: the applicant's turn, or time that is not counted.
NOT_FORETOLD = frozenset({State.INCOMPLETE, State.SUSPENDED, State.SUPPLEMENT, State.READY})


class Came(StrEnum):
    """What came of a dossier that a forecast watched. `moved`: its time began anew or it ended otherwise, so that
    neither answer would have been right."""

    UNKNOWN = ""
    LATE = "late"
    IN_TIME = "in_time"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Watched:
    """An open dossier within the days ahead, with the steps that are not done."""

    id: UUID
    due_at: datetime
    ahead: Sequence[Ahead]


@dataclass(frozen=True, slots=True)
class Foretold:
    """`needs` and `left`: working minutes that the steps usually take, and those until the date."""

    id: UUID
    due_at: datetime
    needs: int
    left: int

    @property
    def is_late(self) -> bool:
        return self.needs > self.left


def last_moment(at: datetime, calendar: Calendar) -> datetime:
    """Until when a forecast of `at` looks."""
    return add_working_minutes(calendar, at, DAYS_AHEAD * MINUTES_PER_WORKING_DAY)


def foretell(watched: Watched, at: datetime, paces: dict[Place, Pace], calendar: Calendar) -> Foretold:
    left = working_minutes_between(calendar, at, watched.due_at)
    return Foretold(watched.id, watched.due_at, time_left(watched.ahead, paces), left)


def what_came(passed: Passed, due_at: datetime) -> Came:
    """At the instant that was its date when the forecast was made."""
    at_date: Stretch | None = None
    for stretch in stretches(passed):
        if stretch.from_at <= due_at:
            at_date = stretch
    if at_date is None:
        return Came.MOVED
    if at_date.state in AT_AN_END:
        return Came.IN_TIME
    if not at_date.can_be_late or at_date.state is State.SUSPENDED:
        return Came.MOVED
    # A letter of apology moves the date that is seen; what was promised is broken all the same.
    return Came.LATE if at_date.promised_at is not None and at_date.promised_at <= due_at else Came.MOVED


@dataclass(frozen=True, slots=True)
class Hits:
    """The score of forecasts: dossiers watched, said to be late, of these late, and late in all."""

    watched: int = 0
    said: int = 0
    hit: int = 0
    late: int = 0

    @property
    def right(self) -> int | None:
        """Of a hundred that were said to be late, how many were."""
        return round(100 * self.hit / self.said) if self.said else None

    @property
    def found(self) -> int | None:
        """Of a hundred that were late, how many had been said."""
        return round(100 * self.hit / self.late) if self.late else None

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.watched + other.watched, self.said + other.said, self.hit + other.hit, self.late + other.late)
