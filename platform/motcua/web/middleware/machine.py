"""Who asks with a key: `Authorization: Bearer mck_…`. Read where an operation is for machines, and nowhere else; a
session's cookie opens none of them."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware.base import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from motcua.services.machines.keys import machine_of
from motcua.web.guards import ACCESS, MACHINE
from motcua.web.site import real_now

BEARER = "bearer "


class SignedInMachine(ASGIMiddleware):
    """Sets `scope["state"]["machine"]` to the machine or None."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        access = scope["route_handler"].opt.get(ACCESS)
        if getattr(access, "name", "") == MACHINE:
            sent = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
            key = sent[len(BEARER) :].strip() if sent[: len(BEARER)].lower() == BEARER else ""
            scope["state"]["machine"] = await machine_of(key, real_now()) if key else None
        await next_app(scope, receive, send)
