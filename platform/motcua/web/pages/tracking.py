"""Where is my dossier? By its code only how far it is; with the receipt's secret also what, where and until when.

TT 01/2018/TT-VPCP, Điều 16 khoản 2 điểm d. A wrong secret, a wrong code and another center's code get the same answer.
"""

from __future__ import annotations

from motcua.domain.errors import NotHere
from motcua.web.forms import only
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    WebRequest,
    act,
    faults_and_form_of,
    page,
    shown,
)
from motcua.web.tracked import LONGEST, NOT_FOUND, track_slowly
from motcua.web.widgets import summary_of


@page("/tra-cuu", may=PUBLIC, in_transaction=False)
async def show_tracking(request: WebRequest) -> Answer:
    return shown(request, "public/tracking.html", errors=[], faults={}, code="", tracked=None)


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
    return shown(request, "public/tracking.html", status=status, **values)


@page("/tra-cuu/{code:str}/{secret:str}", may=PUBLIC)
async def track_by_secret(request: WebRequest, code: FromPath[str], secret: FromPath[str]) -> Answer:
    """What the QR on the receipt opens."""
    tracked = await track_slowly(request, code, secret)
    if tracked is None:
        raise NotHere(NOT_FOUND)
    return shown(request, "public/tracking.html", errors=[], faults={}, code=tracked.code, tracked=tracked)


PAGES = (show_tracking, track_by_code, track_by_secret)
