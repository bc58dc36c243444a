"""An account in the browser: made, looked at, changed, extended, signed out; and why somebody may not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import entered
from motcua.services.accounts.sign_ins import Door, note
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction

NEW = {
    "name": "Trần Thị Mới",
    "title": "Chuyên viên",
    "kind": "agency",
    "agency": "tu_phap",
    "roles": "officer",
    "desks": "tu_phap/officer",
}


def says(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.text.partition("<main")[2])


async def test_made_shown_changed_and_told_in_the_trail(somebody: Any) -> None:
    admin = await somebody("administrator", name="Ông Quản Trị Trang")
    hidden = await admin.hidden("/can-bo/moi")
    username = f"nguoi.{uuid4().hex[:6]}"
    made = await admin.post_form("/can-bo/moi", hidden | NEW | {"username": username})
    assert made.status_code == 200, says(made)[:2000]
    assert re.search(r"<code>([a-z0-9]{4}-){3}[a-z0-9]{4}</code>", made.text)
    again = await admin.post_form("/can-bo/moi", hidden | NEW | {"username": username})
    assert "<code>" not in says(again)
    path = re.search(r"/(can-bo/[0-9a-f-]{36})\"", made.text)
    assert path
    one = "/" + path[1]
    assert "Tạo tài khoản" in says(await admin.see(one))
    edit = await admin.hidden(f"{one}/sua")
    changed = await admin.post_form(f"{one}/sua", edit | NEW | {"title": "Phó Trưởng phòng"})
    assert changed.status_code == 303
    shown = says(await admin.see(one))
    assert "Chuyên viên → Phó Trưởng phòng" in shown
    stale = await admin.post_form(f"{one}/sua", edit | NEW)
    assert stale.status_code == 409
    assert "người khác thay đổi" in stale.text


async def test_what_was_typed_comes_back_with_the_reason_by_its_box(somebody: Any) -> None:
    admin = await somebody("administrator")
    hidden = await admin.hidden("/can-bo/moi")
    answer = await admin.post_form(
        "/can-bo/moi", hidden | {"username": "Sai Tên", "name": "Trần <b>Thị</b>", "roles": "guide"}
    )
    assert answer.status_code == 422
    assert 'id="f-username-error"' in answer.text
    assert 'value="Trần &lt;b&gt;Thị&lt;/b&gt;"' in answer.text
    assert re.search(r'value="guide" checked', answer.text)


async def test_the_director_looks_and_does_not_touch(somebody: Any) -> None:
    director, officer = await somebody("director"), await somebody("officer")
    page = await director.see(f"/can-bo/{officer.staff.id}")
    assert page.status_code == 200
    assert "Sửa tài khoản" not in says(page)
    assert "Lịch sử đăng nhập" not in says(page)
    for path in ("/sua", "/dang-nhap"):
        assert (await director.see(f"/can-bo/{officer.staff.id}{path}")).status_code == 403


async def test_signed_out_everywhere_by_the_administrator_and_by_oneself(
    somebody: Any, world: Any, make_staff: Any
) -> None:
    admin = await somebody("administrator")
    with entered(world.here):
        staff = await make_staff(roles=("guide",), receives=())
    lost, other = await world.sign_in(staff, world.here), await world.sign_in(staff, world.here)
    mine = await other.see("/tai-khoan")
    assert mine.text.count("(máy này)") == 1
    hidden = await other.hidden("/tai-khoan", "/tai-khoan/dang-xuat")
    assert (await other.post_form("/tai-khoan/dang-xuat", hidden)).status_code == 303
    assert (await lost.see("/viec")).status_code == 303
    assert (await other.see("/viec")).status_code == 200
    path = f"/can-bo/{staff.id}"
    hidden = await admin.hidden(path, f"{path}/dang-xuat")
    assert (await admin.post_form(f"{path}/dang-xuat", hidden)).status_code == 303
    assert (await other.see("/viec")).status_code == 303
    assert "Đăng xuất mọi nơi" in says(await admin.see(path))


async def test_a_secondment_that_is_over_stops_the_next_click(somebody: Any, world: Any) -> None:
    term = {"kind": "seconded", "agency": "tu_phap", "seconded_from": date(2017, 1, 1)}
    receiver = await somebody("reception", receives=("tu_phap",), name="Bà Hết Hạn", **term)
    assert (await receiver.see("/viec")).status_code == 200
    with entered(world.here):
        async with transaction():
            await DB.fetch("UPDATE staff SET seconded_to = '2017-11-07' WHERE id = $1", receiver.staff.id)
    assert "/dang-nhap" in (await receiver.see("/viec")).headers["location"]
    admin, director = await somebody("administrator"), await somebody("director")
    for person in (admin, director):
        home = says(await person.see("/viec"))
        assert "Bà Hết Hạn" in home
        assert "tài khoản tạm dừng" in home
    assert "Bà Hết Hạn" in says(await admin.see("/can-bo?tinh-trang=het"))
    asked = f"/quyen/cua-ai?can-bo={receiver.staff.id}&viec=receive"
    assert "ngoài thời hạn biệt phái" in says(await director.see(asked))


async def test_why_somebody_may_or_may_not(somebody: Any, reception: Any, take_in: Any) -> None:
    admin = await somebody("administrator")
    officer = await somebody("officer", agency="noi_vu", desks=(("noi_vu", "officer"),), kind="agency", receives=())

    async def ask(person: Any, thing: str, code: str = "") -> str:
        return says(await admin.see(f"/quyen/cua-ai?can-bo={person.staff.id}&viec={thing}&ho-so={code}"))

    page = await reception.see(f"/ho-so/{await take_in()}")
    code = re.search(r"\d{3}\.[\d.A-Z]+-\d{6}-\d{4}", page.text)
    assert code
    may = await ask(reception, "hand_over", code[0])
    assert f"được chuyển hồ sơ đến cơ quan giải quyết với hồ sơ {code[0]}" in may
    assert "Vướng" not in may
    no_role = await ask(officer, "hand_over")
    assert "không được chuyển hồ sơ" in no_role
    assert "Người này được giao: Cán bộ thụ lý" in no_role
    no_place = await ask(officer, "process", code[0])
    assert "Hồ sơ không thuộc quầy, cơ quan hoặc vị trí của người này" in no_place
    assert "Nguyễn Văn An" not in no_place, "the applicant's name is none of the administrator's business"
    assert "Không có hồ sơ mang mã này" in await ask(officer, "process", "000.00.NN.H05-171108-9999")
    assert "Chọn một việc trong danh sách" in await ask(officer, "fly")


@pytest.mark.parametrize("path", ["", "/sua", "/dang-nhap"])
async def test_an_account_of_the_other_center_is_as_none(somebody: Any, path: str) -> None:
    admin, abroad = await somebody("administrator"), await somebody("officer", other=True)
    for whom in (abroad.staff.id, uuid4(), "rác"):
        assert (await admin.see(f"/can-bo/{whom}{path}")).status_code == 404
    assert (await admin.see(f"/quyen/cua-ai?can-bo={abroad.staff.id}&viec=sign")).status_code == 404


HOSTILE = (
    "x" * 3000,
    "a\x00b",
    "\u202e",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "9" * 400,
    "-1",
    "31/12/9999",
    "٣",
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_whatever_is_typed_is_refused_or_kept_as_text(somebody: Any, text: str) -> None:
    admin, officer = await somebody("administrator"), await somebody("officer")
    new = await admin.hidden("/can-bo/moi")
    one = f"/can-bo/{officer.staff.id}"
    edit = await admin.hidden(f"{one}/sua")
    token = {"_csrf_token": new["_csrf_token"]}
    boxes = dict.fromkeys((*NEW, "username", "email", "phone", "from_on", "to_on", "document", "receives"), text)
    answers = [
        await admin.post_form("/can-bo/moi", new | boxes),
        await admin.post_form(f"{one}/sua", edit | boxes),
        await admin.post_form(f"{one}/sua", edit | NEW | {"_seen": text}),
        await admin.post_form("/can-bo/moi", token | NEW | {"_key": text}),
        await admin.post_form(f"{one}/lien-ket", token | {"viec": text, "subject": text}),
        await admin.post_form("/tai-khoan/ma", token | {"sealed": text, "code": text}),
        await admin.post_form("/tai-khoan/ma/tat", token | {"code": text}),
        await admin.post_form("/tai-khoan/ma/du-phong", token | {"code": text}),
        await admin.get(
            admin.at("/quyen/cua-ai"), params={"can-bo": str(officer.staff.id), "viec": "sign", "ho-so": text}
        ),
        await admin.get(admin.at("/quyen/cua-ai"), params={"can-bo": text, "viec": text}),
        await admin.get(admin.at("/tai-khoan"), params={"truoc": text}),
        await admin.get(admin.at(f"{one}/dang-nhap"), params={"truoc": text}),
    ]
    assert {answer.status_code for answer in answers} <= {200, 303, 403, 404, 409, 422}
    assert all("<script>alert" not in answer.text for answer in answers)
    assert (await officer.see("/viec")).status_code == 200


async def test_the_administrator_reads_the_whole_centers_history_and_narrows_it(somebody: Any, world: Any) -> None:
    admin = await somebody("administrator", name="Ông Quản Trị Sổ")
    with entered(world.here):
        async with transaction():
            await note(admin.staff.id, "password", wall_clock(), Door())
    here = "/can-bo/lich-su-dang-nhap"
    page = says(await admin.see("/can-bo"))
    assert f'{here}"' in page
    whole = says(await admin.see(here))
    assert "Ông Quản Trị Sổ</a>" in whole
    listed = re.search(r'<option value="([0-9a-f-]{36})">Ông Quản Trị Sổ ', whole)
    assert listed
    theirs = says(await admin.see(f"{here}?can-bo={listed[1]}&ket-qua="))
    table = theirs.partition("<tbody>")[2]
    assert set(re.findall(r"/can-bo/([0-9a-f-]{36})", table)) == {listed[1]}
    assert "selected>Ông Quản Trị Sổ" in theirs
    none = says(await admin.see(f"{here}?can-bo={listed[1]}&ket-qua=sai"))
    assert "Không có lần đăng nhập nào như vậy." in none
    for wrong in ("can-bo=abc", f"can-bo={uuid4()}", "ket-qua=khac", "truoc=x"):
        assert (await admin.see(f"{here}?{wrong}")).status_code == 404, wrong
    for role in ("director", "head"):
        assert (await (await somebody(role)).see(here)).status_code == 403
