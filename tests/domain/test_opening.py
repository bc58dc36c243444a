"""The smallest pieces of the clock, at their edges."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.opening import OpeningHours, Span, minute_of

MORNING, AFTERNOON = Span(450, 690), Span(690, 1020)


@pytest.mark.parametrize("text", ["07:60", "07:5", "-7:30", "٧:30"])
def test_what_is_no_time_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        minute_of(text)


def test_the_last_minute_of_an_hour_is_one() -> None:
    assert minute_of("07:59") == 479


def test_spans_that_touch_do_not_overlap() -> None:
    assert not MORNING.overlaps(AFTERNOON)
    assert not AFTERNOON.overlaps(MORNING)
    assert MORNING.overlaps(Span(689, 700))


def test_a_season_of_one_day_is_kept_on_that_day_alone() -> None:
    hours = OpeningHours(frozenset(range(7)), (MORNING,), season=((8, 28), (8, 28)))
    kept = [day for day in (date(2017, 8, 27), date(2017, 8, 28), date(2017, 8, 29)) if hours.is_kept_on(day)]
    assert kept == [date(2017, 8, 28)]
