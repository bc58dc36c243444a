"""How a page is declared and how it answers. A page module needs nothing else:

@page("/so-theo-doi/{key:str}", may=Permission.SEE_DOSSIERS)
async def show_register(request: WebRequest, key: FromPath[str]) -> Answer:
    return shown(request, "desk/register.html", rows=await read_rows(key))

@act("/so-theo-doi/{key:str}", may=Permission.PROCESS)
async def note(request: WebRequest, key: FromPath[str]) -> Answer:
    typed = await form_of(request)
    ...
    return go(request, f"/so-theo-doi/{key}", says="Đã ghi.")

PAGES = (show_register, note)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from motcua.domain.people import Permission
from motcua.web.flash import Flash, flash_cookie, flash_was_shown, forgotten_flash
from motcua.web.forms import faults_and_form_of, form_of, query_of, uploads_of
from motcua.web.guards import ACCESS, CITIZENS, PUBLIC, SIGNED_IN, May, access_of
from motcua.web.site import WebRequest, acting, business_now, center_of, keep, office_of, real_now, site_of, staff_of

__all__ = [
    "CITIZENS",
    "PUBLIC",
    "SIGNED_IN",
    "Answer",
    "FromPath",
    "Permission",
    "WebRequest",
    "act",
    "acting",
    "business_now",
    "center_of",
    "faults_and_form_of",
    "form_of",
    "go",
    "is_partial",
    "keep",
    "office_of",
    "page",
    "query_of",
    "real_now",
    "sent",
    "shown",
    "site_of",
    "staff_of",
    "uploads_of",
    "url_of",
]

Answer = Response[Any]
Declare = Callable[[Callable[..., Any]], HTTPRouteHandler]


def _opt(
    may: May,
    in_transaction: bool,
    while_must_change: bool,
    while_must_set_up: bool,
    while_locked: bool,
    is_quiet: bool,
    takes_upload: bool,
) -> dict[str, Any]:
    return {
        ACCESS: access_of(may),
        "in_transaction": in_transaction,
        "while_must_change": while_must_change,
        "while_must_set_up": while_must_set_up,
        "while_locked": while_locked,
        "is_quiet": is_quiet,
        "takes_upload": takes_upload,
    }


def page(
    path: str,
    *,
    may: May,
    in_transaction: bool = True,
    while_must_change: bool = False,
    while_must_set_up: bool = False,
    while_locked: bool = False,
) -> Declare:
    """A page that only shows. `in_transaction=False` for one that asks nothing of the database.

    `while_locked`: also on a locked screen. `while_must_set_up`: also for who must set up the second step first.
    """
    return get(path, opt=_opt(may, in_transaction, while_must_change, while_must_set_up, while_locked, False, False))


def act(
    path: str,
    *,
    may: May,
    in_transaction: bool = True,
    while_must_change: bool = False,
    while_must_set_up: bool = False,
    while_locked: bool = False,
    is_quiet: bool = False,
    takes_upload: bool = False,
) -> Declare:
    """A form that does something: one transaction, committed when the answer is below 400. `in_transaction=False`
    where the service opens its own (hashing a password or opening a file must not hold a connection).

    `takes_upload` lifts the limit of the body from a form's to one file's: every file is its own request, so that one
    refusal does not lose the others. `is_quiet`: sent by the page itself and not by a hand, so that it does not keep
    an abandoned screen from being locked.
    """
    opt = _opt(may, in_transaction, while_must_change, while_must_set_up, while_locked, is_quiet, takes_upload)
    return post(path, opt=opt, status_code=HTTP_200_OK)


def is_partial(request: WebRequest) -> bool:
    """Whether htmx asks for a part of the page to be swapped in."""
    return request.headers.get("hx-request") == "true"


def url_of(request: WebRequest, path: str) -> str:
    """An address inside this center: `/thu-tuc` → `/que-vo/thu-tuc`."""
    return f"{request.scope['root_path']}{path}"


def shown(request: WebRequest, template: str, *, status: int = HTTP_200_OK, **values: Any) -> Answer:
    """A template with its values."""
    html = site_of(request).renderer.page(request, template, values)
    answer = Response(html, media_type=MediaType.HTML, status_code=status)
    if flash_was_shown(request):
        answer.set_cookie(forgotten_flash(request))
    return answer


def go(request: WebRequest, path: str, *, says: str = "", back: str = "") -> Answer:
    """To another page of this center after an act; `says` is shown there once, in a green notification, and `back`
    is a page of this center that it links to: what was just worked on.
    """
    address = url_of(request, path)
    headers = {"HX-Redirect": address} if is_partial(request) else {"Location": address}
    status = HTTP_200_OK if is_partial(request) else 303
    answer = Response(b"", status_code=status, media_type=MediaType.TEXT, headers=headers)
    if says:
        answer.set_cookie(flash_cookie(request, Flash(says, back)))
    return answer


def sent(content: bytes, *, media_type: str, name: str, inline: bool = False) -> Answer:
    """A file. What people uploaded is never interpreted by the browser on our origin."""
    kind = "inline" if inline else "attachment"
    headers: Mapping[str, str] = {
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=dict(headers))
