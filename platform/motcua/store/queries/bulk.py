"""Batches of one move on many dossiers: what is to be done, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import from_json, row, rows, run, to_json, value
from motcua.store.secrets import seal, unseal

ANSWERS = "bulk.answers"
Answers = dict[str, dict[str, str]]
_BATCH = "id, staff_id, move, query, state, is_beside, has_more, at, finished_at"


async def add_batch(
    batch_id: UUID,
    staff_id: UUID,
    *,
    move: str,
    query: str,
    answers: Answers,
    state: str,
    is_beside: bool,
    has_more: bool,
    at: datetime,
) -> bool:
    """False when it was there already. `answers`: by dossier, those for all under ""."""
    added = await value(
        """INSERT INTO bulk_batch (id, staff_id, move, query, sealed, state, is_beside, has_more, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING true""",
        batch_id,
        staff_id,
        move,
        query,
        seal(to_json(answers), ANSWERS),
        state,
        is_beside,
        has_more,
        at,
    )
    return bool(added)


async def batch_of(batch_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(f"SELECT {_BATCH} FROM bulk_batch WHERE id = $1 {'FOR UPDATE' if lock else ''}", batch_id)  # noqa: S608


async def answers_of(batch_id: UUID) -> Answers:
    """Empty once they were forgotten."""
    sealed = await value("SELECT sealed FROM bulk_batch WHERE id = $1", batch_id)
    found: Answers = from_json(unseal(sealed, ANSWERS)) if sealed else {}
    return found


async def put_items(batch_id: UUID, picked: Sequence[tuple[UUID, int]]) -> None:
    """In their order. What is there already is left alone, but what was refused is to be tried again."""
    await run(
        """INSERT INTO bulk_item (batch_id, seq, dossier_id, seen, state)
        SELECT $1, (SELECT coalesce(max(i.seq), 0) FROM bulk_item i WHERE i.batch_id = $1) + p.n, p.id, p.seen,
            'waiting' FROM unnest($2::uuid[], $3::bigint[]) WITH ORDINALITY AS p(id, seen, n)
        ON CONFLICT (batch_id, dossier_id) DO UPDATE SET state = 'waiting', seen = excluded.seen, says = ''
        WHERE bulk_item.state = 'refused'""",
        batch_id,
        [each for each, _ in picked],
        [seen for _, seen in picked],
    )


async def set_running(batch_id: UUID) -> None:
    await run("UPDATE bulk_batch SET state = 'running', finished_at = NULL WHERE id = $1", batch_id)


async def next_item(batch_id: UUID) -> Row | None:
    """The next that waits, held until the transaction ends; what somebody else holds is theirs."""
    return await row(
        """SELECT seq, dossier_id, seen FROM bulk_item WHERE batch_id = $1 AND state = 'waiting'
        ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED""",
        batch_id,
    )


async def mark_item(batch_id: UUID, seq: int, state: str, says: str) -> None:
    await run(
        "UPDATE bulk_item SET state = $3, says = $4 WHERE batch_id = $1 AND seq = $2 AND state = 'waiting'",
        batch_id,
        seq,
        state,
        says,
    )


async def refuse_rest(batch_id: UUID, says: str) -> None:
    await run(
        "UPDATE bulk_item SET state = 'refused', says = $2 WHERE batch_id = $1 AND state = 'waiting'", batch_id, says
    )


async def finish(batch_id: UUID, at: datetime, *, forgets: bool) -> None:
    """Once nothing waits any more. `forgets`: what was answered is not kept."""
    await run(
        """UPDATE bulk_batch SET state = 'done', finished_at = $2, sealed = CASE WHEN $3 THEN '' ELSE sealed END
        WHERE id = $1 AND state = 'running'
        AND NOT EXISTS (SELECT FROM bulk_item i WHERE i.batch_id = $1 AND i.state = 'waiting')""",
        batch_id,
        at,
        forgets,
    )


async def counts_of(batches: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """How many of each batch are `waiting`, `done`, `refused`."""
    found: dict[UUID, dict[str, int]] = {each: {} for each in batches}
    for each in await rows(
        "SELECT batch_id, state, count(*) AS n FROM bulk_item WHERE batch_id = ANY($1::uuid[]) GROUP BY 1, 2",
        list(batches),
    ):
        found[each["batch_id"]][each["state"]] = each["n"]
    return found


async def items_of(batch_id: UUID, state: str | None, after: int, limit: int) -> list[Row]:
    """In their order, from a place on; `state` None: all of them."""
    where = "AND state = $4" if state else ""
    return await rows(
        f"""SELECT seq, dossier_id, state, says FROM bulk_item WHERE batch_id = $1 AND seq > $2 {where}
        ORDER BY seq LIMIT $3""",  # noqa: S608
        batch_id,
        after,
        limit,
        *([state] if state else []),
    )


async def batches_of(staff_id: UUID, limit: int) -> list[Row]:
    """What somebody did lately, the latest first; what was only looked at is left out."""
    return await rows(
        f"""SELECT {_BATCH} FROM bulk_batch WHERE staff_id = $1 AND state <> 'asked'
        ORDER BY at DESC, id DESC LIMIT $2""",  # noqa: S608
        staff_id,
        limit,
    )


async def under_way(staff_id: UUID) -> int:
    """How many batches of one person the worker has still to do."""
    found: int = await value(
        "SELECT count(*) FROM bulk_batch WHERE staff_id = $1 AND state = 'running' AND is_beside", staff_id
    )
    return found


async def sweep_batches(before: datetime) -> None:
    await run("DELETE FROM bulk_batch WHERE at < $1", before)


async def agreed(ids: Collection[UUID]) -> frozenset[UUID]:
    """Those that wait at a step for which a step before has proposed to grant, the last word on the way so far."""
    found = await rows(
        """SELECT d.id FROM dossier d JOIN step c ON c.id = d.current_step AND NOT c.signs
        WHERE d.id = ANY($1::uuid[]) AND d.state = 'processing' AND 'granted' = (
            SELECT s.proposal FROM step s WHERE s.dossier_id = d.id AND s.kind = 'step' AND s.state = 'done'
            AND s.ordinal < c.ordinal AND s.proposal IS NOT NULL ORDER BY s.ordinal DESC LIMIT 1)""",
        list(ids),
    )
    return frozenset(each["id"] for each in found)
