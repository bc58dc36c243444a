"""The outermost wrapper, pure ASGI: static files, health, the list of centers, and `/que-vo/…` → the center's pages.

It also holds what must hold for every answer, whoever made it: security headers, one log line, no exception escapes.
"""

from __future__ import annotations

import time
from typing import Any

import structlog
from litestar import Litestar

from motcua import metrics
from motcua.centers import Center, current
from motcua.web.api.problems import is_api
from motcua.web.errors import note_failure
from motcua.web.forms import is_unreadable
from motcua.web.pages.outside import OutsidePages
from motcua.web.security import new_nonce, with_security_headers
from motcua.web.site import Site

log = structlog.get_logger("motcua.web")
METHODS = ("GET", "HEAD", "POST")
ALIVE = "/health/live"
HEALTH = ("/health", ALIVE, "/health/ready")
MOST_DRAINED = 64 * 1024 * 1024


class CenterByPath:
    """The ASGI application. `pages` is the Litestar part, for the route table."""

    def __init__(self, pages: Litestar, site: Site) -> None:
        self.pages = pages
        self.site = site
        self._outside = OutsidePages(site)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.pages(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        began = time.monotonic()
        nonce = new_nonce()
        answer = _Answer(scope, receive, send, nonce, https=self.site.settings.secure_cookies)
        inner: dict[str, Any] = {}
        try:
            inner = await self._dispatch(scope, answer, nonce)
        except Exception as error:
            reference = note_failure(error)
            if answer.status is None:
                await self._outside.failed(answer.send, nonce, reference)
        finally:
            if answer.status is not None and not answer.is_static:
                center = inner.get("state", {}).get("center")
                # The template of the route, never the address: it holds dossier codes and the secret of a receipt.
                route = inner.get("path_template") or inner.get("outside", "-")
                method = scope["method"] if scope["method"] in METHODS else "other"
                seconds = time.monotonic() - began
                metrics.request_answered(method, route, answer.status, seconds)
                # A monitor asks every few seconds; while all is well that is counted and not written down.
                is_heartbeat = route in HEALTH and answer.status == 200
                (log.debug if is_heartbeat else log.info)(
                    "request",
                    method=method,
                    center=center.key if center else "",
                    route=route,
                    status=answer.status,
                    ms=round(seconds * 1000, 1),
                )

    async def _dispatch(self, scope: Any, answer: _Answer, nonce: str) -> dict[str, Any]:
        answered = await self._at_the_door(scope, answer, nonce)
        if answered is not None:
            return answered
        path: str = scope["path"]
        if path == "/":
            await self._outside.list_centers(answer.send, nonce)
            return {"outside": "/"}
        key, _, rest = path[1:].partition("/")
        readiness = self.site.readiness
        if readiness is not None and (sentence := readiness.why_closed(key)):
            await self._outside.closed(answer.send, nonce, sentence, is_api=is_api(path))
            return {"outside": "closed"}
        center = self.site.centers.get(key)
        if center is None and readiness is not None and readiness.has_left(key):
            await self._outside.left(answer.send, nonce, is_api=is_api(path))
            return {"outside": "left"}
        if center is None:
            await self._outside.unknown_center(answer.send, nonce)
            return {}
        if not rest and not path.endswith("/"):
            await self._outside.moved(answer.send, f"/{key}/")
            return {}
        return await self._enter(scope, answer, nonce, center, f"/{center.key}")

    async def _at_the_door(self, scope: Any, answer: _Answer, nonce: str) -> dict[str, Any] | None:
        """What is answered before any place is entered; None: go on."""
        path: str = scope["path"]
        if scope["method"] not in METHODS:
            await self._outside.problem(answer.send, nonce, 405, is_api=is_api(path))
            return {}
        if is_unreadable(path):
            await self._outside.problem(answer.send, nonce, 400, is_api=is_api(path))
            return {}
        if path in HEALTH:
            await self._outside.health(answer.send, is_alive_enough=path == ALIVE)
            return {"outside": path}
        if path.startswith("/static/"):
            answer.is_static = True
            if not await self.site.static.answer(path.removeprefix("/static/"), scope, answer.send):
                await self._outside.problem(answer.send, nonce, 404)
            return {}
        readiness = self.site.readiness
        if readiness is not None and not readiness.is_ready:
            await self._outside.starting(answer.send, nonce, is_api=is_api(path))
            return {"outside": "starting"}
        return None

    async def _enter(self, scope: Any, answer: _Answer, nonce: str, center: Center, root: str) -> dict[str, Any]:
        inner = {
            **scope,
            "method": "GET" if scope["method"] == "HEAD" else scope["method"],
            "root_path": root,
            "state": {**scope.get("state", {}), "center": center, "nonce": nonce},
        }
        token = current.set(center)
        try:
            await self.pages(inner, answer.receive, answer.send)  # type: ignore[arg-type]
        finally:
            current.reset(token)
        return inner


class _Answer:
    """The way out: adds the headers, drops the body for HEAD, and reads a refused upload to its end.

    A browser that is still sending when the answer arrives shows "connection reset" instead of our 413 page.
    """

    def __init__(self, scope: Any, receive: Any, send: Any, nonce: str, *, https: bool) -> None:
        self._receive, self._send, self._nonce, self._https = receive, send, nonce, https
        self._is_head = scope["method"] == "HEAD"
        self._has_more_body = scope["method"] == "POST"
        self.status: int | None = None
        self.is_static = False

    async def receive(self) -> Any:
        message = await self._receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._has_more_body = False
        return message

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.status >= 400:
                await self._drain()
            headers = with_security_headers(
                list(message.get("headers", [])), nonce=self._nonce, https=self._https, is_shared=self.is_static
            )
            message = {**message, "headers": headers}
        elif self._is_head:
            message = {**message, "body": b""}
        await self._send(message)

    async def _drain(self) -> None:
        drained = 0
        while self._has_more_body and drained < MOST_DRAINED:
            message = await self.receive()
            drained += len(message.get("body", b""))
