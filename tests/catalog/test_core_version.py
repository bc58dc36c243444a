"""A plugin says which versions of the core it works with; made for another, it is not loaded, and the others go on."""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import Distribution, EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from packaging.specifiers import SpecifierSet
from tests.catalog.lint.conftest import Made

from motcua.catalog import core_version, load_plugins
from motcua.catalog.core_version import is_bounded, range_of, refusal, stated_at, suggested, written

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "plugins").glob("*/pyproject.toml"))


def entry(monkeypatch: pytest.MonkeyPatch, key: str, folder: Path, *requires: str) -> EntryPoint:
    module = ModuleType(f"made_{key}")
    module.NAME = "Cơ quan thử"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    made = EntryPoint(key, module.__name__, "motcua")
    vars(made).update(dist=Made(folder, *requires))
    return made


def test_a_plugin_for_another_core_is_refused_with_the_line_to_change_and_the_others_are_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = [\n    "motcua>=0.9,<0.11",\n]\n', "utf-8")
    made = [
        entry(monkeypatch, "cu", tmp_path, "requests", "motcua<0.11,>=0.9"),
        entry(monkeypatch, "moi", tmp_path, f"motcua{suggested(core_version.running())}"),
    ]
    plugins = load_plugins(made)
    assert list(plugins.by_key) == ["moi"]
    [problem] = plugins.problems
    assert (problem.plugin, problem.what) == ("cu", "core version")
    assert problem.sentence == (
        f"không dùng được với motcua {core_version.running()} đang chạy: sửa dòng “motcua>=0.9,<0.11” ở dependencies "
        "trong pyproject.toml của gói motcua-tho rồi cài lại, hoặc cài bản motcua trong khoảng đó."
    )
    assert problem.place is not None
    assert (problem.place.path, problem.place.line) == (tmp_path / "pyproject.toml", 3)


@pytest.mark.parametrize(
    ("required", "core", "is_refused"),
    [
        ("motcua>=0.1,<0.3", "0.1.0", False),
        ("motcua>=0.1,<0.3", "0.2.7", False),
        ("motcua>=0.1,<0.3", "0.3.0", True),
        ("motcua>=0.2,<0.3", "0.1.0", True),
        ("motcua>=0.1,<0.3", "0.2.0rc1", False),
        ("motcua", "9.0", False),
        ("motcua-extra>=7", "0.1.0", False),
        ("Motcua >= 7", "0.1.0", True),
        ("not a ? requirement", "0.1.0", False),
    ],
)
def test_the_range_decides(tmp_path: Path, required: str, core: str, is_refused: bool) -> None:
    assert (refusal(Made(tmp_path, required), core) is not None) == is_refused


@pytest.mark.parametrize(
    ("stated", "is_whole"),
    [(">=0.1,<0.3", True), ("~=0.1.0", True), ("==0.1.0", True), (">=0.1", False), ("<1", False), ("", False)],
)
def test_a_range_has_a_beginning_and_an_end(stated: str, is_whole: bool) -> None:
    assert is_bounded(SpecifierSet(stated)) == is_whole
    assert not is_bounded(None)


def test_what_is_suggested_is_written_from_which_version_on_first() -> None:
    assert suggested("0.1.0") == ">=0.1,<0.3"
    assert suggested("1.4.2") == ">=1.4,<1.6"
    assert written(SpecifierSet("<0.3,>=0.1")) == "motcua>=0.1,<0.3"


def test_a_package_from_a_wheel_is_told_by_its_record(tmp_path: Path) -> None:
    record = tmp_path / "motcua_tho-1.0.dist-info" / "METADATA"
    record.parent.mkdir()
    record.write_text("Metadata-Version: 2.1\nName: motcua-tho\nVersion: 1.0\nRequires-Dist: motcua>=7\n", "utf-8")
    (record.parent / "RECORD").write_text("motcua_tho-1.0.dist-info/METADATA,,\n", "utf-8")
    place = stated_at(Distribution.at(record.parent))
    assert place is not None
    assert (place.path, place.line) == (record, 4)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_every_shipped_plugin_says_a_range_that_holds_this_core(path: Path) -> None:
    [required] = tomllib.loads(path.read_text("utf-8"))["project"]["dependencies"]
    stated = range_of(Made(path.parent, required))
    assert is_bounded(stated)
    assert stated is not None
    assert core_version.running() in stated
