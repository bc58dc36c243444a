"""Titles and letters of commendation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_noi_vu.danh_hieu import EMULATION_FIGHTER, PROGRESSIVE_GROUP, PROGRESSIVE_WORKER
from motcua_noi_vu.giay_khen import CAMPAIGN_AWARD, FOREIGN_AWARD, POLITICAL_TASK, SUDDEN_MERIT

WORKER = {"name": "Nguyễn Văn An", "position": "Giáo viên", "months": 10, "assessment": "good", "is_disciplined": False}
FIGHTER = {
    "name": "Nguyễn Văn An",
    "position": "Giáo viên",
    "is_progressive": True,
    "merit": "initiative",
    "merit_name": "Dạy toán bằng trò chơi",
    "recognised_by": "15/QĐ",
}
NOMINEE = {"kind": "worker", "name": "Lê Thị Bình", "unit": "Xã", "result": "Vượt 20%"}


# Nghị định 91/2017/NĐ-CP, Điều 10; Luật Thi đua, khen thưởng 2003, Điều 10 và Điều 24
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"workers": [WORKER | {"months": 9}], "staff": 5}, "workers.0.months"),
        ({"workers": [WORKER], "staff": 5}, None),
        ({"workers": [WORKER | {"is_disciplined": True}], "staff": 5}, "workers.0.is_disciplined"),
        ({"workers": [WORKER | {"assessment": "limited"}], "staff": 5}, "workers.0.assessment"),
        ({"workers": [WORKER] * 3, "staff": 2}, "workers"),
        ({"workers": [WORKER] * 3, "staff": 3}, None),
        ({"unit__registered": False}, "unit.registered"),
    ],
)
def test_progressive_workers(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(PROGRESSIVE_WORKER, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "20 ngày làm việc"


@pytest.mark.parametrize(("kind", "asked"), [("school", 1), ("office", 0)])
def test_the_education_office_knows_its_schools(kind: str, asked: int) -> None:
    assert len(fill(PROGRESSIVE_WORKER, unit__kind=kind).steps[0].consults) == asked


# Nghị định 91/2017/NĐ-CP, Điều 9 khoản 3
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"fighters": [FIGHTER], "progressive": 6}, "fighters"),
        ({"fighters": [FIGHTER], "progressive": 7}, None),
        ({"fighters": [FIGHTER] * 3, "progressive": 19}, "fighters"),
        ({"fighters": [FIGHTER] * 3, "progressive": 20}, None),
        ({"fighters": [FIGHTER | {"is_progressive": False}], "progressive": 20}, "fighters.0.is_progressive"),
        ({"council_members": 9, "lowest_vote": 10}, "lowest_vote"),
        ({"council_members": 9, "lowest_vote": 9}, None),
    ],
)
def test_emulation_fighters(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(EMULATION_FIGHTER, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.step_keys == ("tham-dinh", "hoi-dong", "duyet", "ky-quyet-dinh")


def test_an_initiative_is_recognised_first() -> None:
    brave = {**FIGHTER, "merit": "courage", "merit_name": None, "recognised_by": None}
    assert "initiatives" in fill(EMULATION_FIGHTER, fighters=[FIGHTER]).papers
    assert "initiatives" not in fill(EMULATION_FIGHTER, fighters=[brave]).papers


# Luật Thi đua, khen thưởng 2003, Điều 28
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"plan_result": 99}, "plan_result"),
        ({"plan_result": 100}, None),
        ({"staff": 10, "progressive": 5}, "progressive"),
        ({"staff": 10, "progressive": 6}, None),
        ({"staff": 10, "progressive": 11}, "progressive"),
        ({"warned": 1}, "warned"),
        ({"unit__kind": "business", "has_debts": True}, "has_debts"),
        ({"unit__kind": "business", "has_debts": False}, None),
    ],
)
def test_progressive_groups(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(PROGRESSIVE_GROUP, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize(("kind", "asked"), [("business", 2), ("commune", 0)])
def test_tax_and_insurance_speak_of_businesses(kind: str, asked: int) -> None:
    filling = fill(PROGRESSIVE_GROUP, unit__kind=kind)
    assert len(filling.steps[0].consults) == asked
    assert ("duties" in filling.papers) is (asked > 0)


# Luật Thi đua, khen thưởng 2003, Điều 75; Nghị định 91/2017/NĐ-CP, Điều 3
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"rank": "done"}, "rank"),
        ({"rank": "good"}, None),
        ({"last_award_on": date(2017, 10, 2), "subject__to_on": date(2017, 10, 2)}, "last_award_on"),
        ({"last_award_on": date(2017, 10, 2), "subject__to_on": date(2017, 10, 3)}, None),
        ({"subject__is_disciplined": True}, "subject.is_disciplined"),
    ],
)
def test_political_tasks(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(POLITICAL_TASK, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize("is_business", [True, False])
def test_a_business_has_paid(is_business: bool) -> None:
    filling = fill(POLITICAL_TASK, is_business=is_business)
    assert len(filling.steps[0].consults) == (2 if is_business else 0)
    assert ("duties" in filling.papers) is is_business


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"launched_on": date(2017, 10, 2), "ended_on": date(2017, 10, 2)}, "ended_on"),
        ({"launched_on": date(2017, 10, 2), "ended_on": date(2017, 10, 3)}, None),
        ({"has_joined": False}, "has_joined"),
        ({"nominees": [NOMINEE] * 3, "quota": 2}, "nominees"),
        ({"nominees": [NOMINEE] * 3, "quota": 3}, None),
        ({"nominees": [NOMINEE | {"kind": "leader"}], "quota": 3}, "nominees"),
        ({"nominees": [NOMINEE | {"kind": "leader"}, NOMINEE], "quota": 3}, None),
    ],
)
def test_a_drive_of_emulation(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(CAMPAIGN_AWARD, **answers).errors) == ({at} if at else set())


def test_the_commune_vouches_for_households() -> None:
    assert "households" in fill(CAMPAIGN_AWARD, nominees=[NOMINEE | {"kind": "household"}]).papers
    assert "households" not in fill(CAMPAIGN_AWARD, nominees=[NOMINEE]).papers


# Nghị định 91/2017/NĐ-CP, Điều 2; Luật Thi đua, khen thưởng 2003, Điều 85
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"is_planned": True}, "is_planned"),
        ({"is_planned": False}, None),
        ({"subject__kind": "group", "crew": 1}, "crew"),
        ({"subject__kind": "group", "crew": 2}, None),
    ],
)
def test_sudden_merit(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(SUDDEN_MERIT, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "8 ngày làm việc"


@pytest.mark.parametrize(("deed", "paper"), [("crime", "police"), ("prize", "prize_paper")])
def test_papers_of_the_deed(deed: str, paper: str) -> None:
    assert paper in fill(SUDDEN_MERIT, deed=deed).papers
    assert paper not in fill(SUDDEN_MERIT, deed="disaster").papers


@pytest.mark.parametrize(("day", "is_asked"), [(date(2017, 10, 9), False), (date(2017, 10, 8), True)])
def test_a_late_proposal_says_why(day: date, is_asked: bool) -> None:
    assert ("late" in fill(SUDDEN_MERIT, happened_on=day).shown) is is_asked


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"violates": True}, "violates"),
        ({"given_on": date(2017, 11, 8)}, "given_on"),
        ({"given_on": date(2017, 11, 9)}, None),
    ],
)
def test_thanks_to_foreigners(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(FOREIGN_AWARD, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize(("kind", "is_asked"), [("foreigner", True), ("body", True), ("overseas", False)])
def test_the_province_speaks_of_foreigners(kind: str, is_asked: bool) -> None:
    assert ("y-kien-so-ngoai-vu" in fill(FOREIGN_AWARD, kind=kind).step_keys) is is_asked
