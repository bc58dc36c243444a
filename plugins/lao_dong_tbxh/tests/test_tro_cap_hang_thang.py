"""Monthly allowances: who has a right to them, by age, poverty and disability; what the commune has done already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.tro_cap_hang_thang import MONTHLY_ALLOWANCE


# Nghị định 136/2013/NĐ-CP, Điều 5; Luật Người cao tuổi 2009, Điều 17; the day of filing is 8-11-2017
@pytest.mark.parametrize(
    ("group", "born", "is_right"),
    [
        ("orphan", date(2001, 11, 9), True),
        ("orphan", date(2001, 11, 8), False),
        ("student", date(2001, 11, 8), True),
        ("student", date(2001, 11, 9), False),
        ("student", date(1994, 11, 8), False),
        ("elderly_poor", date(1957, 11, 8), True),
        ("elderly_poor", date(1957, 11, 9), False),
        ("elderly_80", date(1937, 11, 8), True),
        ("elderly_80", date(1937, 11, 9), False),
    ],
)
def test_each_group_has_its_age(group: str, born: date, is_right: bool) -> None:
    filling = fill(MONTHLY_ALLOWANCE, work="new", group=group, subject__born=born)
    assert ("subject.born" not in filling.errors) is is_right


def test_whoever_stops_is_not_asked_for_the_age() -> None:
    filling = fill(MONTHLY_ALLOWANCE, work="stop", group="orphan", subject__born=date(1999, 1, 1))
    assert filling.errors == {}
    assert {"stop_paper", "stop_why"} <= filling.shown
    assert "declaration" not in filling.papers


@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"group": "elderly_80", "has_pension": True}, "has_pension"),
        ({"group": "elderly_80", "has_pension": False}, None),
        ({"group": "single_parent", "is_poor": False}, "is_poor"),
        ({"group": "single_parent", "is_poor": True}, None),
        ({"group": "hiv", "subject__born": date(1990, 1, 1), "can_work": True}, "can_work"),
        ({"group": "hiv", "subject__born": date(1990, 1, 1), "can_work": False}, None),
        ({"group": "elderly_poor", "has_supporter": True, "supporter_has_aid": False}, "supporter_has_aid"),
        ({"group": "elderly_poor", "has_supporter": True, "supporter_has_aid": True}, None),
        ({"group": "single_parent", "youngest_born": date(2000, 1, 1), "is_youngest_student": False}, "youngest_born"),
        ({"group": "single_parent", "youngest_born": date(2000, 1, 1), "is_youngest_student": True}, None),
        ({"group": "foster", "carer__born": date(1999, 11, 9)}, "carer.born"),
        ({"group": "foster", "carer__born": date(1999, 11, 8)}, None),
        # Luật Người khuyết tật 2010, Điều 44
        ({"group": "disabled", "disability__degree": "mild"}, "disability.degree"),
        ({"group": "disabled", "disability__degree": "severe"}, None),
        ({"group": "care_disabled", "disability__degree": "severe"}, "disability.degree"),
        ({"group": "care_disabled", "disability__degree": "extreme"}, None),
    ],
)
def test_the_law_says_who_may_have_it(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(MONTHLY_ALLOWANCE, work="new", **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())


def test_it_stops_after_it_was_decided() -> None:
    said: dict[str, Any] = {"work": "stop", "decided_on": date(2017, 1, 10)}
    assert "stopped_on" in fill(MONTHLY_ALLOWANCE, stopped_on=date(2017, 1, 9), **said).errors
    assert fill(MONTHLY_ALLOWANCE, stopped_on=date(2017, 1, 10), **said).errors == {}


# Nghị định 136/2013/NĐ-CP, Điều 8
@pytest.mark.parametrize(
    ("approved", "term", "steps"),
    [
        (True, "10 ngày làm việc", ("tham-dinh", "duyet", "ky-quyet-dinh")),
        (False, "22 ngày làm việc", ("xet-duyet-cap-xa", "tham-dinh", "duyet", "ky-quyet-dinh")),
    ],
)
def test_the_commune_decides_first(approved: bool, term: str, steps: tuple[str, ...]) -> None:
    filling = fill(MONTHLY_ALLOWANCE, work="new", is_approved=approved)
    assert (filling.term.says, filling.step_keys, filling.fee.amount) == (term, steps, 0)
    assert ("minutes" in filling.papers) is approved


@pytest.mark.parametrize(
    ("group", "papers"),
    [
        ("orphan", {"declaration", "household_book", "birth_paper"}),
        ("student", {"declaration", "household_book", "school_paper"}),
        ("single_parent", {"declaration", "household_book", "child_papers", "poverty_paper"}),
        ("elderly_80", {"declaration", "household_book"}),
        ("elderly_care", {"declaration", "carer_declaration", "household_book", "poverty_paper"}),
        ("hiv", {"declaration", "household_book", "hiv_paper", "poverty_paper", "birth_paper"}),
        ("disabled", {"declaration", "household_book", "disability_paper"}),
        ("care_disabled", {"carer_declaration", "household_book", "disability_paper"}),
        ("foster", {"carer_declaration", "household_book", "birth_paper"}),
    ],
)
def test_each_group_brings_its_papers(group: str, papers: set[str]) -> None:
    asked: dict[str, dict[str, Any]] = {
        "disabled": {"is_raising_baby": False},
        "single_parent": {"alone_why": "single"},
        "hiv": {"subject__born": date(2010, 1, 1)},
    }
    said = asked.get(group, {})
    assert set(fill(MONTHLY_ALLOWANCE, work="new", group=group, is_approved=False, **said).papers) == papers


@pytest.mark.parametrize(("why", "is_asked"), [("dead", True), ("missing", True), ("single", False)])
def test_a_widow_shows_it(why: str, is_asked: bool) -> None:
    assert (
        "alone_paper" in fill(MONTHLY_ALLOWANCE, work="new", alone_why=why, group="single_parent").papers
    ) is is_asked


# Luật Người khuyết tật 2010, Điều 44 khoản 2 điểm c
@pytest.mark.parametrize("is_raising", [True, False])
def test_a_mother_with_a_disability_shows_her_baby(is_raising: bool) -> None:
    filling = fill(MONTHLY_ALLOWANCE, work="new", group="disabled", is_raising_baby=is_raising)
    assert ("baby_paper" in filling.papers) is is_raising
