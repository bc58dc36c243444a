"""Births with a foreign element: who counts as foreign, the parents' agreement, and dates that can't be."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.testing import fill
from motcua_tu_phap.khai_sinh_yeu_to_nuoc_ngoai import BIRTH

BORN = date(2017, 10, 20)
KOREAN_FATHER: dict[str, Any] = {
    "has_father": True, "father__nationality": "foreign", "father__born": date(1985, 2, 3),
    "mother__nationality": "vn", "mother__born": date(1992, 7, 1), "child_born": BORN, "child_nationality": "vn",
}  # fmt: skip


def test_it_is_done_the_same_day_by_three_desks() -> None:
    filling = fill(BIRTH)
    assert filling.term.kind == "same_day"
    assert filling.step_keys == ("ghi-so", "duyet", "ky-giay-khai-sinh")
    assert filling.steps[-1].agency == "ubnd"


def test_a_birth_with_nothing_foreign_belongs_to_the_commune() -> None:
    plain = fill(BIRTH, child_nationality="vn", mother__nationality="vn", has_father=False)
    assert "UBND cấp xã" in plain.errors["child_nationality"]
    assert fill(BIRTH, **KOREAN_FATHER, parents_agree=True).errors == {}


def test_parents_of_two_nationalities_agree_in_writing() -> None:
    assert set(fill(BIRTH, **KOREAN_FATHER, parents_agree=False).errors) == {"parents_agree"}
    agreed = fill(BIRTH, **KOREAN_FATHER, parents_agree=True)
    assert "agreement" in agreed.papers
    assert "foreign_confirmation" not in agreed.papers


def test_a_foreign_nationality_chosen_needs_that_countrys_confirmation() -> None:
    chosen = fill(BIRTH, **{**KOREAN_FATHER, "child_nationality": "foreign"}, parents_agree=True)
    assert chosen.errors == {}
    assert "foreign_confirmation" in chosen.papers
    assert "child_country" in chosen.shown


def test_parents_are_at_least_twelve_years_older() -> None:
    young_mother = fill(BIRTH, **{**KOREAN_FATHER, "mother__born": date(2005, 10, 21)}, parents_agree=True)
    assert set(young_mother.errors) == {"mother.born"}
    on_the_day = fill(BIRTH, **{**KOREAN_FATHER, "mother__born": date(2005, 10, 20)}, parents_agree=True)
    assert on_the_day.errors == {}
    young_father = fill(BIRTH, **{**KOREAN_FATHER, "father__born": date(2010, 1, 1)}, parents_agree=True)
    assert set(young_father.errors) == {"father.born"}


def test_a_child_of_tomorrow_is_refused() -> None:
    assert "child_born" in fill(BIRTH, child_born=date(2017, 11, 9)).errors


def test_only_a_proxy_brings_an_authority() -> None:
    assert "authority" in fill(BIRTH, relation="proxy").papers
    # Grandparents and relatives need none (Thông tư 15/2015/TT-BTP).
    assert "authority" not in fill(BIRTH, relation="grandparent").papers
