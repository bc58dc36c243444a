"""Centers that come, change and go while a process serves: added at the console, by `motcua tenant onboard`, a training
twin opened or closed, one that left.

What takes a center into work remembers the digest of its data in the catalog when it is done. Every few seconds one
query and one look at the folders tell what changed; a center whose digest is the one remembered is opened as a start
opens it, and never one at which somebody is still at work. What could not be opened is tried again at every look, and
said once for each reason. A request does none of this.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from motcua.catalog.plugins import described
from motcua.centers import Center, Centers, read_center
from motcua.readiness import Readiness
from motcua.services.office import Office
from motcua.services.setup.starting import digests_of, is_applied, keep_current, open_as_it_is
from motcua.settings import Clock
from motcua.store.upgrading import Standing, standings_now, why_not_served

LOG = logging.getLogger("motcua.centers")
EVERY = timedelta(seconds=3)

Files = frozenset[tuple[str, int, int, int]]
"""By path: size, time of change of the content, of the file itself."""


class CenterWatch:
    """What one process knows of its centers. `look` brings that up to what the folders and the catalog say."""

    def __init__(self, office: Office, clock: Clock, readiness: Readiness) -> None:
        self.office, self.clock, self.readiness = office, clock, readiness
        self._digests: dict[str, tuple[Files, str]] = {}
        self._opened: dict[str, str] = {}
        self._failed: dict[str, str] = {}

    async def look(self) -> None:
        files = await asyncio.to_thread(_files_in, self.office.settings.tenants_dir)
        rows = await standings_now()
        here = sorted(files.keys() & rows.keys())
        for key in self.office.centers.keys() - set(here):
            self._close(key)
        self._digests = {key: self._digests[key] for key in here if key in self._digests}
        known = {key: seen for key, (seen, _) in self._digests.items()}
        if changed := [key for key in here if known.get(key) != files[key]]:
            for key, found in (await asyncio.to_thread(_digests_in, self.office, changed)).items():
                if isinstance(found, Exception):
                    self._could_not(key, found)
                else:
                    self._digests[key] = files[key], found
        for key in here:
            if key in self._digests and self._digests[key][0] == files[key]:
                await self._compare(key, self._digests[key][1], rows[key])

    async def _compare(self, key: str, digest: str, stands: Standing) -> None:
        is_known = key in self.office.centers
        if is_known and key not in self._opened:  # the start opened it, or the console of this process
            self._opened[key] = digest
            self.readiness.serve(key)
        if is_known and self._opened[key] == digest:
            self._failed.pop(key, None)
            return
        if not is_applied(stands.data_hash, digest) or why_not_served(stands):
            return
        try:
            center = await asyncio.to_thread(read_center, self.office.settings.tenants_dir / key)
            await self._open(center)
        except Exception as error:
            self._could_not(key, error)
            return
        self._opened[key] = digest
        self._failed.pop(key, None)

    def _could_not(self, key: str, error: Exception) -> None:
        reason = described(error)
        if self._failed.get(key) != reason:
            LOG.error("%s came or changed and could not be opened: %s", key, reason)
        self._failed[key] = reason

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
        self._failed.pop(key, None)
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
    failed = ""
    while not stop.is_set():
        try:
            await watch.look()
            failed = ""
        except Exception as error:  # the database is away for a while, a folder can't be read
            if (reason := described(error)) != failed:
                LOG.error("centers that come and go could not be looked at: %s", reason)
            failed = reason
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())


def _files_in(tenants: Path) -> dict[str, Files]:
    """By center, what its digest is made of as it lies there. Raises OSError where the folder itself can't be read."""
    shared = frozenset(_marks(tenants, [tenants / "province.toml"]))
    folders = sorted(each for each in tenants.iterdir() if (each / "center.toml").is_file())
    return {folder.name: shared.union(_marks(tenants, folder.rglob("*"))) for folder in folders}


def _marks(tenants: Path, paths: Iterable[Path]) -> Iterator[tuple[str, int, int, int]]:
    for path in paths:
        with contextlib.suppress(FileNotFoundError):  # somebody is removing the center
            stat = path.stat()
            yield str(path.relative_to(tenants)), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _digests_in(office: Office, keys: Iterable[str]) -> dict[str, str | OSError]:
    """Each center's alone: one whose files can't be read keeps no other waiting."""
    found: dict[str, str | OSError] = {}
    for key in keys:
        try:
            found[key] = digests_of(office, [key])[key]
        except OSError as error:
            found[key] = error
    return found
