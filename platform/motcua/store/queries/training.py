"""Exercises that were begun, and what the trail says of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import rows, run


async def begin_task(staff_id: UUID, exercise: str, dossier_id: UUID | None, at: datetime) -> None:
    """Begun again, an exercise begins anew: with another dossier, not done."""
    await run(
        """INSERT INTO training_task (staff_id, exercise, dossier_id, begun_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (staff_id, exercise) DO UPDATE
        SET dossier_id = excluded.dossier_id, begun_at = excluded.begun_at""",
        staff_id,
        exercise,
        dossier_id,
        at,
    )


async def load_tasks(staff_id: UUID | None = None) -> list[Row]:
    """Tasks of one person, or of everybody, with the dossier as it stands."""
    return await rows(
        """SELECT t.staff_id, t.exercise, t.dossier_id, t.begun_at, d.code, d.state
        FROM training_task t LEFT JOIN dossier d ON d.id = t.dossier_id
        WHERE $1::uuid IS NULL OR t.staff_id = $1 ORDER BY t.begun_at, t.exercise""",
        staff_id,
    )


async def done_in_tasks(staff_id: UUID | None = None) -> list[Row]:
    """What people did themselves since they began: on a task's own dossier, or on any where it began without one.
    The first time of each kind."""
    return await rows(
        """SELECT t.staff_id, t.exercise, e.kind, min(e.at) AS at
        FROM training_task t JOIN event e
            ON e.actor_id = t.staff_id AND e.at >= t.begun_at
            AND (t.dossier_id IS NULL OR e.dossier_id = t.dossier_id)
        WHERE $1::uuid IS NULL OR t.staff_id = $1
        GROUP BY t.staff_id, t.exercise, e.kind""",
        staff_id,
    )
