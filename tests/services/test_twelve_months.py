"""Twelve months at three centers: every figure of every month a slow recount, every cell its dossiers, the workbook
opened again the same numbers, and the province the sum of its centers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from tests.services.conftest import Desk_, crew_of
from tests.services.oversight_oracle import slow_acts, slow_stands, trails
from tests.services.test_sums import live

from motcua.centers import Center, Centers, entered
from motcua.centers.province import province_office
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, Period, period_of
from motcua.services.bench.loading import spread
from motcua.services.office import Office
from motcua.services.oversight import files, reporting
from motcua.services.oversight import recount as proving
from motcua.services.oversight.behind import behind
from motcua.services.oversight.forms import BY_AGENCY, BY_OFFICER, BY_PROCEDURE, BY_SECTOR, FORMS, Asked
from motcua.services.oversight.reporting import Report
from motcua.services.oversight.saying import say_sums
from motcua.services.province.reports import BY_CENTER, province_report
from motcua.store.engine import transaction
from motcua.store.migrate import migrate_center
from motcua.store.province import migrate_province
from motcua.store.rows import rows
from motcua.testing import publish

KEYS = ("mot-nam", "hai-nam", "ba-nam")
NOW = datetime(2018, 9, 3, 3, 0, tzinfo=UTC)
A_WEEK = 8
MONTHS = [period_of(Kind.MONTH, year, number) for year, number in
          [(2016, 12), *((2017, number) for number in range(1, 13))]]  # fmt: skip
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Year:
    """Three centers with a year behind them, and the director of each."""

    office: Office
    province: Center
    directors: dict[str, Acting]


@pytest.fixture(scope="module")
async def year(
    office: Office, two_centers: Centers, owner: Any, cleared: None, make_staff: Callable[..., Awaitable[Any]]
) -> Year:
    made: dict[str, Center] = {}
    for number, key in enumerate(KEYS):
        # Codes differ, since a secret belongs to one code.
        unit = f"000.00.{chr(65 + number)}N.H05"
        made[key] = replace(two_centers["que-vo"], key=key, unit_code=unit, short_name=f"Thử {number}")
        await migrate_center(owner, made[key])
    here = replace(office, centers=Centers(two_centers.province, made))
    directors = {}
    for number, (key, center) in enumerate(made.items()):
        await publish(here, center, datetime(2017, 11, 8, 1, 0, tzinfo=UTC))
        with entered(center):
            crew = await crew_of(make_staff)
            desk = Desk_(here, crew)
            await live(desk, 40 + number, 10)
            async with transaction():
                there = len(await rows("SELECT id FROM dossier"))
        await spread(here, center, NOW, there + 48 * A_WEEK, a_week=A_WEEK)
        directors[key] = Acting(crew.director, NOW)
    province = province_office(here.centers)
    await migrate_province(owner, province)
    for center in made.values():
        with entered(center):
            await say_sums()
    return Year(here, province, directors)


async def test_at_every_center_the_sums_are_the_recount(year: Year) -> None:
    for key, center in year.office.centers.items():
        with entered(center):
            seen = await proving.recount()
        assert seen.is_equal, (key, list(seen.sentences())[:5])
        assert seen.dossiers > 48 * A_WEEK


async def test_every_month_of_every_center_is_a_slow_recount(year: Year) -> None:
    settled = Counter[str]()
    for key, center in year.office.centers.items():
        with entered(center):
            acts, told = await slow_acts(), await trails()
            for month in MONTHS:
                before = await slow_stands(month.since - timedelta(days=1), 1, told)
                after = await slow_stands(month.last, 1, told)
                wanted = {
                    "ky-truoc": _of(before, "in_process"),
                    "da-giai-quyet": _within(acts, month, "settled"),
                    "dang-giai-quyet": _of(after, "in_process"),
                    "dang-qua-han": _of(after, "overdue"),
                    "khac": sum(_within(acts, month, each) for each in ("withdrawn", "stopped", "cancelled")),
                }
                found = await reporting.report(year.office, year.directors[key], Asked(FORMS["06a"], month, BY_SECTOR))
                assert found.table.total is not None
                numbers = found.table.total.numbers
                assert {name: numbers[name] for name in wanted} == wanted, (key, month.title)
                received = numbers["truc-tuyen"] + numbers["truc-tiep"]
                assert received == _within(acts, month, "received"), (key, month.title)
                settled[month.title] += numbers["da-giai-quyet"]
    assert sum(1 for n in settled.values() if n) >= 11


def _of(stands: Counter[Any], measure: str) -> int:
    return sum(n for key, n in stands.items() if key[0] == measure)


def _within(acts: Counter[Any], period: Period, name: str) -> int:
    return sum(n for key, n in acts.items() if key[0] == name and period.since <= key[1] <= period.last)


async def test_every_cell_of_a_quarter_opens_exactly_its_dossiers(year: Year) -> None:
    key = KEYS[0]
    who, quarter = year.directors[key], period_of(Kind.QUARTER, 2017, 3)
    with entered(year.office.centers[key]):
        for form, by in (("06a", BY_PROCEDURE), ("07a", BY_AGENCY), ("can-bo", BY_OFFICER), ("danh-gia", BY_OFFICER)):
            asked = Asked(FORMS[form], quarter, by)
            table = (await reporting.report(year.office, who, asked)).table
            assert table.lines, form
            assert table.total is not None
            for line in (*table.lines, table.total):
                for column in table.columns:
                    listed, after = [], ""
                    while True:
                        page = await behind(year.office, who, asked, column.key, line.key, after)
                        listed += [(each["dossier_id"], each["on_date"], each["n"]) for each in page.lines]
                        if not (after := page.next_key):
                            break
                    assert sum(n for *_, n in listed) == line.numbers[column.key], (form, column.key)
                    assert len(set(listed)) == len(listed)
                    if column.counts == "hồ sơ" and column.key != "tiep-nhan":
                        assert len(listed) == line.numbers[column.key]


async def test_the_workbook_and_the_lines_opened_again_have_the_same_numbers(year: Year, tmp_path: Path) -> None:
    key = KEYS[1]
    with entered(year.office.centers[key]):
        for form in FORMS.values():
            if form.key == "766":
                continue
            asked = Asked(form, period_of(Kind.YEAR, 2017, 1), form.bys[0])
            found = await reporting.report(year.office, year.directors[key], asked)
            wanted = [[line.numbers[column.key] for column in found.table.columns] for line in found.table.lines]
            assert wanted
            assert found.table.total is not None
            wanted.append([found.table.total.numbers[column.key] for column in found.table.columns])
            body = await files.made(year.office, [found], "xlsx", NOW)
            assert _numbers_in(body, len(found.table.columns))[: len(wanted)] == wanted
            lines = (await files.made(year.office, [found], "csv", NOW)).decode("utf-8-sig")
            read = list(csv.reader(io.StringIO(lines), delimiter=";"))
            width = len(found.table.columns) + 1
            assert [[int(cell) for cell in row[1:width]] for row in read[2 : 2 + len(wanted)]] == wanted


def _numbers_in(body: bytes, width: int) -> list[list[int]]:
    """The rows of numbers of the first sheet, read from the file's own XML; no cell may hold a formula."""
    sheet = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml"))
    assert sheet.find(f".//{NAMESPACE}f") is None
    found = []
    for row in sheet.iter(f"{NAMESPACE}row"):
        cells = [cell for cell in row if cell.get("t") is None and cell.find(f"{NAMESPACE}v") is not None]
        if len(cells) >= width:
            found.append([int(cell.find(f"{NAMESPACE}v").text) for cell in cells[:width]])  # type: ignore[union-attr,arg-type]
    return found


async def test_a_text_that_could_be_a_formula_stays_a_text(year: Year) -> None:
    key = KEYS[1]
    with entered(year.office.centers[key]):
        asked = Asked(FORMS["06a"], period_of(Kind.YEAR, 2017, 1), BY_SECTOR)
        found = await reporting.report(year.office, year.directors[key], asked)
        hostile = replace(found.table.lines[0], label='=HYPERLINK("http://x","y")')
        spoiled: Report = replace(found, table=replace(found.table, lines=(hostile,)))
        body = await files.made(year.office, [spoiled], "xlsx", NOW)
        assert _numbers_in(body, len(found.table.columns))
        assert "'=HYPERLINK" in (await files.made(year.office, [spoiled], "csv", NOW)).decode("utf-8-sig")


async def test_the_report_on_paper_has_every_heading_and_number(year: Year) -> None:
    key = KEYS[2]
    with entered(year.office.centers[key]):
        reports = await reporting.meeting(
            year.office, year.directors[key], period_of(Kind.QUARTER, 2017, 3), "tai_chinh_ke_hoach"
        )
        body = await files.made(year.office, reports, "pdf", NOW)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body)).split())
    for report in reports:
        assert report.table.form.upper() in text
        for heading, _ in report.table.formulas:
            assert heading.split(": ")[-1].split()[0].lower() in text.lower()
    assert "quý III/2017" in text


async def test_the_province_is_the_sum_of_its_centers_in_every_month(year: Year) -> None:
    totals = Counter[str]()
    for month in MONTHS[1:]:
        wanted = Counter[str]()
        for key, center in year.office.centers.items():
            with entered(center):
                asked = Asked(FORMS["06a"], month, BY_PROCEDURE)
                table = (await reporting.report(year.office, year.directors[key], asked)).table
            assert table.total is not None
            wanted.update(table.total.numbers)
        with entered(year.province):
            for by in (BY_CENTER, BY_SECTOR):
                found = await province_report(year.office, "06b", month, by, last=date(2018, 8, 31))
                assert found.table.total is not None
                assert Counter(found.table.total.numbers) == Counter(wanted), (month.title, by)
                assert found.silent == ()
        totals.update(wanted)
    assert totals["da-giai-quyet"] > 3 * 40 * A_WEEK // 3


async def test_a_center_that_said_one_less_would_not_add_up(year: Year, owner: Any) -> None:
    """The control of the sum above."""
    month = MONTHS[6]

    async def received() -> int:
        with entered(year.province):
            found = await province_report(year.office, "06b", month, BY_CENTER, last=date(2018, 8, 31))
        assert found.table.total is not None
        return found.table.total.numbers["truc-tiep"]

    before = await received()
    spoil = """UPDATE catalog.center_month SET n = n + $1
        WHERE (center_key, measure, on_date, procedure_key, channel) = (
        SELECT center_key, measure, on_date, procedure_key, channel FROM catalog.center_month
        WHERE measure = 'received' AND on_date BETWEEN $2 AND $3 AND n > 0 ORDER BY 1, 2, 3, 4, 5 LIMIT 1)"""
    await owner.execute(spoil, -1, month.since, month.last)
    try:
        assert await received() == before - 1
    finally:
        await owner.execute(spoil.replace("n > 0", "n >= 0"), 1, month.since, month.last)
    assert await received() == before
