"""Who is signed in: the cookie's token is looked up by its hash; one we did not issue is ignored, never adopted."""

from __future__ import annotations

from typing import Any, cast

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware.base import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from motcua.domain.calendar import local
from motcua.domain.people import Permission, Staff
from motcua.services.accounts.lock import seat_of
from motcua.services.inspection.acts import note_inspected
from motcua.services.province.guests import note_opened
from motcua.web.ids import uuid_of
from motcua.web.locked import LOCKED, locked_screen
from motcua.web.middleware.citizen import is_citizens
from motcua.web.security import session_cookie_name
from motcua.web.site import Site, real_now

AWAITS_CODE = "awaits_code"  # whose code is still to come: they are not signed in yet


def cookie_name(scope: Any) -> str:
    site = cast(Site, scope["litestar_app"].state.site)
    return session_cookie_name(scope["state"]["center"].key, secure=site.settings.secure_cookies)


def session_token(scope: Any) -> str | None:
    """The token that the browser sent, if it looks like one of ours (the store decides whether it is)."""
    request: Request[Any, Any, Any] = scope["litestar_app"].request_class(scope)
    token = request.cookies.get(cookie_name(scope))
    return token if token and token.isascii() and len(token) <= 200 else None


class SignedInStaff(ASGIMiddleware):
    """Sets `scope["user"]` to the staff member or None; None too while their screen is locked."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        site = cast(Site, scope["litestar_app"].state.site)
        token = session_token(scope)
        scope["user"] = None
        is_staffs = not scope["route_handler"].opt.get("is_api") and not is_citizens(
            str(scope.get("path_template", ""))
        )
        if token is not None and is_staffs:
            at = scope["state"].setdefault("at", site.clock())
            has_hand = dict(scope["headers"]).get(b"x-hand") == b"1"  # somebody typed since the page asked last
            is_quiet = scope["route_handler"].opt.get("is_quiet", False) and not has_hand
            seat = await seat_of(site.office, token, real_now(), local(at).date(), is_quiet=is_quiet)
            if seat is not None and seat.awaits_code:
                scope["state"][AWAITS_CODE] = seat.staff
            elif seat is not None and not seat.is_locked:
                if not seat.staff.is_guest or await _is_noted(scope, seat.staff):
                    scope["user"] = seat.staff
                    await _note_inspected(scope, seat.staff)
            elif seat is not None:
                request: Request[Any, Any, Any] = scope["litestar_app"].request_class(scope, receive, send)
                scope["state"][LOCKED] = await locked_screen(request, seat.staff)
        await next_app(scope, receive, send)


async def _is_noted(scope: Scope, staff: Staff) -> bool:
    """What a guest from the province asks for goes into the center's trail before they get it."""
    asked_for = uuid_of(str(scope.get("path_params", {}).get("dossier_id", "")))
    route = str(scope.get("path_template", ""))
    return await note_opened(staff, route, asked_for, scope["state"]["at"], real_now())


async def _note_inspected(scope: Scope, staff: Staff) -> None:
    """What an inspector opens of a dossier is written down before they get it, as any other look at it is."""
    if scope.get("method") != "GET" or not staff.may(Permission.INSPECT):
        return
    params = scope.get("path_params", {})
    route = str(scope.get("path_template", ""))
    asked_for = uuid_of(str(params.get("dossier_id", "")))
    file_id = uuid_of(str(params.get("file_id", ""))) if asked_for is None else None
    if asked_for is not None or file_id is not None:
        await note_inspected(staff, route, asked_for, file_id, scope["state"]["at"])
