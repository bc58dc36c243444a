"""What shares something costly is run by one process, whatever the number of processes."""

from __future__ import annotations

from pathlib import Path

from tests.side_by_side import APART, HERE, ByGroup, folder_of, group_of, rank_of


def folders_that_share() -> set[str]:
    """Folders whose own conftest makes something once for the whole run."""
    found = [path for path in HERE.rglob("conftest.py") if path.parent != HERE]
    return {folder_of(path) for path in found if '(scope="session")' in path.read_text("utf-8")}


def test_a_folder_that_makes_something_for_all_its_tests_is_one_group() -> None:
    assert {"web", "browser"} <= folders_that_share()
    assert folders_that_share() & set(APART) == set()
    assert {group_of(path) for path in (HERE / "web").rglob("test_*.py")} == {"web"}


def test_files_that_start_programs_and_plugins_own_tests_go_apart() -> None:
    files = [HERE / "cli" / "test_demo.py", HERE / "cli" / "test_serve.py", Path("/elsewhere/tests/test_it.py")]
    assert len({group_of(path) for path in files}) == 3


def test_what_takes_longest_begins_first() -> None:
    ranks = [rank_of(HERE / folder / "test_it.py") for folder in ("browser", "web", "cli", "domain")]
    assert ranks == sorted(set(ranks))


def test_whole_groups_are_handed_out() -> None:
    handed = ByGroup.__new__(ByGroup)
    names = (
        "tests/web/pages/test_a.py::test_x[1::2]",
        "tests/web/test_b.py::test_y",
        "plugins/tu_phap/tests/test_c.py::test",
    )
    assert [handed._split_scope(name) == "web" for name in names] == [True, True, False]
