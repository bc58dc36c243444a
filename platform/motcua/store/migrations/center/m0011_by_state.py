"""A list narrowed to a state that few dossiers are in: read from where they stand, not from all there ever were."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0011_by_state"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = ("CREATE INDEX dossier_by_state ON dossier (state, received_at DESC, id DESC)",)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
