"""Procedures as services need them: the version of a dossier, and what a center offers today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.centers import here
from motcua.domain.errors import NotHere
from motcua.domain.procedures import ProcedureVersion
from motcua.services.office import Office
from motcua.store.queries.catalog import load_version, load_versions

MOST_KEPT = 1_000


def current(office: Office, key: str) -> ProcedureVersion | None:
    """Today's version of a procedure, if it is offered at this center."""
    found = office.catalog.procedures.get(key)
    return found if found is not None and found.plugin in here().plugins else None


def offered(office: Office) -> tuple[ProcedureVersion, ...]:
    """What this center takes in: the procedures of the agencies whose plugin is switched on here."""
    return tuple(version for version in office.catalog.procedures.values() if version.plugin in here().plugins)


async def version_of(office: Office, version_hash: str) -> ProcedureVersion:
    """A version by its hash, from memory or as it was stored; NotHere when nobody ever stored it."""
    if (known := _known(office, version_hash)) is not None:
        return known
    body = await load_version(version_hash)
    if body is None:
        raise NotHere("Không tìm thấy thủ tục này.")
    return _keep(office, version_hash, ProcedureVersion.from_data(body))


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
