"""Voluntary insurance: who may join, how they pay, and what the state adds from 2018."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_bao_hiem_xa_hoi.bhxh_tu_nguyen import VOLUNTARY

MONEY: dict[str, Any] = {"poverty_line": 700_000, "base_wage": 1_300_000}


# Luật Bảo hiểm xã hội 2014, Điều 2 khoản 4; the day of filing is 8-11-2017
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"person__born": date(2002, 11, 9)}, "person.born"),
        ({"person__born": date(2002, 11, 8)}, None),
        ({"person__nationality": "foreign"}, "person.nationality"),
        ({"person__nationality": "vn"}, None),
        ({"is_compulsory": True}, "is_compulsory"),
        ({"is_compulsory": False}, None),
    ],
)
def test_who_may_join(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(VOLUNTARY, method="m1", **said).errors) == ({at} if at else set())


# Luật Bảo hiểm xã hội 2014, Điều 87 khoản 1
def test_the_contribution_is_a_part_of_the_chosen_income() -> None:
    answers = fill(VOLUNTARY, steps=10, **MONEY).answers
    assert (answers["income"], answers["monthly"]) == (1_200_000, 264_000)


@pytest.mark.parametrize(("steps", "refused"), [(506, False), (507, True)])
def test_the_income_is_capped_at_twenty_base_wages(steps: int, refused: bool) -> None:
    assert ("steps" in fill(VOLUNTARY, steps=steps, **MONEY).errors) is refused


# Nghị định 134/2015/NĐ-CP, Điều 9
@pytest.mark.parametrize(("years", "refused"), [(5, False), (6, True)])
def test_five_years_at_once_and_no_more(years: int, refused: bool) -> None:
    assert ("years_ahead" in fill(VOLUNTARY, method="ahead", years_ahead=years).errors) is refused


@pytest.mark.parametrize(("months", "refused"), [(119, True), (120, False), (239, False), (240, True)])
def test_at_most_ten_years_are_made_up_at_once(months: int, refused: bool) -> None:
    filling = fill(VOLUNTARY, method="missing", paid_months=months, person__born=date(1950, 1, 1))
    assert ("paid_months" in filling.errors) is refused
    assert filling.answers["missing_months"] == 240 - months


@pytest.mark.parametrize(
    ("gender", "born", "on", "refused"),
    [
        ("male", date(1957, 11, 8), date(2017, 11, 8), False),
        ("male", date(1957, 11, 9), date(2017, 11, 8), True),
        ("female", date(1962, 11, 8), date(2017, 11, 8), False),
        ("female", date(1962, 11, 9), date(2017, 11, 8), True),
        ("male", date(1963, 1, 1), date(2020, 12, 31), True),
        ("male", date(1963, 1, 1), date(2021, 1, 1), False),
    ],
)
def test_missing_years_are_paid_at_the_age_of_a_pension(gender: str, born: date, on: date, refused: bool) -> None:
    filling = fill(VOLUNTARY, method="missing", person__gender=gender, person__born=born, filed_on=on)
    assert ("method" in filling.errors) is refused


@pytest.mark.parametrize(("is_done", "refused"), [(False, True), (True, False)])
def test_nobody_changes_what_is_not_paid_to_the_end(is_done: bool, refused: bool) -> None:
    assert ("is_done" in fill(VOLUNTARY, work="adjust", is_done=is_done).errors) is refused


# Nghị định 134/2015/NĐ-CP, Điều 14 và Điều 17
@pytest.mark.parametrize(("on", "asked"), [(date(2017, 12, 29), False), (date(2018, 1, 2), True)])
def test_the_state_adds_from_2018(on: date, asked: bool) -> None:
    filling = fill(VOLUNTARY, filed_on=on, support_group="poor" if asked else None)
    assert ({"support_group", "supported_months"} <= filling.shown) is asked
    assert filling.errors == {}


@pytest.mark.parametrize(
    ("group", "months", "refused"), [("poor", 119, False), ("poor", 120, True), ("none", 120, False)]
)
def test_the_state_adds_for_ten_years(group: str, months: int, refused: bool) -> None:
    filling = fill(VOLUNTARY, filed_on=date(2018, 9, 17), support_group=group, supported_months=months)
    assert ("supported_months" in filling.errors) is refused


# Nghị định 134/2015/NĐ-CP, Điều 13: registering again is done on the same day
@pytest.mark.parametrize(
    ("said", "first", "term"),
    [
        ({"work": "first", "method": "m12"}, "cấp mã số", "5 ngày làm việc"),
        ({"work": "first", "method": "ahead"}, "đóng một lần", "5 ngày làm việc"),
        ({"work": "adjust", "method": "ahead"}, "đăng ký lại", "trong ngày"),
        ({"work": "again", "method": "m3"}, "đăng ký lại", "trong ngày"),
    ],
)
def test_the_work_and_the_method_decide_the_way(said: dict[str, Any], first: str, term: str) -> None:
    filling = fill(VOLUNTARY, **said)
    assert filling.step_keys == ("kiem-tra", "ghi-thu", "ky-so")
    assert first in filling.steps[0].label
    assert filling.term.says == term
    assert ("book_paper" in filling.papers) is (said["work"] != "first")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"work": "first", "has_book": False}, False),
        ({"work": "first", "has_book": True}, True),
        ({"work": "adjust"}, True),
    ],
)
def test_whoever_has_a_number_states_it(said: dict[str, Any], asked: bool) -> None:
    assert ("number" in fill(VOLUNTARY, **said).shown) is asked
