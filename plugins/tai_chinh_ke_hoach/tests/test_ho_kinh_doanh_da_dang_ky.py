"""Household businesses that are registered: changes, pauses, the end, another certificate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh_da_dang_ky import END, PAUSE, REISSUE
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh_thay_doi import CHANGE

PAUSED = {"kind": "pause", "pause_from": date(2017, 11, 23), "pause_to": date(2018, 11, 23)}
RESUMED = {"kind": "resume", "pause_from": date(2017, 9, 1), "pause_to": date(2018, 1, 31)}


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


# Nghị định 78/2015/NĐ-CP, Điều 66, Điều 73, Điều 75
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"items": ("workers",), "workers": 10}, "workers"),
        ({"items": ("workers",), "workers": 9}, None),
        ({"items": ("capital",), "old_capital": 50_000_000, "new_capital": 50_000_000}, "new_capital"),
        ({"items": ("capital",), "old_capital": 50_000_000, "new_capital": 50_000_001}, None),
        ({"items": ("members",), "founder": "person"}, "items"),
        ({"items": ("members",), "founder": "family"}, None),
        ({"items": ("name",), "new_name": "Phở Hòa"}, "new_name"),
        ({"items": ("name",), "new_name": "Hộ kinh doanh"}, "new_name"),
        ({"items": ("name",), "new_name": "Hộ kinh doanh Công ty Hòa"}, "new_name"),
        ({"items": ("name",), "new_name": "Hộ kinh doanh Phở Hòa"}, None),
        ({"items": ("name",), "is_unused": False}, "is_unused"),
        ({"changed_on": date(2017, 11, 9)}, "changed_on"),
        ({"changed_on": date(2017, 11, 8)}, None),
    ],
)
def test_what_may_change(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(CHANGE, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("from_elsewhere", "steps"),
    [
        (True, ("doi-chieu-noi-cu", "tham-dinh", "ky-giay-chung-nhan")),
        (False, ("tham-dinh", "ky-giay-chung-nhan")),
    ],
)
def test_who_comes_from_another_district_is_looked_up_there(from_elsewhere: bool, steps: tuple[str, ...]) -> None:
    filling = fill(CHANGE, items=("place",), from_elsewhere=from_elsewhere)
    assert filling.step_keys == steps
    assert ("identity" in filling.papers) is from_elsewhere


@pytest.mark.parametrize(("founder", "is_asked"), [("person", False), ("group", True), ("family", False)])
def test_a_group_brings_its_minutes(founder: str, is_asked: bool) -> None:
    assert ("minutes" in fill(CHANGE, founder=founder, items=("trade",)).papers) is is_asked
    assert ("minutes" in fill(PAUSE, founder=founder, **PAUSED).papers) is is_asked


@pytest.mark.parametrize(
    ("item", "questions"),
    [
        ("name", {"new_name", "is_unused"}),
        ("place", {"from_elsewhere", "new_place", "new_commune"}),
        ("trade", {"added_trade", "dropped_trade"}),
        ("capital", {"old_capital", "new_capital"}),
        ("workers", {"workers"}),
        ("members", {"new_members"}),
    ],
)
def test_only_what_changes_is_asked(item: str, questions: set[str]) -> None:
    asked = fill(CHANGE, items=(item,), founder="group").shown
    assert questions <= asked
    other = fill(CHANGE, items=("workers" if item != "workers" else "trade",), founder="group").shown
    assert not questions & other


# Nghị định 78/2015/NĐ-CP, Điều 76
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (PAUSED | {"pause_from": date(2017, 11, 22), "pause_to": date(2018, 1, 31)}, "pause_from"),
        (PAUSED, None),
        (PAUSED | {"pause_to": date(2018, 11, 24)}, "pause_to"),
        (PAUSED | {"pause_to": date(2017, 12, 21)}, "pause_to"),
        (PAUSED | {"pause_to": date(2017, 12, 22)}, None),
        (RESUMED | {"resume_on": date(2017, 9, 1)}, "resume_on"),
        (RESUMED | {"resume_on": date(2017, 9, 2)}, None),
        (RESUMED | {"resume_on": date(2018, 1, 31)}, None),
        (RESUMED | {"resume_on": date(2018, 2, 1)}, "resume_on"),
    ],
)
def test_how_long_a_business_may_rest(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(PAUSE, **answers)) == ({at} if at else set())


def test_who_comes_back_early_is_looked_up_only() -> None:
    resumed, paused = fill(PAUSE, kind="resume"), fill(PAUSE, kind="pause")
    assert resumed.step_keys == ("doi-chieu", "ky-xac-nhan")
    assert paused.step_keys == ("tham-dinh", "ky-xac-nhan")
    assert ("resume_notice" in resumed.papers, "notice" in resumed.papers) == (True, False)
    assert ("resume_notice" in paused.papers, "notice" in paused.papers) == (False, True)
    asked = {"founder", "reason", "tax_told", "notice_number", "resume_on"}
    assert resumed.shown & asked == {"notice_number", "resume_on"}
    assert paused.shown & asked == {"founder", "reason", "tax_told"}


# Nghị định 78/2015/NĐ-CP, Điều 77
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"tax_debt": 1, "other_debt": 0}, "tax_debt"),
        ({"tax_debt": 0, "other_debt": 0}, None),
        ({"tax_debt": 0, "other_debt": 1, "creditors_agree": False}, "creditors_agree"),
        ({"tax_debt": 0, "other_debt": 1, "creditors_agree": True}, None),
    ],
)
def test_debts_are_settled_before_the_end(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(END, **answers)) == ({at} if at else set())


def test_the_papers_of_an_end() -> None:
    kept, lost = fill(END, certificate_kept=True), fill(END, certificate_kept=False)
    assert ("certificate" in kept.papers, "loss" in kept.papers) == (True, False)
    assert ("certificate" in lost.papers, "loss" in lost.papers) == (False, True)
    assert "agreement" in fill(END, other_debt=1, creditors_agree=True).papers
    assert "agreement" not in fill(END, other_debt=0).papers


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"issued_on": date(2016, 5, 3), "lost_on": date(2016, 5, 2)}, "lost_on"),
        ({"issued_on": date(2016, 5, 3), "lost_on": date(2016, 5, 3)}, None),
        ({"is_pledged": True}, "is_pledged"),
    ],
)
def test_which_certificate_is_issued_again(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(REISSUE, **answers)) == ({at} if at else set())


def test_a_torn_certificate_is_compared_and_comes_back() -> None:
    torn, lost = fill(REISSUE, why="torn"), fill(REISSUE, why="lost")
    assert torn.step_keys == ("doi-chieu", "ky-giay-chung-nhan")
    assert lost.step_keys == ("tham-dinh", "ky-giay-chung-nhan")
    assert ("torn" in torn.papers, "torn" in lost.papers) == (True, False)
