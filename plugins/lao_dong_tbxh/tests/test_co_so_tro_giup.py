"""Facilities of social help: founded, changed, licensed, dissolved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.giay_phep_co_so import LICENCE, LICENCE_AGAIN
from motcua_lao_dong_tbxh.thanh_lap_co_so import DISSOLUTION, FOUNDING

FOUNDER = {"name": "Nguyễn Văn An", "kind": "person", "paper": "125123456", "capital": 500_000_000}
WORKER = {"name": "Lê Thị Bình", "work": "care", "certificate": "Sơ cấp điều dưỡng", "is_healthy": True}


# Nghị định 103/2017/NĐ-CP
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"scope": "province"}, "scope"),
        ({"scope": "district"}, None),
        ({"capacity": 9}, "capacity"),
        ({"capacity": 10}, None),
        ({"founders": [FOUNDER | {"kind": "foreign"}], "charter": 500_000_000}, None),
        ({"founders": [FOUNDER, FOUNDER], "charter": 1_000_000_001}, "charter"),
        ({"founders": [FOUNDER, FOUNDER], "charter": 1_000_000_000}, None),
    ],
)
def test_what_the_district_registers(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(FOUNDING, work="found", **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())
    assert (filling.term.says, filling.fee.amount) == ("5 ngày làm việc", 0)


@pytest.mark.parametrize(
    ("answers", "papers"),
    [
        ({"work": "found"}, {"declaration", "plan", "rules", "land", "criminal_record", "identity"}),
        ({"work": "change", "changes": ("name",)}, {"change_request", "change_proof", "old"}),
        ({"work": "change", "changes": ("seat",)}, {"change_request", "change_proof", "old", "land"}),
        (
            {"work": "change", "changes": ("founders",)},
            {"change_request", "change_proof", "old", "criminal_record", "identity"},
        ),
    ],
)
def test_papers_of_a_founding_and_of_a_change(answers: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(FOUNDING, **answers).papers) == papers


@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"residents": 10, "to_family": 4, "to_facility": 5}, "to_family"),
        ({"residents": 10, "to_family": 4, "to_facility": 6}, None),
        ({"reason": "own", "workers": 2, "assets": 99, "debts": 50, "wages_owed": 50}, None),
        ({"ends_on": date(2017, 11, 8)}, "ends_on"),
        ({"ends_on": date(2017, 11, 9)}, None),
    ],
)
def test_nobody_is_left_behind_by_a_dissolution(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(DISSOLUTION, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(("residents", "days", "is_asked"), [(0, 6, False), (12, 10, True)])
def test_residents_are_looked_after_on_the_spot(residents: int, days: int, is_asked: bool) -> None:
    filling = fill(DISSOLUTION, residents=residents, reason="own")
    assert str(filling.steps[0].within) == f"{days}wd"
    assert ("residents_plan" in filling.papers) is is_asked
    assert "order_copy" not in filling.papers


# Nghị định 103/2017/NĐ-CP, Điều 24 đến Điều 26
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"region": "rural", "land_area": 299}, "land_area"),
        ({"region": "rural", "land_area": 300}, None),
        ({"region": "urban", "land_area": 99}, "land_area"),
        ({"region": "urban", "land_area": 100}, None),
        ({"region": "mountain", "land_area": 99}, None),
        ({"full_time": False, "room_area": 59}, "room_area"),
        ({"full_time": False, "room_area": 60}, None),
        ({"full_time": True, "room_area": 79}, "room_area"),
        ({"full_time": True, "room_area": 80}, None),
        ({"kind": "mental", "region": "urban", "land_area": 799}, "land_area"),
        ({"kind": "mental", "region": "urban", "land_area": 800}, None),
        ({"kind": "mental", "region": "rural", "land_area": 999}, "land_area"),
        ({"kind": "mental", "region": "rural", "land_area": 1000}, None),
        ({"kind": "mental", "region": "mountain", "land_area": 1199}, "land_area"),
        ({"kind": "mental", "region": "mountain", "land_area": 1200}, None),
        ({"kind": "disabled", "has_access": False}, "has_access"),
        ({"kind": "elderly", "has_access": False}, "has_access"),
        ({"kind": "elderly", "has_access": True}, None),
        ({"residents": 9}, "residents"),
        ({"head_has_record": True}, "head_has_record"),
        ({"head_born": date(1999, 11, 9)}, "head_born"),
        ({"head_born": date(1999, 11, 8)}, None),
        ({"workers": [WORKER | {"is_healthy": False}]}, "workers.0.is_healthy"),
        ({"workers": [WORKER]}, None),
    ],
)
def test_conditions_of_a_licence(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(LICENCE, **({"cares": True, "residents": 10, "kind": "elderly"} | answers))
    assert set(filling.errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(("cares", "opinions"), [(True, 2), (False, 0)])
def test_a_place_where_people_live_is_inspected(cares: bool, opinions: int) -> None:
    filling = fill(LICENCE, cares=cares)
    assert (filling.term.says, len(filling.steps[0].consults)) == ("15 ngày làm việc", opinions)
    assert set(filling.papers) == {"application", "founding_paper"}


@pytest.mark.parametrize(
    ("answers", "days", "papers"),
    [
        ({"work": "again", "again_why": "lost"}, 4, {"application"}),
        ({"work": "again", "again_why": "damaged"}, 4, {"application", "old"}),
        ({"work": "again", "again_why": "reorganised"}, 4, {"application", "old", "proof"}),
        ({"work": "adjust", "items": ("name",)}, 8, {"application", "old", "proof"}),
        ({"work": "adjust", "items": ("seat",)}, 10, {"application", "old", "proof", "site"}),
    ],
)
def test_a_licence_again(answers: dict[str, Any], days: int, papers: set[str]) -> None:
    filling = fill(LICENCE_AGAIN, **answers)
    assert (str(filling.steps[0].within), set(filling.papers)) == (f"{days}wd", papers)


@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"work": "again", "again_why": "lost", "lost_on": date(2017, 9, 30)}, "lost_on"),
        ({"work": "again", "again_why": "lost", "lost_on": date(2017, 10, 1)}, None),
        ({"work": "adjust", "items": ("name",), "changed_on": date(2017, 9, 30)}, "changed_on"),
        ({"work": "adjust", "items": ("name",), "changed_on": date(2017, 10, 1)}, None),
        ({"work": "adjust", "items": ("size",), "new_residents": 10, "new_room_area": 59}, "new_room_area"),
        ({"work": "adjust", "items": ("size",), "new_residents": 10, "new_room_area": 60}, None),
    ],
)
def test_what_a_licence_again_must_hold(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(LICENCE_AGAIN, licence__issued_on=date(2017, 10, 1), **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"residents": 3, "to_family": 3, "to_facility": 0}, "residents_plan", True),
        # Nghị định 103/2017/NĐ-CP, Điều 22 khoản 2 names neither
        ({"residents": 3, "to_family": 1, "to_facility": 2}, "acceptance", False),
        ({"workers": 1}, "workers_plan", False),
        ({"reason": "unfit"}, "order_copy", True),
        ({"reason": "term"}, "order_copy", False),
    ],
)
def test_papers_of_a_dissolution(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(DISSOLUTION, **answers).papers) is is_asked
