"""Measuring: each page and its floor by turns, in blocks, so that what else the machine does weighs on both alike."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

from motcua.cli.bench_client import Answered, Browser
from motcua.domain.errors import Conflict, Unavailable

Ask = Callable[[Browser], Awaitable[Answered]]
BLOCKS = 5
NAMES: Mapping[str, str] = {
    "worklist": "Danh sách việc",
    "filter": "Danh sách có lọc",
    "dossier": "Trang hồ sơ",
    "tracking": "Tra cứu bằng giấy hẹn",
    "step": "Hoàn thành bước",
    "intake": "Tiếp nhận",
}
#: What issue and design aim for: times the floor.
AIMS: Mapping[str, float] = {"worklist": 1.8, "filter": 1.8, "dossier": 3, "tracking": 3, "step": 3, "intake": 3}


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
    """One line of the table; milliseconds."""

    case: str
    clients: int
    requests: int
    median: float
    p95: float
    floor_median: float | None
    floor_p95: float | None
    statements: int | None
    is_equal: bool | None

    @property
    def ratio(self) -> float | None:
        return self.median / self.floor_median if self.floor_median else None


@dataclass
class Limits:
    """How much to ask: at most so many requests of a case, and so many seconds."""

    requests: int = 100
    seconds: float = 20.0


async def measure(case: Case, browser: Browser, clients: int, limits: Limits) -> Measured | None:
    """One line of the table; None when what the case writes has run out (every dossier is moved only once)."""
    windows = [browser.twin() for _ in range(clients)]
    wanted = limits.requests if case.most is None else min(limits.requests, case.most)
    share = max(1, wanted // (BLOCKS * clients))
    page: list[float] = []
    floor: list[float] = []
    began = time.monotonic()
    try:
        for block in range(BLOCKS + 1):  # the first block warms up and is not counted
            if block > 1 and time.monotonic() - began > limits.seconds:
                break
            for asks, taken in ((case.page, page), (case.floor, floor)):
                if asks is None:
                    continue
                share_now = 1 if block == 0 else share
                found = await asyncio.gather(*(_run(asks, window, share_now) for window in windows))
                taken += [seconds for each in found for seconds in each] if block else []
    finally:
        for window in windows:
            await window.close()
    if not page or (case.floor is not None and not floor):
        return None
    middle, worst = _says(page)
    floor_middle, floor_worst = _says(floor) if floor else (None, None)
    return Measured(
        case.key, clients, len(page), middle, worst, floor_middle, floor_worst, case.statements, case.is_equal
    )


async def _run(asks: Iterator[Ask], window: Browser, count: int) -> list[float]:
    taken = []
    for _ in range(count):
        ask = next(asks, None)
        if ask is None:
            break
        answer = await ask(window)
        if answer.status not in (200, 303):
            raise Unavailable(f"Máy chủ trả lời mã {answer.status} trong khi đo; dừng lại.")
        taken.append(answer.seconds)
    return taken


def _says(seconds: Sequence[float]) -> tuple[float, float]:
    p95 = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return round(median(seconds) * 1000, 2), round(p95 * 1000, 2)


@dataclass
class Driver:
    """Everything asked of one server of our own."""

    base: str
    plan: Mapping[str, Any]
    receiver: Browser
    officer: Browser
    tokens: Mapping[str, str]
    cases: list[tuple[Case, Browser]] = field(default_factory=list)

    @classmethod
    async def of(cls, base: str, center: str, most: int) -> Driver:
        plan = await _told(base, f"/_plan/{center}/{most}")
        receiver, officer = Browser(base), Browser(base)
        tokens = {
            "receiver": await receiver.sign_in(center, plan["receiver"], plan["password"]),
            "officer": await officer.sign_in(center, plan["officer"], plan["password"]),
        }
        return cls(base, plan, receiver, officer, tokens)

    async def prepare(self, most: int) -> None:
        """Records every page, and looks whether its floor says the same."""
        center = self.plan["center"]
        await self._reads("worklist", self.receiver, (f"/{center}/viec?xem=tai-quay", f"/{center}/viec"))
        states = ("processing", "ready", "handed_back")
        await self._reads("filter", self.receiver, [f"/{center}/ho-so?trang-thai={each}" for each in states])
        await self._reads("dossier", self.receiver, [f"/{center}{path}" for path in self.plan["pages"]])
        await self._reads("tracking", Browser(self.base), [f"/{center}{path}" for path in self.plan["tracked"]])
        await self._steps()
        await self._intakes()
        counts = await _told(self.base, "/_tapes")
        for case, _ in self.cases:
            case.statements = counts.get(f"{case.key}0")
            if case.most is not None:
                case.most = max(1, min(case.most, most) // 2)

    async def _reads(self, key: str, browser: Browser, paths: Sequence[str]) -> None:
        same = True
        for place, path in enumerate(paths):
            await browser.get(path)
            await browser.get(path, x_motcua_tape=f"{key}{place}")
            page, floor = await browser.get(path), await browser.get(f"/_floor/{key}{place}")
            same = same and page.status == floor.status == 200 and page.bare == floor.bare
        case = Case(
            key,
            cycle([_get(path) for path in paths]),
            cycle([_get(f"/_floor/{key}{place}") for place in range(len(paths))]),
            is_equal=same,
        )
        self.cases.append((case, browser))

    async def _steps(self) -> None:
        groups: dict[str, list[Mapping[str, Any]]] = {}
        for each in self.plan["movable"]:
            groups.setdefault(each["group"], []).append(each)
        page: list[Ask] = []
        floor: list[Ask] = []
        same = True
        for place, group in enumerate(each for each in groups.values() if len(each) >= 3):
            name = f"step{place}"
            told = await self._complete(group[0], x_motcua_tape=name)(self.officer)
            if told.status != 303:
                raise Conflict(f"Không hoàn thành được bước của hồ sơ {group[0]['ids'][0]} (mã {told.status}).")
            for number, each in enumerate(group[1:]):
                if number % 2:
                    floor.append(_post(f"/_floor/{name}", x_motcua_swaps=_swaps(group[0]["ids"], each["ids"])))
                else:
                    page.append(self._complete(each))
            answer = await floor.pop()(self.officer)
            same = same and (answer.status, answer.body) == (told.status, told.body)
        if page and floor:
            case = Case("step", iter(page), iter(floor), most=len(floor), is_equal=same)
            self.cases.append((case, self.officer))

    def _complete(self, each: Mapping[str, Any], **headers: str) -> Ask:
        form = {
            "_csrf_token": [self.tokens["officer"]], "_key": [str(uuid4())], "_seen": [str(each["seen"])],
            "proposal": ["grant"], "finding": ["Hồ sơ đủ điều kiện giải quyết."],
        }  # fmt: skip
        return _post(f"/{self.plan['center']}/ho-so/{each['ids'][0]}/trinh", form, **headers)

    async def _intakes(self) -> None:
        path = f"/{self.plan['center']}/tiep-nhan/{INTAKE}"
        forms = [
            {**form, "_csrf_token": [self.tokens["receiver"]], "_key": [str(uuid4())]} for form in self.plan["intake"]
        ]
        told = await _post(path, forms[0], x_motcua_tape="intake0")(self.receiver)
        if told.status != 303:
            raise Conflict(f"Không tiếp nhận được hồ sơ để đo (mã {told.status}).")
        answer = await _post("/_floor/intake0")(self.receiver)
        same = (answer.status, answer.body) == (told.status, told.body)
        case = Case(
            "intake",
            iter([_post(path, form) for form in forms[1:]]),
            cycle([_post("/_floor/intake0")]),
            most=len(forms) - 1,
            is_equal=same,
        )
        self.cases.append((case, self.receiver))

    async def run(self, levels: Sequence[int], limits: Limits, say: Callable[[str], None]) -> list[Measured]:
        found = []
        for case, browser in self.cases:
            most = case.most
            for level in levels:
                if most is not None:
                    case.most = max(level, most // len(levels))
                say(f"{NAMES[case.key]}, {level} người cùng lúc")
                measured = await measure(case, browser, level, limits)
                if measured is None:
                    say("  không còn hồ sơ để đo; nạp thêm bằng motcua bench load")
                else:
                    found.append(measured)
        return found


INTAKE = "dang-ky-ho-kinh-doanh"


def _get(path: str) -> Ask:
    return lambda window: window.get(path)


def _post(path: str, form: Mapping[str, Sequence[str]] | None = None, **headers: str) -> Ask:
    return lambda window: window.post(path, form or {}, **headers)


def _swaps(old: Sequence[str], new: Sequence[str]) -> str:
    return ",".join(f"{one}={other}" for one, other in zip(old, new, strict=True))


async def _told(base: str, path: str) -> dict[str, Any]:
    browser = Browser(base)
    answer = await browser.get(path)
    await browser.close()
    found: dict[str, Any] = json.loads(answer.body)
    return found


_LINK = re.compile(r'href="(/[a-z-]+/ho-so/[0-9a-f-]{36})"')


async def elsewhere(base: str, center: str, username: str, password: str) -> list[tuple[Case, Browser]]:
    """The pages of another installation, read only: nothing is written there, and it has no floor."""
    browser = Browser(base)
    await browser.sign_in(center, username, password)
    listed = await browser.get(f"/{center}/ho-so")
    links = sorted(set(_LINK.findall(listed.body.decode())))[:20]
    if not links:
        raise Conflict(f"Tài khoản {username} không thấy hồ sơ nào để đo.")
    paths = {"worklist": [f"/{center}/viec"], "filter": [f"/{center}/ho-so?trang-thai=handed_back"], "dossier": links}
    return [(Case(key, cycle([_get(path) for path in found]), None), browser) for key, found in paths.items()]
