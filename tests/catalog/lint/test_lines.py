"""The line that a finding names is the one to change: over every part of every shipped procedure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.catalog.lint.lines import Lines
from motcua.catalog.lint.said import About, Part
from motcua.catalog.lint.source import Source
from motcua.catalog.places import Place, root_of
from motcua.domain.procedures import ProcedureVersion
from motcua.testing import catalog

CATALOG = catalog()
SOURCES = {
    key: Source(root) for key, plugin in CATALOG.plugins.by_key.items() if (root := root_of(plugin.module)) is not None
}
LINES = Lines(SOURCES, CATALOG.collected.forms)
EVERY = [pytest.param(version, id=key) for key, version in CATALOG.procedures.items()]


def at(place: Place) -> str:
    return place.path.read_text("utf-8").splitlines()[place.line - 1]


@pytest.mark.parametrize("version", EVERY)
def test_every_part_of_a_shipped_procedure_is_found_on_its_line(version: ProcedureVersion) -> None:
    line: Callable[[Part, str], str] = lambda part, key="": at(LINES.of(version, About(part, key)))  # noqa: E731
    assert "Procedure(" in line(Part.PROCEDURE, "")
    assert line(Part.STATED, "title").startswith(("title =", "    title="))
    assert f"class {CATALOG.collected.forms[version.key].__name__}(" in line(Part.FORM, "")
    for key, item in version.form.by_key.items():
        names = {key.partition(".")[0], key.rpartition(".")[2]}
        assert any(f"{name} = " in line(Part.ITEM, key) for name in names) or item.kind == "paper", key
    for check in version.form.checks:
        names = {check.key.partition(".")[0], check.key.rpartition(".")[2]}
        said = line(Part.CHECK, check.key).partition(" = ")[0]
        assert names & set(said.replace(",", " ").split()), check.key
    for code in version.form.code_checks:
        assert "@check(" in line(Part.CHECK, code.key)
    for number, lane in enumerate(version.route.lanes):
        said = line(Part.LANE, str(number))
        assert ("otherwise(" in said if lane.condition is None else "when(" in said) or "route=" in said, said


def test_a_part_that_is_nowhere_is_told_at_its_procedure() -> None:
    version = next(iter(CATALOG.procedures.values()))
    for about in (About(Part.ITEM, "nowhere"), About(Part.STEP, "nowhere"), About(Part.ADDED, "nobody: nowhere")):
        assert LINES.of(version, about) == LINES.of(version, About())
