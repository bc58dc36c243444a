"""Brings the catalog and every center's schema to the level of this release.

A center that is new here is made in one transaction; one that is in use is raised by `store.upgrading`. Migrations run
with the owner's connection, lent to Piccolo.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

import asyncpg

from motcua.centers import Center
from motcua.domain.errors import DataError
from motcua.settings import wall_clock
from motcua.store import queue
from motcua.store.engine import CATALOG, DB, SCHEMA
from motcua.store.roles import APP, OWNER, SCHEMA_LOCK, center_grants

PACKAGE = "motcua.store.migrations"
_NAME = re.compile(r"m[0-9]")
TAKES_AWAY = "taken_away"
INSTALLATION = """CREATE TABLE IF NOT EXISTS catalog.installation (
    key text PRIMARY KEY, value text NOT NULL, set_at timestamptz NOT NULL)"""


def levels(app: str) -> tuple[str, ...]:
    """The names of an app's migrations in order; the last one is the level of this release."""
    found = pkgutil.iter_modules(importlib.import_module(f"{PACKAGE}.{app}").__path__)
    return tuple(sorted(each.name for each in found if _NAME.match(each.name)))


async def _run(connection: Any, app: str, schema: str, done: str) -> str:
    pending = [name for name in levels(app) if name > done]
    with DB.owner_connection(connection, schema):
        for name in pending:
            await run_one(app, name)
    return pending[-1] if pending else done


def center_module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.center.{name}")


def is_beside_writers(name: str) -> bool:
    """Whether a center's migration builds indexes on tables in use, and so can't stand in a transaction."""
    return hasattr(center_module(name), "INDEXES")


async def run_one(app: str, name: str) -> None:
    """One migration, on the owner's connection that was lent."""
    manager = await importlib.import_module(f"{PACKAGE}.{app}.{name}").forwards()
    # Ours are all `add_raw`; MigrationManager.run() would look for a piccolo_conf and print to the terminal.
    for raw in manager.raw:
        await raw()


def taken_away() -> str:
    """As a fact of the installation, for a release that does not know these migrations: the newest of them, and of
    each that takes something away, up to which one a release must know them to serve what is left (`CONTRACTS`)."""
    names = levels("center")
    told = {name: getattr(center_module(name), "CONTRACTS", "") for name in names}
    return json.dumps({"newest": names[-1], "needs": {name: needs for name, needs in told.items() if needs}})


async def fact(connection: Any, key: str) -> str | None:
    """A fact of the installation, e.g. the catalog's level."""
    found: str | None = await connection.fetchval("SELECT value FROM catalog.installation WHERE key = $1", key)
    return found


async def set_fact(connection: Any, key: str, value: str) -> None:
    await connection.execute(
        """INSERT INTO catalog.installation (key, value, set_at) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, set_at = excluded.set_at""",
        key,
        value,
        wall_clock(),
    )


async def set_fact_once(connection: Any, key: str, value: str) -> None:
    """Writes only when it changes: a start with nothing to do writes nothing."""
    if await fact(connection, key) != value:
        await set_fact(connection, key, value)


async def _tell_later_releases(connection: Any) -> None:
    """What is taken away, told before any center is raised. A release that was returned to leaves the later one's."""
    known = json.loads(await fact(connection, TAKES_AWAY) or "{}")
    if known.get("newest", "") <= levels("center")[-1]:
        await set_fact_once(connection, TAKES_AWAY, taken_away())


async def has_catalog(connection: Any) -> bool:
    """Whether the catalog stands at this release's level (one trip for a start with nothing to do)."""
    if await connection.fetchval("SELECT to_regclass('catalog.installation')") is None:
        return False
    found = dict(await connection.fetch("SELECT key, value FROM catalog.installation"))
    ours = {"catalog_level": levels(CATALOG)[-1], "pgqueuer": queue.PINNED, TAKES_AWAY: taken_away()}
    return {key: found.get(key) for key in ours} == ours


async def migrate_catalog(connection: Any) -> None:
    """Schemas `catalog` and `jobs`."""
    if await has_catalog(connection):
        return
    if await connection.fetchval("SELECT to_regclass('jobs.pgqueuer')") is not None:
        await queue.upgrade(connection)
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        for schema in (CATALOG, "jobs"):
            await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        await connection.execute(INSTALLATION)
        level = await _run(connection, CATALOG, CATALOG, await fact(connection, "catalog_level") or "")
        await set_fact(connection, "catalog_level", level)
        await _tell_later_releases(connection)
        await queue.install(connection, is_new=await fact(connection, "pgqueuer") is None)
        await set_fact(connection, "pgqueuer", queue.PINNED)
        await connection.execute(f"GRANT USAGE ON SCHEMA catalog TO {APP}")
        await connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA catalog TO {APP}")


async def center_levels(connection: Any) -> Mapping[str, str]:
    """Migration level by center key."""
    return dict(await connection.fetch("SELECT key, migration_level FROM catalog.center"))


async def migrate_center(connection: Any, center: Center) -> bool:
    """Role, schema, tables and grants of one center; False when there was nothing to do, or a later release did it."""
    level = await connection.fetchval("SELECT migration_level FROM catalog.center WHERE key = $1", center.key)
    if level is not None and level >= levels("center")[-1]:
        return False
    schema = center.schema
    if not SCHEMA.match(schema):
        raise DataError(
            f"tenants/{center.key}/center.toml", "key", "mã trung tâm không dùng được.", "dùng a-z, 0-9, «-»."
        )
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        # The row is the lock that an upgrade of this center holds too.
        level = await connection.fetchval(
            "SELECT migration_level FROM catalog.center WHERE key = $1 FOR UPDATE", center.key
        )
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", schema):
            await connection.execute(f"CREATE ROLE {schema} NOLOGIN NOINHERIT")
        await connection.execute(f"GRANT {schema} TO {APP} WITH INHERIT FALSE, SET TRUE")
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        if level is None:
            await connection.execute(f"CREATE SCHEMA {schema}")
            await connection.execute(
                "INSERT INTO catalog.center (key, schema, onboarded_at) VALUES ($1, $2, $3)",
                center.key,
                schema,
                wall_clock(),
            )
        await connection.execute(f"SET LOCAL search_path = {schema}")
        reached = await _run(connection, "center", schema, level or "")
        for grant in center_grants(schema):
            await connection.execute(grant)
        await connection.execute("UPDATE catalog.center SET migration_level = $2 WHERE key = $1", center.key, reached)
    return True


async def migrate_centers(connection: Any, centers: Iterable[Center]) -> Mapping[str, str]:
    """Every center that is behind; what went wrong, by center key (empty: all are level)."""
    at, newest = await center_levels(connection), levels("center")[-1]
    failed = {}
    for center in centers:
        if at.get(center.key) == newest:
            continue
        try:
            await migrate_center(connection, center)
        except (asyncpg.PostgresError, DataError) as error:
            failed[center.key] = str(error)
    return failed
