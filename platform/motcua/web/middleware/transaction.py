"""One request, one transaction, one center: committed before the answer starts, so that "đã lưu" is never a lie."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware.base import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from motcua.store.engine import CenterTransaction, transaction
from motcua.web.errors import answer_to
from motcua.web.site import WebRequest


class Rollback(Exception):
    """Tells the transaction that the answer is an error."""


class RequestTransaction(ASGIMiddleware):
    """Opens the center's transaction, which every service of the request joins."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if not scope["route_handler"].opt.get("in_transaction", True):
            await next_app(scope, receive, send)
            return
        opened = transaction()
        await opened.__aenter__()
        answer = _Answer(scope, receive, send, opened)
        try:
            await next_app(scope, receive, answer.send)
        except BaseException as error:
            await answer.end(error)
            raise
        await answer.end(Rollback())


class _Answer:
    """Sends the answer on, ending the transaction at its first message."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, opened: CenterTransaction) -> None:
        self._scope, self._receive, self._send, self._opened = scope, receive, send, opened
        self._has_ended = False
        self._is_replaced = False

    async def end(self, error: BaseException | None) -> None:
        if not self._has_ended:
            self._has_ended = True
            await self._opened.__aexit__(type(error) if error else None, error, None)

    async def send(self, message: Message) -> None:
        if self._is_replaced:
            return
        if message["type"] == "http.response.start" and not self._has_ended:
            is_kept = message["status"] < 400 or self._scope["state"].get("keeps_writes", False)
            try:
                await self.end(None if is_kept else Rollback())
            except Exception as error:  # the commit itself failed: what the page says is not true any more
                self._is_replaced = True
                request: WebRequest = self._scope["litestar_app"].request_class(self._scope)
                ready = answer_to(request, error).to_asgi_response(app=None, request=request)
                await ready(self._scope, self._receive, self._send)
                return
        await self._send(message)
