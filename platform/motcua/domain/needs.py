"""What people come for, in their own words, and for whom a procedure is: data of the province, never of a procedure.

Both only help to find: they promise nothing and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """`Mở quán ăn`: the procedures that usually go with it, in the order in which one makes them. `words` are other
    ways to say it, `note` what is done elsewhere."""

    key: str
    says: str
    procedures: tuple[str, ...]
    words: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who usually makes a procedure: named one by one, or by its sector."""

    key: str
    says: str
    sectors: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()

    def takes(self, procedure: str, sector: str) -> bool:
        return procedure in self.procedures or sector in self.sectors


@dataclass(frozen=True, slots=True)
class Signposts:
    """Everything that leads to procedures besides their own names."""

    needs: tuple[Need, ...] = ()
    audiences: tuple[Audience, ...] = ()

    def need(self, key: str) -> Need | None:
        return next((each for each in self.needs if each.key == key), None)

    def audience(self, key: str) -> Audience | None:
        return next((each for each in self.audiences if each.key == key), None)

    def strange(self, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """What is named and does not exist: (the need or audience, the procedure)."""
        keys = frozenset(known)
        named = [(each.says, key) for each in self.needs for key in each.procedures]
        named += [(each.says, key) for each in self.audiences for key in sorted(each.procedures)]
        return tuple((says, key) for says, key in named if key not in keys)


NO_SIGNPOSTS = Signposts()
