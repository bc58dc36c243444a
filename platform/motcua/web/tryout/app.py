"""The pages of a tryout as one ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Litestar, Response, get, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.params import FromPath

from motcua.catalog.lint import lint
from motcua.catalog.reloading import Broken, Reloading
from motcua.services.office import Office
from motcua.settings import Clock
from motcua.web.form_view import is_refresh, with_buttons
from motcua.web.forms import Typed, faults_and_form_of, only, query_of
from motcua.web.security import new_nonce, with_security_headers
from motcua.web.tryout.bench import PREVIEW, STAMP, TOKEN, WATCH, Bench, Page, TryRequest, is_partial
from motcua.web.tryout.drawing import SIZES, drawn, sampled

LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
FILL = "dien"
# What most people at a counter would answer.
USUAL: Typed = {"applicant.kind": ["person"], "proxy.is_used": ["no"]}


def create_tryout(office: Office, plugin: Reloading, clock: Clock) -> Callable[..., Any]:
    """The ASGI application. Only requests to this machine's own names are answered."""
    bench = Bench(office, plugin, clock)
    pages = Litestar(
        route_handlers=[show_list, watch_list, show_form, try_form],
        openapi_config=None,
        logging_config=None,
        exception_handlers={Exception: _failed},
        state=State({"bench": bench}),
    )

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await pages(scope, receive, send)
            return
        path: str = scope["path"]
        if path.startswith("/static/") and await bench.static.answer(path.removeprefix("/static/"), scope, send):
            return
        nonce = new_nonce()

        async def guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = with_security_headers(list(message.get("headers", [])), nonce=nonce, https=False)
                message = {**message, "headers": headers}
            await send(message)

        inner: Any = {**scope, "state": {**scope.get("state", {}), "nonce": nonce}}
        await pages(inner, receive, guarded)

    return answer


def _bench(request: TryRequest) -> Bench:
    """Refuses a page of another site that had its name point here."""
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    if host not in LOCAL_NAMES:
        raise PermissionError(host)
    bench: Bench = request.app.state.bench
    return bench


def _failed(request: TryRequest, error: Exception) -> Page:
    """An address that is none, or the plugin's own code raising while its form is drawn."""
    status = getattr(error, "status_code", 500)
    if isinstance(error, PermissionError):
        return Response("Chỉ mở được trên máy này.\n", media_type=MediaType.TEXT, status_code=403)
    if status in (404, 405):
        return Response("Không có trang này.\n", media_type=MediaType.TEXT, status_code=status)
    bench: Bench = request.app.state.bench
    return bench.shown_broken(request, Broken.by(error, bench.plugin.folder), "")


@get("/")
async def show_list(request: TryRequest) -> Page:
    return await _listed(request)


@post("/", status_code=200)
async def watch_list(request: TryRequest) -> Page:
    """Asked again and again by the page: nothing while nothing has changed."""
    typed = await _typed(request)
    loaded = await _bench(request).loaded()
    return _nothing() if only(typed, STAMP) == loaded.stamp else await _listed(request)


async def _listed(request: TryRequest) -> Page:
    bench = _bench(request)
    loaded = await bench.loaded()
    if loaded.catalog is None:
        return bench.shown_broken(request, loaded.broken or Broken(""), loaded.stamp)
    versions = sorted(loaded.catalog.procedures.values(), key=lambda version: version.title)
    return bench.shown(
        request,
        "tryout/_list.html" if is_partial(request) else "tryout/list.html",
        stamp=loaded.stamp,
        plugins=list(loaded.catalog.plugins.by_key.values()),
        versions=versions,
        problems=[str(problem) for problem in loaded.catalog.problems]
        + [sentence for version in versions for sentence in lint(version)],
    )


@get("/{key:str}")
async def show_form(request: TryRequest, key: FromPath[str]) -> Page:
    bench = _bench(request)
    loaded = await bench.loaded()
    if loaded.catalog is None:
        return bench.shown_broken(request, loaded.broken or Broken(""), loaded.stamp)
    version = loaded.catalog.get(key)
    if version is None:
        return _gone()
    size = only(query_of(request), FILL)
    typed = sampled(bench, loaded, version, size) if size in SIZES else dict(USUAL)
    return await drawn(request, bench, loaded, version, typed)


@post("/{key:str}", status_code=200)
async def try_form(request: TryRequest, key: FromPath[str]) -> Page:
    bench = _bench(request)
    typed = await _typed(request)
    loaded = await bench.loaded()
    if only(typed, WATCH) and only(typed, STAMP) == loaded.stamp:
        return _nothing()
    if loaded.catalog is None:
        return bench.shown_broken(request, loaded.broken or Broken(""), loaded.stamp, typed)
    version = loaded.catalog.get(key)
    if version is None:
        return _gone()
    if only(typed, WATCH):
        return await drawn(request, bench, loaded, version, typed, template="tryout/_work.html")
    if only(typed, PREVIEW):
        return await drawn(request, bench, loaded, version, typed, template="tryout/_outcome.html")
    if is_refresh(typed):
        pressed = with_buttons(version.form, typed)
        template = "tryout/_swap.html" if is_partial(request) else ""
        return await drawn(request, bench, loaded, version, pressed, template=template)
    return await drawn(request, bench, loaded, version, typed, judges=True)


async def _typed(request: TryRequest) -> Typed:
    """What was posted from a page of ours."""
    form = await request.form()
    if form.get(TOKEN) != _bench(request).token:
        raise PermissionError(TOKEN)
    _, typed = await faults_and_form_of(request)
    return typed


def _nothing() -> Page:
    return Response(b"", media_type=MediaType.TEXT, status_code=204)


def _gone() -> Page:
    return Response("Gói này không có thủ tục như vậy.\n", media_type=MediaType.TEXT, status_code=404)
