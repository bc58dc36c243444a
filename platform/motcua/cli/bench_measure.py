"""Measuring: each page and its floor by turns, in blocks, so that what else the machine does weighs on both alike."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, zip_longest
from statistics import median, quantiles
from typing import Any, TypeVar
from uuid import uuid4

from motcua.cli.bench_client import Answered, Browser
from motcua.domain.errors import Conflict, Unavailable

T = TypeVar("T")
Ask = Callable[[Browser], Awaitable[Answered]]
BLOCKS = 5
NAMES: Mapping[str, str] = {
    "worklist": "Danh sách việc",
    "filter": "Danh sách có lọc",
    "desk": "Danh sách của cán bộ",
    "dossier": "Trang hồ sơ",
    "tracking": "Tra cứu bằng giấy hẹn",
    "step": "Hoàn thành bước",
    "intake": "Tiếp nhận",
}
#: What issue and design aim for: times the floor.
AIMS: Mapping[str, float] = {
    "worklist": 1.8, "filter": 1.8, "desk": 1.8, "dossier": 3, "tracking": 3, "step": 3, "intake": 3,
}  # fmt: skip


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


@dataclass
class Driver:
    """Everything asked of one server of our own: of one center, or of several by turns.

    One browser holds the sessions of every center, as a browser would: a cookie each.
    """

    base: str
    plans: Sequence[Mapping[str, Any]]
    receiver: Browser
    officer: Browser
    tokens: Mapping[str, str]
    cases: list[tuple[Case, Browser]] = field(default_factory=list)

    @classmethod
    async def of(cls, base: str, centers: Sequence[str], most: int) -> Driver:
        plans = [await _told(base, f"/_plan/{center}/{most}") for center in centers]
        receiver, officer = Browser(base), Browser(base)
        tokens = {}
        for plan in plans:
            center = plan["center"]
            tokens["receiver"] = await receiver.sign_in(center, plan["receiver"], plan["password"])
            tokens["officer"] = await officer.sign_in(center, plan["officer"], plan["password"])
        return cls(base, plans, receiver, officer, tokens)

    @property
    def dossiers(self) -> int:
        return sum(plan["dossiers"] for plan in self.plans)

    async def prepare(self, most: int) -> None:
        """Records every page, and looks whether its floor says the same."""
        await self._reads("worklist", self.receiver, self._paths("/viec?xem=tai-quay", "/viec"))
        states = ("processing", "ready", "handed_back")
        await self._reads("filter", self.receiver, self._paths(*(f"/ho-so?trang-thai={each}" for each in states)))
        await self._reads("desk", self.officer, self._paths("/viec", "/ho-so"))
        await self._reads("dossier", self.receiver, self._planned("pages"))
        await self._reads("tracking", Browser(self.base), self._planned("tracked"))
        await self._steps()
        await self._intakes()
        counts = await _told(self.base, "/_tapes")
        for case, _ in self.cases:
            case.statements = counts.get(f"{case.key}0")
            if case.most is not None:
                case.most = max(1, min(case.most, most) // 2)

    def _paths(self, *paths: str) -> list[str]:
        return by_turns([[f"/{plan['center']}{path}" for path in paths] for plan in self.plans])

    def _planned(self, name: str) -> list[str]:
        # As many in all as one center has, so that recording them takes no longer.
        share = max(1, len(self.plans[0][name]) // len(self.plans))
        return by_turns([[f"/{plan['center']}{path}" for path in plan[name][:share]] for plan in self.plans])

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
        made: list[tuple[list[Ask], list[Ask], bool]] = []
        for plan in self.plans:
            groups: dict[str, list[Mapping[str, Any]]] = {}
            for each in plan["movable"]:
                groups.setdefault(each["group"], []).append(each)
            for group in (each for each in groups.values() if len(each) >= 3):
                made.append(await self._group(plan["center"], f"step{len(made)}", group))
        page = by_turns([pages for pages, _, _ in made])
        floor = by_turns([floors for _, floors, _ in made])
        if page and floor:
            same = all(is_equal for _, _, is_equal in made)
            case = Case("step", iter(page), iter(floor), most=min(len(page), len(floor)), is_equal=same)
            self.cases.append((case, self.officer))

    async def _group(
        self, center: str, name: str, group: Sequence[Mapping[str, Any]]
    ) -> tuple[list[Ask], list[Ask], bool]:
        """Dossiers at the same step of the same procedure: one is recorded, half are moved, half are the floor's."""
        told = await self._complete(center, group[0], x_motcua_tape=name)(self.officer)
        if told.status != 303:
            raise Conflict(f"Không hoàn thành được bước của hồ sơ {group[0]['ids'][0]} (mã {told.status}).")
        floor = [_post(f"/_floor/{name}", x_motcua_swaps=_swaps(group[0]["ids"], each["ids"])) for each in group[2::2]]
        answer = await floor.pop()(self.officer)
        page = [self._complete(center, each) for each in group[1::2]]
        return page, floor, (answer.status, answer.body) == (told.status, told.body)

    def _complete(self, center: str, each: Mapping[str, Any], **headers: str) -> Ask:
        form = {
            "_csrf_token": [self.tokens["officer"]], "_key": [str(uuid4())], "_seen": [str(each["seen"])],
            "proposal": ["grant"], "finding": ["Hồ sơ đủ điều kiện giải quyết."],
        }  # fmt: skip
        return _post(f"/{center}/ho-so/{each['ids'][0]}/trinh", form, **headers)

    async def _intakes(self) -> None:
        page: list[list[Ask]] = []
        same = True
        for place, plan in enumerate(self.plans):
            path = f"/{plan['center']}/tiep-nhan/{INTAKE}"
            own = {"_csrf_token": [self.tokens["receiver"]]}
            forms = [{**form, **own, "_key": [str(uuid4())]} for form in plan["intake"]]
            told = await _post(path, forms[0], x_motcua_tape=f"intake{place}")(self.receiver)
            if told.status != 303:
                raise Conflict(f"Không tiếp nhận được hồ sơ để đo (mã {told.status}).")
            answer = await _post(f"/_floor/intake{place}")(self.receiver)
            same = same and (answer.status, answer.body) == (told.status, told.body)
            page.append([_post(path, form) for form in forms[1:]])
        asks = by_turns(page)
        floor = cycle([_post(f"/_floor/intake{place}") for place in range(len(self.plans))])
        self.cases.append((Case("intake", iter(asks), floor, most=len(asks), is_equal=same), self.receiver))

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


def by_turns(lists: Sequence[Sequence[T]]) -> list[T]:
    """The first of each, the second of each, and so on."""
    return [each for turn in zip_longest(*lists, fillvalue=None) for each in turn if each is not None]


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


_LINK = re.compile(r'href="(/[a-z0-9-]+/ho-so/[0-9a-f-]{36})[?"]')


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
