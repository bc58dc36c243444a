"""A year of the calendar, a closure, the hours of an office, as data to keep; and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.domain.opening import CalendarYear, Closure, OpeningHours, Span, SpecialDay, day_says
from motcua.domain.worktime import Calendar


def calendar_to_data(calendar: Calendar) -> dict[str, Any]:
    """Everything of a calendar by which a due date falls where it does; extra reception hours move none."""
    return {
        "years": [year_to_data(year) for year in calendar.years],
        "closures": [closure_to_data(closure) for closure in calendar.closures],
        "hours": [_hours_to_data(hours) for hours in calendar.hours],
        "own_days": [_day_to_data(day) for day in calendar.own_days],
        "start": calendar.start,
    }


def calendar_from_data(calendar: Calendar, data: Mapping[str, Any]) -> Calendar:
    """`calendar` as it was kept; what was not kept yet in those days is as it is."""
    return replace(
        with_hours_from_data(calendar, data),
        years=tuple(year_from_data(year) for year in data["years"]),
        closures=tuple(closure_from_data(closure) for closure in data["closures"]),
    )


def with_hours_from_data(calendar: Calendar, data: Mapping[str, Any]) -> Calendar:
    """`calendar` with the office hours, the days of its own and the start that were kept, where they were."""
    if "hours" not in data:
        return calendar
    return replace(
        calendar,
        hours=tuple(_hours_from_data(hours) for hours in data["hours"]),
        own_days=tuple(_day_from_data(day) for day in data["own_days"]),
        start=data["start"],
    )


def _hours_to_data(hours: OpeningHours) -> dict[str, Any]:
    return {
        "weekdays": sorted(hours.weekdays),
        "spans": [[span.opens, span.closes] for span in hours.spans],
        "valid_from": hours.valid_from.isoformat() if hours.valid_from else None,
        "valid_to": hours.valid_to.isoformat() if hours.valid_to else None,
        "season": [list(day) for day in hours.season] if hours.season else None,
        "document": hours.document,
    }


def _hours_from_data(data: Mapping[str, Any]) -> OpeningHours:
    first, last = data["season"] or (None, None)
    return OpeningHours(
        frozenset(data["weekdays"]),
        tuple(Span(*span) for span in data["spans"]),
        date.fromisoformat(data["valid_from"]) if data["valid_from"] else None,
        date.fromisoformat(data["valid_to"]) if data["valid_to"] else None,
        ((first[0], first[1]), (last[0], last[1])) if first and last else None,
        data["document"],
    )


def year_to_data(year: CalendarYear) -> dict[str, Any]:
    return {
        "year": year.year,
        "is_provisional": year.is_provisional,
        "days": [_day_to_data(day) for day in year.days],
    }


def year_from_data(data: Mapping[str, Any]) -> CalendarYear:
    return CalendarYear(data["year"], tuple(_day_from_data(day) for day in data["days"]), data["is_provisional"])


def _day_to_data(day: SpecialDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "name": day.name,
        "document": day.document,
        "is_worked": day.is_worked,
        "swapped_with": day.swapped_with.isoformat() if day.swapped_with else None,
        "is_provisional": day.is_provisional,
    }


def _day_from_data(data: Mapping[str, Any]) -> SpecialDay:
    return SpecialDay(
        on=date.fromisoformat(data["on"]),
        name=data["name"],
        document=data["document"],
        is_worked=data["is_worked"],
        swapped_with=date.fromisoformat(data["swapped_with"]) if data["swapped_with"] else None,
        is_provisional=data["is_provisional"],
    )


def closure_to_data(closure: Closure) -> dict[str, Any]:
    return {
        "first_on": closure.first_on.isoformat(),
        "last_on": closure.last_on.isoformat(),
        "reason": closure.reason,
        "document": closure.document,
        "span": [closure.span.opens, closure.span.closes] if closure.span else None,
    }


def closure_from_data(data: Mapping[str, Any]) -> Closure:
    return Closure(
        date.fromisoformat(data["first_on"]),
        date.fromisoformat(data["last_on"]),
        data["reason"],
        data["document"],
        Span(*data["span"]) if data["span"] else None,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One day on which two versions of a year do not agree; `old` or `new` is None where only the other names it."""

    on: date
    old: SpecialDay | None
    new: SpecialDay | None

    @property
    def moves_dates(self) -> bool:
        """Whether a due date can change by it: a renamed holiday moves nothing, nor does one on a day of rest."""
        return _rests(self.on, self.old) != _rests(self.on, self.new)

    @property
    def says(self) -> str:
        if self.old is None or self.new is None:
            only = self.new or self.old
            assert only is not None
            return f"{day_says(self.on)}: {'thêm' if self.new else 'bỏ'} {_what(only)} “{only.name}” ({only.document})."
        return (
            f"{day_says(self.on)}: {_what(self.old)} “{self.old.name}” ({self.old.document}) → "
            f"{_what(self.new)} “{self.new.name}” ({self.new.document})."
        )


def differences(old: CalendarYear | None, new: CalendarYear) -> Iterator[Difference]:
    yield from _day_differences(old.days if old else (), new.days)


def _day_differences(old: Iterable[SpecialDay], new: Iterable[SpecialDay]) -> Iterator[Difference]:
    before = {day.on: day for day in old}
    after = {day.on: day for day in new}
    for on in sorted(before.keys() | after.keys()):
        if before.get(on) != after.get(on):
            yield Difference(on, before.get(on), after.get(on))


def changes(old: Calendar, new: Calendar) -> Iterator[str]:
    """What moves due dates from one calendar to the other, in sentences for the trail."""
    before, after = ({year.year: year for year in calendar.years} for calendar in (old, new))
    for number in sorted(before.keys() | after.keys()):
        was, now = before.get(number), after.get(number) or CalendarYear(number)
        if was is not None and was.is_provisional and not now.is_provisional and number in after:
            yield f"Lịch nghỉ năm {number} đã là chính thức."
        yield from (each.says for each in differences(was, now) if each.moves_dates)
    yield from (each.says for each in _day_differences(old.own_days, new.own_days) if each.moves_dates)
    yield from (f"Thêm: {_closure_says(each)}." for each in new.closures if each not in old.closures)
    yield from (f"Bỏ: {_closure_says(each)}." for each in old.closures if each not in new.closures)
    if [_times(each) for each in old.hours] != [_times(each) for each in new.hours]:
        yield f"Giờ làm việc: {_hours_say(old.hours)} → {_hours_say(new.hours)}."
    if old.start != new.start:
        yield f"Thời hạn tính {_STARTS[new.start]}, trước đây tính {_STARTS[old.start]}."


_STARTS: Mapping[str, str] = {
    "same_moment": "từ thời điểm tiếp nhận",
    "next_day": "từ ngày làm việc sau ngày tiếp nhận",
}


def _closure_says(closure: Closure) -> str:
    hours = f" ({closure.span})" if closure.span else ""
    return (
        f"tạm nghỉ từ {day_says(closure.first_on)} đến {day_says(closure.last_on)}{hours}: "
        f"{closure.reason} ({closure.document})"
    )


def _times(hours: OpeningHours) -> OpeningHours:
    return replace(hours, document="")


def _hours_say(hours: Iterable[OpeningHours]) -> str:
    return "; ".join(f"{each.says} [{each.document}]" if each.document else each.says for each in hours)


def _what(day: SpecialDay) -> str:
    return "ngày làm việc" if day.is_worked else "ngày nghỉ"


def _rests(on: date, day: SpecialDay | None) -> bool:
    return on.weekday() >= 5 if day is None else not day.is_worked
