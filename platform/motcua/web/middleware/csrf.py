"""Litestar's CSRF check with its rough edges taken off.

It answers 500 to a token that is a file or not ASCII, and goes on using a cookie that no longer verifies (another key
file), which would refuse every form until the person clears their cookies.
"""

from __future__ import annotations

from typing import Any

from litestar.config.csrf import CSRFConfig
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware.base import ASGIMiddleware
from litestar.middleware.csrf import CSRFMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.utils.scope.state import ScopeState

from motcua.domain.errors import NotAllowed

FOREIGN = "Yêu cầu được gửi từ một trang khác nên không được thực hiện."
STALE = (
    "Trang đã mở quá lâu hoặc được gửi không đúng cách nên chưa thực hiện được. Nội dung bạn gõ vẫn còn ở trang trước: "
    "bấm nút quay lại của trình duyệt, tải lại trang rồi gửi lại."
)
COOKIE = "mc-csrf"
HEADER = "x-csrftoken"


class StaleForm(NotAllowed):
    """A form without its token: nearly always a page that was open for too long, so the words are not an accusation."""

    title = "Chưa thực hiện được"


class _Csrf(CSRFMiddleware):
    def _decode_csrf_token(self, token: Any) -> str | None:
        if not isinstance(token, str) or not token.isascii():
            return None
        return super()._decode_csrf_token(token)


class Csrf(ASGIMiddleware):
    """Compares the token of the form (or header) with the cookie's."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, secret: str, *, secure: bool) -> None:
        self.config = CSRFConfig(
            secret=secret,
            cookie_name=f"__Host-{COOKIE}" if secure else COOKIE,
            header_name=HEADER,
            cookie_secure=secure,
            cookie_httponly=True,
            cookie_samesite="strict",
            safe_methods={"GET", "HEAD"},
        )
        self._reader = _Csrf(_nowhere, self.config)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["route_handler"].opt.get("is_api"):  # no cookie counts there, so nobody's browser can be made to act
            await next_app(scope, receive, send)
            return
        self._drop_a_cookie_that_is_not_ours(scope)
        try:
            await _Csrf(next_app, self.config)(scope, receive, send)
        except PermissionDeniedException as error:
            if "CSRF" in error.detail:
                raise StaleForm(STALE) from error
            raise

    def _drop_a_cookie_that_is_not_ours(self, scope: Scope) -> None:
        cookies = scope["litestar_app"].request_class(scope).cookies
        token = cookies.get(self.config.cookie_name)
        if token is not None and self._reader._decode_csrf_token(token) is None:
            # Litestar keeps the parsed cookies of the request here; the header itself is left alone.
            ScopeState.from_scope(scope).cookies = {
                name: value for name, value in cookies.items() if name != self.config.cookie_name
            }


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("only the token is read here")


def csrf_token_of(scope: Any) -> str:
    """The token to render in forms; empty where the check never ran (an unknown address)."""
    token = ScopeState.from_scope(scope).csrf_token
    return token if isinstance(token, str) else ""
