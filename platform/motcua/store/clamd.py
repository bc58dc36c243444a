"""Asking clamd whether a file carries a virus: its INSTREAM, over the socket Debian gives it or over TCP.

The kept library for this (aioclamd) speaks TCP alone, while Debian's clamd listens on a Unix socket alone, and sends a
kilobyte at a time; the protocol is four lines of `clamd(8)`.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

CHUNK = 1 << 17
ANSWERS_WITHIN = 1.5
"""Seconds for a sign of life: a frozen clamd must not hold up the counter."""
SCANS_WITHIN = 30.0
RESTS = 15.0
"""Seconds without asking again after it did not answer."""
AT_ONCE = 4
_ANSWER_MOST = 4096


class NotScanned(Exception):
    """Nobody knows whether the file is clean. `is_down`: clamd does not answer; else it would not take this file."""

    def __init__(self, why: str, *, is_down: bool) -> None:
        super().__init__(why)
        self.is_down = is_down


class Clamd:
    """One clamd. `address`: the path of its socket, or host:port. `clock` gives seconds that only run forward."""

    def __init__(self, address: str, *, clock: Callable[[], float] | None = None, scans_within: float = SCANS_WITHIN):
        self.address = address
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._scans_within = scans_within
        self._silent_until = float("-inf")
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def version(self) -> str:
        """`ClamAV 1.4.3/27800/…`: engine, and number and day of its signatures. `NotScanned` where it is silent."""
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                return await self._told(b"zVERSION\0")
        except (OSError, TimeoutError, EOFError) as error:
            raise NotScanned(f"clamd does not answer: {type(error).__name__}", is_down=True) from error

    async def scan(self, body: bytes | Path | AsyncIterator[bytes]) -> str:
        """The name of what was found, "" for a clean file. Raises `NotScanned`."""
        async with self._at_once:
            if self._clock() < self._silent_until:
                raise NotScanned("clamd did not answer a moment ago", is_down=True)
            try:
                await self.version()
                async with asyncio.timeout(self._scans_within):
                    answer = await self._streamed(body)
            except NotScanned:
                self._rest()
                raise
            except ConnectionError as error:
                # It answered a moment ago and hung up on this file: over its StreamMaxLength. If it died, the next
                # question tells.
                raise NotScanned(f"clamd hung up: {type(error).__name__}", is_down=False) from error
            except (OSError, TimeoutError, EOFError) as error:
                self._rest()
                raise NotScanned(f"clamd did not answer: {type(error).__name__}", is_down=True) from error
        return _verdict(answer)

    def _rest(self) -> None:
        self._silent_until = self._clock() + RESTS

    async def _told(self, command: bytes) -> str:
        async with self._connected() as (reader, writer):
            writer.write(command)
            await writer.drain()
            return await _answer(reader)

    async def _streamed(self, body: bytes | Path | AsyncIterator[bytes]) -> str:
        async with self._connected() as (reader, writer):
            writer.write(b"zINSTREAM\0")
            async for piece in _pieces(body):
                writer.write(struct.pack("!L", len(piece)) + piece)
                await writer.drain()
            writer.write(struct.pack("!L", 0))
            await writer.drain()
            return await _answer(reader)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        opened: Any
        if self.address.startswith("/"):
            opened = asyncio.open_unix_connection(self.address)
        else:
            host, _, port = self.address.rpartition(":")
            opened = asyncio.open_connection(host.strip("[]"), int(port))
        async with asyncio.timeout(ANSWERS_WITHIN):
            reader, writer = await opened
        try:
            yield reader, writer
        finally:
            writer.transport.abort()  # a polite close would wait for a frozen clamd to read on


def _verdict(answer: str) -> str:
    """`stream: OK`, `stream: <name> FOUND`, `… ERROR`."""
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer[len("stream: ") : -len(" FOUND")]
    raise NotScanned(f"clamd answered {answer[:100]!r}", is_down=False)


async def _answer(reader: asyncio.StreamReader) -> str:
    said = b""
    while len(said) < _ANSWER_MOST and (piece := await reader.read(_ANSWER_MOST)):
        said += piece
    if not said:
        raise EOFError
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


async def _pieces(body: bytes | Path | AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if isinstance(body, bytes):
        for start in range(0, len(body), CHUNK):
            yield body[start : start + CHUNK]
    elif isinstance(body, Path):
        with await asyncio.to_thread(body.open, "rb") as stream:
            while piece := await asyncio.to_thread(stream.read, CHUNK):
                yield piece
    else:
        async for piece in body:
            for start in range(0, len(piece), CHUNK):
                yield piece[start : start + CHUNK]
