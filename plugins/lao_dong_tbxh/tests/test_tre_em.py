"""Children who are harmed or in danger: plans, measures at once, and the end of care by others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.can_thiep_tre_em import CHILD_EMERGENCY, END_OF_CARE
from motcua_lao_dong_tbxh.ke_hoach_tre_em import CHILD_PLAN

ACTIVITY = {
    "kind": "health",
    "doer": "Trạm y tế",
    "from_on": date(2017, 11, 10),
    "to_on": date(2017, 12, 10),
    "cost": 1_000_000,
}


# Luật Trẻ em 2016, Điều 5 khoản 3; Nghị định 56/2017/NĐ-CP, Mẫu số 05
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"child__born": date(2010, 11, 8), "child_heard": False}, "child_heard"),
        ({"child__born": date(2010, 11, 8), "child_heard": True}, None),
        ({"child__born": date(2010, 11, 9)}, None),
        ({"child__born": date(2001, 11, 8)}, "child.born"),
        ({"reported_on": date(2017, 10, 3), "assessed_on": date(2017, 10, 2)}, "assessed_on"),
        ({"reported_on": date(2017, 10, 3), "assessed_on": date(2017, 10, 3)}, None),
        ({"activities": [ACTIVITY, ACTIVITY], "budget": 1_999_999}, "budget"),
        ({"activities": [ACTIVITY, ACTIVITY], "budget": 2_000_000}, None),
        ({"activities": [ACTIVITY | {"to_on": date(2017, 11, 9)}], "budget": 1_000_000}, "activities.0.to_on"),
    ],
)
def test_a_plan_is_made_with_the_child_and_adds_up(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(CHILD_PLAN, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("group", "opinions", "papers"),
    [("special", 1, False), ("abused", 2, True), ("at_risk", 2, True)],
)
def test_who_is_asked_about_the_plan(group: str, opinions: int, papers: bool) -> None:
    filling = fill(CHILD_PLAN, group=group)
    assert (filling.term.says, len(filling.steps[0].consults)) == ("7 ngày làm việc", opinions)
    assert ({"report", "first"} <= set(filling.papers)) is papers


# Luật Trẻ em 2016, Điều 50 và Điều 52
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"child__born": date(2010, 5, 2), "received_on": date(2010, 5, 1)}, "received_on"),
        ({"child__born": date(2010, 5, 2), "received_on": date(2010, 5, 2)}, None),
        # Nghị định 56/2017/NĐ-CP, Điều 31 và Điều 32
        ({"danger": "low", "harmer_is": "other"}, "danger"),
        ({"danger": "low", "harmer_is": "parent"}, None),
        ({"danger": "again"}, None),
        ({"harmer_is": "parent", "lives_together": True, "measures": ("police",)}, None),
        ({"measures": ("separate",), "until_on": date(2017, 11, 23)}, None),
        ({"measures": ("separate",), "until_on": date(2017, 11, 24)}, "until_on"),
        ({"measures": ("separate",), "until_on": date(2017, 11, 24), "ordered_by": "Tòa án nhân dân huyện"}, None),
        ({"measures": ("separate",), "until_on": date(2017, 11, 8)}, "until_on"),
        ({"measures": ("separate",), "until_on": date(2017, 11, 9)}, None),
    ],
)
def test_measures_are_for_immediate_danger(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(CHILD_EMERGENCY, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("danger", "steps"),
    [("life", ("xac-minh-ngay", "ky-quyet-dinh")), ("again", ("xac-minh-ngay", "duyet", "ky-quyet-dinh"))],
)
def test_where_life_is_in_danger_nobody_stands_between(danger: str, steps: tuple[str, ...]) -> None:
    filling = fill(CHILD_EMERGENCY, danger=danger)
    assert filling.step_keys == steps
    assert sum(step.within.minutes for step in filling.steps if step.within) <= 4 * 60


@pytest.mark.parametrize(("measure", "paper"), [("separate", "shelter_paper"), ("medical", "injury")])
def test_papers_by_measure(measure: str, paper: str) -> None:
    said: dict[str, Any] = {"harmer_is": "place"}
    assert paper in fill(CHILD_EMERGENCY, measures=(measure,), **said).papers
    assert paper not in fill(CHILD_EMERGENCY, measures=("mind",), **said).papers


# Luật Trẻ em 2016, Điều 62 và Điều 69; Luật Nuôi con nuôi 2010, Điều 26
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"reason": "home", "next_care": "family", "is_home_safe": False}, "is_home_safe"),
        ({"reason": "home", "next_care": "family", "is_home_safe": True}, None),
        ({"reason": "home", "next_care": "carer", "is_home_safe": True}, "next_care"),
        ({"child__born": date(2010, 11, 8), "child_opinion": False}, "child_opinion"),
        ({"child__born": date(2010, 11, 9)}, None),
        ({"form": "adoption"}, "form"),
        ({"form": "kin"}, None),
    ],
)
def test_care_by_others_ends_for_the_childs_good(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(END_OF_CARE, **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())
    assert filling.term.says == "15 ngày"


@pytest.mark.parametrize(("in_danger", "days"), [(True, "2wd"), (False, "5wd")])
def test_danger_makes_it_quicker(in_danger: bool, days: str) -> None:
    filling = fill(END_OF_CARE, reason="violation", is_in_danger=in_danger)
    assert str(filling.version.route.lane_for(filling.env).steps[0].within) == days
    assert "violation_paper" in filling.papers


@pytest.mark.parametrize(("asked_by", "paper"), [("commune", "commune_letter"), ("carer", "application")])
def test_who_asks_brings_the_request(asked_by: str, paper: str) -> None:
    papers = set(fill(END_OF_CARE, asked_by=asked_by).papers)
    assert papers & {"commune_letter", "application"} == {paper}


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"child__born": date(2008, 1, 1)}, "opinion", True),
        ({"child__born": date(2014, 1, 1)}, "opinion", False),
        ({"reason": "home"}, "home_paper", True),
        ({"reason": "wish"}, "home_paper", False),
        ({"next_care": "facility"}, "next_paper", True),
        ({"next_care": "family"}, "next_paper", False),
    ],
)
def test_papers_at_the_end_of_care(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(END_OF_CARE, **answers).papers) is is_asked
