"""The letters of a dossier on its page: issued in a new tab, listed, looked at first, printed again with a reason."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def letter_form(page: Any, slug: str) -> dict[str, str]:
    found = re.search(rf'<form[^>]*action="[^"]*/giay/{slug}"[^>]*target="_blank".*?</form>', page.text, re.DOTALL)
    assert found, slug
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[0]))


async def test_a_receipt_is_issued_listed_and_printed_again(reception: Any, take_in: Any) -> None:
    made = await take_in()
    page = await reception.see(f"/ho-so/{made}")
    assert "Có thể phát hành" in page.text
    form = letter_form(page, "giay-tiep-nhan")
    issued = await reception.post_form(f"/ho-so/{made}/giay/giay-tiep-nhan", form)
    assert issued.headers["content-type"] == "application/pdf"
    assert "default-src 'none'" in issued.headers["content-security-policy"]
    again = await reception.post_form(f"/ho-so/{made}/giay/giay-tiep-nhan", form)
    assert again.content == issued.content, "the same form once more"
    other = await reception.post_form(f"/ho-so/{made}/giay/giay-tiep-nhan", {**form, "_key": str(uuid4())})
    assert other.status_code == 409
    assert "Cần thêm bản thì in lại" in said(other)
    page = await reception.see(f"/ho-so/{made}")
    assert "Giấy tờ phát hành" in page.text
    path = re.search(r'action="/[^/"]+(/ho-so/[^"]+/da-phat-hanh/[^"]+)"', page.text)
    assert path
    reprint = {"_csrf_token": form["_csrf_token"], "_key": str(uuid4()), "reason": ""}
    bare = await reception.post_form(path[1], reprint)
    assert bare.status_code == 422
    assert "Hãy nêu lý do in lại" in said(bare)
    printed = await reception.post_form(path[1], {**reprint, "_key": str(uuid4()), "reason": "Người nộp làm mất"})
    assert printed.content == issued.content
    page = await reception.see(f"/ho-so/{made}")
    assert "đã in lại 1 lần" in page.text
    assert "Người nộp làm mất" in page.text


async def test_only_the_director_is_offered_the_apology_and_what_is_wrong_stands_beside_it(
    reception: Any, somebody: Any, take_in: Any
) -> None:
    made = await take_in()
    assert "phieu-xin-loi" not in (await reception.see(f"/ho-so/{made}")).text
    director = await somebody("director")
    page = await director.see(f"/ho-so/{made}")
    form = letter_form(page, "phieu-xin-loi")
    bad = await director.post_form(f"/ho-so/{made}/giay/phieu-xin-loi", {**form, "reason": "Chờ", "new_due_on": "x"})
    assert bad.status_code == 422
    assert 'href="#f-phieu-xin-loi-new_due_on"' in bad.text or "Ngày hẹn trả lại" in said(bad)
    assert ">Chờ</textarea>" in bad.text, "what was typed is still there"
    typed = {**form, "reason": "Chờ xác minh", "_act": "preview"}
    preview = await director.post_form(f"/ho-so/{made}/giay/phieu-xin-loi", typed)
    assert preview.headers["content-type"] == "application/pdf"
    before = await director.see(f"/ho-so/{made}")
    assert "Xin lỗi, hẹn lại" not in before.text
    typed = {**form, "reason": "Chờ xác minh", "new_due_on": "20/11/2017"}
    made_it = await director.post_form(f"/ho-so/{made}/giay/phieu-xin-loi", typed)
    assert made_it.headers["content-type"] == "application/pdf"
    after = await director.see(f"/ho-so/{made}")
    assert "Xin lỗi, hẹn lại ngày trả kết quả" in after.text
    assert "17:00" in after.text
    assert "đã hẹn trên giấy tiếp nhận" in after.text


async def test_an_old_page_issues_nothing(reception: Any, take_in: Any) -> None:
    made = await take_in()
    form = letter_form(await reception.see(f"/ho-so/{made}"), "giay-tiep-nhan")
    for changes in ({"_key": ""}, {"_seen": "x"}):
        answer = await reception.post_form(f"/ho-so/{made}/giay/giay-tiep-nhan", {**form, **changes})
        assert answer.status_code == 409
