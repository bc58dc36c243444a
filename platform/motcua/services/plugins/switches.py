"""What the province has switched on or off at the center entered, over its center.toml: a setting of the center.

It stands beside the work that it changes, so that a switch, what it is refused for and what the trail says of it are
one transaction of the center; and a file stays what the people who keep it wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.centers import Center, Centers, entered, here
from motcua.domain.errors import Conflict
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.plugins.life import WAIT, follow, needs_of, recall
from motcua.services.review.deciding import propose, publish_declared
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.plugins import standing_of
from motcua.store.queries.review import lock_review

SETTING = "plugins.province"
Switches = Mapping[str, Mapping[str, Any]]


async def switches() -> Switches:
    """By agency: on, document, by, at (real time, ISO), key (of the request). Inside a transaction of the center."""
    return await get_setting(SETTING) or {}


def switched(center: Center, by_province: Switches) -> Center:
    """The center with what the province has decided over its file."""
    off = {agency for agency, each in by_province.items() if not each["on"]}
    on = by_province.keys() - off
    return replace(center, plugins=frozenset((center.plugins - off) | (on & center.agencies.keys())))


async def keep_plugins(centers: Centers, key: str) -> bool:
    """Brings one center up to what was decided, maybe by another process; whether that was anything new."""
    center = centers[key]
    with entered(center):
        async with transaction():
            found = switched(center, await switches())
    if found.plugins == center.plugins:
        return False
    centers.change(center, plugins=found.plugins)
    return True


async def follow_switches(office: Office, key: str) -> None:
    """What the rounds of a process ask: a switch of another process counts here within seconds."""
    if await keep_plugins(office.centers, key):
        with entered(office.centers[key]):
            await recall(office)


async def switch(office: Office, agency: str, decided: Mapping[str, Any], seen: int, at: datetime) -> Center:
    """Switches at the center entered, as `decided` says (the columns of `switches`); the center as it is then.

    `seen`: what changed at the plugin last, as whoever decides has seen it. The same request twice is one. Raises
    Conflict where open dossiers need what is to be switched off, as `motcua plugin disable` does.
    """
    async with transaction():
        await lock_review()
        known = await switches()
        center = switched(here(), {**known, agency: decided})
        if known.get(agency, {}).get("key") == decided["key"]:
            return center
        stands = await standing_of(agency)
        name = agency_name(center, agency)
        if (stands.seq if stands is not None else 0) != seen:
            raise Conflict(f"Gói {name} đã thay đổi sau khi bạn mở trang. Hãy xem lại rồi làm tiếp.")
        if not decided["on"] and (need := await needs_of(agency)):
            raise Conflict(f"Chưa tắt được gói {name}: {need.says}. Hãy {WAIT}")
        await put_setting(SETTING, {**known, agency: dict(decided)}, set_by=None, at=at)
        with entered(center):
            await follow(office, at)
            await propose(office, at)
            await publish_declared(office, center.publication, at)
    return center


def switch_says(each: Mapping[str, Any]) -> str:
    return "bật" if each["on"] else "tắt"


def stands_over(center: Center, by_province: Switches, agency: str) -> str:
    """Why what center.toml says of a plugin does not count here, for who has just changed it; "" where it does."""
    each = by_province.get(agency)
    if each is None:
        return ""
    does = switch_says(each)
    return (
        f"Tỉnh đã {does} gói {agency} tại {center.name}: {each['document']} ({each['by']}). Quyết định của tỉnh đứng "
        f"trên center.toml nên gói vẫn {does}; muốn đổi thì đổi trên trang điều hành của tỉnh."
    )


def covered(center: Center, by_province: Switches, in_file: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """(agency, name, what its own file says) of each switch."""
    for agency in sorted(by_province):
        if agency in center.agencies:
            yield agency, agency_name(center, agency), "bật" if agency in in_file else "không bật"
