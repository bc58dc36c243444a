"""Machines of the hall: pairing one, the list of them, the display of calls, and one's place on the telephone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.hall import DEVICE_NAMES, DeviceKind
from motcua.services.hall import devices as hall_devices
from motcua.services.hall.day import shown as calls_shown
from motcua.services.hall.numbers import place_of
from motcua.web.forms import only
from motcua.web.guards import DISPLAY
from motcua.web.ids import uuid_of
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    center_of,
    faults_and_form_of,
    form_of,
    go,
    is_partial,
    page,
    real_now,
    shown,
    site_of,
)
from motcua.web.security import device_cookie_name, guarded_cookie
from motcua.web.site import asker_of
from motcua.web.widgets import summary_of

PAIRING, MANAGE = "/thiet-bi", "/thiet-bi/quan-ly"
KEEPS_TOKEN = timedelta(days=400)
STARTS_AT = {DeviceKind.KIOSK: "/kiosk", DeviceKind.DISPLAY: "/man-hinh"}
WRONG_CODE = "Mã ghép không đúng hoặc đã hết hạn. Quản trị Trung tâm cấp mã mới ở trang Thiết bị sảnh."
OLD_PAGE = "Trang này đã mở quá lâu. Hãy tải lại rồi làm lại."


@page("/man-hinh", may=DISPLAY)
async def show_calls(request: WebRequest) -> Answer:
    """Asked again every few seconds by the page itself; without scripts the browser loads it anew."""
    found = await calls_shown(business_now(request))
    return shown(request, "hall/_calls.html" if is_partial(request) else "hall/display.html", found=found)


@page("/so-cho/{place:str}", may=PUBLIC)
async def follow(request: WebRequest, place: FromPath[str]) -> Answer:
    """What the QR of a ticket opens."""
    found = await asker_of(request).asks(place, lambda: place_of(place, business_now(request)))
    if found is None:
        raise NotHere("Không tìm thấy số thứ tự này. Mời ông/bà quét lại mã trên phiếu.")
    return shown(request, "hall/_place.html" if is_partial(request) else "hall/place.html", place=found)


@page(PAIRING, may=PUBLIC, in_transaction=False)
async def show_pairing(request: WebRequest) -> Answer:
    return shown(request, "hall/pairing.html", faults={}, errors=[])


@act(PAIRING, may=PUBLIC)
async def pair(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    paired = None
    if not faults:
        # Digits can be tried out: while an address is slowed even the right ones are refused.
        paired = await asker_of(request).asks(None, lambda: hall_devices.pair(only(typed, "code")[:50], real_now()))
    if paired is None:
        faults = faults or {"code": WRONG_CODE}
        return shown(request, "hall/pairing.html", status=422, faults=faults, errors=summary_of(faults))
    device, token = paired
    answer = go(request, STARTS_AT[device.kind])
    secure = site_of(request).settings.secure_cookies
    name = device_cookie_name(center_of(request).key, secure=secure)
    answer.set_cookie(guarded_cookie(name, token, secure=secure, max_age=int(KEEPS_TOKEN.total_seconds())))
    return answer


@page(MANAGE, may=Permission.MANAGE_ACCOUNTS)
async def show_devices(request: WebRequest) -> Answer:
    return await _devices(request)


async def _devices(
    request: WebRequest,
    faults: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    code: str = "",
    status: int = 200,
) -> Answer:
    """`code`: just made, shown this once and kept nowhere."""
    return shown(
        request,
        "hall/devices.html",
        status=status,
        lines=await hall_devices.lines(real_now()),
        kinds=list(DEVICE_NAMES.items()),
        faults=faults or {},
        errors=summary_of(faults or {}),
        typed={"name": "", "kind": DeviceKind.KIOSK.value} | dict(typed or {}),
        code=f"{code[:4]} {code[4:]}" if code else "",
        minutes=int(hall_devices.PAIRS_FOR.total_seconds() // 60),
        pairing=f"{site_of(request).settings.base_url}/{center_of(request).key}{PAIRING}",
        key=uuid4(),
    )


@act(MANAGE, may=Permission.MANAGE_ACCOUNTS)
async def add(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    typed = {name: only(posted, name) for name in ("kind", "name")}
    key, code = uuid_of(only(posted, "_key")), hall_devices.new_code()
    if key is None:
        faults = {"*": OLD_PAGE} | faults
    if not faults and key is not None:
        try:
            await hall_devices.make_device(acting(request), typed["kind"], typed["name"], key, code, real_now())
            return await _devices(request, code=code)
        except Refused as refused:
            faults = refused.errors
    return await _devices(request, faults, typed, status=422)


@act(f"{MANAGE}/sua", may=Permission.MANAGE_ACCOUNTS)
async def change(request: WebRequest) -> Answer:
    """`viec`: thu-hoi, or ma-moi for a machine that forgot its token."""
    posted = await form_of(request)
    device_id, what = uuid_of(only(posted, "thiet-bi")), only(posted, "viec")
    if device_id is None or what not in ("thu-hoi", "ma-moi"):
        raise Refused(OLD_PAGE)
    if what == "thu-hoi":
        await hall_devices.revoke(acting(request), device_id, real_now())
        return go(request, MANAGE, says="Đã thu hồi: thiết bị không mở được trang nào nữa.")
    code = hall_devices.new_code()
    await hall_devices.new_pairing(acting(request), device_id, code, real_now())
    return await _devices(request, code=code)


PAGES = (show_calls, follow, show_pairing, pair, show_devices, add, change)
