"""Phát số: a number for somebody who can't use the kiosk, given by who works in the hall, with its slip to print."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.hall import DECLARED, PRIORITY_NAMES
from motcua.services.hall.numbers import standings, take_number, ticket_today, why_none
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    center_of,
    faults_and_form_of,
    go,
    page,
    shown,
)
from motcua.web.pages.hall_kiosk import place_picture
from motcua.web.widgets import summary_of

HERE = "/phat-so"
OLD_PAGE = "Trang này đã mở quá lâu. Hãy tải lại trang rồi chọn lại."


@page(HERE, may=Permission.GIVE_NUMBERS)
async def show_giving(request: WebRequest) -> Answer:
    return await _giving(request, {})


async def _giving(
    request: WebRequest, faults: Mapping[str, str], group: str = "", priority: str = "", status: int = 200
) -> Answer:
    at = business_now(request)
    return shown(
        request,
        "hall/giving.html",
        status=status,
        closed=why_none(at) or "",
        standings=await standings(at),
        priorities=[(each.value, PRIORITY_NAMES[each]) for each in DECLARED],
        typed={"nhom": group, "priority": priority},
        key=uuid4(),
        faults=faults,
        errors=summary_of(faults),
    )


@act(HERE, may=Permission.GIVE_NUMBERS)
async def give(request: WebRequest) -> Answer:
    """The same form sent twice gives one number."""
    faults, typed = await faults_and_form_of(request)
    group, priority, key = only(typed, "nhom"), only(typed, "uu-tien"), uuid_of(only(typed, "_key"))
    if not faults and key is None:
        faults = {"*": OLD_PAGE}
    status = 422
    if not faults and key is not None:
        who = acting(request)
        try:
            made = await take_number(group, priority, who.at, key, by=who.staff.name)
            return go(request, f"{HERE}/phieu/{made.id}")
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
        except Conflict as conflict:
            faults, status = {"*": conflict.sentence}, 409
    return await _giving(request, faults, group, priority, status)


@page(f"{HERE}/phieu/{{ticket_id:str}}", may=Permission.GIVE_NUMBERS)
async def show_given(request: WebRequest, ticket_id: FromPath[str]) -> Answer:
    place = await ticket_today(asked_for(ticket_id), business_now(request))
    if place is None:
        raise NotHere
    mm = center_of(request).hall.rules.ticket_mm
    return shown(request, "hall/given.html", place=place, qr=place_picture(request, place), ticket_mm=mm)


PAGES = (show_giving, give, show_given)
