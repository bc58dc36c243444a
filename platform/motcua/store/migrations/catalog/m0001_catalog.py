"""What the province shares: procedure versions, the list of centers, facts of the installation."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0001_catalog"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE catalog.procedure_version (
        hash text PRIMARY KEY,
        key text NOT NULL,
        plugin text NOT NULL,
        plugin_version text NOT NULL,
        body jsonb NOT NULL,
        seen_at timestamptz NOT NULL
    )""",
    "CREATE INDEX procedure_version_key ON catalog.procedure_version (key, seen_at DESC)",
    """CREATE TABLE catalog.center (
        key text PRIMARY KEY,
        schema text NOT NULL UNIQUE CHECK (schema ~ '^c_[a-z0-9_]{1,50}$'),
        migration_level text NOT NULL DEFAULT '',
        onboarded_at timestamptz,
        data_hash text NOT NULL DEFAULT ''
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "catalog", DESCRIPTION, SQL)
