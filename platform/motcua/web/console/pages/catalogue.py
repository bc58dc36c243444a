"""What the centers have in common: procedures and their versions, plugins."""

from __future__ import annotations

from motcua.domain.province import ProvincePermission
from motcua.services.province import overview
from motcua.web.forms import only
from motcua.web.page import Answer, FromPath, WebRequest, acting, office_of, page, query_of, shown


@page("/thu-tuc", may=ProvincePermission.OVERSEE)
async def show_procedures(request: WebRequest) -> Answer:
    found, after = await overview.procedures(only(query_of(request), "sau"))
    return shown(request, "province/procedures.html", found=found, after=after, agency_of=_agencies(request))


@page("/thu-tuc/{key:str}", may=ProvincePermission.OVERSEE)
async def show_procedure(request: WebRequest, key: FromPath[str]) -> Answer:
    title, versions = await overview.procedure(office_of(request), key)
    return shown(request, "province/procedure.html", heading=title, versions=versions)


@page("/goi-thu-tuc", may=ProvincePermission.OVERSEE)
async def show_plugins(request: WebRequest) -> Answer:
    plugins, lines, after = await overview.plugins_by_center(office_of(request), only(query_of(request), "sau"))
    centers, may_switch = office_of(request).centers, acting(request).staff.may(ProvincePermission.SWITCH_PLUGINS)
    switchable = {
        each["key"]: frozenset(center.agencies)
        for each in lines
        if may_switch and (center := centers.get(each["key"])) is not None and center.training is None
    }
    return shown(request, "province/plugins.html", plugins=plugins, lines=lines, after=after, switchable=switchable)


def _agencies(request: WebRequest) -> dict[str, str]:
    """Plugin → the name of its agency, as the first center that has it calls it."""
    names: dict[str, str] = {}
    for center in office_of(request).centers.values():
        for agency in center.agencies.values():
            names.setdefault(agency.key, agency.name)
    return names


PAGES = (show_procedures, show_procedure, show_plugins)
