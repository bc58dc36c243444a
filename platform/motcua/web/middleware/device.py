"""Which machine of the hall asks, on the pages of machines. There nobody is a member of staff."""

from __future__ import annotations

from typing import Any, cast

from litestar.enums import ScopeType
from litestar.middleware.base import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from motcua.services.hall.devices import device_of
from motcua.web.guards import ACCESS, DEVICES
from motcua.web.security import device_cookie_name
from motcua.web.site import Site, real_now


def device_token(scope: Any) -> str | None:
    site = cast(Site, scope["litestar_app"].state.site)
    name = device_cookie_name(scope["state"]["center"].key, secure=site.settings.secure_cookies)
    token = scope["litestar_app"].request_class(scope).cookies.get(name)
    return token if token and token.isascii() and len(token) <= 200 else None


class PairedDevice(ASGIMiddleware):
    """Sets `state["device"]` on pages that a kiosk or a display alone may open."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["route_handler"].opt.get(ACCESS) in DEVICES:
            scope["user"] = None
            token = device_token(scope)
            scope["state"]["device"] = None if token is None else await device_of(token, real_now())
        await next_app(scope, receive, send)
