"""Requests that no browser of ours sends: broken bodies, floods of parts, random bytes, files that lie."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.web.isolation.asking import Matrix, nothing_kept
from tests.web.isolation.table import NoRow, Thing, Visitor, expected, is_open
from tests.web.isolation.things import Things
from tests.web.live import BUSINESS, Client, House, Live, client_of, everything_in

from motcua.web.guards import DeclaredRoute, declared_routes

CRLF = b"\r\n"
FORM = "application/x-www-form-urlencoded"


def _corpus() -> ModuleType:
    path = Path(__file__).parents[1] / "store" / "hostile_files.py"
    spec = importlib.util.spec_from_file_location("hostile_files", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CORPUS = _corpus()


async def openings(live: Live) -> list[tuple[House, DeclaredRoute, Visitor, Thing]]:
    """For every act somebody with whom it gets as far as the page's own code."""
    matrix = await Matrix.of(live)
    found = []
    for route in declared_routes(live.app):
        if route.method == "GET" or route.path.startswith("/api/"):  # those take JSON: tests/web/api
            continue
        options = [
            (here, route, visitor, thing)
            for here, there in ((live.que_vo, live.gia_binh), (live.gia_binh, live.que_vo))
            for thing in Things(live, matrix.kept).for_route(route, here, there)
            if thing.whose in ("own", "nothing")
            for visitor in await matrix.visitors(here, there)
            if is_open(expected(route, visitor, thing))
        ]
        if not options:
            raise NoRow(route.path)
        found.append(options[0])
    return found


def multipart(*parts: tuple[bytes, bytes], boundary: bytes = b"ranh-gioi") -> bytes:
    body = b"".join(b"--" + boundary + CRLF + head + CRLF + CRLF + content + CRLF for head, content in parts)
    return body + b"--" + boundary + b"--" + CRLF


def field(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return b'Content-Disposition: form-data; name="' + name + b'"', value


MULTIPART = "multipart/form-data; boundary=ranh-gioi"


def broken_bodies(token: str) -> Mapping[str, tuple[str, bytes]]:
    ours = field(b"_csrf_token", token.encode())
    text = f"_csrf_token={token}&"
    return {
        "nothing": (FORM, b""),
        "no content type": ("", text.encode()),
        "json": ("application/json", b'{"_csrf_token": "' + token.encode() + b'"}'),
        "broken json": ("application/json", b"{"),
        "deep json": ("application/json", b"[" * 100_000),
        "xml": ("text/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        "bytes that are no UTF-8": (FORM, text.encode() + b"text=%ff%fe&_key=%c3%28&\xff=\xfe"),
        "lone surrogates": (FORM, text.encode() + b"text=%ed%a0%80&username=%ed%bf%bf"),
        "half an escape": (FORM, text.encode() + b"text=%&username=%4&%=%"),
        "a thousand and one fields": (FORM, (text + "&".join(f"a{n}=1" for n in range(1001))).encode()),
        "a thousand and one values": (FORM, (text + "text=1&" * 1001).encode()),
        "a thousand and one parts": (MULTIPART, multipart(ours, *(field(b"a%d" % n, b"1") for n in range(1001)))),
        "a thousand and one files": (
            MULTIPART,
            multipart(
                ours, *((b'Content-Disposition: form-data; name="_file.request"; filename="a.pdf"', b"x"),) * 1001
            ),
        ),
        "no boundary": ("multipart/form-data", multipart(ours)),
        "another boundary": ("multipart/form-data; boundary=khac", multipart(ours)),
        "an endless boundary": ("multipart/form-data; boundary=" + "x" * 5000, multipart(ours)),
        "cut off": (MULTIPART, multipart(ours, field(b"text", b"x" * 100))[:-60]),
        "a part without a head": (MULTIPART, multipart(ours, (b"", b"x"))),
        "a part without a name": (MULTIPART, multipart(ours, (b"Content-Disposition: form-data", b"x"))),
        "a name that is no UTF-8": (MULTIPART, multipart(ours, field(b"\xff\xfe", b"\xff\xfe"))),
        **{
            f"a part in {charset}": (
                MULTIPART,
                multipart(
                    ours,
                    (
                        b'Content-Disposition: form-data; name="text"\r\nContent-Type: text/plain; charset='
                        + charset.encode(),
                        b"\xff\xfe+-xn--\x00",
                    ),
                ),
            )
            for charset in ("khong-co", "utf-16", "utf-7", "utf-32", "idna", "punycode", "base64", "zlib", "rot13", "")
        },
        "a form in another charset": (f"{FORM}; charset=khong-co", text.encode() + b"text=1"),
        "a file where text is asked for": (
            MULTIPART,
            multipart(
                ours,
                *(
                    (b'Content-Disposition: form-data; name="' + name + b'"; filename="a.txt"', b"x")
                    for name in (b"text", b"username", b"password", b"_key", b"_seen", b"_decision", b"old", b"code")
                ),
            ),
        ),
        "a path for a file's name": (
            MULTIPART,
            multipart(
                ours, (b'Content-Disposition: form-data; name="_file.request"; filename="../../etc/passwd"', b"x")
            ),
        ),
        "long words": (FORM, (text + "&".join(f"{'n' * 900}{n}={'v' * 900}" for n in range(500))).encode()),
    }


async def test_a_broken_request_is_never_a_crash_and_changes_nothing(live: Live, owner: Any) -> None:
    before = [await everything_in(owner, house) for house in live.houses.values()]
    failed = []
    async with client_of(live.app) as client:
        for here, route, visitor, thing in await openings(live):
            path = f"{here.root}{route.path.format(**thing.params)}"
            for says, (kind, content) in broken_bodies(visitor.csrf).items():
                live.app.site.failed_lookups._failed.clear()
                headers = {"cookie": visitor.cookie, **({"content-type": kind} if kind else {})}
                with nothing_kept():
                    answer = await client.post(path, content=content, headers=headers)
                client.cookies.clear()
                if answer.status_code >= 500 or (answer.status_code >= 400 and 'lang="vi"' not in answer.text):
                    failed.append(f"{route.path} {says}: {answer.status_code}")
    assert failed == []
    assert [await everything_in(owner, house) for house in live.houses.values()] == before


# Names that pages read, and what may stand in them: mostly nonsense, sometimes nearly right.
NAMES = st.sampled_from(
    (
        *("_key", "_seen", "_decision", "_version", "_channel", "_delivery", "_find", "_find_now", "_reuse", "_enter"),
        *("_upload", "_drop", "_preview", "_refresh", "_add", "_remove", "_row", "_fee_amount", "_missing", "_note"),
        *("_complete_reason", "_refuse_reason", "_paper.request.originals", "text", "sau", "code", "secret", "tiep"),
        *("username", "password", "old", "new", "again", "proposal", "finding", "reason", "received_by", "receiver"),
        *("applicant.kind", "applicant.name", "applicant.id_number", "owner_born", "capital", "documents.0.title"),
        *("receivers.0.share", "receivers.1.name", "original.request", "fee_collected", "fee_amount", "note"),
    )
) | st.text(max_size=12)
VALUES = (
    st.text(max_size=60)
    | st.sampled_from(("", "1", "yes", "accept", "complete", "refuse", "0", "-1", "direct", "receivers", "receivers.0"))
    | st.sampled_from(
        ("31/02/2017", "0" * 64, "1e9", "\x00", "\ud800", "\u202e", "'", '"', "<svg onload=1>", "%s", "{{a}}")
    )
    | st.integers().map(str)
    | st.uuids().map(str)
    | st.binary(max_size=20).map(lambda raw: raw.decode("latin-1"))
)
FORMS = st.lists(st.tuples(NAMES, VALUES), max_size=14)


def encoded(form: list[tuple[str, str]], token: str) -> bytes:
    pairs = [("_csrf_token", token), *form]
    # What can't be UTF-8 goes out as the bytes that a careless client would send.
    return "&".join(
        f"{quote(name.encode('utf-8', 'surrogatepass'))}={quote(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    ).encode()


@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(at=st.integers(0, 10_000), form=FORMS)
async def test_random_forms_are_never_a_crash(live: Live, at: int, form: list[tuple[str, str]]) -> None:
    if "openings" not in KNOWN:
        KNOWN["openings"] = await openings(live)
    found = KNOWN["openings"]
    here, route, visitor, thing = found[at % len(found)]
    live.app.site.failed_lookups._failed.clear()
    headers = {"cookie": visitor.cookie, "content-type": FORM}
    async with client_of(live.app) as client:
        with nothing_kept():
            path = f"{here.root}{route.path.format(**thing.params)}"
            answer = await client.post(path, content=encoded(form, visitor.csrf), headers=headers)
    assert answer.status_code in (200, 303, 403, 404, 409, 422, 429), (route.path, form)


KNOWN: dict[str, Any] = {}


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    path=st.lists(st.text(max_size=12) | st.sampled_from(("ho-so", "thu-tuc", "tiep-nhan", "..", "tep")), max_size=5),
    query=FORMS,
)
async def test_random_addresses_are_never_a_crash(live: Live, path: list[str], query: list[tuple[str, str]]) -> None:
    house = live.que_vo
    client = await live.as_(house, "nga.nt")
    bare = "/".join(quote(part.encode("utf-8", "surrogatepass"), safe="") for part in path)
    asked = encoded(query, "x").decode()
    with nothing_kept():
        answer = await client.get(f"http://127.0.0.1:8000{house.root}/{bare}?{asked}", follow_redirects=False)
    assert answer.status_code < 500, (path, query)


def stored_files(live: Live) -> set[Path]:
    return {path for path in live.settings.files_dir.rglob("*") if path.is_file()}


async def send_file(client: Client, house: House, form: dict[str, Any], *file: Any) -> Any:
    path = f"{house.root}/tiep-nhan/{BUSINESS}/tep"
    return await client.post(path, data={"_csrf_token": client.csrf, **form}, files={"_file.request": file})


@pytest.mark.parametrize("case", sorted(CORPUS.BAD))
async def test_a_file_that_is_something_else_is_refused_and_leaves_nothing(live: Live, owner: Any, case: str) -> None:
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, BUSINESS))
    name, content = CORPUS.BAD[case]
    before, files = await everything_in(owner, house), stored_files(live)
    answer = await send_file(client, house, {"_key": str(uuid4())}, name, content, "application/pdf")
    assert answer.status_code in (413, 422), (case, answer.status_code)
    assert "Lỗi:" in answer.text or "govuk-heading" in answer.text
    assert await everything_in(owner, house) == before
    assert stored_files(live) == files


async def test_thirty_megabytes_are_too_many_wherever_they_are_sent(live: Live, owner: Any) -> None:
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, BUSINESS))
    before, files = await everything_in(owner, house), stored_files(live)
    heavy = ("to.pdf", CORPUS.pdf() + bytes(30 * 1024 * 1024), "application/pdf")
    form = live.counter_form(house, BUSINESS, seed="heavy")
    made = house.dossiers["incomplete"]
    for path in (f"/tiep-nhan/{BUSINESS}/tep", f"/tiep-nhan/{BUSINESS}", f"/ho-so/{made.id}/tiep-nhan", "/ho-so"):
        answer = await client.post(
            house.root + path, data={"_csrf_token": client.csrf, **form}, files={"_file.request": heavy}
        )
        assert answer.status_code == 413, path
        assert 'lang="vi"' in answer.text
    assert await everything_in(owner, house) == before
    assert stored_files(live) == files


async def test_a_dossier_with_a_bad_scan_is_not_accepted_and_nothing_typed_is_lost(live: Live, owner: Any) -> None:
    """Without JavaScript the scans come with the decision: one that can't be taken stops it."""
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, BUSINESS))
    form = live.counter_form(house, BUSINESS, seed="bad scan") | {"_note": "Chữ Đã Gõ"}
    before = await everything_in(owner, house)
    answer = await client.post(
        f"{house.root}/tiep-nhan/{BUSINESS}",
        data={"_csrf_token": client.csrf, **form},
        files={"_file.request": ("don.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")},
    )
    assert answer.status_code == 422
    assert "không phải là PDF" in answer.text
    assert 'value="Chữ Đã Gõ"' in answer.text
    assert await everything_in(owner, house) == before
