"""What the bench asks of one server: every page with its floor, and the forms that it posts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, zip_longest
from typing import Any, TypeVar
from uuid import uuid4

from motcua.cli.bench_client import Browser
from motcua.cli.bench_measure import NAMES, Ask, Case, Limits, Measured, measure
from motcua.domain.errors import Conflict

T = TypeVar("T")
INTAKE = "dang-ky-ho-kinh-doanh"
CONSOLE = "_tinh"  # the province's console, below the bench's own server


@dataclass
class Driver:
    """Everything asked of one server of our own: of one center, or of several by turns.

    One browser holds the sessions of every center, as a browser would: a cookie each.
    """

    base: str
    plans: Sequence[Mapping[str, Any]]
    receiver: Browser
    officer: Browser
    director: Browser
    overseer: Browser
    tokens: Mapping[str, str]
    cases: dict[str, tuple[Case, Browser]] = field(default_factory=dict)

    @classmethod
    async def of(cls, base: str, centers: Sequence[str], most: int) -> Driver:
        plans = [await _told(base, f"/_plan/{center}/{most}") for center in centers]
        receiver, officer, director, overseer = (Browser(base) for _ in range(4))
        tokens = {}
        for plan in plans:
            center = plan["center"]
            tokens["receiver"] = await receiver.sign_in(center, plan["receiver"], plan["password"])
            tokens["officer"] = await officer.sign_in(center, plan["officer"], plan["password"])
            await director.sign_in(center, plan["director"], plan["password"])
        await overseer.sign_in(CONSOLE, plans[0]["overseer"], plans[0]["password"])
        return cls(base, plans, receiver, officer, director, overseer, tokens)

    @property
    def dossiers(self) -> int:
        return sum(plan["dossiers"] for plan in self.plans)

    async def prepare(self, most: int, only: Collection[str] = NAMES.keys()) -> None:
        """Records every page (of `only` these cases), and looks whether its floor says the same."""
        states = ("processing", "ready", "handed_back")
        year = "ky=nam&so=1&nam=2017"
        reads: dict[str, tuple[Browser, list[str]]] = {
            "worklist": (self.receiver, self._paths("/viec?xem=tai-quay", "/viec")),
            "filter": (self.receiver, self._paths(*(f"/ho-so?trang-thai={each}" for each in states))),
            "desk": (self.officer, self._paths("/viec", "/ho-so")),
            "dossier": (self.receiver, self._planned("pages")),
            "tracking": (Browser(self.base), self._planned("tracked")),
            "director": (self.director, self._paths("/dieu-hanh")),
            "report": (self.director, self._paths(f"/bao-cao?mau=06a&{year}", f"/bao-cao?mau=06a&{year}&theo=thu-tuc")),
            "province": (self.overseer, [f"/{CONSOLE}/", f"/{CONSOLE}/bao-cao?mau=06b&{year}"]),
        }
        for key, (browser, paths) in reads.items():
            if key in only:
                await self._reads(key, browser, paths)
        if "step" in only:
            await self._steps()
        if "intake" in only:
            await self._intakes()
        counts = await _told(self.base, "/_tapes")
        for case, _ in self.cases.values():
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
        self.cases[key] = case, browser

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
            self.cases["step"] = case, self.officer

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
        case = Case("intake", iter(asks), floor, most=len(asks), is_equal=same)
        self.cases["intake"] = case, self.receiver

    async def run(
        self, levels: Sequence[int], limits: Limits, say: Callable[[str], None], beside: Driver | None = None
    ) -> list[Measured]:
        """`beside`: a server with fewer dossiers, prepared for the same cases, asked by turns with this one."""
        found = []
        for case, browser in self.cases.values():
            other = beside.cases.get(case.key) if beside is not None else None
            most = case.most if other is None or other[0].most is None else min(case.most or 0, other[0].most)
            for level in levels:
                if most is not None:
                    case.most = max(level, most // len(levels))
                say(f"{NAMES[case.key]}, {level} người cùng lúc")
                measured = await measure(case, browser, level, limits, other)
                if measured is None:
                    say("  không còn hồ sơ để đo; nạp thêm bằng motcua bench load")
                else:
                    found.append(measured)
        return found


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
