"""The outer wrapper: centers by path, health, a start in progress, static files, headers of every answer."""

from __future__ import annotations

import re

import httpx
import pytest
from tests.web.conftest import Browser, Make, browsing

from motcua.readiness import Readiness
from motcua.web.render import Renderer

PUBLIC_PAGES = ["/", "/que-vo/", "/gia-binh/", "/que-vo/thu-tuc", "/que-vo/tra-cuu", "/que-vo/dang-nhap"]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
async def test_a_public_page_is_served(browser: Browser, path: str) -> None:
    page = await browser.get(path)
    assert page.status_code == 200
    assert 'lang="vi"' in page.text
    kept = "private, max-age=300" if path.endswith("/thu-tuc") else "no-store"
    assert page.headers["cache-control"] == kept


async def test_the_front_page_lists_every_center(browser: Browser) -> None:
    page = await browser.get("/")
    assert 'href="/que-vo/"' in page.text
    assert 'href="/gia-binh/"' in page.text


async def test_a_center_shows_its_own_name_in_the_words_of_the_day(browser: Browser) -> None:
    page = await browser.get("/que-vo/")
    assert "Trung tâm Hành chính công huyện Quế Võ" in page.text
    assert "Gia Bình" not in page.text


@pytest.mark.parametrize("path", ["/khong-co/", "/khong-co/thu-tuc", "/QUE-VO/", "/que_vo/"])
async def test_an_unknown_center_is_a_page_that_lists_the_known_ones(browser: Browser, path: str) -> None:
    page = await browser.get(path)
    assert page.status_code == 404
    assert "Không tìm thấy trung tâm" in page.text
    assert 'href="/que-vo/"' in page.text


async def test_a_center_without_the_slash_is_sent_to_its_front_page(browser: Browser) -> None:
    answer = await browser.get("/que-vo")
    assert (answer.status_code, answer.headers["location"]) == (308, "/que-vo/")


async def test_links_stay_inside_the_center(browser: Browser) -> None:
    for path in ("/que-vo/", "/que-vo/thu-tuc", "/que-vo/khong-co-trang-nay"):
        page = await browser.get(path)
        for link in re.findall(r'(?:href|action)="(/[^"]*)"', page.text):
            assert link == "/" or link.startswith(("/que-vo/", "/static/")), (path, link)


async def test_the_name_of_a_center_inside_a_path_is_only_a_path(browser: Browser) -> None:
    assert (await browser.get("/que-vo/que-vo/")).status_code == 404
    assert (await browser.get("/que-vo/thu-tuc/que-vo/dang-nhap")).status_code == 404


async def test_health_answers_for_machines(make_app: Make) -> None:
    readiness = Readiness()
    readiness.expect(["que-vo", "gia-binh"])
    async with browsing(make_app(readiness=readiness)) as browser:
        before = await browser.get("/health")
        readiness.serve("que-vo")
        readiness.serve("gia-binh")
        readiness.started()
        after = await browser.get("/health")
    assert (before.status_code, before.json()["ready"]) == (503, False)
    assert (after.status_code, after.json()["ready"]) == (200, True)


async def test_a_process_that_cannot_serve_is_alive_all_the_same(make_app: Make) -> None:
    readiness = Readiness()
    readiness.expect(["que-vo"])
    async with browsing(make_app(readiness=readiness)) as browser:
        answers = {path: await browser.get(path) for path in ("/health/live", "/health/ready")}
        assert {path: answer.status_code for path, answer in answers.items()} == {
            "/health/live": 200,
            "/health/ready": 503,
        }
        assert answers["/health/live"].json()["ready"] is False
        readiness.serve("que-vo")
        readiness.started()
        assert (await browser.get("/health/ready")).status_code == 200
        readiness.warn("database", "Cơ sở dữ liệu không trả lời")
        assert (await browser.get("/health/ready")).status_code == 503
        assert (await browser.get("/health/khac")).status_code == 404


async def test_a_closed_center_answers_with_one_sentence_and_the_others_with_their_pages(make_app: Make) -> None:
    readiness = Readiness()
    readiness.expect(["que-vo", "gia-binh"])
    readiness.serve("que-vo")
    readiness.close("gia-binh", "Dữ liệu của trung tâm chưa được nâng cấp.")
    readiness.started()
    async with browsing(make_app(readiness=readiness)) as browser:
        for path in ("/gia-binh/", "/gia-binh/thu-tuc", "/gia-binh"):
            page = await browser.get(path)
            assert page.status_code == 503
            assert "Dữ liệu của trung tâm chưa được nâng cấp." in page.text
        assert (await browser.get("/que-vo/thu-tuc")).status_code == 200
        assert (await browser.get("/health/ready")).status_code == 200


async def test_while_starting_every_page_says_so(make_app: Make) -> None:
    readiness = Readiness()
    readiness.tell("Đang chuẩn bị Quế Võ", 1, 2)
    async with browsing(make_app(readiness=readiness)) as browser:
        for path in ("/", "/que-vo/", "/que-vo/thu-tuc", "/khong-co/"):
            page = await browser.get(path)
            assert page.status_code == 503
            assert "Hệ thống đang khởi động" in page.text
            assert "Đang chuẩn bị Quế Võ (1/2)" in page.text
            assert page.headers["retry-after"]
        assert (await browser.get("/static/motcua.css")).status_code == 200


async def test_head_is_get_without_a_body(browser: Browser) -> None:
    for path in ("/", "/que-vo/thu-tuc", "/health"):
        answer = await browser.head(path)
        assert answer.status_code == 200
        assert answer.content == b""


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
async def test_other_methods_are_refused_with_a_page(browser: Browser, method: str) -> None:
    answer = await browser.request(method, "/que-vo/thu-tuc")
    assert answer.status_code == 405
    assert "không nhận thao tác" in answer.text
    assert answer.headers["allow"] == "GET, HEAD, POST"


async def test_posting_to_a_page_that_only_shows_is_405(browser: Browser) -> None:
    token = await browser.token("/que-vo/dang-nhap")
    answer = await browser.post("/que-vo/thu-tuc", data={"_csrf_token": token})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "path",
    ["/que-vo/%00", "/que-vo/thu-tuc/%ff%fe", "/%c0%ae%c0%ae/", "/que-vo/thu-tuc/%01", "/que-vo/thu-tuc?tim=%00"],
)
async def test_an_unreadable_address_is_never_500(browser: Browser, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code in (400, 404, 422)
    assert 'lang="vi"' in answer.text


@pytest.mark.parametrize("path", ["/", "/que-vo/", "/que-vo/khong-co", "/khong-co/", "/static/khong-co.css", "/health"])
async def test_every_answer_carries_the_security_headers(browser: Browser, path: str) -> None:
    headers = (await browser.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy


async def test_the_nonce_is_new_for_every_answer_and_stands_on_every_script(browser: Browser) -> None:
    nonces = set()
    for _ in range(3):
        page = await browser.get("/que-vo/")
        found = re.search(r"'nonce-([^']+)'", page.headers["content-security-policy"])
        assert found
        nonces.add(found[1])
        scripts = re.findall(r"<script[^>]*>", page.text)
        assert scripts
        assert all(f'nonce="{found[1]}"' in script for script in scripts)
    assert len(nonces) == 3


async def test_hsts_only_over_https(make_app: Make) -> None:
    async with browsing(make_app()) as plain, browsing(make_app(base_url="https://motcua.vn")) as secure:
        assert "strict-transport-security" not in (await plain.get("/")).headers
        assert "strict-transport-security" in (await secure.get("/")).headers


async def test_static_files_are_kept_for_ever_by_content(browser: Browser) -> None:
    page = await browser.get("/que-vo/")
    links = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(links) >= 6
    for link in links:
        answer = await browser.get(link)
        assert answer.status_code == 200, link
        assert "immutable" in answer.headers["cache-control"]
    old = await browser.get("/static/motcua.css?v=0000")
    assert old.headers["cache-control"] == "no-cache"
    again = await browser.get("/static/motcua.css", headers={"if-none-match": old.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "vendor/../../app.py", "vendor/SOURCES.toml"]
)
async def test_nothing_outside_the_static_folder_is_served(browser: Browser, name: str) -> None:
    assert (await browser.get(f"/static/{name}")).status_code == 404


async def test_the_demo_says_that_its_clock_is_simulated(make_app: Make) -> None:
    async with browsing(make_app()) as demo, browsing(make_app(demo_clock=None)) as real:
        assert "Đồng hồ mô phỏng" in (await demo.get("/que-vo/")).text
        assert "Thứ Tư, 07:35 08/11/2017" in (await demo.get("/que-vo/")).text
        assert "Đồng hồ mô phỏng" not in (await real.get("/que-vo/")).text


async def test_when_even_the_error_page_fails_there_is_an_answer(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("secret 027123456789")

    async with browsing(make_app()) as browser:
        monkeypatch.setattr(Renderer, "page", broken)
        answer = await browser.get("/que-vo/")
    assert answer.status_code == 500
    assert "mã số" in answer.text
    assert "027123456789" not in answer.text


async def test_a_websocket_is_closed(make_app: Make) -> None:
    said: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    await make_app()({"type": "websocket", "path": "/", "headers": []}, None, send)
    assert said == [{"type": "websocket.close", "code": 1000}]


async def test_a_bad_host_header_is_answered_with_a_page(browser: Browser) -> None:
    answer = await browser.get("/que-vo/", headers={"host": "a b<script>"})
    assert answer.status_code in (200, 400)
    assert "<script>a" not in answer.text
    assert isinstance(answer, httpx.Response)
