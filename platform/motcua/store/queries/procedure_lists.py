"""Official lists that were uploaded: kept as read, changed once, when they are confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, to_json, value


async def insert_list(
    list_id: UUID, name: str, *, decision: Mapping[str, Any], body: Sequence[Sequence[str]], by: UUID, at: datetime
) -> None:
    await run(
        """INSERT INTO procedure_list (id, name, decision, body, uploaded_by, uploaded_at)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        list_id,
        name,
        to_json(decision),
        to_json(body),
        by,
        at,
    )


async def load_list(list_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(
        f"""SELECT id, name, decision, body, uploaded_at, taken, confirmed_at FROM procedure_list WHERE id = $1
        {"FOR NO KEY UPDATE" if lock else ""}""",  # noqa: S608
        list_id,
        json=("decision", "body"),
    )


async def latest_lists(most: int) -> list[Row]:
    """Without their content, the last first."""
    return await rows(
        """SELECT id, name, uploaded_at, taken, confirmed_at FROM procedure_list
        ORDER BY uploaded_at DESC, id LIMIT $1""",
        most,
    )


async def confirm_list(list_id: UUID, taken: int, at: datetime) -> bool:
    """False when it was confirmed before."""
    done = await value(
        """UPDATE procedure_list SET taken = $2, confirmed_at = $3 WHERE id = $1 AND confirmed_at IS NULL
        RETURNING id""",
        list_id,
        taken,
        at,
    )
    return done is not None
