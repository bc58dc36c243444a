"""On which line of a file each value stands."""

from __future__ import annotations

import tomllib

import pytest

from motcua import paths
from motcua.centers.toml_places import places_of, read_places

TEXT = '''# remark
key = "a"   # [[name]]
many = [
    "x = 1",
    "[y]",
]

[[name]]
valid_from = 2017-06-22
[[name]]
valid_from = 2018-06-21
[regime.nd61_2018]
supplements = 2
long = """
key = 3
"""
after = true
'''


def test_every_value_stands_on_its_line() -> None:
    found = {path: place.line for path, place in places_of(TEXT).items()}
    assert found == {
        "key": 2, "many": 3, "name[1]": 8, "name[1].valid_from": 9, "name[2]": 10, "name[2].valid_from": 11,
        "regime.nd61_2018": 12, "regime.nd61_2018.supplements": 13, "regime.nd61_2018.long": 14,
        "regime.nd61_2018.after": 17,
    }  # fmt: skip
    assert places_of(TEXT)["name[2].valid_from"].value.year == 2018


@pytest.mark.parametrize("path", sorted(paths.tenants().glob("**/*.toml")), ids=lambda path: "/".join(path.parts[-2:]))
def test_in_the_shipped_files_every_key_of_the_first_level_is_found_on_a_line_that_names_it(path: object) -> None:
    places = read_places(path)  # type: ignore[arg-type]
    lines = path.read_text("utf-8").splitlines()  # type: ignore[attr-defined]
    for key in tomllib.loads("\n".join(lines)):
        found = places.get(key) or places[f"{key}[1]"] if key in places or f"{key}[1]" in places else places.get(key)
        if found is None:  # a table that stands only as the beginning of a longer name
            assert any(name.startswith(f"{key}.") for name in places)
            continue
        assert key in lines[found.line - 1]


def test_a_file_that_is_not_there_says_nothing(tmp_path: object) -> None:
    assert read_places(tmp_path / "nothing.toml") == {}  # type: ignore[operator]
