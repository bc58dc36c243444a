"""A volume as a PDF to print and as a spreadsheet; long ones are made beside the requests, with their progress kept."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import xlsxwriter

from motcua.centers import here
from motcua.domain.books import BOOKS, Volume
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotHere
from motcua.domain.people import Acting
from motcua.jobs.port import enqueue
from motcua.letters.book import TEMPLATE, BookData
from motcua.letters.data import Letterhead
from motcua.services.book_lines import Line
from motcua.services.books import Closing, check_sees, closing_of, count_lines, every_line, excerpt
from motcua.services.codes import local_date
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import books as stored

MADE = "book_file"
AT_ONCE = 2_000  # lines that a request may wait for
MOST_UNDER_WAY = 3
TYPES: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "application/pdf"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
Told = Callable[[int], Awaitable[None]]
Chunks = AsyncIterator[Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Export:
    """A file of a volume that is made beside the requests."""

    id: UUID
    volume: Volume
    format: str
    state: str
    total: int
    done: int
    at: datetime

    @property
    def percent(self) -> int:
        return 100 if self.state == "ready" else min(99, 100 * self.done // max(self.total, 1))

    @property
    def title(self) -> str:
        return f"{title_of(self.volume)} ({TYPES[self.format][0]})"


def title_of(volume: Volume) -> str:
    whose = f", {agency_name(here(), volume.agency)}" if volume.agency else ""
    return f"{volume.book.title} năm {volume.year}{whose}"


def name_of(volume: Volume, format: str) -> str:
    whose = f"-{volume.agency.replace('_', '-')}" if volume.agency else ""
    return f"{volume.book.slug}-{volume.year}{whose}.{format}"


async def made_at_once(office: Office, acting: Acting, volume: Volume, format: str) -> bytes:
    """The file of a volume that is not too long to wait for."""
    check_sees(office, acting.staff, volume)
    async with transaction():
        total = await count_lines(volume)
    if total > AT_ONCE:
        raise Conflict(f"Sổ có {total} dòng, tệp cần vài phút để lập: hãy bấm “Lập tệp” ở trang sổ.")
    return await _made(office, volume, format, acting.at, _nobody)


async def ask_for(office: Office, acting: Acting, volume: Volume, format: str, key: UUID) -> None:
    """Has the file made by the worker."""
    check_sees(office, acting.staff, volume)
    async with transaction(), once(key, acting, MADE) as told:
        if told.outcome is not None:
            return
        if await stored.exports_under_way(acting.staff.id) >= MOST_UNDER_WAY:
            raise Conflict(f"Đang lập {MOST_UNDER_WAY} tệp của bạn; hãy chờ xong một tệp rồi lập tệp khác.")
        export = {
            "id": uuid4(),
            "book": volume.book.key,
            "year": volume.year,
            "agency": volume.agency,
            "format": format,
            "total": await count_lines(volume),
            "asked_by": acting.staff.id,
            "at": acting.at,
        }
        await stored.add_export(export)
        await enqueue(MADE, {"export": str(export["id"])})
        told.outcome = str(export["id"])


async def make_book_file(office: Office, payload: Mapping[str, Any]) -> None:
    """The worker's part. Run twice, the second run finds the file made."""
    export_id = UUID(str(payload["export"]))
    async with transaction():
        found = await stored.export_of(export_id)
    if found is None or found["state"] == "ready":
        return
    volume = Volume(BOOKS[found["book"]], found["year"], found["agency"])

    async def tell(done: int) -> None:
        async with transaction():
            await stored.note_export(export_id, "making", done)

    try:
        body = await _made(office, volume, found["format"], found["at"], tell)
        key = await office.blobs.put(here().key, body, at=wall_clock(), blob_id=uuid4())
    except Exception:
        async with transaction():
            await stored.note_export(export_id, "failed", 0)
        raise
    async with transaction():
        await stored.note_export(export_id, "ready", found["total"], key)


async def exports(acting: Acting) -> tuple[Export, ...]:
    """What this person asked for, the newest first."""
    async with transaction():
        found = await stored.exports_of(acting.staff.id)
    return tuple(
        Export(
            row["id"],
            Volume(BOOKS[row["book"]], row["year"], row["agency"]),
            row["format"],
            row["state"],
            row["total"],
            row["done"],
            row["at"],
        )
        for row in found
    )


async def open_export(office: Office, acting: Acting, export_id: UUID) -> tuple[str, str, AsyncIterator[bytes]]:
    """Name, type and bytes of a file that this person asked for and may still see.

    Nothing keeps the bytes (`intake.stored_keys` leaves them out): the daily sweep takes them away.
    """
    async with transaction():
        found = await stored.export_of(export_id)
    if found is None or found["asked_by"] != acting.staff.id or found["storage_key"] is None:
        raise NotHere
    volume = Volume(BOOKS[found["book"]], found["year"], found["agency"])
    check_sees(office, acting.staff, volume)
    pieces = await office.blobs.open_file(here().key, found["storage_key"])
    return name_of(volume, found["format"]), TYPES[found["format"]][1], pieces


async def printed_excerpt(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Trích sổ: the entries of one dossier."""
    volume, lines = await excerpt(office, acting, dossier_id)
    title = f"Trích {volume.book.title.lower()}"
    said = (f"Trích từ sổ {volume.book.key} năm {volume.year}, gồm {len(lines)} số.",)
    data = _around(volume, title, said, (("", ""), ("NGƯỜI TRÍCH SỔ", acting.staff.name)), acting.at)
    return await _pdf(office, data, _one(lines), _nobody)


async def _one(lines: Sequence[Line]) -> Chunks:
    yield lines


async def _nobody(done: int) -> None:
    """Who waits for the answer needs no progress."""


async def _made(office: Office, volume: Volume, format: str, at: datetime, tell: Told) -> bytes:
    async with transaction():
        closing, total = await closing_of(volume), await count_lines(volume)
    if format == "pdf":
        said, signs = _closing_says(volume, closing, total, at)
        return await _pdf(office, _around(volume, title_of(volume), said, signs, at), every_line(office, volume), tell)
    said, _ = _closing_says(volume, closing, total, at)
    return await _spreadsheet(volume, said, every_line(office, volume), at, tell)


def _around(
    volume: Volume, title: str, said: tuple[str, ...], signs: tuple[tuple[str, str], ...], at: datetime
) -> BookData:
    center, on = here(), local_date(at)
    unit = center.named_on(on)
    whose = agency_name(center, volume.agency) if volume.agency else ""
    return BookData(
        Letterhead(unit.parent, unit.name, center.short_name),
        volume.book,
        title.removesuffix(f", {whose}") if whose else title,
        whose or ("" if volume.book.is_register else f"Ký hiệu: {volume.book.key}"),
        f"ngày {on:%d} tháng {on:%m} năm {on:%Y}",
        f"{title} · {unit.name}",
        said,
        signs,
        at,
    )


def _closing_says(
    volume: Volume, closing: Closing | None, total: int, at: datetime
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    if closing is not None:
        who = ", ".join(part for part in (closing.by, closing.title) if part)
        when = local(closing.at)
        return (
            f"Khóa sổ: sổ {volume.book.key} năm {volume.year} có tổng số {closing.entries} số chứng thực, "
            f"từ số {closing.first} đến số {closing.last}.",
            f"Khóa lúc {when:%H:%M} ngày {when:%d/%m/%Y}. Người khóa sổ: {who}.",
        ), (("NGƯỜI KHÓA SỔ", closing.by), ("LÃNH ĐẠO CƠ QUAN", ""))
    counted = "hồ sơ" if volume.book.is_register else "số chứng thực"
    kept = "" if volume.book.is_register else " Sổ chưa khóa."
    return (f"Tính đến {local(at):%H:%M} ngày {local(at):%d/%m/%Y}: {total} {counted}.{kept}",), (
        ("", ""),
        ("NGƯỜI LẬP SỔ", ""),
    )


async def _pdf(office: Office, data: BookData, chunks: Chunks, tell: Told) -> bytes:
    """Part by part, so that no worker sets more than it may, and put together; one part behind, to know the last."""
    parts: list[bytes] = []
    pages, done = 0, 0
    held: Sequence[Line] | None = None

    async def set_part(lines: Sequence[Line], *, is_last: bool) -> int:
        cells = [line.cells for line in lines]
        part = data.part(cells, first_page=pages + 1, is_first=not parts, is_last=is_last)
        body = await office.letters.render(TEMPLATE, part, dated_at=data.dated_at, is_book=True)
        if is_last and not parts:
            parts.append(body)
            return 0
        count, smaller = await office.letters.joined([body], data.title)
        parts.append(smaller)
        return count

    async for lines in chunks:
        if held is not None:
            pages += await set_part(held, is_last=False)
            done += len(held)
            await tell(done)
        held = lines
    await set_part(held or (), is_last=True)
    return parts[0] if len(parts) == 1 else (await office.letters.joined(parts, data.title))[1]


@asynccontextmanager
async def _folder() -> AsyncIterator[Path]:
    """A folder of our own that nobody else reads, gone with the block."""
    made = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="motcua-book-")
    try:
        yield Path(made.name)
    finally:
        await asyncio.to_thread(made.cleanup)


async def _spreadsheet(volume: Volume, said: Sequence[str], chunks: Chunks, at: datetime, tell: Told) -> bytes:
    """One sheet, its heading repeated on every printed page. A text is a text: nothing in it runs as a formula."""
    columns, done = volume.book.columns, 0
    async with _folder() as folder:
        file = folder / "book.xlsx"
        options = {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = xlsxwriter.Workbook(str(file), options)
        workbook.set_properties({"title": title_of(volume), "created": local(at).replace(tzinfo=None)})
        sheet = workbook.add_worksheet(volume.book.slug)
        looks = _Looks(workbook)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width * 1.1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 1)
        sheet.set_footer("&RTrang &P/&N")
        sheet.write_string(0, 0, title_of(volume), looks.title)
        sheet.write_string(1, 0, here().name_on(local_date(at)))
        for place, column in enumerate(columns):
            sheet.write_string(2, place, column.heading, looks.heading)
        async for lines in chunks:
            await asyncio.to_thread(_write, sheet, looks, volume, 3 + done, lines)
            done += len(lines)
            await tell(done)
        for place, sentence in enumerate(said):
            sheet.write_string(4 + done + place, 0, sentence)
        await asyncio.to_thread(workbook.close)
        return await asyncio.to_thread(file.read_bytes)


class _Looks:
    """The formats of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "align": "center"}
        )
        self.text = workbook.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        self.number = workbook.add_format({"border": 1, "valign": "top", "num_format": "0"})
        self.money = workbook.add_format({"border": 1, "valign": "top", "num_format": "#,##0"})


def _write(sheet: Any, looks: _Looks, volume: Volume, row: int, lines: Sequence[Line]) -> None:
    for offset, line in enumerate(lines):
        for place, column in enumerate(volume.book.columns):
            value = line.cells[column.key]
            if isinstance(value, int):
                sheet.write_number(row + offset, place, value, looks.money if column.is_money else looks.number)
            else:
                sheet.write_string(row + offset, place, value, looks.text)
