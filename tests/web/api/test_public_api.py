"""What everybody may ask: the catalogue, how far a dossier is, and what there is to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from tests.web.live import BUSINESS, Live, client_of

from motcua.web.api.declare import ENDS
from motcua.web.api.description import described


async def test_the_catalogue_says_what_is_received_and_may_be_kept(live: Live, nobody: httpx.AsyncClient) -> None:
    address = f"{live.que_vo.root}/api/v1/procedures"
    answer = await nobody.get(address)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=300"
    found = {each["key"]: each for each in answer.json()["procedures"]}
    assert found[BUSINESS]["national_code"]
    again = await nobody.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await nobody.get(address, headers={"if-none-match": '"khac"'})
    assert other.status_code == 200


async def test_a_procedure_has_papers_fee_and_term(live: Live, nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get(f"{live.que_vo.root}/api/v1/procedures/{BUSINESS}")
    found = answer.json()
    version = live.version(BUSINESS)
    assert [paper["label"] for paper in found["papers"]] == [paper.label for paper in version.papers]
    assert (found["term"], found["fee"]) == (version.term.says, version.fee.says)
    missing = await nobody.get(f"{live.que_vo.root}/api/v1/procedures/khong-co")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
    assert missing.json()["detail"] == "Trung tâm không tiếp nhận thủ tục này."


async def status(live: Live, client: httpx.AsyncClient, body: Any, **headers: str) -> httpx.Response:
    return await client.post(f"{live.que_vo.root}/api/v1/dossier-status", json=body, headers=headers)


async def test_a_code_alone_tells_how_far_and_the_secret_tells_where(live: Live, nobody: httpx.AsyncClient) -> None:
    made = live.que_vo.dossiers["copies"]
    alone = await status(live, nobody, {"code": made.code})
    assert alone.status_code == 200
    assert alone.json()["detail"] is None
    whole = (await status(live, nobody, {"code": made.code, "secret": made.secret})).json()["detail"]
    assert "•" in whole["masked_name"]
    assert whole["history"]


async def test_a_wrong_secret_a_wrong_code_and_another_centers_are_one_answer(
    live: Live, nobody: httpx.AsyncClient
) -> None:
    ours, theirs = live.que_vo.dossiers["copies"], live.gia_binh.dossiers["copies"]
    live.app.site.failed_lookups._failed.clear()
    answers = [
        await status(live, nobody, body)
        for body in (
            {"code": ours.code, "secret": theirs.secret},
            {"code": theirs.code, "secret": theirs.secret},
            {"code": "H99.99.99-171108-0001"},
            {"code": "\x00"},
        )
    ]
    assert {(each.status_code, each.text) for each in answers} == {(404, answers[0].text)}


async def test_who_guesses_must_wait(live: Live, nobody: httpx.AsyncClient) -> None:
    live.app.site.failed_lookups._failed.clear()
    made = live.que_vo.dossiers["copies"]
    statuses = [(await status(live, nobody, {"code": made.code, "secret": f"x{n}"})).status_code for n in range(31)]
    assert statuses == [404] * 30 + [429]
    without = await status(live, nobody, {"code": made.code})
    assert without.status_code == 429
    assert without.headers["retry-after"]
    # Whoever holds the receipt is not kept waiting for what others guess behind the same address.
    assert (await status(live, nobody, {"code": made.code, "secret": made.secret})).status_code == 200
    live.app.site.failed_lookups._failed.clear()


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b'{"code": "x"}', "text/plain", 415),
        (b'{"code": "x"}', "", 415),
        (b"code=x", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"code": ' + b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"code": "\\ud800"}', "application/json", 400),
        (b"{}", "application/json", 400),
        (b'{"code": 5}', "application/json", 400),
        (b'{"code": "x", "them": 1}', "application/json", 400),
        (b'{"code": "' + b"x" * 200 + b'"}', "application/json", 400),
        (b"null", "application/json", 400),
        (b"", "application/json", 400),
        (b" " * 1_100_000 + b"{}", "application/json", 413),
    ],
)
async def test_what_cannot_be_read_is_told_in_vietnamese(
    live: Live, nobody: httpx.AsyncClient, content: bytes, kind: str, expected: int
) -> None:
    headers = {"content-type": kind} if kind else {}
    answer = await nobody.post(f"{live.que_vo.root}/api/v1/dossier-status", content=content, headers=headers)
    assert answer.status_code == expected
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (expected, "about:blank")
    assert any(letter in problem["detail"] for letter in "ạảãáàâấầđộồốơờứưựọ")


async def test_an_address_that_is_none_and_a_method_that_is_none_are_problems_too(
    live: Live, nobody: httpx.AsyncClient
) -> None:
    root = live.que_vo.root
    for method, path, expected in (
        ("GET", "/api/v1/khong-co", 404),
        ("GET", "/api/v2/procedures", 404),
        ("POST", "/api/v1/procedures", 405),
        ("GET", "/api/v1/dossier-status", 405),
        ("DELETE", "/api/v1/procedures", 405),
        ("GET", "/api/v1/%00", 400),
    ):
        answer = await nobody.request(method, root + path, json={} if method == "POST" else None)
        assert (answer.status_code, answer.headers["content-type"]) == (expected, "application/problem+json"), path


class Starting:
    """An installation that is not ready yet, or whose center stays closed."""

    is_healthy = True

    def __init__(self, *, is_ready: bool) -> None:
        self.is_ready = is_ready

    def report(self) -> Mapping[str, Any]:
        return {"phase": "", "done": 0, "total": 0}

    def why_closed(self, center: str) -> str | None:
        return "Trung tâm chưa mở."


@pytest.mark.parametrize("is_ready", [True, False])
async def test_while_nothing_can_be_served_a_machine_is_told_so_too(make_app: Any, is_ready: bool) -> None:
    async with client_of(make_app(readiness=Starting(is_ready=is_ready))) as client:
        answer = await client.get("/que-vo/api/v1/procedures")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"]


async def test_a_description_is_served_with_the_addresses_of_the_center(live: Live, nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get(f"{live.gia_binh.root}/api/v1/openapi.json")
    found = answer.json()
    assert found["openapi"].startswith("3.1")
    assert found["servers"] == [{"url": live.gia_binh.root}]
    page = await nobody.get(f"{live.gia_binh.root}/api/v1")
    for path in found["paths"]:
        assert live.gia_binh.root + path in page.text


def test_every_word_of_the_description_is_vietnamese_and_every_end_is_said() -> None:
    found = described()
    for path, item in found["paths"].items():
        for operation in item.values():
            assert operation["summary"], path
            ends = operation["responses"]
            assert {"400", "503"} <= ends.keys()
            needs_key = bool(operation.get("security"))
            assert ("401" in ends) is needs_key
            for status, end in ends.items():
                assert end["description"] in ENDS.values() or int(status) < 400, (path, status)
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description") or parameter["in"] == "path", (path, parameter["name"])
    for name, schema in found["components"]["schemas"].items():
        assert schema["description"], name
