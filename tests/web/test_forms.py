"""What arrives from people and from machines that only pretend to be browsers."""

from __future__ import annotations

import random
from typing import Any

import pytest
from tests.web.conftest import Make, browsing

from motcua.domain.errors import Refused
from motcua.web.forms import UNREADABLE
from motcua.web.page import PUBLIC, Answer, WebRequest, act, faults_and_form_of, form_of, page, sent, shown, uploads_of

MEGABYTE = 1024 * 1024
GOT: list[Any] = []


@page("/thu", may=PUBLIC, in_transaction=False)
async def show_form(request: WebRequest) -> Answer:
    return shown(request, "account/sign_in.html", errors=[], faults={}, username="", back="")


@act("/thu", may=PUBLIC, in_transaction=False)
async def take_strictly(request: WebRequest) -> Answer:
    GOT.append(await form_of(request))
    return sent(b"ok", media_type="text/plain", name="ok.txt")


@act("/thu/lai", may=PUBLIC, in_transaction=False)
async def take_with_faults(request: WebRequest) -> Answer:
    GOT.append(await faults_and_form_of(request))
    return sent(b"ok", media_type="text/plain", name="ok.txt")


@act("/thu/tep", may=PUBLIC, in_transaction=False, takes_upload=True)
async def take_file(request: WebRequest) -> Answer:
    for file in await uploads_of(request, "tep"):
        GOT.append((file.filename, len(await file.read())))
    return sent(b"ok", media_type="text/plain", name="ok.txt")


@page("/thu/tim", may=PUBLIC, in_transaction=False)
async def refuse(request: WebRequest) -> Answer:
    raise Refused("x")


PAGES = (show_form, take_strictly, take_with_faults, take_file, refuse)


@pytest.fixture(autouse=True)
def nothing_got() -> None:
    GOT.clear()


async def post(make_app: Make, path: str, form: dict[str, Any], **more: Any) -> Any:
    async with browsing(make_app(pages=PAGES)) as browser:
        return await browser.send_form(f"/que-vo{path}", form, at="/que-vo/thu", **more)


async def test_values_come_as_lists_of_text_in_both_encodings(make_app: Make) -> None:
    await post(make_app, "/thu", {"a": ["1", "2"], "b": "3"})
    await post(make_app, "/thu", {"a": ["1", "2"], "b": "3"}, files={"x": ("x.txt", b"x")})
    assert GOT == [{"a": ["1", "2"], "b": ["3"]}] * 2


async def test_decomposed_vietnamese_is_composed(make_app: Make) -> None:
    await post(make_app, "/thu", {"te\u0302n": "Nguye\u0302\u0303n"})
    assert GOT == [{"t\u00ean": ["Nguy\u1ec5n"]}]


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\ufffdb", "\x7f"])
async def test_unreadable_text_refuses_the_form(make_app: Make, bad: str) -> None:
    answer = await post(make_app, "/thu", {"a": bad})
    assert answer.status_code == 422
    assert UNREADABLE in answer.text
    assert GOT == []


async def test_a_page_that_draws_its_form_again_gets_the_fault_and_the_rest(make_app: Make) -> None:
    await post(make_app, "/thu/lai", {"a": "x\x00y", "b": "giữ lại"})
    assert GOT == [({"a": UNREADABLE}, {"a": ["xy"], "b": ["giữ lại"]})]


async def test_bytes_that_are_no_utf8_are_a_fault_not_a_crash(make_app: Make) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        token = await browser.token("/que-vo/thu")
        answer = await browser.post(
            "/que-vo/thu",
            content=b"a=%ff%fe%00&_csrf_token=" + token.encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
    assert answer.status_code == 422


async def test_a_form_over_a_megabyte_is_413_as_a_page(make_app: Make) -> None:
    answer = await post(make_app, "/thu", {"a": "x" * (MEGABYTE + 1)})
    assert answer.status_code == 413
    assert "quá lớn" in answer.text
    assert GOT == []


async def test_a_file_up_to_the_limit_is_taken_and_one_over_it_is_413(make_app: Make) -> None:
    taken = await post(make_app, "/thu/tep", {}, files={"tep": ("a.pdf", b"x" * (25 * MEGABYTE))})
    refused = await post(make_app, "/thu/tep", {}, files={"tep": ("a.pdf", b"x" * (30 * MEGABYTE))})
    assert taken.status_code == 200
    assert refused.status_code == 413
    assert "25 MB" in refused.text
    assert GOT == [("a.pdf", 25 * MEGABYTE)]


async def test_a_file_for_a_page_that_takes_none_counts_as_a_form(make_app: Make) -> None:
    answer = await post(make_app, "/thu", {}, files={"tep": ("a.pdf", b"x" * (2 * MEGABYTE))})
    assert answer.status_code == 413


async def test_a_body_that_lies_about_its_length_is_counted(make_app: Make) -> None:
    async def endless() -> Any:
        for _ in range(40):
            yield b"a" * (MEGABYTE // 16)

    async with browsing(make_app(pages=PAGES)) as browser:
        token = await browser.token("/que-vo/thu")
        headers = {"x-csrftoken": token, "content-type": "application/x-www-form-urlencoded"}
        answer = await browser.post("/que-vo/thu", content=endless(), headers=headers)
    assert answer.status_code == 413


async def test_too_many_parts_is_400(make_app: Make) -> None:
    answer = await post(make_app, "/thu", {f"f{number}": "x" for number in range(1100)}, files={"x": ("x", b"x")})
    assert answer.status_code == 400
    assert "không đọc được" in answer.text


async def test_malformed_requests_are_never_500(make_app: Make) -> None:
    chance = random.Random(7)
    kinds = [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "b" * 300,
        "application/json",
        "text/plain; charset=utf-99",
        "a/b/c;;=",
        "",
    ]
    async with browsing(make_app(pages=PAGES)) as browser:
        token = await browser.token("/que-vo/thu")
        for _ in range(300):
            body = bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
            if chance.random() < 0.5:
                body = b'--b\r\ncontent-disposition: form-data; name="' + body + b'"\r\n\r\nx\r\n--b--\r\n'
            headers = {"content-type": chance.choice(kinds), "x-csrftoken": token}
            answer = await browser.post("/que-vo/thu/lai", content=body, headers=headers)
            assert answer.status_code in (200, 400, 413, 422), (headers, body)


async def test_a_file_is_never_interpreted_on_our_origin(make_app: Make) -> None:
    answer = await post(make_app, "/thu", {})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
