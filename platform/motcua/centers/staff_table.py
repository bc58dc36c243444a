"""A list of staff from a spreadsheet, row by row: what is right is a `StaffRow`, what is not says why.

Columns are found by what provinces call them, in any order; the words of a cell are read as staff.csv has them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.centers.center import Agency, StaffRow
from motcua.centers.staff import COLUMNS, KINDS, read_cells
from motcua.domain.errors import DataError
from motcua.domain.people import ROLE_NAMES
from motcua.domain.text import fold

# What the columns are called, without diacritics; the English names are those of staff.csv.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "username": ("tai khoan", "ten dang nhap"),
    "name": ("ho va ten", "ho ten", "ten"),
    "title": ("chuc vu", "chuc danh"),
    "phone": ("dien thoai", "so dien thoai"),
    "kind": ("loai", "loai can bo"),
    "agency": ("co quan", "don vi", "phong"),
    "roles": ("vai tro", "nhiem vu"),
    "desks": ("vi tri", "vi tri xu ly"),
    "receives": ("tiep nhan", "tiep nhan cho"),
    "seconded_from": ("cu tu ngay", "biet phai tu ngay", "tu ngay"),
    "seconded_to": ("cu den ngay", "biet phai den ngay", "den ngay"),
}
LOOKED_AT = 15
_WORD = re.compile(r"[^0-9a-z]+")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_KINDS = {"": "own"} | {_WORD.sub(" ", fold(says)).strip(): key for key, says in KINDS.items()}
_KINDS |= {"bien che": "own", "trung tam": "own", "cu den": "seconded", "biet phai": "seconded", "co quan": "agency"}


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One row of the file; `number` as the file counts. Either `row` or `problem`."""

    number: int
    name: str
    row: StaffRow | None
    problem: str = ""


def read_staff_table(texts: Sequence[Sequence[str]], agencies: Mapping[str, Agency]) -> tuple[StaffLine, ...]:
    """Every row under the heading; DataError where there is none. Who has no account gets a name for one."""
    for at, cells in enumerate(texts[:LOOKED_AT]):
        columns = dict(_columns(cells))
        if "name" in columns.values():
            return tuple(_lines(texts[at + 1 :], columns, at + 2, agencies))
    raise DataError(
        "danh sách", "dòng đầu", "không tìm thấy cột “Họ và tên”.",
        "đặt tên cột như trong docs/onboarding.md.",
    )  # fmt: skip


def _columns(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    taken: set[str] = set()
    for place, text in enumerate(cells):
        words = " ".join(_WORD.sub(" ", fold(text)).split())
        named = text.strip() if text.strip() in COLUMNS else None
        name = named or next((key for key, known in HEADINGS.items() if words in known), None)
        if name is not None and name not in taken:
            taken.add(name)
            yield place, name


def _lines(
    texts: Iterable[Sequence[str]], columns: Mapping[int, str], first: int, agencies: Mapping[str, Agency]
) -> Iterator[StaffLine]:
    seen: dict[str, int] = {}
    by_name = {fold(agency.name): key for key, agency in agencies.items()}
    for number, cells in enumerate(texts, first):
        typed = {name: cells[place].strip() for place, name in columns.items() if place < len(cells)}
        if not any(typed.values()):
            continue
        given = dict.fromkeys(COLUMNS, "") | _plain(typed, by_name)
        given["username"] = given["username"] or username_for(given["name"], seen)
        try:
            row = read_cells("danh sách", number, given, agencies)
        except DataError as error:
            yield StaffLine(number, given["name"], None, f"{_column(error)}: {error.sentence} Cách sửa: {error.remedy}")
            continue
        if row.username in seen:
            yield StaffLine(number, row.name, None, f"tài khoản “{row.username}” đã có ở dòng {seen[row.username]}.")
            continue
        seen[row.username] = number
        yield StaffLine(number, row.name, row)


def _column(error: DataError) -> str:
    """`dòng 4, desks` → the column alone, by the name that a list in Vietnamese gives it."""
    return error.key.rpartition(", ")[2]


def username_for(name: str, taken: Collection[str]) -> str:
    """`Nguyễn Thị Nga` → nga.nt; with a number behind where somebody has it already."""
    words = [word for word in (_WORD.sub("", fold(part)) for part in name.split()) if word]
    if not words:
        return ""
    base = ".".join(filter(None, (words[-1], "".join(word[0] for word in words[:-1]))))
    return next(each for each in (base, *(f"{base}{number}" for number in range(2, 100))) if each not in taken)


def _plain(typed: Mapping[str, str], by_name: Mapping[str, str]) -> dict[str, str]:
    """What an officer types, as staff.csv has it: agencies and roles by name, dates with the day first."""
    given = dict(typed)
    if "agency" in given:
        given["agency"] = by_name.get(fold(given["agency"]), given["agency"])
    words = _WORD.sub(" ", fold(given.get("kind", ""))).strip()
    given["kind"] = _KINDS.get(words, given.get("kind", ""))
    given["roles"] = _roles(given.get("roles", ""))
    for key in ("seconded_from", "seconded_to"):
        if match := _DAY.fullmatch(given.get(key, "")):
            day, month, year = match.groups()
            given[key] = f"{year}-{month:0>2}-{day:0>2}"
    return given


def _roles(text: str) -> str:
    """`Văn thư; Cán bộ thụ lý` or `clerk officer`: by their titles, separated by semicolons, or by their keys."""
    titles = {fold(says): role.value for role, says in ROLE_NAMES.items()}
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if parts and all(fold(part) in titles for part in parts):
        return " ".join(titles[fold(part)] for part in parts)
    return text


def staff_csv(rows: Iterable[StaffRow]) -> str:
    """The text of a staff.csv with these rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            (
                row.username, row.name, row.title, row.phone, row.kind, row.agency or "", " ".join(row.roles),
                " ".join(f"{agency}:{desk}" for agency, desk in row.desks), " ".join(row.receives),
                row.seconded_from or "", row.seconded_to or "",
            )
        )  # fmt: skip
    return out.getvalue()
