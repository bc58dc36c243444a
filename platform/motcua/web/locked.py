"""What a locked screen answers: the box for the password, with whatever was being sent carried along.

A form posted after the screen had locked is not lost: its fields come along unseen and go on after the password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.enums import MediaType

from motcua.domain.people import Staff
from motcua.web.forms import Typed, is_unreadable, readable
from motcua.web.site import WebRequest, site_of

PASSWORD, TO = "_lock_password", "_lock_to"
LOCKED = "locked_screen"
# Passwords are never carried, and what is about the session itself is not worth going on with.
_NOT_CARRIED = ("/doi-mat-khau", "/khoa", "/mo-khoa")


@dataclass(frozen=True, slots=True)
class LockedScreen:
    """Whose screen is locked, and what they were sending when that was found out."""

    staff: Staff
    carried: tuple[tuple[str, str], ...] = ()
    has_files: bool = False


async def locked_screen(request: WebRequest, staff: Staff) -> LockedScreen:
    if request.method != "POST" or request.scope["path"] in _NOT_CARRIED:
        return LockedScreen(staff)
    form = await request.form()
    found = [(name, value) for name in dict.fromkeys(form) for value in form.getall(name)]
    typed = tuple((readable(name), readable(value)) for name, value in found if _is_text(name, value))
    return LockedScreen(staff, typed, any(isinstance(value, UploadFile) and value.filename for _, value in found))


def _is_text(name: str, value: object) -> bool:
    is_ours = name == "_csrf_token" or name.startswith("_lock_")
    return isinstance(value, str) and not is_ours and not is_unreadable(name)


def carried_of(typed: Typed) -> tuple[tuple[str, str], ...]:
    """What came along with the password."""
    return tuple((name, value) for name, values in typed.items() if not name.startswith("_lock_") for value in values)


def screen_of(request: WebRequest) -> LockedScreen | None:
    found: LockedScreen | None = request.scope["state"].get(LOCKED)
    return found


def answer_locked(request: WebRequest) -> Response[Any]:
    """To the box for the password and back again."""
    root: str = request.scope["root_path"]
    screen = screen_of(request)
    if screen is None or request.headers.get("hx-request") == "true":
        # The script draws the curtain over the page: what is typed there stays.
        headers = {"HX-Trigger": "mc-locked", "HX-Reswap": "none"}
        return Response(b"", status_code=401, media_type=MediaType.TEXT, headers=headers)
    if request.method == "POST" and screen.carried:
        values = {"errors": [], "fault": "", "screen": screen, "to": asked_of(request)}
        html = site_of(request).renderer.page(request, "account/locked.html", values)
        return Response(html, status_code=403, media_type=MediaType.HTML)
    back = asked_of(request) if request.method == "GET" else ""
    return Response(b"", status_code=303, media_type=MediaType.TEXT, headers={"Location": _box(root, back)})


def asked_of(request: WebRequest) -> str:
    """The address that was asked for inside this center, the words of its list among it."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else request.scope["path"]


def _box(root: str, back: str) -> str:
    return f"{root}/khoa?tiep={quote(back, safe='/')}" if back.startswith("/") else f"{root}/khoa"
