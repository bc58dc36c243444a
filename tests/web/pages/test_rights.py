"""Why may I not? Every permission with who has it, from the one table."""

from __future__ import annotations

import re
from typing import Any

from motcua.domain.moves import AT_INTAKE, MOVES, Move
from motcua.domain.people import PERMISSION_NAMES, ROLE_NAMES, Permission, Role
from motcua.domain.states import State
from motcua.web.pages.move_forms import SLUGS

# On this dossier nobody could mean them: no post, nothing outside, nothing ended, no new date asked for.
NOT_MEANT = {Move.SEND_BY_POST, Move.SEND_OUTSIDE, Move.RETURN_PAPERS, Move.DECLINE_TO_REAPPOINT}


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


async def test_a_refusal_names_the_right_that_is_missing_and_who_has_it(somebody: Any) -> None:
    await somebody("director", name="Ông Giám Đốc Thật")
    officer = await somebody("officer")
    said = (await officer.see("/can-bo")).text.split("<main")[1]
    assert f"Bạn chưa được giao quyền {PERMISSION_NAMES[Permission.SEE_STAFF]}" in said
    assert ROLE_NAMES[Role.DIRECTOR] in said


async def test_every_move_of_the_state_is_offered_or_says_why_not(
    reception: Any, registrar: Any, somebody: Any, take_in: Any
) -> None:
    """For the counter, the desk, the director: what is not offered stands behind the question with its reason."""
    dossier_id = await take_in()
    path = f"/ho-so/{dossier_id}"
    director = await somebody("director")
    for person in (reception, director):
        page = (await person.see(path)).text
        reasons = dict(
            re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page.partition("mc-whynot")[2].partition("</dl>")[0])
        )
        acts = page.partition('class="mc-acts"')[2].partition("</section>")[0]
        for move, facts in MOVES.items():
            if State.ACCEPTED not in facts.sources or move in AT_INTAKE or move not in SLUGS:
                continue
            is_offered = f"{path}/{SLUGS[move]}" in acts
            has_reason = facts.label in reasons
            assert not (is_offered and has_reason), move
            assert is_offered or has_reason or move in NOT_MEANT, move
        assert all(len(sentence) > 20 for sentence in reasons.values())
    page = (await director.see(path)).text
    assert "vì sao tôi không làm được?" in page.lower()
    assert "Việc này thuộc về" in page.partition("mc-whynot")[2]
    hidden = await reception.hidden(path, f"{path}/chuyen")
    refused = await registrar.post_form(f"{path}/chuyen", {**await registrar.hidden("/viec", "/khoa"), **hidden})
    assert refused.status_code == 403
