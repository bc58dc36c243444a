"""Marriages with a foreign side, and those registered again: conditions, papers, lanes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.ket_hon import MARRIAGE, MARRIAGE_AGAIN

AT_HOME: dict[str, Any] = {"groom__nationality": "vn", "bride__nationality": "vn"}
KOREAN_GROOM: dict[str, Any] = {"groom__nationality": "foreign", "bride__nationality": "vn", "bride_overseas": False}


def test_it_takes_fifteen_days_and_the_leader_signs() -> None:
    plain, doubtful = fill(MARRIAGE, needs_interview=False), fill(MARRIAGE, needs_interview=True)
    assert plain.errors == {}
    assert plain.term.says == "15 ngày"
    assert plain.step_keys == ("tham-tra", "duyet", "ky-giay-ket-hon")
    assert doubtful.step_keys == ("tham-tra", "xac-minh", "duyet", "ky-giay-ket-hon")
    assert plain.steps[-1].agency == "ubnd"


@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        # Luật Hôn nhân và gia đình 2014, Điều 8: on the birthday, and one day before it
        ({"groom__born": date(1997, 11, 9)}, {"groom__born": date(1997, 11, 8)}, "groom.born"),
        ({"bride__born": date(1999, 11, 9)}, {"bride__born": date(1999, 11, 8)}, "bride.born"),
        ({"groom__status": "single", "groom_times": 2}, {"groom__status": "widowed", "groom_times": 2}, "groom_times"),
        ({"bride__status": "widowed", "bride_times": 1}, {"bride__status": "single", "bride_times": 1}, "bride_times"),
        # Điều 5 khoản 2
        ({"is_kin": True}, {"is_kin": False}, "is_kin"),
        # Luật Hộ tịch 2014, Điều 37
        (
            AT_HOME | {"groom_overseas": False, "bride_overseas": False},
            AT_HOME | {"groom_overseas": False, "bride_overseas": True},
            "bride_overseas",
        ),
        ({"lives_here": False}, {"lives_here": True}, "lives_here"),
        # Điều 38 khoản 3
        ({"both_come": False}, {"both_come": True}, "both_come"),
        # Nghị định 123/2015/NĐ-CP, Điều 30
        ({"health_on": date(2017, 5, 7)}, {"health_on": date(2017, 5, 8)}, "health_on"),
        (
            {"status_has_end": False, "status_on": date(2017, 5, 7)},
            {"status_has_end": False, "status_on": date(2017, 5, 8)},
            "status_on",
        ),
        (
            {"status_has_end": True, "status_until": date(2017, 11, 7)},
            {"status_has_end": True, "status_until": date(2017, 11, 8)},
            "status_until",
        ),
        # Luật Hộ tịch 2014, Điều 10
        (
            {"foreign_papers__legalised": "no"},
            {"foreign_papers__legalised": "exempt"},
            "foreign_papers.legalised",
        ),
        (
            {"foreign_papers__is_translated": False},
            {"foreign_papers__is_translated": True},
            "foreign_papers.is_translated",
        ),
    ],
)
def test_conditions_of_a_marriage(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(MARRIAGE, **wrong).errors) == {at}
    assert fill(MARRIAGE, **right).errors == {}


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"serves": True}, "unit_paper", True),
        ({"serves": False}, "unit_paper", False),
        ({"bride__status": "divorced", "divorced_abroad": True}, "divorce_note", True),
        ({"bride__status": "divorced", "divorced_abroad": False}, "divorce_note", False),
        (KOREAN_GROOM, "vietnamese_status", True),
        (KOREAN_GROOM | {"bride__nationality": "foreign"}, "vietnamese_status", False),
        ({"relief__group": "poor"}, "relief_proof", True),
        ({"relief__group": "none"}, "relief_proof", False),
    ],
)
def test_papers_follow_the_case(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(MARRIAGE, **answers).papers) is is_asked


def test_the_poor_pay_nothing_and_others_what_the_council_sets() -> None:
    assert fill(MARRIAGE, relief__group="poor").fee.amount == 0
    assert fill(MARRIAGE, relief__group="none").fee.amount is None


# Nghị định 123/2015/NĐ-CP, Điều 24 và Điều 40
@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        (
            {"earlier__registered_on": date(2016, 1, 1)},
            {"earlier__registered_on": date(2015, 12, 31)},
            "earlier.registered_on",
        ),
        ({"book_is_lost": False}, {"book_is_lost": True}, "book_is_lost"),
        ({"original_is_lost": False}, {"original_is_lost": True}, "original_is_lost"),
        ({"both_live": False}, {"both_live": True}, "both_live"),
        ({"still_married": False}, {"still_married": True}, "still_married"),
        (
            {"husband__nationality": "vn", "wife__nationality": "vn", "where": "other"},
            {"husband__nationality": "vn", "wife__nationality": "vn", "where": "province"},
            "where",
        ),
    ],
)
def test_a_marriage_is_registered_again_only_when_everything_is_lost(
    wrong: dict[str, Any], right: dict[str, Any], at: str
) -> None:
    assert set(fill(MARRIAGE_AGAIN, **wrong).errors) == {at}
    assert fill(MARRIAGE_AGAIN, **right).errors == {}


def test_another_office_is_asked_first() -> None:
    here, there = fill(MARRIAGE_AGAIN, where="here"), fill(MARRIAGE_AGAIN, where="province")
    assert here.term.says == there.term.says == "5 ngày làm việc"
    assert here.step_keys == ("tham-tra", "duyet", "ky-giay-ket-hon")
    assert there.step_keys == ("xac-minh", "tham-tra", "duyet", "ky-giay-ket-hon")


def test_personal_papers_stand_in_for_a_copy() -> None:
    with_copy, without = fill(MARRIAGE_AGAIN, has_copy=True), fill(MARRIAGE_AGAIN, has_copy=False)
    assert "old_copy" in with_copy.papers
    assert "personal" not in with_copy.papers
    assert "personal" in without.papers
    assert "old_copy" not in without.papers
