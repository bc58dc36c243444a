"""Every setting of a center with where it comes from: the province's file, the center's, the software, or a decision
in the database; and who put it there, and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.centers import Center, here
from motcua.domain.calendar import local
from motcua.domain.overrides import FACT_NAMES, LAYER_NAMES, Override, in_effect
from motcua.domain.regimes import RULES
from motcua.domain.year_data import closure_from_data
from motcua.services.catalogue import decided_over
from motcua.services.deadlines.calendars import decided_calendar
from motcua.services.office import Office
from motcua.services.plugins.switches import Switches, covered, switch_says, switches
from motcua.services.province.holidays import BY_PROVINCE
from motcua.services.review.overrides import fact_says
from motcua.services.setup.applied import (
    CENTER,
    DECIDED,
    PLUGIN,
    PROVINCE,
    SETTINGS_APPLIED,
    SOURCES,
    Files,
    Places,
    files_of,
)
from motcua.services.setup.setting_names import (
    GROUPS,
    NAMES,
    RULE_NAMES,
    block_says,
    closure_says,
    reports_say,
    value_says,
)
from motcua.store.engine import transaction
from motcua.store.queries.calendars import load_decisions
from motcua.store.queries.effects import get_setting


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One value. `source` is the line of a file or the decision; `covers` what it stands over."""

    key: str
    group: str
    name: str
    says: str
    layer: str
    source: str = ""
    set_by: str = ""
    set_at: datetime | None = None
    covers: str = ""
    unconfirmed: str = ""

    def to_data(self) -> dict[str, Any]:
        at = self.set_at.isoformat() if self.set_at is not None else None
        return {
            "key": self.key, "group": self.group, "name": self.name, "value": self.says, "layer": self.layer,
            "source": self.source, "set_by": self.set_by, "set_at": at, "covers": self.covers,
            "unconfirmed": self.unconfirmed,
        }  # fmt: skip


async def settings_of(office: Office, at: datetime) -> tuple[SettingLine, ...]:
    """All of them, group by group, at the center entered."""
    center = here()
    files = await files_of(office, center)
    async with transaction():
        applied = await get_setting(SETTINGS_APPLIED) or {}
        decisions = await load_decisions()
        calendar = await decided_calendar(center.calendar)
        overrides = await decided_over()
        by_province = await switches()
    files = Files(files.center, files.province, files.key, applied)
    on = local(at).date()
    found = [
        *_plain(center, files),
        *_blocks(center, files),
        *_regime(center, files, on),
        *_outside(center, files),
        *_reports(center, files),
        *_years(center, calendar, decisions, on),
        *_closures(decisions),
        *_switches(center, by_province, files),
        *_procedures(office, overrides, files, on),
    ]
    order = list(GROUPS.values())
    return tuple(sorted(found, key=lambda line: order.index(line.group)))


def _line(files: Files, group: str, path: str, name: str, says: str, layer: str, **more: Any) -> SettingLine:
    by, when = files.seen(path, layer)
    return SettingLine(path, GROUPS[group], name, says, layer, files.line(path, layer), by, when, **more)


def _plain(center: Center, files: Files) -> Iterator[SettingLine]:
    """What is one value of center.toml; not set, it is what the software does without it."""
    names = {key: agency.name for key, agency in center.agencies.items()}
    for path, (group, name, default) in NAMES.items():
        doubt = center.unconfirmed.get(path.rpartition(".")[2], "")
        place = files.center.get(path)
        if place is None:
            yield SettingLine(path, GROUPS[group], name, default, PLUGIN, unconfirmed=doubt)
        else:
            value = [names.get(key, key) for key in place.value] if path == "plugins" else place.value
            yield _line(files, group, path, name, value_says(path, value), CENTER, unconfirmed=doubt)


_BLOCKS = {
    "name": ("unit", "Tên từ một ngày"),
    "fee_receipt": ("letters", "Biên lai từ một ngày"),
    "bank_account": ("letters", "Tài khoản nhận chuyển khoản từ một ngày"),
    "hours": ("calendar", "Giờ làm việc"),
    "reception": ("calendar", "Giờ tiếp nhận thêm"),
    "closure": ("calendar", "Đóng cửa"),
    "holiday": ("calendar", "Ngày nghỉ riêng"),
    "working_day": ("calendar", "Ngày làm bù riêng"),
    "agency": ("agencies", "Cơ quan"),
    "hall_group": ("hall", "Nhóm quầy"),
    "sector_supplement": ("rules", "Thời hạn bổ sung theo chuyên ngành"),
}


def _blocks(center: Center, files: Files) -> Iterator[SettingLine]:
    for layer, places in ((CENTER, files.center), (PROVINCE, files.province)):
        for path, place in places.items():
            block = path.partition("[")[0]
            if block in _BLOCKS and path.endswith("]"):
                group, name = _BLOCKS[block]
                # One sentence speaks of all blocks of a kind: it stands beside the first.
                is_first = layer == CENTER and path.endswith("[1]")
                doubt = center.unconfirmed.get(block, "") if is_first else ""
                yield _line(files, group, path, name, block_says(block, place.value), layer, unconfirmed=doubt)
    communes = [path for path in files.center if path.startswith("commune[") and path.endswith("]")]
    if communes:
        yield _line(files, "agencies", communes[0], "Xã, phường, thị trấn", f"{len(communes)} đơn vị", CENTER)
    if (decision := files.center.get("publication")) is not None:
        says = block_says("publication", decision.value)
        yield _line(files, "procedures", "publication", "Quyết định công bố", says, CENTER,
                    unconfirmed=center.unconfirmed.get("publication", ""))  # fmt: skip


def _regime(center: Center, files: Files, on: date) -> Iterator[SettingLine]:
    """The rules in force that day: the center's over the province's over the law as shipped."""
    regime = center.regime_on(on)
    for rule, (says, article) in zip(RULES, regime.says, strict=True):
        path = f"regime.{regime.key}.{rule}"
        layer = CENTER if path in files.center else PROVINCE if path in files.province else PLUGIN
        covers = SOURCES[PROVINCE] if layer == CENTER and path in files.province else ""
        line = _line(files, "rules", path, RULE_NAMES[rule], says, layer, covers=covers)
        source = "; ".join(filter(None, (line.source, article)))
        yield SettingLine(
            path, line.group, line.name, says, layer, source, line.set_by, line.set_at, covers,
        )  # fmt: skip


def _outside(center: Center, files: Files) -> Iterator[SettingLine]:
    for key, name in (("province", "Cơ quan cấp tỉnh"), ("commune", "UBND cấp xã")):
        path = f"outside.{key}"
        layer = CENTER if path in files.center else PROVINCE if path in files.province else PLUGIN
        covers = ""
        if layer == CENTER and path in files.province:
            covers = f"{SOURCES[PROVINCE]}: {center.province.outside.get(key, '')}"
        yield _line(files, "agencies", path, name, center.agency_name(key), layer, covers=covers)


def _reports(center: Center, files: Files) -> Iterator[SettingLine]:
    for path, name, says in reports_say(center.reports):
        layer = CENTER if path in files.center else PROVINCE if path in files.province else PLUGIN
        covers = SOURCES[PROVINCE] if layer == CENTER and path in files.province else ""
        doubt = center.province.unconfirmed.get(path.partition("[")[0], "")
        yield _line(files, "reports", path, name, says, layer, covers=covers, unconfirmed=doubt)


def _years(center: Center, calendar: Any, decisions: Sequence[Mapping[str, Any]], on: date) -> Iterator[SettingLine]:
    for year in (on.year, on.year + 1):
        known, shipped = calendar.year(year), center.calendar.year(year)
        says = "chưa có" if known is None else "tạm tính" if known.is_provisional else "chính thức"
        if known is not None:
            says += f", {sum(not day.is_worked for day in known.days)} ngày nghỉ"
        decided = [each for each in decisions if each["kind"] == "year" and each["year"] == year]
        name, key = f"Lịch nghỉ năm {year}", f"calendar.{year}"
        if decided:
            last = decided[-1]
            covers = "tenants/calendar" if shipped is not None else ""
            layer = PROVINCE if last["body"].get(BY_PROVINCE) else DECIDED
            yield SettingLine(
                key, GROUPS["calendar"], name, says, layer, last["document"], last["decided_by"], last["at"], covers
            )
        else:
            source = f"calendar/{year}.toml" if shipped is not None else ""
            yield SettingLine(key, GROUPS["calendar"], name, says, PROVINCE if shipped else PLUGIN, source)


def _closures(decisions: Sequence[Mapping[str, Any]]) -> Iterator[SettingLine]:
    for each in decisions:
        if each["kind"] == "closure":
            says = closure_says(closure_from_data(each["body"]))
            yield SettingLine(
                f"closure.{each['id']}", GROUPS["calendar"], "Đóng cửa", says, DECIDED, each["document"],
                each["decided_by"], each["at"],
            )  # fmt: skip


def _switches(center: Center, by_province: Switches, files: Files) -> Iterator[SettingLine]:
    place = files.center.get("plugins")
    in_file = frozenset(place.value if place is not None else ())
    for agency, name, file_says in covered(center, by_province, in_file):
        each = by_province[agency]
        yield SettingLine(
            f"plugins.{agency}", GROUPS["procedures"], f"Gói thủ tục: {name}", switch_says(each), PROVINCE,
            each["document"], each["by"], datetime.fromisoformat(each["at"]), f"{SOURCES[CENTER]}: {file_says}",
        )  # fmt: skip


def _procedures(office: Office, overrides: Sequence[Override], files: Files, on: date) -> Iterator[SettingLine]:
    """What was decided over procedures' own facts; every other fact is the plugin's, and the review shows it."""
    for key in dict.fromkeys(each.procedure for each in overrides):
        version = office.catalog.procedures.get(key)
        for held in in_effect(overrides, key, on):
            layer = DECIDED if held.layer == "center" else PROVINCE
            path = _override_path(files.province, held) if layer == PROVINCE else ""
            by, when = files.seen(path, PROVINCE) if path else (held.set_by, held.set_at)
            source = "; ".join(filter(None, (files.line(path, PROVINCE) if path else "", held.decision.says)))
            title = version.title if version is not None else key
            covers = f"{LAYER_NAMES['plugin']}: {fact_says(version, held.fact)}" if version is not None else ""
            yield SettingLine(
                f"override.{key}.{held.fact.value}", GROUPS["procedures"], f"{FACT_NAMES[held.fact]}: {title}",
                held.says, layer, source, by, when, covers,
            )  # fmt: skip


def _override_path(places: Places, held: Override) -> str:
    return next(
        (
            path
            for path, place in places.items()
            if path.startswith("override[")
            and path.endswith("]")
            and (place.value.get("procedure"), place.value.get("fact")) == (held.procedure, held.fact.value)
            and place.value.get("number") == held.decision.number
        ),
        "",
    )
