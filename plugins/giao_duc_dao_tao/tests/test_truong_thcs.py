"""Lower secondary schools: founded, reorganised, allowed to work and again; each condition beside its neighbour."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.truong_thcs import LOWER_SECONDARY_FOUNDING, LOWER_SECONDARY_REORGANISATION
from motcua_giao_duc_dao_tao.truong_thcs_hoat_dong import LOWER_SECONDARY_OPERATION, LOWER_SECONDARY_RETURN

BEFORE = {"name": "Trường THCS A", "kind": "public", "level": "lower", "pupils": 300}
AFTER = {"name": "Trường THCS B", "classes": 10, "pupils": 300}
CLASS = {"name": "6A", "grade": "6", "pupils": 40}
PRIVATE = {"school__kind": "private", "school__asker": "body", "school__sources": ("own",)}


# Nghị định 46/2017/NĐ-CP, Điều 25 và Điều 26; Thông tư 12/2011/TT-BGDĐT, Điều 15 và Điều 18
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"in_plan": False}, "in_plan"),
        ({"in_plan": True}, None),
        ({"levels": "upper"}, "levels"),
        ({"levels": "primary"}, None),
        ({"levels": "lower"}, None),
        ({"classes": 10, "pupils": 451}, "pupils"),
        ({"classes": 10, "pupils": 450}, None),
        ({"head_degree": "other"}, "head_degree"),
        ({"head_degree": "certificate"}, None),
        ({"is_remote": False, "head_years": 4}, "head_years"),
        ({"is_remote": False, "head_years": 5}, None),
        ({"is_remote": True, "head_years": 3}, "head_years"),
        ({"is_remote": True, "head_years": 4}, None),
        ({"school__kind": "public", "school__asker": "person"}, "school.asker"),
        ({"school__kind": "public", "school__asker": "commune"}, None),
        (PRIVATE, None),
        (PRIVATE | {"school__asker": "commune"}, "school.asker"),
        (PRIVATE | {"school__sources": ("state",)}, "school.sources"),
    ],
)
def test_who_founds_a_lower_secondary_school(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(LOWER_SECONDARY_FOUNDING, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "days", "offices"),
    [
        ({"school__kind": "public"}, "12wd", {"noi_vu", "tai_chinh_ke_hoach"}),
        (PRIVATE | {"tenure": "allot"}, "12wd", {"tai_nguyen_moi_truong", "kinh_te_ha_tang"}),
        (PRIVATE | {"tenure": "own"}, "10wd", set()),
    ],
)
def test_land_to_be_allotted_is_asked_about(answers: dict[str, Any], days: str, offices: set[str]) -> None:
    filling = fill(LOWER_SECONDARY_FOUNDING, **answers)
    assert str(filling.steps[0].within) == days
    assert {asked.agency for asked in filling.steps[0].consults} == offices
    assert (filling.term.says, filling.fee.amount, filling.steps[-1].agency) == ("25 ngày làm việc", 0, "ubnd")


@pytest.mark.parametrize("answer", [True, False])
def test_a_disagreement_is_answered(answer: bool) -> None:
    filling = fill(LOWER_SECONDARY_FOUNDING, disagrees=answer, was_directed=not answer)
    assert ("explanation" in filling.papers) is answer
    assert ("supplement" in filling.papers) is not answer


@pytest.mark.parametrize(("levels", "is_asked"), [("primary", True), ("lower", False)])
def test_a_school_of_two_levels_counts_its_primary_classes(levels: str, is_asked: bool) -> None:
    assert ("primary_classes" in fill(LOWER_SECONDARY_FOUNDING, levels=levels).shown) is is_asked


# Nghị định 46/2017/NĐ-CP, Điều 29
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER | {"classes": 14, "pupils": 600}]}, None),
        (
            {"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER | {"classes": 13, "pupils": 600}]},
            "after.0.pupils",
        ),
        ({"way": "merge", "before": [BEFORE]}, "before"),
        ({"way": "merge", "before": [BEFORE, BEFORE | {"level": "upper"}]}, "before"),
        ({"way": "merge", "before": [BEFORE, BEFORE | {"kind": "private"}]}, "before"),
        ({"way": "merge", "before": [BEFORE, BEFORE], "after": [AFTER, AFTER]}, "after"),
        ({"way": "divide", "before": [BEFORE], "after": [AFTER]}, "after"),
        ({"way": "divide", "before": [BEFORE], "after": [AFTER | {"pupils": 150}] * 2, "staying": 0}, None),
        ({"way": "split", "before": [BEFORE], "after": [AFTER | {"pupils": 120}], "staying": 180}, None),
        ({"way": "split", "before": [BEFORE], "after": [AFTER | {"pupils": 120}], "staying": 181}, "after"),
        ({"way": "merge", "staying": 1}, "staying"),
        ({"way": "divide", "before": [BEFORE, BEFORE]}, "before"),
        ({"in_plan": False}, "in_plan"),
        ({"starts_on": date(2017, 11, 8)}, "starts_on"),
        ({"starts_on": date(2017, 11, 9)}, None),
    ],
)
def test_what_a_reorganisation_must_hold(answers: dict[str, Any], refused_at: str | None) -> None:
    errors = fill(LOWER_SECONDARY_REORGANISATION, **answers).errors
    assert refused_at in errors if refused_at else errors == {}


@pytest.mark.parametrize(
    ("answers", "days", "papers"),
    [
        ({"in_term": True, "grade9": 3, "moves_labs": False}, "15wd", {"grade9_plan"}),
        ({"in_term": True, "grade9": 0, "moves_labs": True}, "15wd", {"labs"}),
        ({"in_term": False, "moves_labs": False}, "12wd", set()),
    ],
)
def test_the_last_grade_is_looked_after(answers: dict[str, Any], days: str, papers: set[str]) -> None:
    filling = fill(LOWER_SECONDARY_REORGANISATION, **answers)
    assert str(filling.steps[0].within) == days
    assert set(filling.papers) == papers | {"letter", "scheme", "confirmations"}


# Nghị định 46/2017/NĐ-CP, Điều 26, 27; Thông tư 12/2011/TT-BGDĐT, Điều 15, 42, 43; Luật Giáo dục 2005, Điều 77
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"founding__issued_on": date(2015, 11, 8)}, "founding.issued_on"),
        ({"founding__issued_on": date(2015, 11, 9)}, None),
        ({"region": "rural", "plot": 799}, "plot"),
        ({"region": "rural", "plot": 800}, None),
        ({"region": "town", "plot": 479}, "plot"),
        ({"region": "town", "plot": 480}, None),
        ({"is_separate": False}, "is_separate"),
        (
            {"building": "new", "founding__issued_on": date(2017, 9, 2), "accepted_on": date(2017, 9, 1)},
            "accepted_on",
        ),
        ({"building": "new", "founding__issued_on": date(2017, 9, 2), "accepted_on": date(2017, 9, 2)}, None),
        ({"building": "rent", "rent_until": date(2017, 11, 8)}, "rent_until"),
        ({"building": "rent", "rent_until": date(2017, 11, 9)}, None),
        ({"shifts": "one", "rooms": 1}, "rooms"),
        ({"shifts": "one", "rooms": 2}, None),
        ({"shifts": "two", "rooms": 1}, None),
        ({"shifts": "two", "rooms": 1, "classes": [CLASS] * 3, "pupils": 120}, "rooms"),
        ({"labs": ("it", "language")}, "labs"),
        ({"labs": ("it", "biology")}, None),
        ({"labs": ("chemistry",), "chemicals_are_safe": False}, "chemicals_are_safe"),
        ({"labs": ("chemistry",), "chemicals_are_safe": True}, None),
        ({"has_library": False}, "has_library"),
        ({"pupils": 81}, "pupils"),
        ({"below": 1}, "below"),
        ({"below": 0}, None),
        ({"every_subject": False}, "every_subject"),
        ({"head_degree": "other"}, "head_degree"),
        ({"classes": [CLASS | {"pupils": 46}, CLASS | {"pupils": 34}]}, "classes.0.pupils"),
        ({"classes": [CLASS | {"pupils": 45}, CLASS | {"pupils": 35}]}, None),
    ],
)
def test_conditions_of_work_of_a_lower_secondary_school(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(LOWER_SECONDARY_OPERATION, **({"pupils": 80, "classes": [CLASS, CLASS]} | answers))
    assert set(filling.errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "offices", "papers"),
    [
        ({"building": "new", "guests": False}, {"kinh_te_ha_tang"}, {"land", "acceptance"}),
        ({"building": "rent", "guests": True}, {"tai_nguyen_moi_truong"}, {"rent", "guest_contracts"}),
        ({"building": "old", "guests": False}, set(), {"land"}),
    ],
)
def test_the_building_decides_the_inspection(answers: dict[str, Any], offices: set[str], papers: set[str]) -> None:
    filling = fill(LOWER_SECONDARY_OPERATION, **answers)
    assert {asked.agency for asked in filling.steps[0].consults} == offices
    assert set(filling.papers) & {"land", "acceptance", "rent", "guest_contracts"} == papers
    assert filling.steps[-1].desk == "head"


# Nghị định 46/2017/NĐ-CP, Điều 30
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"suspended__why": "fined", "fine_paid": False}, "fine_paid"),
        ({"suspended__why": "fined", "fine_paid": True}, None),
        ({"suspended__why": "unfit", "lacking": ("teachers",), "hired": 3, "trained": 2}, "trained"),
        ({"suspended__why": "unfit", "lacking": ("teachers",), "hired": 3, "trained": 3}, None),
        ({"suspended__why": "unfit", "lacking": ("labs",), "labs": ("it",)}, "labs"),
        ({"suspended__why": "unfit", "lacking": ("labs",), "labs": ("physics",)}, None),
        ({"starts_on": date(2017, 11, 8)}, "starts_on"),
        ({"starts_on": date(2017, 11, 9)}, None),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__fixed_on": date(2017, 9, 1)}, "suspended.fixed_on"),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__fixed_on": date(2017, 9, 2)}, None),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__until_on": date(2017, 9, 2)}, "suspended.until_on"),
        ({"suspended__from_on": date(2017, 9, 2), "suspended__until_on": date(2017, 9, 3)}, None),
    ],
)
def test_a_lower_secondary_school_comes_back(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(LOWER_SECONDARY_RETURN, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "days", "papers"),
    [
        ({"suspended__why": "idle", "starts_year": "year"}, "8wd", set()),
        ({"suspended__why": "fined", "starts_year": "now", "makes_up": True}, "13wd", {"fine", "plan"}),
        (
            {"suspended__why": "unfit", "lacking": ("teachers", "labs"), "starts_year": "term"},
            "13wd",
            {"staff", "lab_list"},
        ),
        ({"suspended__why": "unfit", "lacking": ("grounds",), "starts_year": "now", "makes_up": False}, "14wd", set()),
    ],
)
def test_the_way_back_follows_what_was_lacking(answers: dict[str, Any], days: str, papers: set[str]) -> None:
    filling = fill(LOWER_SECONDARY_RETURN, **answers)
    assert str(filling.steps[0].within) == days
    assert set(filling.papers) == papers | {"request", "order", "minutes"}
