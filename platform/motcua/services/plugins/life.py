"""A plugin's life at a center: switched on, replaced by another version, gone, switched off, kept back, released.

What happens to it is found by comparing what stood here at the last start with what the center's data and the
installation say now, and goes into the chained trail of the review (`plugin/<key>`), whose object it is which
procedures a center takes in. Nothing that is open is lost by any of it: a dossier is rendered, routed and finished
from its stored version (ADR 0002). What must not happen unnoticed is refused, or said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import day_says, local
from motcua.domain.errors import Conflict, DataError, NotAllowed, NotHere
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import versions_of
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import plugins as stored
from motcua.store.queries.plugins import MISSING, OFF, ON, Need, Standing
from motcua.store.queries.review import append_events, load_publications, lock_review

SWITCHED_ON, SWITCHED_OFF, GONE, UPGRADED = "plugin_on", "plugin_off", "plugin_missing", "plugin_upgraded"
QUARANTINED, RELEASED = "plugin_quarantined", "plugin_released"
_BECOMES = {ON: SWITCHED_ON, OFF: SWITCHED_OFF, MISSING: GONE}
WAIT = "chờ các hồ sơ đó xong; không muốn nhận thêm thì tạm ngừng tiếp nhận các thủ tục ở trang Rà soát TTHC."


def trail_key(plugin: str) -> str:
    """Under what a plugin's events stand in the trail of the review; no procedure's key has a slash."""
    return f"plugin/{plugin}"


async def needs_of(plugin: str) -> Need:
    """What of the open work of the center entered needs this plugin."""
    async with transaction():
        return (await stored.needs([plugin])).get(plugin, Need())


async def follow(office: Office, at: datetime, *, refuses: bool = False) -> tuple[str, ...]:
    """Takes over how every plugin stands here now; what whoever starts the server must know, in sentences.

    `refuses`: switching off what open dossiers need is refused with DataError, and nothing is taken over.
    """
    center, loaded = here(), office.catalog.plugins.by_key
    told: list[str] = []
    async with transaction():
        await lock_review()
        before = await stored.standings()
        now = {key: _stands(office, key) for key in sorted(center.plugins | before.keys())}
        needed = await stored.needs(key for key, stands in now.items() if stands != ON)
        events: list[tuple[str, str, Mapping[str, Any]]] = []
        for key, stands in now.items():
            was, need = before.get(key), needed.get(key, Need())
            if refuses and stands == OFF and need and was is not None and was.standing != OFF:
                raise switched_off(center.key, key, need)
            version = loaded[key].version if key in loaded else was.version if was is not None else ""
            name = loaded[key].name if key in loaded else was.name if was is not None else agency_name(center, key)
            told += _told(office, key, name, stands, version, was, need)
            found = list(_changes(stands, version, was))
            if found or was is None or was.name != name:
                await stored.put_standing(key, name=name, version=version, standing=stands, at=at)
            if (RELEASED, {"version": version}) in found:
                await stored.end_quarantine(key, (was.seq if was else 0) + 1, at)
            events += [(trail_key(key), kind, {"plugin": key, **data}) for kind, data in found]
        await append_events(events, None, at)
        held = await stored.quarantined()
        office.former[center.key] = await _former(office, {key for key, stands in now.items() if stands != ON})
    office.quarantine.take_over(center.key, held)
    return tuple(told)


async def recall(office: Office) -> None:
    """What `follow` keeps in this process, where nothing has changed since it was last followed."""
    async with transaction():
        stands = await stored.standings()
        office.former[here().key] = await _former(office, {key for key, each in stands.items() if each.standing != ON})
    held = frozenset(key for key, each in stands.items() if each.is_quarantined)
    office.quarantine.take_over(here().key, held)


async def _former(office: Office, plugins: Collection[str]) -> tuple[ProcedureVersion, ...]:
    """The last version that was published here of each procedure of these plugins."""
    last = {
        each.procedure: each.version_hash
        for each in await load_publications()
        if each.agency in plugins and each.was_published
    }
    return tuple((await versions_of(office, last.values())).values()) if last else ()


def _stands(office: Office, plugin: str) -> str:
    if plugin not in here().plugins:
        return OFF
    return ON if plugin in office.catalog.plugins.by_key else MISSING


def _changes(stands: str, version: str, was: Standing | None) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    if was is None or was.standing != stands:
        found.append((_BECOMES[stands], {"version": version}))
    if was is not None and was.version and was.version != version:
        found.append((UPGRADED, {"from": was.version, "to": version}))
        if was.is_quarantined:
            found.append((RELEASED, {"version": version}))
    return found


def _told(
    office: Office, key: str, name: str, stands: str, version: str, was: Standing | None, need: Need
) -> list[str]:
    who, told = f"{here().name}: gói {name} ({key})", []
    if was is not None and was.version and was.version != version:
        told.append(
            f"{who}: phiên bản {was.version} → {version}. Hồ sơ đang giải quyết giữ phiên bản đã tiếp nhận; thủ tục có "
            "thay đổi chờ rà soát, công bố ở trang Rà soát TTHC."
        )
        if was.is_quarantined:
            told.append(f"{who}: phiên bản mới, chạy lại sau khi đã tạm ngưng.")
    elif was is not None and was.quarantined_at is not None:
        told.append(f"{who}: tạm ngưng chạy mã từ {moment(was.quarantined_at)}; xem trang Gói thủ tục.")
    if stands == MISSING:
        broken = [each.sentence for each in office.catalog.problems if each.plugin == key]
        why = f"không nạp được ({broken[0]})" if broken else "chưa cài, hoặc đã bị gỡ khỏi máy chủ"
        told.append(f"{who} bật trong center.toml nhưng {why}: không nhận hồ sơ mới. {_goes_on(need)}")
    elif stands == OFF and need:
        told.append(f"{who} đã tắt trong center.toml: không nhận hồ sơ mới. {_goes_on(need)}")
    return told


def _goes_on(need: Need) -> str:
    if not need:
        return "Không có hồ sơ nào đang cần gói này."
    return (
        f"Đang cần gói này: {need.says}; các hồ sơ đó vẫn giải quyết tiếp theo phiên bản đã lưu, riêng kiểm tra bằng "
        "mã của gói ghi là chưa kiểm tra được. Cài hoặc bật lại gói để chạy đủ."
    )


def moment(at: datetime) -> str:
    return f"{local(at):%H:%M} {day_says(local(at).date())}"


def switched_off(center: str, plugin: str, need: Need) -> DataError:
    """Why a plugin can't be switched off at a center yet."""
    return DataError(
        f"{center}/center.toml", "plugins", f"chưa tắt được gói “{plugin}”: {need.says}.", f"để “{plugin}” lại, {WAIT}"
    )


async def keep_quarantine(office: Office, at: datetime) -> None:
    """Writes down what failed once too often at the center entered, and takes over what others wrote."""
    center = here()
    crossed = office.quarantine.crossed(center.key)
    async with transaction():
        if crossed:
            await lock_review()
        for plugin, found in sorted(crossed.items()):
            loaded = office.catalog.plugins.by_key.get(plugin)
            problem = found.problem
            is_new = await stored.put_quarantine(
                plugin,
                name=loaded.name if loaded else agency_name(center, plugin),
                version=loaded.version if loaded else "",
                hook=problem.what,
                problem=problem.sentence,
                failures=found.failures,
                at=at,
            )
            if is_new:
                told = {"plugin": plugin, "hook": problem.what, "problem": problem.sentence}
                await append_events([(trail_key(plugin), QUARANTINED, told)], None, at)
        held = await stored.quarantined()
    office.quarantine.take_over(center.key, held, crossed)


async def release(office: Office, acting: Acting, plugin: str, seen: int, key: UUID) -> str:
    """Its code is run again, from now on and in every process within seconds; the sentence that says so."""
    if not acting.staff.may(Permission.KEEP_PLUGINS):
        name = PERMISSION_NAMES[Permission.KEEP_PLUGINS]
        raise NotAllowed(f"Bạn không có quyền {name}. Việc này thuộc về: {who_may(Permission.KEEP_PLUGINS)}.")
    async with transaction(), once(key, acting, f"plugin:release:{plugin}") as told:
        if told.outcome is None:
            told.outcome = {"says": await _released(acting, plugin, seen)}
        held = await stored.quarantined()
    office.quarantine.take_over(here().key, held)
    return str(told.outcome["says"])


async def _released(acting: Acting, plugin: str, seen: int) -> str:
    await lock_review()
    stands = await stored.standing_of(plugin)
    if stands is None:
        raise NotHere
    if not stands.is_quarantined:
        raise Conflict(f"Gói {stands.name} không bị tạm ngưng, hoặc đã có người cho chạy lại.")
    if not await stored.end_quarantine(plugin, seen, acting.at):
        raise Conflict(f"Gói {stands.name} đã thay đổi sau khi bạn mở trang. Hãy xem lại rồi làm tiếp.")
    told = {"plugin": plugin, "hook": stands.hook, "problem": stands.problem}
    await append_events([(trail_key(plugin), RELEASED, told)], acting.staff, acting.at)
    return f"Gói {stands.name} đã được cho chạy lại."
