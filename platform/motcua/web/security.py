"""Headers, cookies and secrets of the web layer."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import Final

from litestar.datastructures import Cookie

from motcua.settings import Settings

# ASVS V3. Nothing comes from another origin; scripts run only with the page's nonce; htmx is the one Trusted-Types
# policy (its hx-csp extension refuses elements without the nonce).
POLICY: Final = (
    "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx"
)
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-frame-options", b"DENY"),
)
#: A page that names who may frame it; the older header could only say nobody.
FRAMED: Final = b"frame-ancestors https://"
TRANSPORT: Final = (b"strict-transport-security", b"max-age=31536000")


def new_nonce() -> str:
    return secrets.token_urlsafe(18)


def with_security_headers(
    headers: list[tuple[bytes, bytes]], *, nonce: str, https: bool, is_shared: bool = False
) -> list[tuple[bytes, bytes]]:
    """The answer's headers with ours added where the page has not set its own.

    Pages are never kept by a browser or a proxy: counters share their computers. `is_shared` marks what may be kept.
    """
    have = {name.lower() for name, _ in headers}
    added = [*HEADERS]
    if any(name.lower() == b"content-security-policy" and FRAMED in value for name, value in headers):
        added = [(name, value) for name, value in added if name != b"x-frame-options"]
    added.append((b"content-security-policy", POLICY.format(nonce=nonce).encode()))
    if not is_shared:
        added.append((b"cache-control", b"no-store"))
    if https:
        added.append(TRANSPORT)
    return headers + [(name, value) for name, value in added if name not in have]


def guarded_cookie(name: str, value: str, *, secure: bool, max_age: int | None = None) -> Cookie:
    """A cookie that scripts can't read and other sites can't send. Without `max_age` it ends with the browser."""
    return Cookie(name, value=value, max_age=max_age, secure=secure, httponly=True, samesite="strict", path="/")


def session_cookie_name(center_key: str, *, secure: bool) -> str:
    """`__Host-` needs Secure, and over the plain http of the demo Safari and scripts drop Secure cookies."""
    return f"__Host-mc-{center_key}" if secure else f"mc-{center_key}"


def citizen_cookie_name(center_key: str, *, secure: bool) -> str:
    """Apart from the staff's: one browser may hold both."""
    return f"{session_cookie_name(center_key, secure=secure)}-dan"


def device_cookie_name(center_key: str, *, secure: bool) -> str:
    """Apart from the staff's: a machine of the hall is nobody."""
    return f"{session_cookie_name(center_key, secure=secure)}-thiet-bi"


def derived_secret(settings: Settings, purpose: str) -> bytes:
    """A secret for one purpose, the same in every worker: derived from the installation's key file.

    Without a key file (a test, a first start) a random one serves for the life of the process.
    """
    try:
        root = settings.key_file.read_bytes()
    except OSError:
        root = secrets.token_bytes(32)
    return hmac.new(root, f"motcua {purpose}".encode(), sha256).digest()
