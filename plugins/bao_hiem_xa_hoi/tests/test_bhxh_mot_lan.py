"""The lump sum: who may have it, at what age, after how long, and what proves it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_bao_hiem_xa_hoi.bhxh_mot_lan import LUMP_SUM


# Nghị quyết 93/2015/QH13; Luật Bảo hiểm xã hội 2014, Điều 60; the day of filing is 8-11-2017
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"ground": "left", "stopped_on": date(2016, 11, 9)}, "stopped_on"),
        ({"ground": "left", "stopped_on": date(2016, 11, 8)}, None),
        ({"ground": "abroad", "stopped_on": date(2017, 11, 1)}, None),
        ({"ground": "left", "months_before": 120, "months_after": 120}, "months_after"),
        ({"ground": "left", "months_before": 120, "months_after": 119}, None),
        ({"ground": "ill", "months_before": 120, "months_after": 120}, None),
        ({"months_before": 0, "months_after": 0}, "months_after"),
        ({"months_before": 1, "months_after": 0}, None),
        ({"ground": "left", "is_paying": True}, "is_paying"),
        ({"ground": "left", "is_paying": False}, None),
        ({"ground": "retired", "goes_on": True}, "goes_on"),
        ({"ground": "retired", "goes_on": False}, None),
        ({"ground": "disabled", "loss": 80}, "loss"),
        ({"ground": "disabled", "loss": 81}, None),
        ({"ground": "disabled", "is_served": False}, "is_served"),
        ({"ground": "disabled", "is_served": True}, None),
    ],
)
def test_who_may_have_it(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(LUMP_SUM, **said).errors) == ({at} if at else set())


# Luật Bảo hiểm xã hội 2014, Điều 54
@pytest.mark.parametrize(
    ("age_ground", "gender", "age", "refused"),
    [
        ("normal", "male", 59, True),
        ("normal", "male", 60, False),
        ("normal", "female", 54, True),
        ("normal", "female", 55, False),
        ("hard", "male", 54, True),
        ("hard", "male", 55, False),
        ("hard", "female", 49, True),
        ("hard", "female", 50, False),
        ("mine", "male", 49, True),
        ("mine", "male", 50, False),
        ("army_hard", "male", 49, True),
        ("army_hard", "male", 50, False),
        ("army_hard", "female", 44, True),
        ("army_hard", "female", 45, False),
        ("hiv", "male", 30, False),
    ],
)
def test_each_kind_of_work_has_its_age_of_a_pension(age_ground: str, gender: str, age: int, refused: bool) -> None:
    said: dict[str, Any] = {"age_ground": age_ground, "person__gender": gender, "person__born": date(2017 - age, 11, 1)}
    assert ("age_ground" in fill(LUMP_SUM, ground="retired", **said).errors) is refused


@pytest.mark.parametrize(("on", "refused"), [(date(2020, 12, 31), True), (date(2021, 1, 1), False)])
def test_the_ages_of_the_old_law_refuse_nobody_afterwards(on: date, refused: bool) -> None:
    said: dict[str, Any] = {"age_ground": "normal", "person__gender": "male", "person__born": date(1963, 1, 1)}
    assert ("age_ground" in fill(LUMP_SUM, ground="retired", filed_on=on, **said).errors) is refused


# Luật Bảo hiểm xã hội 2014, Điều 109
@pytest.mark.parametrize(
    ("ground", "papers", "first"),
    [
        ("left", set(), "chốt thời gian đóng"),
        ("retired", set(), "chốt thời gian đóng"),
        ("abroad", {"renunciation"}, "xác minh"),
        ("ill", {"medical"}, "xác minh"),
        ("disabled", {"assessment"}, "xác minh"),
        ("army", set(), "chốt thời gian đóng"),
    ],
)
def test_the_ground_is_proved(ground: str, papers: set[str], first: str) -> None:
    filling = fill(LUMP_SUM, ground=ground, **({"permit": "renounced"} if ground == "abroad" else {}))
    assert set(filling.papers) == {"application", "book"} | papers
    assert first in filling.steps[0].label
    assert filling.step_keys == ("doi-chieu", "tinh-muc-huong", "ky-quyet-dinh")
    assert (filling.fee.amount, filling.term.says) == (0, "10 ngày làm việc")


@pytest.mark.parametrize(
    ("permit", "paper"),
    [
        ("renounced", "renunciation"),
        ("passport", "translation"),
        ("visa", "translation"),
        ("residence", "translation"),
    ],
)
def test_foreign_papers_are_translated(permit: str, paper: str) -> None:
    papers = set(fill(LUMP_SUM, ground="abroad", permit=permit).papers)
    assert papers & {"renunciation", "translation"} == {paper}


# Luật Bảo hiểm xã hội 2014, Điều 54 khoản 3
@pytest.mark.parametrize(
    ("gender", "months", "refused"), [("female", 179, False), ("female", 180, True), ("male", 179, True)]
)
def test_a_woman_of_the_commune_lacks_fifteen_years(gender: str, months: int, refused: bool) -> None:
    said: dict[str, Any] = {"person__gender": gender, "person__born": date(1950, 1, 1), "months_before": 0}
    filling = fill(LUMP_SUM, ground="retired", kind="compulsory", age_ground="commune", months_after=months, **said)
    assert ("age_ground" in filling.errors) is refused


# Luật Bảo hiểm xã hội 2014, Điều 73 và Điều 77
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"kind": "voluntary", "ground": "army"}, "ground"),
        ({"kind": "compulsory", "ground": "army"}, None),
        ({"kind": "voluntary", "ground": "retired", "age_ground": "hard"}, "age_ground"),
        ({"kind": "both", "ground": "retired", "age_ground": "hard"}, None),
        ({"kind": "voluntary", "ground": "retired", "age_ground": "normal"}, None),
    ],
)
def test_voluntary_insurance_knows_fewer_grounds(said: dict[str, Any], at: str | None) -> None:
    filling = fill(LUMP_SUM, person__gender="male", person__born=date(1950, 1, 1), **said)
    assert set(filling.errors) == ({at} if at else set())


@pytest.mark.parametrize(("paid_by", "asked"), [("bank", True), ("office", False), ("post", False)])
def test_an_account_is_asked_only_for_a_transfer(paid_by: str, asked: bool) -> None:
    assert ("account.number" in fill(LUMP_SUM, paid_by=paid_by).shown) is asked


def test_months_before_and_after_2014_are_added_up() -> None:
    assert fill(LUMP_SUM, months_before=30, months_after=12).answers["months"] == 42
