"""Official lists that were uploaded to be held against the procedures here, and what was taken over from them."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0019_procedure_list"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE procedure_list (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        decision jsonb NOT NULL,
        body jsonb NOT NULL,
        uploaded_by uuid NOT NULL REFERENCES staff (id),
        uploaded_at timestamptz NOT NULL,
        taken bigint CHECK (taken >= 0),
        confirmed_at timestamptz,
        CHECK ((taken IS NULL) = (confirmed_at IS NULL))
    )""",
    "CREATE INDEX procedure_list_by_time ON procedure_list (uploaded_at DESC)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
