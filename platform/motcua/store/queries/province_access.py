"""Accesses to one center for a while: asked for and answered in the catalog, kept and noticed at the center.

Times are real time. The first half runs as the province's role, the second as the center's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from motcua.store.engine import Row
from motcua.store.folding import name_key
from motcua.store.rows import row, rows, run, value

_ASKED = (
    "id, center_key, officer_id, officer_name, reason, minutes, state, asked_at, answered_by, answered_name, "
    "answered_at, answer, ends_at, ended_at, ended_by"
)


async def ask(
    access_id: UUID, center: str, officer_id: UUID, name: str, reason: str, minutes: int, at: datetime
) -> None:
    await run(
        """INSERT INTO catalog.province_access
            (id, center_key, officer_id, officer_name, reason, minutes, state, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'asked', $7)""",
        access_id,
        center,
        officer_id,
        name,
        reason,
        minutes,
        at,
    )


async def accesses(*, before: datetime | None = None, limit: int) -> list[Row]:
    """All that were ever asked for, the newest first."""
    return await rows(
        f"""SELECT {_ASKED} FROM catalog.province_access WHERE $1::timestamptz IS NULL OR asked_at < $1
        ORDER BY asked_at DESC, id LIMIT $2""",  # noqa: S608
        before,
        limit,
    )


async def access(access_id: UUID, *, locks: bool = False) -> Row | None:
    lock = "FOR NO KEY UPDATE" if locks else ""
    return await row(f"SELECT {_ASKED} FROM catalog.province_access WHERE id = $1 {lock}", access_id)  # noqa: S608


async def answer(
    access_id: UUID, state: str, by: UUID, name: str, says: str, at: datetime, ends_at: datetime | None
) -> None:
    await run(
        """UPDATE catalog.province_access SET state = $2, answered_by = $3, answered_name = $4, answer = $5,
            answered_at = $6, ends_at = $7 WHERE id = $1 AND state = 'asked'""",
        access_id,
        state,
        by,
        name,
        says,
        at,
        ends_at,
    )


async def end(access_id: UUID, by: str, at: datetime) -> bool:
    done = await value(
        """UPDATE catalog.province_access SET state = 'ended', ended_at = $3, ended_by = $2
        WHERE id = $1 AND state = 'given' RETURNING true""",
        access_id,
        by,
        at,
    )
    return bool(done)


# At the center entered.


async def let_in(
    access_id: UUID, *, username: str, name: str, reason: str, by: str, at: datetime, ends_at: datetime
) -> None:
    """The guest's account, made once and without a password, and the access; a second time changes nothing."""
    staff_id = await value(
        """INSERT INTO staff (id, username, name, name_key, title, kind, password_hash, must_change, roles, desks,
            receives, created_at, changed_at)
        VALUES ($1, $2, $3, $4, 'Truy cập khẩn cấp của tỉnh', 'province', '', false, ARRAY['province_guest'], '{}',
            '{}', $5, $5)
        ON CONFLICT (username) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, is_locked = false,
            changed_at = excluded.changed_at, version = staff.version + 1
        WHERE staff.kind = 'province' RETURNING id""",
        uuid4(),
        username,
        name,
        name_key(name),
        at,
    )
    await run(
        """INSERT INTO province_access (id, staff_id, officer_name, reason, consented_by, from_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING""",
        access_id,
        staff_id,
        name,
        reason,
        by,
        at,
        ends_at,
    )


async def put_ticket(access_id: UUID, ticket_hash: bytes, until: datetime, at: datetime) -> bool:
    """False when the access is over or unknown here."""
    done = await value(
        """UPDATE province_access SET ticket_hash = $2, ticket_until = least($3, ends_at)
        WHERE id = $1 AND ended_at IS NULL AND ends_at > $4 RETURNING true""",
        access_id,
        ticket_hash,
        until,
        at,
    )
    return bool(done)


async def find_ticket(ticket_hash: bytes, at: datetime) -> Row | None:
    return await row(
        """SELECT id, staff_id, officer_name, reason, ends_at FROM province_access
        WHERE ticket_hash = $1 AND ticket_until > $2 AND ends_at > $2 AND ended_at IS NULL""",
        ticket_hash,
        at,
    )


async def take_ticket(ticket_hash: bytes, at: datetime) -> Row | None:
    """Once: of two that send it at the same time one gets it."""
    return await row(
        """UPDATE province_access SET ticket_hash = NULL, ticket_until = NULL
        WHERE ticket_hash = $1 AND ticket_until > $2 AND ends_at > $2 AND ended_at IS NULL
        RETURNING id, staff_id, officer_name, reason, ends_at""",
        ticket_hash,
        at,
    )


async def end_here(access_id: UUID, by: str, at: datetime) -> bool:
    """Ends the access and with it the guest's sessions."""
    staff_id = await value(
        """UPDATE province_access SET ended_at = $3, ended_by = $2, ticket_hash = NULL, ticket_until = NULL
        WHERE id = $1 AND ended_at IS NULL AND ends_at > $3 RETURNING staff_id""",
        access_id,
        by,
        at,
    )
    if staff_id is None:
        return False
    await run("DELETE FROM session WHERE staff_id = $1", staff_id)
    return True


async def open_access_of(staff_id: UUID, at: datetime) -> Row | None:
    """The access under which a guest is here now."""
    return await row(
        """SELECT id, reason, ends_at FROM province_access
        WHERE staff_id = $1 AND ended_at IS NULL AND ends_at > $2 ORDER BY ends_at DESC LIMIT 1""",
        staff_id,
        at,
    )


async def accesses_here(at: datetime, lately: timedelta) -> list[Row]:
    """What the center's people are told: who is let in now, and who was lately; the newest first."""
    return await rows(
        """SELECT id, officer_name, reason, consented_by, from_at, ends_at, ended_at, ended_by,
            ended_at IS NULL AND ends_at > $1 AS is_open
        FROM province_access WHERE ends_at > $2 ORDER BY ends_at DESC LIMIT 20""",
        at,
        at - lately,
    )
