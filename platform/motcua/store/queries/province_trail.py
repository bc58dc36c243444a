"""The province's own trail, newest first. It is the chain of `review` kept in the province's schema."""

from __future__ import annotations

from motcua.store.engine import Row
from motcua.store.rows import rows


async def events_before(seq: int | None, *, limit: int) -> list[Row]:
    return await rows(
        """SELECT seq, procedure_key AS about, at, kind, actor_name, data FROM review_event
        WHERE $1::bigint IS NULL OR seq < $1 ORDER BY seq DESC LIMIT $2""",
        seq,
        limit,
        json=("data",),
    )


async def events_about(about: str, *, limit: int) -> list[Row]:
    return await rows(
        """SELECT seq, at, kind, actor_name, data FROM review_event WHERE procedure_key = $1
        ORDER BY seq DESC LIMIT $2""",
        about,
        limit,
        json=("data",),
    )
