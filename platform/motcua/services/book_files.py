"""A volume as a PDF to print and as a spreadsheet; long ones are made beside the requests, with their progress kept."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
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
from motcua.letters.book import PAGES, TEMPLATE, BookData
from motcua.services.book_lines import Line
from motcua.services.books import check_sees, count_lines, every_line
from motcua.services.closed_books import Closing, closing_of
from motcua.services.codes import local_date
from motcua.services.letters import head_on
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.folding import fold
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
    return f"{volume.book.title} năm {volume.year}" + "".join(f", {part}" for part in _parts(volume))


def _parts(volume: Volume) -> Iterator[str]:
    """What narrows the register: `Phòng Tư pháp`, `lĩnh vực Chứng thực`."""
    if volume.agency:
        yield agency_name(here(), volume.agency)
    if volume.sector:
        yield f"lĩnh vực {volume.sector}"


def name_of(volume: Volume, format: str) -> str:
    parts = [volume.book.slug, str(volume.year)]
    parts += [fold(part).replace(" ", "-") for part in (volume.agency, volume.sector) if part]
    return f"{'-'.join(parts)}.{format}"


async def made_at_once(office: Office, acting: Acting, volume: Volume, format: str) -> bytes:
    """The file of a volume that is not too long to wait for."""
    check_sees(office, acting.staff, volume)
    async with transaction():
        total = await count_lines(office, volume)
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
            "sector": volume.sector,
            "format": format,
            "total": await count_lines(office, volume),
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
    volume = Volume(BOOKS[found["book"]], found["year"], found["agency"], found["sector"])

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
            Volume(BOOKS[row["book"]], row["year"], row["agency"], row["sector"]),
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
    volume = Volume(BOOKS[found["book"]], found["year"], found["agency"], found["sector"])
    check_sees(office, acting.staff, volume)
    pieces = await office.blobs.open_file(here().key, found["storage_key"])
    return name_of(volume, found["format"]), TYPES[found["format"]][1], pieces


async def _nobody(done: int) -> None:
    """Who waits for the answer needs no progress."""


async def _made(office: Office, volume: Volume, format: str, at: datetime, tell: Told) -> bytes:
    async with transaction():
        closing, total = await closing_of(volume), await count_lines(office, volume)
    if format == "pdf":
        said, signs = _closing_says(volume, closing, total, at)
        return await _pdf(office, _around(volume, said, signs, at), every_line(office, volume), tell)
    said, _ = _closing_says(volume, closing, total, at)
    return await _spreadsheet(volume, said, every_line(office, volume), at, tell)


def _around(volume: Volume, said: tuple[str, ...], signs: tuple[tuple[str, str], ...], at: datetime) -> BookData:
    head, on, book = head_on(here(), at), local_date(at), volume.book
    return BookData(
        letterhead=head,
        dated_at=at,
        book=book,
        title=f"{book.title} năm {volume.year}",
        below=", ".join(_parts(volume)) if book.is_register else f"Ký hiệu: {book.key}",
        form=volume.form_on(on),
        unit=_unit(volume),
        footer=f"{title_of(volume)} · {head.center}",
        closing=said,
        signs=signs,
    )


def _unit(volume: Volume) -> str:
    return "hồ sơ" if volume.book.is_register else "số chứng thực"


def _closing_says(
    volume: Volume, closing: Closing | None, total: int, at: datetime
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    name, unit = f"sổ {volume.book.key}", _unit(volume)
    if closing is None:
        counted = f"Tính đến {local(at):%H:%M} ngày {local(at):%d/%m/%Y}: {total} {unit}. Sổ chưa khóa."
        return (counted,), (("", ""), ("NGƯỜI LẬP SỔ", ""))
    who = ", ".join(part for part in (closing.by, closing.title) if part)
    when = local(closing.at)
    said = [
        f"Khóa sổ: {name} năm {volume.year} có tổng số {closing.entries} {unit}, "
        f"từ số {closing.first} đến số {closing.last}.",
        f"Khóa lúc {when:%H:%M} ngày {when:%d/%m/%Y}. Người khóa sổ: {who}.",
    ]
    if not volume.is_whole:
        said.insert(0, f"Phần trích của sổ gồm {total} {unit}.")
    if closing.unfinished:
        said.append(f"Khi khóa sổ còn {closing.unfinished} hồ sơ chưa giải quyết xong, tiếp tục theo dõi trên hồ sơ.")
    return tuple(said), (("NGƯỜI KHÓA SỔ", closing.by), ("LÃNH ĐẠO CƠ QUAN", ""))


async def _pdf(office: Office, data: BookData, chunks: Chunks, tell: Told) -> bytes:
    """Part by part, so that no worker sets more than it may, and put together; one part behind, to know the last.

    How many pages there are is known when all are set: then a foot with it is laid over each.
    """
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
    pages += await set_part(held or (), is_last=True)
    if len(parts) == 1:
        return parts[0]
    feet = await office.letters.render(PAGES, {"pages": pages}, dated_at=data.dated_at, is_book=True)
    return (await office.letters.joined(parts, data.title, feet=feet))[1]


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
