"""The lists' worker: an official list of procedures, as CSV or XLSX, read into plain texts and nothing else."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from motcua.domain.errors import Refused
from motcua.sandbox import open_office

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 3_000, 40, 1_000
_UNREADABLE = "Tệp không đọc được. Hãy lưu lại thành XLSX, hoặc CSV mã UTF-8, rồi tải lên."


def prepare() -> None:
    """Open one file of each kind, so that nothing is left to import once the limits close around the process."""
    for encoding in ("ascii", "latin-1", "cp437", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"):
        codecs.lookup(encoding)
    list(_csv(b"a;b"))
    open_office.look_through("docx", open_office.sample())


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    """`{"rows": [[text, …], …]}` of the first sheet; empty rows are left out, unless the request `counts_lines`: then
    the place of a row is its place in the file."""
    read = _xlsx if request["ending"] == "xlsx" else _csv
    counts_lines = bool(request.get("counts_lines"))
    rows = [row for row in (_texts(cells) for cells in read(body)) if counts_lines or any(row)]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Refused("Tệp không có dòng nào.")
    if len(rows) > MOST_ROWS:
        raise Refused(f"Tệp có hơn {MOST_ROWS} dòng. Hãy tách thành nhiều tệp.")
    return {"rows": rows}, b""


def _xlsx(body: bytes) -> Iterable[list[Any]]:
    open_office.look_through("xlsx", body)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as why:
        raise Refused(_UNREADABLE) from why
    return rows


def _csv(body: bytes) -> Iterator[list[Any]]:
    if b"\0" in body and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_UNREADABLE)
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("Tệp CSV không ở mã UTF-8. Trong Excel chọn “CSV UTF-8” khi lưu, rồi tải lên.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise Refused(_UNREADABLE) from None


def _texts(cells: Iterable[Any]) -> list[str]:
    return [_text(cell) for cell in list(cells)[:MOST_COLUMNS]]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and (cell.hour or cell.minute):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())[:LONGEST_CELL]
