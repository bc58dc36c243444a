"""A plugin is switched on and off in center.toml by one line; what is not understood is left alone and said."""

from __future__ import annotations

import difflib
import stat
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua import paths
from motcua.centers.switching import switch
from motcua.domain.errors import DataError

SHIPPED = sorted(paths.tenants().glob("*/center.toml"))
WAYS = {
    "one line": 'key = "a"\nplugins = ["y_te", "noi_vu"]\nphone = ""\n',
    "none": 'key = "a"\nplugins = []\n',
    "lines": 'plugins = [\n    "y_te",\n    "noi_vu",\n]\nkey = "a"\n',
    "no last comma": 'plugins = [\n  "y_te",\n  "noi_vu"\n]\n',
    "comments": '# plugins = ["x"]\nplugins = [\n    "y_te",  # từ năm 2018\n    # "thanh_tra",\n    "noi_vu",\n]\n',
}


def put(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "center.toml"
    path.write_bytes(text.encode())
    return path


def changed(before: str, after: str) -> list[str]:
    """The lines that are in one text only."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line.startswith(("+ ", "- "))]


def plugins(path: Path) -> list[str]:
    found: list[str] = tomllib.loads(path.read_text("utf-8-sig"))["plugins"]
    return found


@pytest.mark.parametrize("way", WAYS)
def test_on_adds_the_key_and_off_gives_the_very_file_back(tmp_path: Path, way: str) -> None:
    path = put(tmp_path, WAYS[way])
    before = plugins(path)
    assert switch(path, "tu_phap", on=True)
    assert plugins(path) == [*before, "tu_phap"]
    assert not switch(path, "tu_phap", on=True)
    assert switch(path, "tu_phap", on=False)
    assert plugins(path) == before
    assert not switch(path, "tu_phap", on=False)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_of_a_shipped_center_one_line_changes(tmp_path: Path, path: Path) -> None:
    text = path.read_text("utf-8")
    mine = put(tmp_path, text)
    first = plugins(mine)[0]
    assert switch(mine, first, on=False)
    assert len(changed(text, mine.read_text("utf-8"))) in (1, 2)
    assert switch(mine, first, on=True)
    assert all(first in line for line in changed(text, mine.read_text("utf-8")))


def test_comments_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    path = put(tmp_path, "\ufeff" + WAYS["comments"])
    switch(path, "noi_vu", on=False)
    text = path.read_bytes().decode()
    assert text.startswith("\ufeff# plugins")
    assert "# từ năm 2018" in text
    assert '# "thanh_tra",' in text


@pytest.mark.parametrize(
    "text",
    [
        'plugins = [\n    "noi_vu",  # cùng với [y_te]\n    "y_te",\n]\n',
        "key = 'a'\n",
        '"plugins" = ["y_te"]\n',
        "plugins = ['y_te']\nkey = 'a'\n",
    ],
)
def test_what_is_not_understood_is_left_alone_and_said(tmp_path: Path, text: str) -> None:
    path = put(tmp_path, text)
    is_on = "y_te" in tomllib.loads(text).get("plugins", ())
    with pytest.raises(DataError) as refused:
        switch(path, "y_te", on=not is_on)
    assert "tự " in refused.value.remedy
    assert "“y_te”" in refused.value.remedy
    assert path.read_text() == text


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="không đọc được"):
        switch(put(tmp_path, "plugins = ["), "y_te", on=True)


def test_the_rights_of_the_file_stay_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = put(tmp_path, WAYS["lines"])
    path.chmod(0o640)
    switch(path, "tu_phap", on=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["center.toml"]


KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


@given(st.lists(KEYS, unique=True, max_size=5), KEYS, st.booleans(), st.sampled_from(["\n", "\n    ", " "]))
def test_whatever_the_list_only_the_one_key_changes(listed: list[str], key: str, on: bool, between: str) -> None:
    inside = between + between.join(f'"{each}",' for each in listed)
    text = f'a = "plugins"\nplugins = [{inside}{"" if between == " " else chr(10)}]\n[b]\nplugins = ["{key}"]\n'
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), text)
        did = switch(path, key, on=on)
        after: dict[str, Any] = tomllib.loads(path.read_text())
    assert did == ((key in listed) != on)
    assert after["b"] == {"plugins": [key]}
    wanted = listed if not did else [*listed, key] if on else [each for each in listed if each != key]
    assert after["plugins"] == wanted
