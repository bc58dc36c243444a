"""Homes, doing many at once, kept lists, hand-over lists and files, over HTTP and without a script."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest

from motcua.web.csv_files import csv_of, unformula


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def ticked(person: Any, *ids: Any) -> dict[str, Any]:
    """The list's form as a browser without scripts sends it, with these rows ticked."""
    page = await person.see("/viec?xem=cua-toi")
    form = re.search(r'<form method="post" action="[^"]*/viec/hang-loat">(.*?)</form>', page.text, re.DOTALL)
    assert form
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[1])
    boxes = re.findall(r'name="chon" value="([^"]+)"', form[1])
    values: dict[str, Any] = {name: html.unescape(value) for name, value in hidden if name != "trang"}
    values["trang"] = [value for name, value in hidden if name == "trang"]
    values["chon"] = [box for box in boxes if box.partition(":")[0] in {str(each) for each in ids}]
    assert len(values["chon"]) == len(ids)
    return values


async def made_many(person: Any, form: dict[str, Any]) -> Any:
    """The page on which the browser ends: what became of each, at an address that may be loaded again."""
    answer = await person.post_form("/viec/hang-loat", form)
    if answer.status_code != 303:
        return answer
    where = re.sub(r"^/[^/]+", "", answer.headers["location"])
    return await person.see(where)


async def test_many_dossiers_are_handed_over_with_a_result_each_and_a_second_click_changes_nothing(
    reception: Any, take_in: Any
) -> None:
    first, second, third = [await take_in() for _ in range(3)]
    form = await ticked(reception, first, second) | {"viec": "hand_over"}
    answer = await made_many(reception, form)
    assert answer.status_code == 200
    assert "2 / 2 hồ sơ đã xong" in said(answer)
    again = await made_many(reception, form)
    assert "2 / 2 hồ sơ đã xong" in said(again)
    for made, state in ((first, "Đang chuyển"), (second, "Đang chuyển"), (third, "Đã tiếp nhận")):
        assert state in said(await reception.see(f"/ho-so/{made}"))
    sheet = re.search(r'href="/[^/]+(/ban-giao\?[^"]+)"', answer.text)
    assert sheet
    listed = await reception.see(html.unescape(sheet[1]))
    assert listed.status_code == 200
    assert "Người giao" in listed.text


async def test_what_failed_is_said_and_tried_again_alone(reception: Any, take_in: Any) -> None:
    first, second = [await take_in() for _ in range(2)]
    form = await ticked(reception, first, second) | {"viec": "hand_over"}
    stale = [box.replace(":1:", ":9:") if str(second) in box else box for box in form["chon"]]
    answer = await made_many(reception, form | {"chon": stale})
    words = said(answer)
    assert "1 / 2 hồ sơ đã xong" in words
    assert "Làm lại 1 hồ sơ chưa xong" in words
    retry = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text.rpartition("<table")[2])
    )
    assert str(second) in retry["chon"]
    assert retry["_key"] == form["_key"]
    assert "2 / 2 hồ sơ đã xong" in said(await made_many(reception, retry))


async def test_a_whole_page_is_picked_without_a_script_and_leaves_alone_what_stands_elsewhere(
    reception: Any, registrar: Any, take_in: Any
) -> None:
    made = [await take_in() for _ in range(2)]
    for person, move, state in (
        (reception, "hand_over", "Đang chuyển"),
        (registrar, "confirm_receipt", "Đang xử lý"),
    ):
        # Tests before left more than one page of them.
        while not all([state in said(await person.see(f"/ho-so/{each}")) for each in made]):
            form = await ticked(person) | {"viec": move, "ca-trang": "1"}
            words = said(await made_many(person, form))
            assert "hồ sơ đã xong" in words
            assert "0 / " not in words
            assert "Chưa làm được" not in words


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 422),
        ({"viec": "hand_over"}, 422),
        ({"viec": "sign", "_key": str(uuid4()), "chon": f"{uuid4()}:1:processing"}, 422),
        ({"viec": "hand_over", "_key": str(uuid4()), "chon": "rác"}, 404),
        ({"viec": "hand_over", "_key": str(uuid4()), "chon": f"{uuid4()}:x:accepted"}, 404),
        ({"viec": "hand_over", "_key": str(uuid4()), "chon": f"{uuid4()}:1:accepted"}, 200),
        ({"viec": "hand_over", "_key": str(uuid4()), "danh-sach": "xem=rac"}, 404),
    ],
)
async def test_a_form_that_was_tampered_with_does_nothing(reception: Any, changes: dict[str, str], status: int) -> None:
    hidden = await reception.hidden("/ho-so", "/ho-so")
    answer = await made_many(reception, {**hidden, **changes})
    assert answer.status_code == status
    assert "đã xong" not in said(answer) or "0 / 1" in said(answer)


async def test_a_home_says_what_to_do_and_where(reception: Any, registrar: Any, take_in: Any) -> None:
    made = await take_in()
    words = said(await reception.see("/viec"))
    for text in ("Xin chào", "Việc cần làm", "Chuyển hồ sơ đến cơ quan giải quyết", "Bắt đầu với hồ sơ gấp nhất"):
        assert text in words, text
    hidden = await reception.hidden(f"/ho-so/{made}", f"/ho-so/{made}/chuyen")
    await reception.post_form(f"/ho-so/{made}/chuyen", hidden)
    home = await registrar.see("/viec")
    assert "Xác nhận đã nhận hồ sơ" in said(home)
    task = re.search(
        r'href="/[^/]+(/viec\?xem=cua-toi&amp;trang-thai=in_transit)"[^>]*>[^<]*</a>\s*<strong[^>]*>(\d+)', home.text
    )
    assert task
    listed = await registrar.see(html.unescape(task[1]))
    assert listed.text.count('<th scope="row"><a') == int(task[2])
    header = re.search(r'mc-nav__count">(\d+)', home.text)
    chip = re.search(r'xem=cua-toi"[^>]*>[^<]*<span class="mc-chip__count">(\d+)', home.text)
    assert header
    assert chip
    assert header[1] == chip[1]


async def test_the_director_sees_the_agencies_as_bars_and_as_a_table(somebody: Any, take_in: Any) -> None:
    await take_in()
    director = await somebody("director")
    page = await director.see("/viec")
    assert "<svg" in page.text
    assert "Phòng Tài chính - Kế hoạch" in said(page)
    assert "style=" not in page.text


async def test_the_cashier_opens_on_the_fees(somebody: Any, take_in: Any) -> None:
    made = await take_in()
    cashier = await somebody("cashier")
    page = await cashier.see("/viec")
    assert "Chờ thu phí, lệ phí" in said(page)
    while f"/ho-so/{made}" not in page.text:  # tests before left more than one page of them
        after = re.search(r'href="/[^/"]+(/viec[^"]*)"[^>]* rel="next"', page.text)
        assert after, "the last page"
        page = await cashier.see(html.unescape(after[1]))


async def test_every_role_has_a_home(somebody: Any) -> None:
    from motcua.domain.people import Role

    for role in Role:
        person = await somebody(role.value)
        page = await person.see("/viec")
        assert page.status_code == 200, role
        assert "Xin chào" in said(page), role


async def test_a_list_is_kept_under_a_name_and_dropped(reception: Any, somebody: Any, take_in: Any) -> None:
    await take_in()
    where = "/viec?xem=tat-ca&co-quan=tai_chinh_ke_hoach&trang-thai=accepted&tu-ngay=2017-11-08"
    hidden = await reception.hidden("/ho-so", "/ho-so")
    kept = re.search(r'name="danh-sach" value="([^"]*)"', (await reception.see(where)).text)
    assert kept
    form = {**hidden, "danh-sach": html.unescape(kept[1]), "ten": "Kinh doanh mới"}
    saved = await reception.post_form("/viec/luu", form)
    assert saved.status_code == 303
    page = await reception.see("/viec")
    assert "Kinh doanh mới" in said(page)
    other = await somebody("reception", name="Ông khác")
    assert "Kinh doanh mới" not in said(await other.see("/viec"))
    found = await reception.get(saved.headers["location"])
    view_id = re.search(r'name="ma" value="([^"]+)"', found.text)
    assert view_id
    theirs = await other.post_form("/viec/bo", {**await other.hidden("/ho-so", "/ho-so"), "ma": view_id[1]})
    assert theirs.status_code == 404
    assert (await reception.post_form("/viec/bo", {**hidden, "ma": view_id[1]})).status_code == 303
    assert "Kinh doanh mới" not in said(await reception.see("/viec"))


@pytest.mark.parametrize("query", ["co-quan=khong-co", "thu-tuc=khong-co", "xem=x", "trang-thai=y"])
async def test_a_filter_that_names_nothing_is_a_404_page(reception: Any, query: str) -> None:
    assert (await reception.see(f"/viec?{query}")).status_code == 404
    assert (await reception.see(f"/danh-sach.csv?{query}")).status_code == 404


async def test_a_day_is_read_as_people_write_it_and_a_wrong_one_is_said(
    world: Any, reception: Any, take_in: Any
) -> None:
    world.clock[0] += timedelta(minutes=1)  # the newest of its day stands first
    try:
        made = await take_in()
    finally:
        world.clock[0] -= timedelta(minutes=1)
    assert str(made) in (await reception.see("/ho-so?tu-ngay=8/11/2017&den-ngay=2017-11-08")).text
    assert str(made) not in (await reception.see("/ho-so?den-ngay=7/11/2017")).text
    wrong = await reception.see("/ho-so?tu-ngay=31/2/2017")
    assert wrong.status_code == 422
    assert "Ngày viết như 8/11/2017" in said(wrong)
    for extreme in ("0001-01-01", "9999-12-31"):
        assert (await reception.see(f"/ho-so?tu-ngay={extreme}&den-ngay={extreme}")).status_code == 422


async def test_a_list_as_a_file_holds_its_rows_and_no_formula(reception: Any, take_in: Any) -> None:
    made = await take_in(**{"applicant.name": "Đặng Văn Tệp", "applicant.id_number": "125555990"})
    answer = await reception.see("/danh-sach.csv?xem=tat-ca")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Mã hồ sơ"
    assert any(row[3] == "Đặng Văn Tệp" for row in rows)
    assert "125555990" not in answer.text
    assert made


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-2", "@sum", "\t=1", "  =1", "＝1", "\u200b=cmd|' /C calc'!A0", "|x"])
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    assert unformula(cell) == f"'{cell}"
    assert cell.encode() in csv_of([[cell]]) or b'"' in csv_of([[cell]])


def test_an_ordinary_cell_stays_as_it_is() -> None:
    for cell in ("Nguyễn Văn An", "000.00.07.H05-171108-0001", "", "08:00 08/11/2017"):
        assert unformula(cell) == cell


@pytest.mark.parametrize("query", ["ngay=rac", "buoi=trua", "chieu=x", "co-quan=x", "ngay=0001-01-01"])
async def test_a_hand_over_list_of_no_half_day_is_a_404_page(reception: Any, query: str) -> None:
    assert (await reception.see(f"/ban-giao?{query}")).status_code == 404


async def test_a_hand_over_list_is_printed_with_its_papers_counted_and_room_for_both_to_sign(
    reception: Any, somebody: Any, take_in: Any
) -> None:
    made = await take_in()
    hidden = await reception.hidden(f"/ho-so/{made}", f"/ho-so/{made}/chuyen")
    await reception.post_form(f"/ho-so/{made}/chuyen", hidden)
    page = await reception.see("/ban-giao")
    link = re.search(r'href="/[^/]+(/ban-giao\.pdf\?[^"]+)"', page.text)
    assert link
    answer = await reception.see(html.unescape(link[1]))
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(answer.content)
    texts = [sheet.get_textpage().get_text_range() for sheet in pdf]
    pdf.close()
    words = re.sub(r"\s+", " ", " ".join(texts))
    code = re.search(r"[0-9.]+H05-[0-9-]+", (await reception.see(f"/ho-so/{made}")).text)
    assert code
    for each in (code[0], "NGƯỜI GIAO", "NGƯỜI NHẬN", "Phòng Tài chính - Kế hoạch", "bản chính", "Bà reception"):
        assert each in words, each
    assert "Cộng" in said(page)
    assert (await reception.see("/ban-giao.pdf?ngay=2017-11-11&buoi=chieu")).status_code == 404
    tax = await somebody("officer", desks=(("chi_cuc_thue", "officer"),), agency="chi_cuc_thue", kind="agency")
    assert (await tax.see("/ban-giao.pdf")).status_code == 404  # not their agency's list


async def test_an_empty_hand_over_list_says_so(reception: Any) -> None:
    page = await reception.see("/ban-giao?ngay=2017-11-11&buoi=chieu&chieu=nhan")
    assert "Không có hồ sơ nào trong buổi chiều ngày 11/11/2017" in said(page)
