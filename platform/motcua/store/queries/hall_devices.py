"""Machines in the hall: made by the administrator, paired once by a code, let in by a token until they are revoked."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

MOST = 200


async def insert_device(
    device_id: UUID, kind: str, name: str, *, by: UUID, pairing_mac: bytes, until: datetime, at: datetime
) -> bool:
    return bool(
        await value(
            """INSERT INTO hall_device (id, kind, name, made_by, made_at, pairing_mac, pairing_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING true""",
            device_id,
            kind,
            name,
            by,
            at,
            pairing_mac,
            until,
        )
    )


async def devices() -> list[Row]:
    """Those in use before those revoked, the newest first."""
    return await rows(
        """SELECT d.id, d.kind, d.name, d.made_at, d.paired_at, d.seen_at, d.revoked_at, d.pairing_until,
            d.token_hash IS NOT NULL AS is_paired, s.name AS made_by_name FROM hall_device d
        JOIN staff s ON s.id = d.made_by ORDER BY d.revoked_at IS NOT NULL, d.made_at DESC, d.id LIMIT $1""",
        MOST,
    )


async def pair(pairing_mac: bytes, token_hash: bytes, at: datetime) -> Row | None:
    """The code is used up by this; None for a wrong one, one too old, or one used before."""
    return await row(
        """UPDATE hall_device SET token_hash = $2, paired_at = $3, pairing_mac = NULL, pairing_until = NULL
        WHERE pairing_mac = $1 AND pairing_until > $3 AND revoked_at IS NULL RETURNING id, kind, name""",
        pairing_mac,
        token_hash,
        at,
    )


async def renew_pairing(device_id: UUID, pairing_mac: bytes, until: datetime) -> bool:
    """A new code for a machine whose browser forgot its token; the old token ends with it."""
    return bool(
        await value(
            """UPDATE hall_device SET pairing_mac = $2, pairing_until = $3, token_hash = NULL
            WHERE id = $1 AND revoked_at IS NULL RETURNING true""",
            device_id,
            pairing_mac,
            until,
        )
    )


async def device_of_token(token_hash: bytes) -> Row | None:
    return await row(
        "SELECT id, kind, name, seen_at FROM hall_device WHERE token_hash = $1 AND revoked_at IS NULL", token_hash
    )


async def note_seen(device_id: UUID, at: datetime, every: timedelta) -> None:
    await run(
        "UPDATE hall_device SET seen_at = $2 WHERE id = $1 AND (seen_at IS NULL OR seen_at < $3)",
        device_id,
        at,
        at - every,
    )


async def revoke(device_id: UUID, by: UUID, at: datetime) -> bool:
    return bool(
        await value(
            """UPDATE hall_device SET revoked_at = $3, revoked_by = $2, token_hash = NULL, pairing_mac = NULL,
                pairing_until = NULL WHERE id = $1 AND revoked_at IS NULL RETURNING true""",
            device_id,
            by,
            at,
        )
    )
