"""At the door of the application: the size of the body, where it was posted from, and reading it to the end.

The form is read before the transaction opens: a slow upload must not hold a database connection.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, HTTPException
from litestar.middleware.base import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from motcua.domain.errors import NotAllowed, TooLarge
from motcua.web.middleware.csrf import FOREIGN
from motcua.web.site import Site

# What a browser says of a form on our own page ("same-origin") or of an address typed by hand ("none").
OWN_SITES = ("same-origin", "none")


class Arrival(ASGIMiddleware):
    """The first of ours; Litestar has already found the route."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        assert scope["type"] == ScopeType.HTTP
        if scope["method"] in ("GET", "HEAD"):
            await next_app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        sent_from = headers.get(b"sec-fetch-site")
        if sent_from is not None and sent_from.decode("latin-1") not in OWN_SITES:
            raise NotAllowed(FOREIGN)
        site: Site = scope["litestar_app"].state.site
        if not _is_from_here(headers, site.settings.base_url):
            raise NotAllowed(FOREIGN)
        takes_upload = scope["route_handler"].opt.get("takes_upload", False)
        limit = site.settings.max_form_bytes
        if takes_upload:
            limit += site.settings.max_file_bytes
        body = _Body(receive, _too_large(limit, is_file=takes_upload), limit)
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and (len(declared) > 15 or int(declared) > limit):
            raise _too_large(limit, is_file=takes_upload)
        if scope["route_handler"].opt.get("is_api"):
            await _read_json(Request(scope, receive=body.receive, send=send), body)
            await next_app(scope, body.receive, send)
            return
        form = await _whole_form(Request(scope, receive=body.receive, send=send), body)
        try:
            if body.fault is None:
                await next_app(scope, body.receive, send)
        finally:
            # Litestar closes these only when the page was reached; a refused token would leave a file open.
            for _, value in form.multi_items():
                if isinstance(value, UploadFile):
                    await value.close()
        if body.fault is not None:
            raise body.fault


async def _whole_form(request: Request[Any, Any, Any], body: _Body) -> FormMultiDict:
    try:
        return await request.form()
    except (LookupError, UnicodeError) as error:  # a part in a charset that nobody knows, or that is another's
        raise body.fault or ClientException() from error
    except ClientException as error:
        raise body.fault or error from None


async def _read_json(request: Request[Any, Any, Any], body: _Body) -> None:
    """The body of an operation of the API: JSON and nothing else, read before the transaction opens.

    Litestar keeps the bytes for the page. Looked through here, because nesting without end is an error of its own kind.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(status_code=415)
    whole = await request.body()
    if body.fault is not None:
        raise body.fault
    try:
        msgspec.json.decode(whole)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise ClientException from error


def _is_from_here(headers: dict[bytes, bytes], base_url: str) -> bool:
    """Browsers too old for Sec-Fetch-Site still name the origin of what they post. `null` is a sandbox or a file.

    Behind a proxy the Host may be an inner one, so the public address counts as well; the scheme is the proxy's affair.
    """
    origin = headers.get(b"origin")
    if origin is None:
        return True
    where = urlsplit(origin.decode("latin-1")).netloc
    return where != "" and where in (headers.get(b"host", b"").decode("latin-1"), urlsplit(base_url).netloc)


class _Body:
    """What arrives, counted. A body that grows over its limit or breaks off ends there, and `fault` says why.

    The parser closes the files it has begun only where it sees an end; and half a form must reach no page.
    """

    def __init__(self, receive: Receive, too_large: TooLarge, limit: int) -> None:
        self.fault: TooLarge | ClientException | None = None
        self._receive, self._too_large, self._limit = receive, too_large, limit
        self._taken, self._is_over = 0, False

    async def receive(self) -> Any:
        if self.fault is not None:
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.request":
            self._taken += len(message.get("body", b""))
            self._is_over = not message.get("more_body", False)
            if self._taken > self._limit:
                self.fault = self._too_large
        elif not self._is_over:
            self.fault = ClientException("the body broke off")
        return _END if self.fault is not None else message


_END = {"type": "http.request", "body": b"", "more_body": False}


def _too_large(limit: int, *, is_file: bool) -> TooLarge:
    megabytes = limit // (1024 * 1024)
    if is_file:
        return TooLarge(
            f"Tệp quá lớn: mỗi tệp không được quá {megabytes - 1} MB. Hãy quét lại với độ phân giải thấp hơn "
            "hoặc chia tài liệu thành nhiều tệp."
        )
    return TooLarge(f"Nội dung gửi lên quá lớn (giới hạn {megabytes} MB). Hãy rút ngắn nội dung rồi gửi lại.")
