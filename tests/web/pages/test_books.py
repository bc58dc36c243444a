"""The books on the screen: who finds them, what they show, a year that is closed, a file that takes a while."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from motcua.domain.books import CERTIFICATION_BOOKS
from motcua.services.books import shown as books
from motcua.services.files import made as made_files


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.fixture
async def clerk(somebody: Any) -> Any:
    return await somebody("clerk", agency="ubnd", kind="agency", name="Bà Văn thư")


async def test_the_clerk_finds_the_books_in_the_menu(clerk: Any) -> None:
    page = await clerk.see("/so")
    assert page.status_code == 200
    assert 'href="/' in page.text
    assert f'href="/{clerk.center.key}/so"' in page.text
    text = said(page)
    assert "Sổ theo dõi hồ sơ năm 2017" in text
    assert "Sổ chứng thực bản sao từ bản chính (SCT/BS)" in text
    assert all(f"({book.key})" in text for book in CERTIFICATION_BOOKS), "each is numbered in by a procedure here"
    assert "Mẫu chưa đối chiếu" not in text
    assert "Mẫu chưa đối chiếu: các cột chưa được so với mẫu sổ của Thông tư 20/2015/TT-BTP" in said(
        await clerk.see("/so/chung-thuc")
    )


async def test_a_book_that_no_procedure_of_the_center_numbers_in_is_not_kept(
    clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = books.known_here
    monkeypatch.setattr(books, "known_here", lambda office: [v for v in every(office) if v.book != "SCT/CKND"])
    text = said(await clerk.see("/so"))
    assert "SCT/CKND" not in text
    assert "SCT/BS" in text


async def test_the_register_is_filtered_by_sector_and_closed_after_its_year(clerk: Any) -> None:
    page = await clerk.see("/so?nam=2017&linh-vuc=Ch%E1%BB%A9ng%20th%E1%BB%B1c")
    assert page.status_code == 200
    assert "Sổ theo dõi hồ sơ năm 2017, lĩnh vực Chứng thực" in said(page)
    assert "linh-vuc=Ch%E1%BB%A9ng+th%E1%BB%B1c" in page.text
    pdf = await clerk.see("/so/theo-doi.pdf?nam=2017&linh-vuc=Ch%E1%BB%A9ng%20th%E1%BB%B1c")
    assert "so-theo-doi-2017-chung-thuc.pdf" in pdf.headers["content-disposition"]
    hidden = {"_csrf_token": (await clerk.hidden("/so", "/khoa"))["_csrf_token"], "nam": "2017", "xac-nhan": "1"}
    early = await clerk.post_form("/so/khoa", hidden | {"_key": "5f0d1a36-0000-4000-8000-000000000002"})
    assert early.status_code == 409
    assert "khóa từ ngày 01/01/2018" in said(early)


@pytest.mark.parametrize("path", ["/so", "/so/chung-thuc", "/so/theo-doi.pdf", "/so/chung-thuc.xlsx", "/so/tep"])
async def test_a_counter_keeps_no_books(reception: Any, path: str) -> None:
    assert (await reception.see(path)).status_code == 403
    assert f'/{reception.center.key}/so"' not in (await reception.see("/viec")).text


async def test_a_head_reads_the_part_of_their_own_agency(somebody: Any) -> None:
    head = await somebody("head", desks=(("tu_phap", "head"),), agency="tu_phap", kind="agency")
    page = said(await head.see("/so"))
    assert "Sổ theo dõi hồ sơ năm 2017, Phòng Tư pháp" in page
    assert "Mọi cơ quan" not in page
    assert (await head.see("/so?co-quan=noi_vu")).status_code == 403
    assert (await head.see("/so/chung-thuc")).status_code == 200
    other = await somebody("head", desks=(("noi_vu", "head"),), agency="noi_vu", kind="agency")
    assert "không có sổ chứng thực" in said(await other.see("/so/chung-thuc"))
    assert (await other.see("/so/chung-thuc?so=sct-bs")).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["nam=17", "nam=1999", "nam=9999", "nam=x", "co-quan=khong-co", "linh-vuc=khong-co", "sau=x", "sau=171108-0001%27"],
)
async def test_an_address_that_names_nothing_is_a_missing_page(clerk: Any, query: str) -> None:
    assert (await clerk.see(f"/so?{query}")).status_code == 404


async def test_a_book_that_is_none_is_a_missing_page(clerk: Any) -> None:
    for query in ("so=sct-xx", "so=so-theo-doi", "so=sct-bs&sau=-1", "so=sct-bs&nam=2017&sau=99999999999"):
        assert (await clerk.see(f"/so/chung-thuc?{query}")).status_code == 404
    assert (await clerk.see("/so/tep?ma=khong-phai-ma")).status_code == 404


async def test_a_year_says_from_when_it_can_be_closed(clerk: Any, take_in: Any) -> None:
    await take_in()
    page = said(await clerk.see("/so?nam=2017"))
    assert "Khóa sổ từ ngày 01/01/2018." in page
    assert "Khóa sổ từ ngày" not in said(await clerk.see("/so?nam=2017&co-quan=tai_chinh_ke_hoach")), "a part is none"


async def test_the_files_are_what_they_say(clerk: Any) -> None:
    pdf = await clerk.see("/so/theo-doi.pdf?nam=2017")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert "so-theo-doi-2017.pdf" in pdf.headers["content-disposition"]
    sheet = await clerk.see("/so/chung-thuc.xlsx?so=sct-bs&nam=2017")
    assert (sheet.status_code, sheet.content[:2]) == (200, b"PK")
    assert "attachment" in sheet.headers["content-disposition"]


async def test_a_year_is_not_closed_without_a_tick_nor_before_its_end(clerk: Any) -> None:
    token = (await clerk.hidden("/so", "/khoa"))["_csrf_token"]
    hidden = {
        "_csrf_token": token, "_key": "5f0d1a36-0000-4000-8000-000000000001", "so": "sct-bs", "nam": "2017",
    }  # fmt: skip
    unticked = await clerk.post_form("/so/khoa", hidden)
    assert unticked.status_code == 422
    assert "Hãy đánh dấu xác nhận" in said(unticked)
    early = await clerk.post_form("/so/khoa", hidden | {"xac-nhan": "1"})
    assert early.status_code == 409
    assert "Chưa đến cuối năm" in said(early)
    assert (await clerk.post_form("/so/khoa", {"_csrf_token": token})).status_code == 422


async def test_a_long_book_is_asked_for_and_waits_in_the_list(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_files, "AT_ONCE", -1)
    page = await clerk.see("/so")
    assert "Lập tệp PDF" in said(page)
    assert (await clerk.see("/so/theo-doi.pdf")).status_code == 409
    hidden = await clerk.hidden("/so", "/so/tep")
    asked = await clerk.post_form("/so/tep", hidden | {"loai": "xlsx"})
    assert asked.status_code == 303
    listed = await clerk.see("/so/tep")
    assert 'hx-trigger="every 2s"' in listed.text
    assert "Sổ theo dõi hồ sơ năm 2017 (Excel)" in said(listed)
    assert "Đang chờ" in said(await clerk.post_form("/so/tep/tien-do", {"_csrf_token": hidden["_csrf_token"]}))
