"""What a center says of itself: the counts of its own lists, and nobody's name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.catalog import Catalog
from motcua.centers import Center, Centers, entered
from motcua.centers.training import Training
from motcua.services.office import Office
from motcua.services.province.overview import SILENT_AFTER, center_numbers, overview
from motcua.services.province.publishing import say_numbers
from motcua.settings import Settings
from motcua.store.migrate import levels

AT = datetime(2017, 11, 8, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
Maker = Callable[..., Awaitable[UUID]]


@pytest.fixture
def center(two_centers: Centers) -> Center:
    return two_centers["gia-binh"]


@pytest.fixture
def office(two_centers: Centers, tmp_path: Path) -> Office:
    nobody: Any = None
    settings = Settings(data_dir=tmp_path, tenants_dir=tmp_path, key_file=tmp_path / "keys.json")
    return Office(settings, two_centers, Catalog.__new__(Catalog), nobody, nobody, nobody, nobody)


async def numbers(office: Office, province: Center, center: Center, now: datetime = NOW) -> Any:
    with entered(province):
        return await center_numbers(office, center.key, now)


async def test_a_new_dossier_is_one_more_in_the_counts_of_its_center_and_its_agency(
    office: Office, province: Center, center: Center, make_dossier: Maker
) -> None:
    await say_numbers(office, center, AT, NOW)
    before = (await numbers(office, province, center)).line
    with entered(center):
        await make_dossier(
            code=f"000.00.GB.H05-171108-{uuid4().hex[:6]}", received_at=AT, due_at=AT - timedelta(hours=1)
        )
        await make_dossier(received_at=AT, due_at=AT + timedelta(hours=2))
    await say_numbers(office, center, AT, NOW)
    found = await numbers(office, province, center)
    after = found.line
    changed = {name: getattr(after, name) - getattr(before, name) for name in ("received", "open", "late", "due_today")}
    assert changed == {"received": 1, "open": 2, "late": 1, "due_today": 2}
    agency = next(each for each in found.agencies if each["agency"] == "tai_chinh_ke_hoach")
    assert (agency["open"], agency["late"]) >= (2, 1)
    today = next(each for each in found.days if each["on_date"] == AT.date())
    assert today["received"] == after.received
    assert after.level == levels("center")[-1]


async def test_what_a_center_says_holds_nobodys_name(
    office: Office, province: Center, center: Center, make_dossier: Maker, make_staff: Any, owner: Any
) -> None:
    name, officer = f"Đinh Thị {uuid4().hex}", f"Cán bộ {uuid4().hex}"
    with entered(center):
        await make_dossier(name=name, receiver_id=(await make_staff(name=officer)).id)
    await say_numbers(office, center, AT, NOW)

    async def names_in(schema: str, *tables: str) -> set[str]:
        found = set()
        for table in tables:
            rows = await owner.fetch(f"SELECT t::text AS said FROM {schema}.{table} t")
            found |= {each for each in (name, officer) for row in rows if each in row["said"]}
        return found

    assert await names_in("catalog", "center_numbers", "center_day", "center_facts") == set()
    # Negative control: the same look finds both where they stand.
    assert await names_in(center.schema, "applicant", "staff") == {name, officer}


async def test_a_center_that_falls_silent_is_first_in_the_list_and_says_why(
    office: Office, province: Center, two_centers: Centers
) -> None:
    for each in two_centers.values():
        await say_numbers(office, each, AT, NOW)
    with entered(province):
        fresh = await overview(office, NOW + SILENT_AFTER)
        silent = await overview(office, NOW + SILENT_AFTER + timedelta(seconds=1))
    ours = {line.key: line.troubles for line in fresh.lines if line.key in two_centers}
    assert all(not any("15 phút" in each for each in troubles) for troubles in ours.values())
    assert all("Không báo số liệu quá 15 phút" in line.troubles for line in silent.lines if line.key in two_centers)


async def test_a_training_twin_is_listed_last_and_marked_and_counts_in_no_sum(
    office: Office, province: Center, two_centers: Centers, make_dossier: Any
) -> None:
    keys = list(two_centers)
    for each in two_centers.values():
        with entered(each):
            await make_dossier()
        await say_numbers(office, each, AT, NOW)
    with entered(province):
        before = await overview(office, NOW)
        twin = replace(two_centers[keys[0]], training=Training(keys[1]))
        practised = replace(office, centers=Centers(two_centers.province, {**two_centers, keys[0]: twin}))
        after = await overview(practised, NOW)
    line = next(each for each in before.lines if each.key == keys[0])
    assert line.open > 0
    assert after.total["open"] == before.total["open"] - line.open
    assert after.count == before.count - 1
    assert (after.lines[-1].key, after.lines[-1].is_training) == (keys[0], True)
    assert after.lines[-1].name.endswith("(đào tạo)")
    came = [sum(day["received"] for day in each.days) for each in (before, after)]
    assert came[1] < came[0]
