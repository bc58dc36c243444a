"""One sentence carried over a redirect ("Đã tiếp nhận hồ sơ …") in a signed cookie that lives a minute."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from hashlib import sha256

from litestar.datastructures import Cookie

from motcua.web.security import guarded_cookie
from motcua.web.site import WebRequest, site_of

NAME = "mc-flash"
LONGEST = 500
_APART = "\x1f"


@dataclass(frozen=True, slots=True)
class Flash:
    """What was done; `back` leads to what it was done on, where the screen shows something else by now."""

    says: str
    back: str = ""


def _name(request: WebRequest) -> str:
    return f"__Host-{NAME}" if site_of(request).settings.secure_cookies else NAME


def _mark(request: WebRequest, said: bytes) -> str:
    key = request.app.state.secret
    # Bound to the center: a sentence said in one never shows in another.
    return hmac.new(key, request.scope["root_path"].encode() + b"\0" + said, sha256).hexdigest()


def flash_cookie(request: WebRequest, flash: Flash) -> Cookie:
    said = base64.urlsafe_b64encode(_APART.join((flash.says[:LONGEST], flash.back)).encode())
    value = f"{said.decode()}.{_mark(request, said)}"
    return guarded_cookie(_name(request), value, secure=site_of(request).settings.secure_cookies, max_age=60)


def forgotten_flash(request: WebRequest) -> Cookie:
    return guarded_cookie(_name(request), "", secure=site_of(request).settings.secure_cookies, max_age=0)


def take_flash(request: WebRequest) -> Flash | None:
    """What to show, if something came along and is ours."""
    said, _, mark = request.cookies.get(_name(request), "").rpartition(".")
    if not said or not said.isascii() or not mark.isascii():
        return None
    if not hmac.compare_digest(_mark(request, said.encode()), mark):
        return None
    try:
        text = base64.urlsafe_b64decode(said.encode()).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    request.scope["state"]["flash_was_shown"] = True
    says, _, back = text.partition(_APART)
    return Flash(says, back)


def flash_was_shown(request: WebRequest) -> bool:
    return bool(request.scope["state"].get("flash_was_shown"))
