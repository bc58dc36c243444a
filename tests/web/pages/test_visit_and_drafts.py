"""At the counter over HTTP: drafts are their owner's, one visit one receipt, earlier scans only of the same person."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from tests.web.pages.test_counter import COUNTER, said
from tests.web.pages.test_uploads import a_pdf

HTMX = {"hx-request": "true"}


async def test_a_draft_is_saved_listed_opened_and_thrown_away(reception: Any, business: dict[str, Any]) -> None:
    form = {**await reception.hidden(COUNTER), **business, "applicant.name": "Người Nháp Dở"}
    saved = await reception.post_form(f"{COUNTER}/nhap", form, headers=HTMX)
    assert "Đã lưu nháp lúc" in said(saved)
    assert 'name="_draft_seen" value="1"' in saved.text
    start = await reception.see("/tiep-nhan")
    assert "Người Nháp Dở" in start.text
    page = await reception.see(f"{COUNTER}?nhap={form['_key']}")
    assert 'value="Hộ kinh doanh Nguyễn Văn An"' in page.text
    assert f'name="_key" value="{form["_key"]}"' in page.text
    token = {"_csrf_token": form["_csrf_token"]}
    await reception.post_form("/tiep-nhan", {**token, "_discard": form["_key"]})
    assert (await reception.see(f"{COUNTER}?nhap={form['_key']}")).status_code == 404


async def test_a_stale_draft_is_refused_until_it_is_told_to_write_over(
    reception: Any, business: dict[str, Any]
) -> None:
    form = {**await reception.hidden(COUNTER), **business}
    await reception.post_form(f"{COUNTER}/nhap", form, headers=HTMX)
    stale = await reception.post_form(f"{COUNTER}/nhap", form, headers=HTMX)
    assert stale.status_code == 409
    assert "đã được lưu ở cửa sổ khác" in said(stale)
    over = await reception.post_form(f"{COUNTER}/nhap", {**form, "_draft_over": "1"}, headers=HTMX)
    assert 'name="_draft_seen" value="2"' in over.text


async def test_nobody_else_opens_saves_over_or_throws_away_a_draft(
    reception: Any, somebody: Any, business: dict[str, Any]
) -> None:
    form = {**await reception.hidden(COUNTER), **business}
    await reception.post_form(f"{COUNTER}/nhap", form, headers=HTMX)
    other = await somebody("reception", name="Bà Khác")
    mine = await other.hidden(COUNTER)
    assert (await other.see(f"{COUNTER}?nhap={form['_key']}")).status_code == 404
    stolen = {**mine, **business, "_key": form["_key"], "_draft_over": "1"}
    assert (await other.post_form(f"{COUNTER}/nhap", stolen, headers=HTMX)).status_code == 404
    await other.post_form("/tiep-nhan", {"_csrf_token": mine["_csrf_token"], "_discard": form["_key"]})
    assert (await reception.see(f"{COUNTER}?nhap={form['_key']}")).status_code == 200


async def test_an_accepted_form_leaves_no_draft_behind(reception: Any, business: dict[str, Any]) -> None:
    form = {**await reception.hidden(COUNTER), **business}
    await reception.post_form(f"{COUNTER}/nhap", form, headers=HTMX)
    made = await reception.post_form(COUNTER, {**form, "_decision": "accept"})
    assert made.status_code == 303
    late = await reception.post_form(f"{COUNTER}/nhap", {**form, "_draft_seen": "1"}, headers=HTMX)
    assert late.status_code == 409
    assert (await reception.see(f"{COUNTER}?nhap={form['_key']}")).status_code == 404


async def test_a_second_open_dossier_of_the_same_kind_needs_a_tick(reception: Any, business: dict[str, Any]) -> None:
    number = {"applicant.id_number": "125888001"}
    first = {**await reception.hidden(COUNTER), **business, **number, "_decision": "accept"}
    first.pop("_second")
    assert (await reception.post_form(COUNTER, first)).status_code == 303
    again = {**first, "_key": str(uuid4())}
    warned = await reception.post_form(COUNTER, again)
    assert warned.status_code == 422
    assert 'href="#f-_second"' in warned.text
    assert "Vẫn tiếp nhận thêm một hồ sơ" in warned.text
    assert (await reception.post_form(COUNTER, {**again, "_second": "1"})).status_code == 303


async def test_a_visit_keeps_the_applicant_and_prints_one_receipt(
    reception: Any, take_in: Any, business: dict[str, Any]
) -> None:
    first = await take_in()
    page = await reception.see(f"{COUNTER}?cung={first}")
    assert 'value="125123456"' in page.text
    second = await take_in(_beside=str(first))
    shown = await reception.see(f"/ho-so/{second}")
    assert "In giấy tiếp nhận chung các hồ sơ nộp cùng lượt" in shown.text
    assert "Cùng lượt, 2 hồ sơ" in shown.text
    receipt = await reception.see(f"/ho-so/{first}/giay/giay-tiep-nhan-chung")
    assert receipt.content.startswith(b"%PDF-")
    form = {**await reception.hidden(COUNTER), **business, "_beside": str(first), "_decision": "accept"}
    stranger = await reception.post_form(COUNTER, {**form, "applicant.id_number": "125888009"})
    assert stranger.status_code == 422
    assert "cùng lượt là của người khác" in said(stranger)
    assert (await reception.see(f"{COUNTER}?cung={uuid4()}")).status_code == 404


async def test_an_earlier_scan_is_used_again_for_the_same_person_only(reception: Any, business: dict[str, Any]) -> None:
    number = {"applicant.id_number": "125888002"}
    form = {**await reception.hidden(COUNTER), **business, **number}
    files = {"_file.request": ("cũ.pdf", a_pdf(), "application/pdf")}
    await reception.post(reception.at(f"{COUNTER}/tep"), data=form, files=files)
    assert (await reception.post_form(COUNTER, {**form, "_decision": "accept"})).status_code == 303
    new = {**await reception.hidden(COUNTER), **business, **number}
    drawn = await reception.post_form(COUNTER, {**new, "_refresh": "1"})
    offer = re.search(r'name="_reuse_scan" value="([^"]+)"', drawn.text)
    assert offer
    stranger = {**new, "applicant.id_number": "125888003", "_reuse_scan": offer[1]}
    assert (await reception.post_form(f"{COUNTER}/tep", stranger, headers=HTMX)).status_code == 422
    used = await reception.post_form(f"{COUNTER}/tep", {**new, "_reuse_scan": offer[1]}, headers=HTMX)
    assert 'name="_drop"' in used.text
    # The number was changed after the scan had been taken over.
    changed = {**new, "applicant.id_number": "125888003", "_decision": "accept"}
    assert "là của người khác" in said(await reception.post_form(COUNTER, changed))
    moved = re.search(r'name="_drop" value="([^"]+)"', used.text)
    assert moved
    other = await reception.post_form(f"{COUNTER}/tep", {**new, f"_paper_of.{moved[1]}": "id_copy"}, headers=HTMX)
    assert re.search(r'data-mc-paper="id_copy">.*?name="_drop"', other.text, re.DOTALL)
    assert (await reception.post_form(COUNTER, {**new, "_decision": "accept"})).status_code == 303


async def test_a_card_fills_the_applicant_and_half_a_card_nothing(reception: Any) -> None:
    card = "027180009999|125000111|Phạm Thị Lý|02091980|Nữ|Thôn Đoài, Phù Lãng|01072021"
    hidden = await reception.hidden(COUNTER)
    page = await reception.post_form(COUNTER, {**hidden, "_find": card, "_find_now": "1"})
    assert 'value="Phạm Thị Lý"' in page.text
    assert 'value="02/09/1980"' in page.text
    half = await reception.post_form(COUNTER, {**hidden, "_find": card[:30], "_find_now": "1"})
    assert half.status_code == 422
    assert 'value="Phạm' not in half.text


async def test_the_quick_box_opens_the_dossier_of_a_code(reception: Any, take_in: Any) -> None:
    made = await take_in()
    page = await reception.see(f"/ho-so/{made}")
    code = re.search(r'class="mc-code">([^<]+)<', page.text)
    token = {"_csrf_token": (await reception.hidden(COUNTER))["_csrf_token"]}
    assert code
    found = await reception.post_form("/quet", {**token, "text": f"https://x.vn/a/tra-cuu/{code[1]}/s"})
    assert found.headers["location"].endswith(str(made))
    other = await reception.post_form("/quet", {**token, "text": "Nguyễn"})
    assert (other.status_code, other.headers["location"]) == (307, reception.at("/ho-so"))


async def test_three_drafts_stand_above_the_procedures_the_others_fold_away(
    reception: Any, business: dict[str, Any], somebody: Any
) -> None:
    person = await somebody("reception", name="Bà Nháp")
    for number in range(1, 6):
        form = {**await person.hidden(COUNTER), **business}
        await person.post_form(f"{COUNTER}/nhap", form, headers=HTMX)
        page = (await person.see("/tiep-nhan")).text
        above, _, folded = page.partition("Xem tất cả")
        assert above.count('name="_discard"') == min(number, 3)
        assert folded.count('name="_discard"') == max(number - 3, 0)
