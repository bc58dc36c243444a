"""Applicants. Identity numbers go in sealed and are found by the whole number only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.store.engine import Row
from motcua.store.folding import fold, name_key
from motcua.store.rows import row, rows, run
from motcua.store.secrets import fingerprint, seal, unseal

NUMBER = "applicant.id_number"
COLUMNS = "id, kind, name, id_kind, id_number_sealed, phone, email, address, born_on, created_at, changed_at"


def opened(found: Row) -> Row:
    """The row with `id_number` in place of its seal."""
    sealed = found.pop("id_number_sealed")
    return found | {"id_number": unseal(sealed, NUMBER) if sealed else None}


async def insert_applicant(
    *,
    kind: str,
    name: str,
    at: datetime,
    id_kind: str | None = None,
    id_number: str | None = None,
    phone: str = "",
    email: str = "",
    address: str = "",
    born_on: date | None = None,
) -> UUID:
    """`id_number` is the plain number; it is sealed here."""
    applicant_id = uuid4()
    await run(
        """INSERT INTO applicant (id, kind, name, name_folded, name_key, id_kind, id_number_sealed, id_number_mac,
            phone, email, address, born_on, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)""",
        applicant_id,
        kind,
        name,
        fold(name),
        name_key(name),
        id_kind,
        seal(id_number, NUMBER) if id_number else None,
        fingerprint(id_number, NUMBER) if id_number else None,
        phone,
        email,
        address,
        born_on,
        at,
    )
    return applicant_id


async def update_applicant(applicant_id: UUID, at: datetime, changes: Mapping[str, Any]) -> None:
    """Contact details and corrections of the name; the number is never changed on a person already filed under."""
    found = await row(f"SELECT {COLUMNS} FROM applicant WHERE id = $1 FOR UPDATE", applicant_id)  # noqa: S608
    if found is None:
        return
    unknown = changes.keys() - {"name", "phone", "email", "address", "born_on"}
    if unknown:
        raise TypeError(f"an applicant's {', '.join(sorted(unknown))} can't be changed")
    new = found | dict(changes)
    await run(
        """UPDATE applicant SET name = $2, name_folded = $3, name_key = $4, phone = $5, email = $6, address = $7,
            born_on = $8, changed_at = $9 WHERE id = $1""",
        applicant_id,
        new["name"],
        fold(new["name"]),
        name_key(new["name"]),
        new["phone"],
        new["email"],
        new["address"],
        new["born_on"],
        at,
    )


async def load_applicant(applicant_id: UUID) -> Row | None:
    found = await row(f"SELECT {COLUMNS} FROM applicant WHERE id = $1", applicant_id)  # noqa: S608
    return opened(found) if found else None


async def applicants_by_number(id_number: str) -> list[Row]:
    """People filed under this number at this center, the latest first."""
    found = await rows(
        f"SELECT {COLUMNS} FROM applicant WHERE id_number_mac = $1 ORDER BY changed_at DESC, id LIMIT 10",  # noqa: S608
        fingerprint(id_number, NUMBER),
    )
    return [opened(person) for person in found]
