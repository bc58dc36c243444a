"""What the whole application must hold, asked of every route on a real database."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.web.isolation.asking import Matrix, nothing_kept
from tests.web.isolation.table import WITHOUT_PROVIDER, Thing, Visitor, body, expected, is_open
from tests.web.isolation.things import Things
from tests.web.live import Client, House, Live, client_of, everything_in, without

from motcua.services.accounts import signing_in as accounts
from motcua.settings import LOCKS_AFTER, wall_clock
from motcua.web.guards import CITIZENS, DEVICES, MACHINE, PUBLIC, DeclaredRoute
from motcua.web.middleware import arrival, session


@pytest.fixture
async def matrix(live: Live) -> Matrix:
    return await Matrix.of(live)


async def rightful(matrix: Matrix, route: DeclaredRoute) -> tuple[House, Visitor, Thing]:
    """Somebody, and something, with whom this act succeeds."""
    live = matrix.live
    for here, there in ((live.que_vo, live.gia_binh), (live.gia_binh, live.que_vo)):
        for thing in Things(live, matrix.kept).for_route(route, here, there):
            for visitor in await matrix.visitors(here, there):
                if thing.whose in ("own", "nothing") and is_open(expected(route, visitor, thing)):
                    return here, visitor, thing
    raise AssertionError(f"nobody may {route.method} {route.path}")


FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"sec-fetch-site": "cross-site"},
    "a neighbour": {"sec-fetch-site": "same-site"},
    "another origin": {"origin": "https://xau.example"},
    "a sandbox": {"origin": "null"},
    "a look-alike": {"origin": "http://127.0.0.1:8000.xau.example"},
    "another port": {"origin": "http://127.0.0.1:8001"},
}
WRONG_TOKENS = ("", "0" * 128, "another person's")


async def test_an_act_that_our_page_did_not_send_is_refused_and_changes_nothing(
    live: Live, owner: Any, matrix: Matrix
) -> None:
    before = [await everything_in(owner, house) for house in live.houses.values()]
    # The API takes no cookie and so needs no token; `test_an_operation_that_another_site_sends_is_refused`.
    unsafe = [route for route in matrix.routes if route.method != "GET" and not route.path.startswith("/api/")]
    assert len(unsafe) > 15
    wrong = []
    async with client_of(live.app) as client:
        for route in unsafe:
            here, visitor, thing = await rightful(matrix, route)
            path = f"{here.root}{route.path.format(**thing.params)}"
            theirs = (await live.as_(live.gia_binh, live.gia_binh.center.staff[0].username)).csrf
            assert theirs != visitor.csrf
            for token in WRONG_TOKENS:
                data = body(route, thing) | {"_csrf_token": theirs if token == "another person's" else token}
                wrong.append(await _refused(client, route, path, visitor, data, {}, f"token {token[:8]}"))
            for says, headers in FOREIGN.items():
                data = body(route, thing) | {"_csrf_token": visitor.csrf}
                wrong.append(await _refused(client, route, path, visitor, data, headers, says))
            with nothing_kept():
                data = body(route, thing) | {"_csrf_token": visitor.csrf}
                right = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin", "cookie": visitor.cookie}
                answer = await client.post(path, data=data, headers=right)
                assert answer.status_code != 403, (route.path, "the control is refused too")
                client.cookies.clear()
    assert [each for each in wrong if each] == []
    assert [await everything_in(owner, house) for house in live.houses.values()] == before


async def _refused(
    client: Client,
    route: DeclaredRoute,
    path: str,
    visitor: Visitor,
    data: dict[str, Any],
    headers: dict[str, str],
    says: str,
) -> str:
    answer = await client.post(path, data=data, headers={"cookie": visitor.cookie, **headers})
    client.cookies.clear()
    is_page = 'lang="vi"' in answer.text and "govuk-heading" in answer.text
    return "" if answer.status_code == 403 and is_page else f"{route.path} from {says}: {answer.status_code}"


async def test_without_the_look_at_the_origin_a_foreign_form_gets_through(live: Live, matrix: Matrix) -> None:
    search = next(route for route in matrix.routes if (route.method, route.path) == ("POST", "/ho-so"))
    here, visitor, _ = await rightful(matrix, search)
    async with client_of(live.app) as client:
        headers = {"cookie": visitor.cookie, "origin": "https://xau.example"}
        data = {"_csrf_token": visitor.csrf}
        assert (await client.post(f"{here.root}/ho-so", data=data, headers=headers)).status_code == 403
        with without(arrival, "_is_from_here", lambda headers, base_url: True):
            assert (await client.post(f"{here.root}/ho-so", data=data, headers=headers)).status_code == 200


@pytest.fixture
async def somebody(live: Live, owner: Any) -> AsyncIterator[tuple[House, str, Client]]:
    """A reception officer whose account the test may spoil, freshly signed in."""
    house, username = live.que_vo, "hoa.lt"
    client = await live.new_client(house, username)
    yield house, username, client
    await client.aclose()
    await owner.execute(
        f"UPDATE {house.center.schema}.staff SET roles = '{{reception}}', is_locked = false, must_change = false "
        "WHERE username = $1",
        username,
    )


async def test_a_role_that_is_taken_away_is_gone_with_the_next_request(
    owner: Any, somebody: tuple[House, str, Client]
) -> None:
    house, username, client = somebody
    assert (await client.get(f"{house.root}/tiep-nhan")).status_code == 200
    await owner.execute(f"UPDATE {house.center.schema}.staff SET roles = '{{guide}}' WHERE username = $1", username)
    assert (await client.get(f"{house.root}/tiep-nhan")).status_code == 403
    assert (await client.send_form(f"{house.root}/ho-so", {"text": "a"})).status_code == 403
    page = await client.get(f"{house.root}/viec")
    assert page.status_code == 200
    assert f'href="{house.root}/tiep-nhan"' not in page.text


@pytest.mark.parametrize("says", FOREIGN)
async def test_an_operation_that_another_site_sends_is_refused(live: Live, says: str) -> None:
    made = live.que_vo.dossiers["copies"]
    async with client_of(live.app) as client:
        for headers, expected_status in ((FOREIGN[says], 403), ({"sec-fetch-site": "same-origin"}, 200)):
            answer = await client.post(
                f"{live.que_vo.root}/api/v1/dossier-status", json={"code": made.code}, headers=headers
            )
            assert answer.status_code == expected_status


async def test_an_account_that_is_locked_is_out_with_the_next_request(
    live: Live, owner: Any, somebody: tuple[House, str, Client]
) -> None:
    house, username, client = somebody
    await owner.execute(f"UPDATE {house.center.schema}.staff SET is_locked = true WHERE username = $1", username)
    answer = await client.get(f"{house.root}/tiep-nhan")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{house.root}/dang-nhap?tiep=/tiep-nhan")
    fresh = await live.new_client(house, address="10.9.0.1")
    assert (await live.sign_in(fresh, house, username)).status_code == 422


async def test_a_first_password_opens_no_page_but_the_one_that_changes_it(
    owner: Any, matrix: Matrix, somebody: tuple[House, str, Client]
) -> None:
    house, username, client = somebody
    await owner.execute(f"UPDATE {house.center.schema}.staff SET must_change = true WHERE username = $1", username)
    things = Things(matrix.live, matrix.kept)
    opened = []
    for route in matrix.routes:
        is_not_staffs = route.access in (PUBLIC, CITIZENS, *DEVICES) or route.access.name == MACHINE
        if is_not_staffs or route.path == "/doi-mat-khau":
            continue
        thing = next(iter(things.for_route(route, house, matrix.live.gia_binh)))
        path = f"{house.root}{route.path.format(**thing.params)}"
        if route.method == "GET":
            answer = await client.get(path)
        else:
            answer = await client.send_form(path, body(route, thing))
        if (answer.status_code, answer.headers.get("location")) != (303, f"{house.root}/doi-mat-khau"):
            opened.append(f"{route.method} {route.path}: {answer.status_code}")
    assert opened == []
    page = await client.get(f"{house.root}/doi-mat-khau")
    assert page.status_code == 200
    assert f'href="{house.root}/viec"' not in page.text


@pytest.mark.parametrize(
    ("later", "is_in"),
    [
        (LOCKS_AFTER - timedelta(minutes=2), True),
        (accounts.IDLE + timedelta(seconds=1), False),
        (accounts.ABSOLUTE + timedelta(seconds=1), False),
    ],
)
async def test_a_session_ends_when_nobody_uses_it(
    somebody: tuple[House, str, Client], later: timedelta, is_in: bool
) -> None:
    house, _, client = somebody
    moment = wall_clock() + later
    with without(session, "real_now", lambda: moment):
        answer = await client.get(f"{house.root}/tiep-nhan")
    assert (answer.status_code == 200) is is_in


async def test_a_session_ends_at_the_end_of_the_day_however_busy(somebody: tuple[House, str, Client]) -> None:
    house, _, client = somebody
    began, at = wall_clock(), wall_clock()
    last_seen: datetime | None = None
    moment = [at]
    while at < began + accounts.ABSOLUTE + timedelta(hours=2):
        moment[0] = at
        with without(session, "real_now", lambda: moment[0]):
            if (await client.get(f"{house.root}/tiep-nhan")).status_code == 200:
                last_seen = at
        at += LOCKS_AFTER - timedelta(minutes=2)
    assert last_seen is not None
    assert began + accounts.IDLE < last_seen < began + accounts.ABSOLUTE


async def test_signing_in_again_ends_the_session_before(live: Live, somebody: tuple[House, str, Client]) -> None:
    house, username, client = somebody
    name = f"mc-{house.center.key}"
    first = client.cookies[name]
    assert (await live.sign_in(client, house, username)).status_code == 303
    assert client.cookies[name] != first
    async with client_of(live.app) as thief:
        thief.cookies.set(name, first)
        assert (await thief.get(f"{house.root}/tiep-nhan")).status_code == 303


async def test_signing_in_often_is_no_failure(live: Live, somebody: tuple[House, str, Client]) -> None:
    house, username, client = somebody
    for _ in range(accounts.MOST_BY_NAME * 2):
        assert (await live.sign_in(client, house, username)).status_code == 303


async def test_ten_requests_at_once_share_one_session(somebody: tuple[House, str, Client]) -> None:
    house, _, client = somebody
    asked = [client.get(f"{house.root}/viec") for _ in range(6)]
    asked += [client.send_form(f"{house.root}/ho-so", {"text": "nguyen"}) for _ in range(4)]
    assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200}


# What everybody may read is kept for a moment by who is not signed in, and nowhere else.
KEPT_BRIEFLY = frozenset({"/thu-tuc", "/thu-tuc/{key}"})


async def test_every_page_of_staff_is_never_kept_and_carries_its_policy(live: Live, matrix: Matrix) -> None:
    weak = []
    for route in matrix.routes:
        if route.method != "GET" or route.path in WITHOUT_PROVIDER:  # looked at with one in test_second_step
            continue
        here, visitor, thing = await rightful(matrix, route)
        async with client_of(live.app) as client:
            path = f"{here.root}{route.path.format(**thing.params)}"
            answer = await client.get(path, headers={"cookie": visitor.cookie})
        headers = answer.headers
        kept = "private, max-age=" if route.path in KEPT_BRIEFLY and visitor.staff is None else "no-store"
        if route.path.startswith("/api/v1/") and route.access == PUBLIC:
            kept = "public, max-age="  # the catalogue is everybody's
        if not headers["cache-control"].startswith(kept) or headers["x-content-type-options"] != "nosniff":
            weak.append(f"{route.path}: {headers['cache-control']}")
        policy = headers["content-security-policy"]
        if "script-src 'nonce-" not in policy and "default-src 'none'" not in policy:
            weak.append(f"{route.path}: {policy}")
        if not headers["content-type"].startswith("text/html"):
            continue  # no browser runs what is in a table or a PDF that it may not sniff
        for script in re.findall(r"<script[^>]*>", answer.text):
            found = re.search(r"'nonce-([^']+)'", policy)
            if found is None or f'nonce="{found[1]}"' not in script:
                weak.append(f"{route.path}: {script}")
        if re.search(r"""<[^>]+\s(?:on[a-z]+|style)\s*=""", answer.text):
            weak.append(f"{route.path}: an inline handler or style")
    assert weak == []
