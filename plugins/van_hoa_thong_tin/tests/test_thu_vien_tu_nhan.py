"""Private libraries: a thousand books and less than two, a journal, ten seats, and somebody who was trained."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_van_hoa_thong_tin.thu_vien_tu_nhan import THU_VIEN_TU_NHAN

TRAINED = {"schooling": "upper", "is_trained": True}


# Nghị định 02/2009/NĐ-CP, Điều 6, Điều 8
@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        ({"books": 1_000}, {"books": 999}, "books"),
        ({"books": 1_999}, {"books": 2_000}, "books"),
        ({"papers_titles": 1}, {"papers_titles": 0}, "papers_titles"),
        ({"seats": 10}, {"seats": 9}, "seats"),
        ({"has_fire_safety": True}, {"has_fire_safety": False}, "has_fire_safety"),
        ({"owner__born": date(1999, 11, 8)}, {"owner__born": date(1999, 11, 9)}, "owner.born"),
        ({"is_vietnamese": True}, {"is_vietnamese": False}, "is_vietnamese"),
        ({"schooling": "library"}, {"schooling": "below"}, "schooling"),
        (TRAINED, {"is_trained": False}, "is_trained"),
    ],
)
def test_each_rule_and_its_neighbour(right: dict[str, Any], wrong: dict[str, Any], at: str) -> None:
    assert fill(THU_VIEN_TU_NHAN, **right).errors == {}
    assert set(fill(THU_VIEN_TU_NHAN, **(right | wrong)).errors) == {at}


@pytest.mark.parametrize(("tenure", "is_asked"), [("own", False), ("lease", True), ("borrow", True)])
def test_a_leased_place_shows_its_contract(tenure: str, is_asked: bool) -> None:
    assert ("lease" in fill(THU_VIEN_TU_NHAN, site__tenure=tenure).papers) is is_asked


def test_who_does_the_work_is_named_unless_the_owner_does() -> None:
    assert "librarian_name" in fill(THU_VIEN_TU_NHAN, owner_works=False).raw
    assert "librarian_name" not in fill(THU_VIEN_TU_NHAN, owner_works=True).raw


def test_the_steps_fit_three_days() -> None:
    filling = fill(THU_VIEN_TU_NHAN)
    assert filling.step_keys == ("tham-dinh", "duyet", "ky-gcn")
    assert (filling.term.says, filling.fee.amount) == ("3 ngày làm việc", 0)
