"""An oracle that shares no code with the clock: every working minute of 2017–2027 in one list, read from the files.

It knows TOML, the rules of design §9 and `bisect`; it imports nothing from `motcua`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

TENANTS = Path(__file__).resolve().parents[2] / "tenants"
FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
EPOCH = datetime(2017, 1, 1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Oracle:
    """`minutes`: the number since 1-1-2017 00:00 of every minute worked, in order."""

    def __init__(self, center: str, *, closures: list[tuple[date, tuple[int, int]]] | None = None) -> None:
        self.data = tomllib.loads((TENANTS / center / "center.toml").read_text("utf-8"))
        self.off: set[date] = set()
        self.worked: set[date] = set()
        for path in sorted((TENANTS / "calendar").glob("*.toml")):
            year = tomllib.loads(path.read_text("utf-8"))
            self.off |= {day["on"] for day in year.get("holiday", [])}
            self.worked |= {day["on"] for day in year.get("working_day", [])}
        self.closures = closures or []
        self.by_day: dict[date, list[int]] = {}
        self.minutes: list[int] = []
        on = FIRST
        while on <= LAST:
            base = (on - FIRST).days * 1440
            self.by_day[on] = [base + minute for minute in self._hours(on)]
            self.minutes += self.by_day[on]
            on += timedelta(days=1)

    def _hours(self, on: date) -> list[int]:
        day = DAYS[on.weekday()]
        if on in self.off:
            return []
        if on in self.worked:
            found = max((self._kept(on, each) for each in DAYS), key=len)
        else:
            found = self._kept(on, day)
        for closed_on, (opens, closes) in self.closures:
            if closed_on == on:
                found = [minute for minute in found if not opens <= minute < closes]
        return found

    def _kept(self, on: date, day: str) -> list[int]:
        found: list[int] = []
        for block in self.data["hours"]:
            if day in block["days"] and self._in_season(block, on):
                for span in block["spans"]:
                    opens, closes = (int(text[:2]) * 60 + int(text[3:]) for text in span.split("-"))
                    found += range(opens, closes)
        return sorted(found)

    @staticmethod
    def _in_season(block: dict[str, Any], on: date) -> bool:
        if "season_from" not in block:
            return True
        today = f"{on:%m-%d}"
        first, last = block["season_from"], block["season_to"]
        return first <= today <= last if first <= last else today >= first or today <= last

    def number(self, at: datetime) -> int:
        return int((at - EPOCH) // timedelta(minutes=1))

    def moment(self, number: int) -> datetime:
        return EPOCH + timedelta(minutes=number)

    def after(self, start: datetime, minutes: int) -> datetime:
        """The moment at which the last of `minutes` working minutes from `start` is over."""
        first = bisect_left(self.minutes, self.number(start))
        return self.moment(self.minutes[first + minutes - 1] + 1)

    def between(self, one: datetime, two: datetime) -> int:
        return bisect_left(self.minutes, self.number(two)) - bisect_left(self.minutes, self.number(one))

    def opening_from(self, start: datetime) -> datetime:
        return self.moment(self.minutes[bisect_left(self.minutes, self.number(start))])

    def is_day_off(self, on: date) -> bool:
        return not self.by_day[on]

    def closing_from(self, on: date) -> datetime:
        """Closing time of that day, or of the next that is worked."""
        while self.is_day_off(on):
            on += timedelta(days=1)
        return self.moment(self.by_day[on][-1] + 1)

    def due(self, start: datetime, term: str, *, next_day: bool = False) -> datetime:
        """Design §9, read slowly."""
        if term == "same_day":
            received = start.date()
            if not self.is_day_off(received) and start.hour * 60 + start.minute > 15 * 60:
                return self.closing_from(received + timedelta(days=1))
            return self.closing_from(self.opening_from(start).date())
        amount, unit = float(term.rstrip("wdh")), term.lstrip("0123456789.")
        if unit == "d":
            return self.closing_from(self.opening_from(start).date() + timedelta(days=int(amount)))
        if next_day:
            midnight = datetime.combine(start.date() + timedelta(days=1), datetime.min.time())
            start = self.opening_from(midnight)
        return self.after(start, round(amount * (480 if unit == "wd" else 60)))

    def due_paused(self, start: datetime, minutes: int, pauses: list[tuple[datetime, datetime]]) -> datetime:
        """Working minutes that lie in no pause, counted one by one; what is used up before a pause is due then."""
        stopped = [(self.number(begins), self.number(ends)) for begins, ends in pauses]
        left = minutes
        for place in range(bisect_left(self.minutes, self.number(start)), len(self.minutes)):
            number = self.minutes[place]
            if not any(begins <= number < ends for begins, ends in stopped):
                left -= 1
                if not left:
                    return self.moment(number + 1)
        raise AssertionError("the list ended")
