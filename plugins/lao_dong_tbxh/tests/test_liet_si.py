"""Martyrs: recognised, worshipped, visited at their graves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.tho_cung_liet_si import GRAVE_VISIT, WORSHIP
from motcua_lao_dong_tbxh.xac_nhan_liet_si import MARTYR

WITNESS = {
    "name": "Đỗ Văn Hùng",
    "unit": "Đại đội 3",
    "from_on": date(1967, 1, 1),
    "to_on": date(1968, 2, 1),
}


MOTHER = {"name": "Vũ Thị Mai", "born": date(1945, 1, 1), "relation": "parent", "address": "Phố Mới"}


# Nghị định 31/2013/NĐ-CP, Điều 17; Thông tư liên tịch 28/2013/TTLT-BLĐTBXH-BQP
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"joined_on": date(1966, 5, 2), "died_on": date(1966, 5, 1)}, "died_on"),
        ({"joined_on": date(1966, 5, 2), "died_on": date(1966, 5, 2)}, None),
        ({"circumstance": "missing", "was_traitor": True}, "was_traitor"),
        ({"circumstance": "missing", "was_traitor": False}, None),
        ({"has_papers": False, "died_on": date(1968, 2, 2), "witnesses": [WITNESS]}, "witnesses"),
        ({"has_papers": False, "died_on": date(1968, 2, 1), "witnesses": [WITNESS]}, None),
        ({"has_papers": False, "died_on": date(1968, 2, 1), "posted_until": date(1968, 2, 1)}, "posted_until"),
        ({"born": date(1945, 1, 1), "relatives": [MOTHER]}, "relatives"),
        ({"born": date(1945, 1, 2), "relatives": [MOTHER]}, None),
        ({"born": date(1945, 1, 1), "relatives": [MOTHER | {"relation": "spouse"}]}, None),
        ({"born": date(1945, 1, 1), "relatives": [MOTHER | {"relation": "child"}]}, "relatives"),
    ],
)
def test_who_is_a_martyr(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(MARTYR, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "first", "papers"),
    [
        ({"has_papers": True, "circumstance": "combat"}, "tham-tra", {"notice", "evidence"}),
        ({"has_papers": True, "circumstance": "wound"}, "tham-tra-thuong-binh", {"notice", "evidence", "wound"}),
        ({"has_papers": True, "circumstance": "rescue"}, "tham-tra", {"notice", "evidence", "event"}),
        (
            {"has_papers": False, "circumstance": "combat"},
            "tham-tra-lam-chung",
            {"application", "statements", "posting"},
        ),
    ],
)
def test_how_it_is_shown(answers: dict[str, Any], first: str, papers: set[str]) -> None:
    filling = fill(MARTYR, **answers)
    assert (filling.step_keys, set(filling.papers)) == ((first, "ky-chuyen-so"), papers | {"kin_form"})


def test_without_kin_somebody_worships() -> None:
    relative = MOTHER | {"relation": "spouse"}
    assert "worshipper" in fill(MARTYR, relatives=[]).shown
    assert "worshipper" not in fill(MARTYR, relatives=[relative]).shown


# Nghị định 31/2013/NĐ-CP, Điều 20
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"kin_with_pension": True}, "kin_with_pension"),
        ({"kin_with_pension": False}, None),
        ({"kin_alive": 2, "is_agreed": False}, "is_agreed"),
        ({"kin_alive": 2, "is_agreed": True}, None),
        ({"kin_alive": 1}, None),
    ],
)
def test_one_worships_for_all(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(WORSHIP, **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())
    assert ("consent" in filling.papers) is (answers.get("kin_alive", 1) > 1)


@pytest.mark.parametrize(
    ("is_first", "why", "paper"), [(True, None, False), (False, "dead", True), (False, "agreed", False)]
)
def test_a_new_worshipper_follows_an_old_one(is_first: bool, why: str | None, paper: bool) -> None:
    said: dict[str, Any] = {"why_changed": why} if why else {}
    filling = fill(WORSHIP, is_first=is_first, **said)
    assert ("death" in filling.papers) is paper
    assert str(filling.version.route.lane_for(filling.env).steps[0].within) == ("5wd" if is_first else "3wd")


# Thông tư liên tịch 13/2014/TTLT-BLĐTBXH-BTC
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"work": "letter", "leaves_on": date(2017, 11, 7)}, "leaves_on"),
        ({"work": "letter", "leaves_on": date(2017, 11, 8)}, None),
        ({"work": "letter", "leaves_on": date(2017, 12, 1), "last_visit_on": date(2017, 1, 1)}, "leaves_on"),
        ({"work": "letter", "leaves_on": date(2017, 12, 1), "last_visit_on": date(2016, 12, 31)}, None),
        ({"work": "support", "returns_on": date(2017, 11, 9)}, "returns_on"),
        ({"work": "support", "returns_on": date(2017, 11, 8)}, None),
        ({"work": "support", "leaves_on": date(2017, 10, 2), "returns_on": date(2017, 10, 1)}, "returns_on"),
        ({"work": "support", "is_confirmed": False}, "is_confirmed"),
    ],
)
def test_a_visit_once_a_year_with_a_letter(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(GRAVE_VISIT, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "last", "papers"),
    [
        ({"work": "letter", "is_named": True}, "ky-giay-gioi-thieu", {"application", "news_paper"}),
        ({"work": "letter", "is_named": False}, "ky-giay-gioi-thieu", {"application"}),
        ({"work": "support"}, "ky-ho-tro", {"confirmed"}),
    ],
)
def test_a_letter_before_and_money_after(answers: dict[str, Any], last: str, papers: set[str]) -> None:
    visitor = {"name": "Vũ Thị Mai", "identity": "125123456", "relation": "spouse"}
    filling = fill(GRAVE_VISIT, visitors=[visitor], **answers)
    assert (filling.step_keys[-1], set(filling.papers)) == (last, papers)


def test_a_worshipper_is_authorised() -> None:
    visitor = {"name": "Vũ Thị Mai", "identity": "125123456", "relation": "worshipper"}
    assert "consent" in fill(GRAVE_VISIT, visitors=[visitor]).papers
