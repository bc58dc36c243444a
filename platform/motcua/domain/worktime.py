"""A center's calendar: which hours of which day are working time, and why; `counting` counts minutes on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from motcua.domain.opening import (
    CalendarYear,
    Closure,
    OpeningHours,
    Span,
    SpecialDay,
    at_minute,
    day_says,
    local,
)

#: A calendar that stays shut for longer than this is a mistake in the data, not a long holiday.
LONGEST_SEARCH_YEARS = 60


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year, ready for arithmetic: the spans of each day, and the minutes worked before each day."""

    spans: tuple[tuple[Span, ...], ...]
    before: tuple[int, ...]
    provisional_days: tuple[date, ...]

    @property
    def total(self) -> int:
        return self.before[-1]


@dataclass(frozen=True)
class Calendar:
    """One center's working time: the province's special days on the center's own hours and closures."""

    hours: tuple[OpeningHours, ...]
    years: tuple[CalendarYear, ...] = ()
    closures: tuple[Closure, ...] = ()
    #: Hours in which dossiers are taken but no working time runs: Saturday mornings (QĐ 14/2010/QĐ-TTg).
    reception: tuple[OpeningHours, ...] = ()
    #: Whether time runs from the minute of reception, or, as Bộ luật Dân sự 2015 Điều 147, from the next working day.
    start: Literal["same_moment", "next_day"] = "same_moment"
    #: Holidays and worked days of this center alone; on a day that the province also names, these are the ones kept.
    own_days: tuple[SpecialDay, ...] = ()
    _tables: dict[int, YearTable] = field(default_factory=dict, init=False, repr=False, compare=False)
    _special: dict[date, SpecialDay] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known: dict[int, CalendarYear] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for year in self.years:
            if year.year in self._known:
                raise ValueError(f"Năm {year.year} được khai hai lần.")
            self._known[year.year] = year
            self._special.update((day.on, day) for day in year.days)
        self._special.update((day.on, day) for day in self.own_days)

    def with_years(self, years: Iterable[CalendarYear]) -> Calendar:
        """The same office with these years in the place of, or beside, those it knew."""
        merged = self._known | {year.year: year for year in years}
        return replace(self, years=tuple(merged[year] for year in sorted(merged)))

    def with_closures(self, closures: Iterable[Closure]) -> Calendar:
        return replace(self, closures=(*self.closures, *closures))

    def year(self, year: int) -> CalendarYear | None:
        """What is known of a year; None when nothing is."""
        return self._known.get(year)

    def special(self, on: date) -> SpecialDay | None:
        """The holiday or swapped day that falls on this date."""
        return self._special.get(on)

    def closures_on(self, on: date) -> tuple[Closure, ...]:
        return tuple(closure for closure in self.closures if closure.covers(on))

    def spans(self, on: date) -> tuple[Span, ...]:
        """Working time of one day; empty on a day of rest."""
        return self.table(on.year).spans[on.timetuple().tm_yday - 1]

    def minutes(self, on: date) -> int:
        """Working minutes of one day: a short day counts the minutes it has."""
        return sum(span.minutes for span in self.spans(on))

    def reception_spans(self, on: date) -> tuple[Span, ...]:
        """When dossiers are taken: working time, and the extra reception hours of days that are not holidays."""
        working = self.spans(on)
        if working or self.special(on) is not None or any(closure.span is None for closure in self.closures_on(on)):
            return working
        return self._without_closures(on, _kept(self.reception, on, on.weekday()))

    def is_working_day(self, on: date) -> bool:
        return bool(self.spans(on))

    def is_open(self, at: datetime) -> bool:
        """Whether working time runs at that instant."""
        on, minute = day_and_minute(at)
        return any(span.opens <= minute < span.closes for span in self.spans(on))

    def opening(self, on: date) -> datetime:
        return at_minute(on, self.spans(on)[0].opens)

    def closing(self, on: date) -> datetime:
        return at_minute(on, self.spans(on)[-1].closes)

    def is_cut_short(self, on: date) -> bool:
        """Whether a closure by decision takes the end of that working day."""
        kept = self.spans(on)
        if not kept or not any(closure.span is not None for closure in self.closures_on(on)):
            return False
        return kept[-1].closes < self._usual(on)[-1].closes

    def last_day_from(self, on: date) -> date:
        """The first working day, this one or later, on which a term can end at the usual closing time.

        A storm that shuts the office at noon must not take the afternoon from anybody: the term goes on to the next.
        """
        day = self.working_day_from(on)
        while self.is_cut_short(day):
            day = self.working_day_after(day)
        return day

    def working_day_from(self, on: date) -> date:
        """The first working day that is this one or later."""
        for year in range(on.year, on.year + LONGEST_SEARCH_YEARS):
            table = self.table(year)
            first = on.timetuple().tm_yday - 1 if year == on.year else 0
            index = bisect_left(table.before, table.before[first] + 1) - 1
            if index < len(table.spans):
                return date(year, 1, 1) + timedelta(days=index)
        raise ValueError("Lịch làm việc không có giờ làm việc nào.")

    def working_day_after(self, on: date) -> date:
        return self.working_day_from(on + timedelta(days=1))

    def starts_counting_at(self, at: datetime) -> datetime:
        """The instant itself when the office is open, otherwise its next opening (a closing minute is not open)."""
        on, minute = day_and_minute(at)
        for span in self.spans(on):
            if minute < span.closes:
                return at_minute(on, max(minute, span.opens))
        return self.opening(self.working_day_after(on))

    def doubts(self, first_on: date, last_on: date) -> tuple[str, ...]:
        """Why a date counted over these days is provisional; empty when all of them are settled."""
        sentences: list[str] = []
        for year in range(first_on.year, last_on.year + 1):
            known = self._known.get(year)
            if known is None:
                sentences.append(f"Chưa có lịch nghỉ năm {year}: chỉ trừ ngày nghỉ hằng tuần, kết quả là tạm tính.")
            elif known.is_provisional:
                sentences.append(f"Lịch nghỉ năm {year} là dự kiến, kết quả là tạm tính.")
            else:
                sentences.extend(
                    f"Ngày {day_says(on)} mới là dự kiến, kết quả là tạm tính."
                    for on in self.table(year).provisional_days
                    if first_on <= on <= last_on
                )
        return tuple(sentences)

    def table(self, year: int) -> YearTable:
        """One year made ready, kept for the next question."""
        table = self._tables.get(year)
        if table is None:
            table = self._tables[year] = self._build_table(year)
        return table

    def _build_table(self, year: int) -> YearTable:
        spans, before, provisional = [], [0], []
        on = date(year, 1, 1)
        while on.year == year:
            spans.append(self._find_spans(on))
            before.append(before[-1] + sum(span.minutes for span in spans[-1]))
            special = self._special.get(on)
            if special is not None and special.is_provisional:
                provisional.append(on)
            on += timedelta(days=1)
        return YearTable(tuple(spans), tuple(before), tuple(provisional))

    def _find_spans(self, on: date) -> tuple[Span, ...]:
        return self._without_closures(on, self._usual(on))

    def _usual(self, on: date) -> tuple[Span, ...]:
        """The hours of a day before any closure of the center's own."""
        special = self._special.get(on)
        if special is None:
            return _kept(self.hours, on, on.weekday())
        if not special.is_worked:
            return ()
        # A swapped Saturday has a full day's hours, as the longest weekday of that time of the year.
        return max((_kept(self.hours, on, weekday) for weekday in range(7)), key=_total)

    def _without_closures(self, on: date, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        for closure in self.closures_on(on):
            if closure.span is None:
                return ()
            spans = tuple(left for span in spans for left in span.without(closure.span))
        return spans


def day_and_minute(at: datetime) -> tuple[date, int]:
    there = local(at)
    return there.date(), there.hour * 60 + there.minute


def _kept(rules: tuple[OpeningHours, ...], on: date, weekday: int) -> tuple[Span, ...]:
    found = [span for rule in rules if weekday in rule.weekdays and rule.is_kept_on(on) for span in rule.spans]
    return tuple(sorted(found))


def _total(spans: tuple[Span, ...]) -> int:
    return sum(span.minutes for span in spans)
