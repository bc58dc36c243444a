"""A year of the calendar and a closure as kept data, and what changed between two versions of a year."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from motcua.domain.calendar import Calendar, CalendarYear, Closure, OpeningHours, Span, SpecialDay
from motcua.domain.year_data import (
    calendar_from_data,
    calendar_to_data,
    changes,
    closure_from_data,
    closure_to_data,
    differences,
    with_hours_from_data,
    year_from_data,
    year_to_data,
)

SATURDAY, MONDAY, WEDNESDAY = date(2026, 8, 22), date(2026, 8, 31), date(2026, 9, 2)
WORKED = SpecialDay(SATURDAY, "làm bù", "9441/TB-BNV", is_worked=True, swapped_with=MONDAY)
SWAPPED = SpecialDay(MONDAY, "nghỉ hoán đổi", "9441/TB-BNV", swapped_with=SATURDAY)
NATIONAL = SpecialDay(WEDNESDAY, "Quốc khánh", "Bộ luật Lao động 2019, Điều 112", is_provisional=True)
YEAR = CalendarYear(2026, (WORKED, SWAPPED, NATIONAL), is_provisional=True)


def test_a_year_is_kept_with_every_document_and_read_back() -> None:
    data = json.loads(json.dumps(year_to_data(YEAR)))
    assert data == {
        "year": 2026,
        "is_provisional": True,
        "days": [
            {
                "on": "2026-08-22",
                "name": "làm bù",
                "document": "9441/TB-BNV",
                "is_worked": True,
                "swapped_with": "2026-08-31",
                "is_provisional": False,
            },
            {
                "on": "2026-08-31",
                "name": "nghỉ hoán đổi",
                "document": "9441/TB-BNV",
                "is_worked": False,
                "swapped_with": "2026-08-22",
                "is_provisional": False,
            },
            {
                "on": "2026-09-02",
                "name": "Quốc khánh",
                "document": "Bộ luật Lao động 2019, Điều 112",
                "is_worked": False,
                "swapped_with": None,
                "is_provisional": True,
            },
        ],
    }
    assert year_from_data(data) == YEAR
    assert year_from_data(year_to_data(CalendarYear(2027))) == CalendarYear(2027)


def test_a_closure_is_kept_whole_or_with_its_hours() -> None:
    storm = Closure(date(2026, 9, 8), date(2026, 9, 9), "bão số 3", "QĐ 2", Span(720, 1440))
    data = json.loads(json.dumps(closure_to_data(storm)))
    assert data == {
        "first_on": "2026-09-08",
        "last_on": "2026-09-09",
        "reason": "bão số 3",
        "document": "QĐ 2",
        "span": [720, 1440],
    }
    assert closure_from_data(data) == storm
    whole = replace(storm, span=None)
    assert closure_to_data(whole)["span"] is None
    assert closure_from_data(closure_to_data(whole)) == whole


def test_only_days_that_differ_are_told_in_the_order_of_the_year() -> None:
    renamed = replace(NATIONAL, name="Tết Độc lập")
    swapped_saturday = SpecialDay(date(2026, 1, 10), "làm bù", "12729/VPCP", is_worked=True)
    found = [*differences(YEAR, CalendarYear(2026, (SWAPPED, renamed, swapped_saturday)))]
    assert [(each.on, each.old, each.new) for each in found] == [
        (date(2026, 1, 10), None, swapped_saturday),
        (SATURDAY, WORKED, None),
        (WEDNESDAY, NATIONAL, renamed),
    ]
    assert [each.says for each in found] == [
        "thứ Bảy 10/01/2026: thêm ngày làm việc “làm bù” (12729/VPCP).",
        "thứ Bảy 22/08/2026: bỏ ngày làm việc “làm bù” (9441/TB-BNV).",
        "thứ Tư 02/09/2026: ngày nghỉ “Quốc khánh” (Bộ luật Lao động 2019, Điều 112) → "
        "ngày nghỉ “Tết Độc lập” (Bộ luật Lao động 2019, Điều 112).",
    ]
    assert [*differences(YEAR, YEAR)] == []
    assert [each.new for each in differences(None, YEAR)] == [WORKED, SWAPPED, NATIONAL]


def test_a_difference_moves_dates_only_where_work_and_rest_change_places() -> None:
    """So that open dossiers are counted anew when, and only when, it matters."""

    def moves(old: SpecialDay | None, new: SpecialDay | None) -> bool:
        before = CalendarYear(2026, (old,) if old else ())
        (found,) = differences(before, CalendarYear(2026, (new,) if new else ()))
        return found.moves_dates

    assert moves(None, NATIONAL), "a Wednesday off"
    assert moves(NATIONAL, None)
    assert moves(WORKED, None), "a Saturday no longer worked"
    assert moves(NATIONAL, replace(NATIONAL, is_worked=True))
    assert not moves(NATIONAL, replace(NATIONAL, name="Tết Độc lập"))
    for weekend in (SATURDAY, date(2026, 8, 23)):
        assert not moves(None, SpecialDay(weekend, "nghỉ lễ", "thử")), "a holiday on a day of rest"
    assert moves(None, SpecialDay(date(2026, 8, 21), "nghỉ lễ", "thử")), "negative control: the Friday before"


STORM = Closure(date(2026, 9, 8), date(2026, 9, 9), "bão số 3", "QĐ 2/QĐ-UBND", Span(720, 1440))
ALL_YEAR = OpeningHours(frozenset(range(5)), (Span(450, 690), Span(780, 1020)))
SUMMER = OpeningHours(
    frozenset({0, 2}),
    (Span(420, 660),),
    date(2026, 1, 1),
    date(2026, 12, 31),
    ((4, 16), (10, 15)),
    "QĐ 9/QĐ-UBND",
)


def test_a_calendar_is_kept_with_all_that_moves_a_date_and_read_back() -> None:
    """What a dossier was promised by is reproducible years later, whatever the settings of the center are then."""
    calendar = Calendar((ALL_YEAR, SUMMER), (YEAR,), (STORM,), start="next_day", own_days=(NATIONAL,))
    data = json.loads(json.dumps(calendar_to_data(calendar)))
    assert data["hours"] == [
        {
            "weekdays": [0, 1, 2, 3, 4],
            "spans": [[450, 690], [780, 1020]],
            "valid_from": None,
            "valid_to": None,
            "season": None,
            "document": "",
        },
        {
            "weekdays": [0, 2],
            "spans": [[420, 660]],
            "valid_from": "2026-01-01",
            "valid_to": "2026-12-31",
            "season": [[4, 16], [10, 15]],
            "document": "QĐ 9/QĐ-UBND",
        },
    ]
    assert (data["years"], data["closures"]) == ([year_to_data(YEAR)], [closure_to_data(STORM)])
    assert data["own_days"] == year_to_data(CalendarYear(2026, (NATIONAL,)))["days"]
    saturday = OpeningHours(frozenset({5}), (Span(450, 690),))
    today = Calendar((SUMMER,), reception=(saturday,))
    assert calendar_from_data(today, data) == replace(calendar, reception=(saturday,))
    assert with_hours_from_data(today, data) == replace(calendar, reception=(saturday,), years=(), closures=())


def test_a_calendar_kept_before_hours_were_has_those_of_today() -> None:
    data = {"years": [year_to_data(YEAR)], "closures": []}
    today = Calendar((SUMMER,), start="next_day", own_days=(NATIONAL,))
    assert calendar_from_data(today, data) == replace(today, years=(YEAR,))
    assert with_hours_from_data(today, data) == today


def test_hours_say_their_days_and_their_limits() -> None:
    assert ALL_YEAR.says == "thứ Hai, thứ Ba, thứ Tư, thứ Năm, thứ Sáu: 07:30–11:30, 13:00–17:00"
    assert SUMMER.says == "thứ Hai, thứ Tư: 07:00–11:00 (16/4–15/10 hằng năm, từ 01/01/2026, đến 31/12/2026)"


def test_the_trail_says_what_moves_due_dates_from_one_calendar_to_the_other() -> None:
    old = Calendar((ALL_YEAR,), (YEAR, CalendarYear(2025)), (STORM,))
    final = replace(YEAR, is_provisional=False, days=(WORKED, SWAPPED))
    whole = replace(STORM, span=None, document="QĐ 4/QĐ-UBND")
    new = Calendar(
        (SUMMER,), (final,), (whole,), start="next_day", own_days=(replace(NATIONAL, name="Ngày truyền thống"),)
    )
    assert [*changes(old, new)] == [
        "Lịch nghỉ năm 2026 đã là chính thức.",
        "thứ Tư 02/09/2026: bỏ ngày nghỉ “Quốc khánh” (Bộ luật Lao động 2019, Điều 112).",
        "thứ Tư 02/09/2026: thêm ngày nghỉ “Ngày truyền thống” (Bộ luật Lao động 2019, Điều 112).",
        "Thêm: tạm nghỉ từ thứ Ba 08/09/2026 đến thứ Tư 09/09/2026: bão số 3 (QĐ 4/QĐ-UBND).",
        "Bỏ: tạm nghỉ từ thứ Ba 08/09/2026 đến thứ Tư 09/09/2026 (12:00–24:00): bão số 3 (QĐ 2/QĐ-UBND).",
        f"Giờ làm việc: {ALL_YEAR.says} → {SUMMER.says} [QĐ 9/QĐ-UBND].",
        "Thời hạn tính từ ngày làm việc sau ngày tiếp nhận, trước đây tính từ thời điểm tiếp nhận.",
    ]
    assert [*changes(new, replace(new, start="same_moment"))] == [
        "Thời hạn tính từ thời điểm tiếp nhận, trước đây tính từ ngày làm việc sau ngày tiếp nhận."
    ]


def test_what_moves_no_date_is_not_said() -> None:
    """A renamed holiday, a document of hours, a year that is gone or still provisional."""
    old = Calendar((ALL_YEAR,), (YEAR,), (STORM,))
    renamed = replace(YEAR, days=(WORKED, SWAPPED, replace(NATIONAL, name="Tết Độc lập")))
    assert [*changes(old, old)] == []
    assert [*changes(old, replace(old, years=(renamed,)))] == []
    assert [*changes(old, replace(old, hours=(replace(ALL_YEAR, document="QĐ 1"),)))] == []
    assert [*changes(Calendar((ALL_YEAR,)), Calendar((ALL_YEAR,), (CalendarYear(2026),)))] == []
    gone = [*changes(Calendar((ALL_YEAR,), (replace(YEAR, days=(NATIONAL,)),)), Calendar((ALL_YEAR,)))]
    assert gone == ["thứ Tư 02/09/2026: bỏ ngày nghỉ “Quốc khánh” (Bộ luật Lao động 2019, Điều 112)."]
    two = Calendar((ALL_YEAR, SUMMER))
    assert [*changes(two, Calendar((SUMMER, ALL_YEAR)))] == [
        f"Giờ làm việc: {ALL_YEAR.says}; {SUMMER.says} [QĐ 9/QĐ-UBND] → {SUMMER.says} [QĐ 9/QĐ-UBND]; {ALL_YEAR.says}."
    ]
