"""Centers that are behind, brought to this release: one first, compared before and after, then the others side by side.

What each center stands on is written with its tables, so that a run that was killed is taken up by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.centers import Center, Centers
from motcua.domain.errors import MotCuaError, NotHere, Refused
from motcua.readiness import Progress, silent
from motcua.services.upgrade import permissions
from motcua.services.upgrade.observing import Observed, differences, observe
from motcua.settings import wall_clock
from motcua.store import migrate
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB
from motcua.store.upgrading import (
    DIFFERS,
    DONE,
    FAILED,
    RUNNING,
    CenterFailed,
    Standing,
    filled_by,
    level_of,
    note,
    raise_center,
    share,
    standings,
    upgrading,
    why_not_served,
)

WORKERS = 4
PHASE = "Đang nâng cấp các trung tâm"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is behind, in the order in which it would be raised, the canary first; and the centers whose comparison
    failed last time and still waits for somebody's word."""

    level: str
    behind: tuple[Standing, ...]
    differing: tuple[Standing, ...]
    centers: int
    interrupted: tuple[str, ...] = ()

    @property
    def has_nothing_to_do(self) -> bool:
        return not self.behind and not self.differing


@dataclass(slots=True)
class Report:
    """How it went. `failed`: sentence by center; `differences` of the canary stop the run, and `left` is untouched."""

    canary: str = ""
    compared: bool = False
    done: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    differences: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    """What roles may do now and could not before, or the other way round: the release's own doing, told."""

    @property
    def is_whole(self) -> bool:
        return not self.failed and not self.differences


def plan_of(found: Mapping[str, Standing], canary: str | None = None) -> Plan:
    newest = migrate.levels("center")[-1]
    if canary is not None and canary not in found:
        raise NotHere(f"Không có trung tâm “{canary}” trong cơ sở dữ liệu.")
    ahead = [each.key for each in found.values() if each.level > newest]
    if ahead:
        raise Refused(
            f"Dữ liệu của {', '.join(ahead[:5])} mới hơn phần mềm này; hãy chạy lại bằng bản mới. Không hạ cấu trúc."
        )
    behind = [each for each in found.values() if each.level < newest]
    # Nobody named: one that the last run has not failed at.
    behind.sort(key=lambda each: (each.key != canary, each.status == FAILED, each.key))
    return Plan(
        newest,
        tuple(behind),
        tuple(each for each in found.values() if each.status == DIFFERS),
        len(found),
        tuple(each.key for each in behind if each.status == RUNNING),
    )


async def look(owner_url: str, canary: str | None = None) -> Plan:
    """What there is to do; one comparison, nothing written."""
    connection = await connect_owner(owner_url)
    try:
        return plan_of(await standings(connection), canary)
    finally:
        await connection.close()


async def upgrade(
    owner_url: str,
    centers: Centers,
    *,
    canary: str | None = None,
    workers: int = WORKERS,
    accepts: bool = False,
    tell: Progress = silent,
) -> Report:
    """Needs the engine open: the canary is looked at as its own role sees it. `accepts`: what differed at the last
    canary was looked into and is as it should be."""
    async with upgrading(owner_url) as lead:
        plan, report = plan_of(await standings(lead), canary), Report()
        if plan.differing and not accepts:
            return Report(
                canary=plan.differing[0].key,
                differences=(plan.differing[0].says,),
                left=tuple(each.key for each in plan.behind),
            )
        for each in plan.differing:
            await note(lead, each, DONE, wall_clock(), level=each.level)
        report.permissions = await permissions.compare(lead)
        await share(lead, [each.schema for each in plan.behind])
        rest = list(plan.behind)
        if rest:
            first = rest.pop(0)
            report.canary = first.key
            tell(PHASE, 0, len(plan.behind))
            await _canary(lead, first, centers.get(first.key), report)
            if not report.is_whole:
                report.left = tuple(each.key for each in rest)
                return report
        await _others(owner_url, rest, workers, report, tell, len(plan.behind))
        if report.is_whole:
            await permissions.keep(lead)
        return report


async def _canary(lead: Any, center: Standing, known: Center | None, report: Report) -> None:
    """Raised and compared; only raised where it has no folder, or this release can't read its tables yet."""
    at = wall_clock()
    before: Observed | None = None
    if known is not None and why_not_served(center) is None:
        await DB.open_for(known)
        before = await observe(known, at)
    filled = filled_by(center.level)
    await _one(lead, center, report)
    if before is None or known is None or center.key in report.failed:
        return
    report.compared = True
    report.differences = differences(before, await observe(known, at), filled=filled)
    if report.differences:
        report.done.remove(center.key)
        level = await level_of(lead, center.key)
        await note(lead, center, DIFFERS, wall_clock(), level=level, says="; ".join(report.differences))


async def _others(
    owner_url: str, rest: list[Standing], workers: int, report: Report, tell: Progress, total: int
) -> None:
    waiting = iter(rest)

    async def work() -> None:
        connection: Any = None
        try:
            for center in waiting:
                try:
                    if connection is None or connection.is_closed():
                        connection = await connect_owner(owner_url)
                    await _one(connection, center, report)
                except MotCuaError as error:  # the server is gone: said for this center, and tried anew for the next
                    report.failed[center.key] = str(error)
                tell(PHASE, len(report.failed) + len(report.done), total)
        finally:
            if connection is not None:
                await connection.close()

    await asyncio.gather(*(work() for _ in range(max(1, min(workers, len(rest))))))


async def _one(connection: Any, center: Standing, report: Report) -> None:
    await note(connection, center, RUNNING, wall_clock(), level=center.level)
    try:
        level = await raise_center(connection, center)
    except CenterFailed as error:
        report.failed[center.key] = str(error)
        if not connection.is_closed():
            level = await level_of(connection, center.key)
            await note(connection, center, FAILED, wall_clock(), level=level, says=str(error))
        return
    await note(connection, center, DONE, wall_clock(), level=level)
    report.done.append(center.key)
