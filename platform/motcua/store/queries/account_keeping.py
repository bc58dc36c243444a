"""Accounts as an administrator writes them in the browser; who is seconded until when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.centers import StaffRow
from motcua.store.engine import Row
from motcua.store.folding import name_key
from motcua.store.rows import rows, run, value


async def change_staff(
    staff_id: UUID, person: StaffRow, *, email: str, is_reserve: bool, seen: int, at: datetime
) -> bool:
    """False when somebody changed the account after version `seen`."""
    changed = await value(
        """UPDATE staff SET name = $4, name_key = $5, title = $6, phone = $7, kind = $8, agency = $9, roles = $10,
            desks = $11, receives = $12, seconded_from = $13, seconded_to = $14, email = $15, is_reserve = $16,
            changed_at = $3, version = version + 1
        WHERE id = $1 AND version = $2 RETURNING true""",
        staff_id,
        seen,
        at,
        person.name,
        name_key(person.name),
        person.title,
        person.phone,
        person.kind,
        person.agency,
        list(person.roles),
        [f"{agency}/{desk}" for agency, desk in person.desks],
        list(person.receives),
        person.seconded_from,
        person.seconded_to,
        email,
        is_reserve,
    )
    return bool(changed)


async def put_beside(staff_id: UUID, *, email: str, is_reserve: bool) -> None:
    """What only the browser knows of a new account."""
    await run("UPDATE staff SET email = $2, is_reserve = $3 WHERE id = $1", staff_id, email, is_reserve)


async def email_is_taken(email: str, besides: UUID | None) -> bool:
    taken = await value("SELECT true FROM staff WHERE email = $1 AND id IS DISTINCT FROM $2 LIMIT 1", email, besides)
    return bool(taken)


async def seconded_staff() -> list[Row]:
    """Everybody on secondment whose account is not locked, who must go first: `id`, `name`, `agency`, the two days."""
    return await rows(
        """SELECT id, name, agency, seconded_from, seconded_to FROM staff
        WHERE kind = 'seconded' AND NOT is_locked ORDER BY seconded_to NULLS LAST, name_key, id"""
    )


async def reserve_agencies() -> frozenset[str]:
    """Agencies that have named an officer in reserve."""
    return frozenset(
        found["agency"]
        for found in await rows("SELECT DISTINCT agency FROM staff WHERE is_reserve AND NOT is_locked")
        if found["agency"]
    )
