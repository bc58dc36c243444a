"""How each agency's plugin stands at the center: on, off or gone, its version, and whether its code is kept back."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0020_plugin_life"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE plugin_standing (
        plugin text PRIMARY KEY,
        name text NOT NULL DEFAULT '',
        version text NOT NULL DEFAULT '',
        standing text NOT NULL CHECK (standing IN ('on', 'off', 'missing')),
        quarantined_at timestamptz,
        hook text NOT NULL DEFAULT '',
        problem text NOT NULL DEFAULT '',
        failures bigint NOT NULL DEFAULT 0 CHECK (failures >= 0),
        seq bigint NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL,
        CHECK ((quarantined_at IS NULL) = (hook = ''))
    )""",
    "CREATE INDEX plugin_standing_quarantined ON plugin_standing (plugin) WHERE quarantined_at IS NOT NULL",
    "CREATE INDEX dossier_open_by_agency ON dossier (agency) WHERE is_open",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
