"""Sheets on which dossiers are received while the system is down, and what became of each."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0038_outage"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE outage_sheet (
        number text PRIMARY KEY,
        printed_at timestamptz NOT NULL,
        printed_by_name text NOT NULL,
        state text NOT NULL CHECK (state IN ('blank', 'entered', 'approved', 'declined')),
        dossier_id uuid REFERENCES dossier (id),
        received_at timestamptz,
        reason text NOT NULL DEFAULT '',
        entered_by_name text NOT NULL DEFAULT '',
        entered_at timestamptz,
        decided_by_name text NOT NULL DEFAULT '',
        decided_at timestamptz,
        CHECK ((state = 'blank') = (dossier_id IS NULL)),
        CHECK ((dossier_id IS NULL) = (received_at IS NULL))
    )""",
    "CREATE INDEX outage_sheet_by_state ON outage_sheet (state, entered_at DESC)",
    # Of one reception there is one sheet.
    "CREATE UNIQUE INDEX outage_sheet_of_dossier ON outage_sheet (dossier_id) WHERE state IN ('entered', 'approved')",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
