"""The server that the bench measures: the application itself, and beside it on the same port the floor of each page.

`x-motcua-tape: <name>` on a request records it; `/_floor/<name>` then answers with the same statements through bare
asyncpg and the same template with the same values, from a bare ASGI function. Only `motcua bench` starts this.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import traceback
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

from motcua.centers import Center
from motcua.centers.province import province_office
from motcua.cli.administering import center_named
from motcua.cli.bench_driver import CONSOLE
from motcua.cli.business_clock import OPENING_DAY
from motcua.cli.listening import bind
from motcua.cli.logs import quiet_log
from motcua.cli.opening import Installation, Opened, opening
from motcua.cli.process import App, Front, Say, serve
from motcua.domain.errors import Conflict, NotHere
from motcua.readiness import Readiness
from motcua.services.bench.plan import plan
from motcua.services.demo.people import PASSWORD
from motcua.services.demo.province import OFFICERS
from motcua.services.province.opening import make_accounts
from motcua.settings import Settings, read_settings
from motcua.store.bench_floor import Floor, Statements, floor, fresh_ids, record_statements, recorded

HOST = "127.0.0.1"
TAPE, SWAPS = b"x-motcua-tape", b"x-motcua-swaps"
FLOOR, PLAN, TAPES, AT_CONSOLE = "/_floor/", "/_plan/", "/_tapes", f"/{CONSOLE}/"


@dataclass
class Tape:
    """One answer as it was given: what it asked, what it drew, what it sent."""

    center: Center
    statements: Statements
    drawn: list[tuple[Any, Mapping[str, Any]]] = field(default_factory=list)
    start: dict[str, Any] = field(default_factory=dict)


def standing_clock() -> Any:
    """The opening morning, always: two answers a second apart must be the same."""
    return OPENING_DAY.astimezone(UTC)


class Measured:
    """The application and the province's console (below `/_tinh`), with the floor beside them."""

    def __init__(self, app: Any, console: Any, opened: Opened, bare: Floor) -> None:
        self.app, self.console, self.opened, self.bare = app, console, opened, bare
        self.tapes: dict[str, Tape] = {}
        self._drawing: Tape | None = None
        for each in (app, console):
            self._watch(each.site.renderer)

    def _watch(self, renderer: Any) -> None:
        """Keeps what is drawn while a tape runs."""
        plain, environment = renderer.page, renderer.environment

        def page(request: Any, template: str, values: Mapping[str, Any]) -> str:
            if self._drawing is None:
                return str(plain(request, template, values))
            every = {**renderer._common(request), **values}
            self._drawing.drawn.append((environment.get_template(template), every))
            return str(self._drawing.drawn[-1][0].render(every))

        renderer.page = page

    async def __call__(self, scope: Any, receive: App, send: App) -> None:
        try:
            await self._answer(scope, receive, send)
        except Exception:
            traceback.print_exc()  # nobody else would say it: uvicorn's own log is off
            raise

    async def _answer(self, scope: Any, receive: App, send: App) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(FLOOR):
            await self._floor(path.removeprefix(FLOOR), scope, receive, send)
        elif path.startswith(PLAN):
            await self._plan(path.removeprefix(PLAN), send)
        elif path == TAPES:
            counts = {name: len(tape.statements.asked) for name, tape in self.tapes.items()}
            await _send(send, 200, b"application/json", json.dumps(counts).encode())
        elif name := dict(scope["headers"]).get(TAPE):
            await self._record(name.decode(), scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _page(self, scope: Any, receive: App, send: App) -> None:
        path = scope["path"]
        if path.startswith(AT_CONSOLE):
            path = path.removeprefix(AT_CONSOLE.rstrip("/"))
            await self.console({**scope, "path": path, "raw_path": path.encode()}, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _record(self, name: str, scope: Any, receive: App, send: App) -> None:
        centers, first = self.opened.office.centers, scope["path"].split("/")[1]
        center = province_office(centers) if first == CONSOLE else centers[first]
        with recorded() as statements:
            tape = self._drawing = Tape(center, statements)

            async def kept(message: Any) -> None:
                if message["type"] == "http.response.start":
                    tape.start = dict(message)
                await send(message)

            try:
                await self._page(scope, receive, kept)
            finally:
                self._drawing = None
        self.tapes[name] = tape

    async def _floor(self, name: str, scope: Any, receive: App, send: App) -> None:
        tape = self.tapes[name]
        while (await receive()).get("more_body"):
            pass
        swaps: dict[str, str] = {}
        if scope["method"] == "POST":
            known = dict(pair.split("=") for pair in dict(scope["headers"]).get(SWAPS, b"").decode().split(",") if pair)
            swaps = fresh_ids(tape.statements, known)
        await self.bare.replay(tape.center, tape.statements, swaps)
        body = b"".join(template.render(values).encode() for template, values in tape.drawn)
        await send(tape.start)
        await send({"type": "http.response.body", "body": body})

    async def _plan(self, text: str, send: App) -> None:
        key, _, most = text.partition("/")
        office = self.opened.office
        try:
            made = await plan(office, center_named(office, key), standing_clock(), int(most))
        except (Conflict, NotHere) as error:
            await _send(send, 409, b"text/plain; charset=utf-8", str(error).encode())
            return
        body = json.dumps(made.to_data(), ensure_ascii=False).encode()
        await _send(send, 200, b"application/json", body)


async def _send(send: App, status: int, kind: bytes, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body})


def bench_settings(data: Path, port: int) -> Settings:
    return read_settings(os.environ, host=HOST, port=port, data_dir=data, demo_clock=OPENING_DAY, requires_codes=False)


def run_server(data: Path, port: int) -> int:
    """Serves until it is told to stop; its exit code."""
    os.umask(0o077)
    quiet_log(logging.ERROR)
    settings = bench_settings(data, port)
    front = Front(Readiness())
    kept: list[Opened] = []

    async def give_accounts(opened: Opened) -> None:
        await make_accounts(opened.office, OFFICERS, PASSWORD, must_change=False)

    installation = Installation(
        settings, standing_clock, fill=give_accounts, welcome=lambda opened, _: kept.append(opened)
    )
    life = opening(installation)

    @contextlib.asynccontextmanager
    async def measured(front: Front, say: Say) -> AsyncIterator[None]:
        record_statements()
        async with life(front, say), floor() as bare:
            front.app = Measured(front.app, front.console, kept[0], bare)
            yield

    return asyncio.run(serve(front, bind(HOST, port, command="motcua bench"), measured, print))
