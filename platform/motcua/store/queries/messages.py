"""Messages as they are put in the queue and as pages list them. What moves them on stands in `sending`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import from_json, row, rows, run, to_json, value
from motcua.store.secrets import seal, unseal

LETTER = "message.letter"


def opened(sealed: str) -> dict[str, str]:
    """Who it goes to and what it says: `address`, `name`, `subject`, `text`, `short`. Empty once it was forgotten."""
    found: dict[str, str] = from_json(unseal(sealed, LETTER)) if sealed else {}
    return found


async def insert_message(
    message_id: UUID,
    letter: dict[str, str],
    *,
    once_key: str,
    dossier_id: UUID | None,
    occasion: str,
    at: datetime,
    channel: str,
    address_shown: str,
    state: str,
    now: datetime,
    not_after: datetime | None,
) -> bool:
    """False when a message of this key is there already. What it says and to whom is sealed."""
    added = await value(
        """INSERT INTO message (id, once_key, dossier_id, occasion, at, channel, sealed, address_shown, state,
            queued_at, next_at, not_after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) ON CONFLICT (once_key) DO NOTHING RETURNING true""",
        message_id,
        once_key,
        dossier_id,
        occasion,
        at,
        channel,
        seal(to_json(letter), LETTER),
        address_shown,
        state,
        now,
        not_after,
    )
    return bool(added)


async def message_of_key(once_key: str) -> UUID | None:
    found: UUID | None = await value("SELECT id FROM message WHERE once_key = $1", once_key)
    return found


async def choice_of(dossier_id: UUID) -> str | None:
    """By which way the applicant of a dossier wants to be told; None where nobody has said."""
    found: str | None = await value("SELECT channel FROM message_choice WHERE dossier_id = $1", dossier_id)
    return found


async def put_choice(dossier_id: UUID, channel: str, set_by: UUID | None, at: datetime) -> None:
    await run(
        """INSERT INTO message_choice (dossier_id, channel, set_by, set_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (dossier_id) DO UPDATE
        SET channel = excluded.channel, set_by = excluded.set_by, set_at = excluded.set_at""",
        dossier_id,
        channel,
        set_by,
        at,
    )


SHOWN = (
    "id, once_key, dossier_id, occasion, at, channel, address_shown, state, attempts, queued_at, next_at, sent_at, "
    "provider_says, problem, is_again"
)


async def messages_of_dossier(dossier_id: UUID) -> list[Row]:
    return await rows(f"SELECT {SHOWN} FROM message WHERE dossier_id = $1 ORDER BY at, id", dossier_id)  # noqa: S608


async def load_message(message_id: UUID, *, lock: bool = False) -> dict[str, Any] | None:
    """One message with its seal."""
    held = " FOR UPDATE" if lock else ""
    return await row(f"SELECT {SHOWN}, sealed FROM message WHERE id = $1{held}", message_id)  # noqa: S608
