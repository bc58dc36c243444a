"""Procedure versions, kept for ever: a dossier finishes by the version it was received under.

A version never changes (its key is the hash of its body), so one read serves the process's whole life.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from motcua.store.engine import DB
from motcua.store.roles import OWNER
from motcua.store.rows import from_json, to_json


class StoredVersion(NamedTuple):
    """What is stored of a procedure version; `body` is `ProcedureVersion.to_data()`."""

    hash: str
    key: str
    plugin: str
    plugin_version: str
    body: Mapping[str, Any]


_versions: dict[str, Mapping[str, Any]] = {}
MOST_CACHED = 2_000


async def store_versions(owner_connection: Any, versions: Iterable[StoredVersion], at: datetime) -> int:
    """Adds the versions not yet known, with the owner's connection (centers only read); how many were new."""
    listed = list(versions)
    unknown = await unknown_versions(owner_connection, [version.hash for version in listed])
    new = [version for version in listed if version.hash in unknown]
    if not new:
        return 0
    async with owner_connection.transaction():
        await owner_connection.execute(f"SET LOCAL ROLE {OWNER}")
        await owner_connection.execute(
            """INSERT INTO catalog.procedure_version (hash, key, plugin, plugin_version, body, seen_at)
            SELECT r.hash, r.key, r.plugin, r.plugin_version, r.body, $2
            FROM jsonb_to_recordset($1::jsonb) AS r(hash text, key text, plugin text, plugin_version text, body jsonb)
            ON CONFLICT (hash) DO NOTHING""",
            to_json([version._asdict() for version in new]),
            at,
        )
    return len(new)


async def stored_keys(owner_connection: Any, keys: Iterable[str]) -> frozenset[str]:
    """Those of these procedures of which a version was ever stored."""
    wanted = sorted(keys)
    if not wanted or await owner_connection.fetchval("SELECT to_regclass('catalog.procedure_version')") is None:
        return frozenset()
    found = await owner_connection.fetch(
        "SELECT DISTINCT key FROM catalog.procedure_version WHERE key = ANY($1::text[])", wanted
    )
    return frozenset(record["key"] for record in found)


async def unknown_versions(owner_connection: Any, hashes: Sequence[str]) -> frozenset[str]:
    """Those that nobody has stored yet."""
    known = await owner_connection.fetch(
        "SELECT hash FROM catalog.procedure_version WHERE hash = ANY($1::text[])", list(hashes)
    )
    return frozenset(hashes) - {record["hash"] for record in known}


async def load_version(version_hash: str) -> Mapping[str, Any] | None:
    """The stored data of a version (`ProcedureVersion.from_data` makes it speak)."""
    if version_hash not in _versions:
        await load_versions([version_hash])
    return _versions.get(version_hash)


async def load_versions(hashes: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
    """Several at once, for a list of dossiers: one query for those not yet in memory."""
    wanted = set(hashes)
    missing = sorted(wanted - _versions.keys())
    if missing:
        found = await DB.fetch("SELECT hash, body FROM catalog.procedure_version WHERE hash = ANY($1::text[])", missing)
        if len(_versions) + len(found) > MOST_CACHED:
            _versions.clear()
        read = {record["hash"]: from_json(record["body"]) for record in found}
        _versions.update(read)
        return {key: _versions.get(key) or read[key] for key in wanted if key in _versions or key in read}
    return {key: _versions[key] for key in wanted}


async def known_centers() -> Mapping[str, tuple[str, str]]:
    """Schema and migration level by center key; for use in `DB.catalog_transaction()`."""
    found = await DB.fetch("SELECT key, schema, migration_level FROM catalog.center ORDER BY key")
    return {record["key"]: (record["schema"], record["migration_level"]) for record in found}
