"""Lịch làm việc: years of all centers, and a day that the province decides for all of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from motcua.domain.errors import Refused
from motcua.domain.province import ProvincePermission
from motcua.services.province import holidays, overview
from motcua.services.province.center_draft import day_of
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    real_now,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/lich"
YEARS = {"official": "Chính thức", "provisional": "Tạm tính"}
NAMES = ("on", "kind", "name", "document")


@page(HERE, may=ProvincePermission.OVERSEE)
async def show_years(request: WebRequest) -> Answer:
    return await _shown(request, {}, {})


async def _shown(request: WebRequest, typed: Typed, faults: dict[str, str], status: int = 200, **more: Any) -> Answer:
    years, lines = await overview.years_by_center(office_of(request))
    decided = [{**each, "on": date.fromisoformat(each["on"])} for each in reversed(await holidays.decided_days())]
    return shown(
        request,
        "province/years.html",
        status=status,
        years=years,
        lines=lines,
        standings=YEARS,
        decided=decided,
        kinds=list(holidays.KINDS.items()),
        kind_names=holidays.KINDS,
        typed={name: only(typed, name) for name in NAMES},
        faults=faults,
        errors=summary_of(faults, without=""),
        may_decide=acting(request).staff.may(ProvincePermission.DECIDE_CALENDAR),
        key=uuid4(),
        **{"preview": None, **more},
    )


@act(HERE, may=ProvincePermission.DECIDE_CALENDAR)
async def decide(request: WebRequest) -> Answer:
    """First what it changes; sent again from there, with what was seen, it is decided."""
    faults, typed = await faults_and_form_of(request)
    on, key, seen = day_of(only(typed, "on")), uuid_of(only(typed, "_key")), only(typed, "seen")
    if on is None:
        faults.setdefault("on", "Hãy nhập ngày, như 04/09/2018.")
    if key is None:
        faults.setdefault("on", "Trang này đã mở quá lâu. Hãy gửi lại.")
    if faults or on is None or key is None:
        return await _shown(request, typed, faults, 422)
    wish = holidays.Wish(on, only(typed, "kind"), only(typed, "name"), only(typed, "document"))
    try:
        if seen.isascii() and seen.isdigit() and len(seen) < 10:
            says = await holidays.decide(office_of(request), acting(request), wish, int(seen), key, real_now())
            return go(request, HERE, says=says)
        preview = await holidays.look(office_of(request), acting(request), wish)
    except Refused as refused:
        return await _shown(request, typed, refused.errors or {"": refused.sentence}, 422)
    return await _shown(request, typed, {}, preview=preview)


PAGES = (show_years, decide)
