"""A center leaves: archived, read again, minuted and removed; anything that fails on the way removes nothing."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from tests.services.conftest import AT, BUSINESS, Desk_, Office, crew_of

from motcua import paths
from motcua.centers import Center, current, entered
from motcua.cli.leaving import say_leaving
from motcua.domain.errors import Conflict, MotCuaError, Refused
from motcua.services.backup.manifest import read_manifest
from motcua.services.backup.moving import folder_of, unpacked
from motcua.services.backup.restoring import Source
from motcua.services.setup import leaving
from motcua.services.setup.leaving import leave
from motcua.services.setup.onboarding import onboard
from motcua.services.training.opening import open_twin
from motcua.store.engine import DB
from motcua.store.roles import OWNER
from motcua.testing import publish

REASON = "Quyết định 12/QĐ-UBND ngày 1-11-2017"


def damage(path: Path) -> None:
    """One byte of the dossiers becomes another."""
    with tarfile.open(path) as tar:
        at = next(each.offset_data for each in tar if each.name.endswith("/tables/dossier"))
    body = bytearray(path.read_bytes())
    body[at + 40] ^= 0xFF
    path.write_bytes(body)


class Place:
    """A center with one dossier, in an installation of its own folders."""

    def __init__(self, desk: Desk_, center: Center, folder: Path) -> None:
        self.desk, self.center, self.folder = desk, center, folder

    async def leave(self, **changes: Any) -> Any:
        asked = {"confirmed": (self.center.key, self.center.name), "reason": REASON, "with_open": True, "at": AT}
        outside = current.set(None)  # as a command does, which works for no center
        try:
            return await leave(self.desk.office, self.center, self.folder / "out", **(asked | changes))
        finally:
            current.reset(outside)

    async def is_there(self, owner: Any) -> bool:
        in_database = bool(await owner.fetchval("SELECT 1 FROM pg_namespace WHERE nspname = $1", self.center.schema))
        assert (self.folder / "tenants" / self.center.key).is_dir() is in_database
        return in_database


@pytest.fixture
async def place(office: Office, que_vo: Center, make_staff: Any, tmp_path: Path) -> AsyncIterator[Place]:
    center = replace(que_vo, key="roi-di", staff=que_vo.staff[:2])
    shutil.copytree(paths.tenants() / "que-vo", tmp_path / "tenants" / "roi-di")
    settings = replace(office.settings, tenants_dir=tmp_path / "tenants")
    mine = replace(office, settings=settings)
    await onboard(mine, center, now=AT, business_at=AT)
    await publish(mine, center, AT)
    await DB.open_for(center)
    with entered(center):
        desk = Desk_(mine, await crew_of(make_staff))
        await desk.accept(BUSINESS.key)
        yield Place(desk, center, tmp_path)


async def test_it_is_archived_sealed_minuted_and_removed_and_the_others_stay(
    place: Place, owner: Any, que_vo: Center
) -> None:
    left = await place.leave()
    assert not await place.is_there(owner)
    assert await owner.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", place.center.schema) is None
    assert await owner.fetchval("SELECT 1 FROM pg_namespace WHERE nspname = $1", que_vo.schema) == 1
    assert left.archived.tables["dossier"] == 1
    assert left.archived.tables["trail_seal"] >= 1
    assert BUSINESS.key.encode() not in left.archived.path.read_bytes(), "nobody reads it without the key"
    async with unpacked(left.archived.path, place.folder) as (depot, key, stamp):
        manifest = await read_manifest(depot, place.desk.office.sealer, key, stamp)
        source = Source(depot, place.desk.office.sealer, manifest)
        assert b"roi-di/center.toml" in await folder_of(source)
    assert (manifest.center, manifest.key) == ("roi-di", left.archived.key)
    said = pypdfium2.PdfDocument(left.minutes.read_bytes())[0].get_textpage().get_text_range()
    bare = "".join(c for c in said if c.isprintable() and not c.isspace())  # long words break at marks nobody sees
    for words in (place.center.name, "12/QĐ-UBND", left.archived.path.name[:10], left.archived.sha256[:12]):
        assert "".join(words.split()) in bare, words


async def test_its_training_twin_goes_with_it_and_the_plan_and_the_minutes_say_so(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    office, tenants = place.desk.office, place.folder / "tenants"
    shutil.copytree(paths.tenants() / "calendar", tenants / "calendar")
    shutil.copy(paths.tenants() / "province.toml", tenants)
    outside = current.set(None)
    try:
        say_leaving(await leaving.leaving(office, place.center))
        assert "Trung tâm đào tạo" not in capsys.readouterr().out
        await open_twin(office, place.center, AT)
        say_leaving(await leaving.leaving(office, place.center))
    finally:
        current.reset(outside)
    assert "Trung tâm đào tạo roi-di-tap-huan: chỉ có người và hồ sơ giả định, xóa cùng" in capsys.readouterr().out
    left = await place.leave()
    assert left.twin == "roi-di-tap-huan"
    assert "roi-di-tap-huan" not in office.centers
    assert sorted(each.name for each in tenants.iterdir()) == ["calendar", "province.toml"]
    said = pypdfium2.PdfDocument(left.minutes.read_bytes())[0].get_textpage().get_text_range()
    bare = "".join(c for c in said if c.isprintable() and not c.isspace())
    assert "roi-di-tap-huan:chỉcóngườivàhồsơgiảđịnh" in bare


async def test_open_dossiers_keep_it_unless_it_is_said(place: Place, owner: Any) -> None:
    with pytest.raises(Conflict, match="Còn 1 hồ sơ"):
        await place.leave(with_open=False)
    assert await place.is_there(owner)
    await place.leave(with_open=True)


@pytest.mark.parametrize(
    "changes",
    [{"confirmed": ("roi-di", "")}, {"confirmed": ("que-vo", "Trung tâm")}, {"reason": "  "}],
    ids=["once", "another", "no-reason"],
)
async def test_it_is_confirmed_twice_and_with_a_reason(place: Place, owner: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        await place.leave(**changes)
    assert await place.is_there(owner)
    assert not (place.folder / "out").exists()
    await place.leave()


async def test_an_archive_that_can_not_be_read_again_removes_nothing(
    place: Place, owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = leaving.unpacked

    def damaged(file: Path, beside: Path) -> Any:
        damage(file)
        return whole(file, beside)

    with monkeypatch.context() as patched:
        patched.setattr(leaving, "unpacked", damaged)
        with pytest.raises(MotCuaError):
            await place.leave()
    assert await place.is_there(owner)
    shutil.rmtree(place.folder / "out")
    await place.leave()


async def test_a_trail_that_was_tampered_with_keeps_it(place: Place, owner: Any) -> None:
    schema = place.center.schema
    name = await owner.fetchval(f"SELECT actor_name FROM {schema}.event LIMIT 1")
    await owner.execute(f"UPDATE {schema}.event SET actor_name = 'Kẻ khác'")
    with pytest.raises(Conflict, match="Nhật ký"):
        await place.leave()
    assert await place.is_there(owner)
    await owner.execute(f"UPDATE {schema}.event SET actor_name = $1", name)
    await place.leave()


async def test_what_restores_have_kept_of_it_goes_too(place: Place, owner: Any, que_vo: Center) -> None:
    for schema, key in (("old_roi_di_1", place.center.key), ("old_khac_1", que_vo.key)):
        await owner.execute(f"CREATE SCHEMA {schema} AUTHORIZATION {OWNER}")
        await owner.execute("INSERT INTO catalog.kept_schema VALUES ($1, $2, 'm0001', $3, 'thử')", schema, key, AT)
    try:
        await place.leave()
        there = await owner.fetch("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'old\\_%'")
        assert [each["nspname"] for each in there] == ["old_khac_1"]
        assert await owner.fetchval("SELECT count(*) FROM catalog.kept_schema") == 1
    finally:
        await owner.execute("DROP SCHEMA old_khac_1; DELETE FROM catalog.kept_schema")
