"""Signing in by the pages: with a code, with one that is still to be set up, with an account of the province."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from tests.services.provider import agree, running_provider
from tests.web.conftest import browsing, sign_in

from motcua.centers import Center, entered
from motcua.settings import Provider, wall_clock
from motcua.store.engine import transaction
from motcua.store.queries.sign_ins import insert_link

ROOT = "/que-vo"


def secret_of(page: str) -> str:
    found = re.search(r"Khóa để gõ: <code>([A-Z2-7 ]+)</code>", page)
    assert found
    return found[1].replace(" ", "")


def sealed_of(page: str) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


async def test_who_must_have_a_code_sets_it_up_first_and_signs_in_with_it_then(
    app: Any, que_vo: Center, make_account: Any
) -> None:
    staff = await make_account(que_vo, roles=("head",), agency="tu_phap", kind="agency", receives=())
    strict = app(requires_codes=True)
    async with browsing(strict) as browser:
        assert (await sign_in(browser, "que-vo", staff.username)).headers["location"] == f"{ROOT}/viec"
        for path in ("/viec", "/ho-so", "/quyen", "/tai-khoan"):
            assert (await browser.get(f"{ROOT}{path}")).headers["location"] == f"{ROOT}/tai-khoan/ma", path
        page = (await browser.get(f"{ROOT}/tai-khoan/ma")).text
        assert 'src="data:image/svg+xml;base64,' in page
        secret, sealed = secret_of(page), sealed_of(page)
        wrong = await browser.send_form(f"{ROOT}/tai-khoan/ma", {"sealed": sealed, "code": "abc"})
        assert wrong.status_code == 422
        assert secret_of(wrong.text) == secret, "the telephone has it already"
        code = pyotp.TOTP(secret).at(int(wall_clock().timestamp()) - 30)
        done = await browser.send_form(f"{ROOT}/tai-khoan/ma", {"sealed": sealed_of(wrong.text), "code": code})
        codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.text)
        assert len(codes) == 10
        assert (await browser.get(f"{ROOT}/viec")).status_code == 200
        assert "Đang bật" in (await browser.get(f"{ROOT}/tai-khoan")).text
        refused = await browser.send_form(f"{ROOT}/tai-khoan/ma/tat", {"code": codes[0]}, at=f"{ROOT}/tai-khoan")
        assert refused.status_code == 403
    async with browsing(strict) as browser:
        answer = await sign_in(browser, "que-vo", staff.username)
        assert answer.headers["location"] == f"{ROOT}/dang-nhap/ma"
        half = dict(browser.cookies)
        for path in ("/viec", "/ho-so", "/tai-khoan/ma", "/doi-mat-khau"):
            assert "/dang-nhap" in (await browser.get(f"{ROOT}{path}")).headers["location"], path
        assert (await browser.get(f"{ROOT}/dang-nhap")).headers["location"] == f"{ROOT}/dang-nhap/ma"
        box = f"{ROOT}/dang-nhap/ma"
        assert (await browser.send_form(box, {"code": ""})).status_code == 422
        assert (await browser.send_form(box, {"code": "000 00"})).status_code == 422
        answer = await browser.send_form(box, {"code": pyotp.TOTP(secret).now(), "tiep": "/ho-so"})
        assert answer.headers["location"] == f"{ROOT}/ho-so"
        assert dict(browser.cookies)["mc-que-vo"] != half["mc-que-vo"]
        assert (await browser.get(f"{ROOT}/tai-khoan")).status_code == 200
        assert "mật khẩu và mã xác thực" in (await browser.get(f"{ROOT}/tai-khoan")).text


async def test_a_wrong_code_on_ones_own_page_leaves_the_page_with_a_sentence(
    app: Any, que_vo: Center, make_account: Any
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app()) as browser:
        await sign_in(browser, "que-vo", staff.username)
        secret, sealed = await _asked_to_set_up(browser)
        generator = pyotp.TOTP(secret)
        first = generator.at(int(wall_clock().timestamp()) - 30)
        await browser.send_form(f"{ROOT}/tai-khoan/ma", {"sealed": sealed, "code": first})
        for path in ("du-phong", "tat"):
            for code, says in (("", "Hãy nhập mã xác thực."), ("000", "Mã không đúng hoặc đã dùng.")):
                posted = f"{ROOT}/tai-khoan/ma/{path}"
                answer = await browser.send_form(posted, {"code": code}, at=f"{ROOT}/tai-khoan")
                assert answer.status_code == 422
                assert answer.text.count(says) >= 2, "at the top and by its box"
                assert '<details class="govuk-details mc-no-print" open>' in answer.text
                assert f'action="{ROOT}/tai-khoan/ma/du-phong"' in answer.text
                assert "Lịch sử đăng nhập" in answer.text
        again = await browser.send_form(
            f"{ROOT}/tai-khoan/ma/du-phong", {"code": generator.now()}, at=f"{ROOT}/tai-khoan"
        )
        assert again.status_code == 200
        assert len(re.findall(r"<code>[a-z0-9]{5}-[a-z0-9]{5}</code>", again.text)) == 10
        for _ in range(5):
            tried = await browser.send_form(f"{ROOT}/tai-khoan/ma/du-phong", {"code": "000"}, at=f"{ROOT}/tai-khoan")
        assert tried.status_code == 422
        late = await browser.send_form(f"{ROOT}/tai-khoan/ma/tat", {"code": "000"}, at=f"{ROOT}/tai-khoan")
        assert late.status_code == 429
        assert "quá nhiều lần" in late.text
        assert "Lịch sử đăng nhập" in late.text


async def _asked_to_set_up(browser: Any) -> tuple[str, str]:
    page = (await browser.get(f"{ROOT}/tai-khoan/ma")).text
    return secret_of(page), sealed_of(page)


async def test_without_the_requirement_nothing_stands_in_the_way(app: Any, que_vo: Center, make_account: Any) -> None:
    staff = await make_account(que_vo, roles=("administrator",), receives=())
    async with browsing(app()) as browser:
        await sign_in(browser, "que-vo", staff.username)
        assert (await browser.get(f"{ROOT}/viec")).status_code == 200


async def test_the_box_for_the_code_is_nobodys_without_the_password(app: Any, que_vo: Center, received: None) -> None:
    async with browsing(app()) as browser:
        assert (await browser.get(f"{ROOT}/dang-nhap/ma")).headers["location"] == f"{ROOT}/dang-nhap"
        answer = await browser.send_form(f"{ROOT}/dang-nhap/ma", {"code": "123456"}, at=f"{ROOT}/dang-nhap")
        assert answer.headers["location"] == f"{ROOT}/dang-nhap"


@pytest.fixture(scope="module")
async def provider(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Provider]:
    async with running_provider(tmp_path_factory.mktemp("provider")) as found:
        yield found


async def test_out_to_the_provider_and_back(app: Any, que_vo: Center, make_account: Any, provider: Provider) -> None:
    staff = await make_account(que_vo)
    with entered(que_vo):
        async with transaction():
            await insert_link(provider.issuer, "nga-001", staff.id, by=staff.id, at=wall_clock())
    async with browsing(app(oidc=provider)) as browser:
        page = await browser.get(f"{ROOT}/dang-nhap?tiep=/ho-so")
        assert f"{ROOT}/dang-nhap/dung-chung?tiep=/ho-so" in page.text
        out = await browser.get(f"{ROOT}/dang-nhap/dung-chung?tiep=/ho-so")
        kept = next(each for each in out.headers.get_list("set-cookie") if each.startswith("mc-oidc="))
        assert "samesite=lax" in kept.lower()
        assert "httponly" in kept.lower()
        asked = parse_qs(urlsplit(out.headers["location"]).query)
        assert asked["redirect_uri"] == [f"http://127.0.0.1:8000{ROOT}/dang-nhap/tro-ve"]
        answer = await agree(out.headers["location"], "nga-001")
        back = await browser.get(f"{ROOT}/dang-nhap/tro-ve", params=answer)
        assert back.status_code == 200
        for page in (out, back):
            assert page.headers["cache-control"] == "no-store"
            assert "script-src 'nonce-" in page.headers["content-security-policy"]
        assert f'content="0; url={ROOT}/ho-so"' in back.text
        assert (await browser.get(f"{ROOT}/tai-khoan")).status_code == 200
        again = await browser.get(f"{ROOT}/dang-nhap/tro-ve", params=answer)
        assert again.status_code == 422, "the journey is over"
    async with browsing(app(oidc=provider)) as browser:  # somebody else's browser with the same answer
        stolen = await browser.get(f"{ROOT}/dang-nhap/tro-ve", params=answer)
        assert stolen.status_code == 422
        assert (await browser.get(f"{ROOT}/ho-so")).status_code == 303


async def test_a_stranger_reads_the_code_to_give_to_the_administrator(
    app: Any, que_vo: Center, provider: Provider, received: None
) -> None:
    async with browsing(app(oidc=provider)) as browser:
        out = await browser.get(f"{ROOT}/dang-nhap/dung-chung")
        back = await browser.get(
            f"{ROOT}/dang-nhap/tro-ve", params=await agree(out.headers["location"], "la-<b>003</b>")
        )
        assert back.status_code == 422
        assert "la-&lt;b&gt;003&lt;/b&gt;" in back.text
        assert "mc-que-vo" not in browser.cookies


async def test_a_provider_that_does_not_answer_is_said_on_the_sign_in_page(
    app: Any, provider: Provider, que_vo: Center, received: None
) -> None:
    gone = Provider(issuer="http://127.0.0.1:9", client_id="x", client_secret_file=provider.client_secret_file)
    async with browsing(app(oidc=gone)) as browser:
        answer = await browser.get(f"{ROOT}/dang-nhap/dung-chung")
        assert answer.status_code == 503
        assert "đăng nhập bằng mật khẩu" in answer.text


async def test_where_there_is_no_provider_there_is_no_button_and_no_page(app: Any, que_vo: Center) -> None:
    async with browsing(app()) as browser:
        assert "dung-chung" not in (await browser.get(f"{ROOT}/dang-nhap")).text
        for path in ("dung-chung", "tro-ve"):
            assert (await browser.get(f"{ROOT}/dang-nhap/{path}")).status_code == 404
