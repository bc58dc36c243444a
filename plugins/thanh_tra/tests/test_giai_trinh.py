"""Requests for an account, and the account given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_thanh_tra.giai_trinh import ACCOUNT, ACCOUNT_REQUEST


# Nghị định 90/2013/NĐ-CP, Điều 3, Điều 5, Điều 9
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"is_direct": False}, "is_direct"),
        ({"scope": "secret"}, "scope"),
        ({"scope": "dispute"}, "scope"),
        ({"scope": "open"}, None),
        ({"made_by": "commune"}, "made_by"),
        ({"made_by": "office"}, None),
    ],
)
def test_what_is_accounted_for(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(ACCOUNT_REQUEST, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "5 ngày làm việc"


@pytest.mark.parametrize(("kind", "is_asked"), [("decision", True), ("act", False)])
def test_the_decision_is_shown(kind: str, is_asked: bool) -> None:
    assert ("decision" in fill(ACCOUNT_REQUEST, kind=kind).papers) is is_asked


# Nghị định 90/2013/NĐ-CP, Điều 12
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"is_extended": False, "accepted__issued_on": date(2017, 10, 23)}, "accepted.issued_on"),
        ({"is_extended": False, "accepted__issued_on": date(2017, 10, 24)}, None),
        ({"is_extended": True, "accepted__issued_on": date(2017, 10, 8)}, "accepted.issued_on"),
        ({"is_extended": True, "accepted__issued_on": date(2017, 10, 9)}, None),
        ({"meets": True, "met_on": date(2017, 11, 7)}, "met_on"),
        ({"meets": True, "met_on": date(2017, 11, 8)}, None),
        ({"meets": True, "met_on": date(2017, 11, 23)}, None),
        ({"meets": True, "met_on": date(2017, 11, 24)}, "met_on"),
        ({"accepted__issued_on": date(2017, 11, 2), "state": "withdrawn", "state_on": date(2017, 11, 1)}, "state_on"),
        ({"accepted__issued_on": date(2017, 11, 2), "state": "withdrawn", "state_on": date(2017, 11, 2)}, None),
    ],
)
def test_an_account_is_given_in_time(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(ACCOUNT, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "15 ngày"


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ({"state": "going", "meets": True}, ("thu-thap", "lam-viec", "duyet", "ky-van-ban")),
        ({"state": "going", "meets": False}, ("thu-thap", "duyet", "ky-van-ban")),
        ({"state": "withdrawn", "meets": True}, ("thu-thap", "ky-van-ban")),
    ],
)
def test_a_request_taken_back_ends_it(answers: dict[str, Any], steps: tuple[str, ...]) -> None:
    filling = fill(ACCOUNT, **answers)
    assert filling.step_keys == steps
    assert ("withdrawal" in filling.papers) is (answers["state"] == "withdrawn")
