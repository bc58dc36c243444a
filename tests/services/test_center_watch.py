"""What a process that serves does about centers that came, changed or went beside it."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua import paths
from motcua.centers import Centers, read_center
from motcua.readiness import Readiness
from motcua.services.office import Office
from motcua.services.setup import center_watch
from motcua.services.setup.center_watch import CenterWatch
from motcua.services.setup.onboarding import onboard, owner_of
from motcua.services.setup.starting import Start, digests_of, keep_taken
from motcua.testing.offices import at, fresh_office

NOW = at("2017-11-08 07:30")


@pytest.fixture(scope="module")
async def installed(
    cluster: Any, database: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Office, Path]]:
    folder = tmp_path_factory.mktemp("watched")
    shutil.copytree(paths.tenants(), folder / "tenants")
    secrets = database.folder / "secrets"
    async with fresh_office(cluster.superuser_dsn, folder, secrets_dir=secrets, tenants=folder / "tenants") as office:
        async for _ in Start(office, None, lambda: NOW).centers():
            pass
        yield office, folder / "tenants"


@pytest.fixture
async def serving(installed: tuple[Office, Path]) -> tuple[CenterWatch, Readiness, Path]:
    """A process that serves Quế Võ alone until it has looked."""
    office, tenants = installed
    centers = Centers(office.centers.province, {"que-vo": read_center(tenants / "que-vo")})
    readiness = Readiness()
    readiness.serve("que-vo")
    readiness.started()
    return CenterWatch(replace(office, centers=centers), lambda: NOW, readiness), readiness, tenants


async def forget(office: Office, key: str) -> None:
    connection = await owner_of(office)
    await connection.execute("UPDATE catalog.center SET data_hash = '' WHERE key = $1", key)
    await connection.close()


async def test_a_center_is_opened_when_what_takes_it_into_work_is_done_and_not_before(
    serving: tuple[CenterWatch, Readiness, Path],
) -> None:
    watch, readiness, tenants = serving
    center = read_center(tenants / "gia-binh")
    await forget(watch.office, "gia-binh")
    await watch.look()
    assert list(watch.office.centers) == ["que-vo"]  # somebody is at work on it
    report = await onboard(watch.office, center, business_at=NOW)
    await watch.look()
    assert list(watch.office.centers) == ["que-vo"]
    await keep_taken(watch.office, report)
    await watch.look()
    assert list(watch.office.centers) == ["gia-binh", "que-vo"]  # in the order of their keys
    assert readiness.report()["centers"] == {"que-vo": True, "gia-binh": True}


async def test_a_changed_folder_counts_once_it_was_applied(serving: tuple[CenterWatch, Readiness, Path]) -> None:
    watch, _, tenants = serving
    await watch.look()
    path = tenants / "que-vo" / "center.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('short_name = "Quế Võ"', 'short_name = "Quế Võ mới"'), "utf-8")
    try:
        await watch.look()
        assert watch.office.centers["que-vo"].short_name == "Quế Võ"
        report = await onboard(watch.office, read_center(path.parent), business_at=NOW)
        await keep_taken(watch.office, report)
        await watch.look()
        assert watch.office.centers["que-vo"].short_name == "Quế Võ mới"
    finally:
        path.write_text(text, "utf-8")
        await keep_taken(watch.office, await onboard(watch.office, read_center(path.parent), business_at=NOW))


async def test_what_could_not_be_opened_is_tried_again_at_every_look_and_said_once(
    serving: tuple[CenterWatch, Readiness, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watch, readiness, _ = serving
    tried: list[str] = []

    def broken(folder: Path) -> Any:
        tried.append(folder.name)
        raise RuntimeError("Nguyễn Văn Kín")

    def broken_otherwise(_: Path) -> Any:
        raise LookupError("Nguyễn Văn Kín")

    def said() -> list[str]:
        return [each.getMessage() for each in caplog.records if each.name == "motcua.centers"]

    monkeypatch.setattr(center_watch, "read_center", broken)
    for _ in range(3):
        await watch.look()
    assert list(watch.office.centers) == ["que-vo"]
    assert readiness.is_ready
    assert tried == ["gia-binh"] * 3
    assert len(said()) == 1
    assert "Nguyễn Văn Kín" not in said()[0]
    monkeypatch.setattr(center_watch, "read_center", broken_otherwise)
    await watch.look()
    assert len(said()) == 2  # another reason
    monkeypatch.setattr(center_watch, "read_center", read_center)
    await watch.look()
    assert list(watch.office.centers) == ["gia-binh", "que-vo"]


async def test_a_look_that_fails_is_said_once_for_each_reason(
    serving: tuple[CenterWatch, Readiness, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[Path] = []
    loop, looked = asyncio.get_running_loop(), asyncio.Event()

    def gone(tenants: Path) -> Any:
        looks.append(tenants)
        if len(looks) == 3:
            loop.call_soon_threadsafe(looked.set)
        raise OSError("away")

    monkeypatch.setattr(center_watch, "_files_in", gone)
    watch, readiness, _ = serving
    async with center_watch.watching(watch.office, watch.clock, readiness, every=timedelta(0)):
        await looked.wait()
    assert len([each for each in caplog.records if each.name == "motcua.centers"]) == 1


async def test_the_files_of_those_alone_that_changed_are_read_again(
    serving: tuple[CenterWatch, Readiness, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, _, tenants = serving
    read: list[str] = []

    def counted(office: Office, keys: Iterable[str]) -> Any:
        read.extend(listed := list(keys))
        return digests_of(office, listed)

    monkeypatch.setattr(center_watch, "digests_of", counted)
    for changed, expected in (
        (None, ["gia-binh", "que-vo"]),  # the first look
        (None, []),
        (tenants / "gia-binh" / "staff.csv", ["gia-binh"]),
        (tenants / "province.toml", ["gia-binh", "que-vo"]),  # is part of every center's digest
    ):
        read.clear()
        if changed is not None:
            changed.touch()
        await watch.look()
        assert read == expected


async def test_files_that_cannot_be_read_keep_no_other_center_waiting(
    serving: tuple[CenterWatch, Readiness, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, _, _ = serving

    def locked(office: Office, keys: Iterable[str]) -> Any:
        if "gia-binh" in (listed := list(keys)):
            raise PermissionError("locked")
        return digests_of(office, listed)

    watch.office.centers.pop("que-vo")
    with monkeypatch.context() as patched:
        patched.setattr(center_watch, "digests_of", locked)
        await watch.look()
        assert list(watch.office.centers) == ["que-vo"]
    await watch.look()
    assert list(watch.office.centers) == ["gia-binh", "que-vo"]


@pytest.mark.parametrize(("needs", "is_served"), [("m0001_begin", True), ("m9998_later", False)])
async def test_a_center_that_a_later_release_has_raised_is_opened_where_that_release_says_it_may_be(
    serving: tuple[CenterWatch, Readiness, Path], needs: str, is_served: bool
) -> None:
    watch, _, _ = serving
    connection = await owner_of(watch.office)
    level = await connection.fetchval("SELECT migration_level FROM catalog.center WHERE key = 'gia-binh'")
    told = await connection.fetchval("SELECT value FROM catalog.installation WHERE key = 'taken_away'")
    says = json.dumps({"newest": "m9998_later", "needs": {"m9998_later": needs}})
    try:
        await connection.execute("UPDATE catalog.installation SET value = $1 WHERE key = 'taken_away'", says)
        await connection.execute("UPDATE catalog.center SET migration_level = 'm9998_later' WHERE key = 'gia-binh'")
        await watch.look()
        assert ("gia-binh" in watch.office.centers) is is_served
    finally:
        await connection.execute("UPDATE catalog.center SET migration_level = $1 WHERE key = 'gia-binh'", level)
        await connection.execute("UPDATE catalog.installation SET value = $1 WHERE key = 'taken_away'", told)
        await connection.close()


async def test_a_center_that_left_is_forgotten_its_address_says_so_and_it_may_come_back(
    serving: tuple[CenterWatch, Readiness, Path],
) -> None:
    watch, readiness, _ = serving
    await watch.look()
    connection = await owner_of(watch.office)
    # The role stands in other databases of the tests, so that the center can't leave whole.
    await connection.execute("UPDATE catalog.center SET key = 'elsewhere' WHERE key = 'gia-binh'")
    try:
        await watch.look()
        assert list(watch.office.centers) == ["que-vo"]
        assert readiness.has_left("gia-binh")
        assert readiness.is_ready
    finally:
        await connection.execute("UPDATE catalog.center SET key = 'gia-binh' WHERE key = 'elsewhere'")
        await connection.close()
    await watch.look()
    assert "gia-binh" in watch.office.centers
    assert not readiness.has_left("gia-binh")
