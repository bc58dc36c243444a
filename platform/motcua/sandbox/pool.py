"""The server's side: a few capped worker processes behind one coroutine.

A task that hangs, crashes or outgrows its limits takes only its own worker along; the request that sent it gets a
sentence, the next request gets a fresh worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from motcua.domain.errors import Refused, Unavailable
from motcua.sandbox.caps import Caps
from motcua.sandbox.wire import HEAD_MOST, LENGTHS_SIZE, BrokenFrame, lengths, pack, unpack

# No DSN, key or path of the server reaches a worker. The two knobs keep a many-core machine's thread arenas small.
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "RAYON_NUM_THREADS": "2",
    "MALLOC_ARENA_MAX": "2",
}
_START_SECONDS = 30.0
_WAIT_SECONDS = 20.0
_CHUNK = 1 << 18

Why = Literal["late", "died", "busy", "closed"]


class WorkerLost(Unavailable):
    """The task did not come back: it was too slow, its process died, all were busy, or we are closing."""

    def __init__(self, why: Why, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


class WorkerError(Exception):
    """The handler itself failed on a task; the text names the exception and is for the log, not for a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    value: Any
    body: bytes


class Pool:
    """`size` workers of one kind, each started when first needed."""

    def __init__(self, kind: str, *, size: int = 2, caps: Caps | None = None) -> None:
        self.kind = kind
        self.caps = caps or Caps()
        self._slots: asyncio.LifoQueue[_Slot] = asyncio.LifoQueue()
        self._all = [_Slot(kind, self.caps) for _ in range(max(1, size))]
        for slot in self._all:
            self._slots.put_nowait(slot)
        self._is_closed = False
        self._companions: list[Pool] = []

    def companion(self, kind: str, *, size: int = 1, caps: Caps | None = None) -> Pool:
        """Workers of another kind that are stopped together with these."""
        made = Pool(kind, size=size, caps=caps or self.caps)
        self._companions.append(made)
        return made

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def pids(self) -> tuple[int, ...]:
        """Processes alive now, for the health page and the tests."""
        return tuple(slot.pid for slot in self._all if slot.pid is not None)

    async def run(self, request: Mapping[str, Any], body: bytes | Path = b"") -> Answer:
        """One task in one worker. Raises `Refused` when the handler refuses, `WorkerLost`, or `WorkerError`."""
        if self._is_closed:
            raise WorkerLost("closed", "Hệ thống đang dừng. Vui lòng thử lại sau ít phút.")
        try:
            slot = await asyncio.wait_for(self._slots.get(), _WAIT_SECONDS)
        except TimeoutError:
            raise WorkerLost("busy", "Hệ thống đang xử lý nhiều yêu cầu. Vui lòng thử lại sau ít phút.") from None
        try:
            head, out = await slot.run(request, body)
        finally:
            self._slots.put_nowait(slot)
        if "refused" in head:
            raise Refused(str(head["refused"]))
        if "error" in head:
            raise WorkerError(str(head["error"]))
        return Answer(head.get("value"), out)

    async def aclose(self) -> None:
        """Stop every worker, at work or not. Safe to call twice."""
        self._is_closed = True
        await asyncio.gather(*(slot.stop() for slot in self._all), *(each.aclose() for each in self._companions))


class _Slot:
    """The place of one worker; the process in it comes and goes."""

    def __init__(self, kind: str, caps: Caps) -> None:
        self._kind = kind
        self._caps = caps
        self._process: asyncio.subprocess.Process | None = None
        self._done = 0

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def run(self, request: Mapping[str, Any], body: bytes | Path) -> tuple[dict[str, Any], bytes]:
        size = len(body) if isinstance(body, bytes) else (await asyncio.to_thread(body.stat)).st_size
        packed = pack(request, size)
        is_whole = False
        try:
            process = await self._started()
            async with asyncio.timeout(self._caps.seconds):
                await _send(process, packed, body)
                answer = await _receive(process)
            self._done += 1
            is_whole = self._done < self._caps.tasks
            return answer
        except TimeoutError:
            raise WorkerLost("late", "Việc này mất quá nhiều thời gian nên đã được dừng lại.") from None
        except (OSError, asyncio.IncompleteReadError, BrokenFrame, ValueError):
            raise WorkerLost("died", "Việc này vượt quá giới hạn cho phép nên đã bị dừng.") from None
        finally:
            # Cancelled, late, dead or at the end of its life: an answer may still be on its way, so the pipe is spoilt.
            if not is_whole:
                await asyncio.shield(self.stop())

    async def stop(self) -> None:
        process, self._process, self._done = self._process, None, 0
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def _started(self) -> asyncio.subprocess.Process:
        if self.pid is not None and self._process is not None:
            return self._process
        await self.stop()
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-X", "utf8", "-m", "motcua.sandbox.worker",
            self._kind, json.dumps(self._caps.to_data()), str(os.getpid()),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=_ENVIRONMENT, cwd="/", start_new_session=True, limit=HEAD_MOST,
        )  # fmt: skip
        async with asyncio.timeout(_START_SECONDS):
            head, _ = await _receive(process)
        if "ready" not in head:
            raise WorkerError(str(head.get("problem", "worker did not start")))
        return process


async def _send(process: asyncio.subprocess.Process, packed: bytes, body: bytes | Path) -> None:
    pipe = process.stdin
    assert pipe is not None
    pipe.write(packed)
    async for chunk in _chunks(body):
        pipe.write(chunk)
        await pipe.drain()
    await pipe.drain()


async def _receive(process: asyncio.subprocess.Process) -> tuple[dict[str, Any], bytes]:
    pipe = process.stdout
    assert pipe is not None
    head_size, body_size = lengths(await pipe.readexactly(LENGTHS_SIZE))
    head = unpack(await pipe.readexactly(head_size))
    return head, await pipe.readexactly(body_size)


async def _chunks(body: bytes | Path) -> AsyncIterator[bytes]:
    if isinstance(body, bytes):
        for start in range(0, len(body), _CHUNK):
            yield body[start : start + _CHUNK]
        return
    with await asyncio.to_thread(body.open, "rb") as stream:
        while chunk := await asyncio.to_thread(stream.read, _CHUNK):
            yield chunk
