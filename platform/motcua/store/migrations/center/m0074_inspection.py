"""What inspectors searched for, and sealed bundles of single dossiers that they had made."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0074_inspection"
VERSION = "1.74.0"
DESCRIPTION = __doc__

SQL = (
    # The words of a search name people: sealed, and beside the chain, so that they can go when a person's data goes.
    """CREATE TABLE inspection_query (
        id uuid PRIMARY KEY,
        sealed text NOT NULL,
        at timestamptz NOT NULL
    )""",
    # Not a place where files are kept: the bytes are made anew when they are wanted again, and swept after a day.
    """CREATE TABLE dossier_bundle (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
        total bigint NOT NULL,
        done bigint NOT NULL DEFAULT 0,
        storage_key text,
        digest bytea,
        is_signed boolean NOT NULL DEFAULT false,
        asked_by uuid NOT NULL REFERENCES staff (id),
        asked_by_name text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX dossier_bundle_by_dossier ON dossier_bundle (dossier_id, at DESC, id)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
