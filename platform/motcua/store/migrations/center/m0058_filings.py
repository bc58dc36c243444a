"""Filed online: drafts and submissions of citizens, and which dossiers are whose."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0058_filings"
VERSION = "1.58.0"
DESCRIPTION = __doc__

SQL = (
    # `sealed`: everything typed, as typed. `kind`: a new dossier, or what completes one that was accepted.
    """CREATE TABLE filing (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('new', 'supplement')),
        citizen_id uuid NOT NULL REFERENCES citizen (id),
        procedure_key text NOT NULL,
        version_hash text NOT NULL,
        agency text NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'submitted', 'asked', 'completed', 'accepted', 'refused',
            'withdrawn')),
        number text UNIQUE,
        sealed text NOT NULL,
        applicant_name text NOT NULL DEFAULT '',
        version bigint NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        submitted_at timestamptz,
        due_at timestamptz,
        asked jsonb,
        asked_at timestamptz,
        answered_at timestamptz,
        answered_by uuid REFERENCES staff (id),
        answered_by_name text NOT NULL DEFAULT '',
        reason text NOT NULL DEFAULT '',
        late_answers bigint NOT NULL DEFAULT 0,
        dossier_id uuid REFERENCES dossier (id)
    )""",
    "CREATE INDEX filing_by_citizen ON filing (citizen_id, created_at DESC, id DESC)",
    "CREATE INDEX filing_waiting ON filing (due_at, id) WHERE state IN ('submitted', 'completed')",
    "CREATE INDEX filing_answered ON filing (answered_at) WHERE answered_at IS NOT NULL",
    "CREATE INDEX filing_drafts ON filing (changed_at) WHERE state = 'draft'",
    "CREATE INDEX filing_by_dossier ON filing (dossier_id)",
    """CREATE TABLE citizen_dossier (
        citizen_id uuid NOT NULL REFERENCES citizen (id),
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        how text NOT NULL CHECK (how IN ('filed', 'receipt')),
        since timestamptz NOT NULL,
        PRIMARY KEY (citizen_id, dossier_id)
    )""",
    "CREATE INDEX citizen_dossier_by_dossier ON citizen_dossier (dossier_id)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
