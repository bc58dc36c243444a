"""What failed at the door, found without reading everybody's two years of signing in."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import index_migration

ID = "m0047_failed_sign_ins"
VERSION = "1.51.0"
DESCRIPTION = __doc__

INDEXES = (("sign_in_failed", "ON sign_in (id DESC) WHERE kind IN ('refused', 'refused_code', 'over')"),)


async def forwards() -> MigrationManager:
    return index_migration(ID, DESCRIPTION, INDEXES)
