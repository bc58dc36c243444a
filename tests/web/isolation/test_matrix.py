"""Route × role × {own, not mine, the other center's, missing, malformed}, for every route there is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from litestar import Litestar, get
from litestar.handlers import HTTPRouteHandler
from tests.web.isolation.asking import Cell, Matrix, nothing_kept
from tests.web.isolation.table import NOTHING, NoRow, Visitor, expected, parameters
from tests.web.isolation.things import Things
from tests.web.live import Live, client_of, without

from motcua.domain.machines import Machine
from motcua.domain.people import Role
from motcua.domain.province import ProvinceRole
from motcua.services.dossiers import visibility
from motcua.store.engine import CenterTransaction
from motcua.web import app as web_app
from motcua.web.app import create_app
from motcua.web.guards import MACHINE, PUBLIC, DeclaredRoute, declared_routes
from motcua.web.middleware import machine as machine_middleware
from motcua.web.page import Answer, FromPath, WebRequest, act, page, shown
from motcua.web.pages import PAGES

DOSSIER = "/ho-so/{dossier_id}"


def surprises(cells: list[Cell]) -> list[str]:
    return [str(cell) for cell in cells if not cell.is_as_expected]


def test_every_cell_answers_as_declared(cells: list[Cell]) -> None:
    assert surprises(cells) == []


def test_no_route_is_left_out(live: Live, cells: list[Cell]) -> None:
    asked = {(cell.route.method, cell.route.path) for cell in cells}
    assert asked == {(route.method, route.path) for route in declared_routes(live.app)}
    assert len(cells) > 3000


def test_every_role_and_nobody_asks_every_route(live: Live, cells: list[Cell]) -> None:
    by_route: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cell in cells:
        roles = cell.visitor.staff.roles if cell.visitor.staff else frozenset({cell.visitor.says})
        by_route[cell.route.method, cell.route.path] |= roles
    wanted = {*Role, ProvinceRole.GUEST, "anonymous", "the other center's director"}
    assert {route: wanted - found for route, found in by_route.items() if wanted - found} == {}


def test_another_centers_thing_and_a_missing_one_are_the_same_answer(cells: list[Cell]) -> None:
    groups = defaultdict(list)
    for cell in cells:
        if cell.thing.whose in ("theirs", "missing", "malformed"):
            who = id(cell.visitor.staff) if cell.visitor.staff else cell.visitor.cookie + cell.visitor.bearer
            groups[cell.route.method, cell.route.path, cell.visitor.says, who].append(cell)
    different = []
    for found in groups.values():
        first = found[0]
        for other in found[1:]:
            if (first.status, first.body, first.headers) != (other.status, other.body, other.headers):
                different.append(f"{first} | {other}")
    assert different == []
    assert len(groups) > 400


def test_another_centers_thing_costs_as_many_queries_as_a_missing_one(cells: list[Cell]) -> None:
    """What a watch would show: the database is asked the same questions."""
    counts: dict[tuple[str, str, str], dict[str, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for cell in cells:
        if cell.thing.whose in ("theirs", "missing") and cell.thing.says != "wrong secret":
            counts[cell.route.method, cell.route.path, cell.visitor.says][cell.thing.whose].add(cell.queries)
    for key, by_kind in counts.items():
        if len(by_kind) == 2:
            assert by_kind["theirs"] == by_kind["missing"], key


def test_who_may_not_has_somebody_who_may(live: Live, asked: dict[str, list[Cell]]) -> None:
    """A refusal proves nothing where nobody gets through: the rightful role does, with the same address."""
    opened = {
        (cell.route.method, cell.route.path, cell.route.path.format(**cell.thing.params))
        for cells in asked.values()
        for cell in cells
        if cell.is_open
    }
    routes = {(method, path) for method, path, _ in opened}
    every = {(route.method, route.path) for route in declared_routes(live.app) if parameters(route)}
    assert every - routes == set()
    shut = []
    for cells in asked.values():
        for cell in cells:
            address = cell.route.path.format(**cell.thing.params)
            if cell.thing.whose == "theirs" and (cell.route.method, cell.route.path, address) not in opened:
                shut.append(str(cell))
    # Moves for which the smaller center has no dossier in a fitting state, because its plugins have no such step.
    without_step = ("lay-y-kien", "tra-loi-y-kien", "tam-dung", "tiep-tuc", "tiep-tuc-khong-y-kien")
    assert [each for each in shut if not any(f"/{slug} " in each for slug in without_step)] == []


def test_a_dossier_that_is_not_mine_is_somebody_elses(asked: dict[str, list[Cell]]) -> None:
    by_thing = defaultdict(set)
    for center, cells in asked.items():
        for cell in cells:
            if cell.thing.whose == "own" and cell.route.path == DOSSIER and cell.visitor.staff:
                by_thing[center, cell.thing.says].add(cell.status)
    assert all({200, 403} <= statuses for statuses in by_thing.values()), dict(by_thing)


def test_every_kind_of_key_asks_every_operation_for_machines(live: Live, cells: list[Cell]) -> None:
    kinds: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for cell in cells:
        if cell.route.access.name == MACHINE and cell.visitor.bearer:
            kinds[cell.route.path][cell.visitor.says].add(cell.status)
    assert kinds.keys() == {route.path for route in declared_routes(live.app) if route.access.name == MACHINE}
    for path, by_key in kinds.items():
        assert by_key["machine, whole key"] & {200, 201}, path
        assert by_key["machine, revoked key"] == by_key["machine, the other center's key"] == {401}, path
        if "dossier_id" in path:
            assert by_key["machine, elsewhere key"] == {404}, path


async def test_a_key_opens_no_page_of_people(live: Live) -> None:
    key, _ = live.que_vo.machines["whole"]
    async with client_of(live.app) as client:
        for path in ("/viec", "/ho-so", "/khoa-api", "/doi-soat", "/cau-hinh"):
            answer = await client.get(live.que_vo.root + path, headers={"authorization": f"Bearer {key}"})
            assert (answer.status_code, "/dang-nhap" in answer.headers["location"]) == (303, True), path


async def test_nothing_was_kept(live: Live, asked: dict[str, list[Cell]]) -> None:
    for house in live.houses.values():
        for made in house.dossiers.values():
            assert (await live.load(house, made.id)).dossier.state is made.state


# --- negative controls: with a guard taken out, the matrix must fail


@pytest.fixture
async def small(live: Live) -> Matrix:
    return await Matrix.of(live)


async def ask_some(matrix: Matrix, *paths: str) -> list[Cell]:
    live = matrix.live
    here, there = live.que_vo, live.gia_binh
    routes = [route for route in matrix.routes if route.path in paths]
    assert routes
    visitors = await matrix.visitors(here, there)
    with nothing_kept():
        return await matrix.ask(here, there, routes, visitors)


async def test_without_set_local_role_the_matrix_fails(small: Matrix) -> None:
    with without(CenterTransaction, "begin_sql", "BEGIN"):
        assert surprises(await ask_some(small, DOSSIER))


async def test_when_everybody_enters_the_other_center_the_matrix_fails(small: Matrix) -> None:
    """What a leak would look like: the other center's dossiers under this center's address."""
    visitors = await small.visitors(small.live.que_vo, small.live.gia_binh)
    schema = small.live.gia_binh.center.schema
    begin = f"BEGIN; SET LOCAL ROLE {schema}; SET LOCAL search_path = {schema}"
    forged = next(each for each in visitors if "director under our" in each.says)
    with without(CenterTransaction, "begin_sql", begin), nothing_kept():
        routes = [route for route in small.routes if route.path == DOSSIER]
        found = await small.ask(small.live.que_vo, small.live.gia_binh, routes, [forged])
    by_thing = {cell.thing.whose: cell.status for cell in found}
    assert by_thing["theirs"] != by_thing["missing"], "a dossier of the other center was found"
    assert by_thing["theirs"] == 500, "and even then its sealed numbers did not open: their key is the center's own"
    assert surprises(found)


async def test_without_the_desks_of_a_key_the_matrix_fails(small: Matrix) -> None:
    with without(Machine, "works_on", lambda self, desks: True):
        found = await ask_some(small, "/api/v1/dossiers/{dossier_id}")
    # The table asks the same rule of the domain: what shows is that the key of no desk here reads a dossier.
    assert any(cell.is_open for cell in found if cell.visitor.says == "machine, elsewhere key")


async def test_without_the_check_of_keys_the_matrix_fails(small: Matrix) -> None:
    live = small.live
    whole = live.que_vo.machines["whole"][1]

    async def anybody(key: str, now: object) -> Machine | None:
        return whole

    with without(machine_middleware, "machine_of", anybody):
        assert surprises(await ask_some(small, "/api/v1/events"))


async def test_without_the_guard_the_matrix_fails(small: Matrix) -> None:
    live = small.live
    with without(web_app, "check_access", lambda connection, handler: None):
        small.app = create_app(live.office, lambda: live.now[0])
    assert surprises(await ask_some(small, "/tiep-nhan", "/ho-so"))


@pytest.mark.parametrize("path", [DOSSIER, "/ho-so/{dossier_id}/tep/{file_id}"])
async def test_without_the_rule_of_sight_the_matrix_fails(small: Matrix, path: str) -> None:
    with without(visibility, "check_may_see", lambda staff, dossier: None):
        found = await ask_some(small, path)
    assert surprises(found)


@page("/so/{book_id:str}", may=PUBLIC, in_transaction=False)
async def with_unknown_parameter(request: WebRequest, book_id: FromPath[str]) -> Answer:
    return shown(request, "public/home.html")


@act("/lam-gi-do", may=PUBLIC, in_transaction=False)
async def with_unknown_act(request: WebRequest) -> Answer:
    return shown(request, "public/home.html")


@act("/ho-so/{dossier_id:str}/lam-gi-do", may=PUBLIC)
async def with_unknown_move(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return shown(request, "public/home.html")


@pytest.mark.parametrize("extra", [with_unknown_parameter, with_unknown_act, with_unknown_move])
async def test_a_new_route_without_a_row_fails(small: Matrix, extra: HTTPRouteHandler) -> None:
    live = small.live
    pages = Litestar(route_handlers=[*PAGES, extra], openapi_config=None)
    new = next(route for route in declared_routes(pages) if route.name == extra.handler_name)
    director = next(staff for staff in live.que_vo.crew.by_name.values() if Role.DIRECTOR in staff.roles)
    visitor = Visitor("director", "", "", director)

    def every_row() -> list[object]:
        things = Things(live, small.kept).for_route(new, live.que_vo, live.gia_binh)
        return [expected(new, visitor, thing) for thing in things]

    with pytest.raises(NoRow):
        every_row()


def test_a_page_that_nobody_declared_stops_the_start() -> None:
    @get("/quen")
    async def forgotten() -> str:
        return ""

    with pytest.raises(TypeError, match="nobody has declared"):
        declared_routes(Litestar(route_handlers=[forgotten], openapi_config=None))


def test_a_cell_knows_a_surprise() -> None:
    route = DeclaredRoute("GET", "/ho-so", PUBLIC, "x")
    visitor = Visitor("nobody", "", "")
    fine = Cell(route, visitor, NOTHING, 200, "", (), (), "", frozenset({200}))
    assert fine.is_as_expected
    assert not replace(fine, status=500).is_as_expected
    assert not replace(fine, status=303, location="/x/dang-nhap?tiep=/ho-so", wanted=frozenset({303})).is_as_expected
