"""Reports on the page: who reads them, what a number opens, the files, the marks of the unit."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest

FINANCE = {"agency": "tai_chinh_ke_hoach", "kind": "agency", "desks": (("tai_chinh_ke_hoach", "head"),)}
YEAR = "/bao-cao?mau=06a&ky=nam&nam=2017&so=1&theo=thu-tuc"
NUMBER = re.compile(r'href="/[^/"]+(/bao-cao/ho-so\?[^"]+)">([\d.]+)</a>')
ROW = re.compile(r'<th scope="row"><a class="govuk-link mc-code"')


@pytest.fixture
async def later(somebody: Any, take_in: Any, world: Any) -> Any:
    """Two dossiers were received; the day of their reception is over."""
    await take_in()
    await take_in()
    world.clock[0] += timedelta(days=1)
    yield world
    world.clock[0] -= timedelta(days=1)


async def test_every_number_on_the_page_opens_a_list_of_exactly_that_many(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    page = (await director.see(YEAR)).text
    assert "Mẫu 06a" in page
    assert "Cách tính từng cột" in page
    found = [(html.unescape(where), int(n.replace(".", ""))) for where, n in NUMBER.findall(page)]
    assert len(found) >= 6
    for where, n in found:
        listed = (await director.see(where)).text
        assert len(ROW.findall(listed)) == n, where


async def test_the_files_have_the_numbers_of_the_page(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    query = YEAR.partition("?")[2]
    answer = await director.see(f"/bao-cao.csv?{query}")
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    total = next(line for line in lines if line and line[0] == "Tổng số")
    shown = (await director.see(YEAR)).text.partition("<tfoot>")[2].partition("</tfoot>")[0]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*data-label[^>]*>(.*?)</td>", shown)]
    assert [cell.replace(".", "") for cell in cells] == total[1:]
    workbook = await director.see(f"/bao-cao.xlsx?{query}")
    assert workbook.content[:2] == b"PK"


async def test_a_head_sees_their_agency_and_the_counter_sees_none(somebody: Any, later: Any) -> None:
    head, reception = await somebody("head", **FINANCE), await somebody("reception")
    own = await head.see(YEAR)
    assert own.status_code == 200
    assert "Phòng Tài chính - Kế hoạch" in own.text
    assert (await head.see(f"{YEAR}&co-quan=tu_phap")).status_code == 403
    assert (await reception.see(YEAR)).status_code == 403


async def test_marks_of_the_unit_are_told_once_and_shown(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    address = "/bao-cao?mau=danh-gia&ky=nam&nam=2017&so=1&theo=co-quan"
    form = await director.hidden(address, "/bao-cao/cham-diem")
    typed = {"mau": "danh-gia", "theo": "co-quan", "ky": "nam", "nam": "2017", "so": "1"}
    typed |= {f"chi-so-{number}": "2" for number in (5, 6, 8, 9)}
    assert (await director.post_form("/bao-cao/cham-diem", form | typed)).status_code == 303
    page = (await director.see(address)).text
    assert page.count('<option value="2" selected>2 điểm</option>') == 4
    refused = await director.post_form("/bao-cao/cham-diem", form | typed | {"chi-so-5": "9"})
    assert refused.status_code == 422


async def test_a_period_that_has_not_begun_or_never_was_is_a_sentence(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    answer = await director.see("/bao-cao?mau=06a&ky=nam&nam=2098&so=1")
    assert answer.status_code == 409
    assert "chưa có ngày làm việc nào kết thúc" in answer.text
    assert (await director.see("/bao-cao?mau=06a&ky=quy&nam=2017&so=7")).status_code == 422
    assert (await director.see("/bao-cao?mau=khong-co")).status_code == 404
    assert (await director.see("/bao-cao/ho-so?mau=06a&cot=khong-co&ky=nam&nam=2017&so=1")).status_code == 404
    assert (await director.see("/bao-cao/ho-so?mau=06a&ky=nam&nam=2017&so=1&sau=x/y/z")).status_code == 404
