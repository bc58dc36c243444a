"""Signing in with an account of the province: out to its provider and back."""

from __future__ import annotations

from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType

from motcua.domain.calendar import local
from motcua.domain.errors import Refused, TooMany, Unavailable
from motcua.services.accounts import oidc
from motcua.services.accounts.sign_ins import Door
from motcua.services.accounts.signing_in import sign_out
from motcua.web.forms import only
from motcua.web.middleware.session import session_token
from motcua.web.page import (
    PUBLIC,
    Answer,
    WebRequest,
    business_now,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
    site_of,
    staff_of,
    url_of,
)
from motcua.web.pages.account import after_sign_in, code_box, own_path, remember
from motcua.web.site import address_of

OUT, BACK = "/dang-nhap/dung-chung", "/dang-nhap/tro-ve"


def _cookie(request: WebRequest, value: str, *, max_age: int) -> Cookie:
    """Lax, unlike every other: it must come along when the provider sends the browser back to us."""
    secure = site_of(request).settings.secure_cookies
    name = "__Host-mc-oidc" if secure else "mc-oidc"
    return Cookie(name, value=value, max_age=max_age, secure=secure, httponly=True, samesite="lax", path="/")


def _redirect_uri(request: WebRequest) -> str:
    return site_of(request).settings.base_url + url_of(request, BACK)


@page(OUT, may=PUBLIC, in_transaction=False)
async def leave(request: WebRequest) -> Answer:
    """A link and not a form: our policy lets no form lead to another site."""
    back = own_path(only(query_of(request), "tiep"))
    oidc.provider_of(office_of(request))
    staff = staff_of(request)
    if staff is not None:
        return go(request, after_sign_in(staff, back))
    try:
        journey = await oidc.begin(office_of(request), _redirect_uri(request), back, real_now())
    except (Refused, Unavailable) as refused:
        return _refused(request, refused.sentence, 503 if isinstance(refused, Unavailable) else 422)
    answer: Answer = Response(b"", status_code=303, media_type=MediaType.TEXT, headers={"Location": journey.address})
    answer.set_cookie(_cookie(request, journey.sealed, max_age=int(oidc.JOURNEY.total_seconds())))
    return answer


@page(BACK, may=PUBLIC, in_transaction=False)
async def come_back(request: WebRequest) -> Answer:
    """Answers a page of ours that goes on by itself: the Strict cookie is not sent on a journey another site began."""
    office = office_of(request)
    oidc.provider_of(office)
    query = query_of(request)
    answer = {name: only(query, name) for name in ("state", "code", "error")}
    secure = site_of(request).settings.secure_cookies
    sealed = request.cookies.get("__Host-mc-oidc" if secure else "mc-oidc", "")
    door = Door(address_of(request), request.headers.get("user-agent", "")[:300])
    today = local(business_now(request)).date()
    try:
        made, back = await oidc.finish(office, _redirect_uri(request), sealed, answer, door, real_now(), today)
    except TooMany as refused:
        return _refused(request, refused.sentence, 429)
    except (Refused, Unavailable) as refused:
        return _refused(request, refused.sentence, 503 if isinstance(refused, Unavailable) else 422)
    before = session_token(request.scope)
    if before is not None:
        await sign_out(office, before)
    to = code_box(back) if made.awaits_code else after_sign_in(made.staff, back)
    back_page = shown(request, "account/returned.html", to=to)
    back_page.set_cookie(_cookie(request, "", max_age=0))
    return remember(request, back_page, made.token)


def _refused(request: WebRequest, sentence: str, status: int) -> Answer:
    values = {"errors": [{"text": sentence}], "faults": {}, "username": "", "back": ""}
    answer = shown(request, "account/sign_in.html", status=status, **values)
    answer.set_cookie(_cookie(request, "", max_age=0))
    return answer


PAGES = (leave, come_back)
