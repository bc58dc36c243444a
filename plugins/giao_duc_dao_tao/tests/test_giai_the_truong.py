"""Schools that are closed at their founders' wish: nobody is left without a place; papers and ways by case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_giao_duc_dao_tao.giai_the_truong import (
    LOWER_SECONDARY_DISSOLUTION,
    PRESCHOOL_DISSOLUTION,
    PRIMARY_DISSOLUTION,
)

EVERY = (PRESCHOOL_DISSOLUTION, PRIMARY_DISSOLUTION, LOWER_SECONDARY_DISSOLUTION)
RECEIVER = {"name": "Trường tiểu học A", "pupils": 100, "distance": 2}


# Nghị định 46/2017/NĐ-CP, Điều 9, Điều 21, Điều 31
@pytest.mark.parametrize("procedure", EVERY, ids=lambda each: each.key)
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"school__is_by_founder": False}, "school.is_by_founder"),
        ({"school__is_by_founder": True}, None),
        ({"school__ends_on": date(2017, 11, 8)}, "school.ends_on"),
        ({"school__ends_on": date(2017, 11, 9)}, None),
    ],
)
def test_the_founder_asks_in_time(procedure: Procedure, answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(procedure, **answers)
    assert (refused_at in filling.errors) is (refused_at is not None)
    assert (filling.term.says, filling.fee.amount, filling.steps[-1].agency) == ("20 ngày làm việc", 0, "ubnd")


@pytest.mark.parametrize("procedure", EVERY, ids=lambda each: each.key)
def test_staff_and_money_of_the_state_are_asked_about(procedure: Procedure) -> None:
    assert {asked.agency for asked in fill(procedure, kind="public").steps[0].consults} == {
        "noi_vu",
        "tai_chinh_ke_hoach",
    }


@pytest.mark.parametrize(
    ("procedure", "answers", "refused_at"),
    [
        (PRESCHOOL_DISSOLUTION, {"has_children": True, "children": 50, "moved": 30, "home": 19, "five": 10}, "moved"),
        (PRESCHOOL_DISSOLUTION, {"has_children": True, "children": 50, "moved": 30, "home": 20, "five": 30}, None),
        (PRESCHOOL_DISSOLUTION, {"has_children": True, "children": 50, "moved": 30, "home": 20, "five": 31}, "moved"),
        (
            PRESCHOOL_DISSOLUTION,
            {"has_prepaid": True, "school__ends_on": date(2018, 5, 31), "refund_on": date(2018, 6, 1)},
            "refund_on",
        ),
        (
            PRESCHOOL_DISSOLUTION,
            {"has_prepaid": True, "school__ends_on": date(2018, 5, 31), "refund_on": date(2018, 5, 31)},
            None,
        ),
        (PRIMARY_DISSOLUTION, {"pupils": 201, "receivers": [RECEIVER, RECEIVER]}, "receivers"),
        (PRIMARY_DISSOLUTION, {"pupils": 200, "receivers": [RECEIVER, RECEIVER]}, None),
        (PRIMARY_DISSOLUTION, {"pupils": 0}, None),
        (LOWER_SECONDARY_DISSOLUTION, {"pupils": 100, "to_schools": 80, "to_centers": 19, "grade9": 0}, "to_schools"),
        (LOWER_SECONDARY_DISSOLUTION, {"pupils": 100, "to_schools": 80, "to_centers": 20, "grade9": 100}, None),
        (LOWER_SECONDARY_DISSOLUTION, {"pupils": 100, "to_schools": 80, "to_centers": 20, "grade9": 101}, "grade9"),
    ],
)
def test_everybody_has_a_place_afterwards(
    procedure: Procedure, answers: dict[str, Any], refused_at: str | None
) -> None:
    assert set(fill(procedure, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("procedure", "answers", "days", "offices"),
    [
        (
            PRESCHOOL_DISSOLUTION,
            {"kind": "people", "has_children": True, "children": 10, "moved": 10, "home": 0},
            "11wd",
            set(),
        ),
        (PRESCHOOL_DISSOLUTION, {"kind": "private", "has_children": False}, "8wd", set()),
        (PRIMARY_DISSOLUTION, {"kind": "private", "land": "state"}, "12wd", {"tai_nguyen_moi_truong"}),
        (PRIMARY_DISSOLUTION, {"kind": "private", "land": "own"}, "11wd", set()),
        (LOWER_SECONDARY_DISSOLUTION, {"kind": "private", "pupils": 0, "has_chemicals": True}, "11wd", set()),
        (LOWER_SECONDARY_DISSOLUTION, {"kind": "private", "pupils": 0, "has_chemicals": False}, "8wd", set()),
    ],
)
def test_the_way_of_a_school_that_is_closed(
    procedure: Procedure, answers: dict[str, Any], days: str, offices: set[str]
) -> None:
    step = fill(procedure, **answers).steps[0]
    assert (str(step.within), {asked.agency for asked in step.consults}) == (days, offices)


@pytest.mark.parametrize(
    ("procedure", "answers", "paper", "is_asked"),
    [
        (PRESCHOOL_DISSOLUTION, {"has_children": False}, "children_list", False),
        (
            PRESCHOOL_DISSOLUTION,
            {"has_children": True, "children": 3, "moved": 0, "home": 3, "five": 0},
            "children_list",
            True,
        ),
        (
            PRESCHOOL_DISSOLUTION,
            {"has_children": True, "children": 3, "moved": 0, "home": 3, "five": 0},
            "acceptance",
            False,
        ),
        (
            PRESCHOOL_DISSOLUTION,
            {"has_children": True, "children": 3, "moved": 1, "home": 2, "five": 0},
            "acceptance",
            True,
        ),
        (PRESCHOOL_DISSOLUTION, {"staff": 0}, "staff_plan", False),
        (PRESCHOOL_DISSOLUTION, {"staff": 1}, "staff_plan", True),
        (PRIMARY_DISSOLUTION, {"after_year": True}, "year_plan", False),
        (PRIMARY_DISSOLUTION, {"after_year": False}, "year_plan", True),
        (PRIMARY_DISSOLUTION, {"pupils": 0}, "pupil_lists", False),
        (PRIMARY_DISSOLUTION, {"pupils": 100, "receivers": [RECEIVER]}, "pupil_lists", True),
        (PRIMARY_DISSOLUTION, {"teachers": 0}, "staff_plan", False),
        (PRIMARY_DISSOLUTION, {"teachers": 1}, "staff_plan", True),
        (LOWER_SECONDARY_DISSOLUTION, {"diplomas": 0}, "diploma_list", False),
        (LOWER_SECONDARY_DISSOLUTION, {"diplomas": 1}, "diploma_list", True),
        (LOWER_SECONDARY_DISSOLUTION, {"has_chemicals": False}, "chemicals", False),
        (LOWER_SECONDARY_DISSOLUTION, {"has_chemicals": True}, "chemicals", True),
        (LOWER_SECONDARY_DISSOLUTION, {"assets": 100, "debts": 100}, "pledge", False),
        (LOWER_SECONDARY_DISSOLUTION, {"assets": 100, "debts": 101}, "pledge", True),
    ],
)
def test_papers_of_a_school_that_is_closed(
    procedure: Procedure, answers: dict[str, Any], paper: str, is_asked: bool
) -> None:
    assert (paper in fill(procedure, **answers).papers) is is_asked
