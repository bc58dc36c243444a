"""Accounts made and changed in the browser, beside those of the center's list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, StaffRow, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Permission, Role
from motcua.services.accounts.absence import absences
from motcua.services.accounts.making import change_account, make_account
from motcua.services.accounts.page import account_page
from motcua.services.accounts.people import people
from motcua.services.accounts.secondments import to_decide
from motcua.services.accounts.signing_in import sign_in
from motcua.services.setup.onboarding import onboard
from motcua.store.engine import DB, transaction
from motcua.store.queries.accounts import staff_by_id, staff_by_username

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def form(**changes: Any) -> dict[str, list[str]]:
    """What the browser posts for a receiver seconded from the justice office."""
    typed: dict[str, Any] = {
        "username": f"moi.{uuid4().hex[:8]}",
        "name": "Nguyễn Thị Mới",
        "title": "Chuyên viên Phòng Tư pháp",
        "phone": "0222 123 456",
        "email": "",
        "kind": "seconded",
        "agency": "tu_phap",
        "roles": ["reception"],
        "receives": ["tu_phap"],
        "from_on": "6/11/2017",
        "to_on": "5/11/2018",
        "document": "12/CV-TP ngày 1/11/2017",
    } | changes
    return {name: value if isinstance(value, list) else [value] for name, value in typed.items()}


@pytest.fixture
async def admin(in_que_vo: Center, make_staff: Any) -> Acting:
    return Acting(await make_staff(roles=("administrator",), name="Ông Quản Trị"), AT)


async def version_of(staff_id: UUID) -> int:
    async with transaction():
        found = await staff_by_id(staff_id)
    assert found is not None
    return int(found["version"])


async def test_a_new_account_signs_in_with_the_password_shown_once(office: Any, admin: Acting) -> None:
    typed, key = form(), uuid4()
    staff_id, made = await make_account(office, admin, typed, key)
    again_id, again = await make_account(office, admin, typed, key)
    assert (again_id, again.is_repeat, again.password) == (staff_id, True, "")
    signed_in = await sign_in(office, typed["username"][0], made.password, address="", agent="", now=NOW)
    assert signed_in.staff.must_change_password
    assert signed_in.staff.roles == {Role.RECEPTION}
    assert signed_in.staff.receives == {"tu_phap"}
    page = await account_page(office, admin, staff_id)
    assert [(act.says, act.by) for act in page.acts] == [("Tạo tài khoản", "Ông Quản Trị")]
    assert page.acts[0].changes == (("Văn bản", "", "12/CV-TP ngày 1/11/2017"),)
    assert not page.is_from_file


async def test_of_ten_equal_forms_one_makes_the_account(office: Any, admin: Acting) -> None:
    typed, key = form(), uuid4()
    made = await asyncio.gather(*(make_account(office, admin, typed, key) for _ in range(10)))
    assert len({staff_id for staff_id, _ in made}) == 1
    assert sum(bool(changed.password) for _, changed in made) == 1


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"username": "Có Dấu"}, "username"),
        ({"username": "ab"}, "username"),
        ({"name": ""}, "name"),
        ({"title": " "}, "title"),
        ({"email": "khong-phai"}, "email"),
        ({"kind": ""}, "kind"),
        ({"kind": "la"}, "kind"),
        ({"agency": ""}, "agency"),
        ({"agency": "co_quan_la"}, "agency"),
        ({"roles": []}, "roles"),
        ({"roles": ["superuser"]}, "roles"),
        ({"receives": []}, "receives"),
        ({"receives": ["co_quan_la"]}, "receives"),
        ({"roles": ["officer"], "receives": [], "desks": []}, "desks"),
        ({"roles": ["officer"], "desks": ["tu_phap/khong_co"]}, "desks"),
        ({"from_on": "hôm nay"}, "from_on"),
        ({"from_on": "31/12/9999", "to_on": "1/1/2018"}, "from_on"),
        ({"to_on": "31/12/9999"}, "to_on"),
        ({"to_on": ""}, "to_on"),
        ({"to_on": "1/2/2018"}, "to_on"),
        ({"to_on": "6/11/2019"}, "to_on"),
        ({"document": ""}, "document"),
        ({"is_reserve": ["yes"]}, "is_reserve"),
        ({"kind": "post"}, "roles"),
        ({"roles": ["reception", "post_officer"]}, "roles"),
        ({"roles": ["post_officer"], "receives": []}, "roles"),
    ],
)
async def test_what_can_not_be_is_said_by_its_box(
    office: Any, admin: Acting, changes: dict[str, Any], box: str
) -> None:
    with pytest.raises(Refused) as refusal:
        await make_account(office, admin, form(**changes), uuid4())
    assert set(refusal.value.errors) == {box}


async def test_a_name_or_an_e_mail_that_somebody_has_is_refused(office: Any, admin: Acting) -> None:
    email = f"{uuid4().hex[:8]}@bacninh.gov.vn"
    typed = form(email=email.upper())
    staff_id, _ = await make_account(office, admin, typed, uuid4())
    with pytest.raises(Refused) as refusal:
        await make_account(office, admin, form(username=typed["username"][0], email=email), uuid4())
    assert set(refusal.value.errors) == {"username", "email"}
    # one's own is no hindrance
    assert "Đã lưu" in await change_account(
        office, admin, staff_id, await version_of(staff_id), form(email=email, phone="1")
    )


async def test_only_the_administrator_and_never_for_themselves(office: Any, admin: Acting, make_staff: Any) -> None:
    for role in Role:
        by = Acting(await make_staff(roles=(role.value,)), AT)
        if by.staff.may(Permission.MANAGE_ACCOUNTS):
            continue
        with pytest.raises(NotAllowed):
            await make_account(office, by, form(), uuid4())
        with pytest.raises(NotAllowed):
            await change_account(office, by, admin.staff.id, 1, form())
    with pytest.raises(Conflict, match="chính bạn"):
        await change_account(office, admin, admin.staff.id, 1, form(roles=["administrator", "director"]))


async def test_a_change_is_noted_with_before_and_after_and_a_stale_one_is_refused(office: Any, admin: Acting) -> None:
    staff_id, _ = await make_account(office, admin, form(), uuid4())
    seen = await version_of(staff_id)
    wider = form(receives=["tu_phap", "noi_vu"], title="Phó Trưởng phòng")
    await change_account(office, admin, staff_id, seen, wider)
    act = (await account_page(office, admin, staff_id)).acts[0]
    assert act.says == "Sửa tài khoản"
    assert ("Chức danh", "Chuyên viên Phòng Tư pháp", "Phó Trưởng phòng") in act.changes
    assert {label for label, _, _ in act.changes} == {"Chức danh", "Tiếp nhận", "Văn bản"}
    with pytest.raises(Conflict, match="người khác thay đổi"):
        await change_account(office, admin, staff_id, seen, form(name="Tên cũ"))
    assert await change_account(office, admin, staff_id, seen + 1, wider) == "Không có gì thay đổi."
    assert await version_of(staff_id) == seen + 1


async def test_two_changes_at_once_leave_one(office: Any, admin: Acting) -> None:
    staff_id, _ = await make_account(office, admin, form(), uuid4())
    seen = await version_of(staff_id)
    answers = await asyncio.gather(
        *(change_account(office, admin, staff_id, seen, form(name=f"Bà số {n}")) for n in range(4)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, str) for each in answers) == 1
    assert sum(isinstance(each, Conflict) for each in answers) == 3


async def test_an_extension_needs_its_document_and_a_lawful_term(office: Any, admin: Acting) -> None:
    staff_id, _ = await make_account(office, admin, form(), uuid4())
    seen = await version_of(staff_id)
    with pytest.raises(Refused) as refusal:
        await change_account(office, admin, staff_id, seen, form(to_on="5/11/2019", document=""))
    assert set(refusal.value.errors) == {"document"}
    await change_account(office, admin, staff_id, seen, form(to_on="5/11/2019", document="15/CV-TP"))
    act = (await account_page(office, admin, staff_id)).acts[0]
    assert act.says == "Ghi thời hạn biệt phái"
    assert ("Biệt phái", "từ 06/11/2017 đến 05/11/2018", "từ 06/11/2017 đến 05/11/2019") in act.changes


async def test_a_term_of_the_list_without_an_end_may_stay_as_it_is(office: Any, admin: Acting, make_staff: Any) -> None:
    staff = await make_staff(kind="seconded", agency="tu_phap", receives=("tu_phap",), seconded_from=date(2017, 11, 6))
    said = await change_account(
        office, admin, staff.id, await version_of(staff.id), form(to_on="", document="", phone="9")
    )
    assert said.startswith("Đã lưu")


async def test_another_center_s_account_is_not_there(
    office: Any, admin: Acting, other_center: Center, make_staff: Any
) -> None:
    with entered(other_center):
        abroad = await make_staff()
    with pytest.raises(NotHere):
        await account_page(office, admin, abroad.id)
    with pytest.raises(NotHere):
        await change_account(office, admin, abroad.id, 1, form())


# --- beside the center's list


@pytest.fixture
def fresh(que_vo: Center) -> Center:
    return replace(que_vo, key=f"danh-sach-{uuid4().hex[:6]}", staff=que_vo.staff[:3])


async def with_admin(office: Any, center: Center, make_staff: Any) -> Acting:
    """Whoever is not on the list of this small center: an account made in the browser, as the first one is."""
    staff = await make_staff(roles=("administrator",))
    async with transaction():
        await DB.fetch("UPDATE staff SET made_in = 'browser', file_row = NULL WHERE id = $1", staff.id)
    return Acting(staff, AT)


async def test_who_was_made_in_the_browser_is_not_locked_for_missing_in_the_list(
    office: Any, fresh: Center, make_staff: Any
) -> None:
    await onboard(office, fresh, now=NOW)
    with entered(fresh):
        admin = await with_admin(office, fresh, make_staff)
        staff_id, _ = await make_account(office, admin, form(), uuid4())
    assert (await onboard(office, fresh, now=NOW)).did_nothing
    with entered(fresh):
        async with transaction():
            found = await staff_by_id(staff_id)
            assert found is not None
            assert not found["is_locked"]
            # negative control: taken for one of the list, they would be
            await DB.fetch("UPDATE staff SET made_in = 'file' WHERE id = $1", staff_id)
    assert (await onboard(office, fresh, now=NOW)).locked == (found["username"],)


async def test_a_change_in_the_browser_stands_until_the_list_says_something_new(
    office: Any, fresh: Center, make_staff: Any
) -> None:
    await onboard(office, fresh, now=NOW)
    person = fresh.staff[2]
    with entered(fresh):
        admin = await with_admin(office, fresh, make_staff)
        async with transaction():
            found = await staff_by_username(person.username)
        assert found is not None
        typed = form(kind="own", agency="", receives=["*"], name=person.name, title="Chức vụ đổi trên trang")
        await change_account(office, admin, found["id"], found["version"], typed)
    assert (await onboard(office, fresh, now=NOW)).did_nothing
    moved = replace(fresh, staff=(*fresh.staff[:2], replace(person, phone="0222 999 999")))
    assert (await onboard(office, moved, now=NOW)).changed == (person.username,)
    with entered(fresh):
        async with transaction():
            after = await staff_by_username(person.username)
    assert after is not None
    assert (after["title"], after["phone"]) == (person.title, "0222 999 999")


async def test_the_list_may_take_over_somebody_made_in_the_browser(office: Any, fresh: Center, make_staff: Any) -> None:
    await onboard(office, fresh, now=NOW)
    with entered(fresh):
        admin = await with_admin(office, fresh, make_staff)
        typed = form(username="nguoi.moi")
        staff_id, made = await make_account(office, admin, typed, uuid4())
    row = StaffRow("nguoi.moi", "Tên Theo Tệp", "Cán bộ", "", "own", None, ("guide",))
    listed = replace(fresh, staff=(*fresh.staff, row))
    report = await onboard(office, listed, now=NOW)
    assert (report.changed, report.first_passwords) == (("nguoi.moi",), ())
    with entered(fresh):
        page = await account_page(office, admin, staff_id)
        assert page.is_from_file
        assert page.name == "Tên Theo Tệp"
        assert await sign_in(office, "nguoi.moi", made.password, address="", agent="", now=NOW)


# --- secondments on the homes


async def test_the_director_and_the_administrator_are_told_of_what_ends_and_nobody_else(
    office: Any, fresh: Center, make_staff: Any
) -> None:
    await onboard(office, replace(fresh, staff=fresh.staff[:1]), now=NOW)
    today = date(2017, 11, 8)
    term = {"kind": "seconded", "agency": "tu_phap", "seconded_from": date(2017, 1, 1)}
    with entered(fresh):
        await make_staff(**term, name="Bà Còn Lâu", seconded_to=today + timedelta(days=200))
        await make_staff(**term, name="Bà Sắp Hết", seconded_to=today + timedelta(days=60))
        await make_staff(**term, name="Bà Đã Hết", seconded_to=today - timedelta(days=1))
        await make_staff(**term | {"seconded_from": date(2015, 12, 1)}, name="Bà Chưa Ghi")
        for role in ("director", "deputy_director", "administrator"):
            by = Acting(await make_staff(roles=(role,)), AT)
            found = await to_decide(office, by)
            assert [(line.name, line.is_over) for line in found.ending] == [
                ("Bà Đã Hết", True),
                ("Bà Chưa Ghi", False),
                ("Bà Sắp Hết", False),
            ]
            assert found.without_reserve == ("Phòng Tư pháp",)
        assert await to_decide(office, Acting(await make_staff(roles=("head",)), AT)) == type(found)()
        standing = {person.name: person.standing for person in await people(office, by)}
        assert standing["Bà Đã Hết"] == "het"
        assert standing["Bà Sắp Hết"] == "dung"
        reserve = form(kind="agency", roles=["officer"], receives=[], desks=["tu_phap/officer"], is_reserve="yes")
        await make_account(office, by, reserve, uuid4())
        assert (await to_decide(office, by)).without_reserve == ()


async def test_who_is_in_reserve_is_offered_first_as_a_substitute(office: Any, fresh: Center, make_staff: Any) -> None:
    await onboard(office, replace(fresh, staff=fresh.staff[:1]), now=NOW)
    with entered(fresh):
        admin = Acting(await make_staff(roles=("administrator",)), AT)
        away = await make_staff(agency="tu_phap", kind="seconded", name="Bà Vắng", receives=("tu_phap",))
        await make_staff(agency="tu_phap", kind="agency", name="Bà An", roles=("officer",), receives=())
        await make_staff(
            agency="tu_phap", kind="seconded", name="Bà Hết Hạn", receives=("tu_phap",), seconded_to=date(2017, 11, 7)
        )
        reserve = form(kind="agency", name="Bà Xuân", roles=["officer"], desks=["tu_phap/officer"], is_reserve="yes")
        await make_account(office, admin, reserve, uuid4())
        offered = [words for _, words in (await absences(office, admin, str(away.id))).substitutes]
    assert offered[0] == "Bà Xuân – Chuyên viên Phòng Tư pháp (cán bộ dự bị)"
    assert any("Bà An" in words for words in offered)
    assert not any("Bà Hết Hạn" in words for words in offered)
