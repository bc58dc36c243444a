"""How long dossiers of each procedure are kept, and destructions: proposed, approved, done, with minutes."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0075_archive"
VERSION = "1.75.0"
DESCRIPTION = __doc__

SQL = (
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
        left_out jsonb NOT NULL DEFAULT '{}',
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
