"""The review of procedures: how each version stands here, what was decided over its facts, and the trail of both."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0018_review"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE publication (
        version_hash text PRIMARY KEY REFERENCES catalog.procedure_version (hash),
        procedure_key text NOT NULL,
        agency text NOT NULL,
        state text NOT NULL CHECK (state IN ('proposed', 'under_review', 'published', 'suspended', 'withdrawn')),
        decision jsonb,
        reason text NOT NULL DEFAULT '',
        from_on date,
        to_on date CHECK (to_on >= from_on),
        seq bigint NOT NULL DEFAULT 1,
        proposed_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK ((decision IS NULL) = (state IN ('proposed', 'under_review'))),
        CHECK ((decision IS NULL) = (from_on IS NULL))
    )""",
    "CREATE INDEX publication_by_procedure ON publication (procedure_key, proposed_at, version_hash)",
    # Never changed, only followed by a later one: what held on any day in the past can be put together again.
    """CREATE TABLE procedure_override (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        procedure_key text NOT NULL,
        fact text NOT NULL CHECK (fact IN ('term', 'fee', 'online_level', 'code')),
        value text NOT NULL,
        decision jsonb NOT NULL,
        grounds text NOT NULL DEFAULT '',
        set_by uuid NOT NULL REFERENCES staff (id),
        set_by_name text NOT NULL,
        set_at timestamptz NOT NULL
    )""",
    "CREATE INDEX procedure_override_by_procedure ON procedure_override (procedure_key, id)",
    """CREATE TABLE review_event (
        seq bigint PRIMARY KEY CHECK (seq > 0),
        procedure_key text NOT NULL,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        data jsonb NOT NULL,
        prev_hash bytea NOT NULL,
        hash bytea NOT NULL
    )""",
    "CREATE INDEX review_event_by_procedure ON review_event (procedure_key, seq)",
    "ALTER TABLE dossier ADD COLUMN overrides jsonb NOT NULL DEFAULT '[]'",
    "CREATE INDEX dossier_open_by_version ON dossier (version_hash) WHERE is_open",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
