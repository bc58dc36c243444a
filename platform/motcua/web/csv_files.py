"""Tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from motcua.services.files.workbooks import unformula

__all__ = ["csv_of", "unformula"]


def csv_of(lines: Iterable[Iterable[str]]) -> bytes:
    """With a byte order mark, without which Excel reads Vietnamese as noise."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[unformula(cell) for cell in line] for line in lines])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
