"""No upgrade where an agency's plugin can't go along: asked before anything is touched."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

import pytest

from motcua import paths
from motcua.catalog import build_catalog, load_plugins
from motcua.catalog.plugins import GROUP
from motcua.centers import Centers, read_centers
from motcua.domain.errors import Refused
from motcua.services.doctor import Level, data
from motcua.services.upgrade.gate import check_plugins, mistakes_of, unusable


def with_plugin(key: str) -> Centers:
    """The shipped centers, one of which has switched on `key` and nothing else."""
    shipped = read_centers(paths.tenants())
    center = replace(shipped["que-vo"], plugins=frozenset({key}))
    return Centers(shipped.province, {"que-vo": center})


def written_for(monkeypatch: pytest.MonkeyPatch, folder: Path, key: str, requires: str) -> EntryPoint:
    """An installed package of an agency without procedures, that says which core it works with."""
    record = folder / f"motcua_{key}-1.0.dist-info"
    record.mkdir(parents=True)
    told = f"Metadata-Version: 2.1\nName: motcua-{key}\nVersion: 1.0\nRequires-Dist: {requires}\n"
    (record / "METADATA").write_text(told, "utf-8")
    (record / "entry_points.txt").write_text(f"[{GROUP}]\n{key} = planted_{key}\n", "utf-8")
    module = ModuleType(f"planted_{key}")
    module.NAME = "Cơ quan thử"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    (entry,) = Distribution.at(record).entry_points
    return entry


async def test_the_shipped_plugins_go_with_this_release() -> None:
    assert await check_plugins(read_centers(paths.tenants())) == len(entry_points(group=GROUP))


async def test_a_plugin_that_is_on_and_not_installed_stops_the_upgrade_and_names_the_centers() -> None:
    with pytest.raises(Refused, match="khuyen_nong: chưa cài, mà đang bật ở que-vo") as caught:
        await check_plugins(with_plugin("khuyen_nong"))
    assert str(caught.value.sentence).startswith("Chưa nâng cấp, dữ liệu giữ nguyên")


async def test_a_plugin_for_another_core_stops_the_upgrade_with_the_line_to_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entry = written_for(monkeypatch, tmp_path, "khuyen_nong", "motcua<9.2,>=9.0")
    with pytest.raises(Refused, match=r"khuyen_nong: .*sửa dòng “motcua>=9\.0,<9\.2”"):
        await check_plugins(with_plugin("khuyen_nong"), [entry])


async def test_a_plugin_that_no_center_has_switched_on_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The control: the same two packages, and only the one that is used decides."""
    good = written_for(monkeypatch, tmp_path, "khuyen_nong", "motcua<0.3,>=0.1")
    bad = written_for(monkeypatch, tmp_path, "thuy_loi", "motcua<9.2,>=9.0")
    with pytest.raises(Refused, match="thuy_loi"):
        await check_plugins(with_plugin("thuy_loi"), [good, bad])
    assert await check_plugins(with_plugin("khuyen_nong"), [good, bad]) == 1


def test_a_start_tells_what_it_does_without_and_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    good = written_for(monkeypatch, tmp_path, "khuyen_nong", "motcua<0.3,>=0.1")
    bad = written_for(monkeypatch, tmp_path, "thuy_loi", "motcua<9.2,>=9.0")
    catalog = build_catalog(load_plugins([good, bad]))  # it goes on with the other one
    assert set(catalog.plugins.by_key) == {"khuyen_nong"}
    (told,) = unusable(with_plugin("thuy_loi"), catalog)
    assert told.startswith("thuy_loi (đang bật ở que-vo): không dùng được với motcua")
    (told,) = unusable(with_plugin("thu_y"), catalog)
    assert "chưa cài trên máy chủ này" in told
    assert unusable(with_plugin("khuyen_nong"), catalog) == ()


async def test_the_doctor_tells_what_would_keep_an_upgrade_from_beginning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good = written_for(monkeypatch, tmp_path, "khuyen_nong", "motcua<0.3,>=0.1")
    bad = written_for(monkeypatch, tmp_path, "thuy_loi", "motcua<9.2,>=9.0")
    (found,) = data.mistakes(await mistakes_of([good, bad]))
    assert (found.level, "thuy_loi" in found.says) == (Level.BAD, True)
    assert list(data.mistakes(await mistakes_of([good]))) == []
