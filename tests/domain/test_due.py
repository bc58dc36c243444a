"""Due dates of every unit, with pauses, and the lines that explain them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.calendar import (
    LOCAL,
    Calendar,
    CalendarYear,
    Due,
    OpeningHours,
    Pause,
    Span,
    SpecialDay,
    due,
    parse_instant,
    printed,
    shares,
    working_minutes_between,
)
from motcua.domain.reckoning import given_back
from motcua.domain.terms import Term, calendar_days, hours, no_term, same_day, working_days

HOURS = (OpeningHours(frozenset(range(5)), (Span.parse("07:30-11:30"), Span.parse("13:00-17:00"))),)
SWAP = (
    SpecialDay(date(2026, 8, 22), "làm bù", "Thông báo 9441/TB-BNV", is_worked=True, swapped_with=date(2026, 8, 31)),
    SpecialDay(date(2026, 8, 31), "nghỉ hoán đổi", "Thông báo 9441/TB-BNV", swapped_with=date(2026, 8, 22)),
)
NATIONAL_DAY = (
    SpecialDay(date(2026, 9, 1), "Quốc khánh", "Thông báo 9441/TB-BNV"),
    SpecialDay(date(2026, 9, 2), "Quốc khánh", "Bộ luật Lao động 2019, Điều 112"),
)
CALENDAR = Calendar(HOURS, (CalendarYear(2026, SWAP + NATIONAL_DAY),))
WITHOUT_SWAP = Calendar(HOURS, (CalendarYear(2026, NATIONAL_DAY),))
NEXT_DAY = Calendar(HOURS, CALENDAR.years, start="next_day")
INSTANTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 10, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=LOCAL)
)


def at(text: str) -> datetime:
    return parse_instant(text)


def when(result: Due) -> str:
    assert result.at is not None
    return printed(result.at)[:16]


@pytest.mark.parametrize(
    ("received", "days", "with_swap", "without_swap"),
    [
        ("2026-08-14T09:00", 6, "2026-08-22T09:00", "2026-08-24T09:00"),
        ("2026-08-24T09:00", 10, "2026-09-10T09:00", "2026-09-09T09:00"),
    ],
)
def test_a_swapped_saturday_moves_the_due_date(received: str, days: int, with_swap: str, without_swap: str) -> None:
    assert when(due(at(received), working_days(days), CALENDAR)) == with_swap
    assert when(due(at(received), working_days(days), WITHOUT_SWAP)) == without_swap


def test_the_explanation_lists_each_skipped_or_added_day_with_its_document() -> None:
    lines = due(at("2026-08-14T09:00"), working_days(13), CALENDAR).lines
    documents = {line.on: line.document for line in lines if line.document}
    assert documents == {day.on: day.document for day in SWAP + NATIONAL_DAY}
    skipped = {line.on.day for line in lines if line.minutes == 0}
    assert skipped == {15, 16, 23, 29, 30, 31, 1, 2}
    assert sum(line.minutes for line in lines) == 13 * 480
    assert "làm bù, tính 480 phút" in next(line.says for line in lines if line.on == date(2026, 8, 22))


@settings(max_examples=200, deadline=None)
@given(
    INSTANTS, st.integers(1, 60), st.lists(st.tuples(st.integers(0, 40 * 1440), st.integers(0, 9 * 1440)), max_size=3)
)
def test_the_explained_minutes_are_the_term(start: datetime, halves: int, stretches: list[tuple[int, int]]) -> None:
    pauses = [
        Pause("supplement", start + timedelta(minutes=offset), start + timedelta(minutes=offset + length))
        for offset, length in stretches
    ]
    result = due(start, working_days(halves / 2), CALENDAR, pauses)
    assert sum(line.minutes for line in result.lines) == halves * 240


@settings(max_examples=200, deadline=None)
@given(
    INSTANTS,
    st.sampled_from(["3wd", "0.5wd", "7h", "15d", "1d", "same_day"]).map(Term.parse),
    st.integers(0, 20 * 1440),
    st.integers(0, 20 * 1440),
    st.integers(0, 5 * 1440),
)
def test_a_longer_pause_is_never_due_earlier_nor_before_the_pause_ends(
    start: datetime, term: Term, offset: int, length: int, more: int
) -> None:
    begins = start + timedelta(minutes=offset)
    ends = begins + timedelta(minutes=length)
    plain = due(start, term, CALENDAR).at
    short = due(start, term, CALENDAR, [Pause("financial", begins, ends)]).at
    longer = due(start, term, CALENDAR, [Pause("financial", begins, ends + timedelta(minutes=more))]).at
    assert plain is not None
    assert short is not None
    assert longer is not None
    assert plain <= short <= longer
    if begins < plain and length:
        assert short >= ends
    else:
        assert short == plain


@settings(max_examples=100, deadline=None)
@given(
    INSTANTS,
    st.sampled_from(["2wd", "10d", "same_day"]).map(Term.parse),
    st.integers(0, 3 * 1440),
    st.integers(0, 3 * 1440),
)
def test_overlapping_pauses_take_no_minute_twice(start: datetime, term: Term, one: int, two: int) -> None:
    ends = start + timedelta(minutes=one + two)
    whole = [Pause("supplement", start, ends)]
    pieces = [
        Pause("supplement", start, start + timedelta(minutes=one)),
        Pause("financial", start + timedelta(minutes=one // 2), ends),
    ]
    assert due(start, term, CALENDAR, pieces).at == due(start, term, CALENDAR, whole).at


def test_the_days_left_when_a_pause_begins_are_left_when_it_ends() -> None:
    received = at("2026-08-03T08:00")
    pause = Pause("supplement", at("2026-08-05T10:00"), at("2026-08-12T14:00"))
    plain, paused = due(received, working_days(5), CALENDAR), due(received, working_days(5), CALENDAR, [pause])
    assert plain.at is not None
    assert pause.to_at is not None
    assert paused.at is not None
    left_before = working_minutes_between(CALENDAR, pause.from_at, plain.at)
    assert working_minutes_between(CALENDAR, pause.to_at, paused.at) == left_before
    assert any("chờ bổ sung hồ sơ" in line.says for line in paused.lines)


def test_an_open_pause_counts_as_if_it_ended_now_and_asks_for_now() -> None:
    received, pause = at("2026-08-03T08:00"), Pause("financial", at("2026-08-04T08:00"))
    result = due(received, working_days(2), CALENDAR, [pause], now=at("2026-08-06T08:00"))
    assert when(result) == "2026-08-07T08:00"
    assert result.is_paused
    closed = Pause("financial", pause.from_at, at("2026-08-06T08:00"))
    assert due(received, working_days(2), CALENDAR, [closed]).at == result.at
    assert not due(received, working_days(2), CALENDAR, [closed]).is_paused
    with pytest.raises(ValueError, match="thời điểm hiện tại"):
        due(received, working_days(2), CALENDAR, [pause])


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="trước khi bắt đầu"):
        Pause("supplement", at("2026-08-05T10:00"), at("2026-08-04T10:00"))


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        ("2026-08-20T09:00", working_days(0.5), "2026-08-20T14:30"),
        ("2026-08-20T09:00", hours(4), "2026-08-20T14:30"),
        ("2026-08-20T07:30", working_days(0.5), "2026-08-20T11:30"),
        ("2026-08-20T07:30", working_days(1), "2026-08-20T17:00"),
        ("2026-08-20T11:30", working_days(0.5), "2026-08-20T17:00"),
        ("2026-08-20T17:00", working_days(1), "2026-08-21T17:00"),
        ("2026-08-15T08:00", working_days(1), "2026-08-17T17:00"),
        # The 15th calendar day after 3 August is the 18th; 5 days after 10 August is a Saturday.
        ("2026-08-03T09:00", calendar_days(15), "2026-08-18T17:00"),
        ("2026-08-10T09:00", calendar_days(5), "2026-08-17T17:00"),
        # Saturday 22 August is worked in place of Monday 31 August.
        ("2026-08-17T09:00", calendar_days(5), "2026-08-22T17:00"),
        ("2026-08-14T09:00", calendar_days(18), "2026-09-03T17:00"),
        # Reception after closing on Friday is reception on Monday, in calendar days too.
        ("2026-08-07T17:00", calendar_days(1), "2026-08-11T17:00"),
        ("2026-08-20T08:00", same_day(), "2026-08-20T17:00"),
        ("2026-08-20T15:00", same_day(), "2026-08-20T17:00"),
        ("2026-08-20T15:01", same_day(), "2026-08-21T17:00"),
        ("2026-08-28T15:01", same_day(), "2026-09-03T17:00"),
        ("2026-08-20T06:00", same_day(), "2026-08-20T17:00"),
        ("2026-08-20T18:00", same_day(), "2026-08-21T17:00"),
        ("2026-08-15T16:00", same_day(), "2026-08-17T17:00"),
    ],
)
def test_conventions(received: str, term: Term, expected: str) -> None:
    assert when(due(at(received), term, CALENDAR)) == expected


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        ("2026-08-19T09:00", working_days(1), "2026-08-20T17:00"),
        ("2026-08-19T17:30", working_days(1), "2026-08-20T17:00"),
        ("2026-08-19T06:00", working_days(1), "2026-08-20T17:00"),
        ("2026-08-15T09:00", working_days(1), "2026-08-17T17:00"),
        ("2026-08-21T09:00", hours(4), "2026-08-22T11:30"),
        # A calendar-day term never counts the day of reception, and "same day" is the day of reception.
        ("2026-08-03T09:00", calendar_days(15), "2026-08-18T17:00"),
        ("2026-08-20T08:00", same_day(), "2026-08-20T17:00"),
    ],
)
def test_next_day_starts_at_the_opening_of_the_next_working_day(received: str, term: Term, expected: str) -> None:
    result = due(at(received), term, NEXT_DAY)
    assert when(result) == expected


def test_no_term_has_no_due_date_and_nothing_to_explain() -> None:
    none = due(at("2026-08-20T08:00"), no_term(), CALENDAR)
    assert (none.at, none.is_provisional, none.is_paused) == (None, False, False)
    assert due(at("2026-08-20T08:00"), no_term(), CALENDAR).lines == ()


def test_calendar_days_stand_still_while_paused() -> None:
    pause = Pause("posting", at("2026-08-05T09:00"), at("2026-08-08T09:00"))
    result = due(at("2026-08-03T09:00"), calendar_days(15), CALENDAR, [pause])
    assert when(result) == "2026-08-21T17:00"
    numbered = [line.on for line in result.lines if "ngày thứ" in line.says]
    assert len(numbered) == 15
    assert not {date(2026, 8, 6), date(2026, 8, 7), date(2026, 8, 8)} & set(numbered)


def test_a_due_day_moved_off_a_holiday_says_which_text_moved_it() -> None:
    lines = due(at("2026-08-14T09:00"), calendar_days(18), CALENDAR).lines
    moved = [line for line in lines if "chuyển sang ngày làm việc tiếp theo" in line.says]
    assert [(line.on, line.document) for line in moved] == [(day.on, day.document) for day in NATIONAL_DAY]


def test_reception_outside_working_time_is_said() -> None:
    first = due(at("2026-08-15T09:00"), working_days(1), CALENDAR).lines[0]
    assert "nhận ngoài giờ làm việc" in first.says
    assert "17/08/2026" in first.says
    assert "ngày nhận không tính" in due(at("2026-08-19T09:00"), working_days(1), NEXT_DAY).lines[0].says


def test_a_same_day_matter_received_late_quotes_the_law() -> None:
    lines = due(at("2026-08-28T15:30"), same_day(), CALENDAR).lines
    assert "Luật Hộ tịch" in (lines[-1].document or "")
    assert {line.on for line in lines} >= {date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}


def test_a_year_without_data_gives_a_provisional_date_that_says_so() -> None:
    result = due(at("2026-12-30T09:00"), working_days(3), CALENDAR)
    assert when(result) == "2027-01-04T09:00"
    assert result.is_provisional
    assert "Chưa có lịch nghỉ năm 2027" in result.lines[-1].says
    assert not due(at("2026-12-28T09:00"), working_days(3), CALENDAR).is_provisional


def test_a_provisional_year_and_a_provisional_day_mark_the_dates_they_touch() -> None:
    day = SpecialDay(date(2026, 11, 24), "Ngày Văn hóa Việt Nam", "dự kiến", is_provisional=True)
    one_day = Calendar(HOURS, (CalendarYear(2026, (day,)),))
    assert due(at("2026-11-23T09:00"), working_days(1), one_day).is_provisional
    assert not due(at("2026-11-19T09:00"), working_days(1), one_day).is_provisional
    whole = Calendar(HOURS, (CalendarYear(2026, is_provisional=True),))
    assert "dự kiến" in due(at("2026-11-19T09:00"), working_days(1), whole).lines[-1].says


def test_steps_of_a_calendar_term_share_its_working_time() -> None:
    start, end = at("2026-08-03T09:00"), due(at("2026-08-03T09:00"), calendar_days(15), CALENDAR).at
    assert end is not None
    ends = shares(start, end, (1, 16, 3), CALENDAR)
    assert len(ends) == 3
    assert ends[-1] == end
    assert list(ends) == sorted(ends)
    whole = working_minutes_between(CALENDAR, start, end)
    assert working_minutes_between(CALENDAR, start, ends[0]) == whole // 20
    with pytest.raises(ValueError, match="phải dương"):
        shares(start, end, (0, 0), CALENDAR)


def test_shares_grow_step_by_step_and_a_step_may_have_none() -> None:
    """A step without a weight ends where the one before it did; minutes are whole."""
    start, end = at("2026-08-03T07:30"), at("2026-08-05T17:00")
    assert [printed(each) for each in shares(start, end, (1, 0, 2, 4), CALENDAR)] == [
        "2026-08-03T10:55:00+07:00",
        "2026-08-03T10:55:00+07:00",
        "2026-08-04T09:47:00+07:00",
        "2026-08-05T17:00:00+07:00",
    ]
    assert shares(start, end, (1,), CALENDAR) == (end,)
    assert [printed(each)[:16] for each in shares(end, start, (1, 1), CALENDAR)] == ["2026-08-03T07:30"] * 2


@pytest.mark.parametrize("weights", [(), (0, 0), (2, -1), (-1,)])
def test_shares_without_a_weight_are_refused(weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"^Tỷ lệ thời gian của các bước phải dương\.$"):
        shares(at("2026-08-03T07:30"), at("2026-08-05T17:00"), weights, CALENDAR)


def test_a_credit_gives_back_what_a_change_of_the_calendar_took_but_no_more_than_there_was() -> None:
    """The date promised to the applicant is kept: the minutes lost are counted off in working time."""
    start, moved = at("2026-08-14T09:00"), at("2026-08-24T09:00")
    assert printed(given_back(WITHOUT_SWAP, start, moved, 480))[:16] == "2026-08-21T09:00"
    assert given_back(WITHOUT_SWAP, start, moved, 0) == moved
    assert printed(given_back(WITHOUT_SWAP, start, moved, 479))[:16] == "2026-08-21T09:01"
    assert given_back(WITHOUT_SWAP, start, moved, 10**6) == start


def test_twenty_thousand_due_dates_need_no_loop_over_minutes() -> None:
    """A crude guard: 2,000 long terms; a minute walker would need minutes, the tables need a fraction of a second."""
    start = at("2026-01-05T08:00")
    results = [due(start + timedelta(minutes=step * 37), working_days(250), CALENDAR).at for step in range(2000)]
    assert len(set(results)) > 500


def test_an_unknown_kind_of_pause_is_a_plain_halt_and_refusals_are_sentences() -> None:
    begins = at("2026-08-05T10:00")
    assert Pause("other", begins).says == "tạm dừng giải quyết"
    with pytest.raises(ValueError, match=r"^Khoảng tạm dừng kết thúc trước khi bắt đầu\.$"):
        Pause("other", begins, at("2026-08-05T09:59"))
    with pytest.raises(ValueError, match=r"^Đang tạm dừng: cần biết thời điểm hiện tại để tính hạn\.$"):
        due(begins, working_days(1), CALENDAR, [Pause("other", begins)])
