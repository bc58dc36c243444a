"""Which citizen is signed in, on their own pages. There nobody is a member of staff: one browser may be both."""

from __future__ import annotations

from typing import Any, cast

from litestar.enums import ScopeType
from litestar.middleware.base import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from motcua.services.citizens.signing_in import citizen_of
from motcua.web.security import citizen_cookie_name
from motcua.web.site import CITIZEN, Site, real_now

OWN_PAGES = "/cong-dan"


def is_citizens(path: str) -> bool:
    return path == OWN_PAGES or path.startswith(f"{OWN_PAGES}/")


def citizen_token(scope: Any) -> str | None:
    site = cast(Site, scope["litestar_app"].state.site)
    name = citizen_cookie_name(scope["state"]["center"].key, secure=site.settings.secure_cookies)
    token = scope["litestar_app"].request_class(scope).cookies.get(name)
    return token if token and token.isascii() and len(token) <= 200 else None


class SignedInCitizen(ASGIMiddleware):
    """Sets `state["citizen"]` on pages below `/cong-dan`."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if is_citizens(str(scope.get("path_template", ""))):
            scope["user"] = None
            token = citizen_token(scope)
            scope["state"][CITIZEN] = None if token is None else await citizen_of(token, real_now())
        await next_app(scope, receive, send)
