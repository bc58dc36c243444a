"""The lists that people keep under a name of their own, and what was done with accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.store.engine import Row
from motcua.store.rows import rows, run, to_json, value


async def saved_views(staff_id: UUID) -> list[Row]:
    return await rows("SELECT id, name, query FROM saved_view WHERE staff_id = $1 ORDER BY created_at, id", staff_id)


async def keep_view(staff_id: UUID, name: str, query: str, *, at: datetime, most: int) -> bool:
    """Under an old name the new query takes the old one's place; False when `most` are kept already."""
    kept = await value(
        """INSERT INTO saved_view (id, staff_id, name, query, created_at)
        SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM saved_view WHERE staff_id = $2 AND name <> $3) < $6
        ON CONFLICT (staff_id, name) DO UPDATE SET query = excluded.query RETURNING true""",
        uuid4(),
        staff_id,
        name,
        query,
        at,
        most,
    )
    return bool(kept)


async def forget_view(staff_id: UUID, view_id: UUID) -> bool:
    """False when it is not this person's."""
    gone = await value("DELETE FROM saved_view WHERE id = $1 AND staff_id = $2 RETURNING true", view_id, staff_id)
    return bool(gone)


async def set_locked(staff_id: UUID, *, by: UUID | None, at: datetime) -> None:
    """Locks (`by` somebody) or unlocks; who is locked is signed out."""
    await run(
        """UPDATE staff SET is_locked = $2::uuid IS NOT NULL, locked_by = $2, changed_at = $3, version = version + 1
        WHERE id = $1""",
        staff_id,
        by,
        at,
    )
    if by is not None:
        await run("DELETE FROM session WHERE staff_id = $1", staff_id)


async def note_account_act(
    staff_id: UUID, kind: str, by: UUID, at: datetime, data: Mapping[str, Any] | None = None
) -> None:
    """`data`: what changed, as label → [before, after] in words, or what it rests on."""
    await run(
        "INSERT INTO account_act (staff_id, kind, by_id, at, data) VALUES ($1, $2, $3, $4, $5)",
        staff_id,
        kind,
        by,
        at,
        to_json(data or {}),
    )


async def account_acts_of(staff_id: UUID, limit: int) -> list[Row]:
    """What was done with one account, the latest first."""
    return await rows(
        """SELECT a.kind, a.at, a.data, b.name AS by_name FROM account_act a JOIN staff b ON b.id = a.by_id
        WHERE a.staff_id = $1 ORDER BY a.id DESC LIMIT $2""",
        staff_id,
        limit,
        json=("data",),
    )


async def last_account_acts() -> dict[UUID, Row]:
    """The last thing done with each account."""
    found = await rows(
        """SELECT DISTINCT ON (a.staff_id) a.staff_id, a.kind, a.at, b.name AS by_name
        FROM account_act a JOIN staff b ON b.id = a.by_id ORDER BY a.staff_id, a.at DESC, a.id DESC"""
    )
    return {act["staff_id"]: act for act in found}


async def account_counts() -> Row:
    found = await rows(
        """SELECT count(*) AS accounts, count(*) FILTER (WHERE is_locked) AS locked,
            count(*) FILTER (WHERE must_change AND NOT is_locked) AS new
        FROM staff WHERE kind NOT IN ('province', 'machine')"""
    )
    return found[0]
