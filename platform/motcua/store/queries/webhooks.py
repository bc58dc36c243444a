"""Where machines want to be told, and what was told. Times are real time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

_WEBHOOK = "w.id, w.key_id, w.url, w.state, w.after, w.failures, w.next_at, w.created_at"
_IN_FORCE = "k.revoked_at IS NULL AND k.expires_at > $1"


async def insert_webhook(
    webhook_id: UUID, key_id: UUID, url: str, *, secret_sealed: str, after: int, at: datetime
) -> None:
    await run(
        """INSERT INTO webhook (id, key_id, url, secret_sealed, state, after, next_at, created_at)
        VALUES ($1, $2, $3, $4, 'on', $5, $6, $6)""",
        webhook_id,
        key_id,
        url,
        secret_sealed,
        after,
        at,
    )


async def webhooks_of(key_id: UUID, most: int) -> list[Row]:
    """Of one key, the newest first; those that were ended are told of no more."""
    return await rows(
        f"""SELECT {_WEBHOOK} FROM webhook w WHERE w.key_id = $1 AND w.state <> 'ended'
        ORDER BY w.created_at DESC, w.id LIMIT $2""",  # noqa: S608
        key_id,
        most,
    )


async def all_webhooks(most: int) -> list[Row]:
    """Of every key that is in use, for the page of keys."""
    return await rows(
        f"SELECT {_WEBHOOK} FROM webhook w WHERE w.state <> 'ended' ORDER BY w.created_at DESC, w.id LIMIT $1",  # noqa: S608
        most,
    )


async def find_webhook(webhook_id: UUID, *, lock: bool = False) -> Row | None:
    for_update = " FOR UPDATE" if lock else ""
    return await row(
        f"SELECT {_WEBHOOK} FROM webhook w WHERE w.id = $1 AND w.state <> 'ended'{for_update}",  # noqa: S608
        webhook_id,
    )


async def due_webhooks(now: datetime) -> list[UUID]:
    """Those that may have something to be told and are not waiting for another try; none in a center that was not
    raised to this release yet."""
    if await value("SELECT to_regclass('webhook')") is None:
        return []
    return [
        found["id"]
        for found in await rows(
            f"""SELECT w.id FROM webhook w JOIN api_key k ON k.id = w.key_id
            WHERE w.state = 'on' AND w.next_at <= $1 AND {_IN_FORCE} ORDER BY w.next_at LIMIT 1000""",  # noqa: S608
            now,
        )
    ]


async def lease_webhook(webhook_id: UUID, now: datetime, until: datetime) -> Row | None:
    """The subscription with its secret and its key's scope, held for one worker; None: nobody's turn, or another's."""
    return await row(
        f"""UPDATE webhook w SET leased_until = $3 FROM api_key k
        WHERE w.id = $2 AND k.id = w.key_id AND w.state = 'on' AND w.next_at <= $1 AND {_IN_FORCE}
            AND (w.leased_until IS NULL OR w.leased_until <= $1)
        RETURNING {_WEBHOOK}, w.secret_sealed, k.desks""",  # noqa: S608
        now,
        webhook_id,
        until,
    )


async def release_webhook(webhook_id: UUID) -> None:
    await run("UPDATE webhook SET leased_until = NULL WHERE id = $1", webhook_id)


async def move_on(webhook_id: UUID, was: int, after: int) -> None:
    """What was told, or is not for it, is behind it. A replay that was asked for meanwhile stands."""
    await run(
        "UPDATE webhook SET after = $3, failures = 0 WHERE id = $1 AND after = $2 AND state = 'on'",
        webhook_id,
        was,
        after,
    )


async def put_off(webhook_id: UUID, *, failures: int, next_at: datetime, is_held: bool) -> None:
    await run(
        """UPDATE webhook SET failures = $2, next_at = $3, state = CASE WHEN $4 THEN 'held' ELSE state END
        WHERE id = $1 AND state = 'on'""",
        webhook_id,
        failures,
        next_at,
        is_held,
    )


async def replay_from(webhook_id: UUID, after: int, now: datetime) -> None:
    await run(
        "UPDATE webhook SET after = $2, failures = 0, next_at = $3, state = 'on' WHERE id = $1 AND state <> 'ended'",
        webhook_id,
        after,
        now,
    )


async def end_webhook(webhook_id: UUID) -> None:
    await run("UPDATE webhook SET state = 'ended' WHERE id = $1", webhook_id)


async def note_delivery(
    webhook_id: UUID,
    *,
    position: int,
    event_id: str,
    attempt: int,
    at: datetime,
    status: int | None,
    outcome: str,
    took_ms: int,
) -> None:
    await run(
        """INSERT INTO webhook_delivery (webhook_id, position, event_id, attempt, at, status, outcome, took_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        webhook_id,
        position,
        event_id,
        attempt,
        at,
        status,
        outcome,
        took_ms,
    )


async def deliveries_of(webhook_id: UUID, before: int | None, limit: int) -> list[Row]:
    """The newest first, from below the delivery `before`."""
    return await rows(
        """SELECT id, position, event_id, attempt, at, status, outcome, took_ms FROM webhook_delivery
        WHERE webhook_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3""",
        webhook_id,
        before,
        limit,
    )


async def sweep_deliveries(before: datetime) -> None:
    if await value("SELECT to_regclass('webhook_delivery')") is None:
        return
    await run("DELETE FROM webhook_delivery WHERE at < $1", before)


async def count_webhooks(key_id: UUID) -> int:
    return int(await value("SELECT count(*) FROM webhook WHERE key_id = $1 AND state <> 'ended'", key_id))
