"""Funds: what they are founded with, and when they may begin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_noi_vu.quy import FUND, OPERATION


def founders(money: int, goods: int, head: str = "head") -> list[dict[str, Any]]:
    one = {"name": "Nguyễn Văn An", "kind": "citizen", "born": date(1970, 1, 1), "money": 0, "goods": 0}
    first = one | {"office": head, "money": money, "goods": goods}
    return [first, one | {"office": "member"}, one | {"office": "member"}]


MEMBER = {"name": "Lê Thị Bình", "office": "member", "residence": "Huyện", "is_chief_accountant": False}
CHAIR = MEMBER | {"office": "chair"}


# Nghị định 30/2012/NĐ-CP, Điều 11, Điều 12, Điều 18
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"scope": "district", "founders": founders(50_000_000, 49_999_999)}, "founders"),
        ({"scope": "district", "founders": founders(50_000_000, 50_000_000)}, None),
        ({"scope": "district", "founders": founders(50_000_000, 50_000_001)}, "founders"),
        ({"scope": "commune", "founders": founders(19_999_999, 0)}, "founders"),
        ({"scope": "commune", "founders": founders(20_000_000, 0)}, None),
        ({"founders": founders(200_000_000, 0, head="deputy")}, "founders"),
        ({"founders": founders(200_000_000, 0)[:2]}, "founders"),
        ({"has_foreign_money": True}, "has_foreign_money"),
    ],
)
def test_what_a_fund_is_founded_with(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(FUND, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "40 ngày làm việc"


@pytest.mark.parametrize(("basis", "is_asked"), [("gift", False), ("will", True), ("contract", True)])
def test_a_will_is_shown(basis: str, is_asked: bool) -> None:
    assert ("will" in fill(FUND, basis=basis).papers) is is_asked


# Nghị định 30/2012/NĐ-CP, Điều 23, Điều 26, Điều 37
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"seat_is_ready": False}, "seat_is_ready"),
        ({"pledged": 100_000_000, "paid_money": 60_000_000, "goods": 39_999_999}, "paid_money"),
        ({"pledged": 100_000_000, "paid_money": 60_000_000, "goods": 40_000_000}, None),
        ({"issues": 2}, "issues"),
        ({"issues": 3}, None),
        ({"years": 6}, "years"),
        ({"years": 5}, None),
        ({"members": [CHAIR, MEMBER]}, "members"),
        ({"members": [CHAIR, MEMBER, MEMBER]}, None),
        ({"members": [MEMBER, MEMBER, MEMBER]}, "members"),
        ({"licence__issued_on": date(2016, 11, 6)}, "licence.issued_on"),
        ({"licence__issued_on": date(2016, 11, 7)}, None),
        ({"licence__issued_on": date(2017, 6, 2), "transferred_on": date(2017, 6, 1)}, "transferred_on"),
        ({"licence__issued_on": date(2017, 6, 2), "transferred_on": date(2017, 6, 2)}, None),
    ],
)
def test_when_a_fund_may_begin(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(OPERATION, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize("goods", [0, 10_000_000])
def test_goods_are_looked_at_with_the_finance_office(goods: int) -> None:
    filling = fill(OPERATION, pledged=50_000_000, paid_money=50_000_000, goods=goods)
    assert len(filling.steps[0].consults) == (1 if goods else 0)
    assert ("goods_paper" in filling.papers) is (goods > 0)
