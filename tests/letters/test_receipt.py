"""Mẫu 01 as it comes out of the printer: text, letters, code, paper size, and the same bytes each time."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import re
import tomllib
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC
from pathlib import Path

import pypdfium2
import pytest_asyncio
import zxingcpp
from tests.letters.letters_of import AT, CODE, HEAD, LINK, RECEIPT, SUBMITTER, issue_of

from motcua import paths
from motcua.letters.data import (
    CompletionRequestData,
    FeeLine,
    PaperLine,
    RefusalData,
)
from motcua.letters.rendering import FONTS, Letters, letters_pool

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
A5 = (148.0, 210.0)
ISSUE = issue_of("receipt")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def letters() -> AsyncIterator[Letters]:
    async with letters_pool(size=1) as pool:
        yield Letters(pool, paths.templates() / "letters")


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(round(w / 72 * 25.4, 1), round(h / 72 * 25.4, 1)) for w, h in (page.get_size() for page in document)]
    finally:
        document.close()


async def test_the_receipt_says_everything_the_form_asks_on_both_copies(letters: Letters) -> None:
    keep, give = pages_of(await letters.print_letter(RECEIPT, ISSUE))
    expected = [
        "UBND HUYỆN QUẾ VÕ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 000.00.26.H05-171106-0001",
        "Quế Võ, ngày 06 tháng 11 năm 2017",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: 000.00.26.H05-171106-0001",
        "Bộ phận tiếp nhận và trả kết quả: Trung tâm Hành chính công huyện Quế Võ",
        "Tiếp nhận hồ sơ của: Hộ kinh doanh Nguyễn Thị Hường",
        "Người nộp hồ sơ: Nguyễn Thị Hường",
        "Số CMND/CCCD: 027182001234",
        "Địa chỉ: Thôn Đông, xã Phù Lãng, huyện Quế Võ, tỉnh Bắc Ninh",
        "Số điện thoại: 0912 345 678",
        "Email: huong@example.vn",
        "Nội dung yêu cầu giải quyết: Đăng ký thành lập hộ kinh doanh",
        "1. Thành phần hồ sơ nộp gồm:",
        "1 Giấy đề nghị đăng ký hộ kinh doanh 01",
        "Giấy tờ tùy thân của chủ hộ (xuất trình bản chính) 01",
        "Biên bản họp nhóm cá nhân 02",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 06 tháng 11 năm 2017",
        "5. Thời gian hẹn trả kết quả: 08 giờ 15 phút, ngày 09 tháng 11 năm 2017",
        "6. Đăng ký nhận kết quả tại: Trung tâm Hành chính công huyện Quế Võ",
        "7. Phí, lệ phí: 1.100.000 đồng (Lệ phí đăng ký: 1.100.000 đồng)",
        "Sổ theo dõi hồ sơ: Quyển số: 2017, Số thứ tự: 01",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Trần Văn Khải",
        "mang theo giấy này, giấy tờ tùy thân và phí, lệ phí",
        "văn bản ủy quyền",
        "Trang 1/1",
    ]
    for sentence in expected:
        assert sentence in keep
        assert sentence in give
    assert "(Liên 1: Lưu)" in keep
    assert "(Liên 2: Giao người nộp hồ sơ)" in give


async def test_an_instant_in_utc_is_printed_in_local_time(letters: Letters) -> None:
    utc = dataclasses.replace(RECEIPT, dated_at=AT.astimezone(UTC), due_at=RECEIPT.due_at)
    assert await letters.print_letter(utc, ISSUE) == await letters.print_letter(RECEIPT, ISSUE)


async def test_it_is_a5_and_printing_again_gives_the_same_bytes(letters: Letters) -> None:
    first = await letters.print_letter(RECEIPT, ISSUE)
    assert sizes_of(first) == [A5, A5]
    async with letters_pool(size=1) as other:
        assert await Letters(other, paths.templates() / "letters").print_letter(RECEIPT, ISSUE) == first
    changed = dataclasses.replace(RECEIPT, received_by="Trần Văn Khái")
    assert await letters.print_letter(changed, ISSUE) != first, "the control: another name is another paper"


async def test_the_qr_leads_to_the_tracking_page_and_the_barcode_is_the_code(letters: Letters) -> None:
    document = pypdfium2.PdfDocument(await letters.print_letter(RECEIPT, ISSUE))
    try:
        for page in document:
            found = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
            by_kind = {code.format: code for code in found}
            assert {code.text for code in found} == {LINK, CODE}
            assert by_kind[zxingcpp.BarcodeFormat.Code128].text == CODE
            corner = by_kind[zxingcpp.BarcodeFormat.QRCode].position
            width_mm = (corner.top_right.x - corner.top_left.x) / 3 / 72 * 25.4
            # Without its quiet zone; with it the square is 27 mm.
            assert width_mm >= 22
    finally:
        document.close()


async def test_every_vietnamese_letter_is_in_every_style(letters: Letters) -> None:
    """A letter that a font lacks would end the document as PDF/UA, which is asserted, and print as a box."""
    both = VIETNAMESE + VIETNAMESE.upper()
    alphabet = "".join(c for c in both if unicodedata.normalize("NFC", c) == c)
    special = {c for c in alphabet if ord(c) > 127}
    assert len(special) == 134
    said = dataclasses.replace(
        RECEIPT,
        request=alphabet,
        term_says=alphabet,
        due_note=alphabet,
        papers=(PaperLine(alphabet, originals=1, note=alphabet),),
        tracking_link="",
    )
    pdf = await letters.print_letter(said, ISSUE)
    assert b"pdfuaid" in pdf
    text = unicodedata.normalize("NFC", "".join(pages_of(pdf)).replace(" ", "").replace("\ufffe", ""))
    assert special <= set(text)
    assert text.count("ặ") >= 8


async def test_a_name_in_another_script_still_gets_its_receipt(letters: Letters) -> None:
    pdf = await letters.print_letter(dataclasses.replace(RECEIPT, request="Cấp cho 阮文安 và Иван 😀"), ISSUE)
    assert b"pdfuaid" not in pdf
    assert "Cấp cho" in pages_of(pdf)[0]


async def test_decomposed_text_and_controls_print_as_the_clean_text(letters: Letters) -> None:
    odd = dataclasses.replace(
        RECEIPT, request="\u202e" + unicodedata.normalize("NFD", RECEIPT.request) + "\x00\x07\ud800"
    )
    assert await letters.print_letter(odd, ISSUE) == await letters.print_letter(RECEIPT, ISSUE)


async def test_typed_markup_stays_text(letters: Letters) -> None:
    typed = '#sys.version *đậm* $x$ @muc <b> \\ #read("/etc/passwd")'
    page = pages_of(await letters.print_letter(dataclasses.replace(RECEIPT, request=typed), ISSUE))[0]
    assert typed in page


async def test_a_long_dossier_flows_to_further_pages_and_covers_nothing(letters: Letters) -> None:
    long = dataclasses.replace(
        RECEIPT,
        submitter=dataclasses.replace(
            SUBMITTER,
            dossier_of="Ông Nguyễn Văn Thắng, bà Đặng Thị Huyền Trang và các đồng thừa kế của cụ Nguyễn Đình Khuê",
            name="Nguyễn Hoàng Phương Thảo Nguyên",
            address="Số nhà 125, ngõ 47, đường Nguyễn Đăng Đạo, khu phố 3, thị trấn Phố Mới, huyện Quế Võ, Bắc Ninh",
            email="mot.dia.chi.thu.dien.tu.rat.dai.khong.co.cho.ngat@cong-ty-trach-nhiem.example.vn",
        ),
        request="Đăng ký biến động quyền sử dụng đất trong trường hợp thừa kế và tặng cho quyền sử dụng đất " * 2,
        papers=tuple(
            PaperLine(f"Văn bản thứ {n} về chuyển quyền sử dụng đất có công chứng", 1, n % 3) for n in range(64)
        ),
        fees=(FeeLine("Phí thẩm định", None), FeeLine("Lệ phí", 20_000)),
        due_note="Ngày hẹn trả sẽ lùi theo thời gian thực hiện nghĩa vụ tài chính.",
    )
    pdf = await letters.print_letter(long, ISSUE)
    pages = pages_of(pdf)
    assert len(pages) == 6
    assert "Trang 1/3" in pages[0]
    assert "Trang 3/3" in pages[5]
    assert all("Văn bản thứ" in page for page in (pages[0], pages[1]))
    assert "chưa xác nhận" in "".join(pages)
    assert "mot.dia.chi.thu" in pages[0].replace("\u200b", "")
    assert not overlapping(pdf)
    assert not overlapping(await letters.print_letter(RECEIPT, ISSUE))


def overlapping(pdf: bytes) -> list[tuple[str, str]]:
    """Pairs of letters printed over each other, and letters over the edge of the paper."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[tuple[str, str]] = []
    try:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            boxes = []
            for i in range(text.count_chars()):
                letter = text.get_text_range(i, 1)
                left, bottom, right, top = text.get_charbox(i)
                if not letter.strip("\u200b \r\n") or right - left < 0.5 or top - bottom < 0.5:
                    continue
                if left < 20 or right > width - 20 or bottom < 10 or top > height - 10:
                    found.append((letter, "edge"))
                boxes.append((left, bottom, right, top, letter))
            boxes.sort()
            for i, (left, bottom, right, top, letter) in enumerate(boxes):
                for other in boxes[i + 1 :]:
                    if other[0] >= right:
                        break
                    across = min(right, other[2]) - max(left, other[0])
                    down = min(top, other[3]) - max(bottom, other[1])
                    if across > 0.4 * min(right - left, other[2] - other[0]) and down > 0.4 * min(
                        top - bottom, other[3] - other[1]
                    ):
                        found.append((letter, other[4]))
    finally:
        document.close()
    return found


async def test_the_eye_for_overlaps_sees_one(letters: Letters, tmp_path: Path) -> None:
    """The control of the test above."""
    source = """#set document(title: [T])
#set page(paper: "a5")
#set text(font: "Tinos", size: 10pt)
#place(top + left)[Tiếp nhận hồ sơ]
#place(top + left, dx: 2pt)[Người nộp hồ sơ]
"""
    await asyncio.to_thread((tmp_path / "covered.typ").write_text, source, "utf-8")
    async with letters_pool(size=1) as pool:
        assert overlapping(await Letters(pool, tmp_path).render("covered", {}))


async def test_no_due_date_and_no_fee_are_said_in_words(letters: Letters) -> None:
    page = pages_of(await letters.print_letter(dataclasses.replace(RECEIPT, due_at=None, fees=()), ISSUE))[0]
    assert "Chưa ấn định ngày trả" in page
    assert "7. Phí, lệ phí: Không" in page


async def test_a_corrected_receipt_says_what_it_replaces(letters: Letters) -> None:
    page = pages_of(await letters.print_letter(dataclasses.replace(RECEIPT, is_reprint=True), ISSUE))[0]
    assert "Thay giấy đã cấp, sau khi đính chính" in page
    assert "Thay giấy" not in pages_of(await letters.print_letter(RECEIPT, ISSUE))[0]


async def test_the_request_for_completion_lists_what_is_missing_and_whom_to_ask(letters: Letters) -> None:
    letter = CompletionRequestData(
        letterhead=HEAD,
        submitter=SUBMITTER,
        request=RECEIPT.request,
        papers=(PaperLine("Biên bản họp nhóm cá nhân", originals=1),),
        reason="Thiếu biên bản họp nhóm.\nBản sao chưa chứng thực.",
        guided_by="Trần Văn Khải",
        guide_phone="0222 3863 999",
        dated_at=AT,
    )
    pdf = await letters.print_letter(letter, issue_of("completion_request"))
    (page,) = pages_of(pdf)
    for sentence in (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Hồ sơ của: Hộ kinh doanh Nguyễn Thị Hường",
        "1 Biên bản họp nhóm cá nhân 01",
        "Lý do: Thiếu biên bản họp nhóm.",
        "Bản sao chưa chứng thực.",
        "liên hệ với Trần Văn Khải, số điện thoại 0222 3863 999",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI HƯỚNG DẪN",
    ):
        assert sentence in page
    assert "Số: 07/PYCBS" in page
    assert "Mã hồ sơ" not in page, "before acceptance there is no code"
    assert sizes_of(pdf) == [A5]
    assert await letters.print_letter(letter, issue_of("completion_request")) == pdf


async def test_the_refusal_gives_its_reason(letters: Letters) -> None:
    letter = RefusalData(
        letterhead=HEAD,
        submitter=SUBMITTER,
        request="Cấp giấy phép bán lẻ rượu",
        reason="Ngành nghề không thuộc thẩm quyền giải quyết của Ủy ban nhân dân huyện.",
        refused_by="Trần Văn Khải",
        dated_at=AT,
        code=RECEIPT.code,
        tracking_link=LINK,
    )
    (page,) = pages_of(await letters.print_letter(letter, issue_of("refusal")))
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in page
    assert letter.reason in page
    assert "Mã hồ sơ: 000.00.26.H05-171106-0001" in page


def test_the_fonts_are_the_ones_written_down() -> None:
    sources = tomllib.loads((FONTS / "SOURCES.toml").read_text("utf-8"))["tinos"]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}
    assert files == sources["sha256"]
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in files.values())


def test_no_template_fetches_a_package() -> None:
    for template in (paths.templates() / "letters").glob("*.typ"):
        assert "@preview" not in template.read_text("utf-8"), template.name
