"""Contracts about movables, and what is done with them later: changes, slips of the pen, copies."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.chung_thuc_hop_dong import MOVABLES
from motcua_tu_phap.hop_dong_da_chung_thuc import AMENDMENT, CONTRACT_COPY, SLIP

FARM: dict[str, Any] = {"kind": "mortgage", "is_farm_loan": True}


# Thông tư 226/2016/TT-BTC, Điều 4 và Điều 5
@pytest.mark.parametrize(
    ("procedure", "answers", "fee"),
    [
        (MOVABLES, {"kind": "sale"}, 50_000),
        (MOVABLES, FARM, 0),
        (MOVABLES, FARM | {"is_farm_loan": False}, 50_000),
        (AMENDMENT, {}, 30_000),
        (SLIP, {}, 25_000),
        (CONTRACT_COPY, {"pages": 2, "copies": 1}, 4_000),
        (CONTRACT_COPY, {"pages": 3, "copies": 2}, 10_000),
        (CONTRACT_COPY, {"pages": 300, "copies": 1}, 200_000),
    ],
)
def test_fees_of_contracts(procedure: Any, answers: dict[str, Any], fee: int) -> None:
    assert fill(procedure, **answers).fee.amount == fee


# Nghị định 23/2015/NĐ-CP, Điều 37
def test_contracts_take_two_days_and_a_copy_one() -> None:
    for procedure in (MOVABLES, AMENDMENT, SLIP):
        assert fill(procedure).term.says == "2 ngày làm việc"
    assert fill(CONTRACT_COPY).term.says == "trong ngày"
    assert fill(CONTRACT_COPY).step_keys == ("sao-luu", "ky-chung-thuc")
    assert fill(SLIP).step_keys == ("sua-loi", "ky-sua-loi")


@pytest.mark.parametrize("procedure", [MOVABLES, AMENDMENT])
def test_a_registered_thing_is_looked_at_longer(procedure: Any) -> None:
    with_title, without = fill(procedure, is_registered=True), fill(procedure, is_registered=False)
    assert "giấy tờ tài sản" in with_title.steps[0].label
    assert "title_copy" in with_title.papers
    assert "giấy tờ tài sản" not in without.steps[0].label
    assert "title_copy" not in without.papers


# Nghị định 23/2015/NĐ-CP, Điều 36
@pytest.mark.parametrize("procedure", [MOVABLES, AMENDMENT])
@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        ({"signing__are_sound": False}, {"signing__are_sound": True}, "signing.are_sound"),
        ({"signing__sign_here": "before"}, {"signing__sign_here": "sample"}, "signing.sign_here"),
        (
            {"signing__cannot_read": True, "signing__witnesses": 1},
            {"signing__cannot_read": True, "signing__witnesses": 2},
            "signing.witnesses",
        ),
        (
            {"signing__speaks_no_vietnamese": True, "signing__interpreter": None},
            {"signing__speaks_no_vietnamese": True, "signing__interpreter": "Trần Thị Bình"},
            "signing.interpreter",
        ),
    ],
)
def test_how_parties_sign(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Nghị định 23/2015/NĐ-CP, Điều 5 và Điều 36
        (MOVABLES, {"asset_kind": "land"}, {"asset_kind": "goods"}, "asset_kind"),
        (
            MOVABLES,
            {"asset_kind": "vehicle", "is_registered": False},
            {"asset_kind": "vehicle", "is_registered": True},
            "is_registered",
        ),
        (MOVABLES, {"in_dispute": True}, {"in_dispute": False}, "in_dispute"),
        (
            MOVABLES,
            {
                "first__id_kind": "cmnd",
                "second__id_kind": "cmnd",
                "first__id_number": "125000001",
                "second__id_number": "125000001",
            },
            {
                "first__id_kind": "cmnd",
                "second__id_kind": "cmnd",
                "first__id_number": "125000001",
                "second__id_number": "125000002",
            },
            "second.id_number",
        ),
        # Điều 38
        (AMENDMENT, {"parties": 3, "agreeing": 2}, {"parties": 3, "agreeing": 3}, "agreeing"),
        (AMENDMENT, {"earlier__is_ours": False}, {"earlier__is_ours": True}, "earlier.is_ours"),
        (
            AMENDMENT,
            {"kind": "amend", "before": "Giá 100 triệu", "after": "Giá 100 triệu"},
            {"kind": "amend", "before": "Giá 100 triệu", "after": "Giá 90 triệu"},
            "after",
        ),
        # Điều 39
        (SLIP, {"all_agree": False}, {"all_agree": True}, "all_agree"),
        (SLIP, {"touches_rights": True}, {"touches_rights": False}, "touches_rights"),
        (SLIP, {"earlier__is_ours": False}, {"earlier__is_ours": True}, "earlier.is_ours"),
        (SLIP, {"wrong": "Nguyễn Văn An", "right": "Nguyễn Văn An"}, {"wrong": "An", "right": "Ân"}, "right"),
        # Điều 40
        (CONTRACT_COPY, {"right": "other"}, {"right": "concerned"}, "right"),
        (CONTRACT_COPY, {"is_kept": False}, {"is_kept": True}, "is_kept"),
    ],
)
def test_what_may_be_certified(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        ("amend", {"clause", "before", "after"}, {"reason"}),
        ("add", {"clause", "after"}, {"before", "reason"}),
        ("cancel", {"reason"}, {"clause", "after"}),
    ],
)
def test_each_change_asks_its_own(kind: str, shown: set[str], hidden: set[str]) -> None:
    filling = fill(AMENDMENT, kind=kind)
    assert shown <= filling.shown
    assert not hidden & filling.shown


def test_somebody_concerned_proves_it() -> None:
    assert "interest_paper" in fill(CONTRACT_COPY, right="concerned").papers
    assert "interest_paper" not in fill(CONTRACT_COPY, right="party").papers


def test_contracts_stand_in_the_book_of_contracts_and_copies_in_that_of_copies() -> None:
    assert [p.book for p in (MOVABLES, AMENDMENT, CONTRACT_COPY, SLIP)] == ["SCT/HĐ,GD", "SCT/HĐ,GD", "SCT/BS", None]
