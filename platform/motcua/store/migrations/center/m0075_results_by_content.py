"""Files of results by their content: whether the same bytes belong to another dossier, before they are destroyed."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0075_results_by_content"
VERSION = "1.75.0"
DESCRIPTION = __doc__

INDEXES = (("result_file_by_content", "ON result_file (sha256)"),)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
