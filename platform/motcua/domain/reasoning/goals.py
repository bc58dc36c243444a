"""What is to be shown possible: a condition with the outcome wanted of it. Conditions have three: true, false, unknown.

`NOT_TRUE` is what a dossier needs to pass by a lane, `FALSE` what it needs to fail a check.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from motcua.domain.expressions import Condition

#: In which row of which group a tree is read; None outside of rows.
Row = tuple[str, int] | None


class Wanted(Enum):
    TRUE = "true"
    FALSE = "false"
    NOT_TRUE = "not true"
    NOT_FALSE = "not false"

    @property
    def opposite(self) -> Wanted:
        """What the part of a negation must be."""
        return _OPPOSITES[self]

    @property
    def accepts_unknown(self) -> bool:
        return self in (Wanted.NOT_TRUE, Wanted.NOT_FALSE)

    @property
    def is_truth(self) -> bool:
        """Which of true and false fulfils it."""
        return self in (Wanted.TRUE, Wanted.NOT_FALSE)


_OPPOSITES = {
    Wanted.TRUE: Wanted.FALSE,
    Wanted.FALSE: Wanted.TRUE,
    Wanted.NOT_TRUE: Wanted.NOT_FALSE,
    Wanted.NOT_FALSE: Wanted.NOT_TRUE,
}


@dataclass(frozen=True, slots=True)
class Goal:
    """`row` names the row that the condition is read in, as `("parties", 1)`."""

    condition: Condition
    wanted: Wanted = Wanted.TRUE
    row: Row = None


@dataclass(frozen=True, slots=True)
class Asked:
    """That a question has an answer, or (`is_answered` False) has none."""

    key: str
    row: Row
    is_answered: bool = True
