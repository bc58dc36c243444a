"""Births with a foreign element: who counts as foreign, the parents' agreement, and dates that can't be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

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


AT_HOME: dict[str, Any] = {
    "child_nationality": "vn", "mother__nationality": "vn", "has_father": True, "father__nationality": "vn",
    "is_overseas": False, "born_abroad": False,
}  # fmt: skip


# Luật Hộ tịch 2014, Điều 35
def test_a_birth_with_nothing_foreign_belongs_to_the_commune() -> None:
    plain = fill(BIRTH, **AT_HOME)
    assert set(plain.errors) == {"born_abroad"}
    assert "UBND cấp xã" in plain.errors["born_abroad"]
    assert fill(BIRTH, **KOREAN_FATHER, parents_agree=True).errors == {}


@pytest.mark.parametrize("foreign", [{"is_overseas": True}, {"born_abroad": True}, {"father__nationality": "none"}])
def test_citizens_settled_or_children_born_abroad_come_to_the_district(foreign: dict[str, Any]) -> None:
    assert fill(BIRTH, **{**AT_HOME, **foreign}).errors == {}


def test_a_child_born_abroad_proves_its_residence() -> None:
    assert "child_residence" in fill(BIRTH, born_abroad=True).papers
    assert "child_residence" not in fill(BIRTH, born_abroad=False).papers


def test_it_is_filed_where_a_parent_lives() -> None:
    assert set(fill(BIRTH, **KOREAN_FATHER, parents_agree=True, lives_here=False).errors) == {"lives_here"}


def test_a_foreign_mother_alone_has_nobody_to_agree_with() -> None:
    alone = fill(BIRTH, has_father=False, mother__nationality="foreign")
    assert alone.errors == {}
    assert "agreement" not in alone.papers


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


def test_parents_are_born_before_the_child() -> None:
    for parent in ("mother", "father"):
        same_day = fill(BIRTH, **{**KOREAN_FATHER, f"{parent}__born": BORN}, parents_agree=True)
        assert set(same_day.errors) == {f"{parent}.born"}
    # No law sets an age at which a mother is too young to have borne a child.
    young = fill(BIRTH, **{**KOREAN_FATHER, "mother__born": date(2006, 10, 20)}, parents_agree=True)
    assert young.errors == {}


def test_the_poor_pay_nothing() -> None:
    assert fill(BIRTH, relief__group="poor").fee.amount == 0
    assert fill(BIRTH, relief__group="none").fee.amount is None


def test_a_child_of_tomorrow_is_refused() -> None:
    assert "child_born" in fill(BIRTH, child_born=date(2017, 11, 9)).errors


def test_only_a_proxy_brings_an_authority() -> None:
    assert "authority" in fill(BIRTH, relation="proxy").papers
    # Grandparents and relatives need none (Thông tư 15/2015/TT-BTP).
    assert "authority" not in fill(BIRTH, relation="grandparent").papers
