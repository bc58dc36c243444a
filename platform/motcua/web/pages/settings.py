"""Cấu hình: every setting of the center with where it comes from, who put it there and when."""

from __future__ import annotations

from itertools import groupby

from motcua.domain.errors import NotHere
from motcua.services.setup.applied import SOURCES
from motcua.services.setup.provenance import settings_of
from motcua.web.forms import only
from motcua.web.page import Answer, Permission, WebRequest, business_now, office_of, page, query_of, shown

HERE = "/cau-hinh"


@page(HERE, may=Permission.SEE_SETTINGS, in_transaction=False)
async def show_settings(request: WebRequest) -> Answer:
    """`?nguon=`: only what comes from there; `chua-xac-nhan`: only what nobody has confirmed."""
    source = only(query_of(request), "nguon")
    if source and source not in (*SOURCES, UNCONFIRMED):
        raise NotHere
    every = await settings_of(office_of(request), business_now(request))
    found = [
        line for line in every if not source or line.layer == source or (source == UNCONFIRMED and line.unconfirmed)
    ]
    return shown(
        request,
        "staff/settings.html",
        groups=[(group, list(lines)) for group, lines in groupby(found, key=lambda line: line.group)],
        source=source,
        sources=[*SOURCES.items(), (UNCONFIRMED, "Chưa xác nhận")],
        names=SOURCES,
    )


UNCONFIRMED = "chua-xac-nhan"
PAGES = (show_settings,)
