"""Lists and search over HTTP."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def test_a_reception_sees_what_waits_at_the_counter_and_where_to_begin(reception: Any, take_in: Any) -> None:
    made = await take_in()
    page = await reception.see("/viec")
    assert page.status_code == 200
    assert f"/ho-so/{made}" in page.text
    words = said(page)
    for text in ("Tiếp nhận hồ sơ mới", "Trả kết quả", "Tại quầy", "Còn ", "giờ làm việc"):
        assert text in words, text


@pytest.mark.parametrize("who", ["reception", "registrar", "director"])
async def test_a_number_on_a_chip_is_the_number_of_rows_behind_it(
    reception: Any, registrar: Any, somebody: Any, take_in: Any, world: Any, who: str
) -> None:
    made = await take_in()
    hidden = await reception.hidden(f"/ho-so/{made}", f"/ho-so/{made}/chuyen")
    assert (await reception.post_form(f"/ho-so/{made}/chuyen", hidden)).status_code == 303
    await take_in()
    person = {"reception": reception, "registrar": registrar, "director": await somebody("director")}[who]
    world.clock[0] += timedelta(days=12)
    try:
        await _every_number_agrees(person)
    finally:
        world.clock[0] -= timedelta(days=12)


async def _every_number_agrees(person: Any) -> None:
    page = await person.see("/viec")
    chips = re.findall(r'<a class="mc-chip[^>]*href="([^"]+)"[^>]*>[^<]*<span class="mc-chip__count">(\d+)', page.text)
    assert chips
    assert next(int(count) for address, count in chips if "xem=qua-han" in address) > 0
    for address, count in chips:
        found = 0
        where: str | None = html.unescape(address)
        while where:
            listed = await person.get(where)
            found += listed.text.count('<th scope="row"><a')
            after = re.search(r'<a class="govuk-link mc-next" href="([^"]+)"', listed.text)
            where = html.unescape(after[1]) if after else None
        assert found == int(count), address


async def test_a_list_is_filtered_by_state_in_the_address(reception: Any, take_in: Any) -> None:
    made = await take_in()
    yes = await reception.see("/viec?xem=tai-quay&trang-thai=accepted")
    assert f"/ho-so/{made}" in yes.text
    no = await reception.see("/viec?xem=tai-quay&trang-thai=numbered")
    assert f"/ho-so/{made}" not in no.text
    assert "Không có hồ sơ nào đang ở quầy" in said(no)


@pytest.mark.parametrize("query", ["xem=khong-co", "trang-thai=xyz", "sau=%%%", "sau=abc", "xem=tat-ca&sau=AAAA"])
async def test_an_address_that_was_tampered_with_is_a_404_page(reception: Any, query: str) -> None:
    answer = await reception.see(f"/viec?{query}")
    assert answer.status_code == 404
    assert 'lang="vi"' in answer.text


async def test_search_finds_names_without_accents_codes_and_whole_numbers(reception: Any, take_in: Any) -> None:
    made = await take_in(**{"applicant.name": "Đặng Thị Hường", "applicant.id_number": "125555001"})
    code = re.search(r"000\.00\.\S+-\d{4}", said(await reception.see(f"/ho-so/{made}")))
    assert code
    for text in ("dang thi huong", "Đặng Thị Hường", "125555001", code[0], f"https://mc.vn/x/tra-cuu/{code[0]}/s3cr3t"):
        hidden = await reception.hidden("/ho-so", "/ho-so")
        found = await reception.post_form("/ho-so", {**hidden, "text": text})
        assert found.status_code == 200
        assert f"/ho-so/{made}" in found.text, text
        assert text not in str(found.url)
    part = await reception.post_form("/ho-so", {**hidden, "text": "1255550"})
    assert f"/ho-so/{made}" not in part.text
    assert "Không tìm thấy hồ sơ nào" in part.text


@pytest.mark.parametrize("text", ["x" * 3000, "a\x00b", "' OR 1=1 --", "%", "\\", "<script>", "&|!():*"])
async def test_strange_searches_find_nothing_and_break_nothing(reception: Any, text: str) -> None:
    hidden = await reception.hidden("/ho-so", "/ho-so")
    answer = await reception.post_form("/ho-so", {**hidden, "text": text})
    assert answer.status_code in (200, 422)
    assert "<script>x" not in answer.text


async def test_who_handles_no_dossiers_gets_a_page_that_says_what_to_do(somebody: Any) -> None:
    guide = await somebody("guide")
    page = await guide.see("/viec")
    assert page.status_code == 200
    assert "Xem thủ tục hành chính" in page.text
    assert (await guide.see("/ho-so")).status_code == 403


async def test_an_empty_desk_says_so(somebody: Any) -> None:
    idle = await somebody("officer", desks=(("y_te", "officer"),), agency="y_te", kind="agency")
    page = await idle.see("/viec")
    assert "Không còn việc nào đang chờ bạn" in page.text
    assert "Tiếp nhận hồ sơ mới" not in page.text


async def test_a_visitor_is_sent_to_sign_in_and_comes_back(reception: Any, world: Any) -> None:
    import httpx

    transport = httpx.ASGITransport(app=world.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as visitor:
        answer = await visitor.get(reception.at("/viec?xem=qua-han"))
    assert answer.status_code == 303
    assert "/dang-nhap?tiep=" in answer.headers["location"]


async def test_the_other_centers_dossiers_are_in_no_list(take_in: Any, somebody: Any) -> None:
    made = await take_in()
    abroad = await somebody("reception", other=True)
    for path in ("/viec", "/viec?xem=tat-ca", "/viec?xem=tai-quay", "/ho-so"):
        assert str(made) not in (await abroad.see(path)).text


async def test_a_list_says_its_order_and_shows_whole_titles(reception: Any, take_in: Any) -> None:
    await take_in()
    waiting = await reception.see("/viec?xem=tai-quay")
    assert "Thứ tự: bước phải xong sớm nhất trước." in waiting.text
    token = await reception.hidden("/viec?xem=tai-quay", "/ho-so")
    found = await reception.post_form("/ho-so", {**token, "text": "an"})
    assert "Thứ tự: mới tiếp nhận trước." in found.text
    cells = re.findall(r'<td data-label="Thủ tục">([^<]+)</td>', waiting.text + found.text)
    assert cells
    assert not [cell for cell in cells if "…" in cell]
    nothing = await reception.post_form("/ho-so", {**token, "text": "zzzz"})
    assert "Thứ tự:" not in nothing.text  # control
