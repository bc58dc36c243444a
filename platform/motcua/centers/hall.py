"""A center's hall as its data say it: `[hall]` and `[[hall_group]]`; without groups each agency is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from string import ascii_uppercase

from motcua.centers.tables import Table
from motcua.domain.hall import CounterGroup, Hall, HallRules

_KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")
_LETTER = re.compile(r"[A-Z]{1,2}")
# Least and most of each rule.
LIMITS: Mapping[str, tuple[int, int]] = {
    "counters": (1, 99),
    "priority_run": (1, 20),
    "opens_before": (0, 180),
    "closes_before": (0, 240),
    "service_minutes": (1, 240),
    "slot_minutes": (5, 240),
    "days_ahead": (1, 60),
    "early_minutes": (0, 240),
    "late_minutes": (0, 120),
    "ticket_mm": (58, 80),
    "idle_seconds": (20, 600),
}


def read_hall(table: Table, agencies: Mapping[str, str], plugins: Iterable[str]) -> Hall:
    """`agencies`: names by key; `plugins`: those of them that take dossiers."""
    block, found = table.table("hall"), {}
    for rule in fields(HallRules):
        value = block.number(rule.name, rule.default)  # type: ignore[arg-type]
        least, most = LIMITS[rule.name]
        if not least <= value <= most or (rule.name == "ticket_mm" and value not in (58, 80)):
            allowed = "58 hoặc 80" if rule.name == "ticket_mm" else f"từ {least} đến {most}"
            raise block.wrong(rule.name, f"{value} ngoài khoảng cho phép.", f"ghi số {allowed}.")
        found[rule.name] = value
    block.finish()
    groups = _read_groups(table, agencies) or default_groups(agencies, set(plugins))
    return Hall(HallRules(**found), groups)


def default_groups(agencies: Mapping[str, str], plugins: set[str]) -> tuple[CounterGroup, ...]:
    """One group for each agency that takes dossiers here, lettered in the order of the file."""
    letters = [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]
    open_ones = [key for key in agencies if key in plugins]
    return tuple(
        CounterGroup(key.replace("_", "-"), agencies[key], letter, (key,))
        for key, letter in zip(open_ones, letters, strict=False)
    )


def _read_groups(table: Table, agencies: Mapping[str, str]) -> tuple[CounterGroup, ...]:
    found: list[CounterGroup] = []
    for block in table.tables("hall_group"):
        group = CounterGroup(
            block.text("key"),
            block.text("name"),
            block.text("letter"),
            block.texts("agencies"),
            block.number("places", 1),
        )
        if _KEY.fullmatch(group.key) is None or group.key in {each.key for each in found}:
            raise block.wrong(
                "key", f"khóa “{group.key}” sai dạng hoặc đã dùng.", "viết như dat-dai, mỗi nhóm một khóa."
            )
        if _LETTER.fullmatch(group.letter) is None or group.letter in {each.letter for each in found}:
            raise block.wrong(
                "letter", f"“{group.letter}” sai dạng hoặc đã dùng.", "một hoặc hai chữ in hoa, mỗi nhóm một chữ."
            )
        taken = {agency for each in found for agency in each.agencies}
        for agency in group.agencies:
            if agency not in agencies:
                raise block.wrong("agencies", f"không có cơ quan “{agency}”.", "dùng khóa đã khai trong [[agency]].")
            if agency in taken:
                raise block.wrong("agencies", f"cơ quan “{agency}” đã thuộc nhóm khác.", "mỗi cơ quan một nhóm quầy.")
        if not group.agencies or not 0 <= group.places <= 99:
            raise block.wrong("places", "nhóm phải có cơ quan, số chỗ hẹn từ 0 đến 99.", "sửa agencies hoặc places.")
        block.finish()
        found.append(group)
    return tuple(found)
