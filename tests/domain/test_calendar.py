"""Working time against a slow oracle that walks minute by minute, and the conventions of design §9 one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.calendar import (
    LOCAL,
    Calendar,
    CalendarYear,
    Closure,
    OpeningHours,
    Span,
    SpecialDay,
    add_working_minutes,
    parse_instant,
    printed,
    working_minutes_between,
)

WEEKDAYS = frozenset(range(5))
FULL = (Span.parse("07:30-11:30"), Span.parse("13:00-17:00"))
SUMMER = (Span.parse("07:00-11:30"), Span.parse("13:30-17:00"))

YEAR_2026 = CalendarYear(
    2026,
    (
        SpecialDay(date(2026, 8, 22), "làm bù", "9441/TB-BNV", is_worked=True, swapped_with=date(2026, 8, 31)),
        SpecialDay(date(2026, 8, 31), "nghỉ hoán đổi", "9441/TB-BNV", swapped_with=date(2026, 8, 22)),
        SpecialDay(date(2026, 9, 1), "Quốc khánh", "9441/TB-BNV"),
        SpecialDay(date(2026, 9, 2), "Quốc khánh", "Bộ luật Lao động 2019"),
    ),
)
YEAR_2027 = CalendarYear(2027, (SpecialDay(date(2027, 1, 1), "Tết Dương lịch", "Bộ luật Lao động 2019"),))

PLAIN = Calendar((OpeningHours(WEEKDAYS, FULL),), (YEAR_2026, YEAR_2027))
SEASONAL = Calendar(
    (
        OpeningHours(WEEKDAYS, SUMMER, season=((4, 16), (10, 15))),
        OpeningHours(WEEKDAYS, FULL, season=((10, 16), (4, 15))),
    ),
    (YEAR_2026, YEAR_2027),
    closures=(
        Closure(date(2026, 8, 26), date(2026, 8, 26), "mất điện", "QĐ 1", Span.parse("12:00-24:00")),
        Closure(date(2026, 9, 8), date(2026, 9, 9), "bão số 3", "QĐ 2"),
    ),
    reception=(OpeningHours(frozenset({5}), (Span.parse("07:30-11:30"),)),),
)
BOTH = st.sampled_from([PLAIN, SEASONAL])
INSTANTS = st.datetimes(datetime(2026, 8, 10), datetime(2027, 1, 10)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=LOCAL)
)


def at(text: str) -> datetime:
    return parse_instant(text)


def walk(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The oracle: one minute at a time, asking only whether the office is open."""
    cursor = start
    while not calendar.is_open(cursor):
        cursor += timedelta(minutes=1)
    left = minutes
    while left:
        if calendar.is_open(cursor):
            left -= 1
        cursor += timedelta(minutes=1)
    return cursor


def count(calendar: Calendar, earlier: datetime, later: datetime) -> int:
    whole = int((later - earlier) / timedelta(minutes=1))
    return sum(calendar.is_open(earlier + timedelta(minutes=step)) for step in range(whole))


@settings(max_examples=200, deadline=None)
@given(BOTH, INSTANTS, st.integers(min_value=0, max_value=2400))
def test_adding_agrees_with_the_minute_walker(calendar: Calendar, start: datetime, minutes: int) -> None:
    assert add_working_minutes(calendar, start, minutes) == walk(calendar, start, minutes)


@settings(max_examples=200, deadline=None)
@given(BOTH, INSTANTS, st.integers(min_value=0, max_value=6 * 1440))
def test_counting_agrees_with_the_minute_walker(calendar: Calendar, start: datetime, length: int) -> None:
    end = start + timedelta(minutes=length)
    assert working_minutes_between(calendar, start, end) == count(calendar, start, end)
    assert working_minutes_between(calendar, end, start) == -count(calendar, start, end)


@settings(max_examples=200, deadline=None)
@given(BOTH, INSTANTS, st.integers(0, 20000), st.integers(0, 20000))
def test_more_time_is_never_due_earlier(calendar: Calendar, start: datetime, one: int, other: int) -> None:
    least, most = sorted((one, other))
    assert add_working_minutes(calendar, start, least) <= add_working_minutes(calendar, start, most)


@settings(max_examples=200, deadline=None)
@given(BOTH, INSTANTS, INSTANTS, st.integers(0, 20000))
def test_a_later_start_is_never_due_earlier(calendar: Calendar, one: datetime, other: datetime, minutes: int) -> None:
    first, second = sorted((one, other))
    assert add_working_minutes(calendar, first, minutes) <= add_working_minutes(calendar, second, minutes)


@settings(max_examples=200, deadline=None)
@given(BOTH, INSTANTS, st.integers(1, 10000), st.integers(1, 10000))
def test_time_added_in_two_parts_is_time_added_at_once(calendar: Calendar, start: datetime, one: int, two: int) -> None:
    at_once = add_working_minutes(calendar, start, one + two)
    assert add_working_minutes(calendar, add_working_minutes(calendar, start, one), two) == at_once


@settings(max_examples=200, deadline=None)
@given(BOTH, INSTANTS, st.integers(0, 20000))
def test_counting_undoes_adding(calendar: Calendar, start: datetime, minutes: int) -> None:
    assert working_minutes_between(calendar, start, add_working_minutes(calendar, start, minutes)) == minutes


@settings(max_examples=200, deadline=None)
@given(INSTANTS, st.integers(1, 5000), st.dates(date(2026, 8, 10), date(2026, 12, 31)), st.booleans())
def test_one_more_closure_never_shortens(start: datetime, minutes: int, on: date, is_half: bool) -> None:
    span = Span.parse("07:00-12:00") if is_half else None
    shut = Calendar(PLAIN.hours, PLAIN.years, closures=(Closure(on, on, "bão", "QĐ", span),))
    assert add_working_minutes(shut, start, minutes) >= add_working_minutes(PLAIN, start, minutes)


def test_a_full_day_has_480_minutes_and_a_swapped_saturday_too() -> None:
    assert PLAIN.minutes(date(2026, 8, 21)) == 480
    assert PLAIN.minutes(date(2026, 8, 22)) == 480
    assert SEASONAL.spans(date(2026, 8, 22)) == SUMMER
    assert not PLAIN.is_working_day(date(2026, 8, 29))
    assert not PLAIN.is_working_day(date(2026, 8, 31))


@pytest.mark.parametrize(
    ("received", "starts"),
    [
        ("2026-08-20T06:00", "2026-08-20T07:30:00+07:00"),
        ("2026-08-20T07:30", "2026-08-20T07:30:00+07:00"),
        ("2026-08-20T11:29", "2026-08-20T11:29:00+07:00"),
        ("2026-08-20T11:30", "2026-08-20T13:00:00+07:00"),
        ("2026-08-20T12:15", "2026-08-20T13:00:00+07:00"),
        ("2026-08-20T17:00", "2026-08-21T07:30:00+07:00"),
        ("2026-08-21T17:00", "2026-08-22T07:30:00+07:00"),
        ("2026-08-29T09:00", "2026-09-03T07:30:00+07:00"),
    ],
)
def test_reception_outside_working_time_starts_at_the_next_opening(received: str, starts: str) -> None:
    assert printed(PLAIN.starts_counting_at(at(received))) == starts


def test_time_used_up_at_a_closing_is_due_then_and_one_minute_more_is_not() -> None:
    assert printed(add_working_minutes(PLAIN, at("2026-08-20T07:30"), 240)) == "2026-08-20T11:30:00+07:00"
    assert printed(add_working_minutes(PLAIN, at("2026-08-20T07:30"), 241)) == "2026-08-20T13:01:00+07:00"
    assert printed(add_working_minutes(PLAIN, at("2026-08-20T07:30"), 480)) == "2026-08-20T17:00:00+07:00"


def test_seconds_are_cut_off_so_that_printed_times_explain_themselves() -> None:
    assert printed(add_working_minutes(PLAIN, at("2026-08-20T08:00:59"), 60)) == "2026-08-20T09:00:00+07:00"


def test_seasons_change_on_their_day_and_run_over_new_year() -> None:
    assert SEASONAL.spans(date(2026, 10, 15)) == SUMMER
    assert SEASONAL.spans(date(2026, 10, 16)) == FULL
    assert SEASONAL.spans(date(2027, 1, 4)) == FULL
    assert SEASONAL.spans(date(2027, 4, 16)) == SUMMER


def test_dated_hours_hold_between_their_dates_only() -> None:
    until = OpeningHours(WEEKDAYS, FULL, valid_to=date(2026, 8, 20))
    since = OpeningHours(WEEKDAYS, SUMMER, valid_from=date(2026, 8, 21))
    calendar = Calendar((until, since), (YEAR_2026,))
    assert calendar.spans(date(2026, 8, 20)) == FULL
    assert calendar.spans(date(2026, 8, 21)) == SUMMER


def test_closures_take_whole_days_and_half_days() -> None:
    assert SEASONAL.minutes(date(2026, 8, 26)) == 270
    assert SEASONAL.minutes(date(2026, 9, 8)) == 0
    assert printed(SEASONAL.closing(date(2026, 8, 26))) == "2026-08-26T11:30:00+07:00"


def test_saturday_reception_takes_dossiers_but_no_time_runs() -> None:
    saturday = date(2026, 8, 15)
    assert SEASONAL.reception_spans(saturday) == (Span.parse("07:30-11:30"),)
    assert SEASONAL.spans(saturday) == ()
    assert SEASONAL.reception_spans(date(2026, 8, 17)) == SUMMER
    assert PLAIN.reception_spans(saturday) == ()


def test_no_extra_reception_on_a_holiday_or_a_closed_day() -> None:
    on = date(2026, 8, 15)
    reception = (OpeningHours(frozenset({5}), (Span.parse("07:30-11:30"),)),)
    holiday = CalendarYear(2026, (SpecialDay(on, "nghỉ lễ", "thử"),))
    assert Calendar(PLAIN.hours, (holiday,), reception=reception).reception_spans(on) == ()
    assert (
        Calendar(PLAIN.hours, closures=(Closure(on, on, "bão", "QĐ"),), reception=reception).reception_spans(on) == ()
    )


def test_a_time_without_a_zone_is_refused_inside_and_local_when_typed() -> None:
    with pytest.raises(ValueError, match="múi giờ"):
        add_working_minutes(PLAIN, datetime(2026, 8, 20, 8), 10)
    assert printed(at("2026-08-20T08:00")) == "2026-08-20T08:00:00+07:00"
    assert printed(at("2026-08-20T01:00:00+00:00")) == "2026-08-20T08:00:00+07:00"


def test_an_office_that_never_opens_is_refused_rather_than_searched_for_ever() -> None:
    never = Calendar(())
    with pytest.raises(ValueError, match="không có giờ làm việc"):
        never.starts_counting_at(at("2026-08-20T08:00"))


@pytest.mark.parametrize(
    "text",
    ["7-11", "07:30", "11:30-07:30", "07:60-08:00", "07:3-08:00", "07:30-24:01", "07:30-25:00", "٠٧:٣٠-08:00", ""],
)
def test_spans_that_are_not_spans_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[Kk]hoảng giờ"):
        Span.parse(text)


def test_a_year_refuses_a_day_of_another_year_and_a_day_twice() -> None:
    day = SpecialDay(date(2026, 1, 1), "Tết", "luật")
    with pytest.raises(ValueError, match="không thuộc năm"):
        CalendarYear(2027, (day,))
    with pytest.raises(ValueError, match="hai lần"):
        CalendarYear(2026, (day, day))
    with pytest.raises(ValueError, match="hai lần"):
        Calendar(PLAIN.hours, (YEAR_2026, YEAR_2026))


def test_a_year_decided_anew_takes_the_place_of_the_one_known() -> None:
    decided = CalendarYear(2027, (SpecialDay(date(2027, 2, 8), "Tết", "Thông báo thử"),))
    later = CalendarYear(2028, is_provisional=True)
    calendar = PLAIN.with_years([later, decided])
    assert [year.year for year in calendar.years] == [2026, 2027, 2028]
    assert (calendar.year(2026), calendar.year(2027), calendar.year(2028)) == (YEAR_2026, decided, later)
    assert calendar.year(2029) is None
    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.is_working_day(date(2027, 1, 1)), "the holiday of the version before is gone"
    assert PLAIN.is_working_day(date(2027, 2, 8)), "negative control"
    assert (calendar.hours, calendar.closures, calendar.start) == (PLAIN.hours, PLAIN.closures, PLAIN.start)


def test_a_centers_own_day_is_kept_over_the_provinces() -> None:
    own = SpecialDay(date(2026, 9, 1), "ngày làm việc riêng", "QĐ 5", is_worked=True)
    calendar = Calendar(PLAIN.hours, (YEAR_2026,), own_days=(own,))
    assert calendar.special(date(2026, 9, 1)) == own
    assert calendar.minutes(date(2026, 9, 1)) == 480
    assert not calendar.is_working_day(date(2026, 9, 2))


def test_extra_reception_is_cut_by_hours_and_by_seasons() -> None:
    """A closure of some hours leaves the other hours of a Saturday morning; of all hours, none."""
    on = date(2026, 8, 15)
    mornings = (OpeningHours(frozenset({5}), (Span.parse("07:30-11:30"),), season=((7, 1), (8, 31))),)

    def taken(*closures: Closure) -> tuple[Span, ...]:
        return Calendar(PLAIN.hours, (YEAR_2026,), closures, mornings).reception_spans(on)

    assert taken() == (Span.parse("07:30-11:30"),)
    assert taken(Closure(on, on, "mất điện", "QĐ", Span.parse("09:00-10:00"))) == (
        Span.parse("07:30-09:00"),
        Span.parse("10:00-11:30"),
    )
    assert taken(Closure(on, on, "bão", "QĐ")) == ()
    assert Calendar(PLAIN.hours, (YEAR_2026,), (), mornings).reception_spans(date(2026, 9, 12)) == ()


def test_a_span_is_said_by_the_clock() -> None:
    assert [str(Span.parse(text)) for text in ("07:30-11:30", "13:00-17:00", "16:05-24:00", "00:00-00:59")] == [
        "07:30–11:30", "13:00–17:00", "16:05–24:00", "00:00–00:59",
    ]  # fmt: skip


def test_closures_add_to_those_known_and_a_day_knows_its_own() -> None:
    storm = Closure(date(2026, 9, 10), date(2026, 9, 11), "bão số 4", "QĐ 3")
    calendar = SEASONAL.with_closures([storm])
    assert calendar.closures == (*SEASONAL.closures, storm)
    assert [calendar.closures_on(date(2026, 9, day)) for day in (9, 10, 11, 12)] == [
        (SEASONAL.closures[1],), (storm,), (storm,), (),
    ]  # fmt: skip
    assert calendar.minutes(date(2026, 9, 10)) == calendar.minutes(date(2026, 9, 11)) == 0


def test_a_term_ends_on_no_day_that_is_cut_short() -> None:
    """A closure in the morning, or after closing time, takes the end of the day from nobody."""
    on = date(2026, 8, 20)

    def cut(span: str | None) -> bool:
        closed = Closure(on, on, "mất điện", "QĐ", Span.parse(span) if span else None)
        return Calendar(PLAIN.hours, (YEAR_2026,), (closed,)).is_cut_short(on)

    spans = ("16:59-17:00", "13:00-24:00", "07:00-12:00", "17:00-18:00", "00:00-24:00", None)
    assert [cut(span) for span in spans] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
    assert not PLAIN.is_cut_short(on)
    shut = [Closure(date(2026, 8, day), date(2026, 8, day), "bão", "QĐ", Span.parse("15:00-17:00")) for day in (20, 21)]
    assert PLAIN.with_closures(shut).last_day_from(on) == date(2026, 8, 22)


def test_what_is_not_settled_is_said_in_the_order_of_the_years() -> None:
    day = SpecialDay(date(2026, 11, 24), "Ngày Văn hóa Việt Nam", "dự kiến", is_provisional=True)
    years = (CalendarYear(2025, is_provisional=True), CalendarYear(2026, (day,)), CalendarYear(2028))
    calendar = Calendar(PLAIN.hours, years)
    assert calendar.doubts(date(2025, 12, 1), date(2028, 1, 3)) == (
        "Lịch nghỉ năm 2025 là dự kiến, kết quả là tạm tính.",
        "Ngày thứ Ba 24/11/2026 mới là dự kiến, kết quả là tạm tính.",
        "Chưa có lịch nghỉ năm 2027: chỉ trừ ngày nghỉ hằng tuần, kết quả là tạm tính.",
    )
    assert calendar.doubts(date(2026, 1, 1), date(2026, 11, 23)) == ()
    assert calendar.doubts(date(2026, 11, 25), date(2026, 12, 31)) == ()
    for only in ((date(2026, 11, 24), date(2026, 12, 1)), (date(2026, 11, 1), date(2026, 11, 24))):
        assert len(calendar.doubts(*only)) == 1


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Span(690, 450), "Khoảng giờ 11:30–07:30 không hợp lệ."),
        (lambda: Span(450, 450), "Khoảng giờ 07:30–07:30 không hợp lệ."),
        (lambda: Span.parse("7-11"), "Không hiểu khoảng giờ “7-11”; viết như 07:30-11:30."),
        (
            lambda: CalendarYear(2027, (SpecialDay(date(2026, 1, 1), "Tết", "luật"),)),
            "Ngày 01/01/2026 không thuộc năm 2027.",
        ),
        (
            lambda: CalendarYear(2026, (SpecialDay(date(2026, 1, 1), "Tết", "luật"),) * 2),
            "Ngày 01/01/2026 được khai hai lần.",
        ),
        (lambda: Calendar(PLAIN.hours, (YEAR_2026, YEAR_2026)), "Năm 2026 được khai hai lần."),
        (lambda: Calendar(()).working_day_from(date(2026, 1, 1)), "Lịch làm việc không có giờ làm việc nào."),
        (lambda: add_working_minutes(PLAIN, at("2026-01-05T08:00"), -1), "Số phút làm việc không được âm."),
        (
            lambda: add_working_minutes(Calendar(()), at("2026-01-05T08:00"), 1),
            "Lịch làm việc không đủ giờ làm việc cho thời hạn này.",
        ),
        (
            lambda: add_working_minutes(PLAIN, datetime(2026, 8, 20, 8), 10),
            "Thời điểm 2026-08-20T08:00:00 không có múi giờ.",
        ),
    ],
)
def test_a_calendar_that_can_not_be_is_refused_in_words(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as refused:
        make()
    assert str(refused.value) == sentence


def test_midnight_is_a_closing_and_an_opening() -> None:
    whole_day = Span.parse("00:00-24:00")
    assert (whole_day.opens, whole_day.closes, whole_day.minutes) == (0, 1440, 1440)
    assert whole_day.without(Span(0, 1440)) == ()
    assert whole_day.without(Span(1, 1439)) == (Span(0, 1), Span(1439, 1440))
    assert Span(450, 690).without(Span(690, 780)) == (Span(450, 690),)
    assert Span(450, 690).without(Span(400, 450)) == (Span(450, 690),)
