"""Finding the dossiers that are not in the sums yet without looking at all of them."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0071_uncounted"
VERSION = "1.38.0"
DESCRIPTION = __doc__

INDEXES = (("dossier_uncounted", "ON dossier (id) WHERE counted_seq < event_seq"),)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
