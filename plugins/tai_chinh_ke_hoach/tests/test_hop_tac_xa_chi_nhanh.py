"""Branches, offices and places of cooperatives: their names, what they may do, how they end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.hop_tac_xa_chi_nhanh import BRANCH, BRANCH_CHANGE, carries
from motcua_tai_chinh_ke_hoach.hop_tac_xa_ngung import BRANCH_END

PARENT = {"parent_name": "Hợp tác xã Phù Lương"}


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


@pytest.mark.parametrize(
    ("name", "is_carried"),
    [
        ("Chi nhánh Hợp tác xã Phù Lương", True),
        ("CHI NHÁNH HỢP TÁC XÃ PHÙ LƯƠNG tại Phố Mới", True),
        ("Chi nhánh Hợp tác  xã Phù Lương", True),
        ("Chi nhánh Phù Lương", False),
        ("Chi nhánh Hợp tác xã Phù Lãng", False),
    ],
)
def test_a_name_is_compared_as_people_read_it(name: str, is_carried: bool) -> None:
    assert carries(name, "Hợp tác xã Phù Lương") is is_carried


# Nghị định 193/2013/NĐ-CP, Điều 10
@pytest.mark.parametrize("procedure", [BRANCH, BRANCH_CHANGE])
@pytest.mark.parametrize(
    ("kind", "name", "is_right"),
    [
        ("branch", "Chi nhánh Hợp tác xã Phù Lương", True),
        ("branch", "Chi nhánh Phù Lương", False),
        ("branch", "Hợp tác xã Phù Lương", False),
        ("office", "Văn phòng đại diện Hợp tác xã Phù Lương", True),
        ("office", "Văn phòng đại diện Phù Lương", False),
        ("office", "Văn phòng Hợp tác xã Phù Lương", False),
        ("place", "Kho Phố Mới", True),
    ],
)
def test_branches_and_offices_carry_the_name(procedure: Any, kind: str, name: str, is_right: bool) -> None:
    answers: dict[str, Any] = PARENT | {"kind": kind, kind: name}
    if procedure is BRANCH_CHANGE:
        answers["items"] = ("name",)
    filling = fill(procedure, **answers)
    assert filling.filled.unchecked == ()
    assert refused(filling) == (set() if is_right else {kind})


# Luật Hợp tác xã 2012, Điều 27
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"kind": "branch", "is_within_trades": False}, "is_within_trades"),
        ({"kind": "place", "is_within_trades": False}, "is_within_trades"),
        ({"kind": "office", "sells": True}, "sells"),
        ({"kind": "office", "sells": False}, None),
        ({"head_born": date(1999, 11, 9)}, "head_born"),
        ({"head_born": date(1999, 11, 8)}, None),
        ({"cooperative__registered_on": date(2017, 5, 2), "decided_on": date(2017, 5, 1)}, "decided_on"),
        ({"cooperative__registered_on": date(2017, 5, 2), "decided_on": date(2017, 5, 2)}, None),
    ],
)
def test_what_a_branch_may_do(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(BRANCH, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        ("branch", {"branch", "trade", "accounts"}),
        ("office", {"office", "mandate", "sells"}),
        ("place", {"place", "trade"}),
    ],
)
def test_a_branch_an_office_and_a_place_are_asked_their_own(kind: str, questions: set[str]) -> None:
    every = {"branch", "office", "place", "trade", "accounts", "mandate", "sells"}
    assert fill(BRANCH, kind=kind).shown & every == questions


@pytest.mark.parametrize(
    ("elsewhere", "steps"),
    [(True, ("doi-chieu", "tham-dinh", "ky-giay-chung-nhan")), (False, ("tham-dinh", "ky-giay-chung-nhan"))],
)
def test_a_cooperative_from_elsewhere_is_looked_up_there(elsewhere: bool, steps: tuple[str, ...]) -> None:
    filling = fill(BRANCH, parent_elsewhere=elsewhere)
    assert filling.step_keys == steps
    assert ("parent_certificate" in filling.papers) is elsewhere


BRANCH_NAME = "Chi nhánh Hợp tác xã Phù Lương"
OFFICE_NAME = "Văn phòng đại diện Hợp tác xã Phù Lương"


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (PARENT | {"items": ("name",), "kind": "branch", "old_name": BRANCH_NAME, "branch": BRANCH_NAME}, "branch"),
        (PARENT | {"items": ("name",), "kind": "branch", "old_name": "Kho", "branch": BRANCH_NAME}, None),
        (PARENT | {"items": ("name",), "kind": "office", "old_name": OFFICE_NAME, "office": OFFICE_NAME}, "office"),
        ({"items": ("name",), "kind": "place", "old_name": "Kho", "place": "Kho"}, "place"),
        ({"items": ("name",), "kind": "place", "old_name": "Kho", "place": "Kho mới"}, None),
        ({"items": ("trade",), "is_within_trades": False}, "is_within_trades"),
        ({"items": ("head",), "new_head_born": date(1999, 11, 9)}, "new_head_born"),
        ({"items": ("head",), "new_head_born": date(1999, 11, 8)}, None),
        ({"registered_on": date(2017, 5, 2), "decided_on": date(2017, 5, 2)}, "decided_on"),
        ({"registered_on": date(2017, 5, 2), "decided_on": date(2017, 5, 3)}, None),
    ],
)
def test_what_of_a_branch_may_change(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(BRANCH_CHANGE, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("answers", "first_steps"),
    [
        ({"items": ("address",), "from_elsewhere": True}, ("tiep-nhan-ho-so-cu", "tham-dinh")),
        ({"items": ("address",), "from_elsewhere": False}, ("tham-dinh",)),
        ({"items": ("name",)}, ("tra-cuu-ten", "tham-dinh")),
        ({"items": ("head",)}, ("tham-dinh",)),
    ],
)
def test_the_way_of_a_change(answers: dict[str, Any], first_steps: tuple[str, ...]) -> None:
    filling = fill(BRANCH_CHANGE, **answers)
    assert filling.step_keys == (*first_steps, "ky-giay-chung-nhan")
    assert ("appointment" in filling.papers) is (answers["items"] == ("head",))


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"debts": 1, "parent_pays": False}, "parent_pays"),
        ({"debts": 1, "parent_pays": True}, None),
        ({"debts": 0}, None),
        ({"resolved_on": date(2017, 11, 2), "ends_on": date(2017, 11, 1)}, "ends_on"),
        ({"resolved_on": date(2017, 11, 2), "ends_on": date(2017, 11, 2)}, None),
    ],
)
def test_how_a_branch_ends(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(BRANCH_END, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("answers", "papers"),
    [
        ({"has_seal": True, "has_tax_code": False, "has_certificate": True, "workers": 0}, {"seal", "certificate"}),
        ({"has_seal": False, "has_tax_code": True, "has_certificate": True, "workers": 0}, {"tax", "certificate"}),
        ({"has_seal": False, "has_tax_code": False, "has_certificate": False, "workers": 0}, {"loss"}),
        (
            {"has_seal": False, "has_tax_code": False, "has_certificate": False, "workers": 1},
            {"loss", "workers_list"},
        ),
    ],
)
def test_papers_of_an_end(answers: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(BRANCH_END, kind="branch", **answers).papers) == papers | {"notice", "resolution"}


def test_an_office_has_no_tax_code_of_its_own() -> None:
    assert "has_tax_code" not in fill(BRANCH_END, kind="office").shown
    assert "has_tax_code" in fill(BRANCH_END, kind="place").shown


def test_debts_are_looked_into() -> None:
    assert fill(BRANCH_END, debts=1).step_keys == ("kiem-tra-nghia-vu", "tham-dinh", "ky-xac-nhan")
    assert fill(BRANCH_END, debts=0).step_keys == ("tham-dinh", "ky-xac-nhan")
    assert "parent_pays" in fill(BRANCH_END, debts=1).shown
    assert "parent_pays" not in fill(BRANCH_END, debts=0).shown
