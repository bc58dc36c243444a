"""Every name of the API says since when it is offered, and leaves only after a minor version with a warning."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

import motcua.api
from motcua.domain.api_names import LEAVING, SINCE, Leaving, departure_problems, lend_leaving, minor

DOC = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
FOLDER = Path(motcua.api.__file__ or "").parent
MODULES = ["motcua.api", *(f"motcua.api.{path.stem}" for path in sorted(FOLDER.glob("*.py")) if path.stem[0] != "_")]
RUNNING = version("motcua")
GOING = Leaving("0.1", "0.2", "motcua.api.forms.Text", "motcua.domain.fields:Text")


def documented(doc: str) -> dict[str, dict[str, str]]:
    """module → name → since, as the page's tables have it."""
    found: dict[str, dict[str, str]] = {}
    for section in re.split(r"^## ", doc, flags=re.MULTILINE)[1:]:
        module = re.match(r"`([\w.]+)`", section)
        if module:
            found[module[1]] = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", section, re.MULTILINE))
    return found


def test_the_table_names_exactly_what_the_modules_offer() -> None:
    assert {name: set(names) for name, names in SINCE.items()} == {
        name: set(importlib.import_module(name).__all__) for name in MODULES
    }


def test_nothing_is_offered_since_a_version_that_is_still_to_come() -> None:
    assert [name for names in SINCE.values() for name, since in names.items() if minor(since) > minor(RUNNING)] == []


def test_the_page_lists_every_name_with_its_version() -> None:
    assert documented(DOC) == {module: dict(names) for module, names in SINCE.items()}


def test_a_name_that_the_page_forgets_is_noticed() -> None:
    assert documented(DOC.replace("| `Procedure` | 0.1 |", "")) != {m: dict(names) for m, names in SINCE.items()}
    assert documented(DOC.replace("| `Procedure` | 0.1 |", "| `Procedure` | 0.2 |"))["motcua.api"]["Procedure"] == "0.2"


def test_no_name_has_outstayed_its_leave() -> None:
    assert list(departure_problems(LEAVING, RUNNING)) == []


@pytest.mark.parametrize("running", ["0.2.0", "0.2.7", "0.3.0", "1.0.0"])
def test_a_name_that_was_to_leave_in_this_version_fails_the_build(running: str) -> None:
    (said,) = departure_problems({"motcua.api.forms.Text": GOING}, running)
    assert "motcua.api.forms.Text was to leave in 0.2" in said
    assert list(departure_problems({"motcua.api.forms.Text": GOING}, "0.1.9")) == []


def test_a_name_works_for_a_whole_minor_version_before_it_leaves() -> None:
    hasty = Leaving("0.2", "0.2", "x", "y:z")
    assert any("one whole minor version" in said for said in departure_problems({"motcua.api.fees.Fee": hasty}, "0.1"))
    unknown = departure_problems({"motcua.api.fees.Toll": GOING}, "0.1")
    assert any("never offered" in said for said in unknown)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An API module of its own with a name that is leaving."""
    made = ModuleType("motcua_api_of_a_test")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    lend_leaving(made.__name__, {f"{made.__name__}.Line": GOING})
    return made


def test_a_leaving_name_still_imports_and_says_what_to_use_and_until_when(module: ModuleType) -> None:
    from motcua.api.forms import Text

    with pytest.warns(DeprecationWarning, match=r"Line is deprecated since 0\.1 and leaves in 0\.2; use motcua\.api"):
        assert module.Line is Text
    with pytest.warns(DeprecationWarning, match="Line is deprecated"):
        exec("from motcua_api_of_a_test import Line", {})


def test_a_name_that_never_was_is_an_error_as_everywhere(module: ModuleType) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        module.Nothing  # noqa: B018
    with pytest.raises(ImportError, match="Nothing"):
        exec("from motcua.api.forms import Nothing", {})


@pytest.mark.slow
def test_type_checkers_do_not_believe_in_every_name(tmp_path: Path) -> None:
    path = tmp_path / "plugin.py"
    path.write_text("from motcua.api.forms import Text, Texxt\n", "utf-8")
    words = [sys.executable, "-m", "mypy", "--cache-dir", str(FOLDER.parents[2] / ".mypy_cache"), str(path)]
    told = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=250, check=False).stdout
    assert 'has no attribute "Texxt"' in told, told
    assert 'attribute "Text"' not in told
