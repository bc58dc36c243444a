"""The whole life of a dossier: supplements, endings before a decision, steps outside, who works on a step."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0004_moves"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    "ALTER TABLE dossier DROP CONSTRAINT dossier_state",
    """ALTER TABLE dossier ADD CONSTRAINT dossier_state CHECK (state IN ('incomplete', 'refused', 'accepted',
        'in_transit', 'processing', 'consulting', 'suspended', 'supplement_asked', 'supplement', 'outside', 'signed',
        'numbered', 'ready', 'handed_back', 'withdrawn', 'stopped', 'cancelled'))""",
    # Since when the term counts, where a supplement made it start again.
    "ALTER TABLE dossier ADD COLUMN clock_from timestamptz",
    # Of the result, where it was sent by post.
    "ALTER TABLE dossier ADD COLUMN posting_number text",
    "ALTER TABLE step ADD COLUMN assignee_id uuid REFERENCES staff (id)",
    "ALTER TABLE step DROP CONSTRAINT step_state_check",
    # lapsed: an opinion that did not come in time, without which the dossier went on.
    """ALTER TABLE step ADD CONSTRAINT step_state CHECK (state IN ('waiting', 'in_transit', 'active', 'done',
        'returned', 'lapsed'))""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
