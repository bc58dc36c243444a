"""Detailed plans, planning permits, planning information: who decides, how long people are asked, land that adds up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_kinh_te_ha_tang.do_an_quy_hoach import DRAFT
from motcua_kinh_te_ha_tang.giay_phep_quy_hoach import PLANNING_PERMIT
from motcua_kinh_te_ha_tang.nhiem_vu_quy_hoach import TASK
from motcua_kinh_te_ha_tang.thong_tin_quy_hoach import PLANNING_INFO

HOUSES = {"use": "house", "area": 600, "density": 80, "floors": 5}
ROADS = {"use": "road", "area": 400, "density": 0, "floors": 0}
BALANCE = {"uses": [HOUSES, ROADS], "total": 1_000}
ASKED = {"asked_from": date(2017, 9, 1), "asked_to": date(2017, 10, 1)}
SIZES = {"land": 1_000, "built": 500, "floors": 3, "basement": 1, "floor_area": 2_000}

RULES = [
    # Luật Quy hoạch đô thị 2009, Điều 19 khoản 7, Điều 44 và Điều 45
    (TASK, {"area__is_business": True}, {"area__is_business": False}, "area.is_business"),
    (DRAFT, {"area__is_across": False}, {"area__is_across": True}, "area.is_across"),
    # Nghị định 37/2010/NĐ-CP, Điều 14 khoản 5
    (TASK, {"kind": "urban", "hectares": "4,99", "insists": True}, {"insists": False}, "insists"),
    (TASK, {"kind": "apartment", "hectares": "1,99", "insists": True}, {"insists": False}, "insists"),
    (TASK, {"kind": "urban", "hectares": "5"}, {"hectares": "0"}, "hectares"),
    # Luật Quy hoạch đô thị 2009, Điều 21 khoản 4: cơ quan 15 ngày, cộng đồng dân cư 30 ngày
    (TASK, ASKED | {"asked_to": date(2017, 9, 16)}, {"asked_to": date(2017, 9, 15)}, "asked_to"),
    (DRAFT, ASKED, {"asked_to": date(2017, 9, 30)}, "asked_to"),
    # Luật Quy hoạch đô thị 2009, Điều 50 và Điều 51
    (TASK, {"stage": "adjusted", "extent": "whole"}, {"extent": "part"}, "extent"),
    # Nghị định 37/2010/NĐ-CP, Điều 20
    (DRAFT, BALANCE, {"total": "1000,1"}, "total"),
    (DRAFT, BALANCE, {"uses": [HOUSES, ROADS | {"density": 1}]}, "uses.1.density"),
    (DRAFT, {"asked": 20, "against": 20}, {"against": 21}, "against"),
    # Luật Quy hoạch đô thị 2009, Điều 49 khoản 2
    (DRAFT, {"stage": "part", "is_large": False}, {"is_large": True}, "is_large"),
    # Nghị định 37/2010/NĐ-CP, Điều 36
    (PLANNING_PERMIT, {"kind": "single"}, {"kind": "house"}, "kind"),
    # Luật Quy hoạch đô thị 2009, Điều 71; Luật Xây dựng 2014, Điều 47
    (PLANNING_PERMIT, {"zone": "special"}, {"zone": "rural"}, "zone"),
    (PLANNING_PERMIT, {"is_across": False}, {"is_across": True}, "is_across"),
    # Nghị định 37/2010/NĐ-CP, Điều 35 và Điều 36
    (PLANNING_PERMIT, {"plan": "detail", "changes": ("indices",)}, {"changes": ("none",)}, "changes"),
    # Nghị định 37/2010/NĐ-CP, Điều 37
    (PLANNING_PERMIT, SIZES, {"floor_area": "2000,1"}, "floor_area"),
    (PLANNING_PERMIT, SIZES | {"built": 1_000}, {"land": "999,9"}, "built"),
    (PLANNING_PERMIT, {"kind": "complex", "investment": 5_000, "equity": 5_000}, {"equity": 5_001}, "equity"),
    # Luật Quy hoạch đô thị 2009, Điều 55
    (PLANNING_INFO, {"way": "written"}, {"way": "spoken"}, "way"),
    # Nghị định 44/2015/NĐ-CP, Điều 41
    (PLANNING_INFO, {"zone": "rural"}, {"zone": "special"}, "zone"),
    (PLANNING_INFO, {"purpose": "project", "project_area": 90, "land__area": 90}, {"land__area": 89}, "land.area"),
]


@pytest.mark.parametrize(("procedure", "right", "wrong", "at"), RULES)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


# Nghị định 37/2010/NĐ-CP, Điều 14 khoản 5: từ 5 ha (chung cư từ 2 ha) thì phải lập, không hỏi
@pytest.mark.parametrize(
    ("kind", "hectares", "asked"), [("urban", "5", False), ("urban", "4,9", True), ("apartment", "2", False)]
)
def test_only_a_small_site_is_asked_why_it_is_planned(kind: str, hectares: str, asked: bool) -> None:
    assert ("insists" in fill(TASK, kind=kind, hectares=hectares).shown) is asked


@pytest.mark.parametrize(
    ("procedure", "case", "term", "keys", "asked"),
    [
        (TASK, {}, "20 ngày", ("tham-dinh", "duyet", "ky-quyet-dinh"), 1),
        (DRAFT, {"stage": "first"}, "25 ngày", ("tham-dinh", "duyet", "ky-quyet-dinh"), 2),
        (DRAFT, {"stage": "part"}, "25 ngày", ("tham-dinh", "duyet", "ky-quyet-dinh"), 1),
        (PLANNING_PERMIT, {"kind": "complex"}, "15 ngày làm việc", ("tham-dinh", "duyet", "ky-giay-phep"), 2),
        (PLANNING_PERMIT, {"kind": "single"}, "15 ngày làm việc", ("tham-dinh", "duyet", "ky-giay-phep"), 1),
        (PLANNING_INFO, {"purpose": "project"}, "15 ngày làm việc", ("tra-cuu", "ky-van-ban"), 1),
        (PLANNING_INFO, {"purpose": "house"}, "15 ngày làm việc", ("tra-cuu", "ky-van-ban"), 0),
    ],
)
def test_route_and_term(
    procedure: Procedure, case: dict[str, Any], term: str, keys: tuple[str, ...], asked: int
) -> None:
    filling = fill(procedure, **case)
    assert (filling.term.says, filling.step_keys, len(filling.steps[0].consults)) == (term, keys, asked)


@pytest.mark.parametrize(
    ("procedure", "desk"), [(TASK, "leader"), (DRAFT, "leader"), (PLANNING_PERMIT, "leader"), (PLANNING_INFO, "head")]
)
def test_who_signs(procedure: Procedure, desk: str) -> None:
    assert fill(procedure).steps[-1].desk == desk


@pytest.mark.parametrize(
    ("procedure", "paper", "brings", "leaves_out"),
    [
        (TASK, "review_paper", {"stage": "adjusted"}, {"stage": "first"}),
        (TASK, "old_plan", {"stage": "adjusted"}, {"stage": "first"}),
        (DRAFT, "task_paper", {"stage": "whole"}, {"stage": "part"}),
        (DRAFT, "part_report", {"stage": "part"}, {"stage": "whole"}),
        (DRAFT, "old_plan", {"stage": "whole"}, {"stage": "first"}),
        (PLANNING_PERMIT, "capacity", {"kind": "complex"}, {"kind": "single"}),
        (PLANNING_PERMIT, "old_plan", {"plan": "detail"}, {"plan": "zoning"}),
        (PLANNING_INFO, "survey", {"purpose": "project"}, {"purpose": "transfer"}),
    ],
)
def test_papers_of_each_case(
    procedure: Procedure, paper: str, brings: dict[str, Any], leaves_out: dict[str, Any]
) -> None:
    assert paper in fill(procedure, **brings).papers
    assert paper not in fill(procedure, **leaves_out).papers
