"""A book as it comes out of the printer: page totals, page numbers, the official form, nothing over anything else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.letters.letters_of import (
    AT,
    BARE,
    CODE,
    HEAD,
    LONG_AGENCY,
    LONG_HEAD,
    LONG_NAME,
    LONG_REQUEST,
    LONG_SUBMITTER,
    NAME,
)
from tests.letters.test_every_letter import COUNTRY, letters, lines_of  # noqa: F401  the fixture
from tests.letters.test_receipt import overlapping, pages_of, sizes_of

from motcua.domain.books import COPIES, REGISTER, Book, Column
from motcua.letters.book import PAGES, TEMPLATE, BookData
from motcua.letters.rendering import Letters

FORM = "Mẫu số 06, Thông tư 01/2018/TT-VPCP"
LONG = {
    "procedure": LONG_REQUEST,
    "paper": LONG_REQUEST,
    "applicant": LONG_SUBMITTER.dossier_of,
    "requester": LONG_SUBMITTER.dossier_of,
    "contact": f"{LONG_SUBMITTER.address}, {LONG_SUBMITTER.phone}",
    "agency": LONG_AGENCY,
    "handed_back": f"08:15 06/11/2017; giao: {LONG_NAME}; nhận: {LONG_SUBMITTER.name}",
    "signer": f"{LONG_NAME}, Phó Trưởng phòng Tư pháp",
}
SIZES = {"short": (BARE, 1), "usual": (HEAD, 30), "long": (LONG_HEAD, 30)}


def _cell(column: Column, number: int, size: str) -> str | int:
    if column.key == "line":
        return number
    if column.is_number:
        return 6_000 if column.is_money else 2
    if column.key == "code":
        return CODE
    return LONG.get(column.key, "17:00 09/11/2017") if size == "long" else NAME


def _book(book: Book, size: str, *, form: str = FORM) -> tuple[BookData, list[dict[str, Any]]]:
    head, count = SIZES[size]
    lines = [{column.key: _cell(column, number, size) for column in book.columns} for number in range(1, count + 1)]
    return BookData(
        letterhead=head,
        dated_at=AT,
        book=book,
        title=f"{book.title} năm 2019",
        below="Phòng Tư pháp, lĩnh vực Chứng thực" if book.is_register else f"Ký hiệu: {book.key}",
        form=form,
        unit="hồ sơ" if book.is_register else "số chứng thực",
        footer=f"{book.title} năm 2019 · {head.center}",
        closing=(f"Khóa sổ: sổ năm 2019 có tổng số {count} hồ sơ, từ số 1 đến số {count}.",),
        signs=(("NGƯỜI KHÓA SỔ", NAME), ("LÃNH ĐẠO CƠ QUAN", "")),
    ), lines


async def _set(letters: Letters, data: BookData, lines: list[dict[str, Any]], **place: Any) -> bytes:  # noqa: F811
    part = data.part(lines, **{"first_page": 1, "is_first": True, "is_last": True, **place})
    return await letters.render(TEMPLATE, part, dated_at=data.dated_at, is_book=True)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("book", [REGISTER, COPIES], ids=lambda book: book.slug)
async def test_a_book_fits_its_pages_and_adds_each_of_them_up(letters: Letters, book: Book, size: str) -> None:  # noqa: F811
    """TT 01/2018/TT-VPCP, Điều 10.1: Mẫu 06 on A4."""
    data, lines = _book(book, size)
    pdf = await _set(letters, data, lines)
    pages = pages_of(pdf)
    assert set(sizes_of(pdf)) == {(297.0, 210.0)}
    assert not overlapping(pdf)
    assert any(line.endswith(COUNTRY) for line in lines_of(pdf))
    assert [re.findall(r"Trang (\d+/\d+)", page) for page in pages] == [
        [f"{number}/{len(pages)}"] for number in range(1, len(pages) + 1)
    ]
    assert all(FORM in page for page in pages)
    totals = [re.search(r"Cộng trang này: (\d+) ([^;]+); (.*?)(?: Sổ|$)", page) for page in pages]
    counted = [int(found[1]) for found in totals if found is not None]
    assert sum(counted) == len(lines)
    if not book.is_register:
        said = [found[3] for found in totals if found is not None]
        money = f"{6 * counted[0]}.000"
        assert said[0].startswith(f"số bản sao đã chứng thực: {2 * counted[0]}; phí: {money} đồng")


async def test_the_parts_of_a_long_book_are_numbered_through_with_their_total(letters: Letters) -> None:  # noqa: F811
    data, lines = _book(REGISTER, "usual", form="")
    first = await _set(letters, data, lines, is_last=False)
    count, first = await letters.joined([first], data.title)
    last = await _set(letters, data, lines, first_page=count + 1, is_first=False)
    more, last = await letters.joined([last], data.title)
    feet = await letters.render(PAGES, {"pages": count + more}, dated_at=AT, is_book=True)
    whole = (await letters.joined([first, last], data.title, feet=feet))[1]
    assert [re.findall(r"Trang (\S+)", page) for page in pages_of(whole)] == [
        [f"{number}/{count + more}"] for number in range(1, count + more + 1)
    ]
    assert (await letters.joined([first, last], data.title, feet=feet))[1] == whole
    assert not overlapping(whole)
    assert "Trang" not in " ".join(pages_of(first)), "the control: a part does not know of how many"
