"""What is in hand and what was done, found for the director's page without reading a long past."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0077_in_hand"
VERSION = "1.38.0"
DESCRIPTION = __doc__

INDEXES = (
    ("step_done", "ON step (done_at DESC) WHERE state = 'done' AND kind = 'step' AND done_at IS NOT NULL"),
    ("step_to_sign", "ON step (dossier_id) WHERE signs AND state = 'active'"),
    ("step_assigned", "ON step (assignee_id) WHERE state = 'active' AND assignee_id IS NOT NULL"),
)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
