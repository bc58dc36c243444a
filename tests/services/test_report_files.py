"""Files of reports and of the dossiers behind their numbers: the numbers of the page, made at once or by the worker."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pypdfium2
import pytest
from tests.services.oversight_oracle import trails
from tests.services.test_sums import live

from motcua.centers import here
from motcua.domain.books import REGISTER, Volume
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, day_period, period_in, period_of
from motcua.services.books import shown as books
from motcua.services.books.files import BookFile, volume_in
from motcua.services.files import made as made_files
from motcua.services.files.kinds import Source, nobody
from motcua.services.files.workbooks import csv_text
from motcua.services.oversight import listed, reporting
from motcua.services.oversight.forms import BY_AGENCY, BY_PROCEDURE, FORMS, MEETING_PARTS, Asked
from motcua.services.oversight.report_files import ListFile, MeetingFile, ReportFile, source_in
from motcua.store.engine import transaction
from motcua.store.queries import books as stored
from motcua.store.rows import rows, run

LATER = datetime(2018, 9, 3, 3, 0, tzinfo=UTC)
YEAR = period_of(Kind.YEAR, 2017, 1)
QUARTER = period_of(Kind.QUARTER, 2017, 4)
OF_YEAR = Asked(FORMS["06a"], YEAR, BY_PROCEDURE)
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
async def lived(desk: Any) -> Any:
    if not await trails():
        await live(desk, 33, 12)
    return desk


def director(desk: Any) -> Acting:
    return Acting(desk.crew.director, LATER)


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def read_sheet(body: bytes) -> list[list[str]]:
    """The cells of the first sheet, by the shared strings where there are some."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{SPACE}f")), "a formula"
    return [["".join(cell.itertext()) for cell in row.iter(f"{SPACE}c")] for row in sheet.iter(f"{SPACE}row")]


async def made_by_the_worker(desk: Any, source: Source, format: str) -> bytes:
    who = director(desk)
    await made_files.ask_for(desk.office, who, source, format, uuid4())
    waiting = next(each for each in await made_files.exports(who) if each.state == "waiting")
    await made_files.make_file(desk.office, {"export": str(waiting.id)})
    ready = next(each for each in await made_files.exports(who) if each.id == waiting.id)
    assert (ready.state, ready.percent) == ("ready", 100)
    name, _, pieces = await made_files.open_export(desk.office, who, ready.id)
    assert name == source.name(format)
    return b"".join([piece async for piece in pieces])


async def test_the_list_behind_a_number_has_exactly_as_many_lines_in_every_file(
    lived: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "AT_ONCE", 3)  # so that a list has several pieces
    table = (await reporting.report(lived.office, director(lived), OF_YEAR)).table
    assert table.total is not None
    assert table.total.numbers["tiep-nhan"] > 6
    for column in ("tiep-nhan", "da-giai-quyet", "dang-giai-quyet"):
        for line in (table.total, *table.lines):
            source = ListFile(OF_YEAR, column, line.key)
            told: list[int] = []

            async def tell(done: int, told: list[int] = told) -> None:
                told.append(done)

            n = line.numbers[column]
            plain = read_csv(await source.make(lived.office, director(lived), "csv", tell))
            assert [each[0] for each in plain[1:]] == [str(place) for place in range(1, n + 1)], (column, line.label)
            assert told == sorted(told)
            assert (told or [0])[-1] == n
    sheet = read_sheet(await made_by_the_worker(lived, ListFile(OF_YEAR, "tiep-nhan", ""), "xlsx"))
    assert len(sheet) == 5 + table.total.numbers["tiep-nhan"]
    codes = {line[1] for line in sheet[5:]}
    async with transaction():
        assert codes == {each["code"] for each in await rows("SELECT code FROM dossier WHERE code IS NOT NULL")}


async def test_a_column_of_points_says_how_much_each_dossier_has_of_them(lived: Any) -> None:
    asked = Asked(FORMS["danh-gia"], YEAR, BY_AGENCY)
    table = (await reporting.report(lived.office, director(lived), asked)).table
    assert table.total is not None
    plain = read_csv(await ListFile(asked, "mat-thoi-gian", "").make(lived.office, director(lived), "csv", nobody))
    assert plain[0][-1] == "Số điểm"
    assert sum(int(line[-1]) for line in plain[1:]) == table.total.numbers["mat-thoi-gian"] > 0


async def test_a_long_report_is_made_by_the_worker_with_the_numbers_of_the_page(lived: Any) -> None:
    who = director(lived)
    table = (await reporting.report(lived.office, who, OF_YEAR)).table
    assert table.total is not None
    wanted = [str(table.total.numbers[column.key]) for column in table.columns]
    with pytest.raises(Conflict, match="Lập tệp"):
        await made_files.made_at_once(lived.office, who, ReportFile(OF_YEAR), "csv", most=1)
    plain = read_csv(await made_by_the_worker(lived, ReportFile(OF_YEAR), "csv"))
    assert next(line for line in plain if line[:1] == ["Tổng số"])[1:] == wanted
    sheet = read_sheet(await made_by_the_worker(lived, ReportFile(OF_YEAR), "xlsx"))
    assert wanted in [line[1:] for line in sheet]
    pdf = pypdfium2.PdfDocument(await made_by_the_worker(lived, ReportFile(OF_YEAR), "pdf"))
    assert "MẪU 06A" in "".join(page.get_textpage().get_text_range() for page in pdf)


async def test_the_meetings_with_every_agency_come_as_one_file_each_with_its_own_paper(lived: Any) -> None:
    agencies = sorted(here().agencies)
    source = MeetingFile(QUARTER)
    assert await source.count(lived.office, director(lived)) == len(agencies) * len(MEETING_PARTS) > 40
    told: list[int] = []

    async def tell(done: int) -> None:
        told.append(done)

    plain = read_csv(await source.make(lived.office, director(lived), "csv", tell))
    assert told[-1] == len(agencies) * len(MEETING_PARTS)
    assert len(told) == len(agencies)
    assert sum(1 for line in plain if line and line[0].startswith("Mẫu 06a. ")) == len(agencies)
    one = MeetingFile(QUARTER, "tu_phap")
    alone = pypdfium2.PdfDocument(await one.make(lived.office, director(lived), "pdf", tell))
    whole = pypdfium2.PdfDocument(await source.make(lived.office, director(lived), "pdf", tell))
    assert len(whole) >= len(alone) + 4 * (len(agencies) - 1)
    texts = [page.get_textpage().get_text_range() for page in whole]
    assert sum("Độc lập - Tự do - Hạnh phúc" in text for text in texts) == len(agencies)


async def test_a_head_has_files_of_their_own_agency_alone(lived: Any) -> None:
    head = Acting(lived.crew.head, LATER)
    own = Asked(FORMS["06a"], YEAR, BY_AGENCY, "tu_phap")
    await made_files.made_at_once(lived.office, head, ListFile(own, "tiep-nhan", ""), "csv")
    for source in (
        ReportFile(OF_YEAR), MeetingFile(QUARTER), ListFile(OF_YEAR, "tiep-nhan", ""),
        ListFile(replace(own, agency="tai_chinh_ke_hoach"), "tiep-nhan", ""),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            await made_files.ask_for(lived.office, head, source, "csv", uuid4())
    with pytest.raises(NotHere):
        await made_files.made_at_once(lived.office, head, ListFile(own, "tiep-nhan", ""), "pdf")
    with pytest.raises(NotHere):
        await made_files.made_at_once(lived.office, head, ListFile(own, "khong-co", ""), "csv")


async def test_who_may_no_longer_read_a_report_gets_no_file_of_it(lived: Any) -> None:
    """Neither from the worker, nor one that was made before."""
    who = director(lived)
    await made_files.ask_for(lived.office, who, ReportFile(OF_YEAR), "csv", uuid4())
    waiting = next(each for each in await made_files.exports(who) if each.state == "waiting")
    async with transaction():
        roles = await rows("SELECT roles FROM staff WHERE id = $1", who.staff.id)
        await run("UPDATE staff SET roles = ARRAY['reception'] WHERE id = $1", who.staff.id)
    try:
        with pytest.raises(NotAllowed):
            await made_files.make_file(lived.office, {"export": str(waiting.id)})
    finally:
        async with transaction():
            await run("UPDATE staff SET roles = $2 WHERE id = $1", who.staff.id, list(roles[0]["roles"]))
    assert next(each for each in await made_files.exports(who) if each.id == waiting.id).state == "failed"
    await made_files.make_file(lived.office, {"export": str(waiting.id)})  # back in office
    less = Acting(replace(who.staff, roles=frozenset()), LATER)
    with pytest.raises(NotAllowed):
        await made_files.open_export(lived.office, less, waiting.id)


def test_what_was_asked_for_is_read_back_as_it_was_kept() -> None:
    volume = Volume(REGISTER, 2018, "tu_phap", None, period_of(Kind.QUARTER, 2018, 1, cutoff_day=15))
    assert volume_in(BookFile(volume).kept) == volume
    day = day_period(datetime(2017, 11, 9, tzinfo=UTC).date())
    assert period_in(day.text) == day
    for source in (
        ReportFile(OF_YEAR), ReportFile(replace(OF_YEAR, agency="tu_phap", period=day)), MeetingFile(QUARTER),
        MeetingFile(QUARTER, "tu_phap"), ListFile(OF_YEAR, "tiep-nhan", ""), ListFile(OF_YEAR, "qua-han", "mot-dong"),
    ):  # fmt: skip
        assert source_in(source.kept["asked"]) == source


async def test_the_register_of_a_period_is_the_dossiers_of_its_days_whatever_the_year(lived: Any) -> None:
    """A quarter that begins on the 15th of December has lines of two years, numbered through."""
    async with transaction():
        codes = [
            each["code"]
            for each in await rows("SELECT code FROM dossier WHERE code IS NOT NULL ORDER BY right(code, 11)")
        ]
    assert len(codes) > 6
    for period in (
        day_period(datetime(2017, 11, 9, tzinfo=UTC).date()), period_of(Kind.MONTH, 2017, 11),
        period_of(Kind.QUARTER, 2018, 1, cutoff_day=15), period_of(Kind.YEAR, 2018, 1, cutoff_day=9), YEAR,
    ):  # fmt: skip
        volume = Volume(REGISTER, period.year, period=period)
        first, before = f"{period.since:%y%m%d}", f"{period.before:%y%m%d}"
        wanted = [code for code in codes if first <= code[-11:] < before]
        found: list[Any] = []
        after = ""
        while True:
            async with transaction():
                lines, after = await books.lines_of(lived.office, volume, after, 2)
            found += lines
            if not after:
                break
        assert [line.cells["code"] for line in found] == wanted, period.title
        assert [line.cells["line"] for line in found] == list(range(1, len(wanted) + 1))
        async with transaction():
            assert await books.count_lines(lived.office, volume) == len(wanted)
        plain = read_csv(await made_files.made_at_once(lived.office, director(lived), BookFile(volume), "csv"))
        assert [line[1] for line in plain[1:]] == wanted


async def test_without_the_bounds_of_its_days_a_part_would_be_the_whole_year(
    lived: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    volume = Volume(REGISTER, 2017, period=day_period(datetime(2017, 11, 9, tzinfo=UTC).date()))
    async with transaction():
        part = await books.count_lines(lived.office, volume)
    monkeypatch.setattr(stored.Part, "lines", lambda self, year: (f"{year % 100:02d}", f"{year % 100:02d}~"))
    async with transaction():
        assert await books.count_lines(lived.office, volume) > part


def test_no_text_of_a_report_runs_as_a_formula() -> None:
    body = csv_text([["=1+1", " @x", "+84", "hộ", 5]])
    assert body == "'=1+1;' @x;'+84;hộ;5\r\n"
