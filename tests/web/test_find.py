"""One procedure, for the case of who reads it: papers, time and money as the answers have it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.web.conftest import WEDNESDAY, Browser

from motcua.catalog import Catalog
from motcua.centers import Centers
from motcua.services.citizens.guidance import guide
from motcua.store.engine import DB
from motcua.web.render import show_moment

COPIES, KARAOKE, BUSINESS = "chung-thuc-ban-sao-tu-ban-chinh", "giay-phep-kinh-doanh-karaoke", "dang-ky-ho-kinh-doanh"
SUNDAY = datetime(2017, 11, 12, 3, 0, tzinfo=UTC)


def main_of(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


async def test_the_fee_is_reckoned_from_what_was_answered(browser: Browser) -> None:
    path = f"/que-vo/thu-tuc/{COPIES}"
    before = main_of((await browser.get(path)).text)
    assert "14.000 đồng" not in before
    assert "Số trang của bản chính" in before
    after = main_of((await browser.send_form(path, {"_case": "1", "pages": "5", "copies": "2"})).text)
    assert "<strong>14.000 đồng</strong>" in after  # 2 × 2.000 + 3 × 1.000, twice
    assert "2 trang đầu × 2.000 đồng × 2 bản: 8.000 đồng" in after


async def test_a_fee_that_lacks_an_answer_says_which_and_names_no_sum(browser: Browser) -> None:
    text = main_of((await browser.send_form(f"/que-vo/thu-tuc/{COPIES}", {"_case": "1", "pages": "5"})).text)
    assert "Trả lời “Số bản sao cần chứng thực” ở trên để tính số tiền." in text
    assert not re.search(r"<strong>[0-9.]+ đồng</strong>", text)


async def test_rows_are_counted_without_a_script(browser: Browser) -> None:
    path = f"/que-vo/thu-tuc/{KARAOKE}"
    more = await browser.send_form(path, {"_case": "1", "kind": "new", "room.0.area": "20", "_add": "room"})
    assert more.status_code == 200
    assert 'name="room.1.area"' in more.text
    rooms = {f"room.{number}.area": "20" for number in range(6)}
    first = re.search(r'name="kind" type="radio" value="([a-z_]+)"', more.text)
    assert first
    text = main_of((await browser.send_form(path, {"_case": "1", "kind": first[1], **rooms})).text)
    assert "6.000.000 đồng" in text


async def test_papers_of_other_cases_are_put_aside_and_none_before_anything_was_answered(browser: Browser) -> None:
    path = f"/que-vo/thu-tuc/{KARAOKE}"
    before = main_of((await browser.get(path)).text)
    assert "Khi “Địa điểm nằm trong khu dân cư" in before
    assert "bạn không cần" not in before
    near = main_of((await browser.send_form(path, {"_case": "1", "in_housing": "yes"})).text)
    table = near.partition("Cần mang theo")[2].partition("</table>")[0]
    assert "Văn bản đồng ý của các hộ liền kề" in table
    assert "Khi “Địa điểm" not in table
    far = main_of((await browser.send_form(path, {"_case": "1", "in_housing": "no"})).text)
    assert "Văn bản đồng ý của các hộ liền kề" not in far.partition("Cần mang theo")[2].partition("</table>")[0]
    assert "bạn không cần" in far


async def test_the_date_is_the_legal_clocks_own(browser: Browser, two_centers: Centers, catalog: Catalog) -> None:
    center, version = two_centers["que-vo"], catalog.procedures[BUSINESS]
    found = guide(center, version, {}, "direct", WEDNESDAY, is_answered=False)
    assert found.plan.due.at is not None
    text = main_of((await browser.get(f"/que-vo/thu-tuc/{BUSINESS}")).text)
    assert "Nếu nộp bây giờ (07:35 08/11/2017)" in text
    assert show_moment(found.plan.due.at) in text
    assert found.opens_at is None


async def test_where_the_center_takes_it_online_that_is_one_of_the_ways(browser: Browser) -> None:
    path = f"/que-vo/thu-tuc/{BUSINESS}"
    text = main_of((await browser.get(path)).text)
    assert "Trực tuyến" in text.partition("Cách nộp</dt>")[2].partition("</dd>")[0]
    assert "thời hạn tính từ khi Trung tâm tiếp nhận" not in text
    online = main_of((await browser.send_form(path, {"_case": "1", "_channel": "online"})).text)
    assert "Nộp trực tuyến: thời hạn tính từ khi Trung tâm tiếp nhận." in online
    counter = main_of((await browser.get(f"/que-vo/thu-tuc/{COPIES}")).text)
    assert "Trực tuyến" not in counter.partition("Cách nộp</dt>")[2].partition("</dd>")[0]


def test_on_a_sunday_the_clock_starts_on_monday(two_centers: Centers, catalog: Catalog) -> None:
    version = catalog.procedures[BUSINESS]
    found = guide(two_centers["que-vo"], version, {}, "direct", SUNDAY, is_answered=False)
    assert found.opens_at == datetime(2017, 11, 13, 0, 30, tzinfo=UTC)


async def test_what_nobody_confirmed_is_never_said_as_a_fact(browser: Browser, catalog: Catalog) -> None:
    """Beside the very value, not only at the foot of the page."""
    for key in (BUSINESS, COPIES, "dang-ky-bien-dong-dat-dai"):
        version = catalog.procedures[key]
        text = main_of((await browser.get(f"/que-vo/thu-tuc/{key}")).text)
        fee = text.partition("Phí, lệ phí</h2>")[2].partition("<h2")[0]
        term = text.partition("Thời hạn giải quyết</h2>")[2].partition('<div class="mc-now">')[0]
        assert ("Chưa xác nhận" in fee) == (version.provenance.fee != "verified"), key
        assert ("Chưa xác nhận" in term) == (version.provenance.term != "verified"), key


async def test_who_decides_is_named(browser: Browser, catalog: Catalog, two_centers: Centers) -> None:
    for version in catalog.procedures.values():
        found = guide(two_centers["que-vo"], version, {}, "direct", WEDNESDAY, is_answered=False)
        signs = any(step.is_signing for lane in version.route.lanes for step in lane.steps)
        assert bool(found.deciders) == signs, version.key
        assert len({(each.step, each.who) for each in found.deciders}) == len(found.deciders)


@pytest.mark.parametrize("typed", ["không phải số", "-3", "1" * 400, "<script>", "٣"])
async def test_an_answer_that_is_none_is_said_beside_its_box(browser: Browser, typed: str) -> None:
    answer = await browser.send_form(f"/que-vo/thu-tuc/{COPIES}", {"_case": "1", "pages": typed})
    assert answer.status_code == 422
    assert 'href="#f-pages"' in answer.text
    assert "<script>" not in answer.text


async def test_what_is_posted_besides_the_questions_is_let_fall(browser: Browser) -> None:
    form = {"_case": "1", "pages": "5", "copies": "2", "applicant.name": "Nguyễn Văn Kín", "la": "x", "_channel": "bay"}
    answer = await browser.send_form(f"/que-vo/thu-tuc/{COPIES}", form)
    assert answer.status_code == 200
    assert "Nguyễn Văn Kín" not in answer.text


async def test_a_part_of_the_page_is_enough_where_the_browser_asks_for_one(browser: Browser) -> None:
    path = f"/que-vo/thu-tuc/{COPIES}"
    form = {"_case": "1", "_refresh": "1", "pages": "x", "copies": "2"}
    answer = await browser.send_form(path, form, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert "<main" not in answer.text
    assert 'id="theo-truong-hop"' in answer.text


async def test_a_case_is_never_kept_by_the_browser(browser: Browser) -> None:
    answer = await browser.send_form(f"/que-vo/thu-tuc/{COPIES}", {"_case": "1", "pages": "5"})
    assert answer.headers["cache-control"] == "no-store"


async def test_a_longer_list_costs_no_more_queries(browser: Browser) -> None:
    costs = {}
    for name, query in (("one", "?tim=karaoke"), ("all", ""), ("need", "?nhu-cau=mo-quan-an"), ("page", f"/{COPIES}")):
        await browser.get(f"/que-vo/thu-tuc{query}")
        with DB.counted() as statements:
            assert (await browser.get(f"/que-vo/thu-tuc{query}")).status_code == 200
        costs[name] = len(statements)
    assert costs["one"] == costs["all"] == costs["need"] > 0
    assert max(costs.values()) <= 4, costs
