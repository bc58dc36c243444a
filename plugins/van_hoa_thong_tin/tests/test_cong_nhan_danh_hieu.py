"""Cultural titles of workplaces, communes, towns and villages: first after two years, again after three or five."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_van_hoa_thong_tin.co_quan_van_hoa import CO_QUAN_CONG_NHAN_LAI, CO_QUAN_LAN_DAU
from motcua_van_hoa_thong_tin.thon_van_hoa import THON_VAN_HOA
from motcua_van_hoa_thong_tin.van_minh_do_thi import VAN_MINH_CONG_NHAN_LAI, VAN_MINH_LAN_DAU
from motcua_van_hoa_thong_tin.xa_van_hoa import XA_CONG_NHAN_LAI, XA_LAN_DAU

TWO_YEARS, NOT_TWO = date(2015, 11, 8), date(2015, 11, 9)
THREE_YEARS, NOT_THREE = date(2014, 11, 8), date(2014, 11, 9)
FIVE_YEARS, NOT_FIVE = date(2012, 11, 8), date(2012, 11, 9)
FIRM = {"workplace__kind": "enterprise", "workplace__pays_insurance": True}
VILLAGES = {"place__villages": 8, "place__cultural_villages": 8, "place__village_houses": 8}
STREETS = {"place__streets": 6, "place__cultural_streets": 6}
WITHDRAWN = {"was_withdrawn": True, "first__issued_on": FIVE_YEARS, "withdrawn_on": FIVE_YEARS}

RULES: list[tuple[Procedure, dict[str, Any], dict[str, Any], str]] = [
    # Thông tư 08/2014/TT-BVHTTDL
    (CO_QUAN_LAN_DAU, {"enrolled_on": TWO_YEARS}, {"enrolled_on": NOT_TWO}, "enrolled_on"),
    (CO_QUAN_LAN_DAU, {"finishes_tasks": True}, {"finishes_tasks": False}, "finishes_tasks"),
    (CO_QUAN_LAN_DAU, FIRM, {"workplace__pays_insurance": False}, "workplace.pays_insurance"),
    (CO_QUAN_CONG_NHAN_LAI, FIRM, {"workplace__pays_insurance": False}, "workplace.pays_insurance"),
    (CO_QUAN_CONG_NHAN_LAI, {"first__issued_on": FIVE_YEARS}, {"first__issued_on": NOT_FIVE}, "first.issued_on"),
    (CO_QUAN_CONG_NHAN_LAI, {"kept_years": 5}, {"kept_years": 4}, "kept_years"),
    (CO_QUAN_CONG_NHAN_LAI, WITHDRAWN, {"withdrawn_on": date(2012, 11, 7)}, "withdrawn_on"),
    # Thông tư 17/2011/TT-BVHTTDL
    (XA_LAN_DAU, {"enrolled_on": TWO_YEARS}, {"enrolled_on": NOT_TWO}, "enrolled_on"),
    (XA_LAN_DAU, {"place__has_centre": True}, {"place__has_centre": False}, "place.has_centre"),
    (XA_LAN_DAU, VILLAGES, {"place__cultural_villages": 9}, "place.cultural_villages"),
    (XA_LAN_DAU, VILLAGES, {"place__village_houses": 9}, "place.village_houses"),
    (XA_CONG_NHAN_LAI, {"former__issued_on": FIVE_YEARS}, {"former__issued_on": NOT_FIVE}, "former.issued_on"),
    (XA_CONG_NHAN_LAI, VILLAGES | {"villages_lost": 8}, {"villages_lost": 9}, "villages_lost"),
    # Thông tư 02/2013/TT-BVHTTDL
    (VAN_MINH_LAN_DAU, {"enrolled_on": TWO_YEARS}, {"enrolled_on": NOT_TWO}, "enrolled_on"),
    (VAN_MINH_LAN_DAU, {"has_plan": True}, {"has_plan": False}, "has_plan"),
    (VAN_MINH_LAN_DAU, STREETS, {"place__cultural_streets": 7}, "place.cultural_streets"),
    (VAN_MINH_CONG_NHAN_LAI, {"former__issued_on": FIVE_YEARS}, {"former__issued_on": NOT_FIVE}, "former.issued_on"),
    # Thông tư 12/2011/TT-BVHTTDL
    (THON_VAN_HOA, {"turn": "first", "enrolled_on": TWO_YEARS}, {"enrolled_on": NOT_TWO}, "enrolled_on"),
    (
        THON_VAN_HOA,
        {"turn": "again", "former__issued_on": THREE_YEARS},
        {"former__issued_on": NOT_THREE},
        "former.issued_on",
    ),
    (THON_VAN_HOA, {"households": 120, "cultural": 120}, {"cultural": 121}, "cultural"),
]


@pytest.mark.parametrize(("procedure", "right", "wrong", "at"), RULES)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


PLAIN = {"workplace__has_union": False}
COMMUNE = {"request", "report", "minutes"}


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (CO_QUAN_LAN_DAU, PLAIN | {"has_violations": False}, {"request", "report"}),
        (CO_QUAN_LAN_DAU, PLAIN | {"has_violations": True}, {"request", "report", "handling"}),
        (
            CO_QUAN_LAN_DAU,
            {"workplace__has_union": True, "has_violations": False},
            {"request", "report", "union_request"},
        ),
        (CO_QUAN_CONG_NHAN_LAI, PLAIN | {"was_renamed": False}, {"request", "report", "old_decision"}),
        (CO_QUAN_CONG_NHAN_LAI, PLAIN | {"was_renamed": True}, {"request", "report", "old_decision", "renaming"}),
        (XA_LAN_DAU, {"new_rural": False}, COMMUNE),
        (XA_LAN_DAU, {"new_rural": True}, COMMUNE | {"plan_paper"}),
        (XA_CONG_NHAN_LAI, {"had_serious_case": False}, COMMUNE | {"old_decision"}),
        (XA_CONG_NHAN_LAI, {"had_serious_case": True}, COMMUNE | {"old_decision", "settled"}),
        (VAN_MINH_LAN_DAU, {}, COMMUNE | {"plan_paper"}),
        (VAN_MINH_CONG_NHAN_LAI, {"boundary_changed": False}, COMMUNE | {"old_decision"}),
        (VAN_MINH_CONG_NHAN_LAI, {"boundary_changed": True}, COMMUNE | {"old_decision", "boundary"}),
        (THON_VAN_HOA, {"turn": "first"}, {"request", "minutes", "report_first"}),
        (THON_VAN_HOA, {"turn": "again"}, {"request", "minutes", "report_again", "old_decision"}),
    ],
)
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


@pytest.mark.parametrize(
    ("procedure", "case", "key"),
    [
        (VAN_MINH_LAN_DAU, {"sidewalks_clear": False}, "clearing"),
        (VAN_MINH_LAN_DAU, {"has_regulations": True}, "regulations"),
        (VAN_MINH_CONG_NHAN_LAI, {"place__planned": 80, "planned_before": 81}, "decline"),
        (XA_CONG_NHAN_LAI, {"place__poverty": 6, "poverty_before": 5}, "poverty_reason"),
        (THON_VAN_HOA, {"has_rules": True}, "rules"),
    ],
)
def test_what_is_worse_or_claimed_is_explained(procedure: Procedure, case: dict[str, Any], key: str) -> None:
    other = {name: (not value if isinstance(value, bool) else 50) for name, value in case.items()}
    assert key in fill(procedure, **case).raw
    assert key not in fill(procedure, **other).raw


@pytest.mark.parametrize(
    ("procedure", "case", "days", "opinions"),
    [
        (CO_QUAN_LAN_DAU, {}, 6, 0),
        (CO_QUAN_CONG_NHAN_LAI, {"was_renamed": False}, 4, 0),
        (CO_QUAN_CONG_NHAN_LAI, {"was_renamed": True}, 6, 0),
        (XA_LAN_DAU, {}, 6, 2),
        (XA_CONG_NHAN_LAI, {}, 5, 1),
        (VAN_MINH_LAN_DAU, {}, 6, 2),
        (VAN_MINH_CONG_NHAN_LAI, {}, 5, 1),
        (THON_VAN_HOA, {"turn": "first"}, 6, 0),
        (THON_VAN_HOA, {"turn": "again"}, 4, 0),
    ],
)
def test_a_title_given_before_is_looked_at_for_a_shorter_time(
    procedure: Procedure, case: dict[str, Any], days: int, opinions: int
) -> None:
    filling = fill(procedure, **case)
    assert filling.step_keys == ("tham-dinh", "duyet", "ky-quyet-dinh")
    assert filling.steps[0].within.minutes == days * 480
    assert len(filling.steps[0].consults) == opinions
    assert (filling.term.says, filling.fee.amount) == ("10 ngày làm việc", 0)
