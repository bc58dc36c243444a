"""Trees, works on district roads, pavements: each limit of the law with the case beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_kinh_te_ha_tang.duong_bo_cay_xanh import PAVEMENT, ROAD_WORK, TREE

FILED = date(2017, 11, 8)
BEFORE = date(2017, 11, 7)
YARD = {"place": "ground", "is_protected": False, "height": "10"}
WORKS = {"from_on": date(2017, 11, 20), "to_on": date(2017, 12, 1), "approved_until": date(2017, 11, 20)}

RULES = [
    # Nghị định 64/2010/NĐ-CP, Điều 14
    (TREE, YARD, {"height": "9,9"}, "height"),
    (TREE, YARD | {"height": "9,9", "place": "street"}, {"place": "ground"}, "height"),
    (TREE, YARD | {"height": "9,9", "is_protected": True}, {"is_protected": False}, "height"),
    # Thông tư 50/2015/TT-BGTVT, Điều 13, Điều 14
    (ROAD_WORK, WORKS, {"approved_until": date(2017, 11, 19)}, "approved_until"),
    # Nghị định 11/2010/NĐ-CP, Điều 18: giấy phép có trước khi thi công
    (ROAD_WORK, WORKS | {"from_on": FILED}, {"from_on": BEFORE}, "from_on"),
    (ROAD_WORK, WORKS | {"to_on": date(2017, 11, 20)}, {"to_on": date(2017, 11, 19)}, "to_on"),
    # Nghị định 100/2013/NĐ-CP, Điều 1
    (PAVEMENT, {"where": "pavement", "width_left": "1,5"}, {"width_left": "1,4"}, "width_left"),
    (PAVEMENT, {"where": "roadway", "lanes_left": 2}, {"lanes_left": 1}, "lanes_left"),
    (PAVEMENT, {"from_on": FILED, "to_on": FILED}, {"from_on": BEFORE}, "from_on"),
    (PAVEMENT, {"from_on": date(2017, 11, 9), "to_on": date(2017, 11, 9)}, {"to_on": FILED}, "to_on"),
]


@pytest.mark.parametrize(("procedure", "right", "wrong", "at"), RULES)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


@pytest.mark.parametrize(
    ("procedure", "term", "keys", "desk"),
    [
        (TREE, "15 ngày làm việc", ("kiem-tra", "duyet", "ky-giay-phep"), "leader"),
        (ROAD_WORK, "7 ngày làm việc", ("tham-dinh", "ky-giay-phep"), "head"),
        (PAVEMENT, "5 ngày làm việc", ("kiem-tra", "duyet", "ky-giay-phep"), "leader"),
    ],
)
def test_route_and_term(procedure: Procedure, term: str, keys: tuple[str, ...], desk: str) -> None:
    filling = fill(procedure)
    assert (filling.term.says, filling.step_keys, filling.steps[-1].desk) == (term, keys, desk)


def test_a_dangerous_tree_is_looked_at_first() -> None:
    assert "nguy hiểm" in fill(TREE, why="danger").steps[0].label
    assert "nguy hiểm" not in fill(TREE, why="dead").steps[0].label
    assert "nguy hiểm" not in fill(TREE, why="sick").steps[0].label


@pytest.mark.parametrize(
    ("procedure", "asked", "brings", "leaves_out"),
    [
        (TREE, "works_paper", {"why": "works"}, {"why": "danger"}),
        (TREE, "target", {"work": "move"}, {"work": "fell"}),
        (ROAD_WORK, "restore", {"digs": True}, {"digs": False}),
        (PAVEMENT, "works_paper", {"purpose": "materials"}, {"purpose": "event"}),
        (PAVEMENT, "event_paper", {"purpose": "parking"}, {"purpose": "materials"}),
    ],
)
def test_what_is_asked_in_each_case(
    procedure: Procedure, asked: str, brings: dict[str, Any], leaves_out: dict[str, Any]
) -> None:
    assert asked in fill(procedure, **brings).shown
    assert asked not in fill(procedure, **leaves_out).shown
