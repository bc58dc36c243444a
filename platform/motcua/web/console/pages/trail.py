"""The province's own trail."""

from __future__ import annotations

from motcua.domain.errors import NotHere
from motcua.domain.province import ProvincePermission
from motcua.services.province import trail
from motcua.web.forms import only
from motcua.web.page import Answer, WebRequest, page, query_of, shown


@page("/nhat-ky", may=ProvincePermission.OVERSEE)
async def show_trail(request: WebRequest) -> Answer:
    query = query_of(request)
    before = only(query, "truoc")
    if before and not (before.isascii() and before.isdigit() and len(before) < 15):
        raise NotHere
    lines, after = await trail.trail(int(before) if before else None)
    faults = await trail.faults() if only(query, "kiem-tra") else None
    return shown(request, "province/trail.html", lines=lines, after=after, faults=faults)


PAGES = (show_trail,)
