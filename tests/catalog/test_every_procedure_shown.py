"""Every installed procedure as a lawyer reads it: nothing left out, and the table and drawing true to the rules."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from rich.console import Console

from motcua.cli.plugin.show import names_of
from motcua.cli.plugin.showing import shown
from motcua.domain.decision_table import cases
from motcua.domain.drawing import said
from motcua.domain.fees import free
from motcua.domain.items import Section
from motcua.domain.outline import checks_of
from motcua.domain.papers import Paper
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_drawing import route_svg
from motcua.domain.routes import Route
from motcua.domain.term_rules import TermRule
from motcua.domain.terms import working_days
from motcua.testing import catalog, fill
from motcua.testing.drawn import misplaced, texts_of

NAMED = names_of(catalog())
every_version = pytest.mark.parametrize("version", catalog().procedures.values(), ids=lambda version: version.key)


def printed(version: ProcedureVersion, width: int) -> str:
    out = io.StringIO()
    shown(version, NAMED, Console(file=out, width=width, markup=False, highlight=False, emoji=False))
    return out.getvalue()


def what_a_lawyer_must_see(version: ProcedureVersion) -> Iterator[str]:
    yield from (version.title, version.sector, version.term.says, version.fee.says, version.form.title)
    yield from (version.result or "", *version.legal_basis, *version.unconfirmed, *version.provenance.sources)
    yield from (code.code for code in version.codes)
    nexts = [*version.form.items[1:], version.form.items[-1]]
    empty = {
        one.key for one, after in zip(version.form.items, nexts, strict=True) if isinstance(after, Paper | Section)
    }
    for item in version.form.by_key.values():
        if isinstance(item, Section) and item.key in empty:
            continue  # the papers have a heading of their own
        yield item.label
        yield from getattr(item, "choices", {}).values()
        if item.condition is not None:
            yield item.condition.says
        if hint := getattr(item, "hint", "") if not isinstance(item, Section) else "":
            yield hint
    for _, sentence, asks in checks_of(version):
        yield from (sentence, asks)
    steps = [step for lane in version.route.lanes for step in lane.steps]
    steps += [rule.step for rule in version.routing_rules if hasattr(rule.step, "awaits")]
    for step in steps:
        yield from (step.label, step.desk.label, step.within.says)
    for lane in version.route.lanes:
        if lane.condition is not None:
            yield lane.condition.says


def missing(version: ProcedureVersion, text: str) -> list[str]:
    return [each for each in what_a_lawyer_must_see(version) if each not in text]


@every_version
def test_nothing_of_a_procedure_is_left_out(version: ProcedureVersion) -> None:
    assert missing(version, printed(version, 4_000)) == []


@every_version
def test_its_lines_are_as_wide_as_the_terminal(version: ProcedureVersion) -> None:
    assert [line for line in printed(version, 60).splitlines() if len(line) > 60] == []


@every_version
@pytest.mark.parametrize("size", ["shortest", "fullest"])
def test_a_filled_dossier_is_in_one_row_of_the_decision_table(version: ProcedureVersion, size: str) -> None:
    filled = fill(version, size=size)
    assert misled(version, version, filled.env) == []


def misled(version: ProcedureVersion, printed_of: ProcedureVersion, env: object) -> list[str]:
    """What the rules say of a dossier and no row of the table does."""
    lane = version.route.lane_for(env)  # type: ignore[arg-type]
    term = version.term_for(env)  # type: ignore[arg-type]
    steps = [step.label for step in lane.steps]
    rows = cases(printed_of, NAMED, frozenset())
    of_lane = [row for row in rows if [step.label for step in row.steps[1:-1]] == steps]
    if not of_lane:
        return ["no row has its steps"]
    return [] if any(row.term == term for row in of_lane) else [f"no row has the term {term}"]


def test_a_table_of_another_route_or_term_is_found_out() -> None:
    version = catalog().procedures["thay-doi-cai-chinh-ho-tich"]
    env = fill(version).env
    lane = version.route.lane_for(env)
    others = Route(*(each for each in version.route.lanes if each.steps != lane.steps))
    assert misled(version, replace(version, route=others), env) == ["no row has its steps"]
    assert misled(version, replace(version, term=TermRule(working_days(77))), env) != []


@every_version
def test_its_route_is_drawn_within_its_boxes(version: ProcedureVersion) -> None:
    text = route_svg(version, NAMED, on_paper=True)
    root = ElementTree.fromstring(text)
    assert misplaced(root) == []
    words = " ".join(texts_of(root))
    for case in cases(version, NAMED):
        for step in case.steps:
            for told in (step.label, step.who, step.time, *step.notes):
                assert told.removesuffix(" (liên thông)") in words
    for forbidden in ("href", "url(", "<script", "<style", " style=", "<image", "@import"):
        assert forbidden not in text


def test_a_question_left_out_is_found_out() -> None:
    version = catalog().procedures["dang-ky-ho-kinh-doanh"]
    text = printed(version, 4_000)
    label = version.form.fields[0].label
    assert label in missing(version, text.replace(label, ""))
    assert missing(replace(version, fee=free(), title="Thủ tục khác"), text) == ["Thủ tục khác", free().says]


def test_the_title_is_escaped_in_the_drawing() -> None:
    version = replace(catalog().procedures["dang-ky-ho-kinh-doanh"], title="<b>Một & hai</b>")
    text = route_svg(version, NAMED)
    assert "<b>" not in text
    assert said(version.title) in text
