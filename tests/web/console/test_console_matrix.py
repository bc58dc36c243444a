"""Every route of the console × every role of the province, nobody, and people of a center: deny by default.

The rows are made from the routes' own declarations; a parameter that nothing here names raises `NoRow`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from litestar import Litestar
from tests.web.console.conftest import PASSWORD, Desk
from tests.web.isolation.asking import nothing_kept
from tests.web.isolation.table import NoRow
from tests.web.isolation.test_language import leaks
from tests.web.live import CSRF_COOKIE, client_of, without

from motcua.centers import entered
from motcua.domain.people import Staff
from motcua.domain.province import ACCOUNT_ROLES, ProvincePermission, ProvinceRole
from motcua.services.accounts import passwords
from motcua.services.accounts import signing_in as accounts
from motcua.settings import wall_clock
from motcua.store.engine import CenterTransaction, transaction
from motcua.store.queries import accounts as stored
from motcua.web.console import app as console_app
from motcua.web.console.app import create_console
from motcua.web.console.pages import PAGES
from motcua.web.guards import PUBLIC, SIGNED_IN, DeclaredRoute, declared_routes
from motcua.web.page import Answer, FromPath, WebRequest, page, shown

PARAMETER = re.compile(r"{([^}:]+)")
TO_SIGN_IN = "sign-in"
# Sent empty, these refuse in words or show; none of them does anything.
EMPTY = frozenset({200, 303, 422})
FULL = {"answer": "Chưa cần", "short_name": "Kiểm Thử"}


@dataclass(frozen=True)
class Visitor:
    says: str
    cookie: str
    csrf: str
    role: ProvinceRole | None = None


@dataclass(frozen=True)
class Cell:
    route: DeclaredRoute
    visitor: Visitor
    whose: str
    status: int
    location: str
    body: str
    wanted: frozenset[int] | str

    @property
    def is_as_expected(self) -> bool:
        if self.wanted == TO_SIGN_IN:
            return self.status == 303 and self.location.startswith("/dang-nhap")
        return self.status in self.wanted and not (self.status == 303 and "/dang-nhap?" in self.location)

    def __str__(self) -> str:
        asked = f"{self.route.method} {self.route.path} | {self.visitor.says} | {self.whose}"
        return f"{asked}: {self.status}, not {self.wanted}"


def things_for(route: DeclaredRoute, desk: Desk) -> Iterator[tuple[str, dict[str, str]]]:
    """(own, missing, malformed, params) for the parameters of a route."""
    names = tuple(PARAMETER.findall(route.path))
    known = desk.things
    match names:
        case ():
            yield "own", {}
            return
        case ("access_id",):
            state = "asked" if route.path.endswith("dong-y") else "given"
            yield "own", {"access_id": known[state]}
        case ("announcement_id",) | ("officer_id",) | ("draft_id", "step"):
            yield "own", {name: known[name] for name in names}
        case ("key",):
            key = next(iter(desk.office.catalog.procedures)) if route.path.startswith("/thu-tuc") else known["key"]
            yield "own", {"key": key}
            yield "missing", {"key": "khong-co"}
            return
        case ("key", "agency"):
            yield "own", {"key": known["key"], "agency": "tu_phap"}
            yield "missing", {"key": known["key"], "agency": "khong_co"}
            yield "missing", {"key": "khong-co", "agency": "tu_phap"}
            return
        case _:
            raise NoRow(f"{route.method} {route.path}: no things for {names}")
    more = {"step": "ten"} if "step" in names else {}
    yield "missing", {names[0]: str(uuid4())} | more
    yield "malformed", {names[0]: "khong-phai-ma"} | more


def expected(route: DeclaredRoute, visitor: Visitor, whose: str, desk: Desk) -> frozenset[int] | str:
    if route.access != PUBLIC:
        if visitor.role is None:
            return TO_SIGN_IN
        mine = desk.people[visitor.role].permissions
        if route.access != SIGNED_IN and not route.access.permissions & mine:
            return frozenset({403})
    if whose != "own":
        return frozenset({404})
    if route.method == "GET":
        # No code is asked for out of turn.
        is_sent_on = route.path == "/dang-nhap/ma" or (route.path == "/dang-nhap" and visitor.role)
        return frozenset({303}) if is_sent_on else frozenset({200})
    if not PARAMETER.findall(route.path) or route.path.endswith(("/{step}", "/{agency}")):
        return EMPTY
    if route.path.endswith(("/vao", "/dat-lai-mat-khau")):
        return frozenset({200})
    # Whoever may both see and act finds it done; their own account is nobody's to lock.
    return (
        frozenset({303, 409})
        if visitor.role is ProvinceRole.LEADER and "officer_id" in route.path
        else frozenset({303})
    )


async def visitors(desk: Desk, stranger: str) -> list[Visitor]:
    nobody = await desk.as_(None)
    found = [Visitor("nobody", f"{CSRF_COOKIE}={nobody.csrf}", nobody.csrf)]
    for role in ACCOUNT_ROLES:
        client = await desk.as_(role)
        cookie = f"mc-province={client.cookies['mc-province']}; {CSRF_COOKIE}={client.csrf}"
        found.append(Visitor(role.value, cookie, client.csrf, role))
    for says, name in (
        ("a center's director", "mc-que-vo"),
        ("a center's director, their cookie renamed", "mc-province"),
    ):
        found.append(Visitor(says, f"{name}={stranger}; {CSRF_COOKIE}={nobody.csrf}", nobody.csrf))
    return found


async def ask(desk: Desk, stranger: str, *paths: str, app: object | None = None) -> list[Cell]:
    found = []
    everybody = await visitors(desk, stranger)
    with nothing_kept():
        async with client_of(app or desk.app, base_url="http://127.0.0.1:8001") as client:
            for route in declared_routes(desk.app):
                if paths and route.path not in paths:
                    continue
                for visitor in everybody:
                    for whose, params in things_for(route, desk):
                        client.cookies.clear()
                        path, headers = route.path.format(**params), {"cookie": visitor.cookie}
                        if route.method == "GET":
                            answer = await client.get(path, headers=headers)
                        else:
                            form = {"_csrf_token": visitor.csrf}
                            form |= {"_key": str(uuid4()), **FULL} if params else {}
                            answer = await client.post(path, data=form, headers=headers)
                        wanted = expected(route, visitor, whose, desk)
                        location = answer.headers.get("location", "")
                        found.append(Cell(route, visitor, whose, answer.status_code, location, answer.text, wanted))
    return found


@pytest.fixture(scope="session")
async def stranger(desk: Desk, make_staff: Callable[..., Awaitable[Staff]]) -> str:
    """The token of a real session, of a director of Quế Võ."""
    with entered(desk.office.centers["que-vo"]):
        staff = await make_staff(roles=("director",), desks=())
        hashed = await passwords.hashed(PASSWORD)
        async with transaction():
            await stored.set_password(staff.id, hashed, must_change=False, at=wall_clock())
        now = wall_clock()
        signed_in = await accounts.sign_in(desk.office, staff.username, PASSWORD, address="", agent="", now=now)
    return signed_in.token


@pytest.fixture(scope="session")
async def cells(desk: Desk, stranger: str) -> list[Cell]:
    return await ask(desk, stranger)


def surprises(cells: list[Cell]) -> list[str]:
    return [str(cell) for cell in cells if not cell.is_as_expected]


def test_every_cell_of_the_console_answers_as_declared(cells: list[Cell]) -> None:
    assert surprises(cells) == []
    assert len(cells) > 250


def test_no_route_of_the_console_is_left_out_and_only_the_sign_in_is_public(desk: Desk, cells: list[Cell]) -> None:
    routes = declared_routes(desk.app)
    assert {(cell.route.method, cell.route.path) for cell in cells} == {(each.method, each.path) for each in routes}
    assert {each.path for each in routes if each.access == PUBLIC} == {
        "/dang-nhap",
        "/dang-nhap/ma",
        "/dang-xuat",
    }
    for route in routes:
        if route.access not in (PUBLIC, SIGNED_IN):
            assert all(isinstance(each, ProvincePermission) for each in route.access.permissions), route


def test_who_may_not_has_somebody_at_the_console_who_may(cells: list[Cell]) -> None:
    opened = {(cell.route.method, cell.route.path) for cell in cells if cell.visitor.role and cell.status in EMPTY}
    shut = {(cell.route.method, cell.route.path) for cell in cells} - opened
    assert shut - {("POST", "/mo-khoa")} == set()


def test_no_page_of_the_console_has_a_word_of_english_or_of_a_center(cells: list[Cell]) -> None:
    said = {leak: str(cell) for cell in cells if cell.body.lstrip().startswith("<") for leak in leaks(cell.body)}
    assert said == {}


async def test_without_the_guard_the_consoles_matrix_fails(desk: Desk, stranger: str) -> None:
    with without(console_app, "check_access", lambda connection, handler: None):
        open_one = create_console(desk.office, lambda: desk.acting(ProvinceRole.OFFICER).at)
    assert surprises(await ask(desk, stranger, "/", "/can-bo", app=open_one))


async def test_where_the_console_enters_a_center_the_matrix_fails(desk: Desk, stranger: str) -> None:
    """A director's session would be somebody's there: it is the province's own schema that does not know it."""
    begin = "BEGIN; SET LOCAL ROLE c_que_vo; SET LOCAL search_path = c_que_vo"
    with without(CenterTransaction, "begin_sql", begin):
        found = await ask_as_forged(desk, stranger)
    assert found != TO_SIGN_IN
    assert await ask_as_forged(desk, stranger) == TO_SIGN_IN


async def ask_as_forged(desk: Desk, stranger: str) -> str:
    async with client_of(desk.app, base_url="http://127.0.0.1:8001") as client:
        answer = await client.get("/", headers={"cookie": f"mc-province={stranger}"})
    return TO_SIGN_IN if answer.headers.get("location", "").startswith("/dang-nhap") else str(answer.status_code)


@page("/la/{thing:str}", may=ProvincePermission.OVERSEE)
async def with_unknown_parameter(request: WebRequest, thing: FromPath[str]) -> Answer:
    return shown(request, "province/ticket.html", address="")


def test_a_new_route_of_the_console_without_a_row_fails(desk: Desk) -> None:
    pages = Litestar(route_handlers=[*PAGES, with_unknown_parameter], openapi_config=None)
    new = next(each for each in declared_routes(pages) if each.path.startswith("/la/"))
    with pytest.raises(NoRow):
        list(things_for(new, desk))
