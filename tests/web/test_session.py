"""Who is signed in, and that nobody else can become them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests.web.conftest import PASSWORD, browsing, sign_in

from motcua.centers import Center
from motcua.domain.people import Permission, Staff
from motcua.web.guards import SIGNED_IN
from motcua.web.middleware.center import CenterByPath
from motcua.web.page import Answer, WebRequest, page, sent, staff_of
from motcua.web.pages import account

MakeApp = Callable[..., CenterByPath]
MakeAccount = Callable[..., Awaitable[Staff]]


@page("/toi", may=SIGNED_IN)
async def who_am_i(request: WebRequest) -> Answer:
    staff = staff_of(request)
    assert staff is not None
    return sent(staff.username.encode(), media_type="text/plain", name="toi.txt")


@page("/chi-lanh-dao", may=Permission.SEE_EVERY_DOSSIER)
async def for_directors(request: WebRequest) -> Answer:
    return sent(b"ok", media_type="text/plain", name="ok.txt")


PAGES = (*account.PAGES, who_am_i, for_directors)


async def test_signing_in_opens_the_staff_pages_and_signing_out_closes_them(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as browser:
        answer = await sign_in(browser, "que-vo", staff.username)
        assert (answer.status_code, answer.headers["location"]) == (303, "/que-vo/viec")
        assert (await browser.get("/que-vo/toi")).text == staff.username
        token = browser.cookies["mc-que-vo"]
        out = await browser.send_form("/que-vo/dang-xuat", {}, at="/que-vo/doi-mat-khau")
        assert out.headers["location"] == "/que-vo/dang-nhap"
        assert "mc-que-vo" not in browser.cookies
        assert "Đã đăng xuất." in (await browser.get("/que-vo/dang-nhap")).text
        assert "Đã đăng xuất." not in (await browser.get("/que-vo/dang-nhap")).text
        browser.cookies.set("mc-que-vo", token)
        assert (await browser.get("/que-vo/toi")).status_code == 303


async def test_wrong_name_and_wrong_password_get_the_same_answer_with_the_name_still_there(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as browser:
        wrong = await sign_in(browser, "que-vo", staff.username, "sai mật khẩu rồi")
        nobody = await sign_in(browser, "que-vo", "khong.co.ai", "sai mật khẩu rồi")
    assert wrong.status_code == nobody.status_code == 422
    for answer, name in ((wrong, staff.username), (nobody, "khong.co.ai")):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text
        assert f'value="{name}"' in answer.text
        assert "sai mật khẩu rồi" not in answer.text
        assert "<title>Lỗi: " in answer.text
        assert "mc-que-vo" not in answer.headers.get("set-cookie", "")


async def test_after_too_many_wrong_passwords_even_the_right_one_waits(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as browser:
        for _ in range(5):
            assert (await sign_in(browser, "que-vo", staff.username, "sai")).status_code == 422
        answer = await sign_in(browser, "que-vo", staff.username)
    assert answer.status_code == 429
    assert "quá nhiều lần" in answer.text


@pytest.mark.parametrize("planted", ["KE_TAN_CONG", "Q2hp4bq_" * 5, "x" * 5000, "é", "a;b"])
async def test_a_token_that_we_did_not_issue_is_ignored_and_never_adopted(
    app: MakeApp, que_vo: Center, make_account: MakeAccount, planted: str
) -> None:
    """The framework's own sessions fail this: they adopt the attacker's cookie at sign-in."""
    staff = await make_account(que_vo)
    application = app(PAGES)
    header = {"cookie": f"mc-que-vo={planted}".encode()}
    async with browsing(application) as victim, browsing(application) as attacker:
        assert (await victim.get("/que-vo/toi", headers=header)).status_code == 303
        token = await victim.token("/que-vo/dang-nhap")
        csrf = victim.cookies["mc-csrf"]
        cookies = f"mc-csrf={csrf}; mc-que-vo={planted}".encode()
        form = {"username": staff.username, "password": PASSWORD, "_csrf_token": token}
        answer = await victim.post("/que-vo/dang-nhap", data=form, headers={"cookie": cookies})
        assert answer.status_code == 303
        assert planted not in answer.headers["set-cookie"]
        assert (await attacker.get("/que-vo/toi", headers=header)).status_code == 303


async def test_a_session_of_one_center_is_nothing_in_another(
    app: MakeApp, que_vo: Center, other_center: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as browser:
        await sign_in(browser, "que-vo", staff.username)
        browser.cookies.set(f"mc-{other_center.key}", browser.cookies["mc-que-vo"])
        assert (await browser.get("/que-vo/toi")).status_code == 200
        assert (await browser.get(f"/{other_center.key}/toi")).status_code == 303
        assert (await sign_in(browser, other_center.key, staff.username)).status_code == 422


async def test_the_cookie_is_for_browsers_only_and_secure_over_https(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as plain:
        said = (await sign_in(plain, "que-vo", staff.username)).headers["set-cookie"].lower()
    async with browsing(app(PAGES, base_url="https://motcua.vn"), "https://motcua.vn") as secure:
        https = (await sign_in(secure, "que-vo", staff.username)).headers["set-cookie"].lower()
    for cookie in (said, https):
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "path=/" in cookie
        assert "expires" not in cookie
        assert "domain" not in cookie
    assert said.startswith("mc-que-vo=")
    assert "secure" not in said
    assert https.startswith("__host-mc-que-vo=")
    assert "secure" in https


async def test_a_first_password_opens_only_the_page_that_changes_it(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo, must_change=True)
    async with browsing(app(PAGES)) as browser:
        assert (await sign_in(browser, "que-vo", staff.username)).headers["location"] == "/que-vo/doi-mat-khau"
        assert (await browser.get("/que-vo/toi")).headers["location"] == "/que-vo/doi-mat-khau"
        first = browser.cookies["mc-que-vo"]
        fresh = "câu thật dài không ai đoán 7"
        wrong = {"old": "sai", "new": fresh, "again": fresh}
        unequal = {"old": PASSWORD, "new": fresh, "again": fresh + "x"}
        short = {"old": PASSWORD, "new": "ngan", "again": "ngan"}
        for form, words in ((wrong, "không đúng"), (unequal, "không giống nhau"), (short, "ký tự")):
            answer = await browser.send_form("/que-vo/doi-mat-khau", form)
            assert answer.status_code == 422
            assert words in answer.text
            assert fresh not in answer.text
        done = await browser.send_form("/que-vo/doi-mat-khau", {"old": PASSWORD, "new": fresh, "again": fresh})
        assert done.status_code == 303
        assert browser.cookies["mc-que-vo"] != first
        assert (await browser.get("/que-vo/toi")).text == staff.username
        browser.cookies.set("mc-que-vo", first)
        assert (await browser.get("/que-vo/toi")).status_code == 303


async def test_a_permission_that_is_missing_is_403_and_says_whom_to_ask(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    officer = await make_account(que_vo)
    director = await make_account(que_vo, roles=("director",), desks=(), receives=())
    application = app(PAGES)
    async with browsing(application) as browser:
        await sign_in(browser, "que-vo", officer.username)
        answer = await browser.get("/que-vo/chi-lanh-dao")
        assert answer.status_code == 403
        assert "Giám đốc Trung tâm" in answer.text
        assert officer.name in answer.text
    async with browsing(application) as browser:
        await sign_in(browser, "que-vo", director.username)
        assert (await browser.get("/que-vo/chi-lanh-dao")).status_code == 200


@pytest.mark.parametrize("back", ["//xau.vn/", "https://xau.vn", "/\\xau.vn", "javascript:alert(1)", "/a\nb"])
async def test_nobody_is_sent_to_another_site_after_signing_in(
    app: MakeApp, que_vo: Center, make_account: MakeAccount, back: str
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as browser:
        form: dict[str, Any] = {"username": staff.username, "password": PASSWORD, "tiep": back}
        answer = await browser.send_form("/que-vo/dang-nhap", form)
    assert answer.headers["location"] == "/que-vo/viec"


async def test_who_was_sent_to_sign_in_comes_back_to_the_page_asked_for(
    app: MakeApp, que_vo: Center, make_account: MakeAccount
) -> None:
    staff = await make_account(que_vo)
    async with browsing(app(PAGES)) as browser:
        sent_to = (await browser.get("/que-vo/toi?trang=2")).headers["location"]
        shown = await browser.get(sent_to)
        assert 'name="tiep" value="/toi?trang=2"' in shown.text
        form = {"username": staff.username, "password": PASSWORD, "tiep": "/toi?trang=2"}
        answer = await browser.send_form("/que-vo/dang-nhap", form)
    assert answer.headers["location"] == "/que-vo/toi?trang=2"
