"""`docs/hooks.md` says exactly what the hookspecs say, and its examples run."""

from __future__ import annotations

import inspect
import re
import sys
from datetime import UTC, date, datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from motcua import hookspecs, testing
from motcua.api.events import DossierChanged, Move, State
from motcua.catalog import Catalog, build_catalog, core_version, load_plugins
from motcua.domain.conditions import Env
from motcua.services.samples.workshop import workshop
from motcua.testing import Case, Workshop
from motcua.testing.offices import fresh_office

DOC = (Path(__file__).resolve().parents[2] / "docs" / "hooks.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (\w+)$", DOC, re.MULTILINE)
BLOCKS = re.findall(r"^```python\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
EXAMPLES = [block for block in BLOCKS if "hookimpl" in block]
TESTS = [block for block in BLOCKS if "motcua.testing" in block]
AGENCIES = ("tu_phap", "chi_cuc_thue", "chi_cuc_thue_2", "chi_cuc_thue_3")


def specs() -> dict[str, str]:
    """Each hook's exact signature, read from the code."""
    found = {}
    for name, function in vars(hookspecs).items():
        if inspect.isfunction(function) and hasattr(function, f"{hookspecs.PROJECT}_spec"):
            source = inspect.getsource(function)
            match = re.search(r"def .*?(?=:\s*(?:#|\n))", source)
            assert match is not None
            found[name] = match.group()
    return found


def undocumented(doc: str) -> list[str]:
    headings = re.findall(r"^## (\w+)$", doc, re.MULTILINE)
    lost = [name for name, signature in specs().items() if f"```python\n{signature}\n```" not in doc]
    return lost + [f"unknown: {heading}" for heading in headings if heading not in specs()]


def test_every_hook_is_documented_with_its_exact_signature_and_no_other() -> None:
    assert undocumented(DOC) == []
    assert list(specs()) == HEADINGS


def test_a_changed_signature_or_an_invented_hook_would_be_noticed() -> None:
    assert undocumented(DOC.replace("dossier_changed(event", "dossier_changed(dossier")) == ["dossier_changed"]
    assert undocumented(DOC + "\n## before_lunch\n") == ["unknown: before_lunch"]


def test_the_range_of_core_versions_on_the_page_is_the_one_to_write_today() -> None:
    [stated] = re.findall(r'^dependencies = \["motcua(.*)"\]$', DOC, re.MULTILINE)
    assert stated == core_version.suggested(core_version.running())


@pytest.mark.parametrize("hook", list(specs()))
def test_every_hook_has_a_docstring_that_is_a_manual(hook: str) -> None:
    assert len((getattr(hookspecs, hook).__doc__ or "").split()) > 20


@pytest.fixture
def documented(monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """The examples of the page, installed as plugins beside each other."""
    found = []
    for key, source in zip(AGENCIES, EXAMPLES, strict=True):
        module = ModuleType(f"documented_{key}")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(compile(source, f"docs/hooks.md:{key}", "exec", dont_inherit=True), module.__dict__)
        found.append(EntryPoint(key, module.__name__, "motcua"))
    return build_catalog(load_plugins(found))


def test_the_examples_work_together(documented: Catalog) -> None:
    assert documented.problems == ()
    version = documented.procedures["cap-ban-sao-trich-luc-ho-tich"]
    env = Env({"kind": "marriage", "copies": 200}, date(2017, 11, 8))
    steps = version.plan(env, frozenset(AGENCIES))
    assert "xac-dinh-nghia-vu-tai-chinh" in [step.key for step in steps]
    assert documented.live_checks(version, env, frozenset(AGENCIES)).errors.keys() == {"copies"}
    assert version.fee.compute(env).amount == 1_600_000
    event = DossierChanged(
        event="e",
        dossier="d",
        code=None,
        procedure=version.key,
        agency="tu_phap",
        move=Move.SUSPEND,
        from_state=State.PROCESSING,
        to_state=State.SUSPENDED,
        at=datetime(2017, 11, 8, 3, tzinfo=UTC),
    )
    assert len(documented.effects(event, frozenset(AGENCIES))) == 2


async def test_the_test_on_the_page_passes(
    documented: Catalog, cluster: Any, secrets_folder: Path, tmp_path: Path
) -> None:
    (source,) = TESTS
    module = ModuleType("documented_test")
    exec(compile(source, "docs/hooks.md", "exec", dont_inherit=True), module.__dict__)
    (test,) = [each for name, each in vars(module).items() if name.startswith("test_")]
    centers = workshop(documented)
    opened = fresh_office(
        cluster.superuser_dsn, tmp_path, secrets_dir=secrets_folder, centers=centers, installed=documented
    )
    async with opened as office:
        await test(Workshop(office, next(iter(centers.values()))))


def test_what_the_page_says_of_testing_is_there() -> None:
    table = DOC[DOC.index("## Testing a plugin") :]
    named = re.findall(r"^\| `(?:await )?([\w.]+)", table, re.MULTILINE)
    assert len(named) == 10
    for name in named:
        owner, _, method = name.partition(".")
        place: Any = {"case": Case, "workshop": Workshop}[owner] if method else testing
        assert hasattr(place, method or owner), name
