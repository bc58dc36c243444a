"""Certificates of cooperatives: exchanged for those of the law of 2012, or issued again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.hop_tac_xa_giay_chung_nhan import EXCHANGE, REISSUE

OLD = {"why": "old_law", "old_issued_on": date(2013, 6, 30)}


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


# Luật Hợp tác xã 2012, Điều 28, Điều 62, Điều 63
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (OLD, None),
        (OLD | {"old_issued_on": date(2013, 7, 1)}, "old_issued_on"),
        ({"why": "same_law", "old_issued_on": date(2013, 6, 30)}, "old_issued_on"),
        ({"why": "same_law", "old_issued_on": date(2013, 7, 1)}, None),
        ({"changes": True}, "changes"),
        (OLD | {"charter_on": date(2013, 6, 30)}, "charter_on"),
        (OLD | {"charter_on": date(2013, 7, 1)}, None),
        (OLD | {"members": 6}, "members"),
        (OLD | {"members": 7}, None),
        (OLD | {"members": 30, "control": "person"}, "control"),
        (OLD | {"members": 30, "control": "board"}, None),
        (OLD | {"members": 29, "control": "person"}, None),
    ],
)
def test_which_certificate_is_exchanged(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(EXCHANGE, **answers)) == ({at} if at else set())


def test_a_cooperative_of_the_old_law_shows_its_new_charter() -> None:
    old, same = fill(EXCHANGE, why="old_law"), fill(EXCHANGE, why="same_law")
    assert {"charter", "resolution", "member_list"} <= set(old.papers)
    assert not {"charter", "resolution", "member_list"} & set(same.papers)
    assert (old.step_keys[0], same.step_keys[0]) == ("tham-dinh", "doi-chieu")
    assert ("charter_on" in old.shown, "reason" in old.shown) == (True, False)
    assert ("charter_on" in same.shown, "reason" in same.shown) == (False, True)


# Thông tư 03/2014/TT-BKHĐT, Điều 18
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"why": "lost", "cooperative__registered_on": date(2016, 5, 3), "lost_on": date(2016, 5, 2)}, "lost_on"),
        ({"why": "lost", "cooperative__registered_on": date(2016, 5, 3), "lost_on": date(2016, 5, 3)}, None),
        ({"is_held": True}, "is_held"),
    ],
)
def test_which_certificate_is_issued_again(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(REISSUE, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("answers", "papers", "steps"),
    [
        ({"why": "damaged"}, {"damaged"}, ("doi-chieu", "ky-giay-chung-nhan")),
        ({"why": "lost", "told_police": False}, set(), ("doi-chieu", "tham-dinh", "ky-giay-chung-nhan")),
        ({"why": "lost", "told_police": True}, {"police"}, ("doi-chieu", "tham-dinh", "ky-giay-chung-nhan")),
    ],
)
def test_lost_or_damaged(answers: dict[str, Any], papers: set[str], steps: tuple[str, ...]) -> None:
    filling = fill(REISSUE, **answers)
    assert set(filling.papers) & {"damaged", "police"} == papers
    assert filling.step_keys == steps


@pytest.mark.parametrize(
    ("why", "questions"), [("lost", {"lost_on", "lost_where", "told_police"}), ("damaged", {"damage"})]
)
def test_a_loss_is_told_and_damage_described(why: str, questions: set[str]) -> None:
    assert fill(REISSUE, why=why).shown & {"lost_on", "lost_where", "told_police", "damage"} == questions
