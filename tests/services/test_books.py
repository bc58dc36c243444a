"""The books: gapless under many hands, closed once and for all, the same numbers on the page, on paper and in Excel."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree

import pypdfium2
import pytest

from motcua.domain.books import CONTRACTS, COPIES, REGISTER, Volume
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting
from motcua.services import book_files, books
from motcua.store.engine import DB, transaction
from motcua.store.queries import books as stored
from motcua.store.queries.trail import load_events, verify_trail
from motcua.store.rows import value

NEW_YEARS_EVE = datetime(2017, 12, 31, 3, 0, tzinfo=UTC)
BOOK_2017 = Volume(COPIES, 2017)


async def _signed(desk: Any, **changes: Any) -> UUID:
    made = await desk.accept("thu-chung-thuc", fee_collected=True, **changes)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="grant", finding="Đúng bản chính")
    await desk.make("head", "sign", made.id, how="paper_only")
    found: UUID = made.id
    return found


def _sheet(content: bytes) -> list[list[str]]:
    """The cells of the one sheet, as the file says them."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{space}f")), "a formula"
    return [["".join(cell.itertext()) for cell in row.iter(f"{space}c")] for row in sheet.iter(f"{space}row")]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\u200b", "")


async def test_many_clerks_at_once_leave_no_gap_and_no_double(desk: Any) -> None:
    signed = [await _signed(desk) for _ in range(6)]
    async with transaction():
        before = (await stored.span_of(COPIES.key, 2017))["last"] or 0
    await asyncio.gather(*(desk.make("clerk", "number", each) for each in signed))
    async with transaction():
        found = await stored.book_entries(COPIES.key, 2017, before)
        last = await value("SELECT last FROM counter WHERE key = 'result/SCT/BS/2017'")
    assert [row["ordinal"] for row in found] == list(range(before + 1, before + 13))
    assert last == before + 12
    assert {row["id"] for row in found} == set(signed)
    page = await books.open_book(desk.office, desk.by("clerk"), BOOK_2017, str(before))
    first, second = page.lines[0].cells, page.lines[1].cells
    assert (first["paper"], second["paper"]) == ("Bằng", "Học bạ")
    assert (first["fee"], second["fee"]) == (6_000, 0)
    assert first["signer"] == "Bà head, Cán bộ"
    assert first["requester"] == "Nguyễn Văn An"


async def test_a_number_given_back_leaves_no_entry(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = await _signed(desk)
    async with transaction():
        before = (await stored.span_of(COPIES.key, 2017))["last"] or 0

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr("motcua.services.records.save", broken)
        with pytest.raises(RuntimeError):
            await desk.make("clerk", "number", signed)
    await desk.make("clerk", "number", signed)
    async with transaction():
        assert [row["ordinal"] for row in await stored.entries_of(signed)] == [before + 1, before + 2]


async def test_the_page_the_paper_and_the_spreadsheet_have_the_same_numbers(desk: Any) -> None:
    for _ in range(2):
        await desk.make("clerk", "number", await _signed(desk))
    acting = desk.by("clerk")
    page = await books.open_book(desk.office, acting, BOOK_2017)
    numbers = [str(line.cells["line"]) for line in page.lines]
    sheet = _sheet(await book_files.made_at_once(desk.office, acting, BOOK_2017, "xlsx"))
    rows = sheet[3 : 3 + len(numbers)]
    assert sheet[2] == [column.heading for column in COPIES.columns]
    assert [row[0] for row in rows] == numbers
    assert [row[3] for row in rows] == [line.cells["paper"] for line in page.lines]
    assert sum(int(row[6]) for row in rows) == sum(int(line.cells["fee"]) for line in page.lines)
    text = _text(await book_files.made_at_once(desk.office, acting, BOOK_2017, "pdf"))
    assert "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH" in text
    assert f"{len(numbers)} số chứng thực. Sổ chưa khóa." in text
    assert text.count("Nguyễn Văn An") == len(numbers)
    assert page.total == len(numbers)


async def test_an_excerpt_has_the_numbers_of_one_dossier(desk: Any) -> None:
    signed = await _signed(desk)
    with pytest.raises(Conflict, match="không có số nào"):
        await book_files.printed_excerpt(desk.office, desk.by("clerk"), signed)
    await desk.make("clerk", "number", signed)
    text = _text(await book_files.printed_excerpt(desk.office, desk.by("clerk"), signed))
    assert "TRÍCH SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH" in text
    assert "gồm 2 số" in text
    with pytest.raises(NotAllowed):
        await book_files.printed_excerpt(desk.office, desk.by("stranger"), signed)


async def test_what_a_name_begins_with_stays_text_in_the_spreadsheet(desk: Any) -> None:
    hostile = {**desk.intake("thu-kinh-doanh").applicant, "applicant.address": ["=cmd|'/c calc'!A1"]}
    await desk.accept("thu-kinh-doanh", applicant=hostile)
    sheet = _sheet(await book_files.made_at_once(desk.office, desk.by("director"), Volume(REGISTER, 2017), "xlsx"))
    assert any("=cmd|'/c calc'!A1, 0912345678" in row for row in sheet)


async def test_the_register_goes_by_the_code_and_each_agency_s_part_by_itself(desk: Any) -> None:
    for key in ("thu-kinh-doanh", "thu-chung-thuc", "thu-kinh-doanh"):
        await desk.accept(key)
    director = desk.by("director")
    whole = await books.open_book(desk.office, director, Volume(REGISTER, 2017))
    codes = [str(line.cells["code"])[-11:] for line in whole.lines]
    assert codes == sorted(codes)
    assert [line.cells["line"] for line in whole.lines] == list(range(1, len(codes) + 1))
    after = codes[1]
    rest = await books.open_book(desk.office, director, Volume(REGISTER, 2017), after)
    assert [line.cells["line"] for line in rest.lines] == list(range(3, len(codes) + 1))[:50]
    part = await books.open_book(desk.office, director, Volume(REGISTER, 2017, "tu_phap"))
    assert [line.cells["line"] for line in part.lines] == list(range(1, part.total + 1))
    assert 0 < part.total < whole.total
    assert (await books.open_book(desk.office, director, Volume(REGISTER, 2016))).lines == ()
    with pytest.raises(NotHere):
        await books.open_book(desk.office, director, Volume(REGISTER, 2017), "' OR true --")
    text = _text(await book_files.made_at_once(desk.office, director, Volume(REGISTER, 2017, "tu_phap"), "pdf"))
    assert "Mẫu số 06" in text
    assert f"{part.total} hồ sơ" in text


async def test_only_who_keeps_a_book_reads_it(desk: Any) -> None:
    head = desk.by("head")
    assert (await books.open_book(desk.office, head, BOOK_2017)).volume == BOOK_2017
    await books.open_book(desk.office, head, Volume(REGISTER, 2017, "tu_phap"))
    with pytest.raises(NotAllowed):
        await books.open_book(desk.office, head, Volume(REGISTER, 2017))
    with pytest.raises(NotAllowed):
        await books.open_book(desk.office, head, Volume(REGISTER, 2017, "tai_chinh_ke_hoach"))
    with pytest.raises(NotAllowed):  # no procedure of this center numbers in it
        await books.open_book(desk.office, head, Volume(CONTRACTS, 2017))
    elsewhere = Acting(replace(head.staff, agency="noi_vu"), head.at)
    for who in (desk.by("officer"), desk.by("reception"), elsewhere):
        with pytest.raises(NotAllowed):
            await books.open_book(desk.office, who, BOOK_2017)


async def test_a_long_file_is_made_by_the_worker_and_is_its_asker_s_alone(desk: Any) -> None:
    await desk.make("clerk", "number", await _signed(desk))
    clerk, key = desk.by("clerk"), uuid4()
    for _ in range(2):  # sent twice, asked once
        await book_files.ask_for(desk.office, clerk, BOOK_2017, "xlsx", key)
    (waiting,) = await book_files.exports(clerk)
    assert (waiting.state, waiting.percent) == ("waiting", 0)
    with pytest.raises(NotHere):
        await book_files.open_export(desk.office, clerk, waiting.id)
    for _ in range(2):
        await book_files.make_book_file(desk.office, {"export": str(waiting.id)})
    (ready,) = await book_files.exports(clerk)
    assert (ready.state, ready.percent) == ("ready", 100)
    name, _, pieces = await book_files.open_export(desk.office, clerk, ready.id)
    content = b"".join([piece async for piece in pieces])
    assert name == "sct-bs-2017.xlsx"
    assert len(_sheet(content)) == 3 + ready.total + 1
    with pytest.raises(NotHere):
        await book_files.open_export(desk.office, desk.by("director"), ready.id)


async def test_a_long_book_is_refused_at_once_and_its_pages_are_numbered_on(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await desk.make("clerk", "number", await _signed(desk))
    clerk = desk.by("clerk")
    monkeypatch.setattr(books, "AT_ONCE", 2)
    pdf = await book_files.made_at_once(desk.office, clerk, BOOK_2017, "pdf")
    pages = len(pypdfium2.PdfDocument(pdf))
    assert pages > 2
    assert re.findall(r"Trang (\d+)", _text(pdf)) == [str(page) for page in range(1, pages + 1)]
    assert _text(pdf).count("Độc lập - Tự do - Hạnh phúc") == 1
    monkeypatch.setattr(book_files, "AT_ONCE", 2)
    with pytest.raises(Conflict, match="Lập tệp"):
        await book_files.made_at_once(desk.office, clerk, BOOK_2017, "pdf")


async def test_a_year_is_closed_once_at_its_end_and_gives_no_number_after(desk: Any) -> None:
    await desk.make("clerk", "number", await _signed(desk))
    late, one_more = await _signed(desk), await _signed(desk)
    clerk = Acting(desk.crew.clerk, NEW_YEARS_EVE)
    with pytest.raises(Conflict, match="31/12/2017"):
        await books.close_book(desk.office, desk.by("clerk"), BOOK_2017, uuid4())
    for who in ("officer", "director"):
        with pytest.raises(NotAllowed):
            await books.close_book(desk.office, Acting(getattr(desk.crew, who), NEW_YEARS_EVE), BOOK_2017, uuid4())
    key = uuid4()
    closed, _ = await asyncio.gather(
        books.close_book(desk.office, clerk, BOOK_2017, key),
        asyncio.gather(
            *(desk.make("clerk", "number", each, NEW_YEARS_EVE) for each in (late, one_more)), return_exceptions=True
        ),
    )
    async with transaction():
        span = await stored.span_of(COPIES.key, 2017)
    assert (closed.first, closed.last, closed.entries) == (1, span["last"], span["entries"])
    assert closed.entries == closed.last
    assert await books.close_book(desk.office, clerk, BOOK_2017, key) == closed  # sent twice
    with pytest.raises(Conflict, match="đã khóa"):
        await books.close_book(desk.office, clerk, BOOK_2017, uuid4())
    after = await _signed(desk)
    with pytest.raises(Conflict, match="đã khóa, không cho số"):
        await desk.make("clerk", "number", after, NEW_YEARS_EVE)
    new_year = datetime(2018, 1, 2, 3, 0, tzinfo=UTC)
    await desk.make("clerk", "number", after, new_year)
    assert (await desk.seen(after)).dossier["result_number"] == "1–2/SCT/BS"
    text = _text(await book_files.made_at_once(desk.office, clerk, BOOK_2017, "pdf"))
    assert f"tổng số {closed.entries} số chứng thực, từ số 1 đến số {closed.last}" in " ".join(text.split())
    assert "Bà clerk, Cán bộ" in text
    async with transaction():
        events = await load_events(span["dossier_id"])
        assert events[-1]["kind"] == "close_book"
        assert events[-1]["data"]["entries"] == closed.entries
        assert (await verify_trail()).faults == ()


async def test_without_the_lock_of_the_counter_a_closing_would_miss_a_number(desk: Any) -> None:
    """The negative control: a counter ahead of its entries is not closed over."""
    await desk.make("clerk", "number", await _signed(desk), datetime(2019, 1, 3, 3, 0, tzinfo=UTC))
    async with transaction():
        await DB.fetch("UPDATE counter SET last = last + 1 WHERE key = 'result/SCT/BS/2019'")
    clerk = Acting(desk.crew.clerk, datetime(2020, 1, 2, 3, 0, tzinfo=UTC))
    with pytest.raises(Conflict, match="không khớp"):
        await books.close_book(desk.office, clerk, Volume(COPIES, 2019), uuid4())
