"""Finding the lists that are shared with a desk; one list of a person to begin with."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0079_shared_views"
VERSION = "1.79.0"
DESCRIPTION = __doc__

INDEXES = (
    ("saved_view_shared", "ON saved_view (shared_desk, name) WHERE shared_desk IS NOT NULL"),
    ("unique saved_view_default", "ON saved_view (staff_id) WHERE is_default"),
)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
