"""Numbers of the hall and the counters that call them.

A counter's own row is locked first, then the number, then the sums: two windows of one counter wait for each other,
two counters never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

TICKET = """t.id, t.on_day, t.label, t.group_key, t.state, t.priority, t.priority_from, t.appointment_id, t.issued_at,
    t.queued_at, t.counter, t.staff_id, t.first_called_at, t.called_at, t.calls, t.ended_at, t.version"""


async def insert_ticket(
    ticket_id: UUID,
    *,
    on_day: date,
    label: str,
    group_key: str,
    priority: str,
    priority_from: datetime | None,
    place_hash: bytes,
    appointment_id: UUID | None,
    issued_by: str,
    at: datetime,
) -> None:
    await run(
        """INSERT INTO hall_ticket (id, on_day, label, group_key, state, priority, priority_from, place_hash,
            appointment_id, issued_by, issued_at, queued_at)
        VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, $8, $9, $10, $10)""",
        ticket_id,
        on_day,
        label,
        group_key,
        priority,
        priority_from,
        place_hash,
        appointment_id,
        issued_by,
        at,
    )


async def ticket(ticket_id: UUID) -> Row | None:
    return await row(f"SELECT {TICKET} FROM hall_ticket t WHERE t.id = $1", ticket_id)  # noqa: S608


async def ticket_of_place(place_hash: bytes) -> Row | None:
    return await row(f"SELECT {TICKET} FROM hall_ticket t WHERE t.place_hash = $1", place_hash)  # noqa: S608


async def ticket_of_appointment(appointment_id: UUID) -> Row | None:
    return await row(f"SELECT {TICKET} FROM hall_ticket t WHERE t.appointment_id = $1", appointment_id)  # noqa: S608


async def ticket_of_label(on_day: date, label: str) -> Row | None:
    """Held until the transaction ends."""
    return await row(
        f"SELECT {TICKET} FROM hall_ticket t WHERE t.on_day = $1 AND t.label = $2 FOR UPDATE",  # noqa: S608
        on_day,
        label,
    )


async def ahead_of(found: Row, at: datetime) -> int:
    """How many wait in the same group and are called before this one, priorities that have not begun left aside."""
    return int(
        await value(
            """SELECT count(*) FROM hall_ticket t WHERE t.on_day = $1 AND t.group_key = $2 AND t.state = 'waiting'
            AND (coalesce(t.priority_from <= $3, false) > $4
                OR (coalesce(t.priority_from <= $3, false) = $4 AND (t.queued_at, t.label) < ($5, $6)))""",
            found["on_day"],
            found["group_key"],
            at,
            found["priority_from"] is not None and found["priority_from"] <= at,
            found["queued_at"],
            found["label"],
        )
    )


async def waiting_by_group(on_day: date) -> dict[str, int]:
    found = await rows(
        "SELECT group_key, count(*) AS n FROM hall_ticket WHERE on_day = $1 AND state = 'waiting' GROUP BY group_key",
        on_day,
    )
    return {each["group_key"]: each["n"] for each in found}


async def counters_open(on_day: date) -> list[Row]:
    return await rows(
        """SELECT c.number, c.staff_id, c.groups, c.opened_at, c.priority_run, s.name AS staff_name
        FROM hall_counter c JOIN staff s ON s.id = c.staff_id WHERE c.on_day = $1 ORDER BY c.number""",
        on_day,
    )


async def own_counter(staff_id: UUID, on_day: date) -> Row | None:
    """The counter of this person today, held until the transaction ends: the first lock of every act of a counter."""
    return await row("SELECT * FROM hall_counter WHERE staff_id = $1 AND on_day = $2 FOR UPDATE", staff_id, on_day)


async def hold_counters() -> None:
    """Counters are opened one after another: who changes counters leaves one and takes another, and two who change at
    once would each wait for the other's. Before any row of a counter is held."""
    await run("SELECT pg_advisory_xact_lock(hashtext(current_schema || '/counters'))")


async def open_counter(
    number: int, staff_id: UUID, groups: Sequence[str], on_day: date, at: datetime, *, takes_over: bool
) -> bool:
    """False where somebody else is at it today. It may be taken over while it serves nobody. After `hold_counters`."""
    await run("DELETE FROM hall_counter WHERE staff_id = $1 AND number <> $2", staff_id, number)
    return bool(
        await value(
            """INSERT INTO hall_counter AS c (number, staff_id, groups, on_day, opened_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (number) DO UPDATE SET staff_id = $2, groups = $3, on_day = $4, opened_at = $5
            WHERE c.staff_id = $2 OR c.on_day < $4 OR ($6 AND NOT EXISTS (
                SELECT 1 FROM hall_ticket t WHERE t.on_day = $4 AND t.counter = $1 AND t.state = 'called'))
            RETURNING true""",
            number,
            staff_id,
            list(groups),
            on_day,
            at,
            takes_over,
        )
    )


async def close_counter(staff_id: UUID) -> None:
    await run("DELETE FROM hall_counter WHERE staff_id = $1", staff_id)


async def set_priority_run(number: int, priority_run: int) -> None:
    await run("UPDATE hall_counter SET priority_run = $2 WHERE number = $1", number, priority_run)


async def at_counter(number: int, on_day: date) -> Row | None:
    """The number that this counter serves, held."""
    return await row(
        f"""SELECT {TICKET} FROM hall_ticket t WHERE t.on_day = $1 AND t.counter = $2 AND t.state = 'called'
        FOR UPDATE""",  # noqa: S608
        on_day,
        number,
    )


async def pick(groups: Sequence[str], on_day: date, at: datetime, *, ordinary_first: bool) -> Row | None:
    """The next number of these groups that no other counter is just calling; it is this counter's from here on."""
    return await row(
        f"""SELECT {TICKET} FROM hall_ticket t
        WHERE t.on_day = $1 AND t.group_key = ANY($2::text[]) AND t.state = 'waiting'
        ORDER BY coalesce(t.priority_from <= $3, false) <> $4 DESC, t.queued_at, t.label
        LIMIT 1 FOR UPDATE SKIP LOCKED""",  # noqa: S608
        on_day,
        list(groups),
        at,
        ordinary_first,
    )


async def set_called(ticket_id: UUID, counter: int, staff_id: UUID, at: datetime) -> None:
    await run(
        """UPDATE hall_ticket SET state = 'called', counter = $2, staff_id = $3, called_at = $4, calls = calls + 1,
            first_called_at = coalesce(first_called_at, $4), ended_at = NULL, version = version + 1 WHERE id = $1""",
        ticket_id,
        counter,
        staff_id,
        at,
    )


async def set_ended(ticket_id: UUID, state: str, at: datetime) -> None:
    await run(
        "UPDATE hall_ticket SET state = $2, ended_at = $3, version = version + 1 WHERE id = $1", ticket_id, state, at
    )


async def set_transferred(ticket_id: UUID, group_key: str) -> None:
    """To another group with its place in time: who was sent on does not begin to wait anew."""
    await run(
        """UPDATE hall_ticket SET state = 'waiting', group_key = $2, counter = NULL, staff_id = NULL, called_at = NULL,
            version = version + 1 WHERE id = $1""",
        ticket_id,
        group_key,
    )


async def skipped_of(groups: Sequence[str], on_day: date, most: int) -> list[Row]:
    return await rows(
        f"""SELECT {TICKET} FROM hall_ticket t WHERE t.on_day = $1 AND t.state = 'skipped'
            AND t.group_key = ANY($2::text[]) ORDER BY t.ended_at DESC LIMIT $3""",  # noqa: S608
        on_day,
        list(groups),
        most,
    )


async def latest_calls(on_day: date, most: int) -> list[Row]:
    """What the hall sees: what is called now, then what was called before, the latest first."""
    return await rows(
        f"""SELECT {TICKET} FROM hall_ticket t WHERE t.on_day = $1 AND t.called_at IS NOT NULL
        ORDER BY t.called_at DESC, t.id LIMIT $2""",  # noqa: S608
        on_day,
        most,
    )


async def lapse_before(on_day: date) -> int:
    """What was left of days gone by."""
    found = await rows(
        """UPDATE hall_ticket SET state = 'lapsed', version = version + 1
        WHERE on_day < $1 AND state IN ('waiting', 'called', 'skipped') RETURNING id""",
        on_day,
    )
    return len(found)


async def stamp_dossier(dossier_id: UUID, ticket_id: UUID, at: datetime) -> None:
    await run(
        """INSERT INTO hall_ticket_dossier (dossier_id, ticket_id, at) VALUES ($1, $2, $3)
        ON CONFLICT (dossier_id) DO NOTHING""",
        dossier_id,
        ticket_id,
        at,
    )


async def called_by(staff_id: UUID, on_day: date) -> Row | None:
    """The number that this person serves now, not held: taking dossiers in must not wait for the hall."""
    return await row(
        f"""SELECT {TICKET} FROM hall_counter c JOIN hall_ticket t
            ON t.on_day = c.on_day AND t.counter = c.number AND t.state = 'called'
        WHERE c.staff_id = $1 AND c.on_day = $2""",  # noqa: S608
        staff_id,
        on_day,
    )


async def ticket_of_dossier(dossier_id: UUID) -> Row | None:
    return await row(
        f"""SELECT {TICKET} FROM hall_ticket_dossier d JOIN hall_ticket t ON t.id = d.ticket_id
        WHERE d.dossier_id = $1""",  # noqa: S608
        dossier_id,
    )


async def dossiers_of_ticket(ticket_id: UUID) -> list[Row]:
    return await rows(
        """SELECT d.id, d.code, d.procedure_key FROM hall_ticket_dossier h JOIN dossier d ON d.id = h.dossier_id
        WHERE h.ticket_id = $1 ORDER BY h.at, d.id""",
        ticket_id,
    )
