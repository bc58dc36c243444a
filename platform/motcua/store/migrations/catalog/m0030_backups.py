"""Backups, restores and drills of each center, as they went; and schemas that a restore has replaced."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0030_backups"
VERSION = "1.38.0"
DESCRIPTION = __doc__

# In the catalog, not in the center's schema: what is restored must not undo the memory of its own restoring.
SQL = (
    """CREATE TABLE catalog.backup_run (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        center_key text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('backup', 'restore', 'drill', 'export', 'import')),
        began_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        is_ok boolean NOT NULL,
        place text NOT NULL,
        stamp text NOT NULL,
        says text NOT NULL,
        told jsonb NOT NULL
    )""",
    "CREATE INDEX backup_run_latest ON catalog.backup_run (center_key, kind, is_ok, ended_at DESC)",
    """CREATE TABLE catalog.kept_schema (
        schema text PRIMARY KEY CHECK (schema ~ '^old_[a-z0-9_]{1,59}$'),
        center_key text NOT NULL,
        level text NOT NULL,
        kept_at timestamptz NOT NULL,
        why text NOT NULL
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "catalog", DESCRIPTION, SQL)
