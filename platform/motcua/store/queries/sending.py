"""What moves a message on: claimed on a lease, given, told. Every step asks whether the claim is still ours.

waiting → claimed (certainly not taken) → giving (the provider may have it) → sent, or back to waiting, or failed.
A claim is (id, attempt): whoever lost it to another attempt changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, value

CLAIMED = "id, attempts, occasion, channel, sealed, queued_at, is_again"


async def recover(now: datetime, repeatable: Sequence[str], most: int) -> None:
    """Takes back what a sender left lying. What was only claimed waits again. What was being given may have been
    taken: it is given again by the ways on which that does no harm; on others, and after `most` attempts, a person
    looks."""
    await value(
        """UPDATE message SET
            state = CASE WHEN state = 'claimed' THEN CASE WHEN attempts < $3 THEN 'waiting' ELSE 'failed' END
                WHEN channel = ANY($2) AND attempts < $3 THEN 'waiting' ELSE 'unknown' END,
            problem = 'Tiến trình gửi dừng giữa chừng.', is_again = is_again OR state = 'giving',
            next_at = $1, lease_until = NULL
        WHERE state IN ('claimed', 'giving') AND lease_until < $1""",
        now,
        list(repeatable),
        most,
    )


async def expire(now: datetime) -> None:
    """What would come too late is not sent; what it said is forgotten."""
    await value(
        """UPDATE message SET state = 'expired', sealed = ''
        WHERE state = 'waiting' AND next_at <= $1 AND not_after < $1""",
        now,
    )


async def claim(now: datetime, lease_until: datetime) -> Row | None:
    """The message that has waited longest, before it what is worth nothing later; others that send at the same time
    get others."""
    return await row(
        f"""UPDATE message SET state = 'claimed', attempts = attempts + 1, lease_until = $2
        WHERE id = (
            SELECT id FROM message WHERE state = 'waiting' AND next_at <= $1
            ORDER BY not_after NULLS LAST, next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
        ) RETURNING {CLAIMED}""",  # noqa: S608
        now,
        lease_until,
    )


async def giving(message_id: UUID, attempt: int, lease_until: datetime) -> bool:
    """False when the claim was lost meanwhile: then it must not be given."""
    return bool(
        await value(
            """UPDATE message SET state = 'giving', lease_until = $3
            WHERE id = $1 AND attempts = $2 AND state = 'claimed' RETURNING true""",
            message_id,
            attempt,
            lease_until,
        )
    )


async def sent(message_id: UUID, attempt: int, at: datetime, provider_says: str, *, forgets: bool) -> bool:
    """The provider has it. `forgets`: what it said is needed no more and must not stay."""
    return bool(
        await value(
            """UPDATE message SET state = 'sent', sent_at = $3, provider_says = $4, problem = '', lease_until = NULL,
                sealed = CASE WHEN $5 THEN '' ELSE sealed END
            WHERE id = $1 AND attempts = $2 AND state IN ('claimed', 'giving') RETURNING true""",
            message_id,
            attempt,
            at,
            provider_says,
            forgets,
        )
    )


async def not_sent(
    message_id: UUID, attempt: int, state: str, problem: str, *, next_at: datetime, is_unknown: bool
) -> bool:
    """Back in the queue for `next_at`, or at its end as `failed` or `unknown`. `is_unknown`: it may have been taken."""
    return bool(
        await value(
            """UPDATE message SET state = $3, problem = $4, next_at = $5, lease_until = NULL,
                is_again = is_again OR $6
            WHERE id = $1 AND attempts = $2 AND state IN ('claimed', 'giving') RETURNING true""",
            message_id,
            attempt,
            state,
            problem,
            next_at,
            is_unknown,
        )
    )


async def sent_since(at: datetime, most: int) -> int:
    """How many went out since, counted up to `most`."""
    found: int = await value(
        "SELECT count(*) FROM (SELECT 1 FROM message WHERE sent_at > $1 LIMIT $2) AS each", at, most
    )
    return found


async def is_anything_due(now: datetime) -> bool:
    return bool(
        await value(
            """SELECT EXISTS (SELECT 1 FROM message WHERE state = 'waiting' AND next_at <= $1)
            OR EXISTS (SELECT 1 FROM message WHERE state IN ('claimed', 'giving') AND lease_until < $1)""",
            now,
        )
    )


async def try_again(message_id: UUID, now: datetime) -> bool:
    """Somebody mended what was wrong: the same message, with attempts of its own again."""
    return bool(
        await value(
            """UPDATE message SET state = 'waiting', attempts = 0, next_at = $2, problem = ''
            WHERE id = $1 AND state IN ('failed', 'unknown') AND sealed <> '' RETURNING true""",
            message_id,
            now,
        )
    )
