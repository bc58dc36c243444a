"""Books on paper: a year of one, which is set from `book.typ` in parts, and what one says of a single dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.domain.books import Book, Column
from motcua.domain.values import show_number
from motcua.letters.data import AboutDossier, Headed

TEMPLATE, PAGES = "book", "book_pages"
Cells = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookData(Headed):
    """What stands around the lines. `closing`: the sentences under the last one; `signs`: titles and names.

    `unit`: what the foot of each page counts its lines in.
    """

    book: Book
    title: str
    below: str
    form: str
    unit: str
    footer: str
    closing: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]

    def part(self, lines: Sequence[Cells], *, first_page: int, is_first: bool, is_last: bool) -> dict[str, Any]:
        """Some of the lines, with the page that they begin on. Only who has all of them can say how many pages."""
        return {
            **self.shared(),
            "title": self.title,
            "below": self.below,
            "form": self.form,
            "unit": self.unit,
            "footer": self.footer,
            **table(self.book, lines),
            "first_page": first_page,
            "is_first": is_first,
            "is_last": is_last,
            "closing": list(self.closing),
            "signs": [list(sign) for sign in self.signs],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptData(AboutDossier):
    """Trích sao sổ chứng thực: the lines that a book has of one dossier."""

    book: Book
    year: int
    lines: tuple[Cells, ...]
    requester: str
    excerpted_by: str
    excerpted_by_title: str
    template: ClassVar[str] = "book_excerpt"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "book": self.book.key,
            "book_title": self.book.title,
            "year": self.year,
            **table(self.book, self.lines),
            "count": len(self.lines),
            "requester": self.requester,
            "excerpted_by": self.excerpted_by,
            "excerpted_by_title": self.excerpted_by_title,
        }


def table(book: Book, lines: Sequence[Cells]) -> dict[str, Any]:
    """Headings with their widths, and the lines as they are printed; `sums`: what a page adds up, by column."""
    return {
        "columns": [
            {"heading": column.heading, "width": column.width, "is_number": column.is_number} for column in book.columns
        ],
        "lines": [[printed(cells[column.key], column) for column in book.columns] for cells in lines],
        "sums": [
            {
                "heading": column.heading.removesuffix(" (đồng)").lower(),
                "values": [cells[column.key] for cells in lines],
                "is_money": column.is_money,
            }
            for column in book.columns
            if column.is_number and column.key != "line"
        ],
    }


def printed(value: str | int, column: Column) -> str:
    """As officials write it: an amount with its thousands apart, a number in a book without."""
    return show_number(value) if isinstance(value, int) and column.is_money else str(value)
