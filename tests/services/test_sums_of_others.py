"""The sums where a dossier's course is not the usual one, and as the province has them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tests.services.conftest import BUSINESS
from tests.services.test_outage_sheets import entered as sheet_entered
from tests.services.test_sums import BY, check, live
from tests.services.test_takeover import row, taken

from motcua.centers import Centers, entered
from motcua.centers.province import province_office
from motcua.domain.measures import Measure
from motcua.services.counter.outage_sheets import APPROVE, decide_sheet
from motcua.services.oversight import recount as proving
from motcua.services.oversight.keeping import keep_sums
from motcua.services.oversight.saying import say_sums
from motcua.store.engine import transaction
from motcua.store.province import migrate_province
from motcua.store.queries import province_sums, sums
from motcua.store.rows import run, value

DAY = timedelta(days=1)
FAR = date(2100, 1, 1)


async def summed(measure: Measure, on: date) -> int:
    async with transaction():
        return int((await sums.sums((measure,), on, on + DAY, ()))[0]["n"])


async def stood(measure: Measure, on: date) -> int:
    async with transaction():
        return int((await sums.sums((measure,), None, on + DAY, ()))[0]["n"])


async def test_a_dossier_received_on_paper_is_moved_to_the_day_on_the_sheet(desk: Any) -> None:
    number, _ = await sheet_entered(desk)
    before = await summed(Measure.RECEIVED, date(2017, 11, 7)), await summed(Measure.RECEIVED, date(2017, 11, 8))
    await decide_sheet(desk.office, desk.by("director"), number, APPROVE, uuid4())
    after = await summed(Measure.RECEIVED, date(2017, 11, 7)), await summed(Measure.RECEIVED, date(2017, 11, 8))
    assert after == (before[0] + 1, before[1] - 1)
    await check(days=9)


async def test_a_dossier_taken_over_late_is_overdue_since_the_day_that_was_promised(desk: Any) -> None:
    before = await stood(Measure.OVERDUE, date(2017, 11, 7)), await stood(Measure.IN_PROCESS, date(2017, 11, 6))
    late = {"Ngày tiếp nhận": "1/11/2017 08:00", "Ngày hẹn trả": "6/11/2017"}
    await taken(
        desk, row("CU-1"), row("CU-2", "Chờ trả kết quả", **{"Số kết quả": "12/GCN", "Bước": ""}), row("CU-3", **late)
    )
    after = await stood(Measure.OVERDUE, date(2017, 11, 7)), await stood(Measure.IN_PROCESS, date(2017, 11, 6))
    assert after == (before[0] + 1, before[1] + 3)
    await check(days=14)


async def test_what_the_province_has_is_what_the_center_has_however_often_it_is_said(
    desk: Any, owner: Any, two_centers: Centers
) -> None:
    province = province_office(two_centers)
    await migrate_province(owner, province)
    await live(desk, 31, 3)
    await keep_sums()
    assert await say_sums() > 0
    assert await say_sums() == 0
    key = "que-vo-quay"
    assert await _at_province(province, key) == await _here()
    await desk.accept(BUSINESS.key)
    await keep_sums()
    assert await say_sums() > 0
    assert await _at_province(province, key) == await _here()
    # Restored from a backup: what was said since never was.
    async with transaction():
        await run("UPDATE day_sum SET n = 0 WHERE measure = 'received'")
        await run("UPDATE day_sum SET stamp = 1")
    assert await _at_province(province, key) != await _here()
    assert await say_sums() > 0
    assert await _at_province(province, key) == await _here()
    await proving.mend(await proving.recount(), desk.at)
    await check(days=3)


async def test_a_center_says_its_own_sums_only(desk: Any, owner: Any, two_centers: Centers) -> None:
    async def at_the_other() -> int:
        with entered(two_centers["gia-binh"]):
            async with transaction():
                return await province_sums.said()

    before = await at_the_other()
    await desk.accept(BUSINESS.key)
    await keep_sums()
    assert await say_sums() > 0
    assert await at_the_other() == before
    with entered(two_centers["gia-binh"]):
        async with transaction():
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await value("SELECT count(*) FROM catalog.center_sum")


DIFFERENT = """WITH m AS (SELECT * FROM catalog.center_month), d AS (
    SELECT center_key, measure, date_trunc('month', on_date)::date AS on_date, agency, procedure_key, channel,
        sum(n)::bigint AS n FROM catalog.center_sum GROUP BY 1, 2, 3, 4, 5, 6)
    SELECT count(*) FROM ((TABLE m EXCEPT TABLE d) UNION ALL (TABLE d EXCEPT TABLE m)) AS unlike"""


async def test_the_months_at_the_province_are_the_sums_of_its_days(desk: Any, owner: Any) -> None:
    await desk.accept(BUSINESS.key)
    await keep_sums()
    await say_sums()
    assert await owner.fetchval("SELECT count(*) FROM catalog.center_month") > 0
    assert await owner.fetchval(DIFFERENT) == 0
    later = replace(desk, at=desk.at + timedelta(days=1))  # the same month again, and what was said is said anew
    await later.accept(BUSINESS.key)
    await keep_sums()
    assert await say_sums() > 0
    assert await owner.fetchval(DIFFERENT) == 0
    spoiled = owner.transaction()  # the control
    await spoiled.start()
    await owner.execute(
        "UPDATE catalog.center_sum SET n = n + 1 WHERE ctid = (SELECT min(ctid) FROM catalog.center_sum)"
    )
    assert await owner.fetchval(DIFFERENT) == 2
    await spoiled.rollback()
    assert await owner.fetchval(DIFFERENT) == 0


async def _here() -> Counter[tuple[Any, ...]]:
    names = ("measure", "on_date", *BY)
    async with transaction():
        found = await sums.sums([each.value for each in Measure], None, FAR, names)
    return Counter({tuple(each[name] for name in names): each["n"] for each in found if each["n"]})


async def _at_province(province: Any, key: str) -> Counter[tuple[Any, ...]]:
    names = ("measure", "on_date", *BY)
    with entered(province):
        async with transaction():
            found = await province_sums.sums([key], [each.value for each in Measure], None, FAR, names)
    return Counter({tuple(each[name] for name in names): each["n"] for each in found if each["n"]})
