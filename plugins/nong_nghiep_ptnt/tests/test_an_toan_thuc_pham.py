"""Food safety of farm products: who needs a certificate, what the grades A, B and C decide, and issuing it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_nong_nghiep_ptnt.an_toan_thuc_pham import AN_TOAN_THUC_PHAM, CAP_LAI_AN_TOAN_THUC_PHAM

NEW, AGAIN = AN_TOAN_THUC_PHAM, CAP_LAI_AN_TOAN_THUC_PHAM
FILED = date(2017, 11, 8)
ISSUED = date(2015, 3, 2)
TEN = {"people__workers": 10, "people__trained": 10, "people__healthy": 10}
LOST = {"case": "lost", "held__issued_on": ISSUED, "lost_on": ISSUED}
RENAMED = {"case": "changed", "changes": ("name",), "before": "Cơ sở Minh", "after": "Cơ sở Lan"}


@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        # Luật An toàn thực phẩm 2010, Điều 34
        (NEW, {"legal": "business", "is_food": True}, {"is_food": False}, "is_food"),
        # Nghị định 38/2012/NĐ-CP, Điều 12
        (NEW, {"activity": "primary", "is_small": False}, {"is_small": True}, "is_small"),
        (NEW, {"activity": "trade", "only_packed": False}, {"only_packed": True}, "only_packed"),
        (NEW, {"is_fixed": True}, {"is_fixed": False}, "is_fixed"),
        # Thông tư 45/2014/TT-BNNPTNT, Điều 19
        (NEW, TEN, {"people__trained": 9}, "people.trained"),
        (NEW, TEN, {"people__healthy": 9}, "people.healthy"),
        (AGAIN, {"case": "expiring"} | TEN, {"people__trained": 9}, "people.trained"),
        # Thông tư 45/2014/TT-BNNPTNT, Điều 17, Điều 18
        (NEW, {"graded": "bad", "is_repaired": True}, {"is_repaired": False}, "is_repaired"),
        (AGAIN, {"until": FILED}, {"until": date(2017, 11, 7)}, "until"),
        (AGAIN, {"case": "changed", "changes": ("address",), "same_place": True}, {"same_place": False}, "same_place"),
        (AGAIN, LOST, {"lost_on": date(2015, 3, 1)}, "lost_on"),
        (AGAIN, RENAMED, {"after": "Cơ sở Minh"}, "after"),
    ],
)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


TEAM = ("lap-doan", "ky-thanh-lap-doan", "kiem-tra", "xep-loai", "ky-gcn")


@pytest.mark.parametrize(
    ("procedure", "case", "keys", "term"),
    [
        (NEW, {"graded": "none"}, TEAM, "15 ngày làm việc"),
        (NEW, {"graded": "bad", "is_repaired": True}, TEAM, "15 ngày làm việc"),
        (NEW, {"graded": "good", "is_unchanged": False}, TEAM, "15 ngày làm việc"),
        (NEW, {"graded": "good", "is_unchanged": True}, ("tham-tra", "ky-gcn"), "15 ngày làm việc"),
        (AGAIN, {"case": "expiring"}, TEAM, "15 ngày làm việc"),
        (AGAIN, {"case": "lost"}, ("doi-chieu", "ky-gcn"), "5 ngày làm việc"),
        (AGAIN, {"case": "changed"}, ("doi-chieu", "ky-gcn"), "5 ngày làm việc"),
    ],
)
def test_a_team_goes_where_no_grade_stands(
    procedure: Procedure, case: dict[str, Any], keys: tuple[str, ...], term: str
) -> None:
    filling = fill(procedure, **case)
    assert filling.step_keys == keys
    assert filling.term.says == term


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (NEW, {"legal": "farm", "graded": "none"}, {"request", "description", "farm", "training", "health"}),
        (NEW, {"legal": "investment", "graded": "bad"},
         {"request", "description", "business", "training", "health", "repairs"}),
        (AGAIN, {"case": "lost"}, {"request"}),
        (AGAIN, {"case": "damaged"}, {"request", "old"}),
        (AGAIN, {"case": "changed", "changes": ("owner",)}, {"request", "old", "proof"}),
        (AGAIN, {"case": "changed", "changes": ("products",)}, {"request", "old", "description"}),
        (AGAIN, {"case": "expiring"}, {"request", "old", "description", "training", "health"}),
    ],
)  # fmt: skip
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


# Luật An toàn thực phẩm 2010, Điều 37
@pytest.mark.parametrize(("until", "is_late"), [(date(2018, 5, 7), False), (date(2018, 5, 6), True)])
def test_who_comes_later_than_half_a_year_before_the_end_says_why(until: date, is_late: bool) -> None:
    filling = fill(AGAIN, case="expiring", until=until)
    assert filling.errors == {}
    assert ("why_late" in filling.raw) is is_late


def test_the_first_certificate_is_paid_for_and_valid_for_three_years() -> None:
    assert fill(NEW).fee.amount == 700_000
    assert NEW.validity_months == 36
    assert fill(AGAIN).fee.amount is None
