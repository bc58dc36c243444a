"""Tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


def csv_of(lines: Iterable[Iterable[str]]) -> bytes:
    """With a byte order mark, without which Excel reads Vietnamese as noise."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[unformula(cell) for cell in line] for line in lines])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def unformula(cell: str) -> str:
    """What a name begins with must not run: an apostrophe makes it text."""
    return f"'{cell}" if cell.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) else cell
