"""The kiosk: a number in two touches, the appointment's number, and where a dossier is. A machine, nobody's session."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from uuid import uuid4

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.hall import DECLARED, PRIORITY_NAMES
from motcua.services.citizens import public
from motcua.services.hall.booking import CODE_DIGITS, NOT_THIS, check_in
from motcua.services.hall.numbers import Place, group_of, place_qr, standings, take_number, ticket_today, why_none
from motcua.web.forms import only
from motcua.web.guards import KIOSK
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    center_of,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
    site_of,
)
from motcua.web.site import asker_of
from motcua.web.widgets import summary_of

HERE = "/kiosk"
LONGEST = 300
OLD_PAGE = "Trang đã mở quá lâu. Mời ông/bà chọn lại."
# What the QR of a receipt opens, as a scanner types it.
_LINK = re.compile(r"/tra-cuu/([^/\s]{1,60})/([^/\s]{1,60})/?$")


def _shown(request: WebRequest, template: str, *, status: int = 200, **values: object) -> Answer:
    rules = center_of(request).hall.rules
    return shown(request, template, status=status, idle=rules.idle_seconds, ticket_mm=rules.ticket_mm, **values)


@page(HERE, may=KIOSK)
async def show_start(request: WebRequest) -> Answer:
    at = business_now(request)
    return _shown(request, "hall/kiosk.html", closed=why_none(at), standings=await standings(at), is_start=True)


@page(f"{HERE}/lay-so", may=KIOSK)
async def show_priorities(request: WebRequest) -> Answer:
    """`?nhom=`: the group that was touched. Without one, back to choose."""
    key = only(query_of(request), "nhom")
    if center_of(request).hall.group(key) is None:
        return _shown(
            request,
            "hall/kiosk.html",
            closed=why_none(business_now(request)),
            standings=await standings(business_now(request)),
            is_start=False,
        )
    return _priorities(request, key)


def _priorities(request: WebRequest, key: str, faults: Mapping[str, str] | None = None, status: int = 200) -> Answer:
    return _shown(
        request,
        "hall/priority.html",
        status=status,
        group=group_of(key),
        priorities=[(each.value, PRIORITY_NAMES[each]) for each in DECLARED],
        key=uuid4(),
        errors=summary_of(faults or {}),
    )


@act(f"{HERE}/lay-so", may=KIOSK)
async def take(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    group, key = only(typed, "nhom"), uuid_of(only(typed, "_key"))
    if center_of(request).hall.group(group) is None:
        return go(request, HERE)
    if key is None:
        faults = {"*": OLD_PAGE}
    if not faults and key is not None:
        try:
            device = request.scope["state"]["device"]
            made = await take_number(group, only(typed, "uu-tien"), business_now(request), key, by=device.name)
            return go(request, f"{HERE}/phieu/{made.id}")
        except (Refused, Conflict) as refused:
            faults = {"*": refused.sentence}
    return _priorities(request, group, faults, 422)


@page(f"{HERE}/phieu/{{ticket_id:str}}", may=KIOSK)
async def show_ticket(request: WebRequest, ticket_id: FromPath[str]) -> Answer:
    """The ticket as it is printed, and on the screen."""
    place = await ticket_today(asked_for(ticket_id), business_now(request))
    if place is None:
        raise NotHere
    return _shown(request, "hall/ticket.html", place=place, qr=place_picture(request, place))


def place_picture(request: WebRequest, place: Place) -> str:
    """The source of an image: the QR that follows a number on a telephone."""
    link = f"{site_of(request).settings.base_url}/{center_of(request).key}/so-cho/{place.ticket.place}"
    return f"data:image/svg+xml;base64,{b64encode(place_qr(link).encode()).decode()}"


@page(f"{HERE}/lich-hen", may=KIOSK, in_transaction=False)
async def show_check_in(request: WebRequest) -> Answer:
    return _check_in(request, {})


def _check_in(request: WebRequest, faults: Mapping[str, str], status: int = 200) -> Answer:
    values = {"faults": faults, "errors": summary_of(faults), "key": uuid4(), "digits": CODE_DIGITS}
    return _shown(request, "hall/check_in.html", status=status, **values)


@act(f"{HERE}/lich-hen", may=KIOSK)
async def come(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    code, key = only(typed, "code"), uuid_of(only(typed, "_key"))
    if not faults and not code:
        faults = {"code": "Nhập mã lịch hẹn trong tin nhắn hoặc thư điện tử."}
    if not faults and key is None:
        faults = {"code": OLD_PAGE}
    if not faults and key is not None:
        device = request.scope["state"]["device"]
        try:
            made = await asker_of(request).asks(
                None, lambda: check_in(code[:LONGEST], business_now(request), key, by=device.name)
            )
        except (Conflict, Refused) as refused:
            return _check_in(request, {"code": refused.sentence}, 422)
        if made is not None:
            return go(request, f"{HERE}/phieu/{made.id}")
        faults = {"code": NOT_THIS}
    return _check_in(request, faults, 422)


@page(f"{HERE}/tra-cuu", may=KIOSK, in_transaction=False)
async def show_look_up(request: WebRequest) -> Answer:
    return _look_up(request, {}, None)


def _look_up(
    request: WebRequest, faults: Mapping[str, str], tracked: public.Tracked | None, code: str = "", status: int = 200
) -> Answer:
    values = {"faults": faults, "errors": summary_of(faults), "tracked": tracked, "code": code[:LONGEST]}
    # No file of the appointment, no payment: what a kiosk leaves on its screen, the next person finds.
    return _shown(request, "hall/look_up.html", status=status, calendar="", secret="", **values)


@act(f"{HERE}/tra-cuu", may=KIOSK)
async def look_up(request: WebRequest) -> Answer:
    """The code typed, or the receipt's QR read by the kiosk's scanner, which carries the secret along."""
    faults, typed = await faults_and_form_of(request)
    code, secret = only(typed, "code"), only(typed, "secret")
    if (link := _LINK.search(code[:LONGEST])) is not None:
        code, secret = link[1], link[2]

    async def find() -> public.Tracked | None:
        if len(code) > LONGEST or len(secret) > LONGEST:
            return None
        return await public.track(office_of(request), code, secret or None, business_now(request))

    tracked = None
    if not faults and not code:
        faults = {"code": "Quét mã QR trên giấy hẹn, hoặc nhập mã hồ sơ."}
    if not faults:
        tracked = await asker_of(request).asks(secret or None, find)
        if tracked is None:
            faults = {"code": "Không tìm thấy hồ sơ. Kiểm tra lại mã hồ sơ và mã tra cứu trên giấy hẹn."}
    return _look_up(request, faults, tracked, "" if tracked else code, 422 if faults else 200)


PAGES = (show_start, show_priorities, take, show_ticket, show_check_in, come, show_look_up, look_up)
