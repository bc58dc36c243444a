"""A browser that goes away in the middle of a file, over a real socket: nothing is left of what it sent."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import uvicorn
from tests.web.pages.test_uploads import COUNTER, SCANS, a_pdf

from motcua.centers import entered
from motcua.domain.people import Acting
from motcua.services.files import uploads


@pytest.fixture
async def server(world: Any) -> AsyncIterator[uvicorn.Server]:
    server = uvicorn.Server(uvicorn.Config(world.app, port=0, log_level="critical", lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    yield server
    server.should_exit = True
    await running


def multipart(hidden: dict[str, str], body: bytes) -> tuple[bytes, bytes]:
    """Content type, and a form with one file."""
    edge = b"----mot-cua"
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (edge, name.encode(), value.encode())
        for name, value in hidden.items()
    ]
    head = b'--%s\r\nContent-Disposition: form-data; name="_file.request"; filename="a.pdf"\r\n' % edge
    kind = b"Content-Type: application/pdf\r\n\r\n"
    return b"multipart/form-data; boundary=" + edge, b"".join([*parts, head, kind, body, b"\r\n--%s--\r\n" % edge])


def open_files() -> set[str]:
    found = set()
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            target = os.readlink(handle)
            if target.startswith("/") and not target.startswith(("/dev", "/proc")):
                found.add(target)
    return found


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99, 1.0])
async def test_what_was_sent_so_far_is_gone(reception: Any, world: Any, server: uvicorn.Server, share: float) -> None:
    hidden = await reception.hidden(COUNTER)
    kind, body = multipart(hidden, a_pdf() + b" " * (4 << 20) + b"\n%%EOF\n")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in reception.cookies.jar)
    address = reception.at(SCANS)
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: {kind.decode()}\r\nHX-Request: true\r\n\r\n"
    )
    before = open_files()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.servers[0].sockets[0].getsockname()[1])
    writer.write(head.encode() + body[: int(len(body) * share)])
    await writer.drain()
    if share == 1.0:
        assert b"HTTP/1.1 200" in await reader.readline(), "the control: sent to its end it is taken"
    else:
        await until(lambda: bool(server.server_state.tasks))
    writer.transport.abort()
    await until(lambda: not server.server_state.tasks)
    who = Acting(reception.staff, world.clock[0])
    with entered(world.here):
        kept = await uploads.draft_files(world.office, who, UUID(hidden["_key"]))
    assert len(kept) == (1 if share == 1.0 else 0)
    assert not list(world.office.files._incoming.iterdir())
    assert open_files() <= before
