"""Centers that come, change and go while a process serves: added at the console, by `motcua tenant onboard`, a training
twin opened or closed, one that left.

What takes a center into work remembers the digest of its data in the catalog when it is done. Every few seconds one
query and one look at the folders are compared with the last; a center whose digest is the one remembered is opened as
a start opens it, and never one at which somebody is still at work. A request does none of this.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

from motcua.catalog.plugins import described
from motcua.centers import Center, Centers, read_center
from motcua.readiness import Readiness
from motcua.services.office import Office
from motcua.services.starting import digests_of, is_applied, keep_current, open_as_it_is
from motcua.settings import Clock
from motcua.store.engine import DB
from motcua.store.queries.catalog import applied_centers
from motcua.store.upgrading import Standing, why_not_served

LOG = logging.getLogger("motcua.centers")
EVERY = timedelta(seconds=3)

Stand = tuple[Mapping[str, frozenset[tuple[str, int, int]]], Mapping[str, Standing]]


class CenterWatch:
    """What one process knows of its centers. `look` brings that up to what the folders and the catalog say."""

    def __init__(self, office: Office, clock: Clock, readiness: Readiness) -> None:
        self.office, self.clock, self.readiness = office, clock, readiness
        self._seen: Stand | None = None
        self._opened: dict[str, str] = {}

    async def look(self) -> None:
        folder = self.office.settings.tenants_dir
        files = await asyncio.to_thread(_files_in, folder)
        async with DB.catalog_transaction():
            rows = await applied_centers()
        if (files, rows) == self._seen:
            return
        here = sorted(files.keys() & rows.keys())
        for key in self.office.centers.keys() - set(here):
            self._close(key)
        digests = await asyncio.to_thread(digests_of, self.office, here)
        for key in here:
            await self._compare(key, digests[key], rows[key])
        self._seen = files, rows

    async def _compare(self, key: str, digest: str, stands: Standing) -> None:
        is_known = key in self.office.centers
        if is_known and key not in self._opened:  # the start opened it, or the console of this process
            self._opened[key] = digest
            self.readiness.serve(key)
        if is_known and self._opened[key] == digest:
            return
        if not is_applied(stands.data_hash, digest) or why_not_served(stands):
            return
        try:
            center = await asyncio.to_thread(read_center, self.office.settings.tenants_dir / key)
            await self._open(center)
        except Exception as error:
            LOG.error("%s came or changed and could not be opened: %s", key, described(error))
            return
        self._opened[key] = digest

    async def _open(self, center: Center) -> None:
        alone = Centers(self.office.centers.province, {center.key: center})
        await open_as_it_is(self.office, center)
        await keep_current(alone, center.key, self.clock)
        self.office.centers.add(alone[center.key])
        self.readiness.serve(center.key)
        LOG.info("%s is served from now on", center.key)

    def _close(self, key: str) -> None:
        self.office.centers.pop(key, None)
        self.office.former.pop(key, None)
        self._opened.pop(key, None)
        self.readiness.leave(key)
        LOG.info("%s is no more", key)


@contextlib.asynccontextmanager
async def watching(
    office: Office, clock: Clock, readiness: Readiness, *, every: timedelta = EVERY
) -> AsyncIterator[CenterWatch]:
    """Looks again and again for the length of a block."""
    watch, stop = CenterWatch(office, clock, readiness), asyncio.Event()
    task = asyncio.create_task(_looking(watch, stop, every), name="centers that come and go")
    try:
        yield watch
    finally:
        stop.set()
        await asyncio.gather(task, return_exceptions=True)


async def _looking(watch: CenterWatch, stop: asyncio.Event, every: timedelta) -> None:
    while not stop.is_set():
        try:
            await watch.look()
        except Exception as error:  # the database is away for a while, a folder can't be read
            LOG.error("centers that come and go could not be looked at: %s", described(error))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())


def _files_in(tenants: Path) -> dict[str, frozenset[tuple[str, int, int]]]:
    """By center, its files with size and time of change. Raises OSError where the folder itself can't be read."""
    found = {}
    for folder in sorted(each for each in tenants.iterdir() if (each / "center.toml").is_file()):
        seen = set()
        for path in folder.rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # somebody is removing the center
                stat = path.stat()
                seen.add((path.name, stat.st_size, stat.st_mtime_ns))
        found[folder.name] = frozenset(seen)
    return found
