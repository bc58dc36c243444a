"""Guardianship between a citizen and a foreigner: who may be guardian of whom, and what ends it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.giam_ho import END_OF_GUARDIANSHIP, GUARDIANSHIP

CHILD: dict[str, Any] = {"ward_kind": "child", "ward__born": date(2010, 1, 1)}
NATURAL: dict[str, Any] = {"kind": "natural"}


def test_it_takes_five_days_and_ending_it_takes_two() -> None:
    filling = fill(GUARDIANSHIP)
    assert filling.term.says == "5 ngày làm việc"
    assert filling.step_keys == ("xac-minh", "duyet", "ky-trich-luc")
    for has_property in (True, False):
        ending = fill(END_OF_GUARDIANSHIP, has_property=has_property)
        assert ending.term.says == "2 ngày làm việc"
        assert ending.step_keys == ("ghi-so", "duyet", "ky-trich-luc")
    assert "bàn giao" in fill(END_OF_GUARDIANSHIP, has_property=True).steps[0].label


@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        # Bộ luật Dân sự 2015, Điều 47
        (
            {"ward_kind": "child", "ward__born": date(1999, 11, 8)},
            {"ward_kind": "child", "ward__born": date(1999, 11, 9)},
            "ward_kind",
        ),
        # Điều 49
        ({"guardian__born": date(1999, 11, 9)}, {"guardian__born": date(1999, 11, 8)}, "guardian.born"),
        ({"is_capable": False}, {"is_capable": True}, "is_capable"),
        ({"is_barred": True}, {"is_barred": False}, "is_barred"),
        # Điều 52 và Điều 53
        (CHILD | NATURAL | {"relation": "spouse"}, CHILD | NATURAL | {"relation": "uncle"}, "relation"),
        (
            NATURAL | {"ward_kind": "incapable", "relation": "sibling"},
            NATURAL | {"ward_kind": "incapable", "relation": "spouse"},
            "relation",
        ),
        # Luật Hộ tịch 2014, Điều 39
        (
            {"ward__nationality": "vn", "guardian_nationality": "vn"},
            {"ward__nationality": "vn", "guardian_nationality": "foreign"},
            "guardian_nationality",
        ),
        ({"both_here": False}, {"both_here": True}, "both_here"),
    ],
)
def test_who_may_be_guardian_of_whom(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(GUARDIANSHIP, **wrong).errors) == {at}
    assert fill(GUARDIANSHIP, **right).errors == {}


@pytest.mark.parametrize(
    ("answers", "shown", "hidden"),
    [
        ({"kind": "appointed"}, {"appointment"}, {"natural_proof", "agreement"}),
        (NATURAL | {"eligible": 1}, {"natural_proof"}, {"appointment", "agreement"}),
        (NATURAL | {"eligible": 2}, {"natural_proof", "agreement"}, {"appointment"}),
        (CHILD, set(), {"court_paper"}),
        ({"ward_kind": "incapable"}, {"court_paper"}, set()),
    ],
)
def test_papers_of_a_guardianship(answers: dict[str, Any], shown: set[str], hidden: set[str]) -> None:
    papers = set(fill(GUARDIANSHIP, **answers).papers)
    assert shown <= papers
    assert not hidden & papers


@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        # Luật Hộ tịch 2014, Điều 39 khoản 2
        ({"registered_here": False}, {"registered_here": True}, "registered_here"),
        # Bộ luật Dân sự 2015, Điều 62
        (
            {"ground": "capable", "ward_was_minor": True, "ward_born": date(1999, 11, 9)},
            {"ground": "capable", "ward_was_minor": True, "ward_born": date(1999, 11, 8)},
            "ground",
        ),
        ({"ground": "parents", "ward_was_minor": False}, {"ground": "parents", "ward_was_minor": True}, "ground"),
        (
            {"entry__registered_on": date(2016, 5, 2), "ended_on": date(2016, 5, 1)},
            {"entry__registered_on": date(2016, 5, 2), "ended_on": date(2016, 5, 2)},
            "ended_on",
        ),
        # Điều 63
        (
            {"has_property": True, "property_is_settled": False},
            {"has_property": True, "property_is_settled": True},
            "property_is_settled",
        ),
    ],
)
def test_what_ends_a_guardianship(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(END_OF_GUARDIANSHIP, **wrong).errors) == {at}
    assert fill(END_OF_GUARDIANSHIP, **right).errors == {}


@pytest.mark.parametrize(
    ("ground", "paper"),
    [("died", "death_extract"), ("parents", "parents_paper"), ("adopted", "adoption"), ("replaced", "consent")],
)
def test_each_ground_has_its_paper(ground: str, paper: str) -> None:
    every = {"death_extract", "parents_paper", "adoption", "consent"}
    assert every & set(fill(END_OF_GUARDIANSHIP, ground=ground).papers) == {paper}
