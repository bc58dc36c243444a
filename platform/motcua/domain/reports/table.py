"""A report as a table of numbers, ready for a page, a sheet or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.measures import Measure
from motcua.domain.reports.columns import Column, When
from motcua.domain.reports.periods import Period

#: By row, time, measure and channel: how many.
Found = Mapping[tuple[str, When, str, str], int]


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `key` names it in addresses; `numbers` by column, `marks` in the order of the table's."""

    key: str
    label: str
    numbers: Mapping[str, int]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A column that is reckoned from the numbers of its row, with its formula."""

    heading: str
    formula: str


@dataclass(frozen=True, slots=True)
class Table:
    """`total` is None where the rows are parts of nothing whole."""

    form: str
    title: str
    by: str
    period: Period
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def formulas(self) -> tuple[tuple[str, str], ...]:
        """Heading and formula of every column, in order."""
        named = ((f"{c.group}: {c.heading.lower()}" if c.group else c.heading, c.formula) for c in self.columns)
        return (*named, *((mark.heading, mark.formula) for mark in self.marks))

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The upper row of headings: text and how many columns it spans."""
        found: list[tuple[str, int]] = []
        for column in self.columns:
            if found and column.group and found[-1][0] == column.group:
                found[-1] = (column.group, found[-1][1] + 1)
            else:
                found.append((column.group, 1))
        return tuple(found)


def numbers_of(columns: Iterable[Column], row: str, found: Found, channels: Sequence[str]) -> dict[str, int]:
    """The row's number in each column."""

    def sum_of(measures: Iterable[Measure], when: When, wanted: Sequence[str] | None) -> int:
        return sum(
            found.get((row, when, measure, channel), 0) for measure in measures for channel in wanted or channels
        )

    return {
        column.key: sum(sum_of(part.measures, part.when, part.channels) for part in column.parts)
        - (sum_of(column.without, column.parts[0].when, None) if column.without else 0)
        for column in columns
    }


def total_of(lines: Iterable[Line], columns: Iterable[Column], label: str) -> Line:
    listed = list(lines)
    return Line("", label, {column.key: sum(line.numbers[column.key] for line in listed) for column in columns})
