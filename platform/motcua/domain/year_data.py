"""A year of the calendar, or a closure, as data to keep; and what changed from one version of a year to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.opening import CalendarYear, Closure, Span, SpecialDay, day_says


def year_to_data(year: CalendarYear) -> dict[str, Any]:
    return {
        "year": year.year,
        "is_provisional": year.is_provisional,
        "days": [
            {
                "on": day.on.isoformat(),
                "name": day.name,
                "document": day.document,
                "is_worked": day.is_worked,
                "swapped_with": day.swapped_with.isoformat() if day.swapped_with else None,
                "is_provisional": day.is_provisional,
            }
            for day in year.days
        ],
    }


def year_from_data(data: Mapping[str, Any]) -> CalendarYear:
    days = tuple(
        SpecialDay(
            on=date.fromisoformat(day["on"]),
            name=day["name"],
            document=day["document"],
            is_worked=day["is_worked"],
            swapped_with=date.fromisoformat(day["swapped_with"]) if day["swapped_with"] else None,
            is_provisional=day["is_provisional"],
        )
        for day in data["days"]
    )
    return CalendarYear(data["year"], days, data["is_provisional"])


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
    before = {day.on: day for day in old.days} if old else {}
    after = {day.on: day for day in new.days}
    for on in sorted(before.keys() | after.keys()):
        if before.get(on) != after.get(on):
            yield Difference(on, before.get(on), after.get(on))


def _what(day: SpecialDay) -> str:
    return "ngày làm việc" if day.is_worked else "ngày nghỉ"


def _rests(on: date, day: SpecialDay | None) -> bool:
    return on.weekday() >= 5 if day is None else not day.is_worked
