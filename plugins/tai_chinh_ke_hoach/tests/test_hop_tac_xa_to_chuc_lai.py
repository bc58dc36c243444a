"""Cooperatives divide, split, unite and merge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.hop_tac_xa_chia_tach import DIVISION, SPLIT
from motcua_tai_chinh_ke_hoach.hop_tac_xa_hop_nhat import MERGER, UNION
from motcua_tai_chinh_ke_hoach.parts import are_different


def new(name: str, **answers: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": f"Hợp tác xã {name}",
        "seat": "Thôn Nội",
        "commune": "09283",
        "trade": "Trồng rau",
        "members": 7,
        "capital": 100_000_000,
        "assets": 50_000_000,
        "head": "Lê Thị Bình",
    }
    return row | answers


def old(name: str, **answers: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": f"Hợp tác xã {name}",
        "registration": "21A7000001",
        "members": 10,
        "capital": 100_000_000,
        "resolution": "01/NQ-ĐHTV",
        "resolved_on": date(2017, 10, 1),
        "present": 8,
        "in_favour": 6,
    }
    return row | answers


DIVIDED = {"after": [new("A"), new("B")], "members_before": 14, "assets_before": 100_000_000}
SPLIT_OFF = {
    "after": [new("A")],
    "members_staying": 7,
    "members_before": 14,
    "assets_staying": 30_000_000,
    "assets_before": 80_000_000,
}
UNITED = {"joining": [old("A"), old("B")], "members": 20}
MERGED = {"joining": [old("A")], "members_before": 10, "members_after": 20}
VOTES = {"meeting__call": "first", "meeting__entitled": 40, "meeting__present": 40, "meeting__in_favour": 30}


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


def test_names_are_compared_as_people_read_them() -> None:
    assert are_different(["Hợp tác xã A", "Hợp tác xã B"])
    assert not are_different(["Hợp tác xã A", "HỢP TÁC XÃ  A"])


# Luật Hợp tác xã 2012, Điều 3, Điều 52
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({}, None),
        ({"after": [new("A", assets=100_000_000)]}, "after"),
        ({"after": [new("A"), new("A")]}, "after"),
        ({"after": [new("A"), new("B", members=6)]}, "after.1.members"),
        ({"after": [new("A"), new("B") | {"name": "Tổ hợp tác B"}]}, "after.1.name"),
        ({"members_before": 13}, "members_before"),
        ({"members_before": 15}, None),
        ({"assets_before": 100_000_001}, "assets_before"),
        ({"creditors_told": False}, "creditors_told"),
        (VOTES, None),
        (VOTES | {"meeting__in_favour": 29}, "meeting.in_favour"),
    ],
)
def test_one_cooperative_divides(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(DIVISION, **(DIVIDED | answers))) == ({at} if at else set())


@pytest.mark.parametrize(
    ("debts", "has_branches", "papers", "steps"),
    [
        (0, False, set(), ("tra-cuu-ten", "tham-dinh", "ky-giay-chung-nhan")),
        (1, False, {"debts_plan"}, ("tra-cuu-ten", "tham-dinh", "kiem-tra-nghia-vu", "ky-giay-chung-nhan")),
        (0, True, {"branches"}, ("tra-cuu-ten", "tham-dinh", "ky-giay-chung-nhan")),
    ],
)
def test_debts_and_branches_of_a_division(
    debts: int, has_branches: bool, papers: set[str], steps: tuple[str, ...]
) -> None:
    filling = fill(DIVISION, debts=debts, has_branches=has_branches, **DIVIDED)
    assert set(filling.papers) & {"debts_plan", "branches"} == papers
    assert filling.step_keys == steps


@pytest.mark.parametrize("procedure", [DIVISION, SPLIT])
def test_each_new_cooperative_takes_its_own_number(procedure: Any) -> None:
    assert (procedure.book, procedure.numbered_rows) == ("ĐKHTX", "after")


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({}, None),
        ({"members_staying": 6}, "members_staying"),
        ({"members_before": 13}, "members_before"),
        ({"assets_before": 80_000_001}, "assets_before"),
        ({"creditors_told": False}, "creditors_told"),
        ({"after": [new("A", members=6)]}, "after.0.members"),
        ({"after": [new("A", assets=20_000_000), new("a", assets=30_000_000)], "members_before": 21}, "after"),
        ({"after": [new("A", assets=20_000_000), new("B", assets=30_000_000)], "members_before": 21}, None),
        (VOTES, None),
        (VOTES | {"meeting__in_favour": 29}, "meeting.in_favour"),
    ],
)
def test_one_cooperative_splits_off(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(SPLIT, **(SPLIT_OFF | answers))) == ({at} if at else set())


@pytest.mark.parametrize(("new_name", "at"), [("Hợp tác xã Cũ", {"new_name"}), ("Hợp tác xã Mới", set())])
def test_who_stays_may_take_another_name(new_name: str, at: set[str]) -> None:
    filling = fill(SPLIT, changes_name=True, cooperative__name="Hợp tác xã Cũ", new_name=new_name)
    assert refused(filling) == at
    assert "amended" in filling.papers
    assert "amended" not in fill(SPLIT, changes_name=False).papers


@pytest.mark.parametrize("shares_debts", [True, False])
def test_an_agreement_with_creditors_is_looked_into(shares_debts: bool) -> None:
    filling = fill(SPLIT, shares_debts=shares_debts)
    assert ("agreement" in filling.papers) is shares_debts
    assert ("agreed_on" in filling.shown) is shares_debts
    assert ("kiem-tra-nghia-vu" in filling.step_keys) is shares_debts


# Luật Hợp tác xã 2012, Điều 34, Điều 53
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({}, None),
        ({"joining": [old("A")], "members": 10}, "joining"),
        ({"joining": [old("A"), old("A")]}, "joining"),
        ({"joining": [old("A"), old("B", in_favour=5)]}, "joining.1.in_favour"),
        ({"joining": [old("A"), old("B", in_favour=8)]}, None),
        ({"joining": [old("A"), old("B", in_favour=9)]}, "joining.1.in_favour"),
        ({"members": 21}, "members"),
        ({"members": 6}, "members"),
        ({"members": 7}, None),
        ({"creditors_told": False}, "creditors_told"),
        ({"is_unused": False}, "is_unused"),
        ({"council_on": date(2017, 10, 2), "agreed_on": date(2017, 10, 1)}, "agreed_on"),
        ({"council_on": date(2017, 10, 2), "agreed_on": date(2017, 10, 2)}, None),
        ({"head__born": date(1999, 11, 9), "head__id_kind": "other", "head__id_issued_on": None}, "head.born"),
        ({"head__born": date(1999, 11, 8), "head__id_kind": "other", "head__id_issued_on": None}, None),
    ],
)
def test_several_cooperatives_unite(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(UNION, **(UNITED | answers))) == ({at} if at else set())


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({}, None),
        ({"joining": [old("A"), old("A")]}, "joining"),
        ({"joining": [old("A", in_favour=5)]}, "joining.0.in_favour"),
        ({"members_after": 21}, "members_after"),
        ({"members_after": 6}, "members_after"),
        ({"members_after": 7}, None),
        ({"creditors_told": False}, "creditors_told"),
        ({"takes_debts": False}, "takes_debts"),
        ({"meeting__held_on": date(2017, 10, 2), "effective_on": date(2017, 10, 1)}, "effective_on"),
        ({"meeting__held_on": date(2017, 10, 2), "effective_on": date(2017, 10, 2)}, None),
        (VOTES, None),
        (VOTES | {"meeting__in_favour": 29}, "meeting.in_favour"),
    ],
)
def test_one_cooperative_takes_in_others(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(MERGER, **(MERGED | answers))) == ({at} if at else set())


@pytest.mark.parametrize("elsewhere", [True, False])
@pytest.mark.parametrize(
    ("procedure", "question", "usual"),
    [
        (UNION, "from_elsewhere", ("tra-cuu-ten", "tham-dinh", "ky-giay-chung-nhan")),
        (MERGER, "other_place", ("tham-dinh", "ky-giay-chung-nhan")),
    ],
)
def test_those_registered_elsewhere_are_looked_up_there(
    procedure: Any, question: str, usual: tuple[str, ...], elsewhere: bool
) -> None:
    filling = fill(procedure, **{question: elsewhere})
    assert ("doi-chieu-noi-khac" in filling.step_keys) is elsewhere
    assert tuple(key for key in filling.step_keys if key != "doi-chieu-noi-khac") == usual
    assert ("confirmation" in filling.papers) is elsewhere


@pytest.mark.parametrize("changes_trade", [True, False])
def test_new_trades_bring_a_plan(changes_trade: bool) -> None:
    filling = fill(MERGER, changes_trade=changes_trade)
    assert ("trade_plan" in filling.papers) is changes_trade
    assert ("new_trade" in filling.shown) is changes_trade
