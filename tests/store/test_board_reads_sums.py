"""A center that counted for its public board apart is raised: what was counted apart goes, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from motcua.centers import Center
from motcua.store import migrate
from motcua.store.roles import GRANTS
from motcua.store.upgrading import Standing, level_of, raise_center

BEFORE, LEVEL = "m0080_made_files", "m0081_board_reads_sums"
GONE = {"board_month", "board_standing"}


async def tables_of(owner: Any, schema: str) -> set[str]:
    found = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
    return {each["tablename"] for each in found}


async def test_what_was_counted_apart_goes_and_every_other_table_stays(
    owner: Any, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    center = replace(que_vo, key="que-vo-bang", unit_code="000.00.18.H05")
    every = migrate.levels
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "levels", lambda app: tuple(n for n in every(app) if app != "center" or n <= BEFORE))
        await migrate.migrate_center(owner, center)
    schema = center.schema
    try:
        # As the rounds of before have left them, with the rights that they had.
        await owner.execute(f"INSERT INTO {schema}.board_month VALUES ('2017-11-01', 'tu_phap', 7, 6, 5, 4, 1)")
        await owner.execute(f"INSERT INTO {schema}.board_standing VALUES ('tu_phap', '2017-12-08', 7, 1, 0)")
        await owner.execute(f"INSERT INTO {schema}.setting (key, value, set_at) VALUES ('board.x', '1', now())")
        await owner.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.board_month TO {schema}")
        before = await tables_of(owner, schema)
        assert before >= GONE, "the control: they were there"
        assert await level_of(owner, center.key) == BEFORE
        await raise_center(owner, Standing(center.key, schema, BEFORE, "", "", ""))
        assert await level_of(owner, center.key) >= LEVEL
        assert before - await tables_of(owner, schema) == GONE
        assert await tables_of(owner, schema) == set(GRANTS)
        assert await owner.fetchval(f"SELECT count(*) FROM {schema}.setting WHERE key = 'board.x'") == 1
    finally:
        await owner.execute(f"DROP SCHEMA {schema} CASCADE; DROP OWNED BY {schema}; DROP ROLE {schema}")
        await owner.execute("DELETE FROM catalog.center WHERE key = $1", center.key)
