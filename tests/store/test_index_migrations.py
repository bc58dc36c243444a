"""Indexes on tables in use are built beside the writers; in one that nobody uses yet, within its transaction."""

from __future__ import annotations

from typing import Any

from motcua.centers import Center
from motcua.store.engine import DB
from motcua.store.migrations.raw import index_migration

INDEXES = (("dossier_planted", "ON dossier (term)"), ("unique setting_planted", "ON setting (key, set_at)"))
VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)"


async def build(owner: Any, schema: str) -> None:
    manager = index_migration("m9001_planted", "", INDEXES)
    with DB.owner_connection(owner, schema):
        for raw in manager.raw:
            await raw()


async def test_within_a_transaction_they_are_built_and_undone_with_it(owner: Any, que_vo: Center) -> None:
    transaction = owner.transaction()
    await transaction.start()
    try:
        await owner.execute(f"SET LOCAL search_path = {que_vo.schema}")
        await build(owner, que_vo.schema)
        assert await owner.fetchval(VALID, f"{que_vo.schema}.dossier_planted")
    finally:
        await transaction.rollback()
    assert await owner.fetchval(VALID, f"{que_vo.schema}.dossier_planted") is None


async def test_outside_of_one_nobody_is_kept_from_writing_and_a_build_that_was_stopped_is_done_again(
    owner: Any, que_vo: Center
) -> None:
    await owner.execute(f"SET search_path = {que_vo.schema}")
    try:
        await build(owner, que_vo.schema)
        # What a killed build leaves behind: an index that nobody may use.
        await owner.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'dossier_planted'::regclass")
        await build(owner, que_vo.schema)
        assert await owner.fetchval(VALID, "dossier_planted")
        before = await owner.fetchval("SELECT 'setting_planted'::regclass::oid")
        await build(owner, que_vo.schema)  # what is whole is left alone
        assert await owner.fetchval("SELECT 'setting_planted'::regclass::oid") == before
        assert await owner.fetchval("SELECT indisunique FROM pg_index WHERE indexrelid = 'setting_planted'::regclass")
    finally:
        await owner.execute("DROP INDEX IF EXISTS dossier_planted, setting_planted; RESET search_path")
