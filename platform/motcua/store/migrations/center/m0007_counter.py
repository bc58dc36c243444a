"""The counter: drafts of forms not taken in yet, dossiers taken in at one visit, scans used again."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0007_counter"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # `id` is the key of the form: its scans lie under the same. `sealed` is everything typed: nobody has judged yet
    # which of it is sensitive. `dossier_id` names one that came back completed; its page checks who may open it.
    """CREATE TABLE draft (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        procedure_key text NOT NULL,
        dossier_id uuid,
        sealed text NOT NULL,
        version bigint NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
    )""",
    "CREATE INDEX draft_of_staff ON draft (staff_id, changed_at DESC)",
    "CREATE INDEX draft_by_age ON draft (changed_at)",
    # A visit is named by its first dossier.
    """CREATE TABLE visit (
        dossier_id uuid PRIMARY KEY REFERENCES dossier (id),
        visit_id uuid NOT NULL REFERENCES dossier (id),
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX visit_by_first ON visit (visit_id, at)",
    # The scan of an earlier dossier that stands here again: the bytes are one, the person must be one too.
    """CREATE TABLE reused_scan (
        file_id uuid PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
        from_file uuid NOT NULL REFERENCES file (id)
    )""",
    "CREATE INDEX reused_scan_from ON reused_scan (from_file)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
