"""Tax registration: for whom, where it is filed, who may be a dependant, and what changes afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_chi_cuc_thue.dang_ky_thue import DANG_KY_THUE
from motcua_chi_cuc_thue.thay_doi_dang_ky_thue import THAY_DOI_DANG_KY_THUE

FIRST, LATER = DANG_KY_THUE, THAY_DOI_DANG_KY_THUE
BABY = {
    "name": "Nguyễn An Bình", "born": date(2012, 5, 1), "nationality": "vn", "birth_entry": "12/2012",
    "kin": "child", "ground": "minor", "from_on": date(2017, 11, 1),
}  # fmt: skip
STUDENT = BABY | {
    "born": date(1999, 11, 8), "identity": "125123456", "birth_entry": None, "ground": "student", "income": 1_000_000,
}  # fmt: skip
MOTHER = STUDENT | {"born": date(1955, 2, 3), "kin": "parent", "ground": "old"}


@pytest.mark.parametrize(
    ("row", "at"),
    [
        (BABY, None),
        # Thông tư 95/2016/TT-BTC, Điều 7 khoản 10
        (BABY | {"birth_entry": None}, "birth_entry"),
        (BABY | {"born": date(2003, 11, 9)}, None),
        (BABY | {"born": date(2003, 11, 8)}, "identity"),
        (BABY | {"nationality": "foreign"}, "identity"),
        (BABY | {"nationality": "foreign", "identity": "B1234567"}, None),
        # Thông tư 111/2013/TT-BTC, Điều 9
        (STUDENT, None),
        (STUDENT | {"born": date(1999, 11, 9)}, "ground"),
        (STUDENT | {"kin": "other"}, "ground"),
        (STUDENT | {"income": 1_000_001}, "income"),
        (STUDENT | {"ground": "minor", "income": None}, "ground"),
        (MOTHER, None),
        (BABY | {"kin": "spouse"}, "kin"),
    ],
)
def test_who_may_be_a_dependant(row: dict[str, Any], at: str | None) -> None:
    filling = fill(FIRST, whom="dependants", taxpayer__id_number="123456789", dependants=[row])
    assert set(filling.errors) == (set() if at is None else {f"dependants.0.{at}"})


def test_nobody_depends_on_themselves() -> None:
    both = {"whom": "both", "taxpayer__id_kind": "cmnd", "dependants": [BABY, STUDENT]}
    assert fill(FIRST, taxpayer__id_number="125123457", **both).errors == {}
    assert set(fill(FIRST, taxpayer__id_number="125123456", **both).errors) == {"dependants"}


MOVES = {"item": "moving", "before": "Quế Võ", "after": "Gia Bình"}
RENAMES = {"item": "name", "before": "Nguyễn Văn An", "after": "Nguyễn Hoàng An"}
TRADES = {"item": "business", "before": "Ăn uống", "after": "Bán lẻ"}
COMPANY = {"kind": "organisation", "lines": [RENAMES], "by_registrar": False}


@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        (FIRST, {"whom": "self", "has_code": False}, {"has_code": True}, "has_code"),
        (FIRST, {"source": "employer", "is_delegated": False}, {"is_delegated": True}, "is_delegated"),
        (FIRST, {"source": "direct"}, {"source": "embassy"}, "source"),
        (FIRST, {"source": "declaration"}, {"source": "abroad"}, "source"),
        (LATER, {"lines": [RENAMES]}, {"lines": [RENAMES | {"after": "Nguyễn Văn An"}]},
         "lines.0.after"),
        (LATER, COMPANY, {"by_registrar": True}, "by_registrar"),
        (LATER, COMPANY | {"lines": [MOVES], "by_registrar": True}, {"lines": [RENAMES]},
         "by_registrar"),
        (LATER, {"kind": "person", "through_payer": False}, {"through_payer": True}, "through_payer"),
        (LATER, {"kind": "trader", "lines": [TRADES]}, {"kind": "person"}, "lines"),
    ],
)  # fmt: skip
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (FIRST, {"whom": "self", "source": "direct", "nationality": "vn"}, {"own_form", "own_id"}),
        (FIRST, {"whom": "self", "source": "declaration", "nationality": "foreign"}, {"return_form", "passport"}),
        (FIRST, {"whom": "dependants", "dependants": [BABY]}, {"family_form", "birth_papers"}),
        (FIRST, {"whom": "dependants", "dependants": [STUDENT]}, {"family_form", "family_ids"}),
        (FIRST, {"whom": "dependants", "dependants": [BABY | {"nationality": "foreign", "identity": "B1234567"}]},
         {"family_form", "family_passports"}),
        (LATER, {"kind": "person", "holds": "notice", "lines": [RENAMES]}, {"request", "identity"}),
        (LATER, {"kind": "person", "holds": "card", "lines": [RENAMES]}, {"request", "identity", "old"}),
        (LATER, {"kind": "trader", "lines": [TRADES]}, {"request", "business"}),
        (LATER, {"kind": "organisation", "lines": [MOVES]}, {"request", "founding"}),
        (LATER, {"kind": "dependant", "lines": [RENAMES | {"item": "contact"}]}, {"request"}),
    ],
)  # fmt: skip
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


@pytest.mark.parametrize(
    ("procedure", "case", "words"),
    [
        (FIRST, {"whom": "self"}, "tờ khai, cấp mã"),
        (FIRST, {"whom": "both"}, "đối chiếu người phụ thuộc"),
        (LATER, {"kind": "trader", "lines": [MOVES]},
         "nợ thuế, hóa đơn"),
        (LATER, {"kind": "trader", "lines": [TRADES]}, "cập nhật thông tin"),
        (LATER, {"kind": "person", "lines": [MOVES]}, "cập nhật thông tin"),
    ],
)  # fmt: skip
def test_the_way_is_that_of_the_case(procedure: Procedure, case: dict[str, Any], words: str) -> None:
    filling = fill(procedure, **case)
    assert words in filling.steps[0].label
    assert filling.step_keys[-1] == "ky-thong-bao"
    assert (filling.term.says, filling.fee.amount) == ("3 ngày làm việc", 0)


def test_a_business_that_leaves_says_what_it_still_owes() -> None:
    leaving = fill(LATER, kind="trader", lines=[MOVES], has_debt=True)
    assert {"moves_to", "has_debt", "debt"} <= set(leaving.raw)
    assert "has_debt" not in fill(LATER, kind="person", lines=[MOVES]).raw
