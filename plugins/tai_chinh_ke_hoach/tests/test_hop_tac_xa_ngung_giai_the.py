"""Cooperatives rest for a time, or dissolve themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.hop_tac_xa_giai_the import DISSOLUTION
from motcua_tai_chinh_ke_hoach.hop_tac_xa_ngung import PAUSE

YEAR = {"pause_from": date(2017, 12, 1), "pause_to": date(2018, 12, 1)}
LONGER = {"is_longer": True, "first_from": date(2017, 6, 1), "pause_from": date(2017, 12, 1)}
VOTES = {"meeting__call": "first", "meeting__entitled": 40, "meeting__present": 40}
RESOLVED = {"meeting__held_on": date(2017, 9, 4)}


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


# Luật Hợp tác xã 2012, Điều 54 khoản 2
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (YEAR | {"is_longer": False}, None),
        (YEAR | {"is_longer": False, "pause_to": date(2018, 12, 2)}, "pause_to"),
        ({"pause_from": date(2017, 11, 7), "pause_to": date(2018, 1, 1)}, "pause_from"),
        ({"pause_from": date(2017, 11, 8), "pause_to": date(2018, 1, 1)}, None),
        ({"pause_from": date(2017, 12, 1), "pause_to": date(2017, 12, 1)}, "pause_to"),
        ({"subject": "cooperative", **LONGER, "pause_to": date(2018, 6, 1)}, None),
        ({"subject": "cooperative", **LONGER, "pause_to": date(2018, 6, 2)}, "pause_to"),
        ({"subject": "branch", **LONGER, "pause_to": date(2018, 6, 2)}, None),
        ({"subject": "cooperative", "is_longer": False, **VOTES, "meeting__in_favour": 20}, "meeting.in_favour"),
        ({"subject": "cooperative", "is_longer": False, **VOTES, "meeting__in_favour": 21}, None),
    ],
)
def test_how_long_a_cooperative_may_rest(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(PAUSE, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(
    ("subject", "paper", "first_step"),
    [
        ("cooperative", "resolution", "tham-dinh"),
        ("branch", "decision", "doi-chieu"),
        ("office", "decision", "doi-chieu"),
        ("place", "decision", "doi-chieu"),
    ],
)
def test_members_decide_on_the_whole_and_the_board_on_a_branch(subject: str, paper: str, first_step: str) -> None:
    filling = fill(PAUSE, subject=subject)
    assert set(filling.papers) == {"notice", paper}
    assert filling.step_keys == (first_step, "ky-bien-nhan")
    assert ("meeting.resolution" in filling.shown) is (subject == "cooperative")
    asked = filling.shown & {"unit_name", "unit_registration"}
    assert asked == (set() if subject == "cooperative" else {"unit_name", "unit_registration"})


@pytest.mark.parametrize("has_creditors", [True, False])
def test_creditors_are_agreed_with(has_creditors: bool) -> None:
    shown = fill(PAUSE, has_creditors=has_creditors).shown
    assert ({"arrangement", "agreement"} <= shown) is has_creditors


# Luật Hợp tác xã 2012, Điều 34, Điều 49, Điều 54; Nghị định 193/2013/NĐ-CP, Điều 21
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (VOTES | {"meeting__in_favour": 30}, None),
        (VOTES | {"meeting__in_favour": 29}, "meeting.in_favour"),
        ({"has_board": False}, "has_board"),
        ({"issues": 2}, "issues"),
        ({"issues": 3}, None),
        (RESOLVED | {"last_issue_on": date(2017, 9, 3)}, "last_issue_on"),
        (RESOLVED | {"last_issue_on": date(2017, 9, 4)}, None),
        ({"partners_told": False}, "partners_told"),
        (RESOLVED | {"settled_on": date(2017, 9, 3)}, "settled_on"),
        (RESOLVED | {"settled_on": date(2017, 9, 4)}, None),
        ({"wages": 1}, "wages"),
        ({"taxes": 1}, "taxes"),
        ({"debts": 1}, "debts"),
        ({"wages": 0, "taxes": 0, "debts": 0}, None),
        ({"left_over": 100_000, "returned": 100_000}, None),
        ({"left_over": 100_000, "returned": 100_001}, "returned"),
        ({"undivided": 1, "is_handed_over": False}, "is_handed_over"),
        ({"undivided": 1, "is_handed_over": True}, None),
        ({"undivided": 0}, None),
    ],
)
def test_a_cooperative_dissolves_when_all_is_settled(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(DISSOLUTION, **answers)) == ({at} if at else set())


def test_what_may_not_be_divided_is_looked_into() -> None:
    with_it, without = fill(DISSOLUTION, undivided=1), fill(DISSOLUTION, undivided=0)
    assert with_it.step_keys == ("tham-dinh", "kiem-tra-tai-san-khong-chia", "ky-thong-bao")
    assert without.step_keys == ("tham-dinh", "ky-thong-bao")
    assert ("handover" in with_it.papers, "handover" in without.papers) == (True, False)
    assert ("is_handed_over" in with_it.shown, "is_handed_over" in without.shown) == (True, False)


@pytest.mark.parametrize(
    ("has_seal", "has_certificate", "papers"),
    [(True, True, {"seal", "certificate"}), (False, False, {"loss"}), (False, True, {"certificate"})],
)
def test_seal_and_certificate_come_back(has_seal: bool, has_certificate: bool, papers: set[str]) -> None:
    brought = fill(DISSOLUTION, has_seal=has_seal, has_certificate=has_certificate).papers
    assert set(brought) & {"seal", "certificate", "loss"} == papers
