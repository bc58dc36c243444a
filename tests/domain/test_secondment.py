"""Nghị định 61/2018/NĐ-CP, Điều 11, 12: six to twenty-four months, told before the end, somebody in reserve."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.people import Role, needs_code
from motcua.domain.secondment import TOLD_BEFORE, Term, months_after, why_not, without_reserve

FROM = date(2017, 11, 6)


@pytest.mark.parametrize(
    ("to_on", "is_lawful"),
    [
        (date(2018, 5, 4), False),
        (date(2018, 5, 5), True),
        (date(2019, 11, 5), True),
        (date(2019, 11, 6), False),
        (date(2017, 11, 5), False),
    ],
)
def test_six_whole_months_at_least_and_twenty_four_at_most(to_on: date, is_lawful: bool) -> None:
    assert (why_not(FROM, to_on) is None) is is_lawful


def test_the_refusal_says_the_nearest_lawful_day() -> None:
    assert "05/05/2018" in str(why_not(FROM, date(2018, 1, 1)))
    assert "05/11/2019" in str(why_not(FROM, date(2020, 1, 1)))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_a_month_without_the_day_ends_on_its_last(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_somebody_is_told_before_the_end_and_when_none_was_written_down() -> None:
    to_on = date(2019, 11, 5)
    term = Term("Bà A", "tu_phap", FROM, to_on)
    assert not term.must_be_decided(to_on - TOLD_BEFORE - timedelta(days=1))
    assert term.must_be_decided(to_on - TOLD_BEFORE)
    assert not term.is_over(to_on)
    assert term.is_over(to_on + timedelta(days=1))
    endless = Term("Bà B", "tu_phap", FROM, None)
    assert endless.latest == to_on
    assert not endless.is_over(date(2030, 1, 1))
    assert endless.must_be_decided(to_on)
    assert not endless.must_be_decided(FROM)


def test_an_agency_that_sends_somebody_names_somebody_in_reserve() -> None:
    assert without_reserve(["tu_phap", "noi_vu", "tu_phap"], ["noi_vu"]) == ("tu_phap",)


def test_who_signs_decides_dates_keeps_accounts_or_inspects_needs_a_code() -> None:
    wanted = {Role.HEAD, Role.LEADER, Role.DIRECTOR, Role.DEPUTY_DIRECTOR, Role.ADMINISTRATOR, Role.INSPECTOR}
    assert {role for role in Role if needs_code([role])} == wanted
