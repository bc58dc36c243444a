"""Files of reports are made beside the requests as those of books are; a part of the register by its period."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0080_made_files"
VERSION = "1.80.0"
DESCRIPTION = __doc__

SQL = (
    # What else was asked for, in JSON: the period of a part of a book, or (`book` is "") a report or a list behind one
    # of its numbers. No personal data.
    "ALTER TABLE book_export ADD COLUMN asked text",
    "ALTER TABLE book_export DROP CONSTRAINT book_export_format_check",
    "ALTER TABLE book_export ADD CONSTRAINT book_export_format CHECK (format IN ('pdf', 'xlsx', 'csv')) NOT VALID",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
