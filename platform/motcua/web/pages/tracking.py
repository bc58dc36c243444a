"""Where is my dossier? By its code only how far it is; with the receipt's secret also what, where and until when.

TT 01/2018/TT-VPCP, Điều 16 khoản 2 điểm d. A wrong secret, a wrong code and another center's code get the same answer.
"""

from __future__ import annotations

from typing import Any

from motcua.domain.errors import Conflict, NotHere
from motcua.services import public
from motcua.services.transfers import ask_transfer_by_secret
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
    office_of,
    page,
    real_now,
    shown,
    site_of,
)
from motcua.web.site import address_of
from motcua.web.widgets import summary_of

LONGEST = 100
NOT_FOUND = "Không tìm thấy hồ sơ. Kiểm tra lại mã hồ sơ và mã tra cứu in trên giấy tiếp nhận và hẹn trả kết quả."


async def _track(request: WebRequest, code: str, secret: str | None) -> public.Tracked | None:
    address, now = address_of(request), real_now()
    tries = site_of(request).failed_lookups
    tries.check(address, now)
    found = None
    if len(code) <= LONGEST and len(secret or "") <= LONGEST:
        found = await public.track(office_of(request), code, secret, business_now(request))
    if found is None:
        tries.count(address, now)
    return found


@page("/tra-cuu", may=PUBLIC, in_transaction=False)
async def show_tracking(request: WebRequest) -> Answer:
    return shown(request, "public/tracking.html", errors=[], faults={}, code="", tracked=None, secret="")


@act("/tra-cuu", may=PUBLIC)
async def track_by_code(request: WebRequest) -> Answer:
    """The code travels in the body: an address stays in histories and logs."""
    faults, typed = await faults_and_form_of(request)
    code, secret = only(typed, "code"), only(typed, "secret")
    tracked = None
    if not faults and not code:
        faults = {"code": "Hãy nhập mã hồ sơ."}
    if not faults:
        tracked = await _track(request, code, secret or None)
        if tracked is None:
            faults = {"code": NOT_FOUND}
    status = 422 if faults else 200
    values = {"errors": summary_of(faults), "faults": faults, "code": code[:LONGEST], "tracked": tracked}
    values["secret"] = secret if tracked is not None and tracked.detail is not None else ""
    return shown(request, "public/tracking.html", status=status, **values)


@page("/tra-cuu/{code:str}/{secret:str}", may=PUBLIC)
async def track_by_secret(request: WebRequest, code: FromPath[str], secret: FromPath[str]) -> Answer:
    """What the QR on the receipt opens."""
    tracked = await _track(request, code, secret)
    if tracked is None:
        raise NotHere(NOT_FOUND)
    return _tracked(request, tracked, secret)


def _tracked(request: WebRequest, tracked: public.Tracked, secret: str, problem: str = "") -> Answer:
    errors = [{"text": problem}] if problem else []
    status = 409 if problem else 200
    values: dict[str, Any] = {"faults": {}, "code": tracked.code, "tracked": tracked, "secret": secret}
    return shown(request, "public/tracking.html", status=status, errors=errors, **values)


@act("/tra-cuu/{code:str}/{secret:str}/chuyen-khoan", may=PUBLIC)
async def pay_by_transfer(request: WebRequest, code: FromPath[str], secret: FromPath[str]) -> Answer:
    """By who holds the receipt: the reference and the code to pay with. Asked for again, it is the same one."""
    tracked = await _track(request, code, secret)
    if tracked is None:
        raise NotHere(NOT_FOUND)
    try:
        await ask_transfer_by_secret(code, secret, business_now(request))
    except Conflict as conflict:
        return _tracked(request, tracked, secret, conflict.sentence)
    return go(request, f"/tra-cuu/{tracked.code}/{secret}")


PAGES = (show_tracking, track_by_code, track_by_secret, pay_by_transfer)
