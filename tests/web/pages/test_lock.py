"""A locked screen shows nothing, in no way, until the password is typed; and nothing that was typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape, unescape
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import entered
from motcua.services.accounts import passwords
from motcua.services.accounts.signing_in import token_hash
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries import accounts

PASSWORD = "một câu thật dài 7"


@pytest.fixture
async def person(world: Any, somebody: Any, make_staff: Any) -> Any:
    """Somebody with a password and a session of their own."""
    hashed = await passwords.hashed(PASSWORD)
    with entered(world.here):
        staff = await make_staff(roles=("reception",), name="Bà Khóa", desks=(), receives=("*",))
        async with transaction():
            await accounts.set_password(staff.id, hashed, must_change=False, at=wall_clock())
    return await world.sign_in(staff, world.here)


async def lock(person: Any, back: str = "/viec") -> Any:
    return await person.post_form("/khoa", {**await person.hidden("/viec", "/khoa"), "tiep": back})


async def unlock(browser: Any, password: str = PASSWORD, **more: Any) -> Any:
    hidden = await browser.hidden("/khoa", "/mo-khoa")
    return await browser.post_form("/mo-khoa", {**hidden, "_lock_password": password, **more})


async def leave_alone(world: Any, person: Any) -> None:
    """As if nobody had touched the computer for a quarter of an hour."""
    token = person.cookies[f"mc-{world.here.key}"]
    with entered(world.here):
        async with transaction():
            await DB.fetch(
                "UPDATE session SET seen_at = $2 WHERE token_hash = $1",
                token_hash(token),
                wall_clock() - timedelta(minutes=16),
            )


async def test_every_page_leads_to_the_password_and_back_to_where_one_was(person: Any) -> None:
    assert "Bà Khóa" in (await person.see("/viec")).text  # control
    assert (await lock(person)).headers["location"].endswith("/khoa?tiep=/viec")
    for path in ("/viec", "/tiep-nhan", "/quyen", "/vang-mat", f"/ho-so/{uuid4()}"):
        answer = await person.see(path)
        assert answer.status_code == 303, path
        assert f"/khoa?tiep={path}" in answer.headers["location"]
        assert answer.text == ""
    page = await person.see("/khoa?tiep=/tiep-nhan")
    assert "Màn hình đang khóa" in page.text
    assert "Tiếp nhận" not in page.text
    assert page.headers["cache-control"] == "no-store"
    wrong = await unlock(person, "không phải")
    assert wrong.status_code == 422
    assert "Mật khẩu không đúng." in wrong.text
    assert (await person.see("/viec")).status_code == 303
    right = await unlock(person, _lock_to="/tiep-nhan")
    assert right.headers["location"].endswith("/tiep-nhan")
    assert (await person.see("/viec")).status_code == 200


async def test_a_form_sent_after_the_screen_had_locked_itself_goes_on_after_the_password(
    world: Any, person: Any
) -> None:
    form = {"from_on": "8/11/2017", "to_on": "9/11/2017", "reason": "\nNghỉ <phép> & việc riêng", "person": ""}
    hidden = await person.hidden("/vang-mat")
    await leave_alone(world, person)
    answer = await person.post_form("/vang-mat", {**hidden, **form})
    assert answer.status_code == 403
    assert "Màn hình đang khóa" in answer.text
    assert (await person.see("/viec")).status_code == 303
    carried = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', answer.text, re.DOTALL))
    again = await unlock(person, _lock_to="/vang-mat", **{name: unescape(text) for name, text in carried.items()})
    assert again.status_code == 200
    assert "Gửi tiếp nội dung đã gõ" in again.text
    kept = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', again.text, re.DOTALL))
    assert {name: unescape(text) for name, text in kept.items()} == {"_key": hidden["_key"], **form}
    assert PASSWORD not in again.text
    sent = await person.post_form("/vang-mat", {**hidden, **{name: unescape(text) for name, text in kept.items()}})
    assert sent.status_code == 422  # nobody was chosen, and the words are still there
    assert "Nghỉ &lt;phép&gt; &amp; việc riêng" in sent.text


async def test_what_htmx_asks_for_draws_the_curtain_and_leaves_the_page_alone(person: Any) -> None:
    hidden = await person.hidden("/vang-mat")
    await lock(person)
    answer = await person.post_form("/vang-mat", hidden, headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert (answer.headers["hx-trigger"], answer.headers["hx-reswap"]) == ("mc-locked", "none")
    assert answer.text == ""


async def test_passwords_are_never_carried_along(world: Any, person: Any) -> None:
    hidden = await person.hidden("/doi-mat-khau")
    await leave_alone(world, person)
    answer = await person.post_form("/doi-mat-khau", {**hidden, "old": PASSWORD, "new": "bí mật khác", "again": "x"})
    assert answer.status_code == 303
    assert PASSWORD not in answer.text


async def test_another_persons_screen_and_the_other_center_stay_open(person: Any, somebody: Any) -> None:
    others = [await somebody("reception"), await somebody("reception", other=True)]
    await lock(person)
    for other in others:
        assert (await other.see("/viec")).status_code == 200


async def test_signing_out_of_a_locked_screen_ends_the_session(person: Any) -> None:
    await lock(person)
    out = await person.post_form("/dang-xuat", await person.hidden("/khoa", "/dang-xuat"))
    assert out.headers["location"].endswith("/dang-nhap")
    assert "/dang-nhap" in (await person.see("/viec")).headers["location"]


async def test_the_words_of_the_list_come_back_with_what_was_being_sent(world: Any, person: Any, take_in: Any) -> None:
    made, query = await take_in(), "xem=tai-quay&trang-thai=accepted"
    path = f"/ho-so/{made}/chuyen?{query}"
    hidden = await person.hidden(f"/ho-so/{made}?{query}", escape(path))
    await leave_alone(world, person)
    answer = await person.post_form(path, hidden)
    assert f'name="_lock_to" value="{escape(path)}"' in answer.text
    carried = {name: text for name, text in hidden.items() if name != "_csrf_token"}
    again = await unlock(person, _lock_to=path, **carried)
    assert f'action="{person.at("")}{escape(path)}"' in again.text


@pytest.mark.parametrize("to", ["//ac.example/viec?a=1", "https://ac.example/", "/viec\\?@ac.example", "viec?x=1"])
async def test_unlocking_leads_nowhere_else(person: Any, to: str) -> None:
    await lock(person)
    answer = await unlock(person, _lock_to=to)
    assert answer.status_code == 303
    assert "ac.example" not in answer.headers["location"]
    assert answer.headers["location"].startswith(f"{person.at('')}/")
