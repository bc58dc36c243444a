"""Support of pupils: lunch of small children, scholarships of the disabled, tuition and the cost of learning."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.an_trua import LUNCH
from motcua_giao_duc_dao_tao.mien_giam_hoc_phi import TUITION
from motcua_giao_duc_dao_tao.nguoi_khuyet_tat import SCHOLARSHIP

CHILD: dict[str, Any] = {
    "name": "Nguyễn Minh An",
    "born": date(2013, 5, 1),
    "level": "middle",
    "group": "poor",
    "proof": "15/HN",
    "years_had": 0,
    "months": 9,
}


# Thông tư liên tịch 09/2013; Nghị định 06/2018/NĐ-CP, Điều 3; the day of filing is 8-11-2017 unless said
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"months": 10}, "months"),
        ({"months": 9}, None),
        ({"years_had": 3}, "years_had"),
        ({"years_had": 2}, None),
        ({"born": date(2015, 11, 9)}, "born"),
        ({"born": date(2015, 11, 8)}, None),
        ({"born": date(2010, 11, 8)}, "born"),
        ({"born": date(2010, 11, 9)}, None),
        ({"group": "near_poor"}, "group"),
        ({"group": "poor"}, None),
        ({"group": "disabled"}, None),
    ],
)
def test_which_children_have_lunch(said: dict[str, Any], at: str | None) -> None:
    errors = fill(LUNCH, children=[CHILD | said]).errors
    assert set(errors) == ({f"children.0.{at}"} if at else set())


@pytest.mark.parametrize(("on", "refused"), [(date(2018, 2, 19), True), (date(2018, 2, 20), False)])
def test_the_nearly_poor_came_with_the_decree(on: date, refused: bool) -> None:
    filling = fill(LUNCH, filed_on=on, children=[CHILD | {"group": "near_poor"}])
    assert ("children.0.group" in filling.errors) is refused


@pytest.mark.parametrize(
    ("filed_by", "term", "steps"),
    [
        ("school", "14 ngày làm việc", ("tham-dinh", "duyet", "ky-quyet-dinh")),
        ("parent", "24 ngày làm việc", ("xet-tai-truong", "tham-dinh", "duyet", "ky-quyet-dinh")),
    ],
)
def test_a_list_of_the_school_has_its_first_ten_days_behind_it(
    filed_by: str, term: str, steps: tuple[str, ...]
) -> None:
    filling = fill(LUNCH, filed_by=filed_by)
    assert (filling.term.says, filling.step_keys, filling.fee.amount) == (term, steps, 0)
    assert ("list_paper" in filling.papers) is (filed_by == "school")
    assert ("parent" in filling.shown) is (filed_by == "parent")


@pytest.mark.parametrize(
    ("group", "paper"),
    [
        ("commune", "household_book"),
        ("orphan", "orphan_paper"),
        ("disabled", "disability_paper"),
        ("poor", "poverty_paper"),
    ],
)
def test_each_group_of_children_brings_its_paper(group: str, paper: str) -> None:
    own = {"household_book", "orphan_paper", "disability_paper", "poverty_paper"}
    proof = None if group == "commune" else "15/HN"
    children = [CHILD | {"group": group, "proof": proof}]
    assert set(fill(LUNCH, children=children).papers) & own == {paper}


def test_lunches_are_added_up() -> None:
    answers = fill(LUNCH, rate=130_000, children=[CHILD, CHILD | {"months": 4}]).answers
    assert (answers["months"], answers["money"]) == (13, 1_690_000)


@pytest.mark.parametrize(("kind", "way", "asked"), [("private", "kitchen", True), ("private", "cash", False),
                                                    ("public", "kitchen", False)])  # fmt: skip
def test_an_account_is_asked_of_private_kitchens(kind: str, way: str, asked: bool) -> None:
    assert ("account.number" in fill(LUNCH, school__kind=kind, way=way).shown) is asked


# Thông tư liên tịch 42/2013, Điều 7
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"poverty": "none"}, "poverty"),
        ({"poverty": "near_poor"}, None),
        ({"wants": ("scholarship",), "has_policy_scholarship": True}, "has_policy_scholarship"),
        ({"wants": ("scholarship",), "has_policy_scholarship": False}, None),
        ({"wants": ("equipment",), "takes_other_tools": True}, "takes_other_tools"),
        ({"wants": ("equipment",), "takes_other_tools": False}, None),
        ({"wants": ("scholarship",), "months": 10}, "months"),
        ({"wants": ("scholarship",), "months": 9}, None),
        ({"wants": ("equipment",), "has_had_tools": True}, "has_had_tools"),
        ({"wants": ("equipment",), "has_had_tools": False}, None),
        ({"disability__degree": "mild"}, None),
    ],
)
def test_who_with_a_disability_has_a_scholarship(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(SCHOLARSHIP, **said).errors) == ({at} if at else set())


def test_a_scholarship_is_four_fifths_of_the_base_wage() -> None:
    answers = fill(SCHOLARSHIP, wants=("scholarship",), base_wage=1_300_000, months=9).answers
    assert answers["scholarship"] == 9_360_000


@pytest.mark.parametrize(
    ("wants", "shown"),
    [(("scholarship",), {"months", "base_wage"}), (("equipment",), {"tools", "has_had_tools"})],
)
def test_only_what_is_wanted_is_asked_about(wants: tuple[str, ...], shown: set[str]) -> None:
    filling = fill(SCHOLARSHIP, wants=wants)
    assert filling.shown & {"months", "base_wage", "tools", "has_had_tools"} == shown


# Thông tư liên tịch 42/2013, Điều 8
@pytest.mark.parametrize(
    ("kind", "paper", "first", "paid_here"),
    [
        ("public", "list_paper", "danh sách, dự toán của trường", False),
        ("private", "application", "chi trả cho người học", True),
        ("people", "application", "chi trả cho người học", True),
    ],
)
def test_pupils_of_private_schools_are_paid_by_the_office(kind: str, paper: str, first: str, paid_here: bool) -> None:
    filling = fill(SCHOLARSHIP, school__kind=kind)
    assert set(filling.papers) == {paper, "certificate", "poverty_paper"}
    assert first in filling.steps[0].label
    assert ("account.number" in filling.shown) is paid_here


# Nghị định 86/2015/NĐ-CP, Điều 7 và Điều 8
@pytest.mark.parametrize(
    ("ground", "relief"),
    [
        ("poor", "all"),
        ("orphan", "all"),
        ("disabled", "all"),
        ("merit", "all"),
        ("soldier", "all"),
        ("minority", "less70"),
        ("near_poor", "less50"),
        ("accident", "less50"),
    ],
)
def test_every_ground_has_one_relief(ground: str, relief: str) -> None:
    said: dict[str, Any] = {"ground": ground, "wants": ("waiver",), "level": "lower", "pupil__born": date(2004, 5, 1)}
    lawful = {each for each in ("all", "less70", "less50") if fill(TUITION, relief=each, **said).errors == {}}
    assert lawful == {relief}


# Nghị định 86/2015/NĐ-CP, Điều 6, Điều 7 và Điều 10
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"wants": ("waiver",), "level": "primary", "school__kind": "public"}, "wants"),
        ({"wants": ("waiver",), "level": "primary", "school__kind": "private"}, None),
        ({"wants": ("waiver",), "level": "lower", "school__kind": "public"}, None),
        ({"wants": ("support",), "level": "primary", "school__kind": "public"}, None),
        ({"wants": ("support",), "ground": "near_poor"}, "ground"),
        ({"wants": ("support",), "ground": "merit"}, "ground"),
        ({"wants": ("support",), "ground": "poor"}, None),
        ({"wants": ("support",), "months": 10}, "months"),
        ({"wants": ("support",), "months": 9}, None),
        ({"ground": "disabled", "poverty": "none"}, "poverty"),
        ({"ground": "disabled", "poverty": "near_poor"}, None),
        ({"ground": "orphan", "pupil__born": date(2001, 11, 8)}, "pupil.born"),
        ({"ground": "orphan", "pupil__born": date(2001, 11, 9)}, None),
        ({"takes_other": True}, "takes_other"),
    ],
)
def test_who_pays_less_and_who_is_helped(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(TUITION, **said).errors) == ({at} if at else set())


@pytest.mark.parametrize(
    ("ground", "papers"),
    [
        ("poor", {"poverty_paper"}),
        ("near_poor", {"poverty_paper"}),
        ("orphan", {"orphan_paper"}),
        ("disabled", {"poverty_paper", "disability_paper"}),
        ("merit", {"merit_paper"}),
        ("soldier", {"soldier_paper"}),
        ("minority", {"minority_paper"}),
        ("accident", {"accident_paper"}),
    ],
)
def test_each_ground_brings_its_papers(ground: str, papers: set[str]) -> None:
    filling = fill(TUITION, ground=ground, school__kind="public", level="lower", wants=("waiver",))
    assert set(filling.papers) == {"application"} | papers


@pytest.mark.parametrize(
    ("kind", "steps"),
    [("public", ("tham-dinh", "ky-quyet-dinh")), ("private", ("tham-dinh", "lap-du-toan", "ky-quyet-dinh"))],
)
def test_families_of_private_schools_are_paid_directly(kind: str, steps: tuple[str, ...]) -> None:
    filling = fill(TUITION, school__kind=kind, level="lower", wants=("waiver",))
    assert filling.step_keys == steps
    assert ("account.number" in filling.shown, "tuition" in filling.shown) == (kind == "private", kind == "private")


def test_support_is_reckoned_by_months() -> None:
    assert fill(TUITION, wants=("support",), ground="poor", months=9).answers["support"] == 900_000
