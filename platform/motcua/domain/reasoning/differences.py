"""Bounds on numbers and on their differences: x - y ≤ c. A contradiction is a circle of bounds that sums below zero.

Dates are day numbers. `ZERO` stands for the constant 0, so that x ≤ c is x - ZERO ≤ c.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

ZERO = "0"
#: More variables than this in one dossier's numbers are not reasoned about.
MOST_NAMES = 24

#: (c, strict): the difference is at most c, or below it.
Bound = tuple[Fraction, bool]


@dataclass(slots=True)
class Differences:
    """The tightest bound known for each pair; `whole` are the names that only take whole numbers."""

    bounds: dict[tuple[str, str], Bound] = field(default_factory=dict)
    unequal: list[tuple[str, str, Fraction]] = field(default_factory=list)
    whole: set[str] = field(default_factory=lambda: {ZERO})

    def copy(self) -> Differences:
        return Differences(dict(self.bounds), list(self.unequal), set(self.whole))

    def add(self, x: str, y: str, most: Fraction, *, strict: bool = False) -> None:
        """x - y ≤ most (or <)."""
        if x in self.whole and y in self.whole:
            most, strict = Fraction(math.ceil(most) - 1 if strict else math.floor(most)), False
        known = self.bounds.get((x, y))
        if known is None or _tighter((most, strict), known):
            self.bounds[x, y] = (most, strict)

    def differ(self, x: str, y: str, by: Fraction) -> None:
        """x - y ≠ by."""
        self.unequal.append((x, y, by))

    def is_possible(self) -> bool:
        names = sorted(
            {name for pair in self.bounds for name in pair} | {n for x, y, _ in self.unequal for n in (x, y)}
        )
        if len(names) > MOST_NAMES:
            return True
        nearest = self._closed(names)
        if any(_is_below_zero(nearest.get((name, name))) for name in names):
            return False
        for x, y, by in self.unequal:
            if x == y:
                if by == 0:
                    return False
            elif nearest.get((x, y)) == (by, False) and nearest.get((y, x)) == (-by, False):
                return False
        return True

    def _closed(self, names: list[str]) -> dict[tuple[str, str], Bound]:
        """Every bound that follows from the others (Floyd and Warshall)."""
        nearest = dict(self.bounds)
        for by in names:
            for x in names:
                first = nearest.get((x, by))
                if first is None:
                    continue
                for y in names:
                    second = nearest.get((by, y))
                    if second is None:
                        continue
                    through = (first[0] + second[0], first[1] or second[1])
                    known = nearest.get((x, y))
                    if known is None or _tighter(through, known):
                        nearest[x, y] = through
        return nearest


def _tighter(one: Bound, other: Bound) -> bool:
    return one[0] < other[0] or (one[0] == other[0] and one[1] and not other[1])


def _is_below_zero(bound: Bound | None) -> bool:
    return bound is not None and (bound[0] < 0 or (bound[0] == 0 and bound[1]))
