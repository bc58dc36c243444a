"""What inspectors searched for and took away; how long dossiers are kept; destructions: proposed, approved, done."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0074_oversight"
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
    # Never changed, only followed by a later one: what held when a dossier was proposed can be told. NULL: for ever.
    """CREATE TABLE retention_term (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        procedure_key text NOT NULL,
        years bigint CHECK (years BETWEEN 1 AND 100),
        basis text NOT NULL,
        set_by uuid NOT NULL REFERENCES staff (id),
        set_by_name text NOT NULL,
        set_at timestamptz NOT NULL
    )""",
    "CREATE INDEX retention_term_by_procedure ON retention_term (procedure_key, id DESC)",
    """CREATE TABLE disposal (
        id uuid PRIMARY KEY,
        year bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('collecting', 'draft', 'submitted', 'destroying', 'destroyed', 'closed',
            'dropped')),
        walked bigint NOT NULL DEFAULT 0,
        total bigint NOT NULL DEFAULT 0,
        done bigint NOT NULL DEFAULT 0,
        out_count bigint NOT NULL DEFAULT 0,
        left_out jsonb NOT NULL DEFAULT '{}',
        sums jsonb NOT NULL DEFAULT '[]',
        proposed_by uuid NOT NULL REFERENCES staff (id),
        proposed_by_name text NOT NULL,
        proposed_at timestamptz NOT NULL,
        submitted_at timestamptz,
        returned_for text NOT NULL DEFAULT '',
        decision text NOT NULL DEFAULT '',
        attended text NOT NULL DEFAULT '',
        decided_by uuid REFERENCES staff (id),
        decided_by_name text NOT NULL DEFAULT '',
        decided_by_title text NOT NULL DEFAULT '',
        decided_at timestamptz,
        finished_at timestamptz,
        minutes_id uuid,
        version bigint NOT NULL DEFAULT 1
    )""",
    # Two at once would name the same dossier twice.
    """CREATE UNIQUE INDEX disposal_one_open ON disposal ((true))
        WHERE state IN ('collecting', 'draft', 'submitted', 'destroying')""",
    "CREATE INDEX disposal_by_time ON disposal (proposed_at DESC, id)",
    """CREATE TABLE disposal_item (
        disposal_id uuid NOT NULL REFERENCES disposal (id),
        ordinal bigint NOT NULL,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        procedure_key text NOT NULL,
        agency text NOT NULL,
        ended_on date NOT NULL,
        kept_until date NOT NULL,
        years bigint NOT NULL,
        basis text NOT NULL,
        state text NOT NULL CHECK (state IN ('in', 'out', 'destroyed')),
        reason text NOT NULL DEFAULT '',
        at timestamptz,
        PRIMARY KEY (disposal_id, ordinal),
        UNIQUE (disposal_id, dossier_id)
    )""",
    "CREATE INDEX disposal_item_by_dossier ON disposal_item (dossier_id)",
    "CREATE INDEX disposal_item_to_do ON disposal_item (disposal_id, ordinal) WHERE state = 'in'",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
