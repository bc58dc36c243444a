"""Which backups stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.services.backup.manifest import read_stamp, stamp_of
from motcua.services.backup.retention import kept

START = datetime(2017, 11, 8, 18, 30, tzinfo=UTC)  # 01:30 in Vietnam


def nights(count: int) -> list[str]:
    return [stamp_of(START + timedelta(days=night)) for night in range(count)]


def test_a_year_of_nights_leaves_seven_days_five_weeks_and_twelve_months() -> None:
    stay = sorted(kept(nights(365), (7, 5, 12)))
    assert stay[-7:] == nights(365)[-7:]
    months = {f"{read_stamp(stamp) + timedelta(hours=7):%Y-%m}" for stamp in stay}
    assert len(months) == 12
    assert len(stay) <= 7 + 5 + 12


def test_of_several_on_one_day_the_last_stays() -> None:
    day = [stamp_of(START + timedelta(hours=hour)) for hour in (0, 2, 4)]
    assert kept(day, (1, 0, 0)) == {day[-1]}


def test_a_day_is_a_day_in_vietnam() -> None:
    before, after = datetime(2017, 11, 8, 16, 59, tzinfo=UTC), datetime(2017, 11, 8, 17, 1, tzinfo=UTC)
    both = [stamp_of(before), stamp_of(after)]
    assert kept(both, (2, 0, 0)) == set(both)


@given(
    st.lists(st.integers(0, 2_000_000), min_size=1, max_size=60),
    st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9)),
)
def test_the_latest_always_stays_and_never_more_than_was_asked_for(
    minutes: list[int], keep: tuple[int, int, int]
) -> None:
    stamps = {stamp_of(START + timedelta(minutes=minute)) for minute in minutes}
    stay = kept(stamps, keep)
    assert max(stamps) in stay
    assert stay <= stamps
    assert len(stay) <= sum(keep)
    assert kept(stay, keep) == stay  # pruning again takes nothing more
