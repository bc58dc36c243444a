"""Preschools: founded, reorganised, allowed to work and allowed again; each condition beside its neighbour."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.truong_mam_non import PRESCHOOL_FOUNDING, PRESCHOOL_REORGANISATION
from motcua_giao_duc_dao_tao.truong_mam_non_hoat_dong import PRESCHOOL_OPERATION, PRESCHOOL_RETURN

BEFORE = {"name": "Trường mầm non A", "type": "preschool", "kind": "public", "children": 100, "staff": 12}
AFTER = {"name": "Trường mầm non B", "address": "Thôn Đông", "children": 100, "staff": 12}
GROUP = {"name": "Lớp 1", "band": "y6", "children": 30, "teachers": 2}


# Nghị định 46/2017/NĐ-CP, Điều 3 và Điều 4; Luật Giáo dục 2005, Điều 48
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"in_plan": False}, "in_plan"),
        ({"in_plan": True}, None),
        ({"kind": "public", "asker": "person", "sources": ("state",)}, "asker"),
        ({"kind": "public", "asker": "commune", "sources": ("state",)}, None),
        ({"kind": "people", "asker": "body", "sources": ("own",)}, "asker"),
        ({"kind": "people", "asker": "community", "sources": ("own",)}, None),
        ({"kind": "private", "asker": "commune", "sources": ("own",)}, "asker"),
        ({"kind": "private", "asker": "person", "sources": ("own",)}, None),
        ({"kind": "private", "asker": "body", "sources": ("own", "state")}, "sources"),
        ({"capital": 2_999_999_999, "build": 2_000_000_000, "three_years": 1_000_000_000}, "capital"),
        ({"capital": 3_000_000_000, "build": 2_000_000_000, "three_years": 1_000_000_000}, None),
    ],
)
def test_who_founds_a_preschool_and_with_what(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(PRESCHOOL_FOUNDING, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "papers", "offices"),
    [
        ({"kind": "public", "sources": ("state",)}, {"public_request"}, {"noi_vu", "tai_nguyen_moi_truong"}),
        ({"kind": "private", "tenure": "lease", "sources": ("own",)}, {"request"}, {"kinh_te_ha_tang"}),
        (
            {"kind": "private", "tenure": "allot", "sources": ("loan",)},
            {"request", "loan_paper"},
            {"tai_nguyen_moi_truong", "kinh_te_ha_tang"},
        ),
    ],
)
def test_a_founding_asks_the_offices_concerned(answers: dict[str, Any], papers: set[str], offices: set[str]) -> None:
    filling = fill(PRESCHOOL_FOUNDING, **answers)
    assert set(filling.papers) == papers | {"scheme_paper"}
    assert {asked.agency for asked in filling.steps[0].consults} == offices
    assert (filling.term.says, filling.fee.amount) == ("25 ngày làm việc", 0)
    assert filling.steps[-1].agency == "ubnd"


# Nghị định 46/2017/NĐ-CP, Điều 7
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER | {"children": 200}]}, None),
        ({"way": "merge", "before": [BEFORE], "after": [AFTER]}, "before"),
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER, AFTER]}, "after"),
        ({"way": "merge", "before": [BEFORE, BEFORE | {"kind": "private"}]}, "before"),
        ({"way": "divide", "before": [BEFORE], "after": [AFTER]}, "after"),
        ({"way": "divide", "before": [BEFORE], "after": [AFTER | {"children": 40}, AFTER | {"children": 60}]}, None),
        ({"way": "split", "before": [BEFORE, BEFORE], "after": [AFTER]}, "before"),
        (
            {"way": "split", "before": [BEFORE], "after": [AFTER | {"children": 40}], "staying": 60, "elsewhere": 0},
            None,
        ),
        (
            {"way": "split", "before": [BEFORE], "after": [AFTER | {"children": 40}], "staying": 59, "elsewhere": 0},
            "elsewhere",
        ),
        ({"way": "merge", "staying": 1}, "staying"),
        ({"in_plan": False}, "in_plan"),
        ({"starts_on": date(2017, 11, 8)}, "starts_on"),
        ({"starts_on": date(2017, 11, 9)}, None),
    ],
)
def test_no_child_is_lost_in_a_reorganisation(answers: dict[str, Any], refused_at: str | None) -> None:
    assert (refused_at in fill(PRESCHOOL_REORGANISATION, **answers).errors) is (refused_at is not None)
    if refused_at is None:
        assert fill(PRESCHOOL_REORGANISATION, **answers).errors == {}


@pytest.mark.parametrize(("moves", "days", "opinions"), [(True, "15wd", 2), (False, "13wd", 1)])
def test_a_new_site_is_visited(moves: bool, days: str, opinions: int) -> None:
    step = fill(PRESCHOOL_REORGANISATION, moves_site=moves).steps[0]
    assert (str(step.within), len(step.consults)) == (days, opinions)


@pytest.mark.parametrize(("elsewhere", "is_asked"), [(0, False), (5, True)])
def test_who_takes_children_says_so(elsewhere: int, is_asked: bool) -> None:
    assert ("acceptance" in fill(PRESCHOOL_REORGANISATION, elsewhere=elsewhere).papers) is is_asked


# Nghị định 46/2017/NĐ-CP, Điều 4, 5, 6; Luật Giáo dục 2005, Điều 77
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"founding__issued_on": date(2015, 11, 8)}, "founding.issued_on"),
        ({"founding__issued_on": date(2015, 11, 9)}, None),
        ({"region": "plain", "counts_floors": False, "land_area": 359}, "land_area"),
        ({"region": "plain", "counts_floors": False, "land_area": 360}, None),
        ({"region": "town", "counts_floors": False, "land_area": 239}, "land_area"),
        ({"region": "remote", "counts_floors": False, "land_area": 240}, None),
        ({"region": "plain", "counts_floors": True, "land_area": 100, "floor_area": 359}, "floor_area"),
        ({"region": "plain", "counts_floors": True, "land_area": 100, "floor_area": 360}, None),
        ({"region": "town", "counts_floors": True, "land_area": 100, "floor_area": 239}, "floor_area"),
        ({"region": "town", "counts_floors": True, "land_area": 100, "floor_area": 240}, None),
        ({"is_fenced": False}, "is_fenced"),
        ({"has_meals": True, "is_one_way": False}, "is_one_way"),
        ({"has_meals": True, "is_one_way": True}, None),
        ({"is_leased": True, "lease_years": 4}, "lease_years"),
        ({"is_leased": True, "lease_years": 5}, None),
        ({"children": 31}, "children"),
        ({"head_degree": "other"}, "head_degree"),
        ({"head_degree": "middle"}, None),
    ],
)
def test_conditions_of_work_of_a_preschool(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(PRESCHOOL_OPERATION, **({"children": 30, "groups": [GROUP]} | answers))
    assert set(filling.errors) == ({refused_at} if refused_at else set())


# Điều lệ trường mầm non, Điều 13
@pytest.mark.parametrize(("band", "most"), [("m12", 15), ("m24", 20), ("m36", 25), ("y4", 25), ("y5", 30), ("y6", 35)])
def test_a_group_is_as_big_as_its_age_allows(band: str, most: int) -> None:
    for children, refused in ((most, set()), (most + 1, {"groups.0.children"})):
        group = GROUP | {"band": band, "children": children}
        assert set(fill(PRESCHOOL_OPERATION, children=children, groups=[group]).errors) == refused


def test_every_group_has_a_teacher() -> None:
    lonely = GROUP | {"teachers": 0}
    assert set(fill(PRESCHOOL_OPERATION, children=30, groups=[lonely]).errors) == {"groups.0.teachers"}


@pytest.mark.parametrize(
    ("answers", "paper", "is_asked"),
    [
        ({"is_leased": True}, "lease", True),
        ({"is_leased": True}, "land", False),
        ({"is_leased": False}, "land", True),
        ({"kind": "public", "head_years": 4}, "exception", True),
        ({"kind": "public", "head_years": 5}, "exception", False),
        ({"kind": "private", "head_years": 4}, "exception", False),
    ],
)
def test_papers_of_work(answers: dict[str, Any], paper: str, is_asked: bool) -> None:
    assert (paper in fill(PRESCHOOL_OPERATION, **answers).papers) is is_asked


@pytest.mark.parametrize(("meals", "opinions"), [(True, 1), (False, 0)])
def test_a_kitchen_is_looked_at_by_health(meals: bool, opinions: int) -> None:
    steps = fill(PRESCHOOL_OPERATION, has_meals=meals).steps
    assert (len(steps[0].consults), steps[-1].desk) == (opinions, "head")


# Nghị định 46/2017/NĐ-CP, Điều 8
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"suspended__why": "fined", "fine_paid": False}, "fine_paid"),
        ({"suspended__why": "fined", "fine_paid": True}, None),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__fixed_on": date(2017, 9, 1)}, "suspended.fixed_on"),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__fixed_on": date(2017, 9, 2)}, None),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__until_on": date(2017, 9, 2)}, "suspended.until_on"),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__until_on": date(2017, 9, 3)}, None),
        ({"lacking": ("land",), "region": "plain", "area": 1199, "children": 100}, "area"),
        ({"lacking": ("land",), "region": "plain", "area": 1200, "children": 100}, None),
        ({"lacking": ("land",), "region": "town", "area": 799, "children": 100}, "area"),
        ({"lacking": ("land",), "region": "town", "area": 800, "children": 100}, None),
    ],
)
def test_the_cause_of_a_suspension_is_removed(answers: dict[str, Any], refused_at: str | None) -> None:
    why = {"suspended__why": "unfit"} if "lacking" in answers else {}
    assert set(fill(PRESCHOOL_RETURN, **(why | answers)).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "days", "opinions", "papers"),
    [
        ({"suspended__why": "idle", "were_hurt": False}, "10wd", 0, set()),
        ({"suspended__why": "idle", "were_hurt": True}, "14wd", 0, set()),
        ({"suspended__why": "fined", "were_hurt": False}, "14wd", 0, {"fine"}),
        ({"suspended__why": "unfit", "lacking": ("teachers",)}, "14wd", 0, {"teachers"}),
        ({"suspended__why": "unfit", "lacking": ("kitchen",)}, "14wd", 1, {"food"}),
    ],
)
def test_what_was_wrong_is_looked_at_again(answers: dict[str, Any], days: str, opinions: int, papers: set[str]) -> None:
    filling = fill(PRESCHOOL_RETURN, **answers)
    assert (str(filling.steps[0].within), len(filling.steps[0].consults)) == (days, opinions)
    assert set(filling.papers) == papers | {"request", "order", "minutes"}
