"""Finds the scans of what was filed online after they have become a dossier's."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0059_files_of_filings"
VERSION = "1.59.0"
DESCRIPTION = __doc__

INDEXES = (("file_by_draft_key", "ON file (draft_key, at, id) WHERE draft_key IS NOT NULL"),)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
