"""What Prometheus is told: right numbers, cheap to ask for, and one sick center hides no other."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from motcua import metrics
from motcua.centers import Center, Centers, entered
from motcua.jobs import enqueue
from motcua.readiness import Readiness
from motcua.services import measuring
from motcua.services.deadlines.lateness import late_by
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries import standing


def told(name: str, **labels: str) -> float | None:
    return metrics.REGISTRY.get_sample_value(name, labels)


async def test_open_and_late_dossiers_are_counted_by_center(
    two_centers: Centers, make_dossier: Callable[..., Awaitable[Any]]
) -> None:
    que_vo, other_center = two_centers["que-vo"], two_centers["gia-binh"]
    now = wall_clock()
    await measuring.count_centers(two_centers, now)
    before = {
        key: (told("motcua_dossiers_open", center=key), told("motcua_dossiers_late", center=key)) for key in two_centers
    }
    with entered(que_vo):
        await make_dossier(due_at=now - timedelta(days=2))
        await make_dossier(due_at=now + timedelta(days=2))
        await make_dossier(due_at=now - timedelta(days=2), state="supplement")
        await make_dossier(due_at=now - timedelta(days=2), state="handed_back", is_open=False)
    await measuring.count_centers(two_centers, now)
    opened, late = before["que-vo"]
    assert told("motcua_dossiers_open", center="que-vo") == (opened or 0) + 3
    assert told("motcua_dossiers_late", center="que-vo") == (late or 0) + 1
    key = other_center.key
    assert (told("motcua_dossiers_open", center=key), told("motcua_dossiers_late", center=key)) == before[key]
    assert abs((told("motcua_counted_timestamp_seconds", center="que-vo") or 0) - now.timestamp()) < 60


async def test_counting_reads_the_index_of_open_dossiers_and_no_more(
    in_que_vo: Center, plan_of: Callable[..., Awaitable[str]]
) -> None:
    for ask in (standing.count_open, lambda: standing.count_late(late_by(wall_clock()))):
        plan = await plan_of(ask, "enable_seqscan")
        # Whichever it is, it holds the open ones only; what is late has its own where there are many (test_worklists).
        index = re.search(r"(?:using|Index Scan on) (\w+)", plan)
        assert index, plan
        asked = "SELECT pg_get_indexdef(to_regclass($1))"
        async with transaction():
            assert (await DB.fetch(asked, index[1]))[0][0].endswith("WHERE is_open"), plan
        assert "Seq Scan" not in plan
    # Asked without `is_open`, the same count has to read everything there ever was.
    whole = await plan_of(lambda: DB.fetch("SELECT count(*) FROM dossier"), "enable_indexonlyscan", "enable_indexscan")
    assert "dossier_by_due" not in whole


async def test_a_center_that_cannot_be_counted_keeps_its_number_and_hides_no_other(two_centers: Centers) -> None:
    sick = replace(two_centers["que-vo"], key="khong-co")
    centers = Centers(two_centers.province, {"khong-co": sick, **two_centers})
    failed = told("motcua_count_failures_total", center="khong-co") or 0
    counted = wall_clock()
    await measuring.count_centers(centers, counted)
    assert told("motcua_count_failures_total", center="khong-co") == failed + 1
    assert told("motcua_dossiers_open", center="khong-co") is None
    assert (told("motcua_counted_timestamp_seconds", center="gia-binh") or 0) >= counted.timestamp() - 1


async def test_jobs_are_counted_by_kind_and_state(two_centers: Centers, que_vo: Center, owner: Any) -> None:
    kind = f"k{uuid4().hex}"
    with entered(que_vo):
        async with transaction():
            await enqueue(kind, {"id": 1})
            await enqueue(kind, {"id": 2})
    an_hour_ago = "created = now() - interval '1 hour', execute_after = now() - interval '1 hour'"
    await owner.execute(f"UPDATE jobs.pgqueuer SET {an_hour_ago} WHERE entrypoint = $1", kind)
    await measuring.count_jobs(DB.pools.direct_url)
    assert told("motcua_jobs", kind=kind, state="queued") == 2
    assert (told("motcua_jobs_oldest_seconds") or 0) >= 3600
    await owner.execute("DELETE FROM jobs.pgqueuer WHERE entrypoint = $1", kind)
    await measuring.count_jobs(DB.pools.direct_url)
    assert told("motcua_jobs", kind=kind, state="queued") is None


async def test_the_pool_is_told_as_it_stands(two_centers: Centers) -> None:
    measuring.watch_pool(Readiness())
    async with DB.catalog_transaction():
        assert (told("motcua_pool_connections", state="open") or 0) >= 1
        assert told("motcua_pool_connections", state="most") == DB.connections()["most"] > 0
        busy = DB.connections()
        assert busy["idle"] < busy["open"]


async def test_a_database_that_went_away_is_told_to_the_monitor_and_comes_back(two_centers: Centers) -> None:
    readiness = Readiness()
    readiness.expect(["que-vo"])
    readiness.serve("que-vo")
    readiness.started()
    assert await measuring.feel_pulse(readiness, DB.pools.requests_url)
    assert readiness.is_healthy
    assert not await measuring.feel_pulse(readiness, "postgresql://motcua_app:x@127.0.0.1:1/motcua")
    assert (readiness.is_healthy, readiness.is_ready) == (False, True)
    assert told("motcua_database_up") == 0
    assert await measuring.feel_pulse(readiness, DB.pools.requests_url)
    assert readiness.is_healthy
    assert told("motcua_database_up") == 1
