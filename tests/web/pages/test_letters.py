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


async def asked_for_a_new_date(person: Any, dossier_id: Any, day: str = "20/11/2017") -> Any:
    path = f"/ho-so/{dossier_id}"
    form = await person.hidden(path, f"{path}/de-nghi-hen-lai")
    return await person.post_form(
        f"{path}/de-nghi-hen-lai", form | {"reason": "Chờ xác minh tại xã", "new_due_on": day}
    )


async def test_who_has_the_dossier_asks_and_the_director_answers_on_the_same_page(
    reception: Any, somebody: Any, take_in: Any
) -> None:
    made, path = await take_in(), "/ho-so/{}".format
    director = await somebody("director")
    assert "phieu-xin-loi" not in (await director.see(path(made))).text, "nothing to approve yet"
    bad = await asked_for_a_new_date(reception, made, "x")
    assert bad.status_code == 422
    assert ">Chờ xác minh tại xã</textarea>" in bad.text, "what was typed is still there"
    assert (await asked_for_a_new_date(reception, made)).status_code == 303
    home = (await director.see("/viec")).text
    assert "Trả lời đề nghị xin lỗi, hẹn lại" in home
    assert path(made) in (await director.see("/viec?xem=de-nghi-hen-lai")).text
    waiting = (await reception.see(path(made))).text
    assert "Đang chờ Giám đốc Trung tâm trả lời" in waiting
    assert "phieu-xin-loi" not in waiting
    page = await director.see(path(made))
    assert "Chờ xác minh tại xã" in page.text
    form = letter_form(page, "phieu-xin-loi")
    preview = await director.post_form(f"{path(made)}/giay/phieu-xin-loi", {**form, "_act": "preview"})
    assert preview.headers["content-type"] == "application/pdf"
    assert "Xin lỗi, hẹn lại ngày trả kết quả" not in (await director.see(path(made))).text, "a look changes nothing"
    made_it = await director.post_form(f"{path(made)}/giay/phieu-xin-loi", form)
    assert made_it.headers["content-type"] == "application/pdf"
    after = (await director.see(path(made))).text
    assert "Xin lỗi, hẹn lại ngày trả kết quả" in after
    assert "đã hẹn trên giấy tiếp nhận" in after
    assert "Tin gửi người nộp" in after
    assert "Xin lỗi vì chậm trả kết quả hồ sơ" in after
    assert path(made) not in (await director.see("/viec?xem=de-nghi-hen-lai")).text


async def test_declined_the_reason_is_on_the_home_of_who_asked(reception: Any, somebody: Any, take_in: Any) -> None:
    made = await take_in()
    await asked_for_a_new_date(reception, made)
    director, address = await somebody("director"), f"/ho-so/{made}"
    form = await director.hidden(address, f"{address}/khong-hen-lai")
    empty = await director.post_form(f"{address}/khong-hen-lai", form)
    assert empty.status_code == 422
    done = await director.post_form(f"{address}/khong-hen-lai", form | {"reason": "Làm kịp trong tuần"})
    assert done.status_code == 303
    home = (await reception.see("/viec")).text
    assert "Đề nghị hẹn lại không được đồng ý" in home
    assert "Làm kịp trong tuần" in home
    assert "Làm kịp trong tuần" in (await reception.see(address)).text
    assert "không được đồng ý" not in (await director.see("/viec")).text


async def test_an_old_page_issues_nothing(reception: Any, take_in: Any) -> None:
    made = await take_in()
    form = letter_form(await reception.see(f"/ho-so/{made}"), "giay-tiep-nhan")
    for changes in ({"_key": ""}, {"_seen": "x"}):
        answer = await reception.post_form(f"/ho-so/{made}/giay/giay-tiep-nhan", {**form, **changes})
        assert answer.status_code == 409
