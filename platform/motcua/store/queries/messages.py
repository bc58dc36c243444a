"""Messages as they are put in the queue and as pages list them. What moves them on stands in `sending`."""

from __future__ import annotations

from collections.abc import Iterable
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
    queued_by: UUID | None = None,
) -> bool:
    """False when a message of this key is there already. What it says and to whom is sealed."""
    added = await value(
        """INSERT INTO message (id, once_key, dossier_id, occasion, at, channel, sealed, address_shown, state,
            queued_at, next_at, not_after, queued_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)
        ON CONFLICT (once_key) DO NOTHING RETURNING true""",
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
        queued_by,
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
    "provider_says, problem, is_again, queued_by"
)


async def messages_of_dossier(dossier_id: UUID) -> list[Row]:
    """With their seals: whoever may see the dossier may read what its applicant was told."""
    return await rows(
        f"SELECT {SHOWN}, sealed FROM message WHERE dossier_id = $1 ORDER BY at, id",  # noqa: S608
        dossier_id,
    )


async def messages_from(state: str | None, after: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """The latest first, by key: from a place on, of one state or of all. Without what they say and to whom."""
    columns = ", ".join(f"m.{name}" for name in SHOWN.split(", "))
    at, message_id = after or (None, None)
    return await rows(
        f"""SELECT {columns}, d.code FROM message m LEFT JOIN dossier d ON d.id = m.dossier_id
        WHERE ($1::text IS NULL OR m.state = $1)
        AND ($2::timestamptz IS NULL OR (m.queued_at, m.id) < ($2, $3::uuid))
        ORDER BY m.queued_at DESC, m.id DESC LIMIT $4""",  # noqa: S608
        state,
        at,
        message_id,
        limit,
    )


async def untold(
    states: Iterable[str], occasions: Iterable[str], agencies: Iterable[str] | None, limit: int
) -> list[Row]:
    """What did not reach the applicants of these agencies' dossiers (None: of all), the longest first; `together`
    counts all of them."""
    return await rows(
        """SELECT m.dossier_id, m.occasion, m.state, m.at, d.code, count(*) OVER () AS together
        FROM message m JOIN dossier d ON d.id = m.dossier_id
        WHERE m.state = ANY($1) AND m.occasion = ANY($2) AND ($3::text[] IS NULL OR d.agency = ANY($3))
        ORDER BY m.queued_at, m.id LIMIT $4""",
        list(states),
        list(occasions),
        None if agencies is None else list(agencies),
        limit,
    )


async def put_told(message_id: UUID, states: Iterable[str], told_by: UUID) -> bool:
    """Somebody told the person by another way. False where there is nothing to be told."""
    return bool(
        await value(
            "UPDATE message SET state = 'told', told_by = $3 WHERE id = $1 AND state = ANY($2) RETURNING true",
            message_id,
            list(states),
            told_by,
        )
    )


async def count_unfinished() -> dict[str, int]:
    """By state, of what is not on its way for good: what waits, and what a person has to look at."""
    found = await rows(
        """SELECT state, count(*) AS n FROM message
        WHERE state IN ('waiting', 'claimed', 'giving', 'failed', 'unknown', 'no_address') GROUP BY state"""
    )
    return {row["state"]: row["n"] for row in found}


async def load_message(message_id: UUID, *, lock: bool = False) -> dict[str, Any] | None:
    """One message with its seal."""
    held = " FOR UPDATE" if lock else ""
    return await row(f"SELECT {SHOWN}, sealed FROM message WHERE id = $1{held}", message_id)  # noqa: S608
