"""What agencies ask the director to allow: another request for a supplement."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, value


async def ask(wish_id: UUID, dossier_id: UUID, reason: str, allowed: int, name: str, at: datetime) -> bool:
    """False while one is open."""
    return bool(
        await value(
            """INSERT INTO supplement_wish (id, dossier_id, state, reason, allowed_before, asked_by_name, asked_at)
            VALUES ($1, $2, 'asked', $3, $4, $5, $6)
            ON CONFLICT (dossier_id) WHERE state = 'asked' DO NOTHING RETURNING true""",
            wish_id,
            dossier_id,
            reason,
            allowed,
            name,
            at,
        )
    )


async def last_of(dossier_id: UUID) -> Row | None:
    return await row(
        """SELECT id, state, reason, allowed_before, asked_by_name, asked_at, answer, answered_by_name, answered_at
        FROM supplement_wish WHERE dossier_id = $1 ORDER BY asked_at DESC, id LIMIT 1""",
        dossier_id,
    )


async def answer(dossier_id: UUID, state: str, says: str, name: str, at: datetime) -> bool:
    """False where none is open."""
    return bool(
        await value(
            """UPDATE supplement_wish SET state = $2, answer = $3, answered_by_name = $4, answered_at = $5
            WHERE dossier_id = $1 AND state = 'asked' RETURNING true""",
            dossier_id,
            state,
            says,
            name,
            at,
        )
    )


_OPEN = """FROM supplement_wish w JOIN dossier d ON d.id = w.dossier_id
    WHERE w.state = 'asked' AND d.is_open AND d.supplements_allowed = w.allowed_before"""


async def asked(limit: int) -> list[Row]:
    """What nobody has answered, the longest waiting first."""
    return await rows(
        f"""SELECT d.id, d.code, d.version, d.version_hash, d.agency, d.at_agency, d.at_desk, d.due_at, w.reason,
            w.asked_by_name, w.asked_at {_OPEN} ORDER BY w.asked_at, w.id LIMIT $1""",
        limit,
    )


async def count_asked() -> int:
    return int(await value(f"SELECT count(*) {_OPEN}"))
