"""The nine indicators, their grades, and the progress of QĐ 766."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reports.marks import (
    AGENCY_GRADES,
    OFFICER_GRADES,
    Rated,
    grade_of,
    indicators,
    points_at_once,
    points_of_answers,
    progress_score,
    says,
)

D = Decimal


def test_each_indicator_is_its_points_over_its_dossiers_rounded_to_one_decimal() -> None:
    found = indicators(Rated(early=1, on_time=1, late=1, lost_agency_time=4, lost_contacts=1))
    # (2 + 1 + 0) / 3; (6 - 4) / 3 = 0.67; (6 - 1) / 3 = 1.67
    assert found == {1: D("1.0"), 2: D("0.7"), 3: D("1.7"), 4: D("2.0"), 7: D("1.0")}


def test_half_is_rounded_up_as_officials_round() -> None:
    assert indicators(Rated(1, 18, 1, 0, 0))[1] == D("1.0")
    assert indicators(Rated(0, 1, 19, 0, 0))[1] == D("0.1")  # 0.05


def test_without_a_settled_dossier_there_is_no_mark() -> None:
    assert indicators(Rated(0, 0, 0, 0, 0)) == {}
    assert progress_score(0, 0, 0) is None
    assert says(None) == "–"


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("10", "Hoàn thành 100% nhiệm vụ"),
        ("5.0", "Hoàn thành 100% nhiệm vụ"),
        ("4.9", "Hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
        ("3.5", "Hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
        ("3.4", "Hoàn thành dưới 70% nhiệm vụ"),
    ],
)
def test_the_grade_of_an_officer(total: str, grade: str) -> None:
    assert grade_of(D(total), OFFICER_GRADES) == grade


@pytest.mark.parametrize(
    ("total", "grade"),
    [("18", "Xuất sắc"), ("15", "Xuất sắc"), ("14.9", "Tốt"), ("12", "Tốt"), ("11.9", "Khá"), ("9", "Khá"),
     ("8.9", "Trung bình"), ("6", "Trung bình"), ("5.9", "Yếu"), ("0", "Yếu")],
)  # fmt: skip
def test_the_grade_of_an_agency(total: str, grade: str) -> None:
    assert grade_of(D(total), AGENCY_GRADES) == grade


def test_progress_is_a_fifth_of_a_hundred_points() -> None:
    assert progress_score(3, 1, 4) == D("20.0")
    assert progress_score(1, 1, 3) == D("13.3")


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_no_indicator_leaves_its_bounds(early: int, on_time: int, late: int) -> None:
    n = early + on_time + late
    found = indicators(Rated(early, on_time, late, lost_agency_time=2 * n, lost_contacts=2 * n))
    assert all(0 <= mark <= 2 for mark in found.values())


def test_answers_in_time_and_procedures_at_once_give_their_points() -> None:
    assert [points_of_answers(*each) for each in ((0, 0), (9, 9), (9, 10), (89, 100), (0, 3))] == [None, 2, 1, 0, 0]
    assert [points_at_once(*each) for each in ((0, 0), (2, 10), (1, 10), (0, 5))] == [None, 2, None, None]
