"""What was asked of the director about due dates, and the answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.people import Staff
from motcua.store.engine import Row
from motcua.store.rows import rows, run, value


async def load_reappointments(dossier_id: UUID) -> list[Row]:
    """In the order in which they were asked."""
    return await rows(
        """SELECT id, state, due_was, new_due_at, reason, late_says, asked_by, asked_by_name, asked_at, answer,
            answered_by_name, answered_at
        FROM reappointment WHERE dossier_id = $1 ORDER BY id""",
        dossier_id,
    )


async def ask(
    dossier_id: UUID, by: Staff, at: datetime, *, due_was: datetime, new_due_at: datetime, reason: str, late_says: str
) -> int:
    """A second one while the first is open is refused by the database."""
    number: int = await value(
        """INSERT INTO reappointment (dossier_id, state, due_was, new_due_at, reason, late_says, asked_by,
            asked_by_name, asked_at)
        VALUES ($1, 'asked', $2, $3, $4, $5, $6, $7, $8) RETURNING id""",
        dossier_id,
        due_was,
        new_due_at,
        reason,
        late_says,
        by.id,
        by.name,
        at,
    )
    return number


async def answer(reappointment_id: int, state: str, by: Staff, at: datetime, says: str = "") -> None:
    """`approved` or `declined`, with the reason."""
    await run(
        """UPDATE reappointment SET state = $2, answered_by_name = $3, answered_at = $4, answer = $5
        WHERE id = $1 AND state = 'asked'""",
        reappointment_id,
        state,
        by.name,
        at,
        says,
    )


async def declined_for(staff_id: UUID, since: datetime, limit: int) -> list[Row]:
    """What this person asked and did not get, on dossiers that are still open and that nobody asked for again."""
    return await rows(
        """SELECT d.id, d.code, d.due_at, r.answer, r.answered_by_name, r.answered_at
        FROM reappointment r JOIN dossier d ON d.id = r.dossier_id
        WHERE r.asked_by = $1 AND r.state = 'declined' AND r.answered_at >= $2 AND d.is_open
            AND d.state <> ALL('{numbered,ready}'::text[])
            AND NOT EXISTS (SELECT FROM reappointment o WHERE o.dossier_id = r.dossier_id AND o.id > r.id)
        ORDER BY r.answered_at DESC, r.id DESC LIMIT $3""",
        staff_id,
        since,
        limit,
    )
