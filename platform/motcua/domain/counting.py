"""Counting working minutes on a calendar.

Instants are counted to the minute, as printed on the receipt: seconds are cut off, so the printed times explain
themselves. No loop runs over minutes: each year has a table of running totals, and a due date is a bisection in it.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta

from motcua.domain.opening import Span, at_minute
from motcua.domain.worktime import LONGEST_SEARCH_YEARS, Calendar, day_and_minute


def add_working_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The earliest instant by which that much working time has run; used up at a closing, it is that closing."""
    if minutes < 0:
        raise ValueError("Số phút làm việc không được âm.")
    if minutes == 0:
        return calendar.starts_counting_at(start)
    on, minute = day_and_minute(start)
    index = on.timetuple().tm_yday - 1
    target = calendar.table(on.year).before[index] + _run(calendar.spans(on), minute) + minutes
    for year in range(on.year, on.year + LONGEST_SEARCH_YEARS):
        table = calendar.table(year)
        if target > table.total:
            target -= table.total
            continue
        index = bisect_left(table.before, target) - 1
        left = target - table.before[index]
        day = date(year, 1, 1) + timedelta(days=index)
        for span in table.spans[index]:
            if left <= span.minutes:
                return at_minute(day, span.opens + left)
            left -= span.minutes
    raise ValueError("Lịch làm việc không đủ giờ làm việc cho thời hạn này.")


def working_minutes_between(calendar: Calendar, earlier: datetime, later: datetime) -> int:
    """Working minutes from one instant to another; negative when they come in the other order."""
    if later < earlier:
        return -working_minutes_between(calendar, later, earlier)
    (first_on, first_minute), (last_on, last_minute) = day_and_minute(earlier), day_and_minute(later)
    whole_years = sum(calendar.table(year).total for year in range(first_on.year, last_on.year))
    return (
        whole_years + _worked_before(calendar, last_on, last_minute) - _worked_before(calendar, first_on, first_minute)
    )


def minutes_worked_on(calendar: Calendar, on: date, earlier: datetime, later: datetime) -> int:
    """The part of one day's working time that lies between two instants."""
    midnight, next_midnight = at_minute(on, 0), at_minute(on, 24 * 60)
    if later <= midnight or earlier >= next_midnight:
        return 0
    return working_minutes_between(calendar, max(earlier, midnight), min(later, next_midnight))


def _worked_before(calendar: Calendar, on: date, minute: int) -> int:
    return calendar.table(on.year).before[on.timetuple().tm_yday - 1] + _run(calendar.spans(on), minute)


def _run(spans: tuple[Span, ...], minute: int) -> int:
    """Working minutes of a day that have run when the clock shows this minute."""
    return sum(min(minute, span.closes) - span.opens for span in spans if minute > span.opens)
