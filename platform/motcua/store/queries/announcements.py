"""What the province tells its centers: read by every center, written by the province alone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import rows, run, value

_COLUMNS = "id, title, body, audience, center_key, from_on, to_on, made_by, made_at, ended_at, ended_by"
MOST_SHOWN = 5


async def announced_at(center: str, day: date, *, to_staff: bool) -> list[Row]:
    """What stands on a center's pages that day, the newest first; to the public only what is for everyone."""
    return await rows(
        f"""SELECT {_COLUMNS} FROM catalog.announcement
        WHERE ended_at IS NULL AND from_on <= $2 AND (to_on IS NULL OR to_on >= $2)
            AND (center_key IS NULL OR center_key = $1) AND ($3 OR audience = 'everyone')
        ORDER BY from_on DESC, made_at DESC, id LIMIT {MOST_SHOWN}""",  # noqa: S608
        center,
        day,
        to_staff,
    )


async def announcements(*, before: datetime | None = None, limit: int) -> list[Row]:
    """All that were ever made, the newest first."""
    return await rows(
        f"""SELECT {_COLUMNS} FROM catalog.announcement WHERE $1::timestamptz IS NULL OR made_at < $1
        ORDER BY made_at DESC, id LIMIT $2""",  # noqa: S608
        before,
        limit,
    )


async def add_announcement(
    announcement_id: UUID,
    *,
    title: str,
    body: str,
    audience: str,
    center: str | None,
    from_on: date,
    to_on: date | None,
    by: str,
    at: datetime,
) -> None:
    await run(
        """INSERT INTO catalog.announcement (id, title, body, audience, center_key, from_on, to_on, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        announcement_id,
        title,
        body,
        audience,
        center,
        from_on,
        to_on,
        by,
        at,
    )


async def end_announcement(announcement_id: UUID, by: str, at: datetime) -> str | None:
    """Its title; None when there is none, or it has ended before."""
    title: str | None = await value(
        """UPDATE catalog.announcement SET ended_at = $3, ended_by = $2
        WHERE id = $1 AND ended_at IS NULL RETURNING title""",
        announcement_id,
        by,
        at,
    )
    return title
