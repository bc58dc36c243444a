"""Household businesses: the name, the owner's age, shares that add up, and three working days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.dang_ky_ho_kinh_doanh import REGISTRATION


def members(*shares: int) -> list[dict[str, object]]:
    return [
        {"name": f"Nguyễn Văn {at}", "born": date(1980, 1, at), "identity": f"12500000{at}", "share": share}
        for at, share in enumerate(shares, 1)
    ]


def test_it_takes_three_working_days_at_two_desks() -> None:
    filling = fill(REGISTRATION)
    assert filling.term.says == "3 ngày làm việc"
    assert filling.step_keys == ("tham-dinh", "ky-giay-chung-nhan")
    assert [step.signs for step in filling.steps] == [False, True]


def test_the_fee_is_said_to_be_unconfirmed() -> None:
    fee = fill(REGISTRATION).fee
    assert fee.amount is None
    assert "100.000" in fee.note


@pytest.mark.parametrize(
    ("name", "is_right"),
    [
        ("Hộ kinh doanh Phở Hòa", True),
        ("HỘ KINH DOANH Tạp hóa Bình", True),
        ("Phở Hòa", False),
        ("Hộ kinh doanh", False),
        ("Hộ kinh doanh Công ty Hòa", False),
        ("Hộ kinh doanh Doanh Nghiệp Trẻ", False),
    ],
)
def test_the_name_has_two_parts_and_is_no_companys(name: str, is_right: bool) -> None:
    assert (fill(REGISTRATION, business_name=name).errors == {}) == is_right


def test_the_owner_is_of_age_on_the_day_of_filing() -> None:
    assert set(fill(REGISTRATION, owner_born=date(1999, 11, 9), owner_id_on=None).errors) == {"owner_born"}
    assert fill(REGISTRATION, owner_born=date(1999, 11, 8), owner_id_on=None).errors == {}


def test_identity_papers_are_issued_from_fourteen() -> None:
    born = date(1990, 3, 1)
    assert set(fill(REGISTRATION, owner_born=born, owner_id_on=date(2004, 2, 29)).errors) == {"owner_id_on"}
    assert fill(REGISTRATION, owner_born=born, owner_id_on=date(2004, 3, 1)).errors == {}


def test_ten_workers_make_it_a_company() -> None:
    assert set(fill(REGISTRATION, workers=10).errors) == {"workers"}
    assert fill(REGISTRATION, workers=9).errors == {}


def test_members_shares_add_up_to_the_capital() -> None:
    family: dict[str, Any] = {"founder": "family", "capital": 50_000_000}
    assert set(fill(REGISTRATION, members=members(20_000_000, 29_000_000), **family).errors) == {"capital"}
    assert fill(REGISTRATION, members=members(20_000_000, 30_000_000), **family).errors == {}


def test_one_member_is_no_group() -> None:
    alone = fill(REGISTRATION, founder="group", capital=50_000_000, members=members(50_000_000))
    assert set(alone.errors) == {"members"}


def test_members_and_their_minutes_are_asked_of_groups_and_families_only() -> None:
    assert "members" not in fill(REGISTRATION, founder="person").shown
    family = fill(REGISTRATION, founder="family")
    assert family.errors == {}
    assert len(family.answers["members"]) == 2
    assert "minutes" in family.papers


def test_the_trade_is_named_where_the_list_does_not() -> None:
    assert set(fill(REGISTRATION, trade="other", trade_detail=None).errors) == {"trade_detail"}
    assert "trade_detail" not in fill(REGISTRATION, trade="food").shown


def test_an_eleven_digit_mobile_number_is_right_until_september_2018() -> None:
    assert fill(REGISTRATION, business_phone="01639504736").errors == {}
    later = fill(REGISTRATION, filed_on=date(2018, 9, 17), business_phone="01639504736")
    assert "0339504736" in later.errors["business_phone"]
