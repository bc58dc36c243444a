"""The days off that the package `holidays` knows for Việt Nam, beside ours: a second opinion, never an authority."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass

import holidays

from motcua.domain.calendar import CalendarYear, day_says


@dataclass(frozen=True, slots=True)
class Compared:
    source: str
    lines: tuple[str, ...]


def compared(year: CalendarYear) -> Compared:
    """Every day on which the two do not agree whether the office works; one line a day."""
    published = holidays.country_holidays("VN", years=year.year, language="vi")
    theirs = dict(published.items())
    ours = {day.on: day for day in year.days if not day.is_worked}
    lines = {}
    for on in theirs.keys() | ours.keys():
        if on not in ours:
            lines[on] = f"{day_says(on)}: bộ dữ liệu có ngày nghỉ “{theirs[on]}”, ở đây không có."
        elif on not in theirs:
            lines[on] = f"{day_says(on)}: ở đây {ours[on].name} ({ours[on].document}), bộ dữ liệu không có."
    worked = {day.on: day for day in year.days if day.is_worked}
    known = {on for on in published.weekend_workdays if on.year == year.year}
    for on in worked.keys() ^ known:
        if on in known:
            lines[on] = f"{day_says(on)}: bộ dữ liệu có ngày làm việc, ở đây không có."
        else:
            lines[on] = f"{day_says(on)}: ở đây {worked[on].name} ({worked[on].document}), bộ dữ liệu không có."
    return Compared(f"holidays {importlib.metadata.version('holidays')}", tuple(lines[on] for on in sorted(lines)))
