"""Land and environment: what is refused, with the case just beside it; papers and ways by case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua.testing.answers import OPENING_DAY
from motcua_tai_nguyen_moi_truong.giao_dat import ALLOCATION, EXTENSION, PURPOSE
from motcua_tai_nguyen_moi_truong.giay_chung_nhan import DISPUTE, FIRST, RETURN, REVOKE
from motcua_tai_nguyen_moi_truong.moi_truong import ENVIRONMENT_PLAN, GROUNDWATER, WASTEWATER

RULES: list[tuple[Procedure, dict[str, Any], dict[str, Any], str]] = [
    # Luật Đất đai 2013, Điều 52, Điều 54, Điều 58, Điều 118, Điều 131
    (ALLOCATION, {"kind": "lease"}, {"in_plan": False}, "in_plan"),
    (ALLOCATION, {"kind": "lease"}, {"broke_law": True}, "broke_law"),
    (ALLOCATION, {"kind": "farmland"}, {"within_limit": False}, "within_limit"),
    (ALLOCATION, {"kind": "farmland"}, {"works_the_land": False}, "works_the_land"),
    (ALLOCATION, {"kind": "housing"}, {"has_house_land": True}, "has_house_land"),
    (ALLOCATION, {"kind": "community"}, {"keeps_custom": False}, "keeps_custom"),
    (PURPOSE, {"to_kind": "ont", "land__land_kind": "cln"}, {"in_plan": False}, "in_plan"),
    (PURPOSE, {"to_kind": "ont", "land__area": 100}, {"change_area": 101}, "change_area"),
    (PURPOSE, {"to_kind": "ont"}, {"land__land_kind": "ont"}, "to_kind"),
    # Luật Đất đai 2013, Điều 126
    (EXTENSION, {"origin": "given"}, {"is_farming": False}, "is_farming"),
    (EXTENSION, {"origin": "given"}, {"is_recalled": True}, "is_recalled"),
    (EXTENSION, {"origin": "leased"}, {"ends_on": OPENING_DAY - timedelta(days=1)}, "ends_on"),
    # Luật Đất đai 2013, Điều 101; Nghị định 43/2014/NĐ-CP, Điều 22
    (FIRST, {"origin": "papers"}, {"has_dispute": True}, "has_dispute"),
    (FIRST, {"origin": "none", "in_hard_area": False}, {"fits_plan": False}, "fits_plan"),
    (FIRST, {"origin": "allocated"}, {"fits_plan": False}, "fits_plan"),
    (FIRST, {"origin": "none", "in_hard_area": False}, {"used_since": date(2004, 7, 1)}, "used_since"),
    (FIRST, {"origin": "none", "in_hard_area": True}, {"used_since": date(2014, 7, 1)}, "used_since"),
    (FIRST, {}, {"origin": "encroached"}, "origin"),
    # Luật Đất đai 2013, Điều 65, Điều 106, Điều 203
    (RETURN, {"ground": "return"}, {"all_agree": False}, "all_agree"),
    (RETURN, {"ground": "died"}, {"is_mortgaged": True}, "is_mortgaged"),
    (REVOKE, {"stands": "holder"}, {"passed_on": True}, "passed_on"),
    (REVOKE, {}, {"stands": "other"}, "stands"),
    (DISPUTE, {"party_kind": "people"}, {"has_papers": True}, "has_papers"),
    (DISPUTE, {}, {"party_kind": "body"}, "party_kind"),
    (DISPUTE, {}, {"in_court": True}, "in_court"),
    # Luật Bảo vệ môi trường 2014, Điều 29 và Điều 32
    (ENVIRONMENT_PLAN, {}, {"needs_assessment": True}, "needs_assessment"),
    (ENVIRONMENT_PLAN, {}, {"is_provincial": True}, "is_provincial"),
    (ENVIRONMENT_PLAN, {}, {"starts_on": OPENING_DAY}, "starts_on"),
    # Nghị định 201/2013/NĐ-CP, Điều 16; Thông tư 27/2014/TT-BTNMT, Điều 6
    (GROUNDWATER, {"purpose": "trade"}, {"flow": 11}, "flow"),
    (GROUNDWATER, {"purpose": "home"}, {"depth": 20}, "depth"),
    (GROUNDWATER, {"purpose": "trade"}, {"in_zone": False}, "in_zone"),
    # Nghị định 154/2016/NĐ-CP, Điều 2 và Điều 6
    (WASTEWATER, {}, {"source": "domestic"}, "source"),
    (WASTEWATER, {"volume": 19}, {"period": "q1"}, "period"),
    (WASTEWATER, {"volume": 20}, {"period": "year"}, "period"),
]


@pytest.mark.parametrize(
    ("procedure", "case", "wrong", "at"), RULES, ids=[f"{rule[0].key}-{rule[3]}-{n}" for n, rule in enumerate(RULES)]
)
def test_the_rule_refuses_and_its_neighbour_passes(
    procedure: Procedure, case: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert at in fill(procedure, **case, **wrong).errors
    assert fill(procedure, **case).errors == {}


def test_the_limits_themselves_pass() -> None:
    assert fill(GROUNDWATER, purpose="trade", flow=10).errors == {}
    assert fill(GROUNDWATER, purpose="home", depth=21).errors == {}
    assert fill(EXTENSION, origin="leased", ends_on=OPENING_DAY).errors == {}
    assert fill(FIRST, origin="none", in_hard_area=False, used_since=date(2004, 6, 30)).errors == {}
    in_hard_area = fill(FIRST, origin="none", in_hard_area=True, used_since=date(2014, 6, 30))
    assert in_hard_area.errors == {}
    assert "fits_plan" not in in_hard_area.shown
    assert fill(FIRST, origin="papers", used_since=date(2015, 1, 1)).errors == {}


# Luật Đất đai 2013, Điều 58 khoản 3
def test_only_who_leases_is_asked_about_other_land() -> None:
    assert "broke_law" in fill(ALLOCATION, kind="lease").shown
    assert "broke_law" not in fill(ALLOCATION, kind="farmland").shown


# Nghị định 43/2014/NĐ-CP, Điều 68 đến Điều 70
def test_ways_by_case() -> None:
    assert "nghia-vu-tai-chinh" in fill(ALLOCATION, kind="housing").step_keys
    assert "nghia-vu-tai-chinh" not in fill(ALLOCATION, kind="farmland").step_keys
    assert "nghia-vu-tai-chinh" not in fill(PURPOSE, to_kind="nts").step_keys
    assert fill(FIRST, origin="none").step_keys[0] == "xa-niem-yet"
    assert fill(FIRST, origin="papers").step_keys[0] == "xa-xac-nhan"
    assert fill(EXTENSION, origin="given").step_keys[-1] == "ky-xac-nhan"
    assert fill(EXTENSION, origin="leased").step_keys[-1] == "ky-gia-han"


# Luật Đất đai 2013, Điều 59 khoản 2: từ 0,5 héc ta
@pytest.mark.parametrize(("area", "asked"), [(4999, False), (5000, True)])
def test_half_a_hectare_for_trade_needs_the_province(area: int, asked: bool) -> None:
    filling = fill(PURPOSE, to_kind="tmd", land__area=9000, land__land_kind="cln", change_area=area)
    assert ("province_paper" in filling.papers) is asked
