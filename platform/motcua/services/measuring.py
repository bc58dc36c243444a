"""One round a minute: the numbers for Prometheus, and whether the database still answers, for `/health`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

from motcua import metrics
from motcua.catalog.plugins import described
from motcua.centers import Centers, entered
from motcua.centers.business_time import business_now
from motcua.readiness import Readiness
from motcua.services.deadlines.lateness import late_by
from motcua.settings import Clock, wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries.standing import answers, count_late, count_open, queue_standing

LOG = logging.getLogger("motcua.measuring")
EVERY = timedelta(minutes=1)
PULSE = timedelta(seconds=10)
AWAY = "Cơ sở dữ liệu không trả lời"
DATABASE = "database"


async def count_centers(centers: Centers, at: datetime) -> None:
    """Open and late dossiers of every center but training twins; what can't be counted keeps its old number, and the
    failure is one."""
    for key, center in list(centers.items()):
        if center.training is not None:  # nobody is woken for what a class leaves undone
            continue
        try:
            with entered(center):
                async with transaction():
                    opened, late = await count_open(), await count_late(late_by(business_now(center, lambda: at)))
        except Exception as error:
            metrics.COUNT_FAILURES.labels(key).inc()
            LOG.warning("counting %s failed: %s", key, described(error))
            continue
        metrics.DOSSIERS_OPEN.labels(key).set(opened)
        metrics.DOSSIERS_LATE.labels(key).set(late)
        metrics.COUNTED_AT.labels(key).set(wall_clock().timestamp())


async def count_jobs(app_url: str) -> None:
    lines = await queue_standing(app_url)
    metrics.JOBS.clear()  # a kind that is done with has no line
    for line in lines:
        metrics.JOBS.labels(line.kind, line.state).set(line.jobs)
    metrics.JOBS_OLDEST.set(max((line.oldest for line in lines if line.state == "queued"), default=0))


def watch_pool(readiness: Readiness) -> None:
    """What is read at the moment of asking."""
    metrics.READY.set_function(lambda: float(readiness.is_healthy))
    for state in ("open", "idle", "most"):
        metrics.POOL.labels(state).set_function(lambda state=state: DB.connections()[state])  # type: ignore[misc]


async def feel_pulse(readiness: Readiness, url: str) -> bool:
    """Asks the database once and tells `readiness`. Pages are not stopped by it: they say themselves what fails."""
    is_up = await answers(url)
    metrics.DATABASE_UP.set(is_up)
    readiness.warn(DATABASE, None if is_up else AWAY)
    return is_up


@contextlib.asynccontextmanager
async def measuring(
    centers: Centers, clock: Clock, readiness: Readiness, *, counts: bool, every: timedelta = EVERY
) -> AsyncIterator[None]:
    """For the length of a block. `counts`: somebody listens to the numbers (`MOTCUA_METRICS`)."""
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(_again(stop, PULSE, lambda: feel_pulse(readiness, DB.pools.requests_url)), name="pulse")
    ]
    if counts:
        watch_pool(readiness)

        async def count() -> None:
            await count_centers(centers, clock())
            await count_jobs(DB.pools.direct_url)

        tasks.append(asyncio.create_task(_again(stop, every, count), name="measuring"))
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _again(stop: asyncio.Event, every: timedelta, work: Callable[[], Awaitable[object]]) -> None:
    while not stop.is_set():
        try:
            await work()
        except Exception as error:
            LOG.warning("measuring failed: %s", described(error))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())
