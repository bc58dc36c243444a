"""Funerals: who was entitled when alive, who buries, and what shows that somebody died in an accident."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.mai_tang import FUNERAL, SUDDEN_DEATH

STEPS = ("tham-dinh", "duyet", "ky-quyet-dinh")


def test_three_days_and_nothing_to_pay() -> None:
    filling = fill(FUNERAL)
    assert (filling.term.says, filling.fee.amount, filling.step_keys) == ("3 ngày làm việc", 0, STEPS)


# Nghị định 136/2013/NĐ-CP, Điều 11 khoản 1
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"kind": "survivor", "dead__born": date(1937, 10, 2), "dead__died_on": date(2017, 10, 1)}, "dead.born"),
        ({"kind": "survivor", "dead__born": date(1937, 10, 1), "dead__died_on": date(2017, 10, 1)}, None),
        ({"kind": "allowance", "dead__born": date(1960, 1, 1), "dead__died_on": date(2017, 10, 1)}, None),
        ({"kind": "child", "dead__born": date(2001, 10, 2), "dead__died_on": date(2017, 10, 1)}, None),
        (
            {"kind": "child", "dead__born": date(2001, 10, 1), "dead__died_on": date(2017, 10, 1), "is_student": False},
            "dead.born",
        ),
        (
            {"kind": "child", "dead__born": date(2001, 10, 1), "dead__died_on": date(2017, 10, 1), "is_student": True},
            None,
        ),
        ({"has_other_funeral": True}, "has_other_funeral"),
        ({"buried_on": date(2017, 10, 1), "dead__died_on": date(2017, 10, 2)}, "dead.died_on"),
        ({"buried_on": date(2017, 10, 2), "dead__died_on": date(2017, 10, 2)}, None),
    ],
)
def test_whose_funeral_is_helped(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(FUNERAL, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        ("allowance", set()),
        ("child", {"allowance_decision", "child_birth"}),
        ("survivor", {"household_book", "stop_list"}),
    ],
)
def test_papers_by_what_the_dead_received(kind: str, papers: set[str]) -> None:
    always = {"declaration", "death_paper", "commune_letter"}
    assert set(fill(FUNERAL, kind=kind).papers) == always | papers


# Nghị định 136/2013/NĐ-CP, Điều 14
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"burier": "body", "has_kin": True}, "has_kin"),
        ({"burier": "body", "has_kin": False}, None),
        ({"burier": "household", "is_identified": False}, "burier"),
        ({"burier": "household", "is_identified": True}, None),
        ({"happened_on": date(2017, 10, 5), "died_on": date(2017, 10, 4)}, "died_on"),
        ({"happened_on": date(2017, 10, 5), "died_on": date(2017, 10, 5)}, None),
        ({"is_identified": True, "born": date(2017, 10, 6), "died_on": date(2017, 10, 5)}, "died_on"),
    ],
)
def test_a_sudden_death_and_who_buries(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(SUDDEN_DEATH, **answers).errors) == ({refused_at} if refused_at else set())


def test_the_unknown_dead_are_looked_into_first() -> None:
    unknown = fill(SUDDEN_DEATH, burier="body", is_identified=False)
    assert unknown.step_keys == ("xac-minh-vu-viec", "duyet", "ky-quyet-dinh")
    assert set(unknown.papers) == {"body_letter", "police_minutes", "event_minutes"}
    known = fill(SUDDEN_DEATH, burier="household", is_identified=True)
    assert known.step_keys == STEPS
    assert set(known.papers) == {"declaration", "death_paper", "event_minutes", "commune_letter"}
    assert known.term.says == unknown.term.says == "3 ngày làm việc"
