"""Signing in and out, and one's own password."""

from __future__ import annotations

import re
from urllib.parse import quote

from motcua.domain.calendar import local
from motcua.domain.errors import Refused, TooMany
from motcua.domain.people import Staff
from motcua.services.accounts import signing_in as accounts
from motcua.web.forms import only
from motcua.web.middleware.session import AWAITS_CODE, cookie_name, session_token
from motcua.web.navigation import first_page_of
from motcua.web.page import (
    PUBLIC,
    SIGNED_IN,
    Answer,
    WebRequest,
    act,
    business_now,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
    site_of,
    staff_of,
)
from motcua.web.security import guarded_cookie
from motcua.web.site import address_of
from motcua.web.widgets import summary_of

# A path of ours and nothing that a browser could take for another site.
_OWN_PATH = re.compile(r"/[A-Za-z0-9._~%/=&?+-]*")


def own_path(text: str) -> str:
    return text if _OWN_PATH.fullmatch(text) and not text.startswith("//") and len(text) <= 500 else ""


def remember(request: WebRequest, answer: Answer, token: str | None) -> Answer:
    secure = site_of(request).settings.secure_cookies
    name = cookie_name(request.scope)
    answer.set_cookie(guarded_cookie(name, token or "", secure=secure, max_age=None if token else 0))
    return answer


def code_box(back: str) -> str:
    return f"/dang-nhap/ma?tiep={quote(back, safe='/')}" if back else "/dang-nhap/ma"


def after_sign_in(staff: Staff, back: str) -> str:
    if staff.must_change_password:
        return "/doi-mat-khau"
    return back or first_page_of(staff)


@page("/dang-nhap", may=PUBLIC, in_transaction=False)
async def show_sign_in(request: WebRequest) -> Answer:
    back = own_path(only(query_of(request), "tiep"))
    staff = staff_of(request)
    if staff is not None:
        return go(request, after_sign_in(staff, back))
    if AWAITS_CODE in request.scope["state"]:
        return go(request, code_box(back))
    return shown(request, "account/sign_in.html", errors=[], faults={}, username="", back=back)


@act("/dang-nhap", may=PUBLIC, in_transaction=False)
async def sign_in(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    username, back = only(typed, "username"), own_path(only(typed, "tiep"))
    status = 422
    if not faults:
        try:
            signed_in = await accounts.sign_in(
                office_of(request),
                username,
                (typed.get("password") or [""])[-1],
                address=address_of(request),
                agent=request.headers.get("user-agent", "")[:300],
                now=real_now(),
                today=local(business_now(request)).date(),
            )
        except TooMany as refused:
            faults, status = {"username": refused.sentence}, 429
        except Refused as refused:
            faults = {"username": refused.sentence}
        else:
            before = session_token(request.scope)
            if before is not None:  # two people at one counter: the first one's session ends where the second begins
                await accounts.sign_out(office_of(request), before)
            to = code_box(back) if signed_in.awaits_code else after_sign_in(signed_in.staff, back)
            return remember(request, go(request, to), signed_in.token)
    values = {"errors": summary_of(faults), "faults": faults, "username": username[:100], "back": back}
    return shown(request, "account/sign_in.html", status=status, **values)


@act("/dang-xuat", may=PUBLIC, in_transaction=False)
async def sign_out(request: WebRequest) -> Answer:
    """Open to everybody: whose session is over already must not be asked to sign in first."""
    token = session_token(request.scope)
    if token is not None:
        await accounts.sign_out(office_of(request), token, real_now())
    return remember(request, go(request, "/dang-nhap", says="Đã đăng xuất."), None)


@page("/doi-mat-khau", may=SIGNED_IN, in_transaction=False, while_must_change=True)
async def show_change_password(request: WebRequest) -> Answer:
    return shown(request, "account/password.html", errors=[], faults={})


@act("/doi-mat-khau", may=SIGNED_IN, in_transaction=False, while_must_change=True)
async def change_password(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    old, new, again = ((typed.get(name) or [""])[-1] for name in ("old", "new", "again"))
    staff, token = staff_of(request), session_token(request.scope)
    assert staff is not None
    assert token is not None
    status = 422
    if not faults and not old:
        faults = {"old": "Hãy nhập mật khẩu hiện tại."}
    if not faults and new != again:
        faults = {"again": "Hai lần nhập mật khẩu mới không giống nhau."}
    if not faults:
        try:
            fresh = await accounts.change_password(office_of(request), staff, token, old, new, real_now())
        except TooMany as refused:
            faults, status = {"old": refused.sentence}, 429
        except Refused as refused:
            faults = {name: text for name, text in refused.errors.items() if name in ("old", "new", "again")}
            faults = faults or {"new": refused.sentence}
        else:
            answer = go(request, first_page_of(staff), says="Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
            return remember(request, answer, fresh)
    return shown(request, "account/password.html", status=status, errors=summary_of(faults), faults=faults)


PAGES = (show_sign_in, sign_in, sign_out, show_change_password, change_password)
