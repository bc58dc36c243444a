"""Who may open a page. Deny by default: a route without a declaration stops the start of the application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers.base import BaseRouteHandler
from litestar.routes import HTTPRoute

from motcua.domain.errors import NotAllowed
from motcua.domain.machines import SCOPE_NAMES, Machine, Scope
from motcua.domain.people import AnyPermission, Permission, permission_name, who_may
from motcua.domain.province import ProvincePermission

ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Access:
    """Everybody, everybody signed in, who holds one of `permissions`, or a machine whose key is for `scope`."""

    name: str
    permissions: frozenset[AnyPermission] = frozenset()
    scope: str = ""


MACHINE = "machine"
PUBLIC = Access("public")
SIGNED_IN = Access("signed_in")
#: Citizens with an account of the center; never staff. What is theirs among the things of others, services decide.
CITIZENS = Access("citizen")
#: Machines of the hall, each kind by a token of its own; never a person, whoever else is signed in at the browser.
KIOSK = Access("kiosk")
DISPLAY = Access("display")
DEVICES = (KIOSK, DISPLAY)
May = Access | AnyPermission | tuple[AnyPermission, ...]
NO_DEVICE = (
    "Trang này chỉ mở trên thiết bị đã ghép với Trung tâm. Quản trị Trung tâm cấp mã ghép ở trang Thiết bị sảnh."
)
READS_ONLY = "Truy cập khẩn cấp của tỉnh chỉ được xem: việc này do cán bộ của Trung tâm thực hiện."


def access_of(may: May) -> Access:
    if isinstance(may, Access):
        return may
    permissions = (may,) if isinstance(may, Permission | ProvincePermission) else may
    if not permissions:
        raise ValueError("a page names at least one permission, or PUBLIC, or SIGNED_IN")
    return Access("permission", frozenset(permissions))


class NeedsKey(Exception):
    """An operation for machines was asked without a key that is in force."""


class ScreenIsLocked(Exception):
    """The session goes on, but nothing is shown before the password was typed again."""


class CitizenMustSignIn(Exception):
    """A citizen's page, and nobody is there."""


class MustChangePassword(Exception):
    """A first password opens nothing but the page that changes it."""


class MustSetUpCode(Exception):
    """Whoever signs or keeps accounts works only after setting up the second step."""


def check_access(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The one guard of the application."""
    access = handler.opt.get(ACCESS)
    if not isinstance(access, Access):
        raise NotAllowed("Trang này chưa khai báo ai được mở.")
    if access == PUBLIC:
        return
    if access == CITIZENS:
        if connection.scope["state"].get("citizen") is None:
            raise CitizenMustSignIn
        return
    if access in DEVICES:
        device = connection.scope["state"].get("device")
        if device is None or device.kind != access.name:
            raise NotAllowed(NO_DEVICE)
        return
    if access.name == MACHINE:
        _check_machine(connection.scope["state"].get("machine"), access.scope)
        return
    staff = connection.scope.get("user")
    if staff is None and connection.scope["state"].get("locked_screen") is not None:
        if handler.opt.get("while_locked"):
            return
        raise ScreenIsLocked
    if staff is None:
        raise NotAuthorizedException
    if staff.must_change_password and not handler.opt.get("while_must_change"):
        raise MustChangePassword
    if staff.must_set_up_code and not (handler.opt.get("while_must_change") or handler.opt.get("while_must_set_up")):
        raise MustSetUpCode
    if staff.is_guest and connection.scope.get("method") == "POST" and not handler.opt.get("while_locked"):
        raise NotAllowed(READS_ONLY)
    if access.permissions and not any(staff.may(each) for each in access.permissions):
        wanted = sorted(access.permissions)
        says = " hoặc ".join(permission_name(each) for each in wanted)
        whom = "; ".join(dict.fromkeys(who_may(each) for each in wanted))
        raise NotAllowed(f"Bạn chưa được giao quyền {says}. Người có quyền: {whom}.")


def _check_machine(machine: Machine | None, scope: str) -> None:
    if machine is None:
        raise NeedsKey
    if not machine.may(Scope(scope)):
        raise NotAllowed(
            f"Khóa này không có quyền: {SCOPE_NAMES[Scope(scope)][0].lower()}{SCOPE_NAMES[Scope(scope)][1:]}."
        )


@dataclass(frozen=True, slots=True)
class DeclaredRoute:
    """One row of the route table: the isolation matrix is generated from these."""

    method: str
    path: str
    access: Access
    name: str
    takes_upload: bool = False


def declared_routes(app: Any) -> tuple[DeclaredRoute, ...]:
    """Every page of the application with who may open it. Takes what `create_app` returned, or its Litestar part."""
    return tuple(_declared(getattr(app, "pages", app)))


def _declared(pages: Litestar) -> Iterator[DeclaredRoute]:
    for route in sorted(pages.routes, key=lambda each: each.path):
        if not isinstance(route, HTTPRoute):
            raise TypeError(f"{route.path}: only pages are served, no sockets and no mounted applications")
        for handler in route.route_handlers:
            for method in sorted(handler.http_methods):
                if method == "OPTIONS":  # made by the framework; the outer wrapper never lets OPTIONS through
                    continue
                access = handler.opt.get(ACCESS)
                if not isinstance(access, Access):
                    raise TypeError(f"{method} {route.path}: nobody has declared who may open this page")
                yield DeclaredRoute(
                    method, route.path_format, access, handler.handler_name, bool(handler.opt.get("takes_upload"))
                )
