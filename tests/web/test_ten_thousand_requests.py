"""Ten thousand requests that are wrong in some way, over every route there is: none of them is a crash.

The bytes come from a seed, so that a failure can be asked again: the message names the request's number.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes
from uuid import uuid4

import httpx
import pytest
from tests.web.isolation.asking import Matrix, nothing_kept
from tests.web.isolation.table import Thing, Visitor, parameters
from tests.web.isolation.things import Things
from tests.web.live import House, Live, client_of, without

from motcua.domain.people import Role
from motcua.web.guards import DeclaredRoute
from motcua.web.pages import tracking

HOW_MANY = 10_000
SEED = 20171108
FORM = "application/x-www-form-urlencoded"
NAMES = (
    *(
        "_key",
        "_seen",
        "_csrf_token",
        "_decision",
        "_version",
        "text",
        "code",
        "secret",
        "tiep",
        "username",
        "password",
    ),
    *("name", "kind", "how", "proposal", "reason", "sau", "trang", "ngay", "xem", "tim", "on", "after", "limit", "id"),
    *("before", "scopes", "desks", "expires_on", "from_on", "to_on", "file", "number", "decision", "viec", "nam"),
)
WORDS = (
    *("", "0", "-1", "1e9", "9" * 30, "null", "true", "yes", "31/02/2017", "2017-02-30", "0001-01-01", "9999-12-31"),
    *("\x00", "\ufffd", "\u202e", "\ud800", "💥" * 20, "e\u0301" * 50, "'; DROP TABLE staff; --", "{{7*7}}", "%s%n"),
    *("../../../etc/passwd", "a" * 5_000, "<svg onload=1>", "*", "\\", "[]", "{}", "٣", "½", "\r\n\r\nX: y", "\t"),
)
TYPES = (
    *(
        FORM,
        "multipart/form-data",
        "multipart/form-data; boundary=b",
        "application/json",
        "text/plain",
        "image/png",
        "",
    ),
    *("application/json; charset=utf-16", f"{FORM}; charset=khong-co", ";", "/", "application/msgpack", "text/xml"),
)
JSONS: tuple[Any, ...] = (None, True, 0, -1, 1e308, "", "x", [], {}, [[]], {"a": {}}, 2**70, "\u0000", "\U0001f4a5")
HEADERS = (
    *("accept", "accept-language", "authorization", "cookie", "content-length", "content-encoding", "host", "origin"),
    *("range", "if-none-match", "if-modified-since", "idempotency-key", "x-forwarded-for", "hx-request", "x-csrftoken"),
    *("sec-fetch-site", "transfer-encoding", "expect", "te", "content-type", "x-hand", "referer", "user-agent"),
)


def raw(rng: Random, most: int = 40) -> bytes:
    return rng.randbytes(rng.randrange(most))


def word(rng: Random) -> bytes:
    picked = rng.choice(WORDS)
    return raw(rng) if rng.random() < 0.2 else picked.encode("utf-8", "surrogatepass")


def pairs(rng: Random) -> bytes:
    """A query or a form, escaped or not."""
    found = []
    for _ in range(rng.randrange(8)):
        name = rng.choice(NAMES).encode() if rng.random() < 0.8 else raw(rng, 12)
        value = word(rng)
        found.append(quote_from_bytes(name) + "=" + quote_from_bytes(value))
    text = "&".join(found)
    return (text + rng.choice(("", "%", "%f", "&&&", "=", "%ff=%00"))).encode()


def some_json(rng: Random, depth: int = 0) -> Any:
    if depth > 3 or rng.random() < 0.4:
        return rng.choice(JSONS)
    if rng.random() < 0.3:
        return [some_json(rng, depth + 1) for _ in range(rng.randrange(4))]
    names = (*NAMES, "move", "values", "seen", "url", "code", "after", "secret")
    return {rng.choice(names): some_json(rng, depth + 1) for _ in range(rng.randrange(5))}


def body(rng: Random, csrf: str) -> bytes:
    token = f"_csrf_token={csrf}&".encode()
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: token + pairs(rng),
        lambda: token + pairs(rng),
        lambda: pairs(rng),
        lambda: json.dumps(some_json(rng)).encode(),
        lambda: json.dumps(some_json(rng)).encode()[: rng.randrange(30)],
        lambda: rng.choice((b"[", b'{"a":')) * rng.choice((10, 5_000)),
        lambda: raw(rng, 400),
        lambda: token + raw(rng, 200),
        lambda: b"--b\r\n" + raw(rng, 60) + b"\r\n\r\n" + word(rng) + b"\r\n--b" + rng.choice((b"--", b"", b"\r\n")),
        lambda: (
            b'--b\r\nContent-Disposition: form-data; name="' + word(rng)[:50] + b'"\r\n\r\n' + word(rng) + b"\r\n--b--"
        ),
        lambda: b"",
    )
    return rng.choice(makers)()


def header(rng: Random) -> tuple[bytes, bytes]:
    value = rng.choice((word(rng)[:200], raw(rng), b"Bearer " + raw(rng), b"gzip", b"bytes=0-", b"none", b"-1"))
    clean = bytes(byte for byte in value if byte not in b"\r\n\x00")
    return rng.choice(HEADERS).encode(), clean


def target(rng: Random, house: House, route: DeclaredRoute, thing: Thing) -> bytes:
    """The route with its own things, or with nonsense in their place, or bent as a whole."""
    values = dict(thing.params)
    for name in parameters(route):
        if rng.random() < 0.5 or name not in values:
            values[name] = ""
    text = route.path
    for name in parameters(route):
        filled = quote(values[name]) if values[name] else quote_from_bytes(word(rng), safe="")[:3_000]
        text = text.replace(f"{{{name}}}", filled or "%20", 1)
    path = f"{house.root}{text}".encode()
    if rng.random() < 0.08:
        at = rng.randrange(1, len(path))
        path = path[:at] + quote_from_bytes(raw(rng, 6)).encode() + path[at:]
    query = b"?" + pairs(rng) if rng.random() < 0.5 else b""
    return path + query


async def people(live: Live, matrix: Matrix) -> list[tuple[House, list[Visitor]]]:
    found = []
    for here, other in ((live.que_vo, live.gia_binh), (live.gia_binh, live.que_vo)):
        every = await matrix.visitors(here, other)
        roles = {role: each for each in every if each.staff for role in each.staff.roles if isinstance(role, Role)}
        found.append((here, [every[0], *roles.values(), *(each for each in every if each.bearer)]))
    return found


async def ask(live: Live, how_many: int, seed: int) -> tuple[Counter[int], list[str]]:
    """Sends them; how often each status came, and the requests that crashed."""
    matrix = await Matrix.of(live)
    things = Things(live, matrix.kept)
    who, rng = await people(live, matrix), Random(seed)
    statuses: Counter[int] = Counter()
    crashed = []
    own: dict[tuple[str, str, str], list[Thing]] = {}
    async with client_of(live.app) as client:
        for number in range(how_many):
            route = matrix.routes[number % len(matrix.routes)]
            house, visitors = who[rng.randrange(2)]
            other = live.gia_binh if house is live.que_vo else live.que_vo
            at = (house.center.key, route.method, route.path)
            if at not in own:
                own[at] = [each for each in things.for_route(route, house, other) if each.whose in ("own", "nothing")]
            visitor = rng.choice(visitors)
            method = route.method if rng.random() < 0.9 else rng.choice(("GET", "POST", "HEAD", "PUT", "DELETE", "X"))
            content = body(rng, visitor.csrf) if method not in ("GET", "HEAD") else b""
            headers = [(b"cookie", visitor.cookie.encode())] if visitor.cookie else []
            if visitor.bearer:
                headers.append((b"authorization", f"Bearer {visitor.bearer}".encode()))
            if content or method == "POST":
                # What is sent most often is what its page takes, so that most of them get further than the door.
                usual = "application/json" if route.path.startswith("/api/") else FORM
                headers.append((b"content-type", (usual if rng.random() < 0.7 else rng.choice(TYPES)).encode()))
            if route.path.startswith("/api/") and rng.random() < 0.8:
                headers.append((b"idempotency-key", str(uuid4()).encode()))
            headers += [header(rng) for _ in range(rng.choice((0, 0, 0, 1, 3)))]
            live.app.site.failed_lookups._failed.clear()
            client.cookies.clear()
            url = httpx.URL("http://127.0.0.1:8000").copy_with(raw_path=target(rng, house, route, rng.choice(own[at])))
            with nothing_kept():
                answer = await client.request(method, url, content=content, headers=headers)
            statuses[answer.status_code] += 1
            if answer.status_code >= 500:
                crashed.append(f"number {number}: {method} {route.path} by {visitor.says}: {answer.status_code}")
    return statuses, crashed


@pytest.mark.slow
async def test_ten_thousand_malformed_requests_are_no_crash(live: Live) -> None:
    statuses, crashed = await ask(live, HOW_MANY, SEED)
    assert crashed == []
    assert sum(statuses.values()) == HOW_MANY
    # They got everywhere: through, to the sign-in, and to every kind of refusal.
    assert {200, 303, 400, 401, 403, 404, 405, 415, 422} <= statuses.keys(), statuses


async def test_a_page_that_crashes_is_seen(live: Live) -> None:
    """The control, with few requests: one page that fails is found."""

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with without(tracking, "track_slowly", broken):
        _, crashed = await ask(live, 400, SEED)
    assert any("/tra-cuu" in each for each in crashed)
