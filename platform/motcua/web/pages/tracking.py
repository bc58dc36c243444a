"""Where is my dossier? By its code only how far it is; with the receipt's secret also what, where and until when.

TT 01/2018/TT-VPCP, Điều 16 khoản 2 điểm d. A wrong secret, a wrong code and another center's code get the same answer.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from motcua.domain.errors import Conflict, NotHere
from motcua.domain.icalendar import Appointment
from motcua.services.citizens import public
from motcua.services.money.transfers import ask_transfer_by_secret
from motcua.web.forms import only
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    faults_and_form_of,
    go,
    page,
    sent,
    shown,
    site_of,
    url_of,
)
from motcua.web.site import asker_of
from motcua.web.tracked import LONGEST, NOT_FOUND, track_slowly
from motcua.web.widgets import summary_of


@page("/tra-cuu", may=PUBLIC, in_transaction=False)
async def show_tracking(request: WebRequest) -> Answer:
    values: dict[str, Any] = {"code": "", "tracked": None, "secret": "", "calendar": ""}
    return shown(request, "public/tracking.html", errors=[], faults={}, **values)


@act("/tra-cuu", may=PUBLIC)
async def track_by_code(request: WebRequest) -> Answer:
    """The code travels in the body: an address stays in histories and logs."""
    faults, typed = await faults_and_form_of(request)
    code, secret = only(typed, "code"), only(typed, "secret")
    tracked = None
    if not faults and not code:
        faults = {"code": "Hãy nhập mã hồ sơ."}
    if not faults:
        tracked = await track_slowly(request, code, secret or None)
        if tracked is None:
            faults = {"code": NOT_FOUND}
    status = 422 if faults else 200
    values = {"errors": summary_of(faults), "faults": faults, "code": code[:LONGEST], "tracked": tracked}
    values["secret"] = secret if tracked is not None and tracked.detail is not None else ""
    return shown(request, "public/tracking.html", status=status, calendar=_calendar(tracked, secret), **values)


@page("/tra-cuu/{code:str}/{secret:str}", may=PUBLIC)
async def track_by_secret(request: WebRequest, code: FromPath[str], secret: FromPath[str]) -> Answer:
    """What the QR on the receipt opens."""
    tracked = await track_slowly(request, code, secret)
    if tracked is None:
        raise NotHere(NOT_FOUND)
    return _tracked(request, tracked, secret)


def _tracked(request: WebRequest, tracked: public.Tracked, secret: str, problem: str = "") -> Answer:
    errors = [{"text": problem}] if problem else []
    status = 409 if problem else 200
    values: dict[str, Any] = {"faults": {}, "code": tracked.code, "tracked": tracked, "secret": secret}
    calendar = _calendar(tracked, secret)
    return shown(request, "public/tracking.html", status=status, errors=errors, calendar=calendar, **values)


@act("/tra-cuu/{code:str}/{secret:str}/chuyen-khoan", may=PUBLIC)
async def pay_by_transfer(request: WebRequest, code: FromPath[str], secret: FromPath[str]) -> Answer:
    """By who holds the receipt: the reference and the code to pay with. Asked for again, it is the same one."""
    tracked = await track_slowly(request, code, secret)
    if tracked is None:
        raise NotHere(NOT_FOUND)
    try:
        await ask_transfer_by_secret(code, secret, business_now(request))
    except Conflict as conflict:
        return _tracked(request, tracked, secret, conflict.sentence)
    return go(request, f"/tra-cuu/{tracked.code}/{secret}")


@page("/tra-cuu/{code:str}/{secret:str}/lich-hen.ics", may=PUBLIC)
async def download_appointment(request: WebRequest, code: FromPath[str], secret: FromPath[str]) -> Answer:
    """The day of the receipt, for the calendar of a telephone."""
    address = f"{site_of(request).settings.base_url}{url_of(request, '/tra-cuu')}"

    async def look_up() -> Appointment | None:
        if len(code) > LONGEST or len(secret) > LONGEST:
            return None
        return await public.appointment(code, secret, business_now(request), address)

    found = await asker_of(request).asks(secret, look_up)
    if found is None:
        raise NotHere(NOT_FOUND)
    content = found.to_ics().encode()
    return sent(content, media_type="text/calendar", name="hen-tra-ket-qua.ics")


def _calendar(tracked: public.Tracked | None, secret: str) -> str:
    """Where the holder gets the appointment as a file; "" where there is none."""
    following = tracked.detail.following if tracked is not None and tracked.detail is not None else None
    if tracked is None or following is None or not following.has_appointment:
        return ""
    return f"/tra-cuu/{quote(tracked.code, safe='')}/{quote(secret, safe='')}/lich-hen.ics"


PAGES = (show_tracking, track_by_code, track_by_secret, pay_by_transfer, download_appointment)
