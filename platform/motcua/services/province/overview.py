"""All centers at a glance, and one center's numbers: from what each has said itself, one query, never a person."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from motcua.domain.errors import NotHere
from motcua.services.backup import age
from motcua.services.office import Office
from motcua.services.training.twin import SUFFIX
from motcua.store.engine import Row, transaction
from motcua.store.migrate import levels
from motcua.store.queries import centers_seen as stored

SILENT_AFTER = timedelta(minutes=15)
DAYS = 30
ORDERS: Mapping[str, str] = {
    "viec": "Cần để ý trước",
    "qua-han": "Nhiều quá hạn nhất",
    "tiep-nhan": "Tiếp nhận nhiều nhất",
    "ten": "Theo tên",
}


@dataclass(frozen=True, slots=True)
class CenterLine:
    """One center. `troubles` are sentences, none: it works. Numbers are 0 until it has said any (`seen_at` None)."""

    key: str
    name: str
    level: str
    seen_at: datetime | None
    on: date | None
    received: int
    handed_back: int
    due_today: int
    open: int
    late: int
    soon: int
    waiting: int
    staff: int
    staff_locked: int
    bytes: int
    core: str
    plugin_errors: int
    backed_up_at: datetime | None
    troubles: tuple[str, ...] = ()
    is_training: bool = False
    """A training twin: nothing in it is real, and no sum of the province counts it."""

    @property
    def rest(self) -> int:
        return max(self.open - self.late - self.soon, 0)

    @property
    def level_number(self) -> str:
        """`m0041_…` → 41: what people compare."""
        return self.level[1:5].lstrip("0") or "0"


@dataclass(frozen=True, slots=True)
class Overview:
    """`free` and `size` of the server's disk, in bytes; `days` of all centers together, the earliest first."""

    lines: tuple[CenterLine, ...]
    total: Mapping[str, int]
    most_open: int
    days: tuple[Row, ...]
    free: int
    size: int
    in_trouble: int
    count: int
    """Centers, without training twins; so are all sums."""


_SUMMED = ("received", "handed_back", "due_today", "open", "late", "soon", "waiting", "staff", "bytes", "plugin_errors")


async def overview(office: Office, now: datetime, *, order: str = "viec") -> Overview:
    async with transaction():
        found = await stored.all_centers()
        lines = [line_of(office, each, now) for each in found]
        real = [line for line in lines if not line.is_training]
        newest = max((line.on for line in real if line.on), default=None)
        since = newest - timedelta(days=DAYS - 1) if newest else None
        days = await stored.days_of_all([line.key for line in real], since=since) if since else []
    keys: Mapping[str, Any] = {
        "viec": lambda line: (line.is_training, not line.troubles, -line.late, line.name),
        "qua-han": lambda line: (line.is_training, -line.late, line.name),
        "tiep-nhan": lambda line: (line.is_training, -line.received, line.name),
        "ten": lambda line: (line.is_training, line.name),
    }
    disk = shutil.disk_usage(office.settings.data_dir)
    return Overview(
        tuple(sorted(lines, key=keys[order])),
        {name: sum(getattr(line, name) for line in real) for name in _SUMMED},
        max((line.open for line in real), default=0),
        tuple(days),
        disk.free,
        disk.total,
        sum(1 for line in real if line.troubles),
        len(real),
    )


def center_name(office: Office, key: str) -> str:
    center = office.centers.get(key)
    name = center.name if center is not None else key
    return f"{name} (đào tạo)" if is_training(office, key) else name


def is_training(office: Office, key: str) -> bool:
    center = office.centers.get(key)
    return center.training is not None if center is not None else key.endswith(SUFFIX)


def real_centers(office: Office) -> list[tuple[str, str]]:
    """Key and name of every center but training twins, for choosing one."""
    return [(center.key, center.name) for center in office.centers.values() if center.training is None]


def line_of(office: Office, row: Mapping[str, Any], now: datetime) -> CenterLine:
    counted = {name: int(row[name] or 0) for name in (*_SUMMED, "staff_locked")}
    return CenterLine(
        key=row["key"],
        name=center_name(office, row["key"]),
        level=row["level"],
        seen_at=row["seen_at"],
        on=row["on_date"],
        core=row["core"] or "",
        backed_up_at=row["backed_up_at"],
        troubles=tuple(_troubles(office, row, now)),
        is_training=is_training(office, row["key"]),
        **counted,
    )


def _troubles(office: Office, row: Mapping[str, Any], now: datetime) -> list[str]:
    found = []
    if row["key"] not in office.centers:
        found.append("Không còn thư mục dữ liệu trên máy chủ")
    if row["level"] != levels("center")[-1]:
        found.append("Cấu trúc dữ liệu chưa nâng cấp")
    if is_training(office, row["key"]):
        return found  # it says no numbers and is not backed up
    if row["seen_at"] is None:
        found.append("Chưa có số liệu")
    elif row["seen_at"] < now - SILENT_AFTER:
        found.append("Không báo số liệu quá 15 phút")
    if row["problem"]:
        found.append(row["problem"])
    if row["plugin_errors"]:
        found.append(f"{row['plugin_errors']} gói thủ tục lỗi")
    if backup := age.trouble(row["backed_up_at"], now):
        found.append(backup)
    return found


@dataclass(frozen=True, slots=True)
class CenterNumbers:
    """One center: its line, its days (earliest first), its agencies (the latest first), plugins and years."""

    line: CenterLine
    days: tuple[Row, ...]
    agencies: tuple[Mapping[str, Any], ...] = ()
    plugins: tuple[Mapping[str, Any], ...] = ()
    years: Mapping[str, str] = field(default_factory=dict)
    published: int = 0


async def center_numbers(office: Office, key: str, now: datetime) -> CenterNumbers:
    async with transaction():
        row = next((each for each in await stored.all_centers() if each["key"] == key), None)
        if row is None:
            raise NotHere("Không có trung tâm này trong tỉnh.")
        since = row["on_date"] - timedelta(days=DAYS - 1) if row["on_date"] else now.date()
        days = await stored.days_of(key, since=since)
        facts = await stored.facts_of(key)
    if facts is None:
        return CenterNumbers(line_of(office, row, now), tuple(days))
    return CenterNumbers(
        line_of(office, row, now),
        tuple(days),
        tuple(sorted(facts["agencies"], key=lambda each: (-each["late"], -each["open"], each["name"]))),
        tuple(sorted(facts["plugins"], key=lambda each: (each["since"] is None, each["standing"], each["name"]))),
        dict(sorted(facts["years"].items())),
        len(facts["published"]),
    )


PAGE = 50
CENTERS_A_PAGE = 30


async def procedures(after: str) -> tuple[list[Row], str]:
    """The catalogue by procedure: its versions with how many centers receive each; and the next page's key."""
    async with transaction():
        found = await stored.published_versions(after=after, limit=PAGE + 1)
    grouped: dict[str, Row] = {}
    for each in found:
        entry = grouped.setdefault(
            each["key"], {"key": each["key"], "title": each["title"], "plugin": each["plugin"], "versions": []}
        )
        entry["versions"].append(each)
    listed = list(grouped.values())
    return listed[:PAGE], listed[PAGE - 1]["key"] if len(listed) > PAGE else ""


async def procedure(office: Office, key: str) -> tuple[str, list[Row]]:
    """Its title, and its versions, the newest first, each with the names of the centers that receive it."""
    async with transaction():
        versions = await stored.versions_of_procedure(key)
        if not versions:
            raise NotHere("Không có thủ tục này trong danh mục.")
        at = await stored.centers_with([each["hash"] for each in versions])
    for each in versions:
        each["centers"] = [(center, center_name(office, center)) for center in at.get(each["hash"], [])]
    return versions[0]["title"], versions


async def plugins_by_center(office: Office, after: str) -> tuple[list[str], list[Mapping[str, Any]], str]:
    """Plugin keys in the order of their names; for each center of this page its standing by plugin; the next page."""
    async with transaction():
        said = await stored.facts_of_all("plugins", after=after, limit=CENTERS_A_PAGE + 1)
    listed = list(said.items())
    names: dict[str, str] = {}
    lines = []
    for key, plugins in listed[:CENTERS_A_PAGE]:
        names |= {each["plugin"]: each["name"] for each in plugins}
        lines.append({"key": key, "name": center_name(office, key), "at": {each["plugin"]: each for each in plugins}})
    following = listed[CENTERS_A_PAGE - 1][0] if len(listed) > CENTERS_A_PAGE else ""
    return sorted(names, key=names.__getitem__), [{**line, "names": names} for line in lines], following


async def years_by_center(office: Office) -> tuple[list[str], list[Mapping[str, Any]]]:
    """Years in order, and for each center the standing of each: official, provisional, or unknown."""
    async with transaction():
        said = await stored.facts_of_all("years")
    years = sorted({year for each in said.values() for year in each})
    return years, [{"key": key, "name": center_name(office, key), "at": said[key]} for key in sorted(said)]


async def newest_day() -> date | None:
    """The latest business day that a real center has said."""
    async with transaction():
        centers = await stored.all_centers()
    return max((each["on_date"] for each in centers if each["on_date"]), default=None)
