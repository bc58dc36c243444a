"""Opinions that are out, by when they are due: whoever waits for a late one is told (NĐ 61/2018, Điều 19.5)."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0009_late_opinions"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = ("CREATE INDEX step_opinion_out ON step (due_at, id) WHERE kind = 'opinion' AND state = 'active'",)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
