"""The page of absences, and what a substitute sees from then on."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pypdfium2

from motcua.centers import entered
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

SEAT = {"agency": "tai_chinh_ke_hoach", "kind": "agency"}
DESK = (("tai_chinh_ke_hoach", "registrar"),)


async def enter(by: Any, person: Any, substitute: Any, **changes: str) -> Any:
    hidden = await by.hidden("/vang-mat")
    form = {
        "person": str(person.staff.id),
        "substitute": str(substitute.staff.id),
        "from_on": "8/11/2017",
        "to_on": "2017-11-08",
        "reason": "Nghỉ phép",
    }
    return await by.post_form("/vang-mat", {**hidden, **form, **changes})


async def end_all(by: Any) -> None:
    hidden = await by.hidden("/vang-mat", "/vang-mat/ket-thuc")
    page = (await by.see("/vang-mat")).text
    await by.post_form("/vang-mat/ket-thuc", {**hidden, "id": page.split('name="id" value="')[1][:36]})


async def test_a_substitute_works_on_the_dossier_through_the_pages_until_it_ends(
    world: Any, somebody: Any, reception: Any, take_in: Any
) -> None:
    away = await somebody("officer", desks=DESK, name="Bà Đi Vắng", **SEAT)
    instead = await somebody("officer", desks=(), name="Ông Thay Thế", **SEAT)
    dossier_id: UUID = await take_in()
    path = f"/ho-so/{dossier_id}"
    await reception.post_form(f"{path}/chuyen", await reception.hidden(path, f"{path}/chuyen"))
    refused = await instead.see(path)
    assert refused.status_code == 403
    assert "/quyen" in refused.text

    entered_ = await enter(away, away, instead)
    assert entered_.status_code == 303, entered_.text
    assert "Ông Thay Thế thay" in (await away.see("/vang-mat")).text
    assert "thay mặt Bà Đi Vắng" in (await instead.see("/vang-mat")).text
    assert str(dossier_id) in (await instead.see("/viec")).text
    done = await instead.post_form(f"{path}/xac-nhan", await instead.hidden(path, f"{path}/xac-nhan"))
    assert done.status_code == 303, done.text
    assert "Ông Thay Thế thay mặt Bà Đi Vắng" in (await instead.see(path)).text
    with entered(world.here):
        async with transaction():
            last = (await load_events(dossier_id))[-1]
    assert (last["actor_name"], last["on_behalf"]) == ("Ông Thay Thế", "Bà Đi Vắng")

    await end_all(away)
    assert (await instead.see(path)).status_code == 403
    assert (await away.see(path)).status_code == 200


async def test_what_was_typed_comes_back_with_what_is_wrong(somebody: Any) -> None:
    away = await somebody("officer", desks=DESK, name="Bà Đi Vắng", **SEAT)
    answer = await enter(away, away, away, reason="Đi học <b>")
    assert answer.status_code == 422
    assert "chính người vắng mặt" in answer.text
    assert "Đi học &lt;b&gt;" in answer.text
    assert 'value="8/11/2017"' in answer.text


async def test_the_administrator_enters_it_for_anybody_and_a_stranger_for_nobody(somebody: Any) -> None:
    away = await somebody("officer", desks=DESK, name="Bà Ốm", **SEAT)
    instead = await somebody("officer", desks=(), name="Ông Thay Thế", **SEAT)
    stranger = await somebody("officer", desks=(), name="Ông Lạ", agency="chi_cuc_thue", kind="agency")
    administrator = await somebody("administrator")
    assert (await enter(stranger, away, instead)).status_code == 403
    assert str(away.staff.id) not in (await stranger.see("/vang-mat")).text.split('name="substitute"')[0]
    assert (await enter(administrator, away, instead)).status_code == 303
    assert (await stranger.see("/vang-mat")).text.count("Bà Ốm") == 1  # only among those who could stand in


async def test_only_who_would_be_accepted_is_offered_as_substitute(somebody: Any) -> None:
    away = await somebody("officer", desks=DESK, name="Bà Ốm", **SEAT)
    instead = await somebody("officer", desks=(), name="Ông Thay Thế", **SEAT)
    stranger = await somebody("clerk", desks=(), name="Ông Lạ", agency="chi_cuc_thue", kind="agency")
    administrator = await somebody("administrator")

    async def offered(by: Any, path: str) -> str:
        return (await by.see(path)).text.split('name="substitute"')[1].partition("</select>")[0]

    chosen = f"/vang-mat?nguoi={away.staff.id}"
    for by, path in ((away, "/vang-mat"), (administrator, chosen)):
        shown = await offered(by, path)
        assert str(instead.staff.id) in shown
        assert str(stranger.staff.id) not in shown
        assert str(away.staff.id) not in shown
    assert str(instead.staff.id) not in await offered(stranger, chosen), "not theirs to enter: their own is meant"
    await end_all(away)


async def test_the_other_center_can_not_name_our_people(somebody: Any) -> None:
    away = await somebody("officer", desks=DESK, name="Bà Ốm", **SEAT)
    theirs = await somebody("administrator", other=True)
    answer = await enter(theirs, away, theirs)
    assert answer.status_code == 422
    assert "Chọn người vắng mặt." in answer.text


def printed(answer: Any) -> str:
    pdf = pypdfium2.PdfDocument(answer.content)
    texts = [sheet.get_textpage().get_text_range() for sheet in pdf]
    pdf.close()
    return re.sub(r"\s+", " ", " ".join(texts))


async def test_what_a_substitute_signs_at_the_counter_says_in_whose_place(
    somebody: Any, business: dict[str, Any]
) -> None:
    away = await somebody("reception", name="Bà Quầy Vắng", agency="van_phong", kind="agency")
    instead = await somebody("officer", desks=(), name="Ông Thay Quầy", agency="van_phong", kind="agency")
    assert (await enter(away, away, instead)).status_code == 303
    hidden = await instead.hidden("/tiep-nhan/dang-ky-ho-kinh-doanh")
    form = {**hidden, **business, "_decision": "accept"}
    made = await instead.post_form("/tiep-nhan/dang-ky-ho-kinh-doanh", form)
    assert made.status_code == 303, made.text[:2000]
    path = made.headers["location"].removeprefix(instead.at(""))
    receipt = printed(await instead.see(f"{path.partition('?')[0]}/giay/giay-tiep-nhan"))
    assert "Ông Thay Quầy thay mặt Bà Quầy Vắng" in receipt
    await end_all(away)
    own = await away.post_form(
        "/tiep-nhan/dang-ky-ho-kinh-doanh",
        {**await away.hidden("/tiep-nhan/dang-ky-ho-kinh-doanh"), **business, "_decision": "accept"},
    )
    path = own.headers["location"].removeprefix(away.at(""))
    assert "thay mặt" not in printed(await away.see(f"{path.partition('?')[0]}/giay/giay-tiep-nhan"))  # control
