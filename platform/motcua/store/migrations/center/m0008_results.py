"""Results: drafts, signed files and scans in all their versions, who signed how, what goes back to whom."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0008_results"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # Never replaced, never deleted: a newer version is another row. `extends`: the file whose bytes it begins with.
    """CREATE TABLE result_file (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        step_id uuid REFERENCES step (id),
        kind text NOT NULL CHECK (kind IN ('draft', 'signed', 'scan')),
        name text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        sha256 bytea NOT NULL,
        storage_key text NOT NULL,
        uploaded_by uuid NOT NULL REFERENCES staff (id),
        at timestamptz NOT NULL,
        signature jsonb,
        extends uuid REFERENCES result_file (id),
        CONSTRAINT result_file_is_signed CHECK ((kind = 'signed') = (signature IS NOT NULL))
    )""",
    "CREATE INDEX result_file_by_dossier ON result_file (dossier_id, at, id)",
    """CREATE TABLE result_signature (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        step_id uuid NOT NULL REFERENCES step (id),
        how text NOT NULL CHECK (how IN ('paper', 'paper_only', 'file')),
        signer text NOT NULL,
        signed_on date NOT NULL,
        file_id uuid REFERENCES result_file (id),
        is_other_than_draft boolean NOT NULL,
        by_id uuid NOT NULL REFERENCES staff (id),
        at timestamptz NOT NULL,
        CONSTRAINT result_signature_has_file CHECK ((how = 'file') = (file_id IS NOT NULL))
    )""",
    "CREATE INDEX result_signature_by_dossier ON result_signature (dossier_id, id)",
    # One file is the result of one dossier: whoever binds it first keeps it.
    """CREATE TABLE bound_result (
        sha256 bytea PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id)
    )""",
    # What was taken in before nobody said which originals stay: they go back, as the counter was told then.
    """ALTER TABLE dossier_paper ADD COLUMN goes_back text NOT NULL DEFAULT 'always'
        CONSTRAINT dossier_paper_goes_back CHECK (goes_back IN ('never', 'if_refused', 'always'))""",
    # Who took the result in the applicant's place: sealed, since it holds an identity number.
    "ALTER TABLE dossier ADD COLUMN handed_back_proxy text",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
