"""Dossiers taken over from another software: under which number, and the date that it had promised."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0037_taken_over"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    "ALTER TABLE dossier ADD COLUMN old_number text, ADD COLUMN promised_at timestamptz",
    """CREATE UNIQUE INDEX dossier_old_number ON dossier (upper(old_number) text_pattern_ops)
        WHERE old_number IS NOT NULL""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
