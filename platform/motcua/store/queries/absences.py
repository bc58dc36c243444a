"""Absences: who is away from when to when, and who stands in for them. Days are business days of the center."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.accounts import STAFF, at_work
from motcua.store.rows import rows, run, value

COLUMNS = """b.id, b.staff_id, b.substitute_id, b.from_on, b.to_on, b.reason, b.entered_by, b.entered_at, b.ended_by,
    b.ended_at"""


async def people_away(substitutes: Sequence[UUID], today: date) -> list[Row]:
    """The accounts (columns of `STAFF`) that any of `substitutes` stands in for today."""
    return await rows(
        f"""SELECT {STAFF} FROM staff s WHERE {at_work("$2")} AND EXISTS (
            SELECT 1 FROM absence b WHERE b.staff_id = s.id AND b.substitute_id = ANY($1::uuid[])
            AND b.ended_at IS NULL AND $2 BETWEEN b.from_on AND b.to_on) ORDER BY s.username""",  # noqa: S608
        list(substitutes),
        today,
    )


async def insert_absence(
    absence_id: UUID,
    staff_id: UUID,
    substitute_id: UUID,
    *,
    from_on: date,
    to_on: date,
    reason: str,
    by: UUID,
    at: datetime,
) -> None:
    await run(
        """INSERT INTO absence (id, staff_id, substitute_id, from_on, to_on, reason, entered_by, entered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        absence_id,
        staff_id,
        substitute_id,
        from_on,
        to_on,
        reason,
        by,
        at,
    )


async def end_absence(absence_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Back before the last day; False when it had ended already."""
    ended = await value(
        "UPDATE absence SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING id",
        absence_id,
        by,
        at,
    )
    return ended is not None


async def lock_absences() -> None:
    """One entry at a time: two at once could make a circle that neither shows."""
    await run("SELECT pg_advisory_xact_lock(hashtext(current_schema || '/absence'))")


async def open_absences(since: date) -> list[Row]:
    """Those that last until `since` or later and were not ended, the first first."""
    return await rows(
        f"""SELECT {COLUMNS} FROM absence b WHERE b.ended_at IS NULL AND b.to_on >= $1
        ORDER BY b.from_on, b.id""",  # noqa: S608
        since,
    )


async def past_absences(since: date, limit: int) -> list[Row]:
    """Those that are over, the latest first."""
    return await rows(
        f"""SELECT {COLUMNS} FROM absence b WHERE b.ended_at IS NOT NULL OR b.to_on < $1
        ORDER BY b.to_on DESC, b.id LIMIT $2""",  # noqa: S608
        since,
        limit,
    )
