"""Somebody of the province let into this center for a while: why, by whose consent, until when."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0041_province_access"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    "ALTER TABLE staff DROP CONSTRAINT staff_kind_check",
    "ALTER TABLE staff ADD CONSTRAINT staff_kind_check CHECK (kind IN ('own', 'seconded', 'agency', 'province'))",
    # A guest is nothing else and has no password; nobody of the center is given a guest's rights.
    """ALTER TABLE staff ADD CONSTRAINT staff_guest CHECK (
        (kind = 'province') = ('province_guest' = ANY(roles))
        AND (kind <> 'province' OR (password_hash = '' AND roles = ARRAY['province_guest'] AND desks = '{}'))
    )""",
    """CREATE TABLE province_access (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        officer_name text NOT NULL,
        reason text NOT NULL,
        consented_by text NOT NULL,
        from_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (ends_at > from_at),
        ended_at timestamptz,
        ended_by text,
        ticket_hash bytea,
        ticket_until timestamptz
    )""",
    "CREATE INDEX province_access_by_end ON province_access (ends_at DESC)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
