"""Cooperatives register a change, tell of others, and invest in companies."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.hop_tac_xa_thay_doi import CHANGE
from motcua_tai_chinh_ke_hoach.hop_tac_xa_thong_bao import INVESTMENT, NOTICE

NAME = "Hợp tác xã Phù Lương"
HEAD = {"items": ("head",)}
CAPITAL = {"items": ("capital",), "old_capital": 100, "new_capital": 200}


def votes(present: int, in_favour: int, entitled: int = 40, call: str = "first") -> dict[str, Any]:
    return {
        "meeting__call": call,
        "meeting__entitled": entitled,
        "meeting__present": present,
        "meeting__in_favour": in_favour,
    }


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"items": ("name",), "cooperative__name": NAME, "new_name": NAME}, "new_name"),
        ({"items": ("name",), "cooperative__name": NAME, "new_name": NAME + " mới"}, None),
        ({"items": ("name",), "new_name": "Phù Lương"}, "new_name"),
        ({"items": ("name",), "is_unused": False}, "is_unused"),
        (CAPITAL, None),
        (CAPITAL | {"new_capital": 100}, "new_capital"),
        (HEAD | {"cooperative__head_name": "Lê Văn An", "new_head": "Lê Văn An"}, "new_head"),
        (HEAD | {"cooperative__head_name": "Lê Văn An", "new_head": "Lê Văn Bình"}, None),
        (HEAD | {"new_head_born": date(1999, 11, 9)}, "new_head_born"),
        (HEAD | {"new_head_born": date(1999, 11, 8)}, None),
        ({"cooperative__registered_on": date(2017, 5, 2), "meeting__held_on": date(2017, 5, 2)}, "meeting.held_on"),
        ({"cooperative__registered_on": date(2017, 5, 2), "meeting__held_on": date(2017, 5, 3)}, None),
    ],
)
def test_what_may_change(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(CHANGE, **answers)) == ({at} if at else set())


# Luật Hợp tác xã 2012, Điều 31, Điều 34
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (HEAD | votes(29, 29), "meeting.present"),
        (HEAD | votes(30, 30), None),
        (HEAD | votes(29, 29, call="again"), None),
        (HEAD | votes(41, 41), "meeting.present"),
        (HEAD | votes(30, 31), "meeting.in_favour"),
        (HEAD | votes(40, 20), "meeting.in_favour"),
        (HEAD | votes(40, 21), None),
        (CAPITAL | votes(40, 29), "meeting.in_favour"),
        (CAPITAL | votes(40, 30), None),
        ({"items": ("name",)} | votes(40, 29), "meeting.in_favour"),
        ({"items": ("seat",)} | votes(40, 29), "meeting.in_favour"),
        ({"items": ("trade",)} | votes(40, 29), "meeting.in_favour"),
    ],
)
def test_who_must_come_and_agree(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(CHANGE, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ({"items": ("seat",), "from_elsewhere": True}, ("tiep-nhan-ho-so-cu", "tham-dinh", "ky-giay-chung-nhan")),
        ({"items": ("seat",), "from_elsewhere": False}, ("tham-dinh", "ky-giay-chung-nhan")),
        ({"items": ("name",)}, ("tra-cuu-ten", "tham-dinh", "ky-giay-chung-nhan")),
        (HEAD, ("tham-dinh", "ky-giay-chung-nhan")),
    ],
)
def test_the_way_of_a_change(answers: dict[str, Any], steps: tuple[str, ...]) -> None:
    assert fill(CHANGE, **answers).step_keys == steps


@pytest.mark.parametrize(
    ("item", "papers"),
    [
        ("head", {"leaders", "head_identity"}),
        ("name", {"charter"}),
        ("seat", {"charter"}),
        ("trade", {"charter"}),
        ("capital", {"charter"}),
    ],
)
def test_papers_of_a_change(item: str, papers: set[str]) -> None:
    brought = fill(CHANGE, items=(item,)).papers
    assert set(brought) & {"leaders", "head_identity", "charter"} == papers


MEMBERS = {"items": ("members",), "decided_by": "board"}


# Luật Hợp tác xã 2012, Điều 3, Điều 28, Điều 32, Điều 35, Điều 39
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (MEMBERS | {"before": 8, "joined": 0, "left": 2, "after": 6}, "after"),
        (MEMBERS | {"before": 8, "joined": 1, "left": 2, "after": 7}, None),
        (MEMBERS | {"before": 8, "joined": 1, "left": 2, "after": 8}, "after"),
        ({"items": ("board",), "before": 20, "after": 21}, "after"),
        ({"items": ("board",), "before": 20, "after": 20}, None),
        ({"items": ("board",), "board": 2}, "board"),
        ({"items": ("board",), "board": 3}, None),
        ({"items": ("board",), "board": 15}, None),
        ({"items": ("board",), "board": 16}, "board"),
        ({"items": ("board",), "chairman_changes": True}, "chairman_changes"),
        ({"items": ("board",), "decided_by": "board"}, "decided_by"),
        ({"items": ("control",), "decided_by": "board"}, "decided_by"),
        ({"items": ("charter",), "decided_by": "board"}, "decided_by"),
        ({"items": ("control",), "before": 30, "after": 30, "control": "person"}, "control"),
        ({"items": ("control",), "before": 30, "after": 30, "control": "board"}, None),
        ({"items": ("control",), "before": 29, "after": 29, "control": "person"}, None),
        ({"items": ("charter",), "touches_registration": True}, "touches_registration"),
        ({"items": ("charter",), "decided_by": "meeting"} | votes(40, 29), "meeting.in_favour"),
        ({"items": ("charter",), "decided_by": "meeting"} | votes(40, 30), None),
        ({"items": ("board",), "decided_by": "meeting"} | votes(40, 21), None),
        ({"items": ("board",), "decided_by": "meeting"} | votes(40, 20), "meeting.in_favour"),
    ],
)
def test_what_is_told(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(NOTICE, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("answers", "papers", "first_step"),
    [
        (MEMBERS, {"member_list", "decision"}, "tham-dinh"),
        ({"items": ("members",), "decided_by": "meeting"}, {"member_list", "resolution"}, "tham-dinh"),
        ({"items": ("board",)}, {"leader_list", "resolution"}, "tham-dinh"),
        ({"items": ("control",)}, {"leader_list", "resolution"}, "tham-dinh"),
        ({"items": ("charter",)}, {"charter", "resolution"}, "doi-chieu-dieu-le"),
    ],
)
def test_papers_and_the_way_of_a_notice(answers: dict[str, Any], papers: set[str], first_step: str) -> None:
    filling = fill(NOTICE, **answers)
    assert set(filling.papers) == papers | {"notice"}
    assert filling.step_keys == (first_step, "ky-xac-nhan")
    assert ("minutes" in filling.shown) is ("leader_list" in papers)


# Nghị định 193/2013/NĐ-CP, Điều 20; Luật Hợp tác xã 2012, Điều 48
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"is_related": False}, "is_related"),
        ({"uses_undivided": True}, "uses_undivided"),
        ({"capital": 100_000, "invested": 20_000, "amount": 30_000}, None),
        ({"capital": 100_000, "invested": 20_000, "amount": 30_001}, "amount"),
        (votes(40, 20), "meeting.in_favour"),
        (votes(40, 21), None),
    ],
)
def test_how_much_goes_into_companies(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(INVESTMENT, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("way", "questions", "paper"),
    [
        ("contribute", {"company_tax_code"}, None),
        ("buy", {"company_tax_code", "shares"}, None),
        ("found", {"owner_share"}, "draft_charter"),
    ],
)
def test_what_an_investment_shows(way: str, questions: set[str], paper: str | None) -> None:
    filling = fill(INVESTMENT, way=way)
    assert filling.shown & {"company_tax_code", "shares", "owner_share"} == questions
    assert ("draft_charter" in filling.papers) is (paper is not None)
    assert ("contract" in filling.shown) is (way != "found")
    assert ("điều lệ" in filling.steps[0].label) is (way == "found")
