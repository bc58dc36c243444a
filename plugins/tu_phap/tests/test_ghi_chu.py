"""Entries of what foreign authorities have decided: marriages, divorces and other matters of citizens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.ghi_chu_ho_tich_khac import OTHER_NOTE
from motcua_tu_phap.ghi_chu_hon_nhan import DIVORCE_NOTE, MARRIAGE_NOTE

WEDDING: dict[str, Any] = {
    "husband__born": date(1990, 6, 1), "wife__born": date(1992, 6, 1), "married_on": date(2015, 6, 1),
}  # fmt: skip


# Luật Hộ tịch 2014, Điều 50 (12 ngày) và Điều 49 (trong ngày, xác minh 03 ngày làm việc)
@pytest.mark.parametrize(
    ("procedure", "answers", "term", "steps"),
    [
        (MARRIAGE_NOTE, {"needs_verification": False}, "12 ngày", ("ghi-so", "duyet", "ky-trich-luc")),
        (MARRIAGE_NOTE, {"needs_verification": True}, "12 ngày", ("xac-minh", "ghi-so", "duyet", "ky-trich-luc")),
        (DIVORCE_NOTE, {"where_married": "here"}, "12 ngày", ("ghi-so", "duyet", "ky-trich-luc")),
        (DIVORCE_NOTE, {"where_married": "province"}, "12 ngày", ("xac-minh", "ghi-so", "duyet", "ky-trich-luc")),
        (OTHER_NOTE, {"needs_verification": False}, "trong ngày", ("ghi-so", "duyet", "ky-trich-luc")),
        (OTHER_NOTE, {"needs_verification": True}, "3 ngày làm việc", ("ghi-so", "duyet", "ky-trich-luc")),
    ],
)
def test_terms_and_lanes_of_entries(procedure: Any, answers: dict[str, Any], term: str, steps: tuple[str, ...]) -> None:
    filling = fill(procedure, **answers)
    assert filling.errors == {}
    assert filling.term.says == term
    assert filling.step_keys == steps


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Luật Hộ tịch 2014, Điều 48 khoản 1
        (
            MARRIAGE_NOTE,
            {"husband__nationality": "foreign", "wife__nationality": "foreign"},
            {"husband__nationality": "foreign", "wife__nationality": "vn"},
            "wife.nationality",
        ),
        (MARRIAGE_NOTE, {"lives_here": False}, {"lives_here": True}, "lives_here"),
        # Nghị định 123/2015/NĐ-CP, Điều 34 và Điều 36
        (MARRIAGE_NOTE, {"is_banned": True}, {"is_banned": False}, "is_banned"),
        (MARRIAGE_NOTE, {"at_foreign_mission": True}, {"at_foreign_mission": False}, "at_foreign_mission"),
        (
            MARRIAGE_NOTE,
            WEDDING | {"husband__born": date(1995, 6, 2), "was_unmet": False},
            WEDDING | {"husband__born": date(1995, 6, 1), "was_unmet": False},
            "was_unmet",
        ),
        (
            MARRIAGE_NOTE,
            WEDDING | {"wife__born": date(1997, 6, 2), "was_unmet": False},
            WEDDING | {"wife__born": date(1997, 6, 2), "was_unmet": True, "is_mended": "mended"},
            "was_unmet",
        ),
        (
            MARRIAGE_NOTE,
            {"was_unmet": True, "is_mended": "no"},
            {"was_unmet": True, "is_mended": "protects"},
            "is_mended",
        ),
        # Luật Hộ tịch 2014, Điều 48 khoản 2
        (DIVORCE_NOTE, {"where_married": "elsewhere"}, {"where_married": "abroad"}, "where_married"),
        # Nghị định 123/2015/NĐ-CP, Điều 37
        (DIVORCE_NOTE, {"is_latest": False}, {"is_latest": True}, "is_latest"),
        (DIVORCE_NOTE, {"is_contested": True}, {"is_contested": False}, "is_contested"),
        (DIVORCE_NOTE, {"final_on": date(2017, 11, 9)}, {"final_on": date(2017, 11, 8)}, "final_on"),
        (
            DIVORCE_NOTE,
            {"ruled_on": date(2017, 5, 2), "final_on": date(2017, 5, 1)},
            {"ruled_on": date(2017, 5, 2), "final_on": date(2017, 5, 2)},
            "final_on",
        ),
        (
            DIVORCE_NOTE,
            {"where_married": "here", "ruled_on": date(2015, 5, 1), "entry__registered_on": date(2015, 5, 2)},
            {"where_married": "here", "ruled_on": date(2015, 5, 1), "entry__registered_on": date(2015, 5, 1)},
            "entry.registered_on",
        ),
        # Luật Hộ tịch 2014, Điều 3 khoản 3 và Điều 48
        (OTHER_NOTE, {"is_citizen": False}, {"is_citizen": True}, "is_citizen"),
        (OTHER_NOTE, {"lives_here": False}, {"lives_here": True}, "lives_here"),
        (
            OTHER_NOTE,
            {"kind": "adoption", "subject_born": date(2016, 2, 2), "happened_on": date(2016, 2, 1)},
            {"kind": "adoption", "subject_born": date(2016, 2, 2), "happened_on": date(2016, 2, 2)},
            "happened_on",
        ),
        (
            OTHER_NOTE,
            {"kind": "death", "happened_on": date(2016, 2, 2), "paper__issued_on": date(2016, 2, 1)},
            {"kind": "death", "happened_on": date(2016, 2, 2), "paper__issued_on": date(2016, 2, 2)},
            "paper.issued_on",
        ),
    ],
)
def test_what_may_be_entered(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


# Luật Hộ tịch 2014, Điều 10
@pytest.mark.parametrize("procedure", [MARRIAGE_NOTE, DIVORCE_NOTE, OTHER_NOTE])
def test_foreign_papers_are_legalised_and_can_be_read(procedure: Any) -> None:
    assert set(fill(procedure, foreign_papers__legalised="no").errors) == {"foreign_papers.legalised"}
    assert set(fill(procedure, foreign_papers__is_translated=False).errors) == {"foreign_papers.is_translated"}
    exempt = fill(procedure, foreign_papers__legalised="exempt", foreign_papers__is_translated=True)
    assert exempt.errors == {}
    assert "foreign_papers.exempt_by" in exempt.shown
    # What a Vietnamese mission gives out is neither legalised nor translated.
    ours = fill(procedure, foreign_papers__legalised="ours", foreign_papers__is_in_vietnamese=True)
    assert ours.errors == {}
    assert "foreign_papers.is_translated" not in ours.shown


# Nghị định 123/2015/NĐ-CP, Điều 37 khoản 1: any citizen's divorce, whatever it is entered for
@pytest.mark.parametrize("purpose", ["return", "remarry", "other"])
def test_a_divorce_is_entered_for_any_purpose(purpose: str) -> None:
    assert fill(DIVORCE_NOTE, purpose=purpose).errors == {}


def test_a_ruling_abroad_may_take_effect_later_and_a_child_be_recognised_before_birth() -> None:
    effect = {"happened_on": date(2016, 2, 2), "paper__issued_on": date(2016, 2, 1)}
    assert fill(OTHER_NOTE, kind="adoption", **effect).errors == {}
    unborn = {"subject_born": date(2016, 2, 2), "happened_on": date(2016, 2, 1)}
    assert fill(OTHER_NOTE, kind="recognition", **unborn).errors == {}


@pytest.mark.parametrize(
    ("procedure", "answers", "shown", "hidden"),
    [
        (MARRIAGE_NOTE, {"earlier_divorce": True}, {"divorce_note"}, set()),
        (MARRIAGE_NOTE, {"earlier_divorce": False}, set(), {"divorce_note"}),
        (DIVORCE_NOTE, {"where_married": "abroad"}, {"foreign_marriage"}, {"marriage_paper", "entry.number"}),
        (DIVORCE_NOTE, {"where_married": "here"}, {"marriage_paper", "entry.number"}, {"foreign_marriage"}),
        (OTHER_NOTE, {"kind": "birth", "nationality_proof": "agreement"}, {"agreement", "parents"}, {"citizenship"}),
        (OTHER_NOTE, {"kind": "birth", "nationality_proof": "passport"}, {"citizenship"}, {"agreement", "declarer"}),
        (OTHER_NOTE, {"kind": "change"}, {"changed", "first_paper"}, {"other_party", "parents"}),
        (OTHER_NOTE, {"kind": "death"}, {"declarer"}, {"parents", "first_paper", "agreement"}),
        (OTHER_NOTE, {"kind": "adoption"}, {"other_party"}, {"declarer", "changed"}),
    ],
)
def test_each_matter_asks_its_own(procedure: Any, answers: dict[str, Any], shown: set[str], hidden: set[str]) -> None:
    filling = fill(procedure, **answers)
    assert shown <= filling.shown
    assert not hidden & filling.shown
