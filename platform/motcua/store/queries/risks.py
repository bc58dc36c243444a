"""The column by which worklists are ordered, where no move writes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.rows import rows, run


async def open_dossiers(after: UUID, most: int) -> list[UUID]:
    """The next open dossiers by id."""
    found = await rows("SELECT id FROM dossier WHERE is_open AND id > $1 ORDER BY id LIMIT $2", after, most)
    return [each["id"] for each in found]


async def put_risk(dossier_id: UUID, risk_at: datetime | None) -> None:
    await run("UPDATE dossier SET risk_at = $2 WHERE id = $1", dossier_id, risk_at)
