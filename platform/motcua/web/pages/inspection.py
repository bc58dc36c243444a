"""Thanh tra: the trail searched, and what inspectors themselves did. What is typed goes in a form, never an address."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.errors import NotHere, Refused
from motcua.services.inspection import acts, search
from motcua.web.forms import Typed, only
from motcua.web.list_filters import NOT_A_DAY, day_of
from motcua.web.page import Answer, Permission, WebRequest, act, acting, form_of, office_of, page, query_of, shown
from motcua.web.widgets import summary_of

HERE = "/thanh-tra"
BOXES = ("tu-khoa", "ho-so", "nguoi", "viec", "tu-ngay", "den-ngay")


@page(HERE, may=Permission.INSPECT)
async def show_search(request: WebRequest) -> Answer:
    return await _shown(request, {}, None, {})


@act(HERE, may=Permission.INSPECT)
async def find(request: WebRequest) -> Answer:
    """A page of what was found; `sau`: the next one."""
    typed = await form_of(request)
    try:
        found = await search.search(office_of(request), acting(request), _asked(typed))
    except Refused as refused:
        return await _shown(request, typed, None, dict(refused.errors) or {"*": refused.sentence}, 422)
    return await _shown(request, typed, found, {})


def _asked(typed: Typed) -> search.Asked:
    read = {name: day_of(only(typed, name)) for name in ("tu-ngay", "den-ngay") if only(typed, name)}
    if wrong := {name: NOT_A_DAY for name, found in read.items() if found is None}:
        raise Refused(NOT_A_DAY, wrong)
    return search.Asked(
        words=only(typed, "tu-khoa")[: search.LONGEST],
        dossier=only(typed, "ho-so")[: search.LONGEST],
        actor=only(typed, "nguoi"),
        kind=only(typed, "viec"),
        since=read.get("tu-ngay"),
        until=read.get("den-ngay"),
        place=only(typed, "sau"),
    )


async def _shown(
    request: WebRequest, typed: Typed, found: search.Page | None, faults: Mapping[str, str], status: int = 200
) -> Answer:
    return shown(
        request,
        "inspection/search.html",
        status=status,
        found=found,
        typed={name: only(typed, name) for name in BOXES},
        choices=await search.choices(),
        faults=faults,
        errors=summary_of(faults),
    )


@page(f"{HERE}/da-lam", may=Permission.SEE_INSPECTIONS)
async def show_acts(request: WebRequest) -> Answer:
    """What inspectors searched for, opened and took away; `truoc`: what came before that one."""
    text = only(query_of(request), "truoc")
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        raise NotHere
    lines, before = await acts.acts(acting(request), int(text) if text else None)
    return shown(request, "inspection/acts.html", lines=lines, before=before, is_later=bool(text))


PAGES = (show_search, find, show_acts)
