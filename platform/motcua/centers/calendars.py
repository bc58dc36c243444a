"""The province's years of holidays and a center's own hours, read into a `Calendar`."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from motcua.centers.tables import Table
from motcua.domain.calendar import Calendar, CalendarYear, Closure, OpeningHours, Span, SpecialDay
from motcua.domain.errors import DataError

_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_STATUSES = ("official", "provisional")
_STARTS = ("same_moment", "next_day")


def read_years(folder: Path) -> tuple[CalendarYear, ...]:
    """Every `<year>.toml` of the province's calendar folder."""
    years = []
    for path in sorted(folder.glob("*.toml")):
        table = Table.read(path)
        year = table.number("year")
        if path.stem != str(year):
            raise table.wrong("year", f"năm {year} không khớp tên tệp {path.name}.", f"đặt year = {path.stem}.")
        years.append(_read_year(table, year))
    return tuple(years)


def read_year(path: Path) -> CalendarYear:
    """One year's file, wherever it lies and whatever its name."""
    table = Table.read(path)
    return _read_year(table, table.number("year"))


def read_calendar(table: Table, years: tuple[CalendarYear, ...]) -> Calendar:
    """The hours, extra reception and closures of one center."""
    working_time = table.table("working_time")
    start = working_time.one_of("start", _STARTS, "same_moment")
    working_time.finish()
    hours = _read_hours(table, "hours")
    if not hours:
        raise table.wrong("hours", "chưa khai giờ làm việc.", "thêm ít nhất một khối [[hours]].")
    calendar = Calendar(
        hours=hours,
        years=years,
        closures=tuple(_read_closure(block) for block in table.tables("closure")),
        reception=_read_hours(table, "reception"),
        start="next_day" if start == "next_day" else "same_moment",
        own_days=_read_own_days(table),
    )
    _refuse_overlaps(table, calendar)
    return calendar


def _read_year(table: Table, year: int) -> CalendarYear:
    is_provisional = table.one_of("status", _STATUSES) == "provisional"
    table.texts("checked_against")
    table.text("note", "")
    days = [_read_day(block, is_worked=False) for block in table.tables("holiday")]
    days += [_read_day(block, is_worked=True) for block in table.tables("working_day")]
    table.finish()
    try:
        return CalendarYear(year, tuple(sorted(days, key=lambda day: day.on)), is_provisional)
    except ValueError as error:
        raise table.wrong("holiday", str(error), "mỗi ngày khai một lần, trong tệp của năm đó.") from error


def _read_own_days(table: Table) -> tuple[SpecialDay, ...]:
    """Days off and worked days of this center alone, by a decision of its own."""
    days = [_read_day(block, is_worked=False) for block in table.tables("holiday")]
    days += [_read_day(block, is_worked=True) for block in table.tables("working_day")]
    if len({day.on for day in days}) != len(days):
        raise table.wrong("holiday", "một ngày được khai hai lần.", "mỗi ngày khai một lần.")
    return tuple(sorted(days, key=lambda day: day.on))


def _read_day(block: Table, *, is_worked: bool) -> SpecialDay:
    day = SpecialDay(
        on=block.day("on"),
        name=block.text("name"),
        document=block.text("document"),
        is_worked=is_worked,
        swapped_with=block.optional_day("swapped_with"),
        is_provisional=block.one_of("status", _STATUSES, "official") == "provisional",
    )
    block.texts("checked_against", ())
    block.finish()
    return day


def _read_hours(table: Table, key: str) -> tuple[OpeningHours, ...]:
    return tuple(_read_block_of_hours(block) for block in table.tables(key))


def _read_block_of_hours(block: Table) -> OpeningHours:
    weekdays = set()
    for name in block.texts("days"):
        if name not in _DAYS:
            raise block.wrong("days", f"không có thứ “{name}”.", "dùng mon, tue, wed, thu, fri, sat, sun.")
        weekdays.add(_DAYS[name])
    spans = tuple(sorted(_span(block, "spans", text) for text in block.texts("spans")))
    if not spans or not weekdays:
        raise block.wrong("spans", "chưa có ngày hoặc khoảng giờ nào.", 'viết như spans = ["07:30-11:30"].')
    for earlier, later in pairwise(spans):
        if earlier.overlaps(later):
            raise block.wrong("spans", f"{earlier} và {later} chồng lên nhau.", "sửa để các khoảng giờ rời nhau.")
    season = None
    if block.has("season_from") or block.has("season_to"):
        season = (_month_and_day(block, "season_from"), _month_and_day(block, "season_to"))
    hours = OpeningHours(
        frozenset(weekdays),
        spans,
        block.optional_day("valid_from"),
        block.optional_day("valid_to"),
        season,
        block.text("document", ""),
    )
    if hours.valid_from and hours.valid_to and hours.valid_to < hours.valid_from:
        raise block.wrong("valid_to", "ngày kết thúc trước ngày bắt đầu.", "đổi lại hai ngày.")
    block.finish()
    return hours


def _read_closure(block: Table) -> Closure:
    if block.has("on"):
        first_on = last_on = block.day("on")
    else:
        first_on, last_on = block.day("first_on"), block.day("last_on")
    if last_on < first_on:
        raise block.wrong("last_on", "ngày cuối trước ngày đầu.", "đổi lại hai ngày.")
    span = _span(block, "span", block.text("span")) if block.has("span") else None
    closure = Closure(first_on, last_on, block.text("reason"), block.text("document"), span)
    block.finish()
    return closure


def _refuse_overlaps(table: Table, calendar: Calendar) -> None:
    """Two blocks of hours for the same day would count its minutes twice; every first day of a block is tried."""
    for key, blocks in (("hours", calendar.hours), ("reception", calendar.reception)):
        for first_number, first in enumerate(blocks):
            for second in blocks[first_number + 1 :]:
                day = _common_day(first, second)
                if day is not None:
                    raise table.wrong(
                        key,
                        f"hai khối giờ cùng áp dụng vào ngày {day:%d/%m/%Y}.",
                        "sửa days, season_from/season_to hoặc valid_from/valid_to để mỗi ngày chỉ có một khối.",
                    )


def _common_day(first: OpeningHours, second: OpeningHours) -> date | None:
    """A day on which two blocks collide: if they ever do, they do on the first day of one of their periods."""
    if not first.weekdays & second.weekdays:
        return None
    edges = {date(2020, 1, 1)}
    for hours in (first, second):
        edges |= {on for on in (hours.valid_from, hours.valid_to) if on is not None}
    years = {on.year + step for on in edges for step in (-1, 0, 1)}
    for hours in (first, second):
        edges |= {date(year, *day) for year in years for day in hours.season or ()}
    return next((on for on in sorted(edges) if first.is_kept_on(on) and second.is_kept_on(on)), None)


def _span(block: Table, key: str, text: str) -> Span:
    try:
        return Span.parse(text)
    except ValueError as error:
        raise block.wrong(key, str(error), 'viết như "07:30-11:30", giờ đóng sau giờ mở.') from error


def _month_and_day(block: Table, key: str) -> tuple[int, int]:
    text = block.text(key)
    try:
        month, day = (int(part) for part in text.split("-"))
        date(2023, month, day)
    except ValueError as error:
        raise _bad_season(block, key, text) from error
    return month, day


def _bad_season(block: Table, key: str, text: str) -> DataError:
    return block.wrong(key, f"“{text}” không phải tháng-ngày.", 'viết như "04-16".')
