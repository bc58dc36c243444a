"""Who looked, written beside the look itself: one statement, one row a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import rows, run


async def note_viewed(
    subject: UUID, staff_id: UUID, on_day: date, *, name: str, title: str, agency: str | None, at: datetime
) -> None:
    await run(
        """INSERT INTO viewed AS v (subject, staff_id, on_day, name, title, agency, first_at, last_at, times)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 1)
        ON CONFLICT (subject, staff_id, on_day) DO UPDATE SET last_at = greatest(v.last_at, excluded.last_at),
            times = v.times + 1, name = excluded.name, title = excluded.title, agency = excluded.agency""",
        subject,
        staff_id,
        on_day,
        name,
        title,
        agency,
        at,
    )


async def viewed_of(subjects: Collection[UUID], before: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """A row for each person and day, whichever of the subjects they opened; the latest first. `before` is where the
    page before ended."""
    older = "HAVING (max(last_at), staff_id) < ($3, $4)" if before else ""
    return await rows(
        f"""SELECT staff_id, max(name) AS name, max(title) AS title, max(agency) AS agency, min(first_at) AS first_at,
            max(last_at) AS last_at, sum(times)::bigint AS times
        FROM viewed WHERE subject = ANY($1) GROUP BY staff_id, on_day {older}
        ORDER BY max(last_at) DESC, staff_id DESC LIMIT $2""",  # noqa: S608
        list(subjects),
        limit,
        *(before or ()),
    )
