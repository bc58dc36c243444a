"""Appraisal of projects, reports, designs: which route and term, sums that add up, papers of each case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_kinh_te_ha_tang.tham_dinh_bao_cao import REPORT
from motcua_kinh_te_ha_tang.tham_dinh_du_an import PROJECT
from motcua_kinh_te_ha_tang.tham_dinh_thiet_ke import DESIGN

BILLION = 1_000_000_000
STATE = {"project__capital": "state", "matter": "project"}
PRIVATE = {"project__capital": "other", "matter": "design"}
COSTS = {
    "resettlement": 2 * BILLION,
    "construction": 12 * BILLION,
    "equipment": 1 * BILLION,
    "management": BILLION // 2,
    "consulting": BILLION,
    "other": BILLION // 2,
    "contingency": 3 * BILLION,
}
WHOLE = STATE | COSTS | {"project__group": "c", "project__investment": 20 * BILLION, "policy_limit": 20 * BILLION}
SMALL = {
    "work": "new",
    "project__investment": 15 * BILLION,
    "estimate": 14 * BILLION,
    "compensation": BILLION,
    "land_money": 1,
}
ESTIMATE = {
    "project__capital": "state",
    "project__investment": 10 * BILLION,
    "total": 10 * BILLION,
    "construction": 8 * BILLION,
    "equipment": BILLION // 2,
    "management": BILLION // 4,
    "consulting": BILLION // 4,
    "other": BILLION // 2,
    "contingency": BILLION // 2,
}

RULES = [
    # Luật Xây dựng 2014, Điều 52 khoản 3
    (PROJECT, {"project__group": "c"}, {"project__group": "report"}, "project.group"),
    # Luật Xây dựng 2014, Điều 57 khoản 2, 3 và 4
    (PROJECT, STATE, {"matter": "design"}, "matter"),
    (PROJECT, PRIVATE, {"matter": "project"}, "matter"),
    (PROJECT, PRIVATE | {"project__capital": "off_budget"}, {"matter": "project"}, "matter"),
    # Nghị định 32/2015/NĐ-CP, Điều 4 khoản 1
    (PROJECT, WHOLE, {"contingency": 3 * BILLION + 1}, "contingency"),
    # Luật Đầu tư công 2014, Điều 34, Điều 46
    (PROJECT, WHOLE, {"policy_limit": 20 * BILLION - 1}, "policy_limit"),
    # Nghị định 59/2015/NĐ-CP, Điều 57
    (
        PROJECT,
        {"consultant__done_on": date(2017, 10, 1), "consultant__valid_until": date(2017, 10, 1)},
        {"consultant__valid_until": date(2017, 9, 30)},
        "consultant.valid_until",
    ),
    # Nghị định 59/2015/NĐ-CP, Điều 5 khoản 3: 15 tỷ đồng không kể tiền sử dụng đất
    (REPORT, SMALL, {"land_money": 0}, "land_money"),
    (REPORT, SMALL | {"work": "religious", "land_money": 0}, {"work": "repair"}, "land_money"),
    (REPORT, SMALL, {"land_money": 15 * BILLION + 1}, "land_money"),
    # Nghị định 32/2015/NĐ-CP, Điều 4 khoản 3
    (REPORT, SMALL, {"compensation": BILLION - 1}, "compensation"),
    # Nghị định 59/2015/NĐ-CP, Điều 11 và Điều 30
    (
        REPORT,
        {"is_verified": True, "verifier__is_independent": True},
        {"verifier__is_independent": False},
        "verifier.is_independent",
    ),
    # Nghị định 59/2015/NĐ-CP, Điều 13, Điều 23
    (DESIGN, {"step": "drawings"}, {"step": "single"}, "step"),
    # Luật Xây dựng 2014, Điều 78, Điều 83
    (DESIGN, {"fits_basic": True}, {"fits_basic": False}, "fits_basic"),
    # Nghị định 32/2015/NĐ-CP, Điều 8
    (DESIGN, ESTIMATE, {"other": BILLION // 2 - 1}, "contingency"),
    # Nghị định 32/2015/NĐ-CP, Điều 7, Điều 11
    (DESIGN, ESTIMATE, {"project__investment": 10 * BILLION - 1}, "total"),
]


@pytest.mark.parametrize(("procedure", "right", "wrong", "at"), RULES)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


# Luật Xây dựng 2014, Điều 59; Nghị định 59/2015/NĐ-CP, Điều 11
@pytest.mark.parametrize(
    ("case", "group", "days", "asked"),
    [
        (STATE, "b", 30, ["y-kien-dat-dai", "y-kien-nguon-von"]),
        (STATE, "c", 20, ["y-kien-dat-dai", "y-kien-nguon-von"]),
        (PRIVATE, "b", 20, ["y-kien-dat-dai"]),
        (PRIVATE, "c", 15, ["y-kien-dat-dai"]),
    ],
)
def test_a_project_takes_the_time_of_its_group(case: dict[str, str], group: str, days: int, asked: list[str]) -> None:
    filling = fill(PROJECT, project__group=group, **case)
    assert filling.term.says == f"{days} ngày"
    assert filling.step_keys == ("tham-dinh", "tong-hop", "ky-thong-bao")
    assert [consult.key for consult in filling.steps[0].consults] == asked


# Nghị định 59/2015/NĐ-CP, Điều 30 khoản 8
@pytest.mark.parametrize(("grade", "days"), [("ii", 30), ("iii", 30), ("iv", 20)])
@pytest.mark.parametrize(("kind", "asked"), [("transport", 0), ("irrigation", 1)])
def test_a_design_takes_the_time_of_its_grade(grade: str, days: int, kind: str, asked: int) -> None:
    filling = fill(DESIGN, grade=grade, kind=kind)
    assert filling.term.says == f"{days} ngày"
    assert len(filling.steps[0].consults) == asked


@pytest.mark.parametrize(("capital", "asked"), [("state", 1), ("off_budget", 0), ("other", 0)])
def test_the_finance_office_is_asked_about_the_states_money(capital: str, asked: int) -> None:
    filling = fill(REPORT, project__capital=capital)
    assert filling.term.says == "20 ngày"
    assert len(filling.steps[0].consults) == asked


@pytest.mark.parametrize("procedure", [PROJECT, REPORT, DESIGN])
def test_the_head_signs_the_notice_and_the_fee_is_not_invented(procedure: Procedure) -> None:
    filling = fill(procedure)
    assert (filling.steps[-1].agency, filling.steps[-1].desk) == ("kinh_te_ha_tang", "head")
    assert filling.fee.amount is None


@pytest.mark.parametrize(
    ("procedure", "paper", "brings", "leaves_out"),
    [
        (PROJECT, "fire_paper", {"needs_fire": True}, {"needs_fire": False}),
        (PROJECT, "environment_paper", {"environment": "report"}, {"environment": "plan"}),
        (PROJECT, "old_decision", {"stage": "adjusted"}, {"stage": "first"}),
        (PROJECT, "progress", {"stage": "adjusted"}, {"stage": "first"}),
        (REPORT, "religion_paper", {"work": "religious"}, {"work": "new"}),
        (REPORT, "policy_paper", {"project__capital": "state"}, {"project__capital": "other"}),
        (REPORT, "verification", {"is_verified": True}, {"is_verified": False}),
        (DESIGN, "estimate_paper", {"project__capital": "off_budget"}, {"project__capital": "other"}),
        (DESIGN, "impact_paper", {"needs_impact": True}, {"needs_impact": False}),
        (DESIGN, "old_notice", {"stage": "adjusted"}, {"stage": "first"}),
        (
            DESIGN,
            "project_paper",
            {"stage": "adjusted", "why": "project"},
            {"stage": "adjusted", "why": "quality"},
        ),
    ],
)
def test_papers_of_each_case(
    procedure: Procedure, paper: str, brings: dict[str, Any], leaves_out: dict[str, Any]
) -> None:
    assert paper in fill(procedure, **brings).papers
    assert paper not in fill(procedure, **leaves_out).papers


# Luật Xây dựng 2014, Điều 61 khoản 1: các trường hợp điều chỉnh chỉ đặt ra cho vốn nhà nước
def test_the_law_limits_why_public_projects_change() -> None:
    assert "why" in fill(PROJECT, stage="adjusted", **STATE).shown
    assert "why" not in fill(PROJECT, stage="adjusted", **PRIVATE).shown
