"""Recognition of parents and children: who must agree, what proves it, and that nothing is in dispute."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.cha_me_con import RECOGNITION
from motcua_tu_phap.khai_sinh_nhan_con import BIRTH_WITH_RECOGNITION

BORN = date(2015, 3, 4)
VIETNAMESE: dict[str, Any] = {"parent__nationality": "vn", "child__nationality": "vn"}
FATHER_TAKES: dict[str, Any] = {
    "work": "father_takes", "parent__born": date(1985, 1, 1), "child__born": BORN, "parent__nationality": "foreign",
}  # fmt: skip
COUPLE: dict[str, Any] = {
    "who_recognises": "father", "other_is_known": True, "father__nationality": "foreign", "mother__nationality": "vn",
    "mother__born": date(1990, 1, 1), "child_born": BORN,
}  # fmt: skip


# Luật Hộ tịch 2014, Điều 44: the posting lies within the fifteen days
def test_the_posting_is_part_of_the_fifteen_days() -> None:
    filling = fill(RECOGNITION, **FATHER_TAKES)
    assert filling.term.says == "15 ngày"
    assert filling.step_keys == ("tham-tra", "niem-yet", "duyet", "ky-trich-luc")
    assert all(step.awaits is None for step in filling.steps)
    both = fill(BIRTH_WITH_RECOGNITION, **COUPLE)
    assert both.term.says == "15 ngày"
    assert both.step_keys == ("tham-tra", "niem-yet", "ghi-so", "duyet", "ky-ket-qua")


@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        # Luật Hộ tịch 2014, Điều 43
        (VIETNAMESE | {"overseas": False}, VIETNAMESE | {"overseas": True}, "overseas"),
        ({"lives_here": False}, {"lives_here": True}, "lives_here"),
        # Điều 44 khoản 4; Luật Hôn nhân và gia đình 2014, Điều 101
        ({"both_live": False}, {"both_live": True}, "both_live"),
        ({"in_dispute": True}, {"in_dispute": False}, "in_dispute"),
        (FATHER_TAKES | {"other_parent": "disagrees"}, FATHER_TAKES | {"other_parent": "agrees"}, "other_parent"),
        # Thông tư 15/2015/TT-BTP, Điều 11
        (
            {"evidence__kind": "things", "evidence__witnesses": 1},
            {"evidence__kind": "things", "evidence__witnesses": 2},
            "evidence.witnesses",
        ),
        (
            {"parent__born": BORN, "child__born": BORN},
            {"parent__born": date(1985, 1, 1), "child__born": BORN},
            "child.born",
        ),
    ],
)
def test_conditions_of_a_recognition(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(RECOGNITION, **wrong).errors) == {at}
    assert fill(RECOGNITION, **right).errors == {}


def test_the_other_parent_of_a_minor_is_asked() -> None:
    agreed = fill(RECOGNITION, **FATHER_TAKES, other_parent="agrees")
    assert "opinion" in agreed.shown
    # The declaration has a place for it: no paper of its own is a must.
    assert "opinion" not in agreed.papers
    grown = FATHER_TAKES | {"parent__born": date(1970, 1, 1), "child__born": date(1999, 11, 8)}
    assert "other_parent" not in fill(RECOGNITION, **grown).shown
    assert "other_parent" in fill(RECOGNITION, **(grown | {"child__born": date(1999, 11, 9)})).shown
    assert "other_parent" not in fill(RECOGNITION, **(FATHER_TAKES | {"work": "child_takes_father"})).shown


@pytest.mark.parametrize(("kind", "paper"), [("expert", "conclusion"), ("things", "pledge")])
def test_each_kind_of_evidence_has_its_paper(kind: str, paper: str) -> None:
    for procedure in (RECOGNITION, BIRTH_WITH_RECOGNITION):
        papers = set(fill(procedure, evidence__kind=kind).papers)
        assert papers & {"conclusion", "pledge"} == {paper}


@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        # Luật Hộ tịch 2014, Điều 35
        (
            COUPLE | {"father__nationality": "vn", "overseas": False},
            COUPLE | {"father__nationality": "vn", "overseas": True},
            "overseas",
        ),
        ({"lives_here": False}, {"lives_here": True}, "lives_here"),
        # Điều 36
        (COUPLE | {"nationality_is_agreed": False}, COUPLE | {"nationality_is_agreed": True}, "nationality_is_agreed"),
        # Luật Hôn nhân và gia đình 2014, Điều 88
        (
            COUPLE | {"are_married": True, "married_on": BORN},
            COUPLE | {"are_married": True, "married_on": date(2015, 3, 5)},
            "married_on",
        ),
        (COUPLE | {"other_agrees": False}, COUPLE | {"other_agrees": True}, "other_agrees"),
        ({"in_dispute": True}, {"in_dispute": False}, "in_dispute"),
        (COUPLE | {"mother__born": BORN}, COUPLE | {"mother__born": BORN - timedelta(days=1)}, "mother.born"),
    ],
)
def test_conditions_of_a_birth_with_recognition(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(BIRTH_WITH_RECOGNITION, **wrong).errors) == {at}
    assert fill(BIRTH_WITH_RECOGNITION, **right).errors == {}


def test_a_parent_nobody_knows_is_not_asked_about() -> None:
    alone = fill(BIRTH_WITH_RECOGNITION, who_recognises="mother", other_is_known=False, mother__nationality="foreign")
    assert alone.errors == {}
    assert "father.name" not in alone.shown
    assert "agreement" not in alone.papers
    assert "agreement" in fill(BIRTH_WITH_RECOGNITION, **COUPLE).papers
    assert "father.name" in fill(BIRTH_WITH_RECOGNITION, **COUPLE).shown


def test_a_foreign_nationality_is_confirmed_by_its_country() -> None:
    assert "foreign_confirmation" in fill(BIRTH_WITH_RECOGNITION, child_nationality="foreign").papers
    assert "foreign_confirmation" not in fill(BIRTH_WITH_RECOGNITION, child_nationality="vn").papers
