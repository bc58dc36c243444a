"""The province's reports at the console: what the centers said, added up."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date

import pypdfium2
import pytest
from tests.web.console.conftest import WEDNESDAY, Desk

from motcua.centers import entered
from motcua.domain.counts import NOBODY, Cell
from motcua.domain.measures import Measure
from motcua.domain.province import ProvinceRole
from motcua.services.oversight.keeping import keep_sums
from motcua.services.province.publishing import say_numbers
from motcua.store.engine import transaction
from motcua.store.queries import counts

PERIOD = "ky=nam&nam=2017&so=1"
KNOWN, GONE = "dang-ky-ho-kinh-doanh", "thu-tuc-khong-con"


@pytest.fixture
async def said(desk: Desk) -> Desk:
    """Three received at one center and two at the other, one of them of a procedure that nobody has any more."""
    for key, cells in (("que-vo", {KNOWN: 3}), ("gia-binh", {KNOWN: 1, GONE: 1})):
        center = desk.office.centers[key]
        with entered(center):
            async with transaction():
                await counts.tally(
                    {
                        Cell(measure, date(2017, 11, 6), "tai_chinh_ke_hoach", procedure, "direct", NOBODY): n
                        for procedure, n in cells.items()
                        for measure in (Measure.RECEIVED.value, Measure.IN_PROCESS.value)
                    }
                )
            await keep_sums()
        await say_numbers(desk.office, center, WEDNESDAY, WEDNESDAY)
    return desk


async def lines(desk: Desk, query: str) -> dict[str, list[str]]:
    client = await desk.as_(ProvinceRole.OFFICER)
    answer = await client.get(f"/bao-cao.csv?{query}&{PERIOD}")
    assert answer.status_code == 200, answer.text
    read = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return {line[0]: line[1:] for line in list(read)[2:] if line}


async def test_a_total_is_the_sum_of_the_centers_and_of_the_sectors(said: Desk) -> None:
    by_center = await lines(said, "mau=06b&theo=trung-tam")
    by_sector = await lines(said, "mau=06b&theo=linh-vuc")
    assert by_center["Toàn tỉnh"] == by_sector["Toàn tỉnh"]
    received = {name: int(cells[0]) for name, cells in by_center.items()}
    assert received["Toàn tỉnh"] == sum(n for name, n in received.items() if name != "Toàn tỉnh")
    assert int(by_sector["Lĩnh vực không còn trong danh mục"][0]) >= 1
    one = await lines(said, "mau=06b&theo=linh-vuc&trung-tam=que-vo")
    assert int(one["Toàn tỉnh"][0]) == received[said.office.centers["que-vo"].name]


async def test_the_page_names_no_person_and_links_no_dossier(said: Desk) -> None:
    client = await said.as_(ProvinceRole.LEADER)
    page = (await client.get(f"/bao-cao?mau=06b&{PERIOD}")).text
    assert "Mẫu 06b" in page
    assert "Cách tính từng cột" in page
    assert "/ho-so" not in page
    assert (await client.get("/bao-cao?mau=khong-co")).status_code == 404
    assert (await client.get(f"/bao-cao?mau=07b&{PERIOD}&trung-tam=khong-co")).status_code == 404


async def test_a_day_is_a_period_and_the_paper_has_the_numbers_of_the_page(said: Desk) -> None:
    client = await said.as_(ProvinceRole.OFFICER)
    query = "mau=06b&ky=ngay&ngay=06/11/2017&theo=trung-tam"
    page = (await client.get(f"/bao-cao?{query}")).text
    assert "ngày 06/11/2017" in page
    answer = await client.get(f"/bao-cao.csv?{query}")
    read = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    total = next(line for line in read if line[:1] == ["Toàn tỉnh"])
    assert int(total[1]) >= 5
    before = await client.get("/bao-cao.csv?mau=06b&ky=ngay&ngay=03/11/2017&theo=trung-tam")
    assert "Toàn tỉnh;0;0;0" in before.content.decode("utf-8-sig"), "nothing had come by then"
    paper = await client.get(f"/bao-cao.pdf?{query}")
    assert paper.headers["content-type"] == "application/pdf"
    assert "object-src 'self'" in paper.headers["content-security-policy"]
    text = "".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(paper.content))
    assert "MẪU 06B" in text
    assert "CHÁNH VĂN PHÒNG" in text
    assert "TỈNH BẮC NINH" in text
    assert re.sub(r"\s+", " ", text).count(f"Toàn tỉnh {' '.join(total[1:])}") == 1


async def test_every_number_opens_a_report_that_adds_up_to_it(said: Desk) -> None:
    """Down to one sector of one center: there the province has been told nothing finer."""
    client = await said.as_(ProvinceRole.OFFICER)
    linked = re.compile(r'data-label="([^"]+)"><a class="govuk-link" href="([^"]+)">([\d.]+)</a>')
    opened, finest = 0, 0
    waiting = [f"/bao-cao?mau=06b&{PERIOD}&theo={by}" for by in ("trung-tam", "linh-vuc")]
    seen = set(waiting)
    while waiting:
        page = (await client.get(waiting.pop())).text
        found = linked.findall(page)
        finest += not found
        for label, where, n in found:
            path = html.unescape(where)
            inside = (await client.get(path)).text
            total = inside.partition("<tfoot>")[2].partition("</tfoot>")[0]
            cells = re.findall(r'data-label="([^"]+)">(?:<a[^>]*>)?([\d.]+)', total)
            assert dict(cells)[label] == n, (label, path)
            opened += 1
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    assert opened > 10
    assert finest > 1
