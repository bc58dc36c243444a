"""A line of a book in words, by the keys of its columns: what stands on the page, on paper and in the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.books import NAMES_PAPERS, Book
from motcua.domain.calendar import local
from motcua.domain.items import Field
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import STATES, State
from motcua.services.catalogue import versions_of
from motcua.services.counter.reading import DELIVERIES
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.store.engine import Row
from motcua.store.queries.applicants import NUMBER
from motcua.store.secrets import unseal

Cells = Mapping[str, str | int]
BY_HAND, BY_POST = "Trực tiếp", "Bưu chính công ích"
# The questions of a form that say what was certified, whatever procedure asks them.
TITLES, DETAILS, COUNTS = ("kind", "title", "name"), ("kind_detail",), ("copies", "count")


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` by the keys of the book's columns; `dossier_id` is whose line it is, `place` its order in the year."""

    dossier_id: UUID
    place: str
    cells: Cells
    agency: str = ""
    procedure: str = ""

    def numbered(self, number: int) -> Line:
        """The same line under another number: in a part of the register."""
        return replace(self, cells={**self.cells, "line": number})


def place_of_number(number: int) -> str:
    """The place of a line in a certification book: its number, of one length so that text sorts as numbers do."""
    return f"{number:09d}"


def register_line(row: Row, version: ProcedureVersion, number: int) -> Line:
    """Mẫu 06: one dossier. A dossier is one set (bộ) here, as its receipt says."""
    contact = ", ".join(part for part in (row["applicant_address"], row["applicant_phone"]) if part)
    return Line(
        row["id"],
        row["line"],
        {
            "line": number,
            "code": row["code"],
            "procedure": version.title,
            "sets": 1,
            "applicant": row["applicant_name"],
            "contact": contact,
            "agency": agency_name(here(), row["agency"]),
            "received": _moment(row["received_at"]),
            "due": _moment(row["first_due_at"] or row["due_at"]),
            "returned": _moment(row["taken_back_at"]),
            "handed_back": _handed_back(row),
            "delivery": BY_POST if row["delivery"] == "post" else BY_HAND if row["delivery"] in DELIVERIES else "",
            "note": _note(row),
        },
        row["agency"],
        row["procedure_key"],
    )


def _handed_back(row: Row) -> str:
    if row["handed_back_at"] is None:
        return ""
    by, to = row["handed_back_by"] or "", row["handed_back_to"] or ""
    return f"{_moment(row['handed_back_at'])}; giao: {by}; nhận: {to}"


def _note(row: Row) -> str:
    """How it ended when it did not end with a result; what was late; the number of the result."""
    said = []
    state = State(row["state"])
    if row["outcome"] == "refused":
        said.append("Từ chối giải quyết")
    elif not row["is_open"] and row["result_number"] is None:
        said.append(STATES[state].name)
    if row["result_number"]:
        said.append(f"Số {row['result_number']}")
    done_at, due_at = row["taken_back_at"] or row["handed_back_at"], row["due_at"]
    if done_at is not None and due_at is not None and done_at > due_at:
        said.append("Quá hạn")
    return "; ".join(said)


async def entry_lines(office: Office, book: Book, rows: Sequence[Row]) -> tuple[Line, ...]:
    """Entries of a certification book; at most one query for all of them."""
    versions = await versions_of(office, {row["version_hash"] for row in rows})
    return tuple(_entry_line(book, row, versions[row["version_hash"]]) for row in rows)


def _entry_line(book: Book, row: Row, version: ProcedureVersion) -> Line:
    answers = opened_answers(version.form, row["answers"] or {})
    requester = row["applicant_name"]
    if book.key in NAMES_PAPERS and row["id_number_sealed"]:
        requester = f"{requester}, số {unseal(row['id_number_sealed'], NUMBER)}"
    return Line(
        row["id"],
        place_of_number(row["ordinal"]),
        {
            "line": row["ordinal"],
            "on": f"{local(row['at']):%d/%m/%Y}",
            "requester": requester,
            "paper": _paper(version, answers, row["part"]),
            "signer": row["signed_by"],
            "copies": _copies(version, answers, row["part"]),
            # The fee is the dossier's: it stands once, with its first number.
            "fee": (row["fee_due"] or 0) if row["part"] == 0 and row["fee_paid_at"] is not None else 0,
            "note": f"Hồ sơ {row['code']}",
        },
        row["agency"],
        row["procedure_key"],
    )


def _part(version: ProcedureVersion, answers: Mapping[str, Any], part: int) -> Mapping[str, Any] | None:
    """The row that the number was given for; None where the dossier has one number."""
    rows = answers.get(version.numbered_rows, ()) if version.numbered_rows else ()
    return rows[part] if part < len(rows) else None


def _paper(version: ProcedureVersion, answers: Mapping[str, Any], part: int) -> str:
    """The name of the paper as the form has it; of a form that does not ask, the procedure's title."""
    of_row = _part(version, answers, part)
    prefix, values = (f"{version.numbered_rows}.", of_row) if of_row is not None else ("", answers)
    said = next((values[key] for key in DETAILS if values.get(key)), None)
    if said:
        return str(said)
    for key in TITLES:
        if values.get(key):
            item = version.form.field(f"{prefix}{key}")
            return item.show(values[key]) if isinstance(item, Field) else str(values[key])
    return version.title


def _copies(version: ProcedureVersion, answers: Mapping[str, Any], part: int) -> int:
    of_row = _part(version, answers, part)
    values = of_row if of_row is not None else answers
    found = next((values[key] for key in COUNTS if isinstance(values.get(key), int)), None)
    return 1 if found is None else int(found)


def _moment(at: datetime | None) -> str:
    return f"{local(at):%H:%M %d/%m/%Y}" if at is not None else ""
