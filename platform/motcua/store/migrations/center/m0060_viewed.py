"""Who looked at what concerns somebody: one row for a dossier, a member of staff and a day."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0060_viewed"
VERSION = "1.60.0"
DESCRIPTION = __doc__

SQL = (
    # `subject`: a dossier, or what was filed online before it was one.
    """CREATE TABLE viewed (
        subject uuid NOT NULL,
        staff_id uuid NOT NULL,
        on_day date NOT NULL,
        name text NOT NULL,
        title text NOT NULL,
        agency text,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        times bigint NOT NULL,
        PRIMARY KEY (subject, staff_id, on_day)
    )""",
    "CREATE INDEX viewed_latest ON viewed (subject, last_at DESC, staff_id)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
