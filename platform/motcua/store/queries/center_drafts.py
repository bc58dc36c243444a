"""Centers that somebody of the province is putting together, page by page, until they are made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, to_json, value


async def add_draft(draft_id: UUID, data: Mapping[str, Any], by: str, at: datetime) -> None:
    await run(
        """INSERT INTO catalog.center_draft (id, data, made_by, made_at, changed_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (id) DO NOTHING""",
        draft_id,
        to_json(data),
        by,
        at,
    )


async def draft(draft_id: UUID) -> Row | None:
    return await row(
        "SELECT id, data, version, made_by, made_at, done_at FROM catalog.center_draft WHERE id = $1",
        draft_id,
        json=("data",),
    )


async def open_drafts(limit: int) -> list[Row]:
    return await rows(
        """SELECT id, data, made_by, changed_at FROM catalog.center_draft WHERE done_at IS NULL
        ORDER BY changed_at DESC, id LIMIT $1""",
        limit,
        json=("data",),
    )


async def save_draft(draft_id: UUID, data: Mapping[str, Any], seen: int, at: datetime) -> bool:
    """False when somebody was faster, or the center is made already."""
    saved = await value(
        """UPDATE catalog.center_draft SET data = $2, version = version + 1, changed_at = $4
        WHERE id = $1 AND version = $3 AND done_at IS NULL RETURNING true""",
        draft_id,
        to_json(data),
        seen,
        at,
    )
    return bool(saved)


async def close_draft(draft_id: UUID, at: datetime) -> bool:
    done = await value(
        "UPDATE catalog.center_draft SET done_at = $2 WHERE id = $1 AND done_at IS NULL RETURNING true", draft_id, at
    )
    return bool(done)
