"""The dossiers behind a number as a file: what the page shows of each, all of them, some hundreds at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Any

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.operands import CHANNELS
from motcua.domain.states import STATES, State
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.files.kinds import Told
from motcua.services.files.workbooks import Looks, csv_text, folder, print_landscape, workbook_in
from motcua.services.office import Office
from motcua.services.oversight.behind import FoundCell, page_of
from motcua.store.engine import Row, transaction

AT_ONCE = 500
DESTROYED = "Đã tiêu hủy theo thời hạn lưu"
#: Heading and width in characters.
COLUMNS = (
    ("STT", 6),
    ("Mã hồ sơ", 26),
    ("Thủ tục", 48),
    ("Cơ quan", 30),
    ("Cách nộp", 12),
    ("Ngày tính", 12),
    ("Tiếp nhận", 18),
    ("Hẹn trả", 18),
    ("Trạng thái nay", 26),
)
Cell = str | int | date | datetime
Chunks = AsyncIterator[Sequence[Sequence[Cell]]]


async def chunks(office: Office, cell: FoundCell) -> Chunks:
    """Lines, each chunk in a transaction of its own."""
    after, done = "", 0
    while True:
        async with transaction():
            found, after = await page_of(office, cell, after, AT_ONCE)
        if found:
            yield [_line(row, number) for number, row in enumerate(found, done + 1)]
            done += len(found)
        if not after:
            return


def _line(row: Row, number: int) -> list[Cell]:
    """`n` last: how much the dossier counts for; as much as `COLUMNS` before it."""
    if not row["state"]:
        return [number, DESTROYED, "", "", "", row["on_date"], "", "", "", row["n"]]
    received, due = row["received_at"], row["due_at"]
    return [
        number,
        row["code"] or "Chưa có mã",
        row["title"],
        agency_name(here(), row["agency"]),
        CHANNELS[row["channel"]].capitalize(),
        row["on_date"],
        local(received) if received else "",
        local(due) if due else "",
        STATES[State(row["state"])].name,
        row["n"],
    ]


def _headings(cell: FoundCell) -> tuple[tuple[str, int], ...]:
    """A column counts something other than dossiers: how much of it each has."""
    return (*COLUMNS, (f"Số {cell.column.counts}", 10)) if cell.column.counts != "hồ sơ" else COLUMNS


async def plain(cell: FoundCell, lines: Chunks, tell: Told) -> bytes:
    headings = _headings(cell)
    parts, done = [csv_text([[heading for heading, _ in headings]])], 0
    async for chunk in lines:
        parts.append(csv_text([[_text(value) for value in line[: len(headings)]] for line in chunk]))
        done += len(chunk)
        await tell(done)
    return "".join(parts).encode("utf-8-sig")


def _text(value: Cell) -> str | int:
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


async def spreadsheet(cell: FoundCell, said: tuple[str, str], lines: Chunks, at: datetime, tell: Told) -> bytes:
    """`said`: the title, and what stands under it. Days are days, so that they sort."""
    headings, done = _headings(cell), 0
    async with folder() as place_for:
        workbook, file = workbook_in(place_for, said[0], at, row_by_row=True)
        sheet, looks = workbook.add_worksheet("Danh sách hồ sơ"), Looks(workbook)
        for place, (_, width) in enumerate(headings):
            sheet.set_column(place, place, width)
        print_landscape(sheet, 4)
        sheet.freeze_panes(5, 2)
        sheet.write_string(0, 0, said[0], looks.title)
        sheet.write_string(1, 0, here().name_on(local_date(at)))
        sheet.write_string(2, 0, f"{said[1]}: {cell.n} {cell.column.counts}")
        sheet.write_string(3, 0, f"Cách tính: {cell.column.formula}.")
        for place, (heading, _) in enumerate(headings):
            sheet.write_string(4, place, heading, looks.heading)
        async for chunk in lines:
            await asyncio.to_thread(_write, sheet, looks, 5 + done, [line[: len(headings)] for line in chunk])
            done += len(chunk)
            await tell(done)
        await asyncio.to_thread(workbook.close)
        return await asyncio.to_thread(file.read_bytes)


def _write(sheet: Any, looks: Looks, row: int, lines: Sequence[Sequence[Cell]]) -> None:
    for offset, line in enumerate(lines):
        for place, value in enumerate(line):
            if isinstance(value, datetime):
                sheet.write_datetime(row + offset, place, value.replace(tzinfo=None), looks.moment)
            elif isinstance(value, date):
                sheet.write_datetime(row + offset, place, value, looks.day)
            elif isinstance(value, int):
                sheet.write_number(row + offset, place, value, looks.number)
            else:
                sheet.write_string(row + offset, place, value, looks.text)
