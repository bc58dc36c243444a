"""The events of a center in one order that never changes behind a reader.

Transactions end in another order than they began, so neither a time nor a sequence taken while writing can page a feed:
a reader past number 7 would miss number 6, which is committed later. Here an event gets its position afterwards, under
one lock: whatever has none yet comes after everything that has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.store.engine import Row
from motcua.store.rows import rows, run, value

COUNTER = "event_feed"
WINDOW = 1_000
"""How many positions one look at the feed goes over, whether they are for this reader or not."""

_EVENT = """f.position, f.seq, e.at, e.kind, e.data, e.dossier_id, d.code, d.procedure_key, d.agency, d.version"""


async def give_positions(most: int = 5_000) -> int:
    """Positions for what was committed since, in the order in which each dossier's events were written; how many.

    The counter's row is the lock, held to the end of the transaction.
    """
    if await value("SELECT true FROM event_feed WHERE position IS NULL LIMIT 1") is None:
        return 0
    await run("INSERT INTO counter (key, last) VALUES ($1, 0) ON CONFLICT (key) DO NOTHING", COUNTER)
    last = await value("SELECT last FROM counter WHERE key = $1 FOR UPDATE", COUNTER)
    # A statement of its own: it sees what was committed until the lock was ours.
    given = await value(
        """WITH come AS (
            SELECT id, row_number() OVER (ORDER BY id) AS n
            FROM (SELECT id FROM event_feed WHERE position IS NULL ORDER BY id LIMIT $2) AS w
        ), placed AS (
            UPDATE event_feed f SET position = $1 + come.n FROM come WHERE f.id = come.id RETURNING f.position
        ) SELECT max(position) FROM placed""",
        last,
        most,
    )
    if given is None:
        return 0
    await run("UPDATE counter SET last = $2 WHERE key = $1", COUNTER, given)
    return int(given - last)


async def fill_in(since: datetime) -> int:
    """Events since a business instant that never came into the feed: written by the release before, while an upgrade
    was under way. They come last; how many."""
    return int(
        await value(
            """WITH added AS (
                INSERT INTO event_feed (dossier_id, seq) SELECT e.dossier_id, e.seq FROM event e
                WHERE e.at >= $1 AND NOT EXISTS (
                    SELECT 1 FROM event_feed f WHERE f.dossier_id = e.dossier_id AND f.seq = e.seq)
                ORDER BY e.at, e.dossier_id, e.seq ON CONFLICT DO NOTHING RETURNING 1
            ) SELECT count(*) FROM added""",
            since,
        )
    )


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
