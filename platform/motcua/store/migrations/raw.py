"""A Piccolo migration that is plain SQL: most of ours are, for what Piccolo's columns can't say."""

from __future__ import annotations

from collections.abc import Iterable

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.engine import DB


def raw_migration(name: str, app: str, description: str | None, statements: Iterable[str]) -> MigrationManager:
    manager = MigrationManager(migration_id=name, app_name=app, description=description or "")

    async def run() -> None:
        for statement in statements:
            await DB.run_ddl(statement)

    manager.add_raw(run)
    return manager
