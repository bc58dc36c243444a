"""Deaths with a foreign element: whose book, which notice, and how long when something must be verified."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.khai_tu import DEATH, DEATH_AGAIN


# Luật Hộ tịch 2014, Điều 52 khoản 2; Nghị định 123/2015/NĐ-CP, Điều 28
@pytest.mark.parametrize(
    ("procedure", "needs", "term", "steps"),
    [
        (DEATH, False, "trong ngày", ("ghi-so", "duyet", "ky-trich-luc")),
        (DEATH, True, "3 ngày làm việc", ("ghi-so", "duyet", "ky-trich-luc")),
        (DEATH_AGAIN, False, "5 ngày làm việc", ("ghi-so", "duyet", "ky-trich-luc")),
        (DEATH_AGAIN, True, "10 ngày", ("xac-minh", "ghi-so", "duyet", "ky-trich-luc")),
    ],
)
def test_verification_takes_longer(procedure: Any, needs: bool, term: str, steps: tuple[str, ...]) -> None:
    filling = fill(procedure, needs_verification=needs)
    assert filling.errors == {}
    assert filling.term.says == term
    assert filling.step_keys == steps


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Luật Hộ tịch 2014, Điều 51
        (DEATH, {"citizenship": "resident"}, {"citizenship": "overseas"}, "citizenship"),
        (DEATH, {"in_vietnam": False}, {"in_vietnam": True}, "in_vietnam"),
        (DEATH, {"why_here": "other"}, {"why_here": "unknown"}, "why_here"),
        # Nghị định 123/2015/NĐ-CP, Điều 24 và Điều 40
        (DEATH_AGAIN, {"book_is_lost": False}, {"book_is_lost": True}, "book_is_lost"),
        (DEATH_AGAIN, {"certificate_is_lost": False}, {"certificate_is_lost": True}, "certificate_is_lost"),
        (DEATH_AGAIN, {"registered_here": False}, {"registered_here": True}, "registered_here"),
        (DEATH_AGAIN, {"citizenship": "resident"}, {"citizenship": "foreign"}, "citizenship"),
    ],
)
def test_whose_book_a_death_belongs_in(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("registered", "is_good"),
    [(date(2010, 5, 1), True), (date(2010, 4, 30), False), (date(2015, 12, 31), True), (date(2016, 1, 1), False)],
)
def test_only_deaths_registered_before_2016_are_registered_again(registered: date, is_good: bool) -> None:
    filling = fill(DEATH_AGAIN, deceased__died_on=date(2010, 5, 1), earlier__registered_on=registered)
    assert ("earlier.registered_on" not in filling.errors) is is_good


# Nghị định 123/2015/NĐ-CP, Điều 4
@pytest.mark.parametrize(
    ("notice", "paper"),
    [
        ("hospital", "death_notice"),
        ("commune", "death_notice"),
        ("police", "police_paper"),
        ("court", "judgment"),
        ("execution", "execution_paper"),
    ],
)
def test_each_notice_of_death_has_its_paper(notice: str, paper: str) -> None:
    every = {"death_notice", "police_paper", "judgment", "execution_paper"}
    assert every & set(fill(DEATH, notice=notice).papers) == {paper}


def test_days_since_the_death_are_counted() -> None:
    assert fill(DEATH, deceased__died_on=date(2017, 11, 1)).answers["days"] == 7


def test_other_papers_stand_in_for_a_lost_copy() -> None:
    with_copy, without = fill(DEATH_AGAIN, has_copy=True), fill(DEATH_AGAIN, has_copy=False)
    assert {"old_copy", "related"} & set(with_copy.papers) == {"old_copy"}
    assert {"old_copy", "related"} & set(without.papers) == {"related"}
