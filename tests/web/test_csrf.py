"""A form is taken only from our own page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from litestar.middleware.csrf import generate_csrf_token
from tests.web.conftest import Browser, Make, browsing

from motcua.web.page import PUBLIC, Answer, WebRequest, act, form_of, page, shown

DONE: list[dict[str, list[str]]] = []


@page("/thu", may=PUBLIC, in_transaction=False)
async def show_form(request: WebRequest) -> Answer:
    return shown(request, "account/sign_in.html", errors=[], faults={}, username="", back="")


@act("/thu", may=PUBLIC, in_transaction=False)
async def take_form(request: WebRequest) -> Answer:
    DONE.append(await form_of(request))
    return shown(request, "account/sign_in.html", errors=[], faults={}, username="", back="")


PAGES = (show_form, take_form)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    DONE.clear()


async def test_with_the_pages_token_the_form_is_taken(make_app: Make) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        assert (await browser.send_form("/que-vo/thu", {"a": "1"})).status_code == 200
    assert DONE == [{"a": ["1"]}]


@pytest.mark.parametrize("token", [None, "", "0" * 128, "é" * 64, "x"])
async def test_without_the_right_token_nothing_is_done(make_app: Make, token: str | None) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        await browser.get("/que-vo/thu")
        answer = await browser.post("/que-vo/thu", data={"a": "1"} | ({"_csrf_token": token} if token else {}))
    assert answer.status_code == 403
    assert "quay lại" in answer.text
    assert DONE == []


async def test_a_token_that_is_a_file_is_no_token(make_app: Make) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        await browser.get("/que-vo/thu")
        answer = await browser.post("/que-vo/thu", files={"_csrf_token": ("a.txt", b"x")})
    assert answer.status_code == 403
    assert DONE == []


async def test_a_token_without_its_cookie_is_refused(make_app: Make) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        token = await browser.token("/que-vo/thu")
        browser.cookies.clear()
        assert (await browser.post("/que-vo/thu", data={"_csrf_token": token})).status_code == 403
    assert DONE == []


@pytest.mark.parametrize(("sent_from", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200)])
async def test_a_form_sent_from_another_site_is_refused_even_with_a_token(
    make_app: Make, sent_from: str, status: int
) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        answer = await browser.send_form("/que-vo/thu", {}, headers={"Sec-Fetch-Site": sent_from})
    assert answer.status_code == status
    assert len(DONE) == (status == 200)


async def test_a_cookie_of_an_earlier_installation_is_replaced_not_kept_for_ever(make_app: Make) -> None:
    """With Litestar's own middleware every form would be refused until the person clears their cookies."""
    async with browsing(make_app(pages=PAGES)) as browser:
        browser.cookies.set("mc-csrf", generate_csrf_token(secret="another key file"))
        assert (await browser.send_form("/que-vo/thu", {"a": "1"})).status_code == 200
    assert DONE == [{"a": ["1"]}]


async def test_scripts_cannot_read_the_cookie(make_app: Make) -> None:
    async with browsing(make_app(pages=PAGES)) as plain, browsing(make_app(base_url="https://motcua.vn")) as secure:
        over_http = (await plain.get("/que-vo/thu")).headers["set-cookie"]
        over_https = (await secure.get("/que-vo/dang-nhap")).headers["set-cookie"]
    assert over_http.startswith("mc-csrf=")
    assert over_https.startswith("__Host-mc-csrf=")
    for said in (over_http.lower(), over_https.lower()):
        assert "httponly" in said
        assert "samesite=strict" in said
    assert "secure" in over_https.lower()


async def test_htmx_sends_the_token_as_a_header(make_app: Make) -> None:
    async with browsing(make_app(pages=PAGES)) as browser:
        token = await browser.token("/que-vo/thu")
        assert f"x-csrftoken&quot;:&quot;{token}" in (await browser.get("/que-vo/thu")).text
        answer = await browser.post("/que-vo/thu", data={"a": "1"}, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


async def test_every_form_of_the_product_is_refused_without_a_token(make_app: Make) -> None:
    app = make_app()
    paths = [route.path for route in _posts(app)]
    assert len(paths) >= 4
    async with browsing(app) as browser:
        for path in paths:
            address = "/que-vo" + path.replace("{", "").replace("}", "")
            answer = await browser.post(address, data={"a": "1"})
            assert answer.status_code in (403, 404), address


def _posts(app: Any) -> list[Any]:
    from motcua.web.guards import declared_routes

    # The API takes no form and no cookie: tests/web/test_security.py says what it refuses.
    return [route for route in declared_routes(app) if route.method == "POST" and not route.path.startswith("/api/")]


async def test_two_workers_with_one_key_file_take_each_others_tokens(make_app: Make, tmp_path: Path) -> None:
    key_file = tmp_path / "shared.json"
    key_file.write_text("{}")
    one, other = make_app(pages=PAGES, key_file=key_file), make_app(pages=PAGES, key_file=key_file)
    async with browsing(one) as first, browsing(other) as second:
        token = await first.token("/que-vo/thu")
        second.cookies = first.cookies
        assert (await second.post("/que-vo/thu", data={"_csrf_token": token})).status_code == 200


async def test_the_browser_fixture_shares_nothing(browser: Browser) -> None:
    assert not browser.cookies
