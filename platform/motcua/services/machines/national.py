"""Dossiers for the national portal: their status by its ten codes, day by day, and what it has otherwise.

The codes and which of our states they stand for: `domain.states`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.calendar import LOCAL
from motcua.domain.errors import NotHere, Refused
from motcua.domain.parsing import parse_date
from motcua.domain.people import Acting
from motcua.domain.states import NATIONAL_STATUSES
from motcua.services.catalogue import versions_of
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import national as stored

# Of the portal's own list of channels.
CHANNELS = {"direct": 1, "online": 2, "post": 3}
PER_PAGE = 100
MOST_IMPORTS = 50
MOST_LINES = 50_000
LONGEST_CODE = 60
UNREADABLE = "Không đọc được tệp: cần tệp CSV (UTF-8) có hai cột: mã hồ sơ; mã trạng thái từ 1 đến 10."


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One dossier at the end of a day. `changed_at`: its last move that day."""

    code: str
    procedure_code: str | None
    procedure: str
    status: int
    status_name: str
    channel: int
    received_at: datetime
    due_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """`theirs` and `ours` are words; empty where that side has no such dossier."""

    code: str
    theirs: str
    ours: str
    says: str
    dossier_id: UUID | None


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of `first` to that of the day after `last`."""
    return datetime.combine(first, time(), LOCAL), datetime.combine(last + timedelta(days=1), time(), LOCAL)


async def statuses_on(office: Office, on: date, after: str, limit: int) -> tuple[tuple[StatusLine, ...], str | None]:
    """Every dossier that moved on a day, by code, and the code to go on after (None: that was all)."""
    start, end = bounds(on, on)
    async with transaction():
        rows = await stored.changed_on(start, end, after, limit + 1)
        versions = await versions_of(office, {row["version_hash"] for row in rows})
    lines = tuple(_line(row, versions[row["version_hash"]].national_code) for row in rows[:limit])
    return lines, lines[-1].code if len(rows) > limit else None


def _line(row: Mapping[str, Any], procedure_code: str | None) -> StatusLine:
    return StatusLine(
        row["code"],
        procedure_code,
        row["procedure_key"],
        row["status"],
        NATIONAL_STATUSES[row["status"]],
        CHANNELS.get(row["channel"], 1),
        row["received_at"],
        row["due_at"],
        row["at"],
    )


async def take_portal_list(
    acting: Acting, name: str, content: bytes, from_text: str, to_text: str, request: UUID
) -> UUID:
    """What the portal has of the dossiers received between two days, kept to be compared; the same form once."""
    errors, days = {}, []
    for box, text in (("from_on", from_text), ("to_on", to_text)):
        found = _day(text)
        if found is None:
            errors[box] = "Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 08/11/2017."
        else:
            days.append(found)
    if len(days) == 2 and days[1] < days[0]:
        errors["to_on"] = "Ngày cuối phải từ ngày đầu trở đi."
    lines: dict[str, int] = {}
    try:
        lines = read_portal_list(content)
    except Refused as refused:
        errors["file"] = refused.sentence
    if errors:
        raise Refused(next(iter(errors.values())), errors)
    async with transaction(), once(request, acting, "portal:import") as told:
        if told.outcome is None:
            import_id = uuid4()
            await stored.insert_import(
                import_id,
                name=name[:120] or "danh-sach.csv",
                from_on=days[0],
                to_on=days[1],
                at=acting.at,
                by=acting.staff.id,
                lines=list(lines.items()),
            )
            told.outcome = str(import_id)
        return UUID(told.outcome)


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def read_portal_list(content: bytes) -> dict[str, int]:
    """Code → status, from CSV with commas, semicolons or tabs, with a heading or without."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(UNREADABLE) from None
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    lines: dict[str, int] = {}
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            code, status = ([*values, ""])[:2]
            if not _is_status(status):
                if number == 1:
                    continue  # the heading
                raise Refused(f"Dòng {number}: mã trạng thái phải là số từ 1 đến 10.")
            code = code.upper()
            if not code or len(code) > LONGEST_CODE or not code.isprintable():
                raise Refused(f"Dòng {number}: mã hồ sơ không đọc được.")
            if code in lines:
                raise Refused(f"Dòng {number}: mã hồ sơ {code} có hai lần.")
            lines[code] = int(status)
            if len(lines) > MOST_LINES:
                raise Refused(f"Tệp có quá {MOST_LINES} dòng. Hãy chia theo ngày.")
    except csv.Error:
        raise Refused(UNREADABLE) from None
    if not lines:
        raise Refused(UNREADABLE)
    return lines


def _is_status(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) in NATIONAL_STATUSES


async def imports() -> list[Row]:
    """What was compared lately, the newest first."""
    async with transaction():
        return await stored.list_imports(MOST_IMPORTS)


async def compared(import_id: UUID, after: str, at: datetime) -> tuple[Row, tuple[Difference, ...], str | None]:
    """The import, a page of where the two disagree, and the code to go on after. NotHere for another center's."""
    async with transaction():
        found = await stored.find_import(import_id)
        if found is None:
            raise NotHere
        start, end = bounds(found["from_on"], found["to_on"])
        rows = await stored.differences(import_id, start, end, at, after, PER_PAGE + 1)
    lines = tuple(_difference(row) for row in rows[:PER_PAGE])
    return found, lines, lines[-1].code if len(rows) > PER_PAGE else None


def _difference(row: Row) -> Difference:
    theirs, ours = row["theirs"], row["ours"]
    if ours is None:
        says = f"{here().name} không có hồ sơ này"
    elif theirs is None:
        says = "Cổng quốc gia chưa có hồ sơ này"
    else:
        says = "Khác trạng thái"
    return Difference(row["code"], _status_says(theirs), _status_says(ours), says, row["dossier_id"])


def _status_says(status: int | None) -> str:
    return f"{status} – {NATIONAL_STATUSES[status]}" if status is not None else ""
