"""What a process that serves does about centers that came, changed or went beside it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from motcua import paths
from motcua.centers import Centers, read_center
from motcua.readiness import Readiness
from motcua.services import center_watch
from motcua.services.center_watch import CenterWatch
from motcua.services.office import Office
from motcua.services.onboarding import onboard, owner_of
from motcua.services.starting import Start, keep_taken
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


async def test_a_folder_that_cannot_be_read_keeps_nobody_from_working(
    serving: tuple[CenterWatch, Readiness, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, readiness, _ = serving

    def broken(folder: Path) -> Any:
        raise RuntimeError("Nguyễn Văn Kín")

    monkeypatch.setattr(center_watch, "read_center", broken)
    await watch.look()
    assert list(watch.office.centers) == ["que-vo"]
    assert readiness.is_ready


async def test_nothing_new_reads_no_file_again(
    serving: tuple[CenterWatch, Readiness, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, _, _ = serving
    await watch.look()

    def never(*_: Any) -> Any:
        raise AssertionError("there was nothing to compare")

    monkeypatch.setattr(center_watch, "digests_of", never)
    await watch.look()


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
