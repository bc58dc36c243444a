"""How a center and the queue stand, in numbers, for whoever watches the machine."""

from __future__ import annotations

from typing import Any, NamedTuple

import asyncpg

from motcua.store.queries.worklists import Asked, Due
from motcua.store.queue import open_queue_pool
from motcua.store.rows import value


async def count_open() -> int:
    """Open dossiers of the center entered. Read from an index that holds the open ones alone (dossier_by_due)."""
    found: int = await value("SELECT count(*) FROM dossier WHERE is_open")
    return found


async def count_late(late: Due) -> int:
    """The overdue among them, by the one clause; from the same index, only as far as the date has passed."""
    asked = Asked()
    clause = late.clause(asked)
    found: int = await value(f"SELECT count(*) FROM dossier d WHERE {clause}", *asked.args)  # noqa: S608
    return found


class QueueLine(NamedTuple):
    """Jobs of one kind in one state (queued, picked, failed), and the age in seconds of the oldest."""

    kind: str
    state: str
    jobs: int
    oldest: float


# What waits for its center to be opened (jobs/worker.py) is no older than its next turn.
QUEUE = """SELECT entrypoint, status::text, count(*),
        extract(epoch FROM now() - min(greatest(created, execute_after)))::float8
    FROM jobs.pgqueuer GROUP BY entrypoint, status ORDER BY entrypoint, status"""


async def queue_standing(app_url: str) -> list[QueueLine]:
    """What is in the queue; finished jobs are not. On a connection that acts as the queue's role."""
    pool = await open_queue_pool(app_url)
    try:
        return [QueueLine(*record) for record in await pool.fetch(QUEUE)]
    finally:
        await pool.close()


async def answers(url: str, seconds: float = 5) -> bool:
    """Whether the database can be asked something, by a connection of its own: a full pool is no outage."""
    try:
        connection: Any = await asyncpg.connect(
            url, timeout=seconds, server_settings={"application_name": "motcua pulse"}
        )
    except asyncpg.TooManyConnectionsError:
        return True  # it is there, and busy
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    try:
        await connection.execute("SELECT 1", timeout=seconds)  # the simple protocol: PgBouncer may stand between
        return True
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    finally:
        connection.terminate()
