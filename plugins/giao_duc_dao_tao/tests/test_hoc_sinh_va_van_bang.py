"""Pupils of lower secondary school and their diplomas: right, papers and the way, each beside its neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.hoc_sinh_thcs import FOREIGN_PUPIL, RETURNING, TRANSFER
from motcua_giao_duc_dao_tao.van_bang import DIPLOMA_COPY, DIPLOMA_CORRECTION


# Quyết định 51/2002/QĐ-BGDĐT, Điều 5
@pytest.mark.parametrize(("origin", "asked"), [("district", False), ("province", True), ("other", True)])
def test_a_letter_of_the_other_office_comes_from_outside_the_district(origin: str, asked: bool) -> None:
    assert ("office_letter" in fill(TRANSFER, origin=origin).papers) is asked


@pytest.mark.parametrize(("reason", "paper"), [("moved", "residence"), ("hardship", "circumstances")])
def test_the_reason_of_moving_is_proved(reason: str, paper: str) -> None:
    papers = fill(TRANSFER, reason=reason).papers
    assert [name for name in ("residence", "circumstances") if name in papers] == [paper]


def test_nobody_moves_to_the_same_school() -> None:
    same = {"old_school": "Trường THCS A", "new_school": "Trường THCS A"}
    assert "new_school" in fill(TRANSFER, **same).errors
    assert fill(TRANSFER, **(same | {"new_school": "Trường THCS B"})).errors == {}


# Quyết định 51/2002/QĐ-BGDĐT, Điều 8
@pytest.mark.parametrize(("years", "steps"), [(0, 2), (1, 3)])
def test_only_who_studied_abroad_is_placed_by_a_test(years: int, steps: int) -> None:
    assert len(fill(RETURNING, years_abroad=years).step_keys) == steps


@pytest.mark.parametrize(("knows", "refused"), [(False, True), (True, False)])
def test_a_returning_pupil_can_follow_in_vietnamese(knows: bool, refused: bool) -> None:
    assert ("knows_vietnamese" in fill(RETURNING, knows_vietnamese=knows).errors) is refused


# Quyết định 51/2002/QĐ-BGDĐT, Điều 11
@pytest.mark.parametrize(("healthy", "refused"), [(False, True), (True, False)])
def test_a_foreign_pupil_is_fit(healthy: bool, refused: bool) -> None:
    assert ("is_healthy" in fill(FOREIGN_PUPIL, is_healthy=healthy).errors) is refused


@pytest.mark.parametrize(("vietnamese", "tested"), [("test", True), ("certificate", False)])
def test_vietnamese_is_tested_without_a_certificate(vietnamese: str, tested: bool) -> None:
    assert ("kiem-tra-tieng-viet" in fill(FOREIGN_PUPIL, vietnamese=vietnamese).step_keys) is tested


# Thông tư 19/2015/TT-BGDĐT, Điều 28
@pytest.mark.parametrize(("who", "paper"), [("self", None), ("agent", "authority"), ("kin", "kinship")])
def test_who_asks_for_a_copy_shows_the_right_to_it(who: str, paper: str | None) -> None:
    papers = fill(DIPLOMA_COPY, who=who).papers
    assert next((name for name in ("authority", "kinship") if name in papers), None) == paper


# Thông tư 19/2015/TT-BGDĐT, Điều 21
@pytest.mark.parametrize(("day", "refused"), [(date(2015, 5, 31), True), (date(2015, 6, 1), False)])
def test_the_civil_change_came_after_the_diploma(day: date, refused: bool) -> None:
    filling = fill(DIPLOMA_CORRECTION, ground="changed", given_on=date(2015, 6, 1), decided_on=day)
    assert ("decided_on" in filling.errors) is refused
