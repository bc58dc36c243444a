"""An allowance that follows its beneficiary to another commune or district."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.chuyen_noi_cu_tru import MOVE_BETWEEN, MOVE_WITHIN


def test_within_the_district_the_head_signs_in_six_days() -> None:
    filling = fill(MOVE_WITHIN)
    assert (filling.term.says, filling.fee.amount) == ("6 ngày làm việc", 0)
    assert filling.step_keys == ("dieu-chinh", "ky-danh-sach")


# Thông tư liên tịch 29/2014/TTLT-BLĐTBXH-BTC
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"decided_on": date(2017, 5, 2), "moved_on": date(2017, 5, 2)}, "moved_on"),
        ({"decided_on": date(2017, 5, 2), "moved_on": date(2017, 5, 3)}, None),
        ({"paid_until": date(2017, 12, 10)}, "paid_until"),
        ({"paid_until": date(2017, 12, 9)}, None),
    ],
)
def test_what_moves_is_still_paid(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(MOVE_WITHIN, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"is_whole_household": False}, "household_move", True),
        ({"is_whole_household": True}, "household_move", False),
        ({"new_receiver": "Nguyễn Thị Hoa"}, "authority", True),
        ({"new_receiver": None}, "authority", False),
    ],
)
def test_papers_of_a_move(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(MOVE_WITHIN, **answers).papers) is is_asked


# Nghị định 136/2013/NĐ-CP, Điều 8
@pytest.mark.parametrize(
    ("way", "last", "papers"),
    [
        ("in", "ky-quyet-dinh", {"application", "household_book", "file", "stop_decision", "new_commune"}),
        ("out", "ky-thoi-chi-tra", {"application", "old_decision", "commune_letter"}),
    ],
)
def test_the_old_place_ends_what_the_new_place_goes_on_with(way: str, last: str, papers: set[str]) -> None:
    filling = fill(MOVE_BETWEEN, way=way)
    assert (filling.term.says, filling.step_keys[-1], set(filling.papers)) == ("8 ngày làm việc", last, papers)


@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"way": "in", "registered": "not_yet"}, "registered"),
        ({"way": "in", "registered": "temporary"}, None),
        ({"way": "out", "registered": "not_yet"}, None),
        ({"way": "in", "decided_on": date(2016, 3, 4), "transferred_on": date(2016, 3, 3)}, "transferred_on"),
        ({"way": "in", "decided_on": date(2016, 3, 4), "transferred_on": date(2016, 3, 4)}, None),
        ({"way": "in", "ended_on": date(2017, 12, 10)}, "ended_on"),
        # Paid to the end of the month in which the file is sent on
        ({"way": "in", "ended_on": date(2017, 11, 30)}, None),
        ({"way": "out", "ended_on": date(2017, 11, 30)}, None),
        ({"way": "out", "decided_on": date(2016, 3, 4), "ended_on": date(2016, 3, 4)}, "ended_on"),
    ],
)
def test_a_move_between_districts_leaves_no_gap_and_no_double(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(MOVE_BETWEEN, **answers).errors) == ({refused_at} if refused_at else set())


def test_money_goes_to_an_account_at_the_new_home_only() -> None:
    assert "account.number" in fill(MOVE_BETWEEN, way="in", registered="permanent").shown
    assert "account.number" not in fill(MOVE_BETWEEN, way="out", registered="permanent").shown
