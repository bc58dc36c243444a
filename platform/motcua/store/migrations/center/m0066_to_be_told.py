"""Finding the dossiers with events that have no place in the feed yet."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0066_to_be_told"
VERSION = "1.66.0"
DESCRIPTION = __doc__

INDEXES = (("dossier_to_be_told", "ON dossier (id) WHERE fed_seq < event_seq"),)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
