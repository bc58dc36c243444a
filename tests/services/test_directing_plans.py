"""What the director's page and a year's report ask is found in indexes: nothing they ask reads a whole table that grows
with the years."""

from __future__ import annotations

import re
from typing import Any

import pytest

from motcua.centers import Center
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, period_of
from motcua.services.oversight import directing, reporting
from motcua.services.oversight.forms import BY_PROCEDURE, BY_SECTOR, FORMS, Asked
from motcua.store.bench_floor import record_statements, recorded
from motcua.store.engine import DB

GROWING = ("dossier", "step", "event", "pause", "dossier_count", "day_sum", "month_sum", "forecast")


@pytest.fixture
async def asked(desk: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    """Every statement of the two, with what was put into it."""
    monkeypatch.setattr(DB, "_fetch", DB._fetch)
    record_statements()
    director = Acting(desk.crew.director, desk.at)
    await desk.accept("thu-kinh-doanh")
    with recorded() as tape:
        await directing.overview(desk.office, director)
        for by in (BY_SECTOR, BY_PROCEDURE):
            year = Asked(FORMS["06a"], period_of(Kind.YEAR, 2017, 1), by)
            await reporting.report(desk.office, director, year)
    return tape.asked


async def plan_of(owner: Any, center: Center, sql: str, *args: Any) -> str:
    """With whole reads forbidden, so that few rows do not make one look best."""
    async with owner.transaction():
        await owner.execute(f"SET LOCAL search_path = {center.schema}; SET LOCAL enable_seqscan = off")
        return "\n".join(line["QUERY PLAN"] for line in await owner.fetch(f"EXPLAIN {sql}", *args))


def read_whole(plan: str) -> list[str]:
    return [table for table in re.findall(r"Seq Scan on (\w+)", plan) if table in GROWING]


async def test_no_statement_of_theirs_reads_a_growing_table_whole(asked: Any, owner: Any, que_vo: Center) -> None:
    assert len(asked) > 25
    for sql, args in asked:
        assert read_whole(await plan_of(owner, que_vo, sql, *args)) == [], sql


async def test_a_statement_without_an_index_would_be_found(owner: Any, que_vo: Center) -> None:
    """The control."""
    plan = await plan_of(owner, que_vo, "SELECT count(*) FROM dossier WHERE outcome = 'refused'")
    assert read_whole(plan) == ["dossier"]


async def test_what_is_late_at_a_desk_is_counted_where_its_time_is_known(
    asked: Any, owner: Any, que_vo: Center
) -> None:
    """Not by looking at every dossier there: by the index that has the desk's own time."""
    sql, args = next((sql, args) for sql, args in asked if sql.startswith("WITH RECURSIVE desk"))
    assert knows_its_time(await plan_of(owner, que_vo, sql, *args))
    unordered = re.sub(r"ORDER BY coalesce\(d\.actor_due_at[^)]*\), d\.id", "", sql)
    assert unordered != sql
    assert not knows_its_time(await plan_of(owner, que_vo, unordered, *args))  # the control


def knows_its_time(plan: str) -> bool:
    return re.search(r"dossier_worklist on dossier.*\n\s+Index Cond: .*actor_due_at", plan) is not None
