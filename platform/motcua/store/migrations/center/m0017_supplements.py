"""How many requests for a supplement the director has allowed beyond the law's one."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0017_supplements"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # NĐ 61/2018, Điều 11.2c; the reason of each stands in the trail.
    "ALTER TABLE dossier ADD COLUMN supplements_allowed bigint NOT NULL DEFAULT 0 CHECK (supplements_allowed >= 0)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
