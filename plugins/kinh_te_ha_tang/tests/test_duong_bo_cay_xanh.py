"""Trees, roads, liquor and tobacco: each limit of the law with the case beside it."""

from __future__ import annotations

import pytest

from motcua.testing import fill
from motcua_kinh_te_ha_tang.ban_le_ruou import RETAIL
from motcua_kinh_te_ha_tang.ban_le_thuoc_la import TOBACCO
from motcua_kinh_te_ha_tang.duong_bo_cay_xanh import PAVEMENT, TREE
from motcua_kinh_te_ha_tang.giay_phep_da_cap import EXTEND


# Nghị định 64/2010/NĐ-CP, Điều 14
def test_a_low_tree_in_a_yard_needs_no_permit() -> None:
    assert set(fill(TREE, place="ground", is_protected=False, height="9,9").errors) == {"height"}
    assert fill(TREE, place="ground", is_protected=False, height="10").errors == {}


# Nghị định 100/2013/NĐ-CP, Điều 1
def test_people_on_foot_keep_a_path() -> None:
    assert set(fill(PAVEMENT, where="pavement", width_left="1,4").errors) == {"width_left"}
    assert fill(PAVEMENT, where="pavement", width_left="1,5").errors == {}


# Luật Phòng, chống tác hại của thuốc lá 2012, Điều 25 khoản 2
def test_tobacco_stays_a_hundred_metres_from_schools() -> None:
    assert set(fill(TOBACCO, distance=100).errors) == {"distance"}
    assert fill(TOBACCO, distance=101).errors == {}


# Thông tư 168/2016/TT-BTC, Điều 4
@pytest.mark.parametrize(("trader", "fee"), [("company", 600_000), ("household", 200_000)])
def test_the_fee_is_by_trader(trader: str, fee: int) -> None:
    assert fill(RETAIL, trader=trader).fee.amount == fill(TOBACCO, trader=trader).fee.amount == fee


# Luật Xây dựng 2014, Điều 99
def test_a_permit_is_extended_twice_at_most() -> None:
    assert set(fill(EXTEND, times=2).errors) == {"times"}
    assert fill(EXTEND, times=1).errors == {}
