"""A year of the calendar and a closure as kept data, and what changed between two versions of a year."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from motcua.domain.calendar import CalendarYear, Closure, Span, SpecialDay
from motcua.domain.year_data import closure_from_data, closure_to_data, differences, year_from_data, year_to_data

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
