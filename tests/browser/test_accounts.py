"""What the administrator does with somebody's account, in the browser, while that somebody is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.browser.people import Person
from tests.browser.work import follow

WHOM = "Lê Thị Hồng Nhung"
FIRST = re.compile(r"([a-z0-9]{4}-){3}[a-z0-9]{4}")


async def account(admin: Person) -> None:
    await admin.open("/can-bo")
    await follow(admin, WHOM)


async def is_out(person: Person) -> bool:
    await person.open("/viec")
    return "/dang-nhap" in person.path


async def test_signed_out_everywhere_reset_and_locked_from_the_browser(meet: Callable[..., Any]) -> None:
    admin, one, other = await meet("anh.pd"), await meet("nhung.lth"), await meet("nhung.lth")
    assert not await is_out(one)
    await one.open("/tai-khoan")
    assert await one.send("Đăng xuất khỏi mọi nơi khác") == 200
    assert "Đã kết thúc" in await one.text(".mc-flash")
    assert (await is_out(one), await is_out(other)) == (False, True)

    await account(admin)
    assert await admin.send("Đăng xuất mọi nơi") == 200
    assert await is_out(one)

    await one.sign_in("nhung.lth")
    await account(admin)
    assert await admin.send("Đặt lại mật khẩu") == 200
    found = FIRST.search(await admin.text())
    assert found, await admin.text()
    assert await is_out(one)
    await one.open("/dang-nhap")
    await one.page.fill("[name=username]", "nhung.lth")
    await one.page.fill("[name=password]", found[0])
    await one.send("Đăng nhập")
    assert one.path == "/doi-mat-khau", "a first password must be changed"

    await account(admin)
    assert await admin.send("Khóa") == 200
    assert await is_out(one)
    await one.page.fill("[name=username]", "nhung.lth")
    await one.page.fill("[name=password]", found[0])
    assert await one.send("Đăng nhập") == 422

    await admin.open("/can-bo/lich-su-dang-nhap?ket-qua=sai")
    assert WHOM in await admin.text("main tbody")
    await account(admin)
    acts = await admin.text()
    for said in ("Đặt lại mật khẩu", "Khóa tài khoản"):
        assert said in acts
    assert await admin.send("Mở khóa") == 200
    assert "đã mở khóa" in await admin.text(".mc-flash")
