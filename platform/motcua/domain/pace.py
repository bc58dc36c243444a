"""How fast a desk is, learnt from what it has done, and what will be late at that pace.

A pace is nine numbers: the working minutes within which a tenth, two tenths, … nine tenths of what was done were done.
What a desk has in hand for a while already is judged by those that took at least as long.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

TENTHS = 9
#: A desk that has done less is not known yet; what is known next nearest is taken.
ENOUGH = 8
#: Shares of the planned time are kept in thousandths, so that a pace is whole numbers everywhere.
WHOLE = 1000
#: Where the counter's own time is kept: from reception to the first desk, and from the last desk until the result lies
#: at the center.
FIRST, LAST = ("center", "tiep-nhan"), ("center", "ve-trung-tam")
ANY = ""


class Place(NamedTuple):
    """A step of a procedure at a desk; `ANY` procedure and step: everything that the desk does."""

    agency: str
    desk: str
    procedure: str = ANY
    step: str = ANY


class Sample(NamedTuple):
    """One step that was done: `took` working minutes, `planned` ones. A desk's own time without pauses."""

    place: Place
    took: int
    planned: int


@dataclass(frozen=True, slots=True)
class Pace:
    """`tenths`: working minutes; of a whole desk, thousandths of what was planned."""

    samples: int
    tenths: tuple[int, ...]

    @property
    def median(self) -> int:
        return self.tenths[TENTHS // 2]

    def left(self, spent: int) -> int:
        """What is usually still needed where `spent` is gone already: the median of those that took longer."""
        at = bisect_right(self.tenths, spent)
        if at == TENTHS:  # longer than nine of ten: nobody can say, but not at once
            return max(self.tenths[-1] - self.median, 0) // 2
        longer = self.tenths[at:]
        return longer[len(longer) // 2] - spent


def paces_of(samples: Iterable[Sample]) -> dict[Place, Pace]:
    """Of every step with enough samples, and of every desk as a whole."""
    found: dict[Place, list[int]] = {}
    for sample in samples:
        found.setdefault(sample.place, []).append(sample.took)
        if sample.planned > 0:
            desk = Place(sample.place.agency, sample.place.desk)
            found.setdefault(desk, []).append(sample.took * WHOLE // sample.planned)
    return {place: Pace(len(taken), _tenths(sorted(taken))) for place, taken in found.items() if len(taken) >= ENOUGH}


def _tenths(ordered: Sequence[int]) -> tuple[int, ...]:
    last = len(ordered) - 1
    return tuple(ordered[round(last * tenth / (TENTHS + 1))] for tenth in range(1, TENTHS + 1))


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that is not done: `planned` working minutes of it, and `spent` ones if it is in hand."""

    place: Place
    planned: int
    spent: int = 0


def time_left(ahead: Iterable[Ahead], paces: Mapping[Place, Pace]) -> int:
    """Working minutes that these steps usually still take, each at its desk's own pace; at the planned one where
    nothing is known."""
    return sum(_left(step, paces) for step in ahead)


def _left(step: Ahead, paces: Mapping[Place, Pace]) -> int:
    if (own := paces.get(step.place)) is not None:
        return max(own.left(step.spent), 0)
    if (desk := paces.get(Place(step.place.agency, step.place.desk))) is not None and step.planned:
        return max(desk.left(step.spent * WHOLE // step.planned) * step.planned // WHOLE, 0)
    return max(step.planned - step.spent, 0)
