"""The life of a serving process: answer at once, prepare in the background, stop in order.

The port answers from the first second: `GET /health` with 503 and how far the start has come. Preparing (database,
centers, demo) is an async context manager, so whatever it opened is closed again, in reverse, however the process is
told to go. PostgreSQL is stopped here and never in `atexit`, which uvicorn does not reach on SIGTERM.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import uvicorn

from motcua.domain.errors import MotCuaError
from motcua.readiness import Readiness, Standing

Message = MutableMapping[str, Any]
App = Callable[..., Any]
Say = Callable[[str], None]
Opening = Callable[["Front", Say], AbstractAsyncContextManager[None]]

ALIVE = "/health/live"  # the process answers, whether or not it can serve yet
GRACE = 10  # seconds that running requests get to finish
SECOND_THOUGHT = 1.0  # `uv run` may pass one Ctrl-C on twice; only a later one means "now"


class Front:
    """What the server calls: the application as soon as there is one, until then the start's own two answers."""

    def __init__(self, readiness: Readiness) -> None:
        self.readiness = readiness
        self.app: App | None = None
        self.console: App | None = None

    async def __call__(self, scope: Message, receive: App, send: App) -> None:
        await self._answer(self.app, scope, receive, send)

    async def at_console(self, scope: Message, receive: App, send: App) -> None:
        """The same on the console's own port."""
        await self._answer(self.console, scope, receive, send)

    async def _answer(self, app: App | None, scope: Message, receive: App, send: App) -> None:
        if app is not None:
            await app(scope, receive, send)
        elif scope["type"] == "http":
            path = scope["path"]
            is_probe = path == "/health" or path.startswith("/health/")
            await _say_starting(self.readiness.standing, is_probe, send, status=200 if path == ALIVE else 503)


async def _say_starting(standing: Standing, as_json: bool, send: App, *, status: int) -> None:
    if as_json:
        kind, body = b"application/json", json.dumps(standing.to_data(), ensure_ascii=False)
    else:
        kind = b"text/plain; charset=utf-8"
        body = f"Một Cửa đang khởi động: {standing.phase}. Mời tải lại sau ít giây.\n"
    headers = [(b"content-type", kind), (b"cache-control", b"no-store"), (b"retry-after", b"2")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})


@contextlib.asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Run the application's own start-up and shutdown (ASGI lifespan) around a block."""
    inbox: asyncio.Queue[Message] = asyncio.Queue()
    outbox: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
    task = asyncio.ensure_future(app(scope, inbox.get, outbox.put))

    async def ask(kind: str) -> None:
        await inbox.put({"type": kind})
        answer = asyncio.ensure_future(outbox.get())
        await asyncio.wait({answer, task}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            await task  # raises what it died of
            return
        if answer.result()["type"] == f"{kind}.failed":
            await asyncio.gather(task, return_exceptions=True)
            raise RuntimeError(answer.result().get("message") or kind)

    await ask("lifespan.startup")
    try:
        yield
    finally:
        await ask("lifespan.shutdown")
        await asyncio.gather(task, return_exceptions=True)


class _Server(uvicorn.Server):
    """uvicorn that leaves the signals to us: it would re-raise them before PostgreSQL is stopped."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Asked:
    """Somebody wants us to stop: a signal, or the `uv run` that started us has died."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._first_at = 0.0
        self.event = asyncio.Event()
        self.code = 0

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop, number)

    def stop(self, number: int) -> None:
        if self.event.is_set():
            if time.monotonic() - self._first_at > SECOND_THOUGHT:
                self._say("Dừng ngay.")
                os._exit(128 + number)  # PostgreSQL hears of it from the kernel and closes its files
            return
        self._first_at = time.monotonic()
        # 130 is what a shell expects of Ctrl-C; systemd takes SIGTERM with 0 for a clean stop.
        self.code = 130 if number == signal.SIGINT else 0
        self.event.set()
        self._say("Đang dừng, chờ các yêu cầu đang chạy (Ctrl-C lần nữa để dừng ngay)…")

    async def watch_uv(self) -> None:
        """`uv run` waits for us as a child. Killed with -9 it can't tell us, and we would hold port and data."""
        parent = os.getppid()
        if _program_of(parent) not in ("uv", "uvx"):
            return
        while os.getppid() == parent:  # noqa: ASYNC110  nobody tells us of this
            await asyncio.sleep(0.5)
        self.stop(signal.SIGTERM)


def _program_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _server_of(app: App, trusted_proxies: str) -> _Server:
    config = uvicorn.Config(
        app,
        interface="asgi3",  # a bound method would be taken for the old kind
        lifespan="off",  # ours, around `opening`
        log_config=None,
        log_level="warning",
        access_log=False,  # a path can hold a dossier's code
        server_header=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=trusted_proxies,
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    return _Server(config)


async def _serve_all(servers: list[_Server], listeners: list[socket.socket]) -> None:
    """Until one of them ends; then the others end too."""
    running = [
        asyncio.create_task(server.serve(sockets=[each])) for server, each in zip(servers, listeners, strict=True)
    ]
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for server in servers:
        server.should_exit = True
    await asyncio.gather(*running)


async def serve(
    front: Front,
    listener: socket.socket,
    opening: Opening,
    say: Say,
    *,
    trusted_proxies: str = "",
    console: socket.socket | None = None,
) -> int:
    """Serve until told to stop; the exit code. `trusted_proxies`: whose word on the client's address is taken;
    `console`: the port of the province's console, where it has one."""
    servers, listeners = [_server_of(front, trusted_proxies)], [listener]
    if console is not None:
        servers.append(_server_of(front.at_console, trusted_proxies))
        listeners.append(console)
    asked = _Asked(say)
    asked.listen(asyncio.get_running_loop())
    leave = asyncio.Event()

    async def live() -> None:
        async with opening(front, say):
            await leave.wait()

    serving = asyncio.create_task(_serve_all(servers, listeners), name="http")
    living = asyncio.create_task(live(), name="life")
    asking = asyncio.create_task(asked.event.wait(), name="asked")
    watching = asyncio.create_task(asked.watch_uv(), name="uv")
    await asyncio.wait({serving, living, asking}, return_when=asyncio.FIRST_COMPLETED)
    watching.cancel()
    asking.cancel()
    for server in servers:
        server.should_exit = True
    await asyncio.wait({serving})
    if front.readiness.standing.is_started:
        leave.set()
    else:
        living.cancel()
    await asyncio.wait({living})
    if not living.cancelled() and (error := living.exception()) is not None:
        if isinstance(error, MotCuaError):
            say(f"Lỗi: {error}")
            return 1
        raise error
    if serving.exception() is not None:
        raise serving.exception() or RuntimeError("http")
    return asked.code if asked.event.is_set() else 1
