"""The books: gapless under many hands, closed once and for all, the same numbers on the page, on paper and in Excel."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree

import pypdfium2
import pytest

from motcua.domain.books import CONTRACTS, COPIES, REGISTER, Volume
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Unavailable
from motcua.domain.people import Acting
from motcua.services.books import closing
from motcua.services.books import shown as books
from motcua.services.books.closed import kept_lines
from motcua.services.books.files import BookFile
from motcua.services.files import made as made_files
from motcua.services.letters.issuing import Printed, issue, preview, reprint
from motcua.store.engine import DB, transaction
from motcua.store.queries import books as stored
from motcua.store.queries import letters
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
        patched.setattr("motcua.services.dossiers.records.save", broken)
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
    sheet = _sheet(await made_files.made_at_once(desk.office, acting, BookFile(BOOK_2017), "xlsx"))
    rows = sheet[3 : 3 + len(numbers)]
    assert sheet[2] == [column.heading for column in COPIES.columns]
    assert [row[0] for row in rows] == numbers
    assert [row[3] for row in rows] == [line.cells["paper"] for line in page.lines]
    assert sum(int(row[6]) for row in rows) == sum(int(line.cells["fee"]) for line in page.lines)
    text = _text(await made_files.made_at_once(desk.office, acting, BookFile(BOOK_2017), "pdf"))
    assert "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH" in text
    assert f"{len(numbers)} số chứng thực. Sổ chưa khóa." in text
    assert text.count("Nguyễn Văn An") == len(numbers)
    assert page.total == len(numbers)


async def _excerpt(desk: Any, who: str, dossier_id: UUID, at: datetime | None = None) -> Printed:
    seen = (await desk.seen(dossier_id)).value.version
    return await issue(desk.office, desk.by(who, at), dossier_id, "trich-sao-so", seen, {}, uuid4())


async def test_an_excerpt_is_a_letter_with_a_number_and_has_the_numbers_of_one_dossier(desk: Any) -> None:
    signed = await _signed(desk)
    with pytest.raises(Conflict, match="không có số nào"):
        await _excerpt(desk, "clerk", signed)
    await desk.make("clerk", "number", signed)
    made = await _excerpt(desk, "clerk", signed)
    text = _text(made.content)
    assert "TRÍCH SAO SỔ CHỨNG THỰC" in text
    assert "/TSSCT" in text
    assert "2 số chứng thực, trích sao đúng theo sổ" in text
    async with transaction():
        assert (await load_events(signed))[-1]["data"]["letter"] == "Trích sao sổ chứng thực"
    with pytest.raises(NotAllowed):
        await _excerpt(desk, "stranger", signed)
    with pytest.raises(NotAllowed):
        await _excerpt(desk, "reception", signed)
    with pytest.raises(Conflict, match="in lại, có nêu lý do"):
        await _excerpt(desk, "clerk", signed)
    async with transaction():
        (kept,) = await letters.letters_of_dossier(signed)
    again = await reprint(desk.office, desk.by("clerk"), signed, kept["id"], "Người dân xin thêm một bản", uuid4())
    assert again.content == made.content


async def test_what_a_name_begins_with_stays_text_in_the_spreadsheet(desk: Any) -> None:
    hostile = {**desk.intake("thu-kinh-doanh").applicant, "applicant.address": ["=cmd|'/c calc'!A1"]}
    await desk.accept("thu-kinh-doanh", applicant=hostile)
    sheet = _sheet(
        await made_files.made_at_once(desk.office, desk.by("director"), BookFile(Volume(REGISTER, 2017)), "xlsx")
    )
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
    text = _text(
        await made_files.made_at_once(desk.office, director, BookFile(Volume(REGISTER, 2017, "tu_phap")), "pdf")
    )
    assert "Mẫu số" not in text, "no text of 2017 has a form that somebody has read"
    assert f"{part.total} hồ sơ" in text
    assert "Trang 1/1" in text


async def test_the_register_by_sector_and_the_excel_of_it_say_what_the_page_says(desk: Any) -> None:
    for key in ("thu-kinh-doanh", "thu-chung-thuc"):
        await desk.accept(key)
    director, (sector, *_) = desk.by("director"), books.sectors_of(desk.office, ["tu_phap"])
    part = books.volume_of(desk.office, REGISTER, 2017, None, sector)
    page = await books.open_book(desk.office, director, part)
    assert {line.cells["agency"] for line in page.lines} == {"Phòng Tư pháp"}
    assert [line.cells["line"] for line in page.lines] == list(range(1, page.total + 1))
    sheet = _sheet(await made_files.made_at_once(desk.office, director, BookFile(part), "xlsx"))
    said = [[str(line.cells[column.key]) for column in REGISTER.columns] for line in page.lines]
    assert sheet[3 : 3 + page.total] == said
    assert f"Sổ theo dõi hồ sơ năm 2017, lĩnh vực {sector}" in sheet[0]
    with pytest.raises(NotHere):
        books.volume_of(desk.office, REGISTER, 2017, None, "' OR true --")
    with pytest.raises(NotAllowed):
        await books.open_book(desk.office, desk.by("head"), part)


def test_the_register_s_form_is_that_of_the_text_in_force() -> None:
    """TT 01/2018/TT-VPCP has it as form 06, TT 03/2025/TT-VPCP as 07; of earlier ones nothing is claimed."""
    today = date(2026, 3, 1)
    assert Volume(REGISTER, 2017).form_on(today) == ""
    assert Volume(REGISTER, 2020).form_on(today) == "Mẫu số 06, Thông tư 01/2018/TT-VPCP"
    assert Volume(REGISTER, 2026).form_on(today) == "Mẫu số 07, Thông tư 03/2025/TT-VPCP"
    assert Volume(COPIES, 2026).form_on(today) == ""
    assert not COPIES.is_confirmed


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
        await made_files.ask_for(desk.office, clerk, BookFile(BOOK_2017), "xlsx", key)
    (waiting,) = await made_files.exports(clerk)
    assert (waiting.state, waiting.percent) == ("waiting", 0)
    with pytest.raises(NotHere):
        await made_files.open_export(desk.office, clerk, waiting.id)
    for _ in range(2):
        await made_files.make_file(desk.office, {"export": str(waiting.id)})
    (ready,) = await made_files.exports(clerk)
    assert (ready.state, ready.percent) == ("ready", 100)
    name, _, pieces = await made_files.open_export(desk.office, clerk, ready.id)
    content = b"".join([piece async for piece in pieces])
    assert name == "sct-bs-2017.xlsx"
    assert len(_sheet(content)) == 3 + ready.total + 1
    with pytest.raises(NotHere):
        await made_files.open_export(desk.office, desk.by("director"), ready.id)


async def test_a_long_book_is_refused_at_once_and_its_pages_are_numbered_on(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await desk.make("clerk", "number", await _signed(desk))
    clerk = desk.by("clerk")
    monkeypatch.setattr(books, "AT_ONCE", 2)
    pdf = await made_files.made_at_once(desk.office, clerk, BookFile(BOOK_2017), "pdf")
    pages = len(pypdfium2.PdfDocument(pdf))
    assert pages > 2
    assert re.findall(r"Trang (\d+/\d+)", _text(pdf)) == [f"{page}/{pages}" for page in range(1, pages + 1)]
    assert _text(pdf).count("Độc lập - Tự do - Hạnh phúc") == 1
    monkeypatch.setattr(made_files, "AT_ONCE", 2)
    with pytest.raises(Conflict, match="Lập tệp"):
        await made_files.made_at_once(desk.office, clerk, BookFile(BOOK_2017), "pdf")


async def test_a_year_is_closed_once_at_its_end_and_gives_no_number_after(desk: Any) -> None:
    await desk.make("clerk", "number", await _signed(desk))
    late, one_more = await _signed(desk), await _signed(desk)
    clerk = Acting(desk.crew.clerk, NEW_YEARS_EVE)
    with pytest.raises(Conflict, match="31/12/2017"):
        await closing.close_book(desk.office, desk.by("clerk"), BOOK_2017, uuid4())
    for who in ("officer", "director"):
        with pytest.raises(NotAllowed):
            await closing.close_book(desk.office, Acting(getattr(desk.crew, who), NEW_YEARS_EVE), BOOK_2017, uuid4())
    key = uuid4()
    closed, _ = await asyncio.gather(
        closing.close_book(desk.office, clerk, BOOK_2017, key),
        asyncio.gather(
            *(desk.make("clerk", "number", each, NEW_YEARS_EVE) for each in (late, one_more)), return_exceptions=True
        ),
    )
    async with transaction():
        span = await stored.span_of(COPIES.key, 2017)
    assert (closed.first, closed.last, closed.entries) == (1, span["last"], span["entries"])
    assert closed.entries == closed.last
    assert await closing.close_book(desk.office, clerk, BOOK_2017, key) == closed  # sent twice
    with pytest.raises(Conflict, match="đã khóa"):
        await closing.close_book(desk.office, clerk, BOOK_2017, uuid4())
    after = await _signed(desk)
    with pytest.raises(Conflict, match="đã khóa, không cho số"):
        await desk.make("clerk", "number", after, NEW_YEARS_EVE)
    new_year = datetime(2018, 1, 2, 3, 0, tzinfo=UTC)
    await desk.make("clerk", "number", after, new_year)
    assert (await desk.seen(after)).dossier["result_number"] == "1–2/SCT/BS"
    text = _text(await made_files.made_at_once(desk.office, clerk, BookFile(BOOK_2017), "pdf"))
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
        await closing.close_book(desk.office, clerk, Volume(COPIES, 2019), uuid4())


REGISTER_2017 = Volume(REGISTER, 2017)
NEW_YEAR = datetime(2018, 1, 3, 3, 0, tzinfo=UTC)


async def test_a_closed_register_says_for_ever_what_it_said(desk: Any) -> None:
    """TT 01/2018/TT-VPCP, Điều 10.2: by the year, from 01, without a gap."""
    made = await desk.accept("thu-kinh-doanh")
    with pytest.raises(Conflict, match="01/01/2018"):
        await closing.close_book(desk.office, Acting(desk.crew.clerk, NEW_YEARS_EVE), REGISTER_2017, uuid4())
    with pytest.raises(NotAllowed):
        await closing.close_book(desk.office, Acting(desk.crew.head, NEW_YEAR), REGISTER_2017, uuid4())
    director = Acting(desk.crew.director, NEW_YEAR)
    before = await books.open_book(desk.office, director, REGISTER_2017)
    closed = await closing.close_book(desk.office, director, REGISTER_2017, uuid4())
    assert (closed.first, closed.last, closed.entries) == (1, before.total, before.total)
    assert closed.unfinished > 0
    sheet = await made_files.made_at_once(desk.office, director, BookFile(REGISTER_2017), "xlsx")
    pdf = _text(await made_files.made_at_once(desk.office, director, BookFile(REGISTER_2017), "pdf"))
    await desk.make("reception", "hand_over", made.id, NEW_YEAR)
    async with transaction():
        await DB.fetch("UPDATE applicant SET name = 'Tên khác' WHERE id IN (SELECT applicant_id FROM dossier)")
    assert (await books.open_book(desk.office, director, REGISTER_2017)).lines == before.lines
    assert _sheet(await made_files.made_at_once(desk.office, director, BookFile(REGISTER_2017), "xlsx")) == _sheet(
        sheet
    )
    assert _text(await made_files.made_at_once(desk.office, director, BookFile(REGISTER_2017), "pdf")) == pdf
    assert "Tên khác" not in pdf
    part = await books.open_book(desk.office, director, Volume(REGISTER, 2017, "tai_chinh_ke_hoach"))
    assert [line.cells["line"] for line in part.lines] == list(range(1, part.total + 1))
    assert made.id in {line.dossier_id for line in part.lines}
    with pytest.raises(Conflict, match="đã khóa"):
        await desk.accept("thu-kinh-doanh")


async def test_a_line_taken_out_of_a_closed_book_stops_its_print(desk: Any) -> None:
    """The negative control of the freezing: what the store holds must be what was closed."""
    director = Acting(desk.crew.director, NEW_YEAR)
    async with transaction():
        found = await stored.closing_of(REGISTER.key, 2017)
        assert found is not None
        (row, *_) = await stored.closed_lines(REGISTER.key, 2017, stored.WHOLE, "")
        assert "Nguyễn" not in row["cells"], "sealed"
    with pytest.MonkeyPatch.context() as patched:

        async def fewer(*args: Any) -> Any:
            return (await kept_lines(*args))[1:]

        patched.setattr(books, "kept_lines", fewer)
        with pytest.raises(Unavailable, match="không còn nguyên vẹn"):
            await made_files.made_at_once(desk.office, director, BookFile(REGISTER_2017), "pdf")


async def test_an_excerpt_of_a_closed_year_says_what_the_book_says(desk: Any) -> None:
    """The names were changed after the closing, as the test above did; the book's lines were not."""
    async with transaction():
        (row, *_) = await stored.closed_lines(COPIES.key, 2017, stored.WHOLE, "")
    made = await preview(desk.office, desk.by("clerk"), row["dossier_id"], "trich-sao-so", {})
    text = _text(made.content)
    assert "Tên khác" in text
    assert "Nguyễn Văn An" in text
