"""The second step of signing in at the console: asked of everybody there, and taken back by another administrator."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID, uuid4

import pyotp
import pytest
from tests.web.console.conftest import PASSWORD, WEDNESDAY, Desk
from tests.web.live import Client, client_of
from tests.web.test_second_step import sealed_of, secret_of

from motcua.centers import StaffRow, entered
from motcua.domain.people import Staff
from motcua.domain.province import ACCOUNT_ROLES, ProvinceRole
from motcua.services.accounts import passwords
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.web.console.app import create_console


async def officer_of(desk: Desk, role: ProvinceRole) -> Staff:
    hashed = await passwords.hashed(PASSWORD)
    person = StaffRow(f"ma.{uuid4().hex[:6]}", "Đỗ Văn Mã", "Cán bộ", "", "own", None, (role.value,))
    with entered(desk.place):
        async with transaction():
            staff_id = await stored.insert_staff(person, password_hash=hashed, must_change=False, at=wall_clock())
            found = await stored.staff_by_id(staff_id)
    assert found is not None
    return stored.as_staff(found)


@pytest.fixture
async def browser(desk: Desk) -> AsyncIterator[Client]:
    """At a console that asks for codes."""
    strict = replace(desk.office, settings=replace(desk.office.settings, requires_codes=True))
    async with client_of(create_console(strict, lambda: WEDNESDAY), base_url="http://127.0.0.1:8001") as client:
        yield client


async def sign_in(browser: Client, username: str) -> str:
    browser.cookies.clear()
    await browser.get("/dang-nhap")
    answer = await browser.send_form("/dang-nhap", {"username": username, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def set_up(browser: Client) -> str:
    """The secret that the telephone keeps."""
    page = (await browser.get("/tai-khoan/ma")).text
    secret = secret_of(page)
    code = pyotp.TOTP(secret).at(int(wall_clock().timestamp()) - 30)
    done = await browser.send_form("/tai-khoan/ma", {"sealed": sealed_of(page), "code": code})
    assert done.status_code == 200, done.text
    return secret


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
async def test_everybody_of_the_province_sets_up_a_code_first_and_signs_in_with_it_then(
    desk: Desk, browser: Client, role: ProvinceRole
) -> None:
    staff = await officer_of(desk, role)
    await sign_in(browser, staff.username)
    for path in ("/", "/truy-cap", "/tai-khoan"):
        assert (await browser.get(path)).headers["location"] == "/tai-khoan/ma", path
    secret = await set_up(browser)
    assert (await browser.get("/")).status_code == 200
    assert await sign_in(browser, staff.username) == "/dang-nhap/ma"
    assert "quản trị của tỉnh" in (await browser.get("/dang-nhap/ma")).text
    assert (await browser.get("/")).headers["location"].startswith("/dang-nhap"), "half a session opens nothing"
    answer = await browser.send_form("/dang-nhap/ma", {"code": pyotp.TOTP(secret).now()})
    assert answer.headers["location"] == "/"
    assert (await browser.get("/")).status_code == 200


async def test_where_no_code_is_asked_for_the_same_person_works_at_once(desk: Desk) -> None:
    """Negative control: it is the setting that holds them back."""
    staff = await officer_of(desk, ProvinceRole.LEADER)
    async with client_of(desk.app, base_url="http://127.0.0.1:8001") as client:
        assert await sign_in(client, staff.username) == "/"
        assert (await client.get("/")).status_code == 200


async def test_a_lost_telephone_is_forgotten_by_another_administrator_and_noted(desk: Desk, browser: Client) -> None:
    staff = await officer_of(desk, ProvinceRole.OFFICER)
    await sign_in(browser, staff.username)
    await set_up(browser)
    keeper = await desk.as_(ProvinceRole.ADMINISTRATOR)
    address = f"/can-bo/{staff.id}/bo-ma"
    assert address in (await keeper.get("/can-bo")).text
    answer = await keeper.send_form(address, {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/can-bo")
    assert address not in (await keeper.get("/can-bo")).text
    trail = (await keeper.get("/nhat-ky")).text
    assert trail.count("Bỏ xác thực hai bước") == 1
    await keeper.send_form(address, {})
    assert (await keeper.get("/nhat-ky")).text.count("Bỏ xác thực hai bước") == 1, "a second click is no second act"
    assert (await browser.get("/")).headers["location"].startswith("/dang-nhap"), "signed out everywhere"
    assert await sign_in(browser, staff.username) == "/"
    own: UUID = desk.people[ProvinceRole.ADMINISTRATOR].id
    assert (await keeper.send_form(f"/can-bo/{own}/bo-ma", {})).status_code == 409
