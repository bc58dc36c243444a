"""Procedures as services need them: the version of a dossier, and what a center takes in on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.centers import here
from motcua.domain.effective import overridden
from motcua.domain.errors import NotHere
from motcua.domain.overrides import Override, in_effect
from motcua.domain.procedures import ProcedureVersion, canonical
from motcua.domain.review import Publication, ReviewState
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import review as stored
from motcua.store.queries.catalog import load_version, load_versions

MOST_KEPT = 1_000
GONE = "Phần mềm của cơ quan không còn được cài trên máy chủ: chưa nhận hồ sơ mới; hồ sơ đã nhận vẫn giải quyết tiếp."
NOT_PROPOSED = "Thủ tục chưa được đưa vào rà soát tại Trung tâm."
# Of several versions that are not received, the one that says most about why.
_TELLING = (ReviewState.PUBLISHED, ReviewState.SUSPENDED, ReviewState.WITHDRAWN, ReviewState.UNDER_REVIEW)


def installed(office: Office) -> tuple[ProcedureVersion, ...]:
    """Today's version of every procedure of the agencies whose plugin is switched on here, published or not."""
    return tuple(version for version in office.catalog.procedures.values() if version.plugin in here().plugins)


def known_here(office: Office) -> tuple[ProcedureVersion, ...]:
    """What is installed here, and what was once published here by a plugin that is off or gone: its dossiers, lists
    and books are here still."""
    today = installed(office)
    known = {version.key for version in today}
    return (*today, *(version for version in office.former.get(here().key, ()) if version.key not in known))


def takes_in(office: Office, version: ProcedureVersion) -> bool:
    """Whether the version's plugin is switched on here and there to be run: a dossier is taken in with its code."""
    return version.plugin in here().plugins and version.plugin in office.catalog.plugins.by_key


async def offered(office: Office, on: date) -> tuple[ProcedureVersion, ...]:
    """What this center takes in that day: the published versions, with what was decided over them."""
    async with transaction():
        received = await stored.received_on(on)
        versions = await versions_of(office, received.values())
        overrides = await decided_over()
    return tuple(
        _decided(office, versions[each], overrides, on)
        for _, each in sorted(received.items())
        if takes_in(office, versions[each])
    )


async def current(office: Office, key: str, on: date) -> ProcedureVersion | None:
    """The version of a procedure that is received that day, if there is one."""
    async with transaction():
        version_hash = (await stored.received_on(on, key)).get(key)
        if version_hash is None:
            return None
        version = await version_of(office, version_hash)
        if not takes_in(office, version):
            return None
        return _decided(office, version, await decided_over(key), on)


async def not_offered(office: Office, on: date) -> tuple[tuple[ProcedureVersion, str], ...]:
    """What is switched on here and not received that day, each with the sentence that says why."""
    async with transaction():
        publications: dict[str, list[Publication]] = {}
        for each in await stored.load_publications():
            publications.setdefault(each.procedure, []).append(each)
        received = await versions_of(office, (await stored.received_on(on)).values())
    gone = here().plugins - office.catalog.plugins.by_key.keys()
    found = [(version, GONE) for version in received.values() if version.plugin in gone]
    for version in installed(office):
        sentence = why_not_received(publications.get(version.key, ()), on)
        if sentence is not None:
            found.append((version, sentence))
    return tuple(found)


def why_not_received(publications: Sequence[Publication], on: date) -> str | None:
    """None where one version of the procedure is received that day."""
    if any(each.is_received_on(on) for each in publications):
        return None
    if not publications:
        return NOT_PROPOSED
    told = {each.state: each for each in publications}
    telling = next((told[state] for state in _TELLING if state in told), publications[-1])
    return telling.why_not_received_on(on)


async def decided_over(procedure: str | None = None) -> tuple[Override, ...]:
    """The overrides of the province and of this center, for one procedure or all; inside a transaction."""
    return (*here().province.overrides, *await stored.load_overrides(procedure))


async def as_decided(office: Office, version: ProcedureVersion, on: date) -> ProcedureVersion:
    """A version with what was decided over it that day."""
    async with transaction():
        return _decided(office, version, await decided_over(version.key), on)


def _decided(office: Office, version: ProcedureVersion, overrides: Iterable[Override], on: date) -> ProcedureVersion:
    return _with(office, version, in_effect(overrides, version.key, on))


def _with(office: Office, version: ProcedureVersion, overrides: Sequence[Override]) -> ProcedureVersion:
    if not overrides:
        return version
    key = f"{version.hash}/{canonical([each.to_data() for each in overrides])}"
    return office.versions.get(key) or _keep(office, key, overridden(version, overrides))


async def version_of(office: Office, version_hash: str) -> ProcedureVersion:
    """A version by its hash, from memory or as it was stored; NotHere when nobody ever stored it."""
    if (known := _known(office, version_hash)) is not None:
        return known
    body = await load_version(version_hash)
    if body is None:
        raise NotHere("Không tìm thấy thủ tục này.")
    return _keep(office, version_hash, ProcedureVersion.from_data(body))


async def version_for(office: Office, dossier: Mapping[str, Any]) -> ProcedureVersion:
    """The version that a dossier (its row) is pinned to, with what was decided over it on the day of reception."""
    version = await version_of(office, dossier["version_hash"])
    return _with(office, version, [Override.from_data(each) for each in dossier["overrides"]])


async def versions_of(office: Office, hashes: Iterable[str]) -> Mapping[str, ProcedureVersion]:
    """Several at once, for a list: at most one query."""
    wanted = set(hashes)
    found = {each: known for each in wanted if (known := _known(office, each)) is not None}
    missing = wanted - found.keys()
    if missing:
        for each, body in (await load_versions(missing)).items():
            found[each] = _keep(office, each, ProcedureVersion.from_data(body))
    return found


def _known(office: Office, version_hash: str) -> ProcedureVersion | None:
    if (kept := office.versions.get(version_hash)) is not None:
        return kept
    for version in office.catalog.procedures.values():
        if version.hash == version_hash:
            return _keep(office, version_hash, version)
    return None


def _keep(office: Office, version_hash: str, version: ProcedureVersion) -> ProcedureVersion:
    if len(office.versions) >= MOST_KEPT:
        office.versions.clear()
    office.versions[version_hash] = version
    return version
