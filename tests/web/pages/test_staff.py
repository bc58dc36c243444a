"""The list of the center's people."""

from __future__ import annotations

import re
from typing import Any


async def test_the_director_sees_everybody_with_their_desk_in_words(somebody: Any) -> None:
    director = await somebody("director")
    answer = await director.see("/can-bo")
    assert answer.status_code == 200
    assert "tài khoản. Danh sách lấy từ" in answer.text
    assert "/officer" not in answer.text


async def test_an_officer_is_told_who_may_see_it(somebody: Any) -> None:
    officer = await somebody("officer")
    answer = await officer.see("/can-bo")
    assert answer.status_code == 403
    assert "Giám đốc" in answer.text


async def test_the_administrator_resets_locks_and_unlocks_in_the_browser(somebody: Any) -> None:
    admin = await somebody("administrator")
    colleague = await somebody("officer", name="Bà cần mật khẩu")
    hidden = await admin.hidden("/can-bo", "/can-bo/dat-lai-mat-khau")
    form = hidden | {"can-bo": str(colleague.staff.id)}
    answer = await admin.post_form("/can-bo/dat-lai-mat-khau", form)
    assert answer.status_code == 200
    password = re.search(r"<code>([a-z0-9-]{19})</code>", answer.text)
    assert password
    assert "no-store" in answer.headers["cache-control"]
    again = await admin.post_form("/can-bo/dat-lai-mat-khau", form)
    assert "<code>" not in again.text
    assert (await colleague.see("/viec")).status_code == 303
    assert (await admin.post_form("/can-bo/khoa", form)).status_code == 303
    assert colleague.staff.username in (await admin.see("/can-bo?tinh-trang=khoa")).text
    assert (await admin.post_form("/can-bo/mo-khoa", form)).status_code == 303
    await admin.see("/can-bo")  # says once that it is open again
    assert colleague.staff.username not in (await admin.see("/can-bo?tinh-trang=khoa")).text


async def test_nobody_else_touches_an_account(somebody: Any) -> None:
    director, colleague = await somebody("director"), await somebody("officer")
    assert "Đặt lại mật khẩu<" not in (await director.see("/can-bo")).text
    hidden = await director.hidden("/ho-so", "/ho-so")
    for path in ("/can-bo/dat-lai-mat-khau", "/can-bo/khoa", "/can-bo/mo-khoa"):
        answer = await director.post_form(
            path, {**hidden, "_key": hidden.get("_key", ""), "can-bo": str(colleague.staff.id)}
        )
        assert answer.status_code == 403
        assert "Quản trị Trung tâm" in answer.text


async def test_an_account_of_the_other_center_is_not_there(somebody: Any) -> None:
    admin, abroad = await somebody("administrator"), await somebody("officer", other=True)
    hidden = await admin.hidden("/can-bo", "/can-bo/dat-lai-mat-khau")
    for path in ("/can-bo/dat-lai-mat-khau", "/can-bo/khoa", "/can-bo/mo-khoa"):
        for whom in (str(abroad.staff.id), "rác"):
            assert (await admin.post_form(path, {**hidden, "can-bo": whom})).status_code == 404
        assert (await admin.post_form(path, hidden | {"can-bo": ""})).status_code == 422
