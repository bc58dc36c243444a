"""How long people waited: by group and half hour of a day, and day by day. Sums alone, kept as numbers are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from motcua.centers import here
from motcua.domain.hall import APPOINTMENT_SAYS, HALF_HOUR
from motcua.domain.opening import clock
from motcua.store.engine import transaction
from motcua.store.queries import hall_waits
from motcua.store.queries.hall_appointments import counts_of_day

DAYS_BEFORE = 30
EARLIEST = date(2000, 1, 1)
_SUMMED = ("issued", "with_priority", "called", "waited_seconds", "skipped", "served", "served_seconds")


@dataclass(frozen=True, slots=True)
class Sum:
    """One line. Minutes are None where nobody is to be divided by. `share`: of the longest mean, 0-100."""

    says: str
    issued: int
    with_priority: int
    called: int
    mean_wait: float | None
    longest_wait: int
    skipped: int
    served: int
    mean_service: float | None
    share: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    on: date
    whole: Sum
    groups: tuple[Sum, ...]
    half_hours: tuple[Sum, ...]
    days: tuple[Sum, ...]
    appointments: tuple[tuple[str, int], ...]


async def figures(on: date) -> Figures:
    """A day, and the thirty before it."""
    async with transaction():
        rows = await hall_waits.waits_of_day(on)
        days = await hall_waits.waits_by_day(max(on, EARLIEST) - timedelta(days=DAYS_BEFORE), on)
        booked = await counts_of_day(on)
    names = {each.key: each.name for each in here().hall.groups}
    by_group: dict[str, list[Mapping[str, Any]]] = {}
    by_half: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_group.setdefault(row["group_key"], []).append(row)
        by_half.setdefault(row["half_hour"], []).append(row)
    return Figures(
        on,
        _sum("Cả ngày", rows),
        _shared([_sum(names.get(key, key), found) for key, found in by_group.items()]),
        _shared([_sum(_half(half), found) for half, found in sorted(by_half.items())]),
        _shared([_sum(f"{each['on_day']:%d/%m/%Y}", [{"with_priority": 0, **each}]) for each in days]),
        tuple((APPOINTMENT_SAYS[state], number) for state, number in sorted(booked.items())),
    )


def _half(half: int) -> str:
    return f"{clock(half * HALF_HOUR)}–{clock((half + 1) * HALF_HOUR)}"


def _sum(says: str, rows: Iterable[Mapping[str, Any]]) -> Sum:
    found = list(rows)
    total = {name: sum(row[name] for row in found) for name in _SUMMED}
    return Sum(
        says=says,
        issued=total["issued"],
        with_priority=total["with_priority"],
        called=total["called"],
        mean_wait=_minutes(total["waited_seconds"], total["called"]),
        longest_wait=round(max((row["longest_seconds"] for row in found), default=0) / 60),
        skipped=total["skipped"],
        served=total["served"],
        mean_service=_minutes(total["served_seconds"], total["served"]),
    )


def _minutes(seconds: int, people: int) -> float | None:
    return round(seconds / people / 60, 1) if people else None


def _shared(lines: list[Sum]) -> tuple[Sum, ...]:
    most = max((each.mean_wait or 0 for each in lines), default=0)
    if not most:
        return tuple(lines)
    return tuple(replace(each, share=round(100 * (each.mean_wait or 0) / most)) for each in lines)
