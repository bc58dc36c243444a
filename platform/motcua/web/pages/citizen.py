"""A citizen signs in: an address, a code, and out again. Nothing here tells whether there is an account."""

from __future__ import annotations

from urllib.parse import quote

from motcua.domain.errors import Refused, TooMany
from motcua.services.accounts.sign_ins import Door
from motcua.services.citizens import signing_in as citizens
from motcua.services.citizens.signing_in import Sent
from motcua.services.codes import local_date
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.middleware.citizen import citizen_token
from motcua.web.page import (
    CITIZENS,
    PUBLIC,
    Answer,
    WebRequest,
    act,
    business_now,
    center_of,
    faults_and_form_of,
    go,
    page,
    query_of,
    real_now,
    shown,
    site_of,
)
from motcua.web.pages.account import own_path
from motcua.web.security import citizen_cookie_name, guarded_cookie
from motcua.web.site import address_of, applying, signed_in_citizen
from motcua.web.widgets import summary_of

HOME, DOOR, CODE = "/cong-dan", "/cong-dan/dang-nhap", "/cong-dan/ma"


def door_of(request: WebRequest) -> Door:
    return Door(address_of(request), request.headers.get("user-agent", "")[:300])


def remember(request: WebRequest, answer: Answer, token: str | None) -> Answer:
    secure = site_of(request).settings.secure_cookies
    name = citizen_cookie_name(center_of(request).key, secure=secure)
    answer.set_cookie(guarded_cookie(name, token or "", secure=secure, max_age=None if token else 0))
    return answer


def own_page(text: str) -> str:
    """A page of the citizen's own to go back to."""
    path = own_path(text)
    return path if path == HOME or path.startswith(f"{HOME}/") else ""


@page(DOOR, may=PUBLIC, in_transaction=False)
async def show_door(request: WebRequest) -> Answer:
    back = own_page(only(query_of(request), "tiep"))
    if signed_in_citizen(request) is not None:
        return go(request, back or HOME)
    return shown(request, "citizen/door.html", errors=[], faults={}, contact="", back=back)


@act(DOOR, may=PUBLIC, in_transaction=False)
async def send_code(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    contact, back, status = only(typed, "contact"), own_page(only(typed, "tiep")), 422
    if not faults:
        try:
            sent = await citizens.send_code(contact, door_of(request), real_now(), local_date(business_now(request)))
        except TooMany as refused:
            faults, status = {"contact": refused.sentence}, 429
        except Refused as refused:
            faults = {"contact": refused.sentence}
        else:
            return go(request, _code_page(sent, back))
    values = {"errors": summary_of(faults), "faults": faults, "contact": contact[:254], "back": back}
    return shown(request, "citizen/door.html", status=status, **values)


def _code_page(sent: Sent, back: str) -> str:
    return f"{CODE}?lan={sent.id}" + (f"&tiep={quote(back, safe='/')}" if back else "")


@page(CODE, may=PUBLIC, in_transaction=False)
async def show_code(request: WebRequest) -> Answer:
    """The address names the code by a random number; whom it went to is shown masked."""
    query = query_of(request)
    code_id = uuid_of(only(query, "lan"))
    sent = None if code_id is None else await citizens.code_sent(code_id, real_now())
    if sent is None:
        return go(request, DOOR)
    return shown(request, "citizen/code.html", errors=[], faults={}, sent=sent, back=own_page(only(query, "tiep")))


@act(CODE, may=PUBLIC, in_transaction=False)
async def sign_in(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    code_id, back, status = uuid_of(only(typed, "lan")), own_page(only(typed, "tiep")), 422
    if not faults and not only(typed, "code"):
        faults = {"code": "Nhập mã đã gửi cho ông/bà."}
    if not faults:
        try:
            made = await citizens.sign_in(code_id, only(typed, "code"), door_of(request), real_now())
        except TooMany as refused:
            faults, status = {"code": refused.sentence}, 429
        except Refused as refused:
            faults = {"code": refused.sentence}
        else:
            before = citizen_token(request.scope)
            if before is not None:
                await citizens.sign_out(before)
            to = "/cong-dan/tai-khoan" if made.is_new and not back else back or HOME
            return remember(request, go(request, to), made.token)
    sent = None if code_id is None else await citizens.code_sent(code_id, real_now())
    if sent is None:
        errors = [{"text": sentence} for sentence in faults.values()]
        return shown(request, "citizen/door.html", status=status, errors=errors, faults={}, contact="", back=back)
    errors = summary_of(faults)
    return shown(request, "citizen/code.html", status=status, errors=errors, faults=faults, sent=sent, back=back)


@act("/cong-dan/dang-xuat", may=PUBLIC, in_transaction=False)
async def sign_out(request: WebRequest) -> Answer:
    token = citizen_token(request.scope)
    if token is not None:
        await citizens.sign_out(token)
    return remember(request, go(request, DOOR, says="Đã đăng xuất."), None)


@act("/cong-dan/dang-xuat-het", may=CITIZENS, in_transaction=False)
async def sign_out_everywhere(request: WebRequest) -> Answer:
    await citizens.sign_out_everywhere(applying(request).citizen)
    return remember(request, go(request, DOOR, says="Đã đăng xuất ở mọi thiết bị."), None)


PAGES = (show_door, send_code, show_code, sign_in, sign_out, sign_out_everywhere)
