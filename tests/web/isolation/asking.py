"""Asking every cell: one request each, nothing of it kept."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx
from structlog.testing import capture_logs
from tests.web.isolation import machines
from tests.web.isolation.table import TO_SIGN_IN, Thing, Visitor, at_the_door, body, expected
from tests.web.isolation.things import Things
from tests.web.live import CSRF_COOKIE, House, Live, client_of, without

from motcua.domain.people import Role
from motcua.services.demo.people import accounts
from motcua.services.demo.scans import scan
from motcua.services.dossiers.records import Kept
from motcua.store.engine import DB, CenterTransaction
from motcua.web.guards import DeclaredRoute, declared_routes

_SHIFTING = re.compile(r"[0-9a-f]{128}|nonce=\"[^\"]+\"|'nonce-[^']+'|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DRAFT = scan("Du thao", "Ket qua")
# Once a minute, whatever was asked for.
_OWN_HEADERS = ("content-type", "cache-control", "location", "content-disposition", "retry-after", "allow")


# Once a minute a session notes that it is used: that is the clock's doing, whatever was asked for.
NOTED = ("UPDATE session SET seen_at", "UPDATE citizen_session SET seen_at")


@dataclass(frozen=True)
class Cell:
    """One question and its answer."""

    route: DeclaredRoute
    visitor: Visitor
    thing: Thing
    status: int
    body: str
    headers: tuple[str, ...]
    queries: tuple[str, ...]
    location: str = ""
    wanted: frozenset[int] | str = field(default_factory=frozenset)

    @property
    def is_as_expected(self) -> bool:
        if self.wanted == TO_SIGN_IN:
            return self.status == 303 and "/dang-nhap" in self.location
        return self.status in self.wanted and not (self.status == 303 and "/dang-nhap?" in self.location)

    @property
    def is_open(self) -> bool:
        return self.status in (200, 303) and self.wanted != TO_SIGN_IN

    def __str__(self) -> str:
        wanted = self.wanted if isinstance(self.wanted, str) else sorted(self.wanted)
        asked = f"{self.route.method} {self.route.path} | {self.visitor.says} | {self.thing.says}"
        return f"{asked}: {self.status}, not {wanted}"


async def _undo(self: CenterTransaction) -> None:
    await self.connection.execute("ROLLBACK; RESET ROLE; RESET search_path")
    self._committed = True


@contextlib.contextmanager
def nothing_kept() -> Iterator[None]:
    """Every transaction answers as if it were kept, and is undone: thousands of moves, and no dossier has moved."""
    with without(CenterTransaction, "commit", _undo), capture_logs():  # thousands of log lines would bury what failed
        yield


@dataclass
class Matrix:
    """The question asker of one installation."""

    live: Live
    kept: dict[UUID, Kept]
    app: object | None = None

    @classmethod
    async def of(cls, live: Live) -> Matrix:
        kept = {}
        for house in live.houses.values():
            for made in house.dossiers.values():
                kept[made.id] = await live.load(house, made.id)
        return cls(live, kept)

    @property
    def routes(self) -> tuple[DeclaredRoute, ...]:
        return declared_routes(self.live.app)

    async def visitors(self, here: House, there: House) -> tuple[Visitor, ...]:
        """Nobody, one of each role and desk, a counter of another agency, and somebody of the other center."""
        anonymous = await self.live.anonymous(here)
        found = [Visitor("anonymous", f"{CSRF_COOKIE}={anonymous.csrf}", anonymous.csrf)]
        usernames = dict.fromkeys(self._told_apart(here))
        usernames |= dict.fromkeys([here.crew.receiving("tu_phap")[0].username])
        usernames |= dict.fromkeys(here.drafts)
        for username in usernames:
            client = await self.live.as_(here, username)
            staff = self.live.staff(here, username)
            roles = "+".join(sorted(staff.roles))
            found.append(Visitor(f"{roles} {username}", _cookies(client.cookies), client.csrf, staff))
        cookie = f"mc-{here.center.key}={here.guest_token}; {CSRF_COOKIE}={anonymous.csrf}"
        found.append(Visitor("a guest from the province", cookie, anonymous.csrf, here.guest))
        for citizen, held in here.citizens:
            cookie = f"mc-{here.center.key}-dan={held}; {CSRF_COOKIE}={anonymous.csrf}"
            found.append(Visitor(f"citizen {citizen.name}", cookie, anonymous.csrf, citizen=citizen))
        (citizen, held), *_ = there.citizens
        cookie = f"mc-{here.center.key}-dan={held}; {CSRF_COOKIE}={anonymous.csrf}"
        found.append(Visitor("the other center's citizen with our cookie", cookie, anonymous.csrf))
        for kind, held in here.hall.tokens.items():
            cookie = f"mc-{here.center.key}-thiet-bi={held}; {CSRF_COOKIE}={anonymous.csrf}"
            found.append(Visitor(f"a machine of the hall: {kind}", cookie, anonymous.csrf, device=kind))
            forged = f"mc-{here.center.key}-thiet-bi={there.hall.tokens[kind]}; {CSRF_COOKIE}={anonymous.csrf}"
            found.append(Visitor(f"the other center's {kind} under our cookie's name", forged, anonymous.csrf))
        for name, (key, machine) in here.machines.items():
            found.append(Visitor(f"machine, {name} key", "", "", bearer=key, machine=machine))
        theirs = there.machines["whole"][0]
        found.append(Visitor("machine, the other center's key", "", "", bearer=theirs))
        director = next(staff for staff in there.crew.by_name.values() if Role.DIRECTOR in staff.roles)
        client = await self.live.as_(there, director.username)
        token = client.cookies[f"mc-{there.center.key}"]
        found.append(Visitor("the other center's director", _cookies(client.cookies), client.csrf))
        forged = f"mc-{here.center.key}={token}; {CSRF_COOKIE}={client.csrf}"
        found.append(Visitor("the other center's director under our cookie's name", forged, client.csrf))
        return tuple(found)

    def _told_apart(self, here: House) -> Iterator[str]:
        """One of every role and desk; of agencies that have nothing in any dossier of the matrix, the first of each
        set of roles: what the others may do is the same at every address."""
        at_work = {step.agency for made in here.dossiers.values() for step in self.kept[made.id].dossier.steps}
        at_work |= {self.kept[made.id].dossier.agency for made in here.dossiers.values()}
        seen: set[frozenset[Role]] = set()
        for account in accounts(here.center):
            staff = self.live.staff(here, account.username)
            if staff.desks and not at_work & {agency for agency, _ in staff.desks}:
                if staff.roles in seen:
                    continue
                seen.add(staff.roles)
            yield account.username

    async def ask(
        self, here: House, there: House, routes: Iterable[DeclaredRoute], visitors: Iterable[Visitor]
    ) -> list[Cell]:
        people = tuple(visitors)
        things = Things(self.live, self.kept)
        found = []
        async with client_of(self.app or self.live.app) as client:
            for route in routes:
                asked = tuple(things.for_route(route, here, there))
                for visitor in people:
                    if visitor.bearer and not route.path.startswith("/api/"):
                        continue  # `test_a_key_opens_no_page_of_people` asks those
                    for thing in _worth_asking(route, visitor, asked):
                        found.append(await self._cell(client, here, route, visitor, thing))
        return found

    async def _cell(
        self, client: httpx.AsyncClient, here: House, route: DeclaredRoute, visitor: Visitor, thing: Thing
    ) -> Cell:
        texts = {name: quote(text, safe="%") for name, text in thing.params.items()}
        path = f"/{here.center.key}{route.path.format(**texts)}"
        self.live.app.site.failed_lookups._failed.clear()
        self.live.app.site.held_places._failed.clear()
        headers = {"cookie": visitor.cookie}
        if visitor.bearer:
            headers["authorization"] = f"Bearer {visitor.bearer}"
        client.cookies.clear()
        with DB.counted() as queries:
            if route.method == "GET":
                answer = await client.get(path + machines.QUERIES.get(route.path, ""), headers=headers)
            elif route.path.startswith("/api/"):
                once = {"Idempotency-Key": str(uuid4())}
                answer = await client.post(path, json=machines.body(route, thing), headers=headers | once)
            else:
                form = {"_csrf_token": visitor.csrf, **body(route, thing)}
                takes_file = path.endswith(("/ket-qua", "/anh"))
                files = {"file": ("du-thao.pdf", DRAFT, "application/pdf")} if takes_file else None
                answer = await client.post(path, data=form, files=files, headers=headers)
        return Cell(
            route,
            visitor,
            thing,
            answer.status_code,
            _still(answer.text, thing),
            tuple(f"{name}: {_still(answer.headers.get(name, ''), thing)}" for name in _OWN_HEADERS),
            tuple(query for query in queries if not query.startswith(NOTED)),
            answer.headers.get("location", ""),
            expected(route, visitor, thing),
        )


def _cookies(jar: httpx.Cookies) -> str:
    return "; ".join(f"{name}={value}" for name, value in jar.items())


def _still(text: str, thing: Thing) -> str:
    """The text without what changes from one answer to the next, and without what was asked for."""
    for asked in sorted((quote(each) for each in thing.params.values()), key=len, reverse=True):
        text = text.replace(asked, "…")
    return _SHIFTING.sub("…", text)


def _worth_asking(route: DeclaredRoute, visitor: Visitor, things: tuple[Thing, ...]) -> Iterator[Thing]:
    """Every thing that could be answered differently: the same refusal ten times over shows no more than once.

    Who is stopped at the door asks for one thing of each kind; who is let in asks for all they may see, for the first
    they may not (on a dossier's own page for every one), and for one of the misspelt addresses (another one on each
    route and for each visitor).
    """
    is_stopped = at_the_door(route, visitor) is not None
    misspelt = [thing for thing in things if thing.whose == "malformed"]
    picked = misspelt[len(route.path + visitor.says) % len(misspelt)] if misspelt else None
    seen = set()
    for thing in things:
        if thing.whose == "malformed":
            if thing is picked:
                yield thing
            continue
        kind = (thing.whose, None if is_stopped else expected(route, visitor, thing))
        is_a_refusal = is_stopped or kind[1] == frozenset({403})
        if not (is_a_refusal and kind in seen) or route.path == "/ho-so/{dossier_id}":
            yield thing
        seen.add(kind)


async def every_cell(live: Live) -> AsyncIterator[tuple[House, list[Cell]]]:
    matrix = await Matrix.of(live)
    pairs = ((live.que_vo, live.gia_binh), (live.gia_binh, live.que_vo))
    for here, there in pairs:
        visitors = await matrix.visitors(here, there)
        with nothing_kept():
            yield here, await matrix.ask(here, there, matrix.routes, visitors)
