"""Machines that agencies' own systems are: their keys, and the trail in the order in which it was committed."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0065_machines"
VERSION = "1.65.0"
DESCRIPTION = __doc__

SQL = (
    # What a machine does stands in the trail and on steps under an account, which nobody can sign in with.
    "ALTER TABLE staff DROP CONSTRAINT staff_kind_check",
    """ALTER TABLE staff ADD CONSTRAINT staff_kind_check
        CHECK (kind IN ('own', 'seconded', 'agency', 'province', 'machine')) NOT VALID""",
    """ALTER TABLE staff ADD CONSTRAINT staff_machine CHECK (
        kind <> 'machine' OR (password_hash = '' AND is_locked AND roles = '{}' AND desks = '{}' AND receives = '{}')
    ) NOT VALID""",
    """CREATE TABLE api_key (
        id uuid PRIMARY KEY REFERENCES staff (id),
        name text NOT NULL,
        prefix text NOT NULL,
        key_hash bytea NOT NULL UNIQUE,
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
        desks text[] NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL REFERENCES staff (id),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid REFERENCES staff (id)
    )""",
    "CREATE INDEX api_key_by_age ON api_key (created_at, id)",
    # `id` orders what one dossier's events wrote; `position` is given after they were committed, under one lock, so
    # that no number is ever filled in behind a reader's back. No foreign key: see `event`.
    """CREATE TABLE event_feed (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL,
        seq bigint NOT NULL,
        position bigint UNIQUE,
        UNIQUE (dossier_id, seq)
    )""",
    "CREATE INDEX event_feed_to_come ON event_feed (id) WHERE position IS NULL",
    "INSERT INTO event_feed (dossier_id, seq) SELECT dossier_id, seq FROM event ORDER BY at, dossier_id, seq",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
