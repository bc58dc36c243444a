"""Who has a dossier open. A row lives as long as its page says so; real time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import rows, run


async def be_present(dossier_id: UUID, staff_id: UUID, at: datetime) -> None:
    await run(
        """INSERT INTO presence (dossier_id, staff_id, seen_at) VALUES ($1, $2, $3)
        ON CONFLICT (dossier_id, staff_id) DO UPDATE SET seen_at = excluded.seen_at""",
        dossier_id,
        staff_id,
        at,
    )


async def others_present(dossier_id: UUID, staff_id: UUID, since: datetime) -> list[Row]:
    """Everybody else whose page said so after `since`: name, title, seen_at."""
    return await rows(
        """SELECT s.name, s.title, p.seen_at FROM presence p JOIN staff s ON s.id = p.staff_id
        WHERE p.dossier_id = $1 AND p.staff_id <> $2 AND p.seen_at > $3 ORDER BY s.name_key, s.id""",
        dossier_id,
        staff_id,
        since,
    )


async def forget_presence(before: datetime) -> None:
    await run("DELETE FROM presence WHERE seen_at <= $1", before)
