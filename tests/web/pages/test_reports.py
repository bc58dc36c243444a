"""Reports on the page: who reads them, what a number opens, the files, the marks of the unit."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.people import ROLE_PERMISSIONS, Permission
from motcua.services.files import made as made_files
from motcua.web.pages import reports

FINANCE = {"agency": "tai_chinh_ke_hoach", "kind": "agency", "desks": (("tai_chinh_ke_hoach", "head"),)}
YEAR = "/bao-cao?mau=06a&ky=nam&nam=2017&so=1&theo=thu-tuc"
NUMBER = re.compile(r'href="/[^/"]+(/bao-cao/ho-so\?[^"]+)">([\d.]+)</a>')
NEXT = re.compile(r'href="/[^/"]+(/bao-cao/ho-so\?[^"]+)" rel="next"')
ROW = re.compile(r'<th scope="row"><a class="govuk-link mc-code"')


HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


async def form_on(person: Any, path: str, action: str, words: str = "") -> dict[str, str]:
    """Every hidden field of the form that posts to `action`, the first one whose button says `words`."""
    page = (await person.see(path)).text
    forms = re.findall(r'<form[^>]* method="post"[^>]* action="([^"]*)"(.*?)</form>', page, re.DOTALL)
    body = next(inside for where, inside in forms if where == person.at(action) and words in inside)
    return {name: html.unescape(value) for name, value in HIDDEN.findall(body)}


@pytest.fixture
async def later(somebody: Any, take_in: Any, world: Any) -> Any:
    """Two dossiers were received; the day of their reception is over."""
    await take_in()
    await take_in()
    world.clock[0] += timedelta(days=1)
    yield world
    world.clock[0] -= timedelta(days=1)


async def listed_behind(person: Any, where: str) -> int:
    """How many dossiers the list behind a number has, on all of its pages."""
    listed, page_of = 0, where
    while page_of:
        text = (await person.see(page_of)).text
        listed += len(ROW.findall(text))
        after = NEXT.search(text)
        page_of = html.unescape(after[1]) if after else ""
    return listed


async def test_every_number_on_the_page_opens_a_list_of_exactly_that_many(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    page = (await director.see(YEAR)).text
    assert "Mẫu 06a" in page
    assert "Cách tính từng cột" in page
    found = [(html.unescape(where), int(n.replace(".", ""))) for where, n in NUMBER.findall(page)]
    assert len(found) >= 6
    for where, n in found:
        assert await listed_behind(director, where) == n, where


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


async def test_marks_of_an_agency_are_told_once_and_an_old_form_changes_nothing(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    every = "/bao-cao?mau=danh-gia&ky=nam&nam=2017&so=1&theo=co-quan"
    address = f"{every}&co-quan=tai_chinh_ke_hoach"
    assert 'name="chi-so-5"' not in (await director.see(every)).text
    assert "co-quan=tai_chinh_ke_hoach" in (await director.see(every)).text
    form = await form_on(director, address, "/bao-cao/cham-diem")
    assert (form["version"], form["co-quan"]) == ("0", "tai_chinh_ke_hoach")
    typed = {f"chi-so-{number}": "2" for number in (5, 6, 8, 9)}
    for _ in range(2):  # the button pressed twice
        assert (await director.post_form("/bao-cao/cham-diem", form | typed)).status_code == 303
    page = (await director.see(address)).text
    assert page.count('<option value="2" selected>2 điểm</option>') == 4
    assert "trả lời đúng hạn trong kỳ" in page
    assert '<option value="2" selected>2 điểm</option>' not in (await director.see(f"{every}&co-quan=tu_phap")).text
    newer = await form_on(director, address, "/bao-cao/cham-diem")
    assert newer["version"] == "1"
    stale = await director.post_form("/bao-cao/cham-diem", newer | typed | {"version": "0"})
    assert stale.status_code == 409
    assert "vừa được người khác ghi" in stale.text
    assert stale.text.count('<option value="2" selected>2 điểm</option>') == 4, "nothing chosen is lost"
    refused = await director.post_form("/bao-cao/cham-diem", newer | typed | {"chi-so-5": "9"})
    assert refused.status_code == 422
    assert refused.text.count('<option value="2" selected>2 điểm</option>') == 3
    assert 'href="#f-chi-so-5"' in refused.text
    for less in ("_key", "version", "co-quan"):
        assert (await director.post_form("/bao-cao/cham-diem", newer | typed | {less: ""})).status_code == 422
    head = await somebody("head", **FINANCE)
    token = (await head.hidden("/khoa", "/khoa"))["_csrf_token"]
    assert (await head.post_form("/bao-cao/cham-diem", newer | typed | {"_csrf_token": token})).status_code == 403


async def test_the_dossiers_behind_a_number_are_taken_as_files(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    page = (await director.see(YEAR)).text
    found = [(html.unescape(where), int(n)) for where, n in NUMBER.findall(page)]
    where, n = next(each for each in found if each[0].endswith("dong=dang-ky-ho-kinh-doanh"))
    shown = (await director.see(where)).text
    plain, sheet = (
        html.unescape(re.search(rf'href="/[^/"]+(/bao-cao/ho-so\.{kind}\?[^"]+)"', shown)[1])  # type: ignore[index]
        for kind in ("csv", "xlsx")
    )
    answer = await director.see(plain)
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 1 + n
    codes = set(re.findall(r'mc-code"[^>]*>([^<]+)<', shown))
    assert len(codes) == min(n, 50)
    assert codes <= {line[1] for line in lines[1:]}
    assert (await director.see(sheet)).content[:2] == b"PK"
    head = await somebody("head", **FINANCE)
    assert (await head.see(plain)).status_code == 200, "their own agency's, without asking"
    assert (await head.see(f"{plain}&co-quan=tu_phap")).status_code == 403


async def test_what_is_long_is_asked_for_and_waits_in_the_list(
    somebody: Any, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    director = await somebody("director")
    monkeypatch.setattr(made_files, "AT_ONCE", 0)
    monkeypatch.setattr(reports, "LINES_AT_ONCE", 0)
    assert (await director.see(f"/bao-cao.csv?{YEAR.partition('?')[2]}")).status_code == 409
    where = html.unescape(NUMBER.findall((await director.see(YEAR)).text)[0][0])
    meeting = "/bao-cao?mau=hop-quy&ky=quy&nam=2017&so=4&co-quan=tu_phap"
    for address, format, words in ((YEAR, "pdf", ""), (where, "xlsx", ""), (meeting, "csv", "mọi cơ quan")):
        form = await form_on(director, address, "/bao-cao/tep", words)
        assert form["_key"]
        answers = [await director.post_form("/bao-cao/tep", form | {"loai": format}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 303], (address, answers[0].text)
    listed = (await director.see("/so/tep")).text
    assert listed.count("Đang chờ") == 3, "the same form sent twice asks once"
    for title in (
        "Mẫu 06a năm 2017",
        "Hồ sơ của Mẫu 06a năm 2017",
        "Tài liệu họp giao ban quý IV/2017, mọi cơ quan",
    ):
        assert title in listed
    assert (await director.post_form("/bao-cao/tep", form | {"loai": "exe"})).status_code == 422


def test_whoever_reads_reports_reads_the_page_where_their_files_are_taken() -> None:
    for role, permissions in ROLE_PERMISSIONS.items():
        assert Permission.SEE_REPORTS not in permissions or Permission.SEE_BOOKS in permissions, role


async def test_a_period_that_has_not_begun_or_never_was_is_a_sentence(somebody: Any, later: Any) -> None:
    director = await somebody("director")
    answer = await director.see("/bao-cao?mau=06a&ky=nam&nam=2098&so=1")
    assert answer.status_code == 409
    assert "chưa có ngày làm việc nào kết thúc" in answer.text
    assert (await director.see("/bao-cao?mau=06a&ky=quy&nam=2017&so=7")).status_code == 422
    assert (await director.see("/bao-cao?mau=khong-co")).status_code == 404
    assert (await director.see("/bao-cao/ho-so?mau=06a&cot=khong-co&ky=nam&nam=2017&so=1")).status_code == 404
    assert (await director.see("/bao-cao/ho-so?mau=06a&ky=nam&nam=2017&so=1&sau=x/y/z")).status_code == 404
