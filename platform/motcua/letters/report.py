"""A report on paper: its tables as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from motcua.domain.reports.table import Line, Table
from motcua.domain.values import show_number
from motcua.letters.data import Headed

TEMPLATE = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData(Headed):
    """`tables` with what stands under each title; `signer`: the title of who signs."""

    title: str
    footer: str
    signer: str
    tables: tuple[tuple[Table, str], ...]

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "title": self.title,
            "footer": self.footer,
            "signer": self.signer,
            "tables": [_table(table, below) for table, below in self.tables],
        }


def headings(table: Table) -> list[str]:
    return [*(column.heading for column in table.columns), *(mark.heading for mark in table.marks)]


def groups(table: Table) -> list[tuple[str, int]]:
    """The upper row of headings; marks stand under one heading."""
    return [*table.groups, *([("Kết quả", len(table.marks))] if table.marks else [])]


def cells(table: Table, line: Line) -> list[str]:
    """A row as texts: its label, its numbers, its marks."""
    marks: Sequence[str] = line.marks or ("",) * len(table.marks)
    return [line.label, *(show_number(line.numbers[column.key]) for column in table.columns), *marks]


def _table(table: Table, below: str) -> dict[str, Any]:
    return {
        "title": f"{table.form}. {table.title}",
        "below": below,
        "by": table.by,
        "groups": [list(group) for group in groups(table)],
        "headings": headings(table),
        "lines": [cells(table, line) for line in table.lines],
        "total": cells(table, table.total) if table.total is not None and table.lines else [],
        "formulas": [list(each) for each in table.formulas],
        "notes": list(table.notes),
    }
