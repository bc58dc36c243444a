"""Why may I not? Every permission with who has it, from the one table."""

from __future__ import annotations

import re
from typing import Any

from motcua.domain.people import PERMISSION_NAMES, ROLE_NAMES, Permission, Role


def row_of(page: str, permission: Permission) -> str:
    name = PERMISSION_NAMES[permission]
    found = re.search(rf"<th scope=\"row\">{name[0].upper()}{re.escape(name[1:])}</th>(.*?)</tr>", page, re.DOTALL)
    assert found is not None, permission
    return found[1]


async def test_each_permission_says_whether_it_is_held_why_and_who_has_it(somebody: Any) -> None:
    officer = await somebody("officer", name="Bà Hỏi Quyền")
    director = await somebody("director", name="Ông Giám Đốc Thật")
    page = (await officer.see("/quyen")).text
    for permission in Permission:
        row = row_of(page, permission)
        assert ("<strong>Có</strong>" in row) == officer.staff.may(permission), permission
    assert ROLE_NAMES[Role.OFFICER] in row_of(page, Permission.PROCESS)
    refused = row_of(page, Permission.SEE_EVERY_DOSSIER)
    assert ROLE_NAMES[Role.DIRECTOR] in refused
    assert "<strong>Có</strong>" in row_of((await director.see("/quyen")).text, Permission.SEE_EVERY_DOSSIER)


async def test_a_refusal_leads_there_and_a_missing_page_does_not(somebody: Any) -> None:
    officer = await somebody("officer")
    refused = await officer.see("/can-bo")
    assert refused.status_code == 403
    assert officer.at("/quyen") in refused.text.split("<main")[1]
    missing = await officer.see("/khong-co-trang-nay")
    assert officer.at("/quyen") not in missing.text.split("<main")[1]


async def test_the_names_are_those_of_this_center_alone(somebody: Any) -> None:
    await somebody("clerk", name="Bà Văn Thư Ở Đây")
    await somebody("clerk", name="Bà Văn Thư Nơi Khác", other=True)
    officer = await somebody("officer")
    row = row_of((await officer.see("/quyen")).text, Permission.NUMBER)
    assert "Nơi Khác" not in row
    assert "Bà Văn Thư Ở Đây" in row or "người khác" in row
