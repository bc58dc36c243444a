"""A plugin in a folder is read as its files are now; a mistake in them is told with its line until it is mended."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from motcua.catalog.folders import plugin_folder_above, read_plugin_folder
from motcua.catalog.reloading import Loaded, Reloading, find_plugin
from motcua.domain.errors import DataError, Refused

PROJECT = """[project]
name = "motcua-thu"
version = "1.2.3"

[project.entry-points.motcua]
thu = "motcua_thu"
"""
CODE = '''"""Cơ quan thử."""

from motcua.api import Procedure, hookimpl
from motcua.api.forms import Choice, Form, Paper, Section
from motcua.api.routes import Desk, Route, Step, otherwise, working_days

NAME = "Cơ quan thử"


class ItForm(Form):
    """Đơn đề nghị."""

    about = Section("Việc đề nghị")
    kind = Choice("Loại việc", {"a": "Loại một", "b": "Loại hai"})
    request = Paper("Đơn đề nghị", originals=1)


IT = Procedure(
    key="thu-tuc-thu",
    title="Thủ tục thử",
    sector="Thử",
    form=ItForm,
    route=Route(otherwise(Step("Ký", Desk("head", "Trưởng phòng", signs=True), working_days(1)))),
    term=working_days(3),
    result="Giấy",
)


@hookimpl
def register_procedures():
    return (IT,)
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "motcua_thu").mkdir()
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    (tmp_path / "motcua_thu" / "__init__.py").write_text(CODE, "utf-8")
    found = read_plugin_folder(tmp_path)
    yield tmp_path
    found.forget()


def rewrite(folder: Path, before: str, after: str, name: str = "motcua_thu/__init__.py") -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def title(loaded: Loaded) -> str:
    assert loaded.broken is None, loaded.broken
    assert loaded.catalog is not None
    return loaded.catalog.procedures["thu-tuc-thu"].title


def test_the_plugin_is_what_its_files_say_now(folder: Path) -> None:
    plugin = Reloading(find_plugin(str(folder)))
    first = plugin.current()
    assert title(first) == "Thủ tục thử"
    rewrite(folder, "Thủ tục thử", "Thủ tục đã sửa")
    assert title(plugin.current()) == "Thủ tục đã sửa"
    assert plugin.current().stamp != first.stamp


def test_nothing_is_read_again_while_no_file_changes(folder: Path) -> None:
    plugin = Reloading(find_plugin(str(folder)))
    assert plugin.current() is plugin.current()


def test_two_who_ask_at_once_share_one_reading(folder: Path) -> None:
    plugin, start = Reloading(find_plugin(str(folder))), Barrier(2)
    with ThreadPoolExecutor(2) as readers:
        one, other = readers.map(lambda _: (start.wait(30), plugin.current())[1], range(2))
    assert title(one) == "Thủ tục thử"
    assert one is other


def test_only_this_plugin_is_in_the_catalogue(folder: Path) -> None:
    loaded = Reloading(find_plugin(str(folder))).current()
    assert loaded.catalog is not None
    assert set(loaded.catalog.plugins.by_key) == {"thu"}


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ('Choice("Loại việc"', 'Choicee("Loại việc"', 14, "chưa được import"),
        ('kind = Choice("Loại việc"', 'kind = = Choice("Loại việc"', 14, "Sai cú pháp"),
        ("import Procedure, hookimpl", "import Procedura, hookimpl", 3, "không có tên này"),
        ("from motcua.api.forms", "from motcua.api.shapes", 4, "Không tìm thấy mô-đun"),
        ("working_days(1)", "working_days(9)", 18, "dài hơn thời hạn"),
        ('key="thu-tuc-thu",', 'key="Thủ tục",', 18, "khóa thủ tục"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_is_gone_when_mended(
    folder: Path, before: str, after: str, line: int, says: str
) -> None:
    plugin = Reloading(find_plugin(str(folder)))
    rewrite(folder, before, after)
    broken = plugin.current().broken
    assert broken is not None
    assert (broken.file, broken.line) == ("motcua_thu/__init__.py", line)
    assert says in broken.sentence
    assert line in dict(broken.excerpt)
    rewrite(folder, after, before)
    assert title(plugin.current()) == "Thủ tục thử"


def test_a_broken_declaration_is_told_too(folder: Path) -> None:
    plugin = Reloading(find_plugin(str(folder)))
    assert title(plugin.current())
    rewrite(folder, "[project]\n", "[project\n", "pyproject.toml")
    broken = plugin.current().broken
    assert broken is not None
    assert "pyproject.toml" in broken.sentence
    rewrite(folder, "[project\n", "[project]\n", "pyproject.toml")
    assert title(plugin.current())


def test_an_agency_key_that_is_none_is_told(folder: Path) -> None:
    rewrite(folder, "thu = ", "Center = ", "pyproject.toml")
    broken = Reloading(find_plugin(str(folder))).current().broken
    assert broken is not None
    assert "khóa cơ quan không hợp lệ" in broken.sentence


def test_an_installed_agency_is_found_by_its_key() -> None:
    found = find_plugin("thanh_tra")
    assert [entry.name for entry in found.entries] == ["thanh_tra"]
    assert (found.folder / "motcua_thanh_tra" / "__init__.py").is_file()


def test_what_is_no_plugin_is_refused_with_the_remedy(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(Refused, match="không_có_đâu"):
        find_plugin("không_có_đâu")
    (tmp_path / "rỗng").mkdir()
    with pytest.raises(DataError, match=r"pyproject\.toml"):
        find_plugin(str(tmp_path / "rỗng"))
    rewrite(folder, "entry-points.motcua", "entry-points.other", "pyproject.toml")
    with pytest.raises(DataError, match="không khai cơ quan nào"):
        find_plugin(str(folder))


def test_a_test_belongs_to_the_nearest_folder_that_declares_a_plugin(folder: Path) -> None:
    inside = folder / "tests" / "deep"
    inside.mkdir(parents=True)
    (inside / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    found = plugin_folder_above(inside / "test_it.py")
    assert found is not None
    assert (found.folder, found.version) == (folder.resolve(), "1.2.3")
    assert plugin_folder_above(Path("/nowhere/at/all.py")) is None
