"""A citizen signs in with an account they have elsewhere: out to its provider and back."""

from __future__ import annotations

from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType

from motcua.domain.errors import Refused, Unavailable
from motcua.services.accounts.oidc import JOURNEY
from motcua.services.citizens import oidc as citizen_oidc
from motcua.services.citizens import signing_in as citizens
from motcua.web.forms import only
from motcua.web.middleware.citizen import citizen_token
from motcua.web.page import (
    PUBLIC,
    Answer,
    WebRequest,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
    site_of,
    url_of,
)
from motcua.web.pages.citizen import DOOR, HOME, door_of, own_page, remember
from motcua.web.site import signed_in_citizen

OUT, BACK = f"{DOOR}/dung-chung", f"{DOOR}/tro-ve"


def _name(request: WebRequest) -> str:
    return "__Host-mc-oidc-dan" if site_of(request).settings.secure_cookies else "mc-oidc-dan"


def _cookie(request: WebRequest, value: str, *, max_age: int) -> Cookie:
    """Lax, unlike every other: it must come along when the provider sends the browser back to us."""
    secure = site_of(request).settings.secure_cookies
    return Cookie(_name(request), value=value, max_age=max_age, secure=secure, httponly=True, samesite="lax", path="/")


def _redirect_uri(request: WebRequest) -> str:
    return site_of(request).settings.base_url + url_of(request, BACK)


@page(OUT, may=PUBLIC, in_transaction=False)
async def leave(request: WebRequest) -> Answer:
    office, back = office_of(request), own_page(only(query_of(request), "tiep"))
    citizen_oidc.provider_of(office)
    if signed_in_citizen(request) is not None:
        return go(request, back or HOME)
    try:
        journey = await citizen_oidc.begin(office, _redirect_uri(request), back, real_now())
    except (Refused, Unavailable) as refused:
        return _refused(request, refused.sentence, 503 if isinstance(refused, Unavailable) else 422)
    answer: Answer = Response(b"", status_code=303, media_type=MediaType.TEXT, headers={"Location": journey.address})
    answer.set_cookie(_cookie(request, journey.sealed, max_age=int(JOURNEY.total_seconds())))
    return answer


@page(BACK, may=PUBLIC, in_transaction=False)
async def come_back(request: WebRequest) -> Answer:
    """Answers a page of ours that goes on by itself: the Strict cookie is not sent on a journey another site began."""
    office, query = office_of(request), query_of(request)
    citizen_oidc.provider_of(office)
    answer = {name: only(query, name) for name in ("state", "code", "error")}
    sealed = request.cookies.get(_name(request), "")
    try:
        made, back = await citizen_oidc.finish(
            office, _redirect_uri(request), sealed, answer, door_of(request), real_now()
        )
    except (Refused, Unavailable) as refused:
        return _refused(request, refused.sentence, 503 if isinstance(refused, Unavailable) else 422)
    before = citizen_token(request.scope)
    if before is not None:
        await citizens.sign_out(before)
    back_page = shown(request, "account/returned.html", to=back or HOME)
    back_page.set_cookie(_cookie(request, "", max_age=0))
    return remember(request, back_page, made.token)


def _refused(request: WebRequest, sentence: str, status: int) -> Answer:
    values = {"errors": [{"text": sentence}], "faults": {}, "contact": "", "back": ""}
    answer = shown(request, "citizen/door.html", status=status, **values)
    answer.set_cookie(_cookie(request, "", max_age=0))
    return answer


PAGES = (leave, come_back)
