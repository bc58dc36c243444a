"""Phiếu dự phòng: printing them beforehand, entering them afterwards, and the director's mark."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from motcua.domain.errors import Conflict, Refused
from motcua.services.counter.outage_sheets import STATE_NAMES, decide_sheet, enter_sheet, print_sheets, sheets
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    form_of,
    go,
    office_of,
    page,
    sent,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/phieu-du-phong"
MAY = (Permission.RECEIVE, Permission.APPROVE_OUTAGE)
BOXES = ("number", "code", "on", "at", "reason")
OLD_PAGE = "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."


@page(HERE, may=MAY)
async def show_sheets(request: WebRequest) -> Answer:
    return await _page(request, {}, {})


async def _page(request: WebRequest, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200) -> Answer:
    staff = acting(request).staff
    return shown(
        request,
        "counter/outage.html",
        status=status,
        found=await sheets(acting(request)),
        names=STATE_NAMES,
        may_enter=staff.may(Permission.RECEIVE),
        may_decide=staff.may(Permission.APPROVE_OUTAGE),
        typed={name: typed.get(name, "") for name in BOXES},
        faults=dict(faults),
        errors=summary_of(faults),
        key=typed.get("_key") or uuid4(),
        key_for=lambda: uuid4(),
    )


@act(f"{HERE}/in", may=MAY, in_transaction=False)
async def print_some(request: WebRequest) -> Answer:
    count = only(await form_of(request), "count").strip()
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    pdf = await print_sheets(office_of(request), acting(request), number)
    return sent(pdf, media_type="application/pdf", name="phieu-du-phong.pdf", inline=True)


@act(HERE, may=Permission.RECEIVE)
async def enter(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    typed = {name: only(posted, name) for name in (*BOXES, "_key")}
    key = uuid_of(typed["_key"])
    if key is None:
        faults, typed["_key"] = {"*": OLD_PAGE} | faults, ""
    if not faults and key is not None:
        try:
            return go(request, HERE, says=await enter_sheet(office_of(request), acting(request), typed, key))
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
        except Conflict as conflict:
            faults = {"*": conflict.sentence}
    return await _page(request, typed, faults, 422)


@act(f"{HERE}/xac-nhan", may=Permission.APPROVE_OUTAGE)
async def decide(request: WebRequest) -> Answer:
    posted = await form_of(request)
    key = uuid_of(only(posted, "_key"))
    if key is None:
        raise Refused(OLD_PAGE)
    office, who = office_of(request), acting(request)
    return go(
        request, HERE, says=await decide_sheet(office, who, only(posted, "number"), only(posted, "decision"), key)
    )


PAGES = (show_sheets, print_some, enter, decide)
