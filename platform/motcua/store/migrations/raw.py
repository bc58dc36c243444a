"""Piccolo migrations that are plain SQL: most of ours are, for what Piccolo's columns can't say."""

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


def index_migration(name: str, description: str | None, indexes: Iterable[tuple[str, str]]) -> MigrationManager:
    """Indexes on tables that are in use, as (name, what follows `CREATE INDEX name`; a unique one begins its name with
    `unique `). Built beside the writers, which can't be done in a transaction; in the tables of a new center or of a
    restored one, which nobody uses yet, within the transaction that makes them. May be run again after it was stopped.
    """
    manager = MigrationManager(migration_id=name, app_name="center", description=description or "")

    async def run() -> None:
        is_in_use = not DB.open_connection().is_in_transaction()
        for each, rest in indexes:
            kind, _, index = each.rpartition(" ")
            if is_in_use and await DB.run_ddl(
                f"SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('{index}') AND NOT indisvalid"  # noqa: S608
            ):
                await DB.run_ddl(f"DROP INDEX CONCURRENTLY {index}")  # left by a build that was stopped
            beside = "CONCURRENTLY " if is_in_use else ""
            await DB.run_ddl(f"CREATE {kind.upper()} INDEX {beside}IF NOT EXISTS {index} {rest}")

    manager.add_raw(run)
    return manager
