"""Health insurance cards: groups and their papers, and a household whose members pay less and less."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_bao_hiem_xa_hoi.the_bhyt import HEALTH_CARD

MEMBER: dict[str, Any] = {"name": "Trần Văn Nam", "born": date(1980, 1, 1), "relation": "Con"}


def household(*rates: int, others: int = 0, earlier: int = 0, people: int | None = None) -> dict[str, Any]:
    """The answers of a household whose members pay these rates."""
    away = {"name": "Trần Thị Mai", "why": "away"}
    return {
        "group": "household",
        "members": [MEMBER | {"rate": rate} for rate in rates],
        "others": [away] * others,
        "earlier": earlier,
        "home__people": len(rates) + others + earlier if people is None else people,
    }


# Luật Bảo hiểm y tế (sửa đổi 2014), Điều 13 khoản 3
@pytest.mark.parametrize(
    ("rates", "is_lawful"),
    [
        ((100,), True),
        ((70,), False),
        ((100, 70), True),
        ((100, 100), False),
        ((100, 70, 60), True),
        ((100, 70, 70), False),
        ((100, 70, 60, 50), True),
        ((100, 70, 60, 40), False),
        ((40, 50, 60, 70, 100), True),
        ((100, 70, 60, 50, 50), False),
        ((100, 70, 60, 50, 40, 40), True),
        ((100, 70, 60, 50, 40, 50), False),
    ],
)
def test_each_member_pays_less_than_the_one_before(rates: tuple[int, ...], is_lawful: bool) -> None:
    assert (fill(HEALTH_CARD, **household(*rates)).errors == {}) is is_lawful


@pytest.mark.parametrize(
    ("earlier", "rates", "is_lawful"),
    [
        (1, (70,), True),
        (1, (100,), False),
        (1, (70, 60, 50, 40), True),
        (1, (70, 60, 50, 50), False),
        (2, (60, 50, 40), True),
        (2, (60, 50, 70), False),
        (3, (50, 40), True),
        (3, (50, 100), False),
        (4, (40, 40), True),
        (4, (50,), False),
    ],
)
def test_whoever_joins_later_in_the_year_takes_the_next_place(
    earlier: int, rates: tuple[int, ...], is_lawful: bool
) -> None:
    assert (fill(HEALTH_CARD, **household(*rates, earlier=earlier)).errors == {}) is is_lawful


@pytest.mark.parametrize(("rate", "refused"), [(65, True), (70, False)])
def test_no_other_rate_exists(rate: int, refused: bool) -> None:
    assert ("members.1.rate" in fill(HEALTH_CARD, **household(100, rate)).errors) is refused


def test_what_a_household_pays_is_summed_up() -> None:
    answers = fill(HEALTH_CARD, base_wage=1_300_000, **household(100, 70, 60)).answers
    assert (answers["first_person"], answers["total_rate"], answers["household_monthly"]) == (58_500, 230, 134_550)


# Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12 khoản 5
@pytest.mark.parametrize(("others", "people", "refused"), [(0, 3, True), (1, 3, False), (1, 2, True), (0, 2, False)])
def test_everybody_of_the_household_is_told_of(others: int, people: int, refused: bool) -> None:
    filling = fill(HEALTH_CARD, **household(100, 70, others=others, people=people))
    assert ("home.people" in filling.errors) is refused


# Nghị định 146/2018/NĐ-CP, Điều 9 khoản 7
@pytest.mark.parametrize(("on", "refused"), [(date(2018, 11, 30), True), (date(2018, 12, 1), False)])
def test_later_a_member_may_come_alone(on: date, refused: bool) -> None:
    filling = fill(HEALTH_CARD, filed_on=on, **household(100, 70, people=3))
    assert ("home.people" in filling.errors) is refused


# Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12 khoản 3 điểm e; the day of filing is 8-11-2017
@pytest.mark.parametrize(("born", "refused"), [(date(2011, 11, 8), True), (date(2011, 11, 9), False)])
def test_a_small_child_is_under_six(born: date, refused: bool) -> None:
    filling = fill(HEALTH_CARD, group="child", person__born=born)
    assert ("person.born" in filling.errors) is refused
    assert ("guardian" in filling.shown) is not refused


@pytest.mark.parametrize(
    ("group", "papers", "steps"),
    [
        ("household", {"member_list", "household_book"}, ("kiem-tra", "ghi-thu", "ky-the")),
        ("near_poor", {"certificate_paper"}, ("kiem-tra", "ghi-thu", "ky-the")),
        ("average", {"certificate_paper"}, ("kiem-tra", "ghi-thu", "ky-the")),
        ("poor", {"certificate_paper"}, ("kiem-tra", "ky-the")),
        ("social", {"decision_paper"}, ("kiem-tra", "ky-the")),
        ("merit", {"decision_paper"}, ("kiem-tra", "ky-the")),
        ("child", {"birth_paper"}, ("kiem-tra", "ky-the")),
        ("donor", {"donor_paper"}, ("kiem-tra", "ky-the")),
    ],
)
def test_the_group_decides_papers_and_steps(group: str, papers: set[str], steps: tuple[str, ...]) -> None:
    filling = fill(HEALTH_CARD, group=group, is_higher=False)
    assert set(filling.papers) == {"declaration"} | papers
    assert filling.step_keys == steps
    assert ("period" in filling.shown) is ("ghi-thu" in steps)


@pytest.mark.parametrize(("group", "asked"), [("poor", True), ("merit", True), ("near_poor", True), ("donor", False)])
def test_lists_of_the_social_office_are_compared(group: str, asked: bool) -> None:
    consulted = {consult.key for step in fill(HEALTH_CARD, group=group).steps for consult in step.consults}
    assert consulted == ({"doi-chieu-danh-sach"} if asked else set())


@pytest.mark.parametrize("is_higher", [True, False])
def test_a_higher_right_is_proved(is_higher: bool) -> None:
    assert ("higher_paper" in fill(HEALTH_CARD, is_higher=is_higher).papers) is is_higher


@pytest.mark.parametrize(("work", "asked"), [("new", False), ("renew", True)])
def test_a_renewal_names_the_old_card(work: str, asked: bool) -> None:
    assert ({"number", "old_until"} <= fill(HEALTH_CARD, work=work).shown) is asked
