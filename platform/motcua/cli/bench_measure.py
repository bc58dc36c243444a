"""Measuring: each page and its floor by turns, in blocks, so that what else the machine does weighs on both alike.

The growth is measured the same way: the same page of another server, with fewer dossiers, is asked in the same blocks.
"""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from motcua.cli.bench_client import Answered, Browser
from motcua.domain.errors import Unavailable

Ask = Callable[[Browser], Awaitable[Answered]]
#: Endless askers of one page, the windows that ask, and the seconds that each answer took.
Turn = tuple[Iterator[Ask], list[Browser], list[float]]
BLOCKS = 5
NAMES: Mapping[str, str] = {
    "worklist": "Danh sách việc",
    "filter": "Danh sách có lọc",
    "desk": "Danh sách của cán bộ",
    "dossier": "Trang hồ sơ",
    "tracking": "Tra cứu bằng giấy hẹn",
    "step": "Hoàn thành bước",
    "intake": "Tiếp nhận",
    "director": "Điều hành",
    "report": "Báo cáo 06a một năm",
    "province": "Toàn tỉnh và mẫu 06b",
}
#: What issue and design aim for: times the floor.
AIMS: Mapping[str, float] = {
    "worklist": 1.8, "filter": 1.8, "desk": 1.8, "dossier": 3, "tracking": 3, "step": 3, "intake": 3,
    "director": 3, "report": 3, "province": 3,
}  # fmt: skip
#: And of the page with the most dossiers: times the same page with the fewest.
MOST_GROWTH = 1.3


@dataclass
class Case:
    """One kind of request: endless askers of the page, and of its floor. A write runs out: then both stop."""

    key: str
    page: Iterator[Ask]
    floor: Iterator[Ask] | None
    statements: int | None = None
    most: int | None = None
    is_equal: bool | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; milliseconds. `beside` is the page of the other server, asked by turns with this one."""

    case: str
    clients: int
    requests: int
    median: float
    p95: float
    floor_median: float | None
    floor_p95: float | None
    statements: int | None
    is_equal: bool | None
    beside: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.median / self.floor_median if self.floor_median else None

    @property
    def growth(self) -> float | None:
        return self.median / self.beside if self.beside else None


@dataclass
class Limits:
    """How much to ask: at most so many requests of a case, and so many seconds."""

    requests: int = 100
    seconds: float = 20.0


async def measure(
    case: Case, browser: Browser, clients: int, limits: Limits, beside: tuple[Case, Browser] | None = None
) -> Measured | None:
    """One line of the table; None when what the case writes has run out (every dossier is moved only once)."""
    kinds = [(case.page, browser), (case.floor, browser)]
    kinds += [(beside[0].page, beside[1])] if beside is not None else []
    turns: list[Turn] = [
        (asks, [whose.twin() for _ in range(clients)], []) for asks, whose in kinds if asks is not None
    ]
    wanted = limits.requests if case.most is None else min(limits.requests, case.most)
    share = max(1, wanted // (BLOCKS * clients))
    await _blocks(turns, share, limits.seconds)
    if not all(taken for *_, taken in turns):
        return None
    middle, worst = _says(turns[0][2])
    floor_middle, floor_worst = _says(turns[1][2]) if case.floor is not None else (None, None)
    return Measured(
        case.key, clients, len(turns[0][2]), middle, worst, floor_middle, floor_worst, case.statements, case.is_equal,
        _says(turns[-1][2])[0] if beside is not None else None,
    )  # fmt: skip


async def _blocks(turns: Sequence[Turn], share: int, seconds: float) -> None:
    """All of them by turns, until each was asked enough or the time is over. The first block warms up and is not
    counted."""
    began = time.monotonic()
    try:
        for block in range(BLOCKS + 1):
            if block > 1 and time.monotonic() - began > seconds:
                break
            for asks, windows, taken in turns:
                found = await asyncio.gather(*(_run(asks, window, share if block else 1) for window in windows))
                taken += [each for one in found for each in one] if block else []
    finally:
        for _, windows, _ in turns:
            for window in windows:
                await window.close()


async def _run(asks: Iterator[Ask], window: Browser, count: int) -> list[float]:
    taken = []
    for _ in range(count):
        ask = next(asks, None)
        if ask is None:
            break
        answer = await ask(window)
        if answer.status not in (200, 303):
            raise Unavailable(f"Máy chủ trả lời mã {answer.status} trong khi đo; dừng lại. {said_in(answer)}".strip())
        taken.append(answer.seconds)
    return taken


_FAULT = re.compile(r'<a href="#[^"]*">([^<]+)</a>|<h1[^>]*>([^<]+)</h1>')


def said_in(answer: Answered) -> str:
    """Why a page was refused, as it says itself: its summary of errors, else its heading."""
    found = _FAULT.findall(answer.body.decode(errors="replace"))
    faults = [" ".join(fault.split()) for fault, _ in found if fault.strip()]
    heads = [" ".join(head.split()) for _, head in found if head.strip()]
    return html.unescape(" ".join(faults or heads[:1]))


def _says(seconds: Sequence[float]) -> tuple[float, float]:
    p95 = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return round(median(seconds) * 1000, 2), round(p95 * 1000, 2)
