"""Primary schools: founded, reorganised, allowed to work and allowed again; each condition beside its neighbour."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.truong_tieu_hoc import PRIMARY_FOUNDING, PRIMARY_REORGANISATION
from motcua_giao_duc_dao_tao.truong_tieu_hoc_hoat_dong import PRIMARY_OPERATION, PRIMARY_RETURN

BRANCH = {"name": "Thôn Đông", "classes": 2, "pupils": 60}
BEFORE = {"name": "Trường tiểu học A", "kind": "public", "classes": 10, "pupils": 300}
AFTER = {"name": "Trường tiểu học B", "address": "Thôn Đông", "classes": 10, "pupils": 300}
CLASS = {"name": "1A", "grade": "1", "pupils": 30, "has_homeroom": True}


# Nghị định 46/2017/NĐ-CP, Điều 15 và Điều 16; Luật Giáo dục 2005, Điều 48, Điều 77; Điều lệ trường tiểu học, Điều 17
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"in_plan": False}, "in_plan"),
        ({"in_plan": True}, None),
        ({"school__kind": "public", "school__asker": "body"}, "school.asker"),
        ({"school__kind": "public", "school__asker": "commune"}, None),
        ({"school__kind": "private", "school__asker": "commune", "school__sources": ("own",)}, "school.asker"),
        ({"school__kind": "private", "school__asker": "person", "school__sources": ("own",)}, None),
        ({"school__kind": "private", "school__sources": ("own", "state")}, "school.sources"),
        ({"school__kind": "private", "school__sources": ("own", "loan")}, None),
        ({"school__kind": "public", "school__sources": ("state",)}, None),
        ({"classes": 10, "pupils": 351}, "pupils"),
        ({"classes": 10, "pupils": 350}, None),
        ({"has_branches": True, "branches": [BRANCH | {"pupils": 71}]}, "branches.0.pupils"),
        ({"has_branches": True, "branches": [BRANCH | {"pupils": 70}]}, None),
        ({"head_degree": "other"}, "head_degree"),
        ({"head_degree": "middle"}, None),
        ({"tenure": "allot", "offices": ("building",)}, "offices"),
        ({"tenure": "allot", "offices": ("land",)}, None),
        ({"tenure": "own", "offices": ("building",)}, None),
    ],
)
def test_who_founds_a_primary_school_and_how(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(PRIMARY_FOUNDING, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "days", "offices"),
    [
        ({"school__kind": "public"}, "20wd", {"noi_vu", "tai_chinh_ke_hoach"}),
        ({"school__kind": "private", "tenure": "lease"}, "16wd", {"kinh_te_ha_tang"}),
        ({"school__kind": "private", "tenure": "own"}, "20wd", {"tai_nguyen_moi_truong", "kinh_te_ha_tang"}),
    ],
)
def test_the_kind_and_the_site_decide_who_is_asked(answers: dict[str, Any], days: str, offices: set[str]) -> None:
    filling = fill(PRIMARY_FOUNDING, **answers)
    assert str(filling.steps[0].within) == days
    assert {asked.agency for asked in filling.steps[0].consults} == offices
    assert (filling.term.says, filling.fee.amount, filling.steps[-1].agency) == ("40 ngày làm việc", 0, "ubnd")


@pytest.mark.parametrize("answer", [True, False])
def test_what_was_remarked_is_answered(answer: bool) -> None:
    filling = fill(PRIMARY_FOUNDING, has_remarks=answer, was_directed=not answer)
    assert ("explanation" in filling.papers) is answer
    assert ("supplement" in filling.papers) is not answer


# Nghị định 46/2017/NĐ-CP, Điều 19
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER | {"classes": 18, "pupils": 600}]}, None),
        (
            {"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER | {"classes": 17, "pupils": 600}]},
            "after.0.pupils",
        ),
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER | {"pupils": 350}], "staying": 0}, "after"),
        ({"way": "merge", "before": [BEFORE]}, "before"),
        ({"way": "merge", "before": [BEFORE, BEFORE | {"kind": "private"}]}, "before"),
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER, AFTER]}, "after"),
        ({"way": "divide", "before": [BEFORE], "after": [AFTER]}, "after"),
        ({"way": "divide", "before": [BEFORE], "after": [AFTER | {"pupils": 150}] * 2, "staying": 0}, None),
        ({"way": "split", "before": [BEFORE], "after": [AFTER | {"pupils": 100}], "staying": 200}, None),
        ({"way": "split", "before": [BEFORE], "after": [AFTER | {"pupils": 100}], "staying": 199}, "after"),
        ({"way": "divide", "staying": 1}, "staying"),
        ({"way": "split", "before": [BEFORE, BEFORE]}, "before"),
    ],
)
def test_every_pupil_has_a_class_afterwards(answers: dict[str, Any], refused_at: str | None) -> None:
    errors = fill(PRIMARY_REORGANISATION, **answers).errors
    assert refused_at in errors if refused_at else errors == {}


@pytest.mark.parametrize(("surplus", "days", "opinions"), [(0, "9wd", 0), (1, "11wd", 1)])
def test_the_surplus_of_staff_is_settled(surplus: int, days: str, opinions: int) -> None:
    filling = fill(PRIMARY_REORGANISATION, surplus=surplus)
    assert (str(filling.steps[0].within), len(filling.steps[0].consults)) == (days, opinions)
    assert ("surplus_plan" in filling.papers) is (surplus > 0)


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        ({"farther": True, "keeps_branches": False}, True),
        ({"farther": True, "keeps_branches": True}, False),
        ({"farther": False}, False),
    ],
)
def test_help_on_the_way_is_asked_for_those_who_go_farther(answers: dict[str, Any], is_asked: bool) -> None:
    assert ("travel" in fill(PRIMARY_REORGANISATION, **answers).shown) is is_asked


# Nghị định 46/2017/NĐ-CP, Điều 16, 17, 18
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"founding__issued_on": date(2015, 11, 8)}, "founding.issued_on"),
        ({"founding__issued_on": date(2015, 11, 9)}, None),
        ({"region": "rural", "counts_floors": False, "land_area": 599}, "land_area"),
        ({"region": "rural", "counts_floors": False, "land_area": 600}, None),
        ({"region": "town", "counts_floors": False, "land_area": 359}, "land_area"),
        ({"region": "town", "counts_floors": False, "land_area": 360}, None),
        ({"region": "rural", "counts_floors": True, "land_area": 300, "floor_area": 599}, "floor_area"),
        ({"region": "rural", "counts_floors": True, "land_area": 300, "floor_area": 600}, None),
        ({"region": "town", "counts_floors": True, "land_area": 300, "floor_area": 359}, "floor_area"),
        ({"region": "town", "counts_floors": True, "land_area": 300, "floor_area": 360}, None),
        ({"right": "lease", "lease_until": date(2017, 11, 8)}, "lease_until"),
        ({"right": "lease", "lease_until": date(2017, 11, 9)}, None),
        ({"sessions": "two", "rooms": 1}, "rooms"),
        ({"sessions": "two", "rooms": 2}, None),
        ({"sessions": "one", "rooms": 1}, None),
        ({"sessions": "one", "rooms": 1, "classes": [CLASS] * 3, "pupils": 90, "teachers": 3}, "rooms"),
        ({"teachers": 1}, "teachers"),
        ({"teachers": 2}, None),
        ({"is_fenced": False}, "is_fenced"),
        ({"has_yard": False}, "has_yard"),
        ({"has_library": False}, "has_library"),
        ({"has_toilets": False}, "has_toilets"),
        ({"pupils": 61}, "pupils"),
        ({"keeps_at_noon": True, "noon_pupils": 61}, "noon_pupils"),
        ({"keeps_at_noon": True, "noon_pupils": 60}, None),
        ({"head_degree": "other"}, "head_degree"),
        ({"classes": [CLASS | {"pupils": 36}, CLASS | {"pupils": 24}]}, "classes.0.pupils"),
        ({"classes": [CLASS | {"pupils": 35}, CLASS | {"pupils": 25}]}, None),
        ({"classes": [CLASS, CLASS | {"has_homeroom": False}]}, "classes.1.has_homeroom"),
    ],
)
def test_conditions_of_work_of_a_primary_school(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(PRIMARY_OPERATION, **({"pupils": 60, "classes": [CLASS, CLASS]} | answers))
    assert set(filling.errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "offices", "papers"),
    [
        ({"keeps_at_noon": True, "right": "own"}, {"y_te"}, {"food", "land"}),
        ({"keeps_at_noon": False, "counts_floors": True, "right": "own"}, {"kinh_te_ha_tang"}, {"land"}),
        ({"keeps_at_noon": False, "counts_floors": False, "right": "lease"}, set(), {"lease"}),
    ],
)
def test_a_primary_school_is_inspected(answers: dict[str, Any], offices: set[str], papers: set[str]) -> None:
    filling = fill(PRIMARY_OPERATION, **answers)
    assert {asked.agency for asked in filling.steps[0].consults} == offices
    assert set(filling.papers) & {"food", "land", "lease"} == papers
    assert filling.steps[-1].desk == "head"


# Nghị định 46/2017/NĐ-CP, Điều 20
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"suspended__why": "fined", "fine_paid": False}, "fine_paid"),
        ({"suspended__why": "fined", "fine_paid": True}, None),
        ({"suspended__why": "unfit", "lacking": ("rooms",), "classes": 11, "rooms": 5}, "rooms"),
        ({"suspended__why": "unfit", "lacking": ("rooms",), "classes": 10, "rooms": 5}, None),
        ({"suspended__why": "unfit", "lacking": ("teachers",), "classes": 10, "teachers": 9}, "teachers"),
        ({"suspended__why": "unfit", "lacking": ("teachers",), "classes": 10, "teachers": 10}, None),
        ({"sent_away": 50, "back": 51}, "back"),
        ({"sent_away": 50, "back": 50}, None),
        ({"opens_on": date(2017, 11, 8)}, "opens_on"),
        ({"opens_on": date(2017, 11, 9)}, None),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__fixed_on": date(2017, 9, 1)}, "suspended.fixed_on"),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__fixed_on": date(2017, 9, 2)}, None),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__until_on": date(2017, 9, 2)}, "suspended.until_on"),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__until_on": date(2017, 9, 3)}, None),
    ],
)
def test_a_primary_school_comes_back(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(PRIMARY_RETURN, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "days", "opinions", "papers"),
    [
        ({"suspended__why": "power", "sent_away": 0}, "9wd", 0, set()),
        ({"suspended__why": "fined", "sent_away": 0}, "13wd", 0, {"fine"}),
        (
            {"suspended__why": "unfit", "lacking": ("teachers",), "sent_away": 5, "back": 5},
            "13wd",
            0,
            {"staff", "pupils"},
        ),
        ({"suspended__why": "unfit", "lacking": ("noon",), "sent_away": 5, "back": 0}, "14wd", 1, set()),
    ],
)
def test_the_way_back_follows_the_cause(answers: dict[str, Any], days: str, opinions: int, papers: set[str]) -> None:
    filling = fill(PRIMARY_RETURN, **answers)
    assert (str(filling.steps[0].within), len(filling.steps[0].consults)) == (days, opinions)
    assert set(filling.papers) == papers | {"request", "order", "minutes"}
