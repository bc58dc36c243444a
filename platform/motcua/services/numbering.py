"""Numbers of results, each from its own yearly book, without gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.procedures import ProcedureVersion
from motcua.services.answers import opened_answers
from motcua.services.catalogue import version_of
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.services.records import Kept
from motcua.store.queries.counters import next_number

CERTIFICATIONS = "SCT/"  # TT 20/2015/TT-BTP: one number for each type of paper certified


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
    if not book.startswith(CERTIFICATIONS):
        return 1
    rows = [
        len(answer)
        for answer in opened_answers(version.form, kept.row["answers"]["form"]).values()
        if isinstance(answer, list)
    ]
    return max([1, *rows])


async def result_numbers(office: Office, kept: Kept, at: datetime) -> Numbered:
    """Takes the next number (locks the book until the transaction ends: call it late)."""
    version = await version_of(office, kept.row["version_hash"])
    book, year = book_of(version, kept.dossier.outcome), local_date(at).year
    owner = "" if book == version.book else f"{version.agency}/"
    numbers = [await next_number(f"result/{owner}{book}/{year}") for _ in range(_how_many(version, kept, book))]
    span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return Numbered(f"{span}/{book}", f"{book}-{year}")
