"""A year of a book on paper: data for `book.typ`, which a long book is set from in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.books import Book, Column
from motcua.domain.values import show_number
from motcua.letters.data import Letterhead

TEMPLATE = "book"
Cells = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class BookData:
    """What stands around the lines. `closing`: the sentences under the last one; `signs`: titles and names."""

    letterhead: Letterhead
    book: Book
    title: str
    below: str
    day: str
    footer: str
    closing: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]
    dated_at: datetime

    def part(self, lines: Sequence[Cells], *, first_page: int, is_first: bool, is_last: bool) -> dict[str, Any]:
        """Some of the lines, with the page that they begin on."""
        return {
            "head": self.letterhead.to_data(),
            "title": self.title,
            "below": self.below,
            "form": self.book.form,
            "day": self.day,
            "footer": self.footer,
            "columns": [
                {"heading": column.heading, "width": column.width, "is_number": column.is_number}
                for column in self.book.columns
            ],
            "lines": [[printed(cells[column.key], column) for column in self.book.columns] for cells in lines],
            "first_page": first_page,
            "is_first": is_first,
            "is_last": is_last,
            "closing": list(self.closing),
            "signs": [list(sign) for sign in self.signs],
        }


def printed(value: str | int, column: Column) -> str:
    """As officials write it: an amount with its thousands apart, a number in a book without."""
    return show_number(value) if isinstance(value, int) and column.is_money else str(value)
