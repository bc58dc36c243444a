"""The rule of small numbers: a published figure of few people could tell something of one of them.

Whoever knows that a neighbour was the only one at an agency that month would learn from “0 of 1 on time” whose dossier
was late. So what counts fewer than `least` is not told; and where a total is told beside its parts, one part alone is
never left out, since the total less the others would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")

#: Under this nothing is told; a center may set more, never less than `FLOOR`.
LEAST, FLOOR = 5, 3


def withheld(counts: Mapping[Key, int], least: int = LEAST, *, total_is_told: bool = True) -> frozenset[Key]:
    """The keys whose number is not told. Nothing at all (0) tells of nobody."""
    small = {key for key, count in counts.items() if 0 < count < least}
    if not total_is_told or not small:
        return frozenset(small)
    hidden = sum(counts[key] for key in small)
    rest = sorted((count, str(key), key) for key, count in counts.items() if count > 0 and key not in small)
    for count, _, key in rest:
        # What the total less the told parts comes to must be as large a group as any that is told, and of two at least.
        if len(small) > 1 and hidden >= least:
            break
        small.add(key)
        hidden += count
    return frozenset(small)


def total_is_safe(counts: Mapping[Key, int], least: int = LEAST) -> bool:
    """Whether the sum itself may be told."""
    whole = sum(counts.values())
    return whole == 0 or whole >= least
