"""What a fact found: which part of the procedure, and the sentence; and, once the line is known, the finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from motcua.catalog.places import Place
from motcua.domain.procedures import ProcedureVersion


class Part(StrEnum):
    """The parts of a procedure that stand on a line of their own."""

    PROCEDURE = "procedure"
    STATED = "stated"
    """A fact (`title`, `legal_basis`, …): a line of facts.toml, or a keyword of `Procedure(…)`."""
    FORM = "form"
    ITEM = "item"
    CHECK = "check"
    LANE = "lane"
    """By its number from 0."""
    STEP = "step"
    LETTER = "letter"
    ADDED = "added"
    """What another agency adds: `agency: key`."""


@dataclass(frozen=True, slots=True)
class About:
    """`line` counts in the text of a letter's template."""

    part: Part = Part.PROCEDURE
    key: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    about: About
    sentence: str


Fact = Callable[[ProcedureVersion], Iterator[Said]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake with its line. `fact` is the name of the function that found it."""

    fact: str
    plugin: str
    procedure: str
    place: Place
    sentence: str
    is_warning: bool = False

    def path_from(self, base: Path) -> str:
        """The path from `base` where it lies below."""
        path = self.place.path
        return str(path.relative_to(base) if base in path.parents else path)
