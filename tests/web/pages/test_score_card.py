"""The score card of QĐ 766 on the page: what it says, what its figures open, who tells a share."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from tests.web.pages.test_reports import form_on, listed_behind

from motcua.centers import entered
from motcua.domain.reports.periods import ReportRules
from motcua.domain.reports.score_card import Item, Reckoned
from motcua.store.engine import transaction
from motcua.store.queries.payments import insert_payment

FINANCE = {"agency": "tai_chinh_ke_hoach", "kind": "agency", "desks": (("tai_chinh_ke_hoach", "head"),)}
QUARTER = "/bao-cao?mau=766&ky=quy&nam=2022&so=3"
MONTH = "/bao-cao?mau=766&ky=thang&nam=2022&so=8"
TELL = "/bao-cao/cham-diem"
LINK = re.compile(r'<a class="govuk-link" href="/[^/"]+(/[^"]+)">([\d.]+)</a>')
ITEMS = (
    Item("online", "nop", "Nộp trực tuyến", Decimal(8), Reckoned.FILED_ONLINE),
    Item("payment", "tien", "Chuyển khoản", Decimal(10), Reckoned.PAID_BY_TRANSFER),
    Item("digitised", "so-hoa", "Hồ sơ số hóa", Decimal("4.5")),
)


@pytest.fixture
async def in_2022(somebody: Any, take_in: Any, world: Any) -> AsyncIterator[Any]:
    """A dossier was received in the third quarter of 2022, which is over; the province has set two items."""
    was, center = world.clock[0], world.here
    world.centers[center.key] = replace(center, reports=ReportRules(score_items=ITEMS))
    world.clock[0] = datetime(2022, 8, 3, 2, 0, tzinfo=UTC)
    dossier, taker = await take_in(), await somebody("director")
    with entered(center):
        async with transaction():
            await insert_payment(
                uuid4(), dossier, agency="tai_chinh_ke_hoach", amount=100_000, how="transfer", by=taker.staff.id,
                by_name="Bà Thu", at=datetime(2022, 9, 30, 9, 0, tzinfo=UTC), shift_id=None, reference="MC1",
            )  # fmt: skip
    world.clock[0] = datetime(2022, 10, 5, 3, 0, tzinfo=UTC)
    yield world
    world.clock[0] = was
    world.centers[center.key] = center


def card_on(text: str) -> str:
    return html.unescape(text.partition('id="d-phieu"')[2].partition("</section>")[0])


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


async def test_every_group_its_formula_and_what_is_missing_stand_on_the_page(somebody: Any, in_2022: Any) -> None:
    text = card_on((await (await somebody("director")).see(QUARTER)).text)
    said = plain(text)
    for group in ("Công khai, minh bạch", "Tiến độ giải quyết", "Dịch vụ công trực tuyến", "Thanh toán trực tuyến",
                  "Mức độ hài lòng", "Số hóa hồ sơ"):  # fmt: skip
        assert group in said
    assert "điểm trên 38 điểm tính được; còn 62 trên 100 điểm chưa tính được" in said
    assert "hồ sơ tiếp nhận trong kỳ nộp trực tuyến / hồ sơ tiếp nhận trong kỳ" in said
    assert "chưa đặt cách tính" in said
    assert "chưa nhập tỷ lệ" in said


async def test_figures_of_the_card_open_their_dossiers(somebody: Any, in_2022: Any) -> None:
    director = await somebody("director")
    found = LINK.findall(card_on((await director.see(QUARTER)).text))
    assert any("cot=truc-tiep" in where for where, _ in found)
    for where, n in found:
        if not where.startswith("/thu-phi"):
            assert await listed_behind(director, where) == int(n), where


async def test_money_of_a_quarter_opens_its_payments_and_of_a_month_nothing(somebody: Any, in_2022: Any) -> None:
    director = await somebody("director")
    found = dict(LINK.findall(card_on((await director.see(QUARTER)).text)))
    (where,) = [each for each in found if each.startswith("/thu-phi/quyet-toan/khoan")]
    listed = plain((await director.see(where)).text)
    payments = int(found[where].replace(".", "")) // 100_000  # one for each test that was before
    assert listed.count("100.000") == payments >= 1
    month = card_on((await director.see(MONTH.replace("so=8", "so=9"))).text)
    assert "thu bằng chuyển khoản (đồng): " + found[where] in plain(month)
    assert "/thu-phi" not in month, "the settlement has no months"


async def test_a_share_is_told_once_and_the_page_names_who_told_it(somebody: Any, in_2022: Any) -> None:
    director = await somebody("director")
    form = await form_on(director, MONTH, TELL)
    typed = {"ty-le-so-hoa": "80", "nguon-so-hoa": "=Báo cáo <số> 12"}
    for _ in range(2):
        assert (await director.post_form(TELL, form | typed)).status_code == 303
    page = (await director.see(MONTH)).text
    said = plain(card_on(page))
    assert "Bà director nhập ngày 05/10/2022" in said
    assert "Nguồn: =Báo cáo" in said
    assert "&lt;số&gt;" in page
    assert "80% 3,6" in said
    assert 'value="80"' in page
    stale = await director.post_form(TELL, form | typed | {"_key": "5a9f3b8e-8d0c-4b53-9d8e-6a6a5a4b8d11"})
    assert stale.status_code == 409
    now = await form_on(director, MONTH, TELL)
    for less in ("_key", "version"):
        assert (await director.post_form(TELL, now | typed | {less: ""})).status_code == 422
    for kind in ("csv", "xlsx", "pdf"):
        answer = await director.see(f"/bao-cao.{kind}?{MONTH.partition('?')[2]}")
        assert answer.status_code == 200
        if kind == "csv":
            assert "Phiếu chấm điểm" in answer.content.decode("utf-8-sig")


async def test_a_refused_share_comes_back_as_it_was_typed(somebody: Any, in_2022: Any) -> None:
    director = await somebody("director")
    form = await form_on(director, QUARTER, TELL)
    wrong = {"ty-le-so-hoa": "200", "nguon-so-hoa": 'Công văn "12" <x>'}
    refused = await director.post_form(TELL, form | wrong)
    assert refused.status_code == 422
    assert 'value="200"' in refused.text
    assert "Công văn &#34;12&#34; &lt;x&gt;" in refused.text
    assert 'href="#f-ty-le-so-hoa"' in refused.text
    assert refused.text.count("ghi tỷ lệ từ 0 đến 100") == 2, "above and at its box"
    right = await form_on(director, QUARTER, TELL) | {"ty-le-so-hoa": "12,5", "nguon-so-hoa": "x"}
    assert (await director.post_form(TELL, right)).status_code == 303
    late = await director.post_form(TELL, form | {"ty-le-so-hoa": "33", "nguon-so-hoa": "y"})
    assert late.status_code == 409
    assert "vừa được người khác ghi" in late.text
    assert 'value="33"' in late.text
    assert "12,5%" in plain(card_on(late.text)), "what the other has put down stands in the card"
    again = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', late.text.partition('id="d-ty-le"')[2])
    )
    now = form | {name: again[name] for name in ("_key", "version")}
    assert (await director.post_form(TELL, now | {"ty-le-so-hoa": "33", "nguon-so-hoa": "y"})).status_code == 303


async def test_a_head_reads_the_card_of_their_agency_and_tells_nothing(somebody: Any, in_2022: Any) -> None:
    head, director = await somebody("head", **FINANCE), await somebody("director")
    page = await head.see(QUARTER)
    assert page.status_code == 200
    assert "Phòng Tài chính - Kế hoạch" in plain(card_on(page.text))
    assert "Nhập tỷ lệ đạt" not in page.text
    assert "Nhập tỷ lệ đạt" in (await director.see(QUARTER)).text
    assert (await head.see(f"{QUARTER}&co-quan=tu_phap")).status_code == 403
    token = (await head.hidden("/khoa", "/khoa"))["_csrf_token"]
    form = await form_on(director, QUARTER, TELL)
    typed = {"ty-le-so-hoa": "99", "nguon-so-hoa": "x", "_csrf_token": token}
    assert (await head.post_form(TELL, form | typed)).status_code == 403


async def test_before_the_decision_there_is_neither_the_report_nor_a_form(somebody: Any, in_2022: Any) -> None:
    director = await somebody("director")
    answer = await director.see("/bao-cao?mau=766&ky=nam&nam=2021&so=1")
    assert answer.status_code == 409
    assert "23/06/2022" in answer.text
    form = await form_on(director, QUARTER, TELL)
    told = await director.post_form(TELL, form | {"nam": "2021", "ty-le-so-hoa": "9", "nguon-so-hoa": "x"})
    assert told.status_code == 409
