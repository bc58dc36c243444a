"""A year of the calendar written as its file in `tenants/calendar/`, to be read, signed off and compared."""

from __future__ import annotations

import json

from motcua.domain.calendar import CalendarYear


def written_year(year: CalendarYear, document: str) -> str:
    lines = [
        f"# Ngày nghỉ và ngày làm bù năm {year.year}.",
        f"year = {year.year}",
        f'status = "{"provisional" if year.is_provisional else "official"}"',
        f"checked_against = [{_quoted(document)}]" if document else "checked_against = []",
    ]
    for day in year.days:
        lines += [
            "",
            "[[working_day]]" if day.is_worked else "[[holiday]]",
            f"on = {day.on.isoformat()}",
            f"name = {_quoted(day.name)}",
            f"document = {_quoted(day.document)}",
        ]
        if day.swapped_with is not None:
            lines.append(f"swapped_with = {day.swapped_with.isoformat()}")
        if day.is_provisional:
            lines.append('status = "provisional"')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A TOML basic string and a JSON string are written alike for what these files hold.
    return json.dumps(text, ensure_ascii=False)
