"""After a piece of work the next dossier of the same list is on the screen, and the list can be walked both ways."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

DONE = "Mở lại hồ sơ vừa xử lý"


@pytest.fixture
async def counter(somebody: Any, take_in: Any) -> Any:
    return await somebody("reception")


async def rows_of(person: Any, query: str) -> list[str]:
    page = await person.see(f"/viec?{query}")
    return re.findall(r'<th scope="row"><a[^>]*href="/[^"]*/ho-so/([0-9a-f-]{36})', page.text)


async def make(person: Any, dossier_id: Any, slug: str, query: str = "", **typed: str) -> Any:
    tail = f"?{query}" if query else ""
    path = f"/ho-so/{dossier_id}"
    hidden = await person.hidden(f"{path}{tail}", html.escape(f"{path}/{slug}{tail}"))
    return await person.post_form(f"{path}/{slug}{tail}", hidden | typed)


def where(answer: Any) -> str:
    assert answer.status_code == 303, re.sub(r"\s+", " ", answer.text)[:2000]
    return str(answer.headers["location"]).partition("/que-vo-trang")[2]


async def test_after_a_move_the_next_of_the_list_is_open_and_says_what_was_done(reception: Any, take_in: Any) -> None:
    for _ in range(3):
        await take_in()
    query = "xem=tai-quay&trang-thai=accepted"
    listed = await rows_of(reception, query)
    assert len(listed) >= 3
    page = await reception.see(f"/viec?{query}")
    assert html.escape(f"/ho-so/{listed[0]}?{query}") in page.text  # the link of a row carries its list
    went = where(await make(reception, listed[0], "chuyen", query))
    assert went == f"/ho-so/{listed[1]}?{query}"
    shown = await reception.see(went)
    assert "Chuyển hồ sơ đến cơ quan giải quyết: hồ sơ" in shown.text
    assert f'/ho-so/{listed[0]}">{DONE}' in shown.text
    assert DONE not in (await reception.see(went)).text  # said once


async def test_without_a_list_the_person_stays_where_they_are(reception: Any, take_in: Any) -> None:
    made = await take_in()
    page = await reception.see(f"/ho-so/{made}")
    assert "Hồ sơ sau" not in page.text
    assert where(await make(reception, made, "chuyen")) == f"/ho-so/{made}"


async def test_what_still_waits_for_the_same_person_stays_open(reception: Any, registrar: Any, take_in: Any) -> None:
    first, second = [await take_in() for _ in range(2)]
    for each in (first, second):
        await make(reception, each, "chuyen")
    assert where(await make(registrar, first, "xac-nhan", "xem=cua-toi")) == f"/ho-so/{first}?xem=cua-toi"
    # In a list of what is to be confirmed it is done with: the next of that list.
    narrow = "xem=cua-toi&trang-thai=in_transit"
    assert where(await make(registrar, second, "xac-nhan", narrow)) != f"/ho-so/{second}?{narrow}"


async def test_an_empty_list_ends_at_home_and_what_was_passed_over_comes_again(
    reception: Any, somebody: Any, take_in: Any
) -> None:
    registrar = await somebody(
        "officer", desks=(("tai_chinh_ke_hoach", "registrar"),), agency="tai_chinh_ke_hoach", kind="agency", name="Hết"
    )
    narrow = "xem=cua-toi&trang-thai=in_transit"
    for each in await rows_of(registrar, narrow):
        await make(registrar, each, "xac-nhan", narrow)
    first, second = [await take_in() for _ in range(2)]
    for each in (first, second):
        await make(reception, each, "chuyen")
    listed = await rows_of(registrar, narrow)
    assert set(listed) == {str(first), str(second)}
    assert where(await make(registrar, listed[1], "xac-nhan", narrow)) == f"/ho-so/{listed[0]}?{narrow}"
    assert where(await make(registrar, listed[0], "xac-nhan", narrow)) == "/viec"
    home = await registrar.see("/viec")
    assert "Danh sách này đã hết việc" in home.text
    assert DONE in home.text


@pytest.mark.parametrize("query", ["xem=tai-quay", "xem=tat-ca", "xem=tat-ca&trang-thai=accepted", "xem=cua-toi"])
async def test_the_neighbours_are_those_of_the_list(reception: Any, take_in: Any, query: str) -> None:
    for _ in range(3):
        await take_in()
    listed = await rows_of(reception, query)
    page = (await reception.see(f"/ho-so/{listed[1]}?{query}")).text
    assert f'rel="prev" href="{reception.at("")}/ho-so/{listed[0]}?{html.escape(query)}"' in page
    assert f'rel="next" href="{reception.at("")}/ho-so/{listed[2]}?{html.escape(query)}"' in page
    first = (await reception.see(f"/ho-so/{listed[0]}?{query}")).text
    assert 'rel="prev"' not in first
    assert "Đầu danh sách" in first
    assert html.escape(f"/viec?{query}") in first


async def test_a_refused_move_keeps_the_list_and_a_made_up_one_is_not_found(reception: Any, take_in: Any) -> None:
    made = await take_in()
    query = "xem=tai-quay"
    hidden = await reception.hidden(f"/ho-so/{made}?{query}", f"/ho-so/{made}/chuyen?{query}")
    answer = await reception.post_form(f"/ho-so/{made}/chuyen?{query}", hidden | {"_seen": "9"})
    assert answer.status_code == 409
    assert f"/ho-so/{made}/chuyen?{query}" in answer.text
    assert (await reception.see(f"/ho-so/{made}?xem=khong-co")).status_code == 404
    assert (await reception.see(f"/ho-so/{uuid4()}?{query}")).status_code == 404


async def test_a_dossier_outside_the_list_has_neighbours_but_no_place_of_its_own(
    reception: Any, registrar: Any, take_in: Any
) -> None:
    made: UUID = await take_in()
    await take_in()
    await make(reception, made, "chuyen")
    page = await reception.see(f"/ho-so/{made}?xem=tai-quay")
    assert page.status_code == 200
    assert f"/ho-so/{made}?xem=tai-quay" not in page.text.replace(f"/ho-so/{made}/", "")


async def test_without_a_list_the_next_is_the_first_of_the_persons_own_home(
    reception: Any, registrar: Any, take_in: Any
) -> None:
    done = await take_in()
    await take_in()
    await make(reception, done, "chuyen")
    home = await reception.see("/viec")
    first = re.findall(r'<th scope="row"><a[^>]*href="/[^"]*/ho-so/([0-9a-f-]{36})', home.text)[0]
    page = (await reception.see(f"/ho-so/{done}")).text
    assert re.search(rf'Hồ sơ tiếp theo: <a class="govuk-link" href="[^"]*/ho-so/{first}"', page)
