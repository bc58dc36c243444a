"""Pupils of lower secondary school and their diplomas: right, papers and the way, each beside its neighbour."""

from __future__ import annotations

from datetime import date
from typing import Any

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


# Thông tư 12/2011/TT-BGDĐT, Điều 37; the day of filing is 8-11-2017
@pytest.mark.parametrize(("born", "refused"), [(date(2007, 11, 9), True), (date(2007, 11, 8), False)])
def test_a_pupil_of_lower_secondary_school_is_ten(born: date, refused: bool) -> None:
    assert ("pupil.born" in fill(TRANSFER, pupil__born=born).errors) is refused


@pytest.mark.parametrize(("time", "special"), [("term1", False), ("summer", False), ("special", True)])
def test_a_move_outside_the_set_times_is_looked_at_longer(time: str, special: bool) -> None:
    filling = fill(TRANSFER, time=time)
    assert ("special_reason" in filling.shown, "lý do đặc biệt" in filling.steps[0].label) == (special, special)
    assert filling.step_keys == ("kiem-tra", "ky-giay-gioi-thieu")


@pytest.mark.parametrize("has_priority", [True, False])
def test_a_priority_is_proved(has_priority: bool) -> None:
    assert ("priority" in fill(TRANSFER, has_priority=has_priority).papers) is has_priority


# Quyết định 51/2002/QĐ-BGDĐT, Điều 8
@pytest.mark.parametrize(("years", "steps"), [(0, 2), (1, 3)])
def test_only_who_studied_abroad_is_placed_by_a_test(years: int, steps: int) -> None:
    assert len(fill(RETURNING, years_abroad=years).step_keys) == steps


@pytest.mark.parametrize(("knows", "refused"), [(False, True), (True, False)])
def test_a_returning_pupil_can_follow_in_vietnamese(knows: bool, refused: bool) -> None:
    assert ("knows_vietnamese" in fill(RETURNING, knows_vietnamese=knows).errors) is refused


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"left_on": date(2015, 1, 2), "came_back_on": date(2015, 1, 2)}, "came_back_on"),
        ({"left_on": date(2015, 1, 2), "came_back_on": date(2015, 1, 3)}, None),
        ({"pupil__born": date(1999, 11, 8)}, "pupil.born"),
        ({"pupil__born": date(1999, 11, 9)}, None),
    ],
)
def test_a_pupil_comes_back_before_growing_up(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(RETURNING, **said).errors) == ({at} if at else set())


@pytest.mark.parametrize(
    ("said", "papers"),
    [
        ({"years_abroad": 2, "has_diploma": True, "last_grade": "none"}, {"record", "diploma"}),
        ({"years_abroad": 1, "has_diploma": False, "last_grade": "6"}, {"record", "home_diploma"}),
        ({"years_abroad": 0, "has_diploma": False, "last_grade": "primary"}, {"home_diploma"}),
    ],
)
def test_papers_follow_where_one_has_learned(said: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(RETURNING, **said).papers) == {"application", "birth", "household"} | papers


# Quyết định 51/2002/QĐ-BGDĐT, Điều 11
@pytest.mark.parametrize(("healthy", "refused"), [(False, True), (True, False)])
def test_a_foreign_pupil_is_fit(healthy: bool, refused: bool) -> None:
    assert ("is_healthy" in fill(FOREIGN_PUPIL, is_healthy=healthy).errors) is refused


@pytest.mark.parametrize("key", ["passport_until", "stay_until"])
@pytest.mark.parametrize(("day", "refused"), [(date(2017, 11, 8), True), (date(2017, 11, 9), False)])
def test_a_foreign_pupil_may_stay(key: str, day: date, refused: bool) -> None:
    assert (key in fill(FOREIGN_PUPIL, **{key: day}).errors) is refused


@pytest.mark.parametrize(
    ("said", "papers"),
    [
        ({"ground": "treaty", "vietnamese": "native"}, {"treaty"}),
        ({"ground": "own", "vietnamese": "certificate"}, {"language"}),
        ({"ground": "parents", "vietnamese": "test"}, set()),
    ],
)
def test_a_treaty_and_a_certificate_are_brought(said: dict[str, str], papers: set[str]) -> None:
    assert set(fill(FOREIGN_PUPIL, **said).papers) & {"treaty", "language"} == papers


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


@pytest.mark.parametrize(("born", "refused"), [(date(2005, 11, 9), True), (date(2005, 11, 8), False)])
def test_nobody_has_a_diploma_before_twelve(born: date, refused: bool) -> None:
    assert ("diploma.born" in fill(DIPLOMA_COPY, diploma__born=born).errors) is refused


@pytest.mark.parametrize("is_old", [True, False])
def test_an_old_diploma_is_looked_up_elsewhere(is_old: bool) -> None:
    filling = fill(DIPLOMA_COPY, is_old=is_old)
    assert filling.step_keys == ("tra-so-goc", "ky-ban-sao")
    assert ("sổ cũ" in filling.steps[0].label) is is_old


@pytest.mark.parametrize(
    ("ground", "papers"),
    [("changed", {"civil", "birth"}), ("re_registered", {"birth"}), ("office", {"proof"})],
)
def test_each_ground_of_a_correction_is_proved(ground: str, papers: set[str]) -> None:
    filling = fill(DIPLOMA_CORRECTION, ground=ground)
    assert set(filling.papers) == {"application", "original", "identity"} | papers
    assert ("lỗi" in filling.steps[0].label) is (ground == "office")


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"items": ("name",), "diploma__name": "Lê Thị An", "new_name": "Lê Thị An"}, "new_name"),
        ({"items": ("name",), "diploma__name": "Lê Thị An", "new_name": "Lê Thị Ân"}, None),
        ({"items": ("born",), "diploma__born": date(1990, 1, 2), "new_born": date(1990, 1, 2)}, "new_born"),
        ({"items": ("born",), "diploma__born": date(1990, 1, 2), "new_born": date(1990, 2, 1)}, None),
    ],
)
def test_a_correction_changes_something(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(DIPLOMA_CORRECTION, **said).errors) == ({at} if at else set())
