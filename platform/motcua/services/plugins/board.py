"""The agencies' plugins as a center's people see them: which are on, in which version, what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import here
from motcua.domain.people import Acting, Permission
from motcua.domain.review import sees_agency
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.plugins.life import (
    GONE,
    QUARANTINED,
    RELEASED,
    SWITCHED_OFF,
    SWITCHED_ON,
    UPGRADED,
    trail_key,
)
from motcua.store.engine import transaction
from motcua.store.queries import plugins as stored
from motcua.store.queries.plugins import MISSING, OFF, ON, Need, Standing
from motcua.store.queries.review import load_events_of

STANDINGS: Mapping[str, str] = {ON: "Đang bật", OFF: "Chưa bật", MISSING: "Không còn trên máy chủ"}
HOOKS: Mapping[str, str] = {
    "dossier_changed": "việc làm thêm sau mỗi lần hồ sơ chuyển bước",
    "@check": "kiểm tra tờ khai bằng mã",
    "register_checks": "kiểm tra thêm vào tờ khai của cơ quan khác",
}
_PAST = {
    SWITCHED_ON: "Bật tại Trung tâm",
    SWITCHED_OFF: "Tắt tại Trung tâm",
    GONE: "Không còn trên máy chủ",
    UPGRADED: "Lên phiên bản khác",
    QUARANTINED: "Tạm ngưng chạy mã vì lỗi liên tiếp",
    RELEASED: "Cho chạy lại",
}
MOST_EVENTS = 40


@dataclass(frozen=True, slots=True)
class Trouble:
    """A plugin that somebody must see to: kept back (`since`, and what failed how often), or gone."""

    plugin: str
    name: str
    since: datetime | None = None
    hook: str = ""
    hook_says: str = ""
    problem: str = ""
    failures: int = 0


@dataclass(frozen=True, slots=True)
class PluginLine:
    """One plugin. `procedures` are today's, `waiting` its versions that wait for the review, `seen` what a form that
    changes it must send along."""

    key: str
    name: str
    version: str
    standing: str
    standing_says: str
    procedures: int
    waiting: int
    need: Need
    problems: tuple[str, ...]
    trouble: Trouble | None
    seen: int


@dataclass(frozen=True, slots=True)
class PluginEvent:
    at: datetime
    who: str
    name: str
    says: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PluginBoard:
    lines: tuple[PluginLine, ...]
    trail: tuple[PluginEvent, ...]
    may_release: bool


async def troubles(acting: Acting) -> tuple[Trouble, ...]:
    """What is told on the homes of the agency's head and of whoever decides for the center."""
    if not acting.staff.may(Permission.REVIEW_PROCEDURES):
        return ()
    async with transaction():
        found = await stored.in_trouble()
    return tuple(_trouble(each) for each in found if sees_agency(acting.staff, each.plugin))


def _trouble(stands: Standing) -> Trouble:
    if not stands.is_quarantined:
        return Trouble(stands.plugin, stands.name)
    says = HOOKS.get(stands.hook, "mã của gói")
    return Trouble(
        stands.plugin, stands.name, stands.quarantined_at, stands.hook, says, stands.problem, stands.failures
    )


async def plugin_board(office: Office, acting: Acting) -> PluginBoard:
    """The plugins of the agencies that this person answers for, and what happened to them here, the last first."""
    loaded, center = office.catalog.plugins.by_key, here()
    async with transaction():
        known = await stored.standings()
        keys = known.keys() | center.plugins | (loaded.keys() & center.agencies.keys())
        mine = sorted(key for key in keys if sees_agency(acting.staff, key))
        needed, waiting = await stored.needs(mine), await stored.waiting_versions()
        events = await load_events_of([trail_key(key) for key in mine], MOST_EVENTS)
    lines = [_line(office, key, known.get(key), needed.get(key, Need()), waiting.get(key, 0)) for key in mine]
    names = {line.key: line.name for line in lines}
    return PluginBoard(
        lines=tuple(sorted(lines, key=lambda line: (line.trouble is None, line.name))),
        trail=tuple(_event(each, names) for each in events),
        may_release=acting.staff.may(Permission.KEEP_PLUGINS),
    )


def _line(office: Office, key: str, stands: Standing | None, need: Need, waiting: int) -> PluginLine:
    plugin, center = office.catalog.plugins.by_key.get(key), here()
    standing = OFF if key not in center.plugins else ON if plugin is not None else MISSING
    is_in_trouble = stands is not None and (stands.is_quarantined or standing == MISSING)
    return PluginLine(
        key=key,
        name=plugin.name if plugin else stands.name if stands else agency_name(center, key),
        version=plugin.version if plugin else stands.version if stands else "",
        standing=standing,
        standing_says=STANDINGS[standing],
        procedures=len(office.catalog.of_agency(key)),
        waiting=waiting,
        need=need,
        problems=tuple(f"{each.what}: {each.sentence}" for each in office.catalog.problems if each.plugin == key),
        trouble=_trouble(stands) if stands is not None and is_in_trouble else None,
        seen=stands.seq if stands else 0,
    )


def _event(event: Mapping[str, Any], names: Mapping[str, str]) -> PluginEvent:
    data = event["data"]
    return PluginEvent(
        event["at"], event["actor_name"], names.get(data["plugin"], data["plugin"]), _PAST[event["kind"]],
        tuple(_details(data)),
    )  # fmt: skip


def _details(data: Mapping[str, Any]) -> Iterable[str]:
    if data.get("from"):
        yield f"{data['from']} → {data['to']}"
    if data.get("version"):
        yield f"phiên bản {data['version']}"
    if data.get("problem"):
        yield f"{HOOKS.get(data['hook'], data['hook'])}: {data['problem']}"
