"""What a server's start does for centers, and what one center that can't be opened does to the others."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from motcua import paths
from motcua.centers import Centers, entered, read_centers
from motcua.domain.errors import DataError, MotCuaError
from motcua.services.office import Office
from motcua.services.setup import onboarding, starting
from motcua.services.setup.onboarding import owner_of
from motcua.services.setup.starting import Start
from motcua.store import upgrading
from motcua.store.engine import DB
from motcua.store.migrate import TAKES_AWAY, center_levels, fact, migrate_catalog, migrate_center, set_fact
from motcua.store.queries.review import load_publications
from motcua.store.upgrading import served_from
from motcua.testing.offices import at, fresh_office

KEYS = ("que-vo", "gia-binh")
NOW = at("2017-11-08 07:30")


@pytest.fixture(scope="module")
async def installed(
    cluster: Any, database: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Office, Path]]:
    """Two onboarded centers with folders of their own to change."""
    folder = tmp_path_factory.mktemp("starting")
    shutil.copytree(paths.tenants(), folder / "tenants")
    secrets = database.folder / "secrets"
    async with fresh_office(cluster.superuser_dsn, folder, secrets_dir=secrets, tenants=folder / "tenants") as office:
        yield office, folder / "tenants"


@pytest.fixture
def office(installed: tuple[Office, Path]) -> Office:
    """As a new process reads it."""
    found = installed[0]
    return replace(found, centers=read_centers(found.settings.tenants_dir), former={})


async def start(office: Office, *, raises: bool = False) -> tuple[set[str], Start]:
    """Runs one start; the centers for which something was done."""
    started = Start(office, None, lambda: NOW)
    return {report.center async for report in started.centers(raises=raises)}, started


async def sql(office: Office, statement: str, *args: Any) -> None:
    connection = await owner_of(office)
    await connection.execute(statement, *args)
    await connection.close()


async def test_a_start_with_nothing_new_applies_nothing_and_compares_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await start(office)
    asked: list[int] = []
    original = starting.standings

    async def counted(connection: Any) -> Any:
        asked.append(1)
        return await original(connection)

    async def never(*_: Any, **__: Any) -> None:
        raise AssertionError("there was nothing to onboard")

    monkeypatch.setattr(starting, "standings", counted)
    monkeypatch.setattr(starting, "onboard", never)
    done, started = await start(office)
    assert (done, started.closed, len(asked)) == (set(), {}, 1)
    assert set(office.centers) == set(office.former) == set(KEYS)
    with DB.counted() as statements:  # a handful for each center, however many procedures there are
        await start(office)
    assert len(statements) <= 8 * len(KEYS)


async def test_a_changed_file_is_applied_at_the_next_start_and_at_that_center_alone(
    office: Office, installed: tuple[Office, Path]
) -> None:
    await start(office)
    people = installed[1] / "que-vo" / "staff.csv"
    people.write_text(people.read_text("utf-8").replace("Cán bộ", "Chuyên viên", 1), "utf-8")
    assert (await start(replace(office, centers=read_centers(installed[1]))))[0] == {"que-vo"}
    assert (await start(office))[0] == set()


async def test_data_that_was_put_in_the_place_of_a_centers_is_gone_through_again(office: Office) -> None:
    await start(office)
    await sql(office, "UPDATE catalog.center SET data_hash = '' WHERE key = 'gia-binh'")
    assert (await start(office))[0] == {"gia-binh"}


async def test_a_center_that_is_behind_but_served_is_opened_on_its_own_level(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = await owner_of(office)
    newest = (await center_levels(connection))["que-vo"]
    monkeypatch.setattr(upgrading, "RELEASED", newest)  # the last migration came with this release
    assert served_from() < newest
    try:
        await sql(office, "UPDATE catalog.center SET migration_level = $1, data_hash = ''", served_from())
        _, started = await start(office)
        assert started.closed == {}
        assert set(office.centers) == set(KEYS)
        assert set((await center_levels(connection)).values()) == {served_from()}
    finally:
        await sql(office, "UPDATE catalog.center SET migration_level = $1", newest)
        await connection.close()


@pytest.mark.parametrize(
    ("level", "says"), [("m0002_dossiers", "chưa được nâng cấp"), ("m9999_later", "một phiên bản phần mềm mới hơn")]
)
async def test_a_center_that_this_release_does_not_serve_is_closed_and_the_others_go_on(
    office: Office, level: str, says: str
) -> None:
    connection = await owner_of(office)
    newest = (await center_levels(connection))["que-vo"]
    try:
        await sql(office, "UPDATE catalog.center SET migration_level = $1 WHERE key = 'que-vo'", level)
        _, started = await start(office)
        assert says in started.closed["que-vo"].shown
        assert "motcua upgrade" in started.closed["que-vo"].says
        assert set(office.centers) == {"gia-binh"}
        assert (await center_levels(connection))["que-vo"] == level
    finally:
        await sql(office, "UPDATE catalog.center SET migration_level = $1", newest)
        await connection.close()


@pytest.mark.parametrize(
    ("level", "is_served"), [("m9997_added", True), ("m9998_taken", False), ("m9999_added", False)]
)
async def test_a_center_that_a_later_release_has_raised_is_served_until_something_was_taken_away(
    office: Office, level: str, is_served: bool
) -> None:
    connection = await owner_of(office)
    newest = (await center_levels(connection))["que-vo"]
    told = await fact(connection, TAKES_AWAY)
    assert told is not None  # every release leaves it
    try:  # as the later one has left it
        later = {"newest": "m9999_added", "needs": {"m9998_taken": "m9997_added"}}
        await set_fact(connection, TAKES_AWAY, json.dumps(later))
        await sql(office, "UPDATE catalog.center SET migration_level = $1 WHERE key = 'que-vo'", level)
        _, started = await start(office)
        assert ("que-vo" in office.centers, "que-vo" in started.closed) == (is_served, not is_served)
        assert "gia-binh" in office.centers
        assert (await center_levels(connection))["que-vo"] == level
        assert not await migrate_center(connection, read_centers(paths.tenants())["que-vo"])  # nor lowered by a command
        await migrate_catalog(connection)
        assert await fact(connection, TAKES_AWAY) == json.dumps(later)  # nor forgotten
    finally:
        await sql(office, "UPDATE catalog.center SET migration_level = $1", newest)
        await set_fact(connection, TAKES_AWAY, told)
        await connection.close()


async def test_a_new_procedure_is_stored_once_and_compared_at_each_center(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await start(office)
    stored: list[int] = []
    original = starting.store_new_versions

    async def counted(*given: Any) -> int:
        stored.append(await original(*given))
        return stored[-1]

    async def never(*_: Any, **__: Any) -> None:
        raise AssertionError("nothing in the folders has changed")

    monkeypatch.setattr(starting, "store_new_versions", counted)
    monkeypatch.setattr(onboarding, "_sync_staff", never)
    monkeypatch.setattr(onboarding, "keep_applied", never)
    known = office.catalog.procedures
    old = known["dang-ky-ho-kinh-doanh"]
    changed = replace(office.catalog, procedures={**known, old.key: replace(old, title=f"{old.title} (mới)")})
    done, started = await start(replace(office, catalog=changed))
    assert (done, started.closed, stored) == (set(KEYS), {}, [1])
    for center in office.centers.values():
        with entered(center):
            hashes = {each.version_hash for each in await load_publications(old.key)}
        assert {old.hash, changed.procedures[old.key].hash} <= hashes
    monkeypatch.undo()
    await sql(office, "UPDATE catalog.center SET data_hash = ''")  # the control: as after a restore, all of it
    monkeypatch.setattr(onboarding, "_sync_staff", never)
    with pytest.raises(AssertionError, match="in the folders"):
        await start(office)


async def test_what_is_wrong_with_one_centers_data_keeps_no_other_from_working(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = starting.onboard

    async def failing(office: Office, center: Any, **rest: Any) -> Any:
        if center.key == "gia-binh":
            raise DataError("gia-binh/center.toml", "plugins", "sai.", "sửa.")
        if center.key == "que-vo" and is_all:
            raise RuntimeError("Nguyễn Văn Kín")
        return await original(office, center, **rest)

    is_all = False
    monkeypatch.setattr(starting, "onboard", failing)
    await sql(office, "UPDATE catalog.center SET data_hash = ''")
    _, started = await start(office)
    assert set(office.centers) == {"que-vo"}
    assert "center.toml" in started.closed["gia-binh"].says
    assert "center.toml" not in started.closed["gia-binh"].shown
    is_all = True
    await sql(office, "UPDATE catalog.center SET data_hash = ''")
    every = replace(office, centers=Centers(office.centers.province, read_centers(office.settings.tenants_dir)))
    with pytest.raises(MotCuaError, match="plugins"):
        await start(every)
    assert not every.centers


async def test_what_a_plugins_or_centers_fault_says_is_never_repeated(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(office: Office, center: Any, **rest: Any) -> Any:
        raise RuntimeError("Nguyễn Văn Kín")

    await start(office)
    await sql(office, "UPDATE catalog.center SET data_hash = '' WHERE key = 'que-vo'")
    monkeypatch.setattr(starting, "onboard", failing)
    _, started = await start(office)
    assert "RuntimeError" in started.closed["que-vo"].says
    assert "Kín" not in str(started.closed)
