"""How the upgrade of each center went: its state, kept outside its schema so that a failure can be written down."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0044_upgrades"
VERSION = "1.38.0"
DESCRIPTION = __doc__

# What level a center stands at is said by catalog.center alone, in the same transaction as its tables: a process that
# was killed leaves “running” here, and nothing half done there.
SQL = (
    """CREATE TABLE catalog.center_upgrade (
        center_key text PRIMARY KEY,
        from_level text NOT NULL,
        level text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'differs')),
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        says text NOT NULL DEFAULT '',
        CHECK ((status = 'running') = (finished_at IS NULL))
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "catalog", DESCRIPTION, SQL)
