"""Dossiers with their papers, files, steps and pauses."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0002_dossiers"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # The list of states is written out: a migration must not change when the code's list does.
    """CREATE TABLE dossier (
        id uuid PRIMARY KEY,
        code text UNIQUE,
        secret_hash bytea,
        procedure_key text NOT NULL,
        version_hash text NOT NULL REFERENCES catalog.procedure_version (hash),
        agency text NOT NULL,
        applicant_id uuid NOT NULL REFERENCES applicant (id),
        state text NOT NULL CONSTRAINT dossier_state CHECK (state IN ('incomplete', 'refused', 'accepted',
            'in_transit', 'processing', 'consulting', 'suspended', 'signed', 'numbered', 'ready', 'handed_back')),
        channel text NOT NULL,
        answers jsonb NOT NULL,
        fee_due bigint CHECK (fee_due >= 0),
        fee_note text NOT NULL DEFAULT '',
        fee_paid_at timestamptz,
        received_at timestamptz NOT NULL,
        due_at timestamptz,
        first_due_at timestamptz,
        term text NOT NULL,
        current_step uuid,
        outcome text CHECK (outcome IN ('granted', 'refused')),
        refusal_reason text NOT NULL DEFAULT '',
        result_number text,
        result_book text,
        result_signed_on date,
        handed_back_at timestamptz,
        handed_back_to text,
        proxy jsonb,
        folded text NOT NULL,
        tsv tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED,
        receiver_id uuid NOT NULL REFERENCES staff (id),
        version bigint NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        at_agency text,
        at_desk text,
        actor_due_at timestamptz,
        is_open boolean NOT NULL,
        event_seq bigint NOT NULL DEFAULT 0,
        event_hash bytea,
        sealed_seq bigint NOT NULL DEFAULT 0,
        -- No silent state: whatever is open lies with exactly one desk.
        CONSTRAINT dossier_has_next_actor CHECK (NOT is_open OR (at_agency IS NOT NULL AND at_desk IS NOT NULL))
    )""",
    """CREATE INDEX dossier_worklist ON dossier
        (at_agency, at_desk, is_open, (coalesce(actor_due_at, 'infinity'::timestamptz)), id)""",
    "CREATE INDEX dossier_register ON dossier (received_at DESC, id DESC)",
    "CREATE INDEX dossier_by_agency ON dossier (agency, received_at DESC, id DESC)",
    "CREATE INDEX dossier_code_prefix ON dossier (code text_pattern_ops)",
    "CREATE INDEX dossier_search ON dossier USING gin (tsv)",
    "CREATE INDEX dossier_by_applicant ON dossier (applicant_id, received_at DESC)",
    "CREATE INDEX dossier_unsealed ON dossier (id) WHERE sealed_seq < event_seq",
    """CREATE TABLE dossier_paper (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        ordinal bigint NOT NULL,
        key text NOT NULL,
        label text NOT NULL,
        originals bigint NOT NULL CHECK (originals >= 0),
        certified_copies bigint NOT NULL CHECK (certified_copies >= 0),
        copies bigint NOT NULL CHECK (copies >= 0),
        is_presented boolean NOT NULL,
        originals_returned_at timestamptz,
        UNIQUE (dossier_id, key)
    )""",
    """CREATE TABLE file (
        id uuid PRIMARY KEY,
        dossier_id uuid REFERENCES dossier (id),
        draft_key uuid,
        uploaded_by uuid NOT NULL REFERENCES staff (id),
        paper_key text,
        name text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL CHECK (size >= 0),
        sha256 bytea NOT NULL,
        storage_key text NOT NULL,
        state text NOT NULL CHECK (state IN ('clean', 'refused')),
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX file_by_dossier ON file (dossier_id, at, id)",
    "CREATE INDEX file_by_draft ON file (draft_key) WHERE dossier_id IS NULL",
    """CREATE TABLE step (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        ordinal bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('step', 'opinion')),
        parent_id uuid REFERENCES step (id),
        key text NOT NULL,
        label text NOT NULL,
        agency text NOT NULL,
        desk text NOT NULL,
        signs boolean NOT NULL,
        within text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'in_transit', 'active', 'done', 'returned')),
        awaits text,
        handed_at timestamptz,
        confirmed_at timestamptz,
        due_at timestamptz,
        done_at timestamptz,
        done_by uuid REFERENCES staff (id),
        proposal text,
        note text NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX step_by_dossier ON step (dossier_id, ordinal)",
    "CREATE INDEX step_at_desk ON step (agency, desk, state)",
    """CREATE TABLE pause (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        step_id uuid REFERENCES step (id),
        kind text NOT NULL,
        reason text NOT NULL,
        from_at timestamptz NOT NULL,
        to_at timestamptz CHECK (to_at >= from_at),
        evidence text NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX pause_by_dossier ON pause (dossier_id, from_at)",
    # Two open pauses would let the clock stand twice for the same time.
    "CREATE UNIQUE INDEX pause_one_open ON pause (dossier_id) WHERE to_at IS NULL",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
