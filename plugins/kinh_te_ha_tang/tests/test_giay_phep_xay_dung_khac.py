"""Building permits issued before, repairs, moves and temporary works: each limit with the case beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_kinh_te_ha_tang.giay_phep_da_cap import ADJUST, AGAIN, EXTEND
from motcua_kinh_te_ha_tang.giay_phep_xay_dung_khac import MOVE, REPAIR, TEMPORARY

FILED = date(2017, 11, 8)
PLOT = {"work__ground_area": 80, "work__floor_area": 160, "land__area": 80}

RULES = [
    # Luật Xây dựng 2014, Điều 98 khoản 1
    (ADJUST, {"items": ("inside", "outside")}, {"items": ("inside",)}, "items"),
    (ADJUST, {"items": ("inside", "function")}, {"items": ("inside",)}, "items"),
    (
        ADJUST,
        {"items": ("outside",), "floor_before": 100, "floor_after": 100},
        {"floor_after": "100,1"},
        "floor_after",
    ),
    # Luật Xây dựng 2014, Điều 99 khoản 1
    (EXTEND, {"start_by": FILED}, {"start_by": date(2017, 11, 7)}, "start_by"),
    (EXTEND, {"started": False}, {"started": True}, "started"),
    (EXTEND, {"times": 1}, {"times": 2}, "times"),
    # Luật Xây dựng 2014, Điều 99 khoản 3
    (EXTEND, {"kind": "temporary", "plan_started": False}, {"plan_started": True}, "plan_started"),
    (
        EXTEND,
        {"kind": "temporary", "exists_until": FILED, "stay_until": date(2017, 11, 9)},
        {"stay_until": FILED},
        "stay_until",
    ),
    # Luật Xây dựng 2014, Điều 100
    (
        AGAIN,
        {"why": "lost", "permit__issued_on": date(2017, 5, 2), "lost_on": date(2017, 5, 2)},
        {"lost_on": date(2017, 5, 1)},
        "lost_on",
    ),
    # Luật Xây dựng 2014, Điều 89 khoản 2 điểm g
    (REPAIR, {"items": ("inside", "function")}, {"items": ("inside",)}, "items"),
    # Luật Xây dựng 2014, Điều 96
    (REPAIR, {"items": ("function",), "floors_before": 2, "floors_after": 2}, {"floors_after": 3}, "floors_after"),
    # Luật Xây dựng 2014, Điều 97 khoản 6
    (MOVE, {"is_qualified": True}, {"is_qualified": False}, "is_qualified"),
    (
        MOVE,
        {"starts_on": date(2017, 12, 1), "ends_on": date(2017, 12, 1)},
        {"ends_on": date(2017, 11, 30)},
        "ends_on",
    ),
    # Luật Xây dựng 2014, Điều 91, Điều 93
    (MOVE, PLOT, {"land__area": "79,9"}, "land.area"),
    # Luật Xây dựng 2014, Điều 94 khoản 1
    (TEMPORARY, {"is_announced": True}, {"is_announced": False}, "is_announced"),
    (TEMPORARY, {"is_recovered": False}, {"is_recovered": True}, "is_recovered"),
    (TEMPORARY, {"will_demolish": True}, {"will_demolish": False}, "will_demolish"),
    (TEMPORARY, {"until": date(2017, 11, 9)}, {"until": FILED}, "until"),
]


@pytest.mark.parametrize(("procedure", "right", "wrong", "at"), RULES)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


@pytest.mark.parametrize(
    ("procedure", "case", "term", "keys", "asked"),
    [
        (ADJUST, {"items": ("scale",)}, "15 ngày", ("tham-dinh", "duyet", "ky-giay-phep"), []),
        (EXTEND, {}, "5 ngày làm việc", ("kiem-tra", "duyet", "ky-giay-phep"), []),
        (AGAIN, {}, "5 ngày làm việc", ("doi-chieu", "duyet", "ky-giay-phep"), []),
        (REPAIR, {"in_relic_zone": True}, "15 ngày", ("tham-dinh", "duyet", "ky-giay-phep"), ["y-kien-di-tich"]),
        (REPAIR, {"in_relic_zone": False}, "15 ngày", ("tham-dinh", "duyet", "ky-giay-phep"), []),
        (MOVE, {}, "20 ngày", ("tham-dinh", "duyet", "ky-giay-phep"), ["y-kien-dat-dai"]),
        (TEMPORARY, {}, "20 ngày", ("tham-dinh", "duyet", "ky-giay-phep"), ["y-kien-dat-dai"]),
    ],
)
def test_route_and_term(
    procedure: Procedure, case: dict[str, Any], term: str, keys: tuple[str, ...], asked: list[str]
) -> None:
    filling = fill(procedure, **case)
    assert (filling.term.says, filling.step_keys) == (term, keys)
    assert [consult.key for consult in filling.steps[0].consults] == asked
    assert filling.steps[-1].desk == "leader"
    assert filling.fee.amount is None


def test_a_temporary_permit_is_extended_by_the_plan_not_by_the_start() -> None:
    shown = fill(EXTEND, kind="temporary").shown
    assert "start_by" not in shown
    assert "exists_until" in shown


def test_only_the_facade_is_looked_at_on_paper() -> None:
    label = {items: fill(ADJUST, items=items).steps[0].label for items in [("outside",), ("scale",), ("structure",)]}
    assert "mặt ngoài" in label["outside",]
    assert label["scale",] == label["structure",] != label["outside",]


@pytest.mark.parametrize(
    ("procedure", "paper", "brings", "leaves_out"),
    [
        (ADJUST, "appraisal", {"kind": "other", "items": ("structure",)}, {"kind": "other", "items": ("outside",)}),
        (ADJUST, "appraisal", {"kind": "other", "items": ("function",)}, {"kind": "house", "items": ("structure",)}),
        (ADJUST, "fine_paper", {"built": True}, {"built": False}),
        (AGAIN, "pledge", {"why": "lost"}, {"why": "torn"}),
        (AGAIN, "old_permit", {"why": "torn"}, {"why": "lost"}),
        (REPAIR, "survey", {"items": ("structure",)}, {"items": ("outside",)}),
        (REPAIR, "heritage_paper", {"in_relic_zone": True}, {"in_relic_zone": False}),
        (TEMPORARY, "appraisal", {"work__kind": "civil"}, {"work__kind": "house"}),
    ],
)
def test_papers_of_each_case(
    procedure: Procedure, paper: str, brings: dict[str, Any], leaves_out: dict[str, Any]
) -> None:
    assert paper in fill(procedure, **brings).papers
    assert paper not in fill(procedure, **leaves_out).papers


def test_who_manages_a_work_may_bring_the_owners_consent() -> None:
    assert "consent" in fill(REPAIR, size="fullest", is_owner=False).papers
    assert "consent" not in fill(REPAIR, size="fullest", is_owner=True).papers
    assert fill(REPAIR, is_owner=False).errors == {}
