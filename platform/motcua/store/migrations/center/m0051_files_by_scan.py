"""Files that wait for a scan or were refused by it, and files of the same content, which are refused together."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0051_files_by_scan"
VERSION = "1.38.0"
DESCRIPTION = __doc__

INDEXES = (
    ("file_awaiting_scan", "ON file (at, id) WHERE awaits_scan"),
    ("file_refused", "ON file (scanned_at, id) WHERE state = 'refused' AND dossier_id IS NOT NULL"),
    ("file_by_content", "ON file (sha256)"),
    ("file_by_citizen_draft", "ON file (citizen_id, draft_key) WHERE dossier_id IS NULL AND citizen_id IS NOT NULL"),
)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
