"""Badly wounded strangers, and people who take somebody in who must be protected at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.tro_giup_dot_xuat import EMERGENCY_CARE, WOUNDED


def test_a_wounded_stranger_is_helped_in_two_days() -> None:
    filling = fill(WOUNDED)
    assert (filling.term.says, filling.fee.amount) == ("2 ngày làm việc", 0)
    assert filling.step_keys == ("xac-minh", "duyet", "ky-quyet-dinh")


# Nghị định 136/2013/NĐ-CP, Điều 13 khoản 2
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"is_severe": False}, "is_severe"),
        ({"has_kin": True}, "has_kin"),
        ({"is_severe": True, "has_kin": False}, None),
        ({"happened_on": date(2017, 10, 3), "admitted_on": date(2017, 10, 2)}, "happened_on"),
        ({"happened_on": date(2017, 10, 2), "admitted_on": date(2017, 10, 2)}, None),
        ({"admitted_on": date(2017, 10, 2), "is_treated": False, "left_on": date(2017, 10, 1)}, "left_on"),
        ({"admitted_on": date(2017, 10, 2), "is_treated": False, "left_on": date(2017, 10, 2)}, None),
    ],
)
def test_who_is_helped_away_from_home(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(WOUNDED, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"cost": 1}, "bills", True),
        ({"cost": 0}, "bills", False),
        ({"is_identified": False}, "minutes", True),
        ({"is_identified": True}, "minutes", False),
    ],
)
def test_papers_of_the_wounded(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(WOUNDED, **answers).papers) is is_asked


# Nghị định 136/2013/NĐ-CP, Điều 18 và Điều 19
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"kind": "orphan", "subject__born": date(2001, 11, 8)}, "subject.born"),
        ({"kind": "orphan", "subject__born": date(2001, 11, 9)}, None),
        ({"kind": "violence", "subject__born": date(1980, 1, 1)}, None),
        ({"from_on": date(2017, 9, 1), "found_on": date(2017, 9, 1), "to_on": date(2017, 12, 3)}, "to_on"),
        ({"from_on": date(2017, 9, 1), "found_on": date(2017, 9, 1), "to_on": date(2017, 12, 2)}, None),
        ({"from_on": date(2017, 9, 1), "found_on": date(2017, 9, 1), "to_on": date(2017, 9, 1)}, "to_on"),
        ({"from_on": date(2017, 9, 1), "found_on": date(2017, 9, 2)}, "from_on"),
        ({"carer__born": date(1999, 11, 9)}, "carer.born"),
        ({"carer__born": date(1999, 11, 8)}, None),
        ({"has_record": True}, "has_record"),
        ({"has_home": False}, "has_home"),
    ],
)
def test_who_may_take_whom_in(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(EMERGENCY_CARE, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize("is_treated", [True, False])
def test_the_health_office_is_asked_about_the_sick_only(is_treated: bool) -> None:
    filling = fill(EMERGENCY_CARE, needs_treatment=is_treated)
    assert [len(step.consults) for step in filling.steps] == [int(is_treated), 0, 0]
    assert ("medical" in filling.papers) is is_treated
    assert filling.term.says == "3 ngày làm việc"


@pytest.mark.parametrize(
    ("kind", "paper"), [("orphan", "deaths"), ("trafficked", "victim_paper"), ("decided", "province")]
)
def test_papers_by_danger(kind: str, paper: str) -> None:
    assert paper in fill(EMERGENCY_CARE, kind=kind).papers
    assert paper not in fill(EMERGENCY_CARE, kind="violence").papers


def test_tickets_only_where_there_are_costs() -> None:
    assert "tickets" in fill(EMERGENCY_CARE, kind="wandering", transport=300_000).papers
    assert "tickets" not in fill(EMERGENCY_CARE, kind="wandering", transport=0).papers
