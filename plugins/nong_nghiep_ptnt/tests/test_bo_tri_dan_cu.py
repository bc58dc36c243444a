"""Moving households within the district: who is on the list, who is asked, and the short way out of danger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_nong_nghiep_ptnt.bo_tri_dan_cu import BO_TRI_DAN_CU

FAMILY = {
    "name": "Nguyễn Văn An", "identity": "125123456", "people": 5, "workers": 2, "poverty": "none",
    "home": "Bãi ngoài đê", "resides": True, "has_asked": True,
}  # fmt: skip
STORM = {"why": "disaster", "loss": "lost", "happened_on": date(2017, 10, 11), "met_on": date(2017, 10, 11)}
TOGETHER = {"manner": "together", "has_land": True}


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        # Quyết định 1776/QĐ-TTg: hộ di cư tự do được sắp xếp dù chưa đăng ký cư trú
        (
            {"why": "hardship", "households": [FAMILY, FAMILY]},
            {"households": [FAMILY, FAMILY | {"resides": False}]},
            "households",
        ),
        # Thông tư 14/2015/TT-BNNPTNT: tự nguyện, công khai
        ({"households": [FAMILY]}, {"households": [FAMILY | {"has_asked": False}]}, "households.0.has_asked"),
        ({"households": [FAMILY | {"workers": 5}]}, {"households": [FAMILY | {"workers": 6}]}, "households.0.workers"),
        ({"was_posted": True}, {"was_posted": False}, "was_posted"),
        (TOGETHER, {"has_land": False}, "has_land"),
        (STORM, {"met_on": date(2017, 10, 10)}, "met_on"),
    ],
)
def test_each_rule_and_its_neighbour(right: dict[str, Any], wrong: dict[str, Any], at: str) -> None:
    assert fill(BO_TRI_DAN_CU, **right).errors == {}
    assert set(fill(BO_TRI_DAN_CU, **(right | wrong)).errors) == {at}


def test_free_migrants_need_not_be_registered_where_they_live() -> None:
    assert fill(BO_TRI_DAN_CU, why="free", households=[FAMILY | {"resides": False}]).errors == {}


def test_the_people_of_all_households_are_counted() -> None:
    two = fill(BO_TRI_DAN_CU, households=[FAMILY, FAMILY | {"people": 3}])
    assert two.answers["people"] == 8


ALWAYS = {"request", "list_of_households", "applications", "minutes"}


@pytest.mark.parametrize(
    ("case", "more"),
    [
        ({"why": "hardship", "manner": "in_place"}, set()),
        ({"why": "disaster", "manner": "in_place"}, {"damage"}),
        ({"why": "hardship", "manner": "together"}, {"decision"}),
        ({"why": "hardship", "manner": "among"}, {"neighbours"}),
    ],
)
def test_papers_are_those_of_the_case(case: dict[str, Any], more: set[str]) -> None:
    assert set(fill(BO_TRI_DAN_CU, **case).papers) == ALWAYS | more


@pytest.mark.parametrize(("comes", "is_asked"), [("09283", True), ("09247", False)])
def test_another_commune_agrees_to_take_them_in(comes: str, is_asked: bool) -> None:
    filling = fill(BO_TRI_DAN_CU, manner="together", leaves="09247", comes=comes)
    assert filling.errors == {}
    assert ("agreement" in filling.papers) is is_asked


@pytest.mark.parametrize(
    ("case", "opinions", "days"),
    [
        ({"why": "disaster", "urgent": True, "manner": "together"}, 1, 6),
        ({"why": "disaster", "urgent": False, "manner": "in_place"}, 1, 14),
        ({"why": "disaster", "urgent": False, "manner": "among"}, 3, 18),
        ({"why": "forest", "manner": "together"}, 3, 18),
    ],
)
def test_the_way_is_shortest_out_of_danger(case: dict[str, Any], opinions: int, days: int) -> None:
    filling = fill(BO_TRI_DAN_CU, **case)
    assert filling.step_keys == ("tham-dinh", "duyet", "ky-quyet-dinh")
    assert len(filling.steps[0].consults) == opinions
    assert filling.steps[0].within.minutes == days * 480
    assert filling.term.says == "30 ngày làm việc"
