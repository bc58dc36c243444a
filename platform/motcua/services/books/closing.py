"""The closing of a year: nothing is added to it any more, and what it says stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from motcua.domain.books import Book, Volume
from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.services.books.closed import Closing, Digest, closing_of, keep_lines
from motcua.services.books.shown import AT_ONCE, check_sees, open_lines, owners_of
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import books as stored
from motcua.store.queries.trail import append_event

CLOSED = "close_book"


def closes_from(volume: Volume) -> date:
    """Certification books close on the last day, after its last number; the register when no dossier can come any more
    (TT 01/2018/TT-VPCP, Điều 10.2: kept by the year, from 01, without a gap)."""
    return date(volume.year + 1, 1, 1) if volume.book.is_register else date(volume.year, 12, 31)


def may_close(office: Office, staff: Staff, book: Book) -> bool:
    """The responsible person: the clerk who gives the numbers, or the head of the agency whose book it is; of the
    register the clerk, or who leads the center."""
    if not staff.may(Permission.CLOSE_BOOKS):
        return False
    if Role.CLERK in staff.roles:
        return True
    return staff.may(Permission.SEE_EVERY_DOSSIER) if book.is_register else staff.agency in owners_of(office, book)


@dataclass(frozen=True, slots=True)
class _End:
    """What a year comes to: its last number, the dossier that has it, how many have no result yet."""

    last: int
    dossier_id: UUID
    unfinished: int = 0


async def close_book(office: Office, acting: Acting, volume: Volume, key: UUID) -> Closing:
    """Closes a year at its end. From then on nothing is added to it, and its lines are printed as they stand now.

    The closing stands in the trail of the dossier that has the last number: whoever takes it away breaks a chain.
    """
    volume = Volume(volume.book, volume.year)
    check_sees(office, acting.staff, volume)
    if not may_close(office, acting.staff, volume.book):
        raise NotAllowed("Khóa sổ do văn thư, lãnh đạo cơ quan có sổ, hoặc (sổ theo dõi) Giám đốc Trung tâm thực hiện.")
    if local_date(acting.at) < closes_from(volume):
        raise Conflict(f"Chưa đến cuối năm: sổ năm {volume.year} khóa từ ngày {closes_from(volume):%d/%m/%Y}.")
    async with transaction(), once(key, acting, f"{CLOSED}:{volume.book.key}:{volume.year}") as told:
        if told.outcome is None:
            await _close(office, acting, volume)
            told.outcome = "done"
        found = await closing_of(volume)
    assert found is not None
    return found


async def _close(office: Office, acting: Acting, volume: Volume) -> None:
    book, year, staff = volume.book.key, volume.year, acting.staff
    last_day = f"dossier/{year}-12-31"
    held = await stored.hold_counter(last_day if volume.book.is_register else f"result/{book}/{year}")
    if await stored.closing_of(book, year) is not None:
        raise Conflict(f"Sổ {book} năm {year} đã khóa.")
    end = await _end_of_register(volume) if volume.book.is_register else await _end_of_numbers(volume, held)
    digest = await _freeze(office, volume)
    said: dict[str, Any] = {"entries": end.last, "first": 1, "last": end.last}
    await stored.add_closing(
        said
        | {
            "book": book,
            "year": year,
            "closed_by": staff.id,
            "closed_by_name": staff.name,
            "closed_by_title": staff.title,
            "at": acting.at,
            "unfinished": end.unfinished,
            "sha256": digest,
        }
    )
    told = {"result_book": f"{book}-{year}", **said, "sha256": digest.hex()}
    await append_event(end.dossier_id, CLOSED, acting.at, staff, told)


async def _end_of_numbers(volume: Volume, last: int) -> _End:
    span = await stored.span_of(volume.book.key, volume.year)
    if not span["entries"]:
        raise _empty(volume)
    if (span["first"], span["last"], span["entries"]) != (1, last, last):
        raise _gap(volume, f"có {span['entries']} số, không khớp với số cuối đã cho là {last}")
    return _End(last, span["dossier_id"])


async def _end_of_register(volume: Volume) -> _End:
    total = await stored.count_register(volume.year)
    if not total:
        raise _empty(volume)
    if gaps := await stored.gaps_of_register(volume.year):
        raise _gap(volume, f"có {gaps} ngày mà số hồ sơ không khớp với mã hồ sơ đã cho")
    end = await stored.end_of_register(volume.year)
    return _End(total, end["dossier_id"], end["unfinished"])


def _empty(volume: Volume) -> Conflict:
    return Conflict(f"Sổ {volume.book.key} năm {volume.year} chưa có số nào, không có gì để khóa.")


def _gap(volume: Volume, what: str) -> Conflict:
    return Conflict(
        f"Sổ {volume.book.key} năm {volume.year} {what}. "
        "Chưa khóa được; vui lòng báo quản trị hệ thống kiểm tra nhật ký."
    )


async def _freeze(office: Office, volume: Volume) -> bytes:
    """Keeps every line as it stands, and says what they come to."""
    after, digest = "", Digest()
    while lines := await open_lines(office, volume, after, AT_ONCE):
        await keep_lines(volume, lines)
        digest.add(lines)
        after = lines[-1].place
    return digest.value()
