"""Numbers of results, each from its own yearly book, without gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.books import CERTIFICATIONS
from motcua.domain.errors import Conflict
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.records import Kept
from motcua.services.office import Office
from motcua.store.queries import books
from motcua.store.queries.counters import next_number


@dataclass(frozen=True, slots=True)
class Numbered:
    """`says` is what stands on the result: `125/SCT/BS`, or `125–127/SCT/BS` for three types of paper."""

    says: str
    book: str


def book_of(version: ProcedureVersion, outcome: str | None = None) -> str:
    """The procedure's own book, or the agency's book of results, by the initials of its key.

    A refusal is a result with a number (NĐ 61/2018, Điều 19.8), but takes none from the book of what it refuses.
    """
    if version.book and outcome != "refused":
        return version.book
    return "KQ/" + "".join(part[0].upper() for part in version.agency.split("_") if part)


def _how_many(version: ProcedureVersion, kept: Kept, book: str) -> int:
    """One number for the result, or one for each row that the procedure says; a refusal takes one."""
    if version.numbered_rows is None or book != version.book:
        return 1
    answers = opened_answers(version.form, kept.row["answers"]["form"])
    return max(1, len(answers.get(version.numbered_rows, ())))


async def result_numbers(office: Office, kept: Kept, at: datetime, signer: UUID | None = None) -> Numbered:
    """Takes the next number (locks the book until the transaction ends: call it late).

    `signer`: whose name stands under the result, where no step says it yet.
    """
    version = await version_for(office, kept.row)
    book, year = book_of(version, kept.dossier.outcome), local_date(at).year
    owner = "" if book == version.book else f"{version.agency}/"
    numbers = [await next_number(f"result/{owner}{book}/{year}") for _ in range(_how_many(version, kept, book))]
    if book.startswith(CERTIFICATIONS):
        await _enter(kept, book, year, numbers, at, signer)
    span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return Numbered(f"{span}/{book}", f"{book}-{year}")


async def _enter(kept: Kept, book: str, year: int, numbers: list[int], at: datetime, signer: UUID | None) -> None:
    """An entry for each number. The book is held by now, so that nobody closes it meanwhile."""
    if await books.closing_of(book, year) is not None:
        raise Conflict(f"Sổ {book} năm {year} đã khóa, không cho số của năm {year} được nữa.")
    person = await books.signer_of(kept.dossier.id) if signer is None else await books.person(signer)
    signed_by = ", ".join(part for part in (person["name"], person["title"]) if part) if person is not None else ""
    for part, number in enumerate(numbers):
        await books.add_entry(book, year, number, dossier_id=kept.dossier.id, part=part, signed_by=signed_by, at=at)
