"""Who is at work: absences with their substitutes, screens that are locked, who has a dossier open."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0006_at_work"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # Both days count. `ended_at`: back before the last day; the row stays, for it says who acted for whom and why.
    """CREATE TABLE absence (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        substitute_id uuid NOT NULL REFERENCES staff (id),
        from_on date NOT NULL,
        to_on date NOT NULL CHECK (to_on >= from_on),
        reason text NOT NULL,
        entered_by uuid NOT NULL REFERENCES staff (id),
        entered_at timestamptz NOT NULL,
        ended_by uuid REFERENCES staff (id),
        ended_at timestamptz,
        CHECK (substitute_id <> staff_id),
        CHECK ((ended_by IS NULL) = (ended_at IS NULL))
    )""",
    "CREATE INDEX absence_by_substitute ON absence (substitute_id, to_on) WHERE ended_at IS NULL",
    "CREATE INDEX absence_by_staff ON absence (staff_id, to_on)",
    "ALTER TABLE session ADD COLUMN locked_at timestamptz",
    """CREATE TABLE presence (
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        staff_id uuid NOT NULL REFERENCES staff (id),
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (dossier_id, staff_id)
    )""",
    "CREATE INDEX presence_by_age ON presence (seen_at)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
