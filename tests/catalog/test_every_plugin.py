"""The contract every installed agency keeps, whatever it is: run over all of them, today's and tomorrow's."""

from __future__ import annotations

import json
from datetime import date

import pytest

from motcua.catalog import build_catalog
from motcua.catalog.lint import lint
from motcua.domain.conditions import Env
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_checks import meetings

CATALOG = build_catalog()
AT_THE_NEXT_START = build_catalog()
EVERY = [pytest.param(version, id=key) for key, version in CATALOG.procedures.items()]
PLUGINS = frozenset(CATALOG.plugins.by_key)
NOTHING_ANSWERED = Env({}, date(2017, 11, 8))


def test_every_plugin_loads_without_a_problem() -> None:
    assert [str(problem) for problem in CATALOG.problems] == []


@pytest.mark.parametrize("version", EVERY)
def test_a_version_read_back_from_json_is_equal(version: ProcedureVersion) -> None:
    again = ProcedureVersion.from_data(json.loads(json.dumps(version.to_data())))
    assert again == version
    assert again.to_data() == version.to_data()


@pytest.mark.parametrize("version", EVERY)
def test_its_hash_is_the_same_at_every_start(version: ProcedureVersion) -> None:
    assert AT_THE_NEXT_START.procedures[version.key].hash == version.hash


@pytest.mark.parametrize("version", EVERY)
def test_it_is_planned_alike_after_its_code_is_gone(version: ProcedureVersion) -> None:
    again = ProcedureVersion.from_data(json.loads(json.dumps(version.to_data())))
    for on in (frozenset[str](), PLUGINS):
        assert again.plan(NOTHING_ANSWERED, on) == version.plan(NOTHING_ANSWERED, on)
    assert again.fee.compute(NOTHING_ANSWERED) == version.fee.compute(NOTHING_ANSWERED)


@pytest.mark.parametrize("version", EVERY)
def test_every_lane_can_be_met(version: ProcedureVersion) -> None:
    met = [lane for lane, _ in meetings(version.route, version.term)]
    assert all(lane in met for lane in version.route.lanes)


@pytest.mark.parametrize("version", EVERY)
def test_the_lint_has_nothing_to_say(version: ProcedureVersion) -> None:
    assert lint(version) == ()


@pytest.mark.parametrize("version", EVERY)
def test_nothing_posted_gets_sentences_never_an_error_page(version: ProcedureVersion) -> None:
    filled = version.form.parse({}, filed_on=date(2017, 11, 8))
    CATALOG.live_checks(version, Env(filled.answers, date(2017, 11, 8)), PLUGINS)
    assert [str(problem) for problem in CATALOG.problems] == []
