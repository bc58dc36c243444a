"""Spreadsheets and plain lines: a number is a number, a text is a text, and nothing in them runs as a formula.

What writes a workbook is called in a thread.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from motcua.domain.calendar import local
from motcua.store.folding import fold

A4 = 9
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


@asynccontextmanager
async def folder() -> AsyncIterator[Path]:
    """A folder of our own that nobody else reads, gone with the block."""
    made = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="motcua-book-")
    try:
        yield Path(made.name)
    finally:
        await asyncio.to_thread(made.cleanup)


def workbook_in(folder: Path, title: str, at: datetime, *, row_by_row: bool = False) -> tuple[Any, Path]:
    """An empty workbook and its file. `row_by_row`: rows come in order, and none is kept in memory."""
    file = folder / "file.xlsx"
    options = {
        "constant_memory": row_by_row,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(str(file), options)
    workbook.set_properties({"title": title, "created": local(at).replace(tzinfo=None)})
    return workbook, file


def print_landscape(sheet: Any, *heading_rows: int) -> None:
    """On A4 across, as wide as the page, with the heading on each page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading_rows[0], heading_rows[-1])
    sheet.set_footer("&RTrang &P/&N")


class Looks:
    """The formats of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "align": "center"}
        )
        self.text = workbook.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        self.number = workbook.add_format({"border": 1, "valign": "top", "num_format": "0"})
        self.money = workbook.add_format({"border": 1, "valign": "top", "num_format": "#,##0"})
        self.total = workbook.add_format({"border": 1, "bold": True, "num_format": "#,##0"})
        self.day = workbook.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"})
        self.moment = workbook.add_format({"border": 1, "valign": "top", "num_format": "hh:mm dd/mm/yyyy"})


def file_name(*parts: str) -> str:
    """`so-theo-doi-quy-iv-2017`: what any system saves a file under."""
    return "-".join(re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in parts)


def csv_text(lines: Iterable[Iterable[str | int]]) -> str:
    """Semicolons, as Vietnamese Excel opens them; the byte order mark goes before the first of all lines."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([[cell if isinstance(cell, int) else unformula(cell) for cell in line] for line in lines])
    return text.getvalue()


def unformula(cell: str) -> str:
    """What a name begins with must not run: an apostrophe makes it text."""
    return f"'{cell}" if cell.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) else cell
