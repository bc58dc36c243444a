"""What the start of a server does for every center: nothing, where nothing has changed since the last one.

One question tells what each center stands on. A center on a level that this release serves is opened as it is; raising
levels is `motcua upgrade`'s. What a center's files and the installed plugins say is applied once and remembered by
its digest. A center that can't be opened is closed with a sentence, and the others go on.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from motcua.catalog.core_version import running
from motcua.catalog.plugins import described
from motcua.centers import Center, Centers, entered
from motcua.centers.business_time import business_now
from motcua.domain.errors import MotCuaError, Spoken, Unavailable
from motcua.readiness import Progress, silent
from motcua.services.deadlines.calendars import keep_calendar
from motcua.services.office import Office
from motcua.services.plugins.life import recall
from motcua.services.plugins.switches import keep_plugins
from motcua.services.setup.onboarding import FirstPasswords, Onboarded, onboard, owner_of, store_new_versions
from motcua.services.training.clock import keep_time
from motcua.settings import Clock, wall_clock
from motcua.store.engine import DB
from motcua.store.migrate import levels
from motcua.store.pools import unavailable
from motcua.store.upgrading import Standing, keep_data_hash, standings, why_not_served

LOG = logging.getLogger("motcua.starting")
#: Behind the digest of what was applied with something to say about it.
SAYS = "+"


class BehindRelease(Spoken):
    """The schema's level is none that this release serves."""

    def __str__(self) -> str:
        return f"{self.sentence} Cách sửa: chạy motcua upgrade của bản đang cài."


class Closed(NamedTuple):
    """Why a center is not opened: what its pages say, and what whoever starts the server reads."""

    shown: str
    says: str


class Start:
    """One start. `closed` holds, after `centers` was run through, the sentence of every center that is not opened."""

    def __init__(
        self, office: Office, first_passwords: FirstPasswords | None, clock: Clock, *, tell: Progress = silent
    ) -> None:
        self.office, self.clock = office, clock
        self.closed: dict[str, Closed] = {}
        self._first_passwords, self._tell = first_passwords, tell
        self._refusals: list[Exception] = []

    async def centers(self, *, raises: bool = False) -> AsyncIterator[Onboarded]:
        """Opens every center, and yields what was done for those for whom there was something. `raises` their level
        too. Raises the first refusal where no center can be opened."""
        office = self.office
        digests = await asyncio.to_thread(digests_of, office, list(office.centers))
        connection = await owner_of(office)
        try:
            known = await standings(connection)
            if any(key not in known or known[key].data_hash != digest for key, digest in digests.items()):
                await store_new_versions(connection, office, wall_clock())  # once, however many centers take them over
            async for report in self._each(connection, known, digests, raises=raises):
                yield report
        finally:
            await connection.close()
        if not office.centers and self._refusals:
            raise self._refusals[0]

    async def _each(
        self, connection: Any, known: Mapping[str, Standing], digests: Mapping[str, str], *, raises: bool
    ) -> AsyncIterator[Onboarded]:
        office = self.office
        every = list(office.centers.values())
        for number, center in enumerate(every):
            self._tell(f"Đang chuẩn bị {center.name}", number, len(every))
            stands = known.get(center.key)
            try:
                report = await self._open(connection, center, stands, digests[center.key], raises=raises)
                await keep_current(office.centers, center.key, self.clock)
            except Unavailable:
                raise  # the database is gone: no center's fault
            except Exception as refusal:
                if connection.is_closed():
                    raise unavailable() from refusal
                self._close(center, refusal)
                continue
            if report is not None:
                yield report

    async def _open(
        self, connection: Any, center: Center, stands: Standing | None, digest: str, *, raises: bool
    ) -> Onboarded | None:
        if stands is not None and not raises and (sentence := why_not_served(stands)):
            raise BehindRelease(sentence)
        if stands is not None and stands.data_hash == digest and (not raises or stands.level == levels("center")[-1]):
            await open_as_it_is(self.office, center)
            return None
        report = await onboard(
            self.office,
            center,
            business_at=business_now(center, self.clock),
            first_passwords=self._first_passwords,
            raises_level=stands is None or raises,
            applies_files=stands is None or _needs_files(stands.data_hash, digest),
            owner=connection,
        )
        await keep_data_hash(connection, center.key, _noted(digest, report))
        return report

    def _close(self, center: Center, refusal: Exception) -> None:
        is_ours = isinstance(refusal, MotCuaError)
        if not is_ours:
            LOG.error("the start could not prepare %s: %s", center.key, described(refusal))
        says = str(refusal) if is_ours else f"gây lỗi {described(refusal)}"
        # A page names no file and no line of the center's data; whoever starts the server reads them.
        shown = refusal.sentence if isinstance(refusal, BehindRelease) else "Chưa chuẩn bị được trung tâm này."
        self.closed[center.key] = Closed(shown, says)
        self._refusals.append(refusal)
        # Nothing of this process works for it: no page, no background round.
        self.office.centers.pop(center.key)


async def open_as_it_is(office: Office, center: Center) -> None:
    """A center of which everything is applied: this process gets to know it."""
    await DB.open_for(center)
    with entered(center):
        await recall(office)


async def keep_current(centers: Centers, key: str, clock: Clock) -> None:
    """A center's own time, plugins and calendar, as a process that opens it has them."""
    center = await keep_time(centers, key)
    await keep_plugins(centers, key)
    await keep_calendar(centers, key, business_now(center, clock), is_start=True)


async def keep_taken(office: Office, report: Onboarded) -> None:
    """At the end of what takes a center into work, beside the server: those that run open it as it stands now."""
    digests = await asyncio.to_thread(digests_of, office, [report.center])
    connection = await owner_of(office)
    try:
        await keep_data_hash(connection, report.center, _noted(digests[report.center], report))
    finally:
        await connection.close()


def _noted(digest: str, report: Onboarded) -> str:
    """What is remembered as applied. What somebody must know is said at every start: then all is applied again."""
    return digest + SAYS if report.told else digest


def is_applied(data_hash: str, digest: str) -> bool:
    """Whether what was applied to a center's data is what its folder and the installation say."""
    return data_hash.removesuffix(SAYS) == digest


def _needs_files(data_hash: str, digest: str) -> bool:
    return data_hash.endswith(SAYS) or data_hash.partition(":")[0] != digest.partition(":")[0]


def digests_of(office: Office, keys: Iterable[str]) -> Mapping[str, str]:
    """Of everything that opening a center applies to its data, in two halves (`files:installed`): its folder and the
    province's file; the procedures and plugins that are installed. In a thread: it reads files."""
    shared, installed = hashlib.sha256(), hashlib.sha256(running().encode())
    for version in sorted(office.catalog.procedures.values(), key=lambda each: each.key):
        installed.update(f"{version.key} {version.hash} {version.plugin_version}\n".encode())
    for key, plugin in sorted(office.catalog.plugins.by_key.items()):
        installed.update(f"{key} {plugin.version} {plugin.name}\n".encode())
    folder = office.settings.tenants_dir
    _add(shared, folder, folder / "province.toml")
    found = {}
    for key in keys:
        digest = shared.copy()
        for path in sorted((folder / key).rglob("*")):
            _add(digest, folder, path)
        found[key] = f"{digest.hexdigest()}:{installed.hexdigest()}"
    return found


def _add(digest: Any, folder: Path, path: Path) -> None:
    if path.is_file():
        digest.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
