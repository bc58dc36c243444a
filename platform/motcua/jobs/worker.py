"""The worker: takes jobs of all centers, enters the center stamped on each, runs its handler.

A job whose worker dies is given to another after `heartbeat`. A handler that raises leaves its job held as failed, for
a person to see. A job of a center that is not open here (its data is closed, another process has just made it) waits
until it is, and one that finds no connection until there is. Long computation belongs in a subprocess: while the event
loop stands heartbeats stop, and the job would be run twice at the same time.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import msgspec
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.domain.types import Channel
from pgqueuer.errors import RetryRequested
from pgqueuer.models import Job

from motcua.catalog.plugins import described
from motcua.centers import Center, entered, key_of
from motcua.domain.errors import MotCuaError
from motcua.jobs.port import Handler
from motcua.store.engine import DB
from motcua.store.pools import Busy
from motcua.store.queue import CHANNEL, open_queue_pool, queries

LOG = logging.getLogger(__name__)
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
WAITS = timedelta(minutes=1)
"""After so long a job of a center that is not open here is looked at again."""


class JobFailed(MotCuaError):
    """A handler raised: which exception and where, without its text."""


async def worker(
    handlers: Mapping[str, Handler],
    stop: asyncio.Event,
    *,
    centers: Mapping[str, Center],
    app_url: str | None = None,
    heartbeat: timedelta = timedelta(seconds=30),
    poll: timedelta = timedelta(seconds=5),
    batch: int = 4,
    waits: timedelta = WAITS,
) -> None:
    """Runs until `stop` is set; what is in hand is finished first. Survives a restart of the database."""
    failures = 0
    while not stop.is_set():
        try:
            await _serve(handlers, stop, centers, app_url or DB.pools.direct_url, heartbeat, poll, batch, waits)
            failures = 0
        except Exception as error:  # the worker must outlive whatever a lost connection raises
            LOG.warning("jobs worker starts again: %s", type(error).__name__)
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)


async def _serve(
    handlers: Mapping[str, Handler],
    stop: asyncio.Event,
    centers: Mapping[str, Center],
    app_url: str,
    heartbeat: timedelta,
    poll: timedelta,
    batch: int,
    waits: timedelta,
) -> None:
    pool = await open_queue_pool(app_url)
    try:
        driver = AsyncpgPoolDriver(pool)
        queue = PgQueuer(connection=driver, channel=Channel(CHANNEL), queries=queries(driver))
        for kind, handler in handlers.items():
            queue.entrypoint(kind, on_failure="hold", accepts_context=False)(_inside(handler, centers, waits))
        stopper = asyncio.create_task(_pass_on(stop, queue.shutdown))
        try:
            await queue.qm.run(
                dequeue_timeout=poll,
                batch_size=batch,
                # Without it a thousand jobs begin at once, and most find no connection.
                max_concurrent_tasks=2 * batch,
                heartbeat_timeout=heartbeat,
                shutdown_on_listener_failure=True,
            )
        finally:
            stopper.cancel()
    finally:
        try:
            await asyncio.wait_for(pool.close(), 5)
        except TimeoutError:
            pool.terminate()


async def _pass_on(stop: asyncio.Event, shutdown: asyncio.Event) -> None:
    await stop.wait()
    shutdown.set()


def _inside(handler: Handler, centers: Mapping[str, Center], waits: timedelta) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        schema = str((job.headers or {}).get("center"))
        # Centers come, go and change their calendar while we run: the job enters the center as it is then.
        key = key_of(schema)
        center = centers.get(key) if key is not None else None
        if center is None:
            raise RetryRequested(waits, f"{schema} is not open")
        try:
            with entered(center):
                await handler(msgspec.json.decode(job.payload or b"{}"))
        except Busy as error:
            raise RetryRequested(waits, "no connection") from error
        except Exception as error:
            # The queue logs and stores what a handler raises; a database's message quotes what people typed.
            raise JobFailed(described(error)) from None

    return run
