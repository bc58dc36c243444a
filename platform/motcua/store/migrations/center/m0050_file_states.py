"""A file waits for its virus scan, or is refused by it afterwards; a citizen may send one as well as staff."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0050_file_states"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # NOT VALID scans nothing and holds for every row from now on; the rows before kept a narrower rule.
    "ALTER TABLE file DROP CONSTRAINT file_state_check",
    """ALTER TABLE file ADD CONSTRAINT file_state_check CHECK (state IN ('waiting', 'clean', 'refused')) NOT VALID""",
    "ALTER TABLE file ADD COLUMN awaits_scan boolean NOT NULL DEFAULT false",
    "ALTER TABLE file ADD COLUMN scanned_at timestamptz",
    # What the scanner calls the thing it found: for who looks after the machine.
    "ALTER TABLE file ADD COLUMN refused_for text NOT NULL DEFAULT ''",
    "ALTER TABLE file ADD COLUMN citizen_id uuid",
    "ALTER TABLE file ALTER COLUMN uploaded_by DROP NOT NULL",
    """ALTER TABLE file ADD CONSTRAINT file_has_one_sender CHECK (num_nonnulls(uploaded_by, citizen_id) = 1)
        NOT VALID""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
