"""A volume of a book as a PDF to print, as a spreadsheet and as plain lines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import here
from motcua.domain.books import BOOKS, Volume
from motcua.domain.calendar import local
from motcua.domain.people import Acting
from motcua.domain.reports.periods import period_in
from motcua.letters.book import PAGES, TEMPLATE, BookData
from motcua.services.books.closed import Closing, closing_of
from motcua.services.books.lines import Line
from motcua.services.books.shown import check_sees, count_lines, every_line
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.files.kinds import TYPES, Told
from motcua.services.files.workbooks import Looks, csv_text, file_name, folder, print_landscape, workbook_in
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.store.engine import Row, transaction

Chunks = AsyncIterator[Sequence[Line]]


@dataclass(frozen=True, slots=True)
class BookFile:
    """The source of a volume's files; see `file_kinds.Source`."""

    volume: Volume

    @property
    def title(self) -> str:
        return title_of(self.volume)

    @property
    def unit(self) -> str:
        return "dòng"

    @property
    def formats(self) -> tuple[str, ...]:
        return tuple(TYPES)

    @property
    def kept(self) -> Mapping[str, Any]:
        volume = self.volume
        asked = json.dumps({"period": volume.period.text}) if volume.period else None
        return {
            "book": volume.book.key,
            "year": volume.year,
            "agency": volume.agency,
            "sector": volume.sector,
            "asked": asked,
        }

    def name(self, format: str) -> str:
        return name_of(self.volume, format)

    def check(self, office: Office, acting: Acting) -> None:
        check_sees(office, acting.staff, self.volume)

    async def count(self, office: Office, acting: Acting) -> int:
        async with transaction():
            return await count_lines(office, self.volume)

    async def make(self, office: Office, acting: Acting, format: str, tell: Told) -> bytes:
        volume, at = self.volume, acting.at
        async with transaction():
            closing = await closing_of(volume) if len(volume.by_year) == 1 else None
            total = await count_lines(office, volume)
        said, signs = _closing_says(volume, closing, total, at)
        chunks = every_line(office, volume)
        match format:
            case "pdf":
                return await _pdf(office, _around(volume, said, signs, at), chunks, tell)
            case "xlsx":
                return await _spreadsheet(volume, said, chunks, at, tell)
            case _:
                return await _plain(volume, chunks, tell)


def volume_in(row: Row) -> Volume:
    """What `BookFile.kept` has written."""
    period = period_in(json.loads(row["asked"])["period"]) if row["asked"] else None
    return Volume(BOOKS[row["book"]], row["year"], row["agency"], row["sector"], period)


def title_of(volume: Volume) -> str:
    return ", ".join((_headed(volume), *_parts(volume)))


def _headed(volume: Volume) -> str:
    """`Sổ theo dõi hồ sơ năm 2017`, `Sổ theo dõi hồ sơ quý IV/2017`."""
    return f"{volume.book.title} {volume.period.title if volume.period else f'năm {volume.year}'}"


def _parts(volume: Volume) -> Iterator[str]:
    """What narrows the register: `Phòng Tư pháp`, `lĩnh vực Chứng thực`."""
    if volume.agency:
        yield agency_name(here(), volume.agency)
    if volume.sector:
        yield f"lĩnh vực {volume.sector}"


def name_of(volume: Volume, format: str) -> str:
    parts = [volume.book.slug, volume.period.title if volume.period else str(volume.year)]
    parts += [part for part in (volume.agency, volume.sector) if part]
    return f"{file_name(*parts)}.{format}"


def _around(volume: Volume, said: tuple[str, ...], signs: tuple[tuple[str, str], ...], at: datetime) -> BookData:
    head, on, book = head_on(here(), at), local_date(at), volume.book
    days = (volume.period.says,) if volume.period else ()
    return BookData(
        letterhead=head,
        dated_at=at,
        book=book,
        title=_headed(volume),
        below=", ".join((*_parts(volume), *days)) if book.is_register else f"Ký hiệu: {book.key}",
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
        counted = f"Tính đến {local(at):%H:%M} ngày {local(at):%d/%m/%Y}: {total} {unit}."
        if len(volume.by_year) == 1:
            counted += " Sổ chưa khóa."
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


async def _plain(volume: Volume, chunks: Chunks, tell: Told) -> bytes:
    columns, done = volume.book.columns, 0
    parts = [csv_text([[column.heading for column in columns]])]
    async for lines in chunks:
        parts.append(csv_text([[line.cells[column.key] for column in columns] for line in lines]))
        done += len(lines)
        await tell(done)
    return "".join(parts).encode("utf-8-sig")


async def _spreadsheet(volume: Volume, said: Sequence[str], chunks: Chunks, at: datetime, tell: Told) -> bytes:
    """One sheet, its heading repeated on every printed page."""
    columns, done = volume.book.columns, 0
    async with folder() as place_for:
        workbook, file = workbook_in(place_for, title_of(volume), at, row_by_row=True)
        sheet = workbook.add_worksheet(volume.book.slug)
        looks = Looks(workbook)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width * 1.1)
        print_landscape(sheet, 2)
        sheet.freeze_panes(3, 1)
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


def _write(sheet: Any, looks: Looks, volume: Volume, row: int, lines: Sequence[Line]) -> None:
    for offset, line in enumerate(lines):
        for place, column in enumerate(volume.book.columns):
            value = line.cells[column.key]
            if isinstance(value, int):
                sheet.write_number(row + offset, place, value, looks.money if column.is_money else looks.number)
            else:
                sheet.write_string(row + offset, place, value, looks.text)
