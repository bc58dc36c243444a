"""The books as people read them: who keeps which, a page of fifty lines, the closing of a year."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.books import CERTIFICATION_BOOKS, REGISTER, Book, Volume
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.services import records
from motcua.services.book_lines import Line, entry_lines, register_line
from motcua.services.catalogue import installed, versions_of
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.services.visibility import check_may_see
from motcua.store.engine import Row, transaction
from motcua.store.queries import books as stored
from motcua.store.queries.trail import append_event

CLOSED = "close_book"
AT_ONCE = 500
_LINE = re.compile(r"[0-9]{6}-[0-9]{4}", re.ASCII)
_NOT_YOURS = "Sổ này do văn thư, lãnh đạo cơ quan có sổ và Giám đốc Trung tâm xem."


@dataclass(frozen=True, slots=True)
class Closing:
    """The note under a year that was closed."""

    entries: int
    first: int
    last: int
    by: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BookPage:
    """Fifty lines of a volume; `next_key` opens the next fifty."""

    volume: Volume
    lines: tuple[Line, ...] = ()
    next_key: str = ""
    total: int = 0
    closing: Closing | None = None
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = field(default=())


def owners_of(office: Office, book: Book) -> frozenset[str]:
    """The agencies whose procedures number their results in the book."""
    return frozenset(version.agency for version in installed(office) if version.book == book.key)


def sees_every_book(staff: Staff) -> bool:
    return staff.may(Permission.SEE_EVERY_DOSSIER) or Role.CLERK in staff.roles


def certification_books(office: Office, staff: Staff) -> tuple[Book, ...]:
    """Those that the center keeps and this person may see: all, or those of the agency they head."""
    return tuple(
        book
        for book in CERTIFICATION_BOOKS
        if (owners := owners_of(office, book)) and (sees_every_book(staff) or staff.agency in owners)
    )


def may_close(office: Office, staff: Staff, book: Book) -> bool:
    """The responsible person: the clerk who gives the numbers, or the head of the agency whose book it is."""
    if not staff.may(Permission.CLOSE_BOOKS):
        return False
    return Role.CLERK in staff.roles or staff.agency in owners_of(office, book)


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
        return BookPage(
            volume,
            lines,
            next_key,
            await count_lines(volume),
            await closing_of(volume),
            await years_of(volume, local_date(acting.at)),
            register_agencies(acting.staff) if volume.book.is_register else (),
        )


async def lines_of(office: Office, volume: Volume, after: str, limit: int) -> tuple[tuple[Line, ...], str]:
    """Lines of a volume from a place on, and the key of the next ones; "" after the last."""
    if volume.book.is_register:
        if after and not _LINE.fullmatch(after):
            raise NotHere
        before = await stored.count_register(volume.year, volume.agency, after) if after else 0
        rows = await stored.register_lines(volume.year, volume.agency, after or None, limit)
        versions = await versions_of(office, {row["version_hash"] for row in rows})
        lines = tuple(
            register_line(row, versions[row["version_hash"]], before + place) for place, row in enumerate(rows, 1)
        )
        last = rows[-1]["line"] if rows else ""
    else:
        if after and not (after.isascii() and after.isdigit() and len(after) < 10):
            raise NotHere
        rows = await stored.book_entries(volume.book.key, volume.year, int(after or 0), limit)
        lines = await entry_lines(office, volume.book, rows)
        last = str(rows[-1]["ordinal"]) if rows else ""
    return lines, last if len(rows) == limit else ""


async def count_lines(volume: Volume) -> int:
    if volume.book.is_register:
        return await stored.count_register(volume.year, volume.agency)
    return int((await stored.span_of(volume.book.key, volume.year))["entries"])


async def every_line(office: Office, volume: Volume) -> AsyncIterator[Sequence[Line]]:
    """All lines of a volume, some hundreds at a time and each in a transaction of its own: a book only grows."""
    after = ""
    while True:
        async with transaction():
            lines, after = await lines_of(office, volume, after, AT_ONCE)
        if lines:
            yield lines
        if not after:
            return


async def years_of(volume: Volume, today: date) -> tuple[int, ...]:
    """The years to choose from, the newest first: from the first line to today."""
    if volume.book.is_register:
        first = await stored.first_register_line(volume.agency)
        oldest = 2000 + int(first[:2]) if first else today.year
        found = set(range(oldest, today.year + 1))
    else:
        found = set(await stored.years_of_book(volume.book.key))
    return tuple(sorted(found | {today.year, volume.year}, reverse=True))


async def closing_of(volume: Volume) -> Closing | None:
    found = None if volume.book.is_register else await stored.closing_of(volume.book.key, volume.year)
    return _closing(found) if found is not None else None


def _closing(found: Row) -> Closing:
    return Closing(
        found["entries"], found["first"], found["last"], found["closed_by_name"], found["closed_by_title"], found["at"]
    )


async def close_book(office: Office, acting: Acting, volume: Volume, key: UUID) -> Closing:
    """Closes a year at its end (31 December or later). From then on no number of that year is given.

    The closing stands in the trail of the dossier that has the last number: whoever takes it away breaks a chain.
    """
    check_sees(office, acting.staff, volume)
    if volume.book.is_register or not may_close(office, acting.staff, volume.book):
        raise NotAllowed("Khóa sổ do văn thư hoặc lãnh đạo cơ quan có sổ thực hiện.")
    if local_date(acting.at) < date(volume.year, 12, 31):
        raise Conflict(f"Chưa đến cuối năm: sổ năm {volume.year} khóa từ ngày 31/12/{volume.year}.")
    async with transaction(), once(key, acting, f"{CLOSED}:{volume.book.key}:{volume.year}") as told:
        if told.outcome is None:
            await _close(acting, volume)
            told.outcome = "done"
        found = await closing_of(volume)
    assert found is not None
    return found


async def _close(acting: Acting, volume: Volume) -> None:
    book, year, staff = volume.book.key, volume.year, acting.staff
    last = await stored.hold_counter(f"result/{book}/{year}")
    if await stored.closing_of(book, year) is not None:
        raise Conflict(f"Sổ {book} năm {year} đã khóa.")
    span = await stored.span_of(book, year)
    if not span["entries"]:
        raise Conflict(f"Sổ {book} năm {year} chưa có số nào, không có gì để khóa.")
    if (span["first"], span["last"], span["entries"]) != (1, last, last):
        raise Conflict(
            f"Sổ {book} năm {year} có {span['entries']} số, không khớp với số cuối đã cho là {last}. "
            "Chưa khóa được; vui lòng báo quản trị hệ thống kiểm tra nhật ký."
        )
    await stored.add_closing(
        {
            "book": book,
            "year": year,
            "entries": span["entries"],
            "first": span["first"],
            "last": span["last"],
            "closed_by": staff.id,
            "closed_by_name": staff.name,
            "closed_by_title": staff.title,
            "at": acting.at,
        }
    )
    said = {"result_book": f"{book}-{year}", "entries": span["entries"], "first": span["first"], "last": span["last"]}
    await append_event(span["dossier_id"], CLOSED, acting.at, staff, said)


async def excerpt(office: Office, acting: Acting, dossier_id: UUID) -> tuple[Volume, tuple[Line, ...]]:
    """What a certification book says of one dossier, for who may see the dossier."""
    async with transaction():
        kept = await records.load(dossier_id)
        if kept is None:
            raise NotHere
        check_may_see(acting.staff, kept.dossier)
        rows = await stored.entries_of(dossier_id)
        if not rows:
            raise Conflict("Hồ sơ này không có số nào trong sổ chứng thực.")
        book = next(book for book in CERTIFICATION_BOOKS if book.key == rows[0]["book"])
        return Volume(book, rows[0]["year"]), await entry_lines(office, book, rows)


def volume_of(book: Book | None, year: int, agency: str | None = None) -> Volume:
    """A volume that can be: an unknown book or agency answers as a missing page does."""
    if book is None or not 2000 <= year < 2100 or (agency is not None and agency not in here().agencies):
        raise NotHere
    return Volume(book, year, agency if book is REGISTER else None)
