"""The trail with its daily seals, and what plugins leave on a dossier."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0003_trail"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # No foreign key to dossier: a deleted dossier must leave its trail behind, to be missed by the verification.
    """CREATE TABLE event (
        dossier_id uuid NOT NULL,
        seq bigint NOT NULL CHECK (seq > 0),
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        on_behalf text,
        data jsonb NOT NULL,
        prev_hash bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (dossier_id, seq)
    )""",
    "CREATE INDEX event_by_time ON event (at)",
    """CREATE TABLE trail_seal (
        on_date date PRIMARY KEY,
        head_hash bytea NOT NULL,
        dossiers bigint NOT NULL,
        prev_hash bytea NOT NULL,
        hash bytea NOT NULL
    )""",
    """CREATE TABLE trail_seal_head (
        on_date date NOT NULL REFERENCES trail_seal (on_date),
        dossier_id uuid NOT NULL,
        seq bigint NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (on_date, dossier_id)
    )""",
    """CREATE TABLE note (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        at timestamptz NOT NULL,
        plugin text NOT NULL,
        text text NOT NULL,
        source_key text NOT NULL UNIQUE
    )""",
    "CREATE INDEX note_by_dossier ON note (dossier_id, at, id)",
    """CREATE TABLE notice (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        at timestamptz NOT NULL,
        event text NOT NULL,
        channel text NOT NULL,
        text text NOT NULL,
        state text NOT NULL,
        source_key text NOT NULL UNIQUE
    )""",
    "CREATE INDEX notice_by_dossier ON notice (dossier_id, at, id)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
