"""A cooperative is founded: its name, seven members, a fifth of the capital, the conference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.hop_tac_xa_thanh_lap import FOUNDING

FOUNDER = {"kind": "person", "name": "Nguyễn Văn An", "born": date(1970, 1, 1), "identity": "125000001"}
MEMBERS = {"persons": 7, "households": 0, "bodies": 0}


def refused(**answers: Any) -> set[str]:
    return set(fill(FOUNDING, **answers).errors)


# Nghị định 193/2013/NĐ-CP, Điều 6
@pytest.mark.parametrize(("kind", "at"), [("union", {"kind"}), ("credit", {"kind"}), ("cooperative", set())])
def test_unions_and_credit_funds_go_to_the_province(kind: str, at: set[str]) -> None:
    assert refused(kind=kind) == at


# Luật Hợp tác xã 2012, Điều 22; Nghị định 193/2013/NĐ-CP, Điều 7
@pytest.mark.parametrize(
    ("name", "is_right"),
    [
        ("Hợp tác xã Rau sạch Việt Hùng", True),
        ("HỢP TÁC XÃ RAU SẠCH VIỆT HÙNG", True),
        ("Hợp tác xã 19-5", True),
        ("Hợp tác xã", False),
        ("Rau sạch Việt Hùng", False),
        ("Liên hiệp hợp tác xã Rau sạch", False),
        ("Hợp tác Rau sạch", False),
    ],
)
def test_the_name_begins_with_what_it_is(name: str, is_right: bool) -> None:
    assert refused(coop_name=name) == (set() if is_right else {"coop_name"})


def test_a_name_that_somebody_has_is_refused() -> None:
    assert refused(is_unused=False) == {"is_unused"}


# Luật Hợp tác xã 2012, Điều 3, Điều 39
@pytest.mark.parametrize(
    ("persons", "households", "bodies", "control", "at"),
    [
        (6, 0, 0, "person", {"persons"}),
        (7, 0, 0, "person", set()),
        (2, 2, 2, "board", {"persons"}),
        (2, 2, 3, "board", set()),
        (29, 0, 0, "person", set()),
        (30, 0, 0, "person", {"control"}),
        (30, 0, 0, "board", set()),
    ],
)
def test_how_many_members_and_who_controls(
    persons: int, households: int, bodies: int, control: str, at: set[str]
) -> None:
    assert refused(persons=persons, households=households, bodies=bodies, control=control) == at


# Luật Hợp tác xã 2012, Điều 17
@pytest.mark.parametrize(("share", "at"), [(20_000_000, set()), (20_000_001, {"largest_share"})])
def test_nobody_holds_more_than_a_fifth(share: int, at: set[str]) -> None:
    assert refused(capital=100_000_000, largest_share=share) == at


# Luật Hợp tác xã 2012, Điều 20, Điều 35
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"present": 10, "in_favour": 5}, {"in_favour"}),
        ({"present": 10, "in_favour": 6}, set()),
        ({"present": 10, "in_favour": 10}, set()),
        ({"present": 10, "in_favour": 11}, {"in_favour"}),
        ({"board": 2}, {"board"}),
        ({"board": 3}, set()),
        ({"board": 15}, set()),
        ({"board": 16}, {"board"}),
        ({"held_on": date(2017, 11, 9)}, {"held_on"}),
    ],
)
def test_the_conference_carries_it(answers: dict[str, Any], at: set[str]) -> None:
    assert refused(**answers) == at


# Luật Hợp tác xã 2012, Điều 13
@pytest.mark.parametrize(("born", "is_of_age"), [(date(1999, 11, 8), True), (date(1999, 11, 9), False)])
def test_founders_and_the_head_are_of_age(born: date, is_of_age: bool) -> None:
    row = {"founders": [FOUNDER | {"born": born}]}
    assert refused(**row) == (set() if is_of_age else {"founders.0.born"})
    head = {"head__born": born, "head__id_kind": "other", "head__id_number": "A1", "head__id_issued_on": None}
    assert refused(**head) == (set() if is_of_age else {"head.born"})


def test_a_body_has_a_registration_and_no_birthday() -> None:
    body = {"kind": "body", "name": "Công ty Hòa Bình", "registration": "2300123456"}
    filling = fill(FOUNDING, founders=[body])
    assert filling.errors == {}
    assert set(filling.answers["founders"][0]) == {"kind", "name", "registration"}
    assert set(fill(FOUNDING, founders=[body | {"registration": None}]).errors) == {"founders.0.registration"}


@pytest.mark.parametrize(
    ("paper", "with_it", "without"),
    [
        ("symbol", {"has_symbol": True}, {"has_symbol": False}),
        ("envoys", MEMBERS | {"bodies": 1}, MEMBERS),
        ("residence", {"has_foreigners": True}, {"has_foreigners": False}),
    ],
)
def test_papers_by_case(paper: str, with_it: dict[str, Any], without: dict[str, Any]) -> None:
    assert paper in fill(FOUNDING, **with_it).papers
    assert paper not in fill(FOUNDING, **without).papers


@pytest.mark.parametrize("has_foreigners", [True, False])
def test_foreign_members_are_looked_into(has_foreigners: bool) -> None:
    filling = fill(FOUNDING, has_foreigners=has_foreigners)
    assert filling.step_keys == ("tra-cuu-ten", "tham-dinh", "ky-giay-chung-nhan")
    assert ("người nước ngoài" in filling.steps[1].label) is has_foreigners
    assert filling.term.says == "5 ngày làm việc"
