"""The counter over HTTP: one page, three decisions, nothing typed lost, one form one dossier."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest

COUNTER = "/tiep-nhan/dang-ky-ho-kinh-doanh"
LAND = "/tiep-nhan/dang-ky-bien-dong-dat-dai"


def said(answer: Any) -> str:
    """The page's words without markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def test_a_reception_chooses_among_the_procedures_it_receives(reception: Any, somebody: Any) -> None:
    every = await reception.see("/tiep-nhan")
    assert "Đăng ký thành lập hộ kinh doanh" in every.text
    one_agency = await somebody("reception", receives=("tu_phap",))
    only = await one_agency.see("/tiep-nhan")
    assert "Đăng ký thành lập hộ kinh doanh" not in only.text
    assert "chứng thực" in only.text.lower()
    refused = await one_agency.see(COUNTER)
    assert refused.status_code == 403
    assert "Quầy của bạn không tiếp nhận thủ tục của" in said(refused)


async def test_procedures_are_found_without_accents(reception: Any) -> None:
    found = await reception.see("/tiep-nhan?tim=ho kinh doanh")
    assert "Đăng ký thành lập hộ kinh doanh" in found.text
    assert "Đăng ký biến động" not in found.text
    none = await reception.see("/tiep-nhan?tim=khong co thu tuc nay")
    assert "Không có thủ tục nào khớp" in none.text


async def test_accepting_makes_a_dossier_with_a_code_and_a_receipt(reception: Any, take_in: Any) -> None:
    made = await take_in()
    page = await reception.see(f"/ho-so/{made}")
    assert page.status_code == 200
    assert "Đã tiếp nhận hồ sơ 000.00." in said(page)
    assert "In giấy tiếp nhận" in page.text
    assert "Tiếp nhận hồ sơ khác" in page.text
    receipt = await reception.see(f"/ho-so/{made}/giay/giay-tiep-nhan")
    assert receipt.status_code == 200
    assert receipt.content.startswith(b"%PDF-")
    assert "sandbox" not in receipt.headers["content-security-policy"]


async def test_the_same_form_sent_twice_makes_one_dossier(reception: Any, business: dict[str, Any]) -> None:
    form = {**await reception.hidden(COUNTER), **business, "_decision": "accept"}
    first = await reception.post_form(COUNTER, form)
    again = await reception.post_form(COUNTER, form)
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    other = await reception.post_form(COUNTER, {**form, "_key": str(uuid4())})
    assert other.headers["location"] != first.headers["location"]


WRONG: tuple[tuple[str, str], ...] = (
    ("owner_name", ""),
    ("owner_name", "x" * 5000),
    ("owner_name", "An\x00"),
    ("owner_born", "31/2/1980"),
    ("workers", "٣"),
    ("trade", "piracy"),
    ("capital", "nhiều"),
    ("applicant.phone", "không có"),
    ("applicant.id_number", "12"),
    ("_paper.request.originals", "0"),
    ("_paper.request.originals", "-1"),
    ("_paper.request.originals", "một"),
    ("_channel", "teleport"),
    ("_delivery", "moon"),
    ("_fee_amount", "abc"),
    ("_key", "not-a-uuid"),
    ("nobody_asked", "1"),
)


@pytest.mark.parametrize(("name", "value"), WRONG, ids=lambda each: repr(each)[:30])
async def test_a_wrong_field_is_refused_with_everything_typed_still_there(
    reception: Any, business: dict[str, Any], name: str, value: str
) -> None:
    form = {**await reception.hidden(COUNTER), **business, "_decision": "accept", name: value}
    answer = await reception.post_form(COUNTER, form)
    assert answer.status_code == 422
    assert "Có nội dung chưa hợp lệ" in answer.text
    assert "<title>Lỗi: " in answer.text
    assert 'value="Hộ kinh doanh Nguyễn Văn An"' in answer.text
    assert 'value="2/9/1980"' in answer.text or name == "owner_born"


async def test_each_error_in_the_summary_leads_to_a_box_on_the_page(reception: Any) -> None:
    hidden = await reception.hidden(COUNTER)
    answer = await reception.post_form(COUNTER, {**hidden, "_decision": "accept"})
    assert answer.status_code == 422
    links = re.findall(r'<a href="#([^"]+)"', answer.text)
    assert len(links) > 8
    for link in links:
        assert f'id="{link}"' in answer.text, link


async def test_a_script_tag_is_text(reception: Any, business: dict[str, Any]) -> None:
    nasty = "<script>alert(1)</script>"
    form = {**await reception.hidden(COUNTER), **business, "owner_residence": nasty, "_decision": "accept"}
    made = await reception.post_form(COUNTER, form)
    assert made.status_code == 303
    page = await reception.get(made.headers["location"])
    assert nasty not in page.text
    assert html.escape(nasty) in page.text


async def test_decomposed_vietnamese_is_stored_composed(reception: Any, business: dict[str, Any]) -> None:
    import unicodedata

    loose = unicodedata.normalize("NFD", "Nguyễn Thị Hường")
    form = {**await reception.hidden(COUNTER), **business, "owner_name": loose, "_decision": "accept"}
    made = await reception.post_form(COUNTER, form)
    assert "Nguyễn Thị Hường" in (await reception.get(made.headers["location"])).text


async def test_a_changed_answer_asks_more_and_keeps_what_was_typed(reception: Any, business: dict[str, Any]) -> None:
    hidden = await reception.hidden(COUNTER)
    before = await reception.post_form(COUNTER, {**hidden, **business, "_refresh": "1"})
    assert before.status_code == 200
    assert "Thành viên góp vốn 1" not in before.text
    after = await reception.post_form(COUNTER, {**hidden, **business, "founder": "group", "_refresh": "1"})
    assert "Thành viên góp vốn 2" in after.text
    assert "Biên bản họp" in after.text
    assert 'value="Hộ kinh doanh Nguyễn Văn An"' in after.text
    assert "govuk-error-summary" not in after.text
    partial = await reception.post_form(
        COUNTER, {**hidden, **business, "founder": "group", "_refresh": "1"}, headers={"hx-request": "true"}
    )
    assert "<html" not in partial.text
    assert 'hx-target="#xem-truoc"' in partial.text


async def test_rows_are_added_and_removed_without_javascript(reception: Any) -> None:
    hidden = await reception.hidden(LAND)
    typed = {**hidden, "receivers.0.name": "Trần Thị Bé", "_row": ["givers.0", "receivers.0"]}
    added = await reception.post_form(LAND, {**typed, "_add": "receivers"})
    assert "Bên nhận chuyển quyền 2" in added.text
    # With JavaScript the same buttons redraw the form in its place.
    assert re.search(r'name="_add" value="receivers"[^>]* hx-target="#to-khai-noi-dung"', added.text)
    assert 'value="Trần Thị Bé"' in added.text
    three = {**typed, "_row": ["givers.0", "receivers.0", "receivers.1"], "_remove": "receivers.1"}
    removed = await reception.post_form(LAND, three)
    assert "Bên nhận chuyển quyền 2" not in removed.text


async def test_fee_due_date_and_steps_are_shown_before_accepting(reception: Any, business: dict[str, Any]) -> None:
    hidden = await reception.hidden(COUNTER)
    panel = await reception.post_form(COUNTER, {**hidden, **business, "_preview": "1"}, headers={"hx-request": "true"})
    words = said(panel)
    assert "Phí, lệ phí" in words
    assert "3 ngày làm việc" in words
    assert "10/11/2017" in words or "13/11/2017" in words
    assert "Thẩm định hồ sơ" in words
    assert "<html" not in panel.text


async def test_who_was_here_before_need_not_be_typed_again(reception: Any, take_in: Any) -> None:
    number = "125777001"
    await take_in(**{"applicant.id_number": number, "applicant.name": "Lê Thị Cúc"})
    hidden = await reception.hidden(COUNTER)
    found = await reception.post_form(COUNTER, {**hidden, "_find": number, "_find_now": "1", "capital": "7.000.000"})
    assert found.status_code == 200
    assert "Lê Thị Cúc" in found.text
    used = await reception.post_form(COUNTER, {**hidden, "_find": number, "_reuse": "0", "capital": "7.000.000"})
    assert 'value="Lê Thị Cúc"' in used.text
    assert 'value="7.000.000"' in used.text
    nobody = await reception.post_form(COUNTER, {**hidden, "_find": "125999999", "_find_now": "1"})
    assert "Chưa có người nộp nào mang số này" in nobody.text
    short = await reception.post_form(COUNTER, {**hidden, "_find": "12", "_find_now": "1"})
    assert short.status_code == 422
    assert "Hãy nhập đủ số giấy tờ" in short.text


async def test_asking_to_complete_needs_a_reason_and_makes_the_slip(reception: Any, business: dict[str, Any]) -> None:
    form = {**await reception.hidden(COUNTER), **business, "_paper.request.originals": "0", "_decision": "complete"}
    bare = await reception.post_form(COUNTER, form)
    assert bare.status_code == 422
    assert 'href="#f-_complete_reason"' in bare.text
    made = await reception.post_form(
        COUNTER, {**form, "_complete_reason": "Thiếu giấy đề nghị", "_missing": "Giấy đề nghị"}
    )
    assert made.status_code == 303
    path = made.headers["location"].removeprefix(reception.at(""))
    slip = await reception.see(f"{path}/giay/phieu-hoan-thien")
    assert slip.content.startswith(b"%PDF-")
    assert (await reception.see(f"{path}/giay/giay-tiep-nhan")).status_code == 409
    page = await reception.see(path)
    assert "Tiếp nhận sau khi hoàn thiện" in page.text


async def test_a_completed_dossier_is_taken_in_from_what_was_typed_before(
    reception: Any, business: dict[str, Any]
) -> None:
    form = {**await reception.hidden(COUNTER), **business, "_decision": "complete", "_complete_reason": "Thiếu"}
    asked = await reception.post_form(COUNTER, form)
    path = asked.headers["location"].removeprefix(reception.at(""))
    again = f"{path}/tiep-nhan"
    page = await reception.see(again)
    assert 'value="Hộ kinh doanh Nguyễn Văn An"' in page.text
    assert "Lập phiếu yêu cầu hoàn thiện" not in page.text
    hidden = await reception.hidden(again)
    accepting = {**hidden, **business, "_decision": "accept"}
    made = await reception.post_form(again, accepting)
    assert made.status_code == 303
    assert made.headers["location"].endswith(path)
    twice = await reception.post_form(again, accepting)
    assert (twice.status_code, twice.headers["location"]) == (303, made.headers["location"])
    late = await reception.post_form(again, {**accepting, "_key": str(uuid4())})
    assert late.status_code == 409


async def test_refusing_needs_a_reason_and_ends_the_dossier(reception: Any, business: dict[str, Any]) -> None:
    form = {**await reception.hidden(COUNTER), **business, "_decision": "refuse"}
    assert 'href="#f-_refuse_reason"' in (await reception.post_form(COUNTER, form)).text
    made = await reception.post_form(COUNTER, {**form, "_refuse_reason": "Không thuộc thẩm quyền"})
    page = await reception.get(made.headers["location"])
    assert "Từ chối tiếp nhận" in page.text
    assert "Không thuộc thẩm quyền" in page.text
    assert (await reception.get(made.headers["location"] + "/giay/phieu-tu-choi")).content.startswith(b"%PDF-")


async def test_who_does_not_receive_has_no_counter(registrar: Any) -> None:
    for path in ("/tiep-nhan", COUNTER):
        answer = await registrar.see(path)
        assert answer.status_code == 403
        assert "Bạn chưa được giao quyền tiếp nhận hồ sơ" in said(answer)


async def test_an_unknown_procedure_is_a_404_page(reception: Any) -> None:
    assert (await reception.see("/tiep-nhan/khong-co")).status_code == 404
    hidden = await reception.hidden(COUNTER)
    forged = await reception.post_form(COUNTER, {**hidden, "_version": "0" * 64, "_decision": "accept"})
    assert forged.status_code == 404


async def test_a_form_without_a_token_is_refused(reception: Any, business: dict[str, Any]) -> None:
    hidden = await reception.hidden(COUNTER)
    del hidden["_csrf_token"]
    answer = await reception.post_form(COUNTER, {**hidden, **business, "_decision": "accept"})
    assert answer.status_code == 403
