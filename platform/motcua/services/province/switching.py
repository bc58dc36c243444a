"""An agency's plugin switched on or off at one center by the province: seen before, refused while dossiers need it.

Of the center it enters, the console reads numbers only. What is decided is the center's setting (`plugin_switches`);
the act stands in the province's trail, and the center shows it as the province's.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import Center, entered
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, who_may
from motcua.domain.province import ProvincePermission
from motcua.services.dossiers.naming import agency_name, desk_labels
from motcua.services.office import Office
from motcua.services.plugins import switches as plugin_switches
from motcua.services.plugins.life import needs_of
from motcua.services.province.publishing import say_numbers
from motcua.services.province.trail import note
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries.plugins import Need, standing_of

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Switch:
    """What switching would change. `unheld`: desks of the agency at which nobody of center.toml's people sits."""

    center: Center
    agency: str
    name: str
    is_on: bool
    is_installed: bool
    seen: int
    need: Need
    procedures: int
    unheld: tuple[str, ...]
    decided: str
    """Who has decided over the file before, and by what; "" nobody."""

    @property
    def is_refused(self) -> bool:
        return bool(self.need) if self.is_on else not self.is_installed


async def look(office: Office, acting: Acting, key: str, agency: str) -> Switch:
    _check(acting)
    center = _at(office, key, agency)
    with entered(center):
        async with transaction():
            stands, before = await standing_of(agency), (await plugin_switches.switches()).get(agency)
        need = await needs_of(agency)
    versions = office.catalog.of_agency(agency)
    desks = {desk: label for version in versions for desk, label in desk_labels(version).items() if desk[0] == agency}
    return Switch(
        center,
        agency,
        agency_name(center, agency),
        agency in center.plugins,
        agency in office.catalog.plugins.by_key,
        stands.seq if stands is not None else 0,
        need,
        len(versions),
        tuple(label for desk, label in sorted(desks.items()) if not center.holders(*desk)),
        f"{plugin_switches.switch_says(before)}: {before['document']} ({before['by']})" if before else "",
    )


async def switch(
    office: Office, acting: Acting, key: str, agency: str, *, on: bool, document: str, seen: int, request: UUID,
    now: datetime,
) -> str:  # fmt: skip
    """`seen` and `request` come from the page that was looked at; the sentence that says what was done."""
    _check(acting)
    center = _at(office, key, agency)
    name = agency_name(center, agency)
    if not 0 < len(document) <= LONGEST:
        says = f"Hãy nhập văn bản làm căn cứ, dài nhất {LONGEST} ký tự."
        raise Refused(says, {"document": says})
    if on and agency not in office.catalog.plugins.by_key:
        raise Refused(f"Gói {name} chưa cài trên máy chủ.")
    decided = {"on": on, "document": document, "by": acting.staff.name, "at": now.isoformat(), "key": str(request)}
    with entered(center):
        changed = await plugin_switches.switch(office, agency, decided, seen, acting.at)
    changed = office.centers.change(office.centers.get(key, center), plugins=changed.plugins)
    async with transaction(), once(request, acting, f"plugin:{key}:{agency}") as told:
        if told.outcome is None:
            data = {"center": center.name, "plugin": name, "document": document}
            await note(acting.staff, "plugin_on" if on else "plugin_off", now, data, about=f"center/{key}")
            told.outcome = "done"
    with contextlib.suppress(Exception):  # the list is a few minutes late then
        await say_numbers(office, changed, acting.at, now)
    return f"Đã {'bật' if on else 'tắt'} gói {name} tại {center.name}."


def _at(office: Office, key: str, agency: str) -> Center:
    center = office.centers.get(key)
    if center is None or center.training is not None or agency not in center.agencies:
        raise NotHere("Trung tâm này không có cơ quan đó.")
    return center


def _check(acting: Acting) -> None:
    if not acting.staff.may(ProvincePermission.SWITCH_PLUGINS):
        raise NotAllowed(f"Bật, tắt gói thủ tục là việc của: {who_may(ProvincePermission.SWITCH_PLUGINS)}.")
