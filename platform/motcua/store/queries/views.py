"""The lists that people keep under a name of their own, and what was done with accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, to_json, value


async def saved_views(staff_id: UUID, desks: Collection[str]) -> list[Row]:
    """One's own in their order, then what others share with one of `desks` (`agency/desk`)."""
    return await rows(
        """SELECT v.id, v.name, v.query, v.is_default, v.shared_desk, true AS is_mine, '' AS by_name
        FROM (SELECT * FROM saved_view WHERE staff_id = $1 ORDER BY place, created_at, id) AS v
        UNION ALL
        SELECT v.id, v.name, v.query, false, v.shared_desk, false, v.by_name FROM (
            SELECT o.*, s.name AS by_name FROM saved_view o JOIN staff s ON s.id = o.staff_id AND NOT s.is_locked
            WHERE o.shared_desk = ANY($2::text[]) AND o.staff_id <> $1 ORDER BY o.name, o.id) AS v""",
        staff_id,
        sorted(desks),
    )


async def keep_view(staff_id: UUID, name: str, query: str, *, at: datetime, most: int) -> bool:
    """Under an old name the new query takes the old one's place; False when `most` are kept already."""
    kept = await value(
        """INSERT INTO saved_view (id, staff_id, name, query, created_at, place)
        SELECT $1, $2, $3, $4, $5, (SELECT coalesce(max(place), 0) + 1 FROM saved_view WHERE staff_id = $2)
        WHERE (SELECT count(*) FROM saved_view WHERE staff_id = $2 AND name <> $3) < $6
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


async def locked_views(staff_id: UUID) -> list[Row]:
    """A person's own, in their order, held until the transaction ends."""
    return await rows(
        """SELECT id, name, is_default, shared_desk FROM saved_view WHERE staff_id = $1
        ORDER BY place, created_at, id FOR UPDATE""",
        staff_id,
    )


async def put_order(staff_id: UUID, ids: Sequence[UUID]) -> None:
    await run(
        """UPDATE saved_view v SET place = p.n FROM unnest($2::uuid[]) WITH ORDINALITY AS p(id, n)
        WHERE v.id = p.id AND v.staff_id = $1""",
        staff_id,
        list(ids),
    )


async def put_default(staff_id: UUID, view_id: UUID | None) -> None:
    """One at most: the old one goes first, so that the index never sees two."""
    await run("UPDATE saved_view SET is_default = false WHERE staff_id = $1 AND is_default", staff_id)
    await run("UPDATE saved_view SET is_default = true WHERE staff_id = $1 AND id = $2", staff_id, view_id)


async def default_view(staff_id: UUID) -> Row | None:
    return await row("SELECT name, query FROM saved_view WHERE staff_id = $1 AND is_default", staff_id)


async def put_shared(staff_id: UUID, view_id: UUID, desk: str | None) -> None:
    await run("UPDATE saved_view SET shared_desk = $3 WHERE staff_id = $1 AND id = $2", staff_id, view_id, desk)


async def count_shared(desk: str) -> int:
    found: int = await value("SELECT count(*) FROM saved_view WHERE shared_desk = $1", desk)
    return found


async def rename_view(staff_id: UUID, view_id: UUID, name: str) -> None:
    await run("UPDATE saved_view SET name = $3 WHERE staff_id = $1 AND id = $2", staff_id, view_id, name)


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
