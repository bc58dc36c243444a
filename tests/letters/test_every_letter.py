"""Every letter as it comes out of the printer: its words against golden texts, its codes, its edges, its bytes."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import pytest_asyncio
import zxingcpp
from pypdfium2.raw import FPDF_PAGEOBJ_PATH as PATH
from tests.letters.letters_of import AT, CODE, LINK, REGIME_DAYS, certificate, every_letter, issue_of
from tests.letters.test_receipt import overlapping, pages_of, sizes_of

from motcua import paths
from motcua.domain.letter_kinds import KINDS
from motcua.letters.data import Issue, Printable
from motcua.letters.rendering import Letters, letters_pool

GOLDEN = Path(__file__).parent / "golden"
LETTERS = {f"{kind}-{size}": (kind, letter) for kind, size, letter in every_letter()}
USUAL = [name for name in LETTERS if name.endswith("-usual")]
#: Pages of the longest content; a letter has as many copies as the form asks.
MOST_PAGES = {
    "receipt": 4,
    "fee_receipt": 6,
    "control_slip": 4,
    "visit_receipt": 6,
    "handover_list": 12,
    "agency_reminder": 14,
    "book_excerpt": 8,
}
COPIES = {"receipt": 2, "fee_receipt": 3}
#: About many dossiers.
WITHOUT_CODES = ("visit_receipt", "handover_list", "agency_reminder")
SIZES = {
    **dict.fromkeys(("handover_list", "book_excerpt"), (297.0, 210.0)),
    "agency_reminder": (210.0, 297.0),
}
CERTIFICATE = Issue("Giấy chứng nhận đăng ký hộ kinh doanh", number="125/ĐKHKD")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def letters() -> AsyncIterator[Letters]:
    async with letters_pool(size=1) as pool:
        yield Letters(pool, paths.templates() / "letters")


def codes_of(pdf: bytes) -> set[str]:
    """What stands in the codes of the first page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return {code.text for code in zxingcpp.read_barcodes(document[0].render(scale=4).to_pil())}
    finally:
        document.close()


def compare(name: str, said: list[str]) -> None:
    """With MOTCUA_GOLDEN=write the text is written down instead, for a person to read."""
    path, text = GOLDEN / f"{name}.txt", "\f\n".join(page.replace("\u200b", "") for page in said) + "\n"
    if os.environ.get("MOTCUA_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("name", USUAL)
async def test_a_letter_says_its_golden_text(letters: Letters, name: str) -> None:
    kind, letter = LETTERS[name]
    compare(kind, pages_of(await letters.print_letter(letter, issue_of(kind))))


async def test_an_agencys_own_result_says_its_golden_text(letters: Letters) -> None:
    pdf = await letters.print_letter(certificate(), CERTIFICATE)
    compare("certificate", pages_of(pdf))
    assert sizes_of(pdf) == [(210.0, 297.0)]
    assert codes_of(pdf) == {LINK}
    assert not overlapping(pdf)
    long = await letters.print_letter(certificate(is_long=True), CERTIFICATE)
    assert any(line.endswith(COUNTRY) for line in lines_of(long))
    assert not overlapping(long)
    assert len(sizes_of(long)) == 2


@pytest.mark.parametrize("name", [name for name in USUAL if name.split("-")[0] not in WITHOUT_CODES])
async def test_its_codes_are_read_back_from_the_paper(letters: Letters, name: str) -> None:
    kind, letter = LETTERS[name]
    assert codes_of(await letters.print_letter(letter, issue_of(kind))) == {LINK, CODE}


@pytest.mark.parametrize("day", REGIME_DAYS.values(), ids=REGIME_DAYS)
@pytest.mark.parametrize("name", LETTERS)
async def test_it_fits_its_page_in_every_regime(letters: Letters, name: str, day: object) -> None:
    """Nothing over the edge and nothing over anything else, with the shortest and the longest names in the country."""
    kind, letter = LETTERS[name]
    pdf = await letters.print_letter(letter, issue_of(kind, day))  # type: ignore[arg-type]
    pages, sizes = pages_of(pdf), set(sizes_of(pdf))
    assert sizes == {SIZES.get(kind, (148.0, 210.0))}
    if not name.endswith("-long"):
        assert len(pages) == COPIES.get(kind, 1)
    assert len(pages) <= MOST_PAGES.get(kind, 2)
    assert not overlapping(pdf)


#: What a page never begins with: it would be a sheet of signatures, or of the center's address, under nothing.
ENDS = ("NGƯỜI ", "GIÁM ĐỐC", "PHÓ CHÁNH VĂN PHÒNG", "Nơi nhận:", "(Ký", "Lưu ý:", "Địa chỉ:", "Phiếu này đi cùng")
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
DATE = "ngày 06 tháng 11 năm 2017"


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [line.strip() for line in document[page].get_textpage().get_text_range().splitlines()]
    finally:
        document.close()


@pytest.mark.parametrize("name", LETTERS)
async def test_no_page_has_signatures_alone_and_no_line_is_torn(letters: Letters, name: str) -> None:
    kind, letter = LETTERS[name]
    pdf = await letters.print_letter(letter, issue_of(kind))
    for page in pages_of(pdf):
        assert not page.startswith(ENDS)
    first = lines_of(pdf)
    assert any(line.endswith(DATE) for line in first), "the date of a letter stands on one line"
    assert any(line.endswith(COUNTRY) for line in first), "nor is quốc hiệu broken"
    assert not {"CHÀM", "VÕ", "Chàm"} & set(first), "the last word of a name is not left alone"


@pytest.mark.parametrize("name", USUAL)
async def test_the_letterhead_is_set_as_the_decree_has_it(letters: Letters, name: str) -> None:
    """NĐ 30/2020, Phụ lục I: under tiêu ngữ a line as long as it, under the unit one of a third to a half of its name;
    on A4 quốc hiệu of 12 to 13 points, tiêu ngữ of 13 to 14."""
    kind, letter = LETTERS[name]
    document = pypdfium2.PdfDocument(await letters.print_letter(letter, issue_of(kind)))
    try:
        page = document[0]
        text, height = page.get_textpage(), page.get_height()
        (left, bottom, right, top), *_ = _where(text, "Độc lập - Tự do - Hạnh phúc")
        strokes = [shape.get_bounds() for shape in page.get_objects() if shape.type == PATH]
        lines = [stroke for stroke in strokes if stroke[3] - stroke[1] < 2 and height - stroke[3] < 120]
        under = [line[2] - line[0] for line in lines if abs(line[0] - left) < 2 and -1 < bottom - line[3] < 6]
        assert under, "no line under tiêu ngữ"
        assert abs(under[0] - (right - left)) < 3
        unit = [line[2] - line[0] for line in lines if line[2] < left]
        assert unit, "no line under the unit"
        assert unit[0] < page.get_width() / 4
        if height < page.get_width():
            assert 8 < top - bottom < 14
    finally:
        document.close()


def _where(text: pypdfium2.PdfTextPage, words: str) -> list[tuple[float, float, float, float]]:
    found = text.search(words).get_next()
    assert found is not None
    return [text.get_rect(place) for place in range(text.count_rects(*found))]


async def test_a_row_of_a_list_is_never_torn_by_a_page(letters: Letters) -> None:
    kind, letter = LETTERS["handover_list-long"]
    _, *rest = pages_of(await letters.print_letter(letter, issue_of(kind)))
    assert all(re.match(r"TT Mã hồ sơ .*?Lúc, người giao \d+ 000", page) for page in rest), rest[0][:200]


@pytest.mark.parametrize("name", USUAL)
async def test_two_renderings_are_byte_equal(letters: Letters, name: str) -> None:
    kind, letter = LETTERS[name]
    first = await letters.print_letter(letter, issue_of(kind))
    async with letters_pool(size=1) as other:
        assert await Letters(other, paths.templates() / "letters").print_letter(letter, issue_of(kind)) == first
    assert b"pdfuaid" in first, "PDF/UA, which also means that no letter is missing from the fonts"


@pytest.mark.parametrize("name", USUAL)
async def test_a_preview_says_so_on_every_page(letters: Letters, name: str) -> None:
    kind, letter = LETTERS[name]
    for page in pages_of(await letters.print_letter(letter, issue_of(kind, is_preview=True))):
        assert "BẢN XEM TRƯỚC" in page
        assert "chưa phát hành" in page


def test_a_letter_is_called_and_numbered_as_its_regime_has_it() -> None:
    called = {key: {kind: issue_of(kind, day) for kind in KINDS} for key, day in REGIME_DAYS.items()}
    assert {issue.form for issue in called["qd09_2015"].values()} == {""}, "that text has not been read"
    assert called["nd61_2018"]["apology"].form == "Mẫu số 04, Thông tư 01/2018/TT-VPCP"
    assert called["nd61_2018"]["control_slip"].form == "Mẫu số 05, Thông tư 01/2018/TT-VPCP"
    assert called["nd61_2018"]["stopping"].form == "", "new in 2025"
    assert called["nd118_2025"]["stopping"].form == "Mẫu số 05, Thông tư 03/2025/TT-VPCP"
    assert called["nd118_2025"]["control_slip"].form == "Mẫu số 06, Thông tư 03/2025/TT-VPCP"
    assert called["nd118_2025"]["apology"].title == "Văn bản xin lỗi và đề nghị gia hạn"


async def test_an_emblem_stands_in_the_letterhead(letters: Letters) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>'
    kind, letter = LETTERS["refusal-usual"]
    plain = await letters.print_letter(letter, issue_of(kind))
    with_emblem = await letters.print_letter(letter, issue_of(kind), emblem=svg)
    assert with_emblem != plain
    assert "Biểu trưng".encode("utf-16-be") in with_emblem or len(with_emblem) > len(plain)
    assert not overlapping(with_emblem)


async def test_every_letter_that_is_issued_is_looked_at_here() -> None:
    assert {kind for kind, _ in LETTERS.values()} >= set(KINDS) - {"supplement_request", "result_refusal"}
    assert all(isinstance(letter, Printable) for _, letter in LETTERS.values())


async def test_a_letter_of_another_day_has_other_bytes(letters: Letters) -> None:
    """The control of the byte test."""
    kind, letter = LETTERS["refusal-usual"]
    other = replace(letter, dated_at=AT.replace(day=7))  # type: ignore[type-var]
    assert await letters.print_letter(other, issue_of(kind)) != await letters.print_letter(letter, issue_of(kind))
