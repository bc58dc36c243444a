"""Appointments at the hall: a place of a slot is held, confirmed by the code that was sent, and used or left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import from_json, row, rows, run, to_json, value
from motcua.store.secrets import fingerprint, seal, unseal

PERSON = "hall.appointment"
CONTACT, CODE = "hall.contact", "hall.code"
# What takes a place; one held takes it until its time is over.
TAKES = "(state IN ('booked', 'checked_in') OR (state = 'held' AND held_until > $3))"


def opened(sealed: str) -> dict[str, str]:
    """`name`, `phone`, `email`; empty once it was forgotten."""
    found: dict[str, str] = from_json(unseal(sealed, PERSON)) if sealed else {}
    return found


def code_mac(code: str) -> bytes:
    return fingerprint(code, CODE)


async def lock_slot(group_key: str, starts_at: datetime) -> None:
    """The slot is this transaction's: places are counted and taken one after the other."""
    await run(
        "INSERT INTO hall_slot (group_key, starts_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", group_key, starts_at
    )
    await run("SELECT 1 FROM hall_slot WHERE group_key = $1 AND starts_at = $2 FOR UPDATE", group_key, starts_at)


async def taken(group_key: str, starts: Sequence[datetime], at: datetime) -> dict[datetime, int]:
    """How many places of each slot are taken."""
    found = await rows(
        f"""SELECT starts_at, count(*) AS n FROM hall_appointment
        WHERE group_key = $1 AND starts_at = ANY($2::timestamptz[]) AND {TAKES} GROUP BY starts_at""",  # noqa: S608
        group_key,
        list(starts),
        at,
    )
    return {each["starts_at"]: each["n"] for each in found}


async def open_of_contact(contact: str, at: datetime) -> int:
    return int(
        await value(
            """SELECT count(*) FROM hall_appointment WHERE contact_mac = $1
            AND (state = 'booked' AND starts_at > $2 OR state = 'held' AND held_until > $2)""",
            fingerprint(contact, CONTACT),
            at,
        )
    )


async def insert_appointment(
    appointment_id: UUID,
    person: dict[str, str],
    *,
    contact: str,
    code: str,
    on_day: date,
    starts_at: datetime,
    group_key: str,
    held_until: datetime,
    at: datetime,
) -> bool:
    """False where another open one has this very code."""
    return bool(
        await value(
            """INSERT INTO hall_appointment (id, on_day, starts_at, group_key, sealed, contact_mac, code_mac, state,
                held_until, made_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'held', $8, $9, $9)
            ON CONFLICT DO NOTHING RETURNING true""",
            appointment_id,
            on_day,
            starts_at,
            group_key,
            seal(to_json(person), PERSON),
            fingerprint(contact, CONTACT),
            code_mac(code),
            held_until,
            at,
        )
    )


async def appointment(appointment_id: UUID) -> Row | None:
    return await row("SELECT * FROM hall_appointment WHERE id = $1", appointment_id)


async def appointment_of_code(code: str) -> Row | None:
    """An open one, held until the transaction ends."""
    return await row(
        """SELECT * FROM hall_appointment WHERE code_mac = $1 AND state IN ('held', 'booked', 'checked_in', 'no_show')
        FOR UPDATE""",
        code_mac(code),
    )


async def set_state(appointment_id: UUID, state: str, at: datetime) -> None:
    await run("UPDATE hall_appointment SET state = $2, changed_at = $3 WHERE id = $1", appointment_id, state, at)


async def sweep(at: datetime, missed_before: datetime, forgotten_before: date) -> dict[str, Any]:
    """Places whose time to confirm is over are given back, who did not come is written down, and of what is long over
    it is forgotten whose it was."""
    released = await rows(
        """UPDATE hall_appointment SET state = 'cancelled', sealed = '', changed_at = $1
        WHERE state = 'held' AND held_until <= $1 RETURNING id""",
        at,
    )
    missed = await rows(
        """UPDATE hall_appointment SET state = 'no_show', changed_at = $1
        WHERE state = 'booked' AND starts_at < $2 RETURNING id""",
        at,
        missed_before,
    )
    await run(
        """UPDATE hall_appointment SET sealed = '', contact_mac = '', changed_at = $1
        WHERE on_day < $2 AND sealed <> ''""",
        at,
        forgotten_before,
    )
    return {"released": len(released), "missed": len(missed)}


async def appointments_of_day(
    on_day: date, groups: Sequence[str], after: tuple[datetime, UUID] | None, most: int
) -> list[Row]:
    """In the order of their times, page by page; what was only held and given back is left out."""
    starts_at, last = after or (None, None)
    return await rows(
        """SELECT * FROM hall_appointment WHERE on_day = $1 AND group_key = ANY($2::text[])
            AND state IN ('booked', 'checked_in', 'no_show')
            AND ($3::timestamptz IS NULL OR (starts_at, id) > ($3, $4::uuid)) ORDER BY starts_at, id LIMIT $5""",
        on_day,
        list(groups),
        starts_at,
        last,
        most,
    )


async def counts_of_day(on_day: date) -> dict[str, int]:
    found = await rows("SELECT state, count(*) AS n FROM hall_appointment WHERE on_day = $1 GROUP BY state", on_day)
    return {each["state"]: each["n"] for each in found}
