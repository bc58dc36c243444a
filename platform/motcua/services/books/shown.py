"""The books as people read them: who sees which, a page of fifty lines, all lines of a year."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.centers import here
from motcua.domain.books import CERTIFICATION_BOOKS, REGISTER, Book, Volume
from motcua.domain.errors import NotAllowed, NotHere, Unavailable
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.domain.reports.periods import Period
from motcua.services.books.closed import Closing, Digest, closing_of, kept_lines
from motcua.services.books.lines import Line, entry_lines, place_of_number, register_line
from motcua.services.catalogue import known_here, versions_of
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import books as stored
from motcua.store.queries.books import Part

log = logging.getLogger("motcua.books")
AT_ONCE = 500
_LINE = re.compile(r"[0-9]{6}-[0-9]{4}", re.ASCII)
_NOT_WHOLE = "Sổ đã khóa không còn nguyên vẹn trong kho nên không in. Vui lòng báo quản trị."
_NOT_YOURS = "Sổ này do văn thư, lãnh đạo cơ quan có sổ và Giám đốc Trung tâm xem."


@dataclass(frozen=True, slots=True)
class BookPage:
    """Fifty lines of a volume; `next_key` opens the next fifty."""

    volume: Volume
    lines: tuple[Line, ...] = ()
    next_key: str = ""
    total: int = 0
    closing: Closing | None = None
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


def owners_of(office: Office, book: Book) -> frozenset[str]:
    """The agencies whose procedures number their results in the book."""
    return frozenset(version.agency for version in known_here(office) if version.book == book.key)


def sees_every_book(staff: Staff) -> bool:
    return staff.reads_every_dossier or Role.CLERK in staff.roles


def certification_books(office: Office, staff: Staff) -> tuple[Book, ...]:
    """Those that the center keeps and this person may see: all, or those of the agency they head."""
    return tuple(
        book
        for book in CERTIFICATION_BOOKS
        if (owners := owners_of(office, book)) and (sees_every_book(staff) or staff.agency in owners)
    )


def register_agencies(staff: Staff) -> tuple[str, ...]:
    """The agencies whose part of the register this person may read; the whole has none."""
    if sees_every_book(staff):
        return tuple(sorted(here().agencies))
    return (staff.agency,) if staff.agency else ()


def check_sees(office: Office, staff: Staff, volume: Volume) -> None:
    if not staff.may(Permission.SEE_BOOKS):
        raise NotAllowed(_NOT_YOURS)
    if volume.book.is_register:
        is_theirs = sees_every_book(staff) or (volume.agency is not None and volume.agency == staff.agency)
    else:
        is_theirs = volume.book in certification_books(office, staff)
    if not is_theirs:
        raise NotAllowed(_NOT_YOURS)


async def open_book(office: Office, acting: Acting, volume: Volume, after: str = "") -> BookPage:
    """One page of a volume."""
    check_sees(office, acting.staff, volume)
    async with transaction():
        lines, next_key = await lines_of(office, volume, after, stored.PAGE)
        agencies = register_agencies(acting.staff) if volume.book.is_register else ()
        return BookPage(
            volume,
            lines,
            next_key,
            await count_lines(office, volume),
            await closing_of(volume) if len(volume.by_year) == 1 else None,
            await years_of(volume, local_date(acting.at)),
            agencies,
            sectors_of(office, agencies if volume.agency is None else (volume.agency,)),
        )


async def lines_of(office: Office, volume: Volume, after: str, limit: int) -> tuple[tuple[Line, ...], str]:
    """Lines of a volume from a place on, and the place of the next ones; "" after the last."""
    after = _place(volume, after)
    lines: list[Line] = []
    for one in volume.by_year:
        if len(lines) < limit:
            lines += await _lines_of_year(office, one, after, limit - len(lines))
    if len(volume.by_year) > 1:
        before = await count_lines(office, volume, after) if after else 0
        lines = [line.numbered(before + number) for number, line in enumerate(lines, 1)]
    return tuple(lines), lines[-1].place if len(lines) == limit else ""


async def _lines_of_year(office: Office, volume: Volume, after: str, limit: int) -> tuple[Line, ...]:
    closing = await closing_of(volume)
    if closing is not None and closing.sha256 is not None:
        return await kept_lines(volume, _part(office, volume), after, limit)
    return await open_lines(office, volume, after, limit)


def _place(volume: Volume, after: str) -> str:
    """A place that can be one of this book."""
    if not after:
        return ""
    if volume.book.is_register:
        is_place = bool(_LINE.fullmatch(after))
    else:
        is_place = after.isascii() and after.isdigit() and len(after) < 10
    if not is_place:
        raise NotHere
    return after if volume.book.is_register else place_of_number(int(after))


async def open_lines(office: Office, volume: Volume, after: str, limit: int) -> tuple[Line, ...]:
    """The lines as the dossiers stand now."""
    if not volume.book.is_register:
        rows = await stored.book_entries(volume.book.key, volume.year, int(after or 0), limit)
        return await entry_lines(office, volume.book, rows)
    part = _part(office, volume)
    before = await stored.count_register(volume.year, part, after) if after else 0
    rows = await stored.register_lines(volume.year, part, after or None, limit)
    versions = await versions_of(office, {row["version_hash"] for row in rows})
    return tuple(register_line(row, versions[row["version_hash"]], before + place) for place, row in enumerate(rows, 1))


def _part(office: Office, volume: Volume) -> Part:
    procedures, period = None if volume.sector is None else procedures_of(office, volume.sector), volume.period
    if period is None:
        return Part(volume.agency, procedures)
    return Part(volume.agency, procedures, f"{period.since:%y%m%d}", f"{period.before:%y%m%d}")


def procedures_of(office: Office, sector: str) -> tuple[str, ...]:
    """Of a sector as today's catalogue has it: a dossier of an older version is counted where its procedure is now."""
    return tuple(sorted(version.key for version in known_here(office) if version.sector == sector))


def sectors_of(office: Office, agencies: Iterable[str]) -> tuple[str, ...]:
    """The sectors of the procedures that these agencies have here."""
    theirs = set(agencies)
    return tuple(sorted({version.sector for version in known_here(office) if version.agency in theirs}))


async def count_lines(office: Office, volume: Volume, up_to: str | None = None) -> int:
    """All lines of a volume; of the register also those up to and with one of them."""
    if not volume.book.is_register:
        return int((await stored.span_of(volume.book.key, volume.year))["entries"])
    total = 0
    for one in volume.by_year:
        closing, part = await closing_of(one), _part(office, one)
        if closing is not None and closing.sha256 is not None:
            total += await stored.count_closed(one.book.key, one.year, part, up_to)
        else:
            total += await stored.count_register(one.year, part, up_to)
    return total


async def every_line(office: Office, volume: Volume) -> AsyncIterator[Sequence[Line]]:
    """All lines of a volume, some hundreds at a time and each in a transaction of its own: a book only grows.

    Of a closed year they must be those that were closed, or none are worth printing.
    """
    after, digest = "", Digest()
    while True:
        async with transaction():
            lines, after = await lines_of(office, volume, after, AT_ONCE)
        if lines:
            digest.add(lines)
            yield lines
        if not after:
            break
    async with transaction():
        closing = await closing_of(volume)
    if volume.is_whole and closing is not None and closing.sha256 not in (None, digest.value()):
        log.error("the closed book %s of %s has changed", volume.book.key, volume.year)
        raise Unavailable(_NOT_WHOLE)


async def years_of(volume: Volume, today: date) -> tuple[int, ...]:
    """The years to choose from, the newest first: from the first line to today."""
    if volume.book.is_register:
        first = await stored.first_register_line(Part(volume.agency))
        oldest = 2000 + int(first[:2]) if first else today.year
        found = set(range(oldest, today.year + 1))
    else:
        found = set(await stored.years_of_book(volume.book.key))
    return tuple(sorted(found | {today.year, volume.year}, reverse=True))


def volume_of(
    office: Office,
    book: Book | None,
    year: int,
    agency: str | None = None,
    sector: str | None = None,
    period: Period | None = None,
) -> Volume:
    """A volume that can be: an unknown book, agency or sector answers as a missing page does."""
    if book is None or not 2000 <= year < 2100 or (agency is not None and agency not in here().agencies):
        raise NotHere
    if book is not REGISTER:
        return Volume(book, year)
    if sector is not None and sector not in sectors_of(office, here().agencies):
        raise NotHere
    return Volume(book, year, agency, sector, period)
