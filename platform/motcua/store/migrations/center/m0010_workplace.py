"""The workplace: what nobody works on yet, by agency."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0010_workplace"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE INDEX step_unassigned ON step (agency, dossier_id)
        WHERE kind = 'step' AND state = 'active' AND NOT signs AND assignee_id IS NULL""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
