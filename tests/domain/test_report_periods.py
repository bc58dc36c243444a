"""Periods of reports and the days on which they close."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reports.periods import DAY, Kind, day_period, period_around, period_of

COUNTS = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.HALF: 2, Kind.YEAR: 1}


def test_a_quarter_closed_on_the_fourteenth_begins_in_the_month_before_it() -> None:
    quarter = period_of(Kind.QUARTER, 2018, 1, cutoff_day=15)
    assert (quarter.since, quarter.last) == (date(2017, 12, 15), date(2018, 3, 14))
    assert quarter.title == "quý I/2018"
    assert quarter.says == "từ ngày 15/12/2017 đến hết ngày 14/03/2018"


def test_without_a_cutoff_a_year_is_a_year() -> None:
    year = period_of(Kind.YEAR, 2017, 1)
    assert (year.since, year.last) == (date(2017, 1, 1), date(2017, 12, 31))


@given(st.sampled_from(sorted(COUNTS)), st.integers(2001, 2098), st.integers(1, 28))
def test_periods_of_a_kind_follow_each_other_without_a_gap(kind: Kind, year: int, cutoff: int) -> None:
    listed = [period_of(kind, at, number, cutoff) for at in (year, year + 1) for number in range(1, COUNTS[kind] + 1)]
    assert all(after.since == before.last + DAY for before, after in pairwise(listed))


@given(st.sampled_from(sorted(Kind)), st.dates(date(2001, 1, 1), date(2098, 12, 1)), st.integers(1, 28))
def test_every_day_has_one_period_of_each_kind(kind: Kind, on: date, cutoff: int) -> None:
    found = period_around(kind, on, cutoff)
    assert found.since <= on <= found.last


def test_a_period_ends_no_later_than_asked_and_not_before_it_begins() -> None:
    month = period_of(Kind.MONTH, 2018, 2)
    assert month.until(date(2018, 2, 10)) is not None
    assert month.until(date(2018, 2, 10)).last == date(2018, 2, 10)  # type: ignore[union-attr]
    assert month.until(date(2019, 1, 1)) == month
    assert month.until(month.since - timedelta(days=1)) is None
    assert day_period(date(2018, 2, 10)).until(date(2018, 2, 9)) is None


@pytest.mark.parametrize(("kind", "number"), [(Kind.QUARTER, 5), (Kind.MONTH, 0), (Kind.DAY, 1), (Kind.HALF, 3)])
def test_a_number_that_the_year_does_not_have_is_refused(kind: Kind, number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        period_of(kind, 2018, number)
