"""Into a facility of social help, at once or by the council, and out of it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.co_so_nhan_doi_tuong import ADMISSION, URGENT_ADMISSION
from motcua_lao_dong_tbxh.dung_tro_giup import END_OF_STAY


# Nghị định 136/2013/NĐ-CP, Điều 25 khoản 1; Luật Người cao tuổi 2009, Điều 18; Luật Người khuyết tật 2010, Điều 45
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"kind": "child", "subject__born": date(2001, 11, 8)}, "subject.born"),
        ({"kind": "child", "subject__born": date(2001, 11, 9)}, None),
        ({"kind": "elderly", "subject__born": date(1957, 11, 9)}, "subject.born"),
        ({"kind": "elderly", "subject__born": date(1957, 11, 8)}, None),
        ({"kind": "elderly", "is_poor": False}, "is_poor"),
        ({"kind": "elderly", "has_supporter": True}, "has_supporter"),
        ({"kind": "elderly", "agrees": False}, "agrees"),
        ({"kind": "elderly", "is_poor": True, "has_supporter": False, "agrees": True}, None),
        ({"kind": "disabled", "disability__degree": "severe"}, "disability.degree"),
        ({"kind": "disabled", "disability__degree": "extreme"}, None),
        ({"has_community_carer": True}, "has_community_carer"),
        ({"met_on": date(2017, 10, 5), "posted_on": date(2017, 10, 4)}, "posted_on"),
        ({"met_on": date(2017, 10, 5), "posted_on": date(2017, 10, 5)}, None),
    ],
)
def test_who_may_live_in_a_facility(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(ADMISSION, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("level", "last"),
    [("district", "ky-quyet-dinh"), ("province", "ky-ban-giao"), ("private", "ky-de-nghi-tiep-nhan")],
)
def test_only_the_districts_own_facility_is_decided_here(level: str, last: str) -> None:
    filling = fill(ADMISSION, facility__level=level)
    assert (filling.term.says, filling.step_keys[-1]) == ("thời hạn chưa xác nhận", last)


@pytest.mark.parametrize(
    ("kind", "paper"), [("child", "birth"), ("disabled", "disability_paper"), ("hiv", "hiv_paper"), ("hiv", "poverty")]
)
def test_papers_by_group(kind: str, paper: str) -> None:
    other = "disabled" if kind == "child" else "child"
    assert paper in fill(ADMISSION, kind=kind).papers
    assert paper not in fill(ADMISSION, kind=other).papers


def test_objections_are_answered_first() -> None:
    assert "answer" in fill(ADMISSION, objections=True).papers
    assert "answer" not in fill(ADMISSION, objections=False).papers


# Nghị định 136/2013/NĐ-CP, Điều 25 khoản 2
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"taken_in_on": date(2017, 11, 1), "stays_until": date(2018, 2, 2)}, "stays_until"),
        ({"taken_in_on": date(2017, 11, 1), "stays_until": date(2018, 2, 1)}, None),
        ({"taken_in_on": date(2017, 11, 1), "stays_until": date(2017, 11, 1)}, "stays_until"),
        ({"found_on": date(2017, 11, 2), "taken_in_on": date(2017, 11, 1)}, "taken_in_on"),
        ({"is_identified": False, "reporter": "self"}, "reporter"),
        ({"is_identified": True, "reporter": "self"}, None),
        ({"is_identified": False, "reporter": "police"}, None),
    ],
)
def test_an_urgent_stay_is_short(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(URGENT_ADMISSION, **answers).errors) == ({refused_at} if refused_at else set())


def test_an_unknown_person_is_traced() -> None:
    assert "tim-nhan-than" in fill(URGENT_ADMISSION, is_identified=False).step_keys
    assert "tim-nhan-than" not in fill(URGENT_ADMISSION, is_identified=True).step_keys


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"is_injured": True}, "injury", True),
        ({"is_injured": False}, "injury", False),
        ({"kind": "decided"}, "province", True),
        ({"kind": "abuse"}, "province", False),
        ({"kind": "trafficked"}, "victim_paper", True),
        ({"is_identified": False}, "declaration", False),
    ],
)
def test_papers_of_an_urgent_case(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(URGENT_ADMISSION, **answers).papers) is is_asked


@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"reason": "adult", "subject__born": date(1999, 11, 9), "is_studying": False}, "subject.born"),
        ({"reason": "adult", "subject__born": date(1999, 11, 8), "is_studying": False}, None),
        ({"reason": "adult", "subject__born": date(1999, 11, 8), "is_studying": True}, "is_studying"),
        ({"reason": "adult", "subject__born": date(1995, 11, 8), "is_studying": True}, None),
        ({"admitted_on": date(2017, 10, 5), "last_day": date(2017, 10, 5)}, "last_day"),
        ({"admitted_on": date(2017, 10, 5), "last_day": date(2017, 10, 6)}, None),
        ({"reason": "dead", "asked_by": "self"}, "reason"),
        ({"reason": "dead", "asked_by": "guardian"}, None),
    ],
)
def test_a_stay_ends_for_a_reason(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(END_OF_STAY, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("reason", "first", "paper"),
    [
        ("family", "kiem-tra-ly-do", "handover"),
        ("adopted", "kiem-tra-ly-do", "adoption"),
        ("moved", "kiem-tra-giay-to", "acceptance"),
        ("dead", "kiem-tra-giay-to", "death"),
    ],
)
def test_the_life_outside_is_looked_at_where_there_is_one(reason: str, first: str, paper: str) -> None:
    filling = fill(END_OF_STAY, reason=reason)
    assert (filling.term.says, filling.step_keys[0]) == ("7 ngày làm việc", first)
    assert paper in filling.papers


@pytest.mark.parametrize("savings", [0, 1_000_000])
def test_a_residents_money_is_handed_over(savings: int) -> None:
    assert ("receipt" in fill(END_OF_STAY, savings=savings).papers) is (savings > 0)


@pytest.mark.parametrize(("asked_by", "is_asked"), [("self", True), ("guardian", True), ("facility", False)])
def test_the_facility_writes_no_application(asked_by: str, is_asked: bool) -> None:
    assert ("application" in fill(END_OF_STAY, asked_by=asked_by).papers) is is_asked
