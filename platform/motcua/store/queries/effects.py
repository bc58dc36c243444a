"""What plugins leave on a dossier (notes, notices), settings, and the queue. Effects run at least once: keyed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import from_json, row, rows, run, to_json, value


async def add_note(dossier_id: UUID, *, at: datetime, plugin: str, text: str, source_key: str) -> bool:
    """False when this effect had already run."""
    added = await value(
        """INSERT INTO note (dossier_id, at, plugin, text, source_key) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (source_key) DO NOTHING RETURNING true""",
        dossier_id,
        at,
        plugin,
        text,
        source_key,
    )
    return bool(added)


async def add_notice(
    dossier_id: UUID, *, at: datetime, event: str, channel: str, text: str, state: str, source_key: str
) -> bool:
    """False when this effect had already run."""
    added = await value(
        """INSERT INTO notice (dossier_id, at, event, channel, text, state, source_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (source_key) DO NOTHING RETURNING true""",
        dossier_id,
        at,
        event,
        channel,
        text,
        state,
        source_key,
    )
    return bool(added)


async def load_notes(dossier_id: UUID) -> list[Row]:
    return await rows("SELECT at, plugin, text FROM note WHERE dossier_id = $1 ORDER BY at, id", dossier_id)


NOTICE = "id, at, event, channel, text, state, source_key"


async def load_notices(dossier_id: UUID) -> list[Row]:
    return await rows(f"SELECT {NOTICE} FROM notice WHERE dossier_id = $1 ORDER BY at, id", dossier_id)  # noqa: S608


async def notices_of_event(dossier_id: UUID, seq: int) -> list[Row]:
    """What plugins want the applicant to be told of one event."""
    return await rows(
        f"""SELECT {NOTICE} FROM notice WHERE dossier_id = $1 AND channel = 'applicant'
        AND starts_with(source_key, $2) ORDER BY id""",  # noqa: S608
        dossier_id,
        f"{dossier_id}/{seq}/",
    )


async def enqueue(kind: str, payload: Mapping[str, Any]) -> int | None:
    """A job in the queue when this transaction commits; None when one with the same `key` still waits or runs."""
    job: int | None = await value("SELECT jobs.enqueue($1, $2::jsonb)", kind, to_json(payload))
    return job


async def get_setting(key: str) -> Any:
    """A setting of this center; None when it was never set."""
    found = await row("SELECT value FROM setting WHERE key = $1", key)
    return from_json(found["value"]) if found else None


async def get_settings(before: str) -> dict[str, Any]:
    """Every setting of this center whose key begins so, by what follows in its key."""
    found = await rows("SELECT key, value FROM setting WHERE starts_with(key, $1)", before)
    return {each["key"].removeprefix(before): from_json(each["value"]) for each in found}


async def put_setting(key: str, new: Any, *, set_by: UUID | None, at: datetime) -> None:
    await run(
        """INSERT INTO setting (key, value, set_by, set_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at""",
        key,
        to_json(new),
        set_by,
        at,
    )


async def replace_setting(key: str, new: Any, was: Any, *, set_by: UUID | None, at: datetime) -> bool:
    """False when the setting is not what it was (None: never set) any more; then nothing is changed."""
    if was is None:
        changed = await value(
            """INSERT INTO setting (key, value, set_by, set_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO NOTHING RETURNING true""",
            key,
            to_json(new),
            set_by,
            at,
        )
    else:
        changed = await value(
            "UPDATE setting SET value = $2, set_by = $3, set_at = $4 WHERE key = $1 AND value = $5 RETURNING true",
            key,
            to_json(new),
            set_by,
            at,
            to_json(was),
        )
    return bool(changed)
