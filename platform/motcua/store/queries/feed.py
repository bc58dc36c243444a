"""The events of a center in one order that never changes behind a reader.

Transactions end in another order than they began, so neither a time nor a sequence taken while writing can page a feed:
a reader past number 7 would miss number 6, which is committed later. Here an event gets its position afterwards, under
one lock: whatever has none yet comes after everything that has one. What a move writes knows nothing of it, so a center
without a reader pays nothing, and what was written before there was a feed comes into it like the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from motcua.store.engine import Row
from motcua.store.rows import rows, run, value

COUNTER = "event_feed"
WINDOW = 1_000
"""How many positions one look at the feed goes over, whether they are for this reader or not."""

_EVENT = """f.position, f.seq, e.at, e.kind, e.data, e.dossier_id, d.code, d.procedure_key, d.agency, d.version"""


async def give_positions(most: int = 1_000) -> int:
    """Positions for the events of up to `most` dossiers that were committed since, each dossier's in their order; how
    many.

    The counter's row is the lock, held to the end of the transaction. A dossier that somebody is working on at this
    moment is left for the next time, so that nobody waits for a reader.
    """
    if await value("SELECT true FROM dossier WHERE fed_seq < event_seq LIMIT 1") is None:
        return 0
    await run("INSERT INTO counter (key, last) VALUES ($1, 0) ON CONFLICT (key) DO NOTHING", COUNTER)
    last = await value("SELECT last FROM counter WHERE key = $1 FOR UPDATE", COUNTER)
    # Statements of their own: each sees what was committed until the lock before it was ours.
    heads = await rows(
        """SELECT id, fed_seq, event_seq FROM dossier WHERE fed_seq < event_seq ORDER BY id LIMIT $1
        FOR NO KEY UPDATE SKIP LOCKED""",
        most,
    )
    ids, froms, tos = ([head[name] for head in heads] for name in ("id", "fed_seq", "event_seq"))
    # In the order of time, but never one event of a dossier before an earlier one: a clock may have been set back.
    given = await value(
        """WITH come AS (
            SELECT e.dossier_id, e.seq, max(e.at) OVER (PARTITION BY e.dossier_id ORDER BY e.seq) AS at
            FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS h(id, fed_seq, event_seq)
            JOIN event e ON e.dossier_id = h.id AND e.seq > h.fed_seq AND e.seq <= h.event_seq
        ), placed AS (
            INSERT INTO event_feed (position, dossier_id, seq)
            SELECT $1 + row_number() OVER (ORDER BY at, dossier_id, seq), dossier_id, seq FROM come
            RETURNING position
        ) SELECT max(position) FROM placed""",
        last,
        ids,
        froms,
        tos,
    )
    await run(
        """UPDATE dossier SET fed_seq = h.event_seq
        FROM unnest($1::uuid[], $2::bigint[]) AS h(id, event_seq) WHERE dossier.id = h.id""",
        ids,
        tos,
    )
    if given is None:
        return 0
    await run("UPDATE counter SET last = $2 WHERE key = $1", COUNTER, given)
    return int(given - last)


async def has_readers() -> bool:
    """Whether anybody has a key here; nobody in a center that was not raised to this release yet."""
    if await value("SELECT to_regclass('api_key')") is None:
        return False
    return bool(await value("SELECT true FROM api_key WHERE revoked_at IS NULL LIMIT 1"))


async def last_position() -> int:
    """The last position given; 0 before the first."""
    return await value("SELECT last FROM counter WHERE key = $1", COUNTER) or 0


async def read_feed(
    after: int, *, kinds: Sequence[str], desks: Sequence[str], limit: int
) -> tuple[list[Row], int, bool]:
    """Events after a position on dossiers that come to one of `desks` (`agency/desk`), at most `limit`; the position
    to go on from; and whether there may be more already.

    One look goes over `WINDOW` positions, so that a reader with few dossiers costs no more than one with many.
    """
    end = min(after + WINDOW, await last_position())
    if end <= after:
        return [], after, False
    found = await rows(
        f"""SELECT {_EVENT} FROM event_feed f
        JOIN event e ON e.dossier_id = f.dossier_id AND e.seq = f.seq JOIN dossier d ON d.id = f.dossier_id
        WHERE f.position > $1 AND f.position <= $2 AND e.kind = ANY($3::text[])
            AND EXISTS (SELECT 1 FROM step s WHERE s.dossier_id = f.dossier_id
                AND s.agency || '/' || s.desk = ANY($4::text[]))
        ORDER BY f.position LIMIT $5""",  # noqa: S608
        after,
        end,
        list(kinds),
        list(desks),
        limit + 1,
        json=("data",),
    )
    if len(found) > limit:
        return found[:limit], found[limit - 1]["position"], True
    return found, end, end < await last_position()
