"""What anybody may read: the catalogue of a center, and how far a dossier is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from markupsafe import escape
from tests.web.conftest import Browser

from motcua.catalog import Catalog
from motcua.centers import Centers
from motcua.domain.errors import TooMany
from motcua.services.citizens import public
from motcua.services.money.transfers import PublicFee
from motcua.web.pages.catalogue import page_links, paged
from motcua.web.pages.public import opening_days
from motcua.web.tries import FailedTries, Guesses, network_of

NOW = datetime(2017, 11, 8, 1, tzinfo=UTC)
SECRET = "Zk3q9PmT7wL2xV8nZk3q9A"


async def test_the_front_page_says_what_the_center_is_and_when_it_is_open(browser: Browser) -> None:
    text = (await browser.get("/que-vo/")).text
    for words in ("304/QĐ-UBND", "thứ 6 của tỉnh", "Hôm nay", "07:30–11:30", "Phòng Tư pháp", "Bảo hiểm xã hội"):
        assert words in text


def test_the_coming_days_are_those_of_the_calendar_with_its_holidays(shipped: Centers) -> None:
    days = opening_days(shipped["que-vo"].calendar, date(2017, 9, 1))
    assert [day.hours == "Nghỉ" for day in days] == [False, True, True, True, False, False, False]
    assert days[0].is_today


async def test_the_catalogue_shows_what_this_center_takes_in(browser: Browser, catalog: Catalog) -> None:
    assert await listed(browser) == set(catalog.procedures)


async def listed(browser: Browser, **params: str) -> set[str]:
    return await listed_at(browser, "que-vo", **params)


async def listed_at(browser: Browser, center: str, **params: str) -> set[str]:
    """The procedures on every page of the catalogue."""
    found: set[str] = set()
    for page in count(1):
        text = (await browser.get(f"/{center}/thu-tuc", params={**params, "trang": str(page)})).text
        more = set(re.findall(rf"/{center}/thu-tuc/([a-z0-9-]+)", text)) - found
        if not more:
            break
        found |= more
    return found


@pytest.mark.parametrize("typed", ["hộ kinh doanh", "HO KINH DOANH", "thành lập kinh doanh", "1.001612"])
async def test_search_forgives_missing_diacritics(browser: Browser, typed: str) -> None:
    text = (await browser.get("/que-vo/thu-tuc", params={"tim": typed})).text
    assert "/que-vo/thu-tuc/dang-ky-ho-kinh-doanh" in text
    assert "/que-vo/thu-tuc/chung-thuc-ban-sao-tu-ban-chinh" not in text
    assert f'value="{typed}"' in text


@pytest.mark.parametrize(
    "query",
    ["tim=zzzz", "tim=%3Cscript%3E", "co-quan=khong-co", "trang=99", "trang=-1", "trang=x", "tim=" + "a" * 3000],
)
async def test_an_odd_search_is_an_ordinary_page(browser: Browser, query: str) -> None:
    answer = await browser.get(f"/que-vo/thu-tuc?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


async def test_an_agency_or_an_audience_narrows_the_list_and_a_need_is_a_list_of_its_own(browser: Browser) -> None:
    families = await listed(browser, **{"doi-tuong": "nguoi-dan"})
    schools = await listed(browser, **{"doi-tuong": "nha-truong"})
    assert "thanh-lap-truong-mam-non" in schools - families
    assert "dang-ky-bien-dong-dat-dai" in families - schools
    page = (await browser.get("/que-vo/thu-tuc", params={"nhu-cau": "mo-quan-an"})).text
    order = re.findall(r"/que-vo/thu-tuc/([a-z0-9-]+)", page)
    assert order[:2] == ["dang-ky-ho-kinh-doanh", "xac-nhan-kien-thuc-an-toan-thuc-pham"]
    assert await listed(browser, **{"nhu-cau": "mo-quan-an"}) == set(order)
    assert await listed(browser, **{"nhu-cau": "khong-co"}) == await listed(browser)


@pytest.mark.parametrize("typed", ["mở quán ăn", "mo quan an", "toi muon mo quan an", "mở quánn ănn"])
async def test_what_people_come_for_is_found_in_their_own_words(browser: Browser, typed: str) -> None:
    text = (await browser.get("/que-vo/thu-tuc", params={"tim": typed})).text
    assert "?nhu-cau=mo-quan-an" in text
    assert "/que-vo/thu-tuc/an-toan-thuc-pham-dich-vu-an-uong" in text
    assert ("Gần nhất" in text) == (typed not in ("mở quán ăn", "mo quan an"))


async def test_a_center_shows_only_needs_that_it_can_serve(browser: Browser) -> None:
    """Gia Bình has fewer agencies switched on."""
    here = set(re.findall(r"\?nhu-cau=([a-z0-9-]+)", (await browser.get("/que-vo/thu-tuc")).text))
    there = set(re.findall(r"\?nhu-cau=([a-z0-9-]+)", (await browser.get("/gia-binh/thu-tuc")).text))
    assert there < here
    for need in there:
        assert await listed_at(browser, "gia-binh", **{"nhu-cau": need})


async def test_whoever_signs_in_is_never_given_a_kept_page(browser: Browser) -> None:
    for path in ("/que-vo/thu-tuc", "/que-vo/thu-tuc/dang-ky-ho-kinh-doanh"):
        kept = await browser.get(path)
        assert kept.headers["cache-control"].startswith("private, max-age=")
        assert kept.headers["vary"] == "Cookie"
        signed = await browser.get(path, headers={"cookie": "mc-que-vo=anything"})
        assert signed.headers["cache-control"] == "no-store"


async def test_a_filter_narrows_to_an_agency(browser: Browser, catalog: Catalog) -> None:
    found = await listed(browser, **{"co-quan": "tu_phap"})
    assert found == {version.key for version in catalog.of_agency("tu_phap")}


async def test_every_procedure_has_a_page_with_papers_term_fee_and_steps(browser: Browser, catalog: Catalog) -> None:
    for version in catalog.procedures.values():
        answer = await browser.get(f"/que-vo/thu-tuc/{version.key}")
        assert answer.status_code == 200
        text = answer.text
        assert str(escape(version.title)) in text
        assert version.term.default.says.casefold() in text.casefold()
        for paper in version.papers:
            assert paper.numbers in text
        for lane in version.route.lanes:
            for step in lane.steps:
                assert step.label in text
        assert text.count(f'id="quy-trinh-{version.key}-title"') == 1  # its route, drawn
        for sentence in version.legal_basis:
            assert sentence in text
        if version.unconfirmed:
            assert "Chưa xác nhận" in text
        assert answer.headers["cache-control"] == "private, max-age=60"


async def test_a_procedure_of_an_agency_that_is_off_here_is_not_here(
    browser: Browser, two_centers: Centers, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = replace(two_centers["que-vo"], plugins=frozenset({"tu_phap"}))
    monkeypatch.setitem(two_centers, "que-vo", off)
    assert (await browser.get("/que-vo/thu-tuc/dang-ky-ho-kinh-doanh")).status_code == 404
    assert "dang-ky-ho-kinh-doanh" not in (await browser.get("/que-vo/thu-tuc")).text


def test_pages_of_a_list() -> None:
    rows = list(range(45))
    assert paged(rows, "")[0] == list(range(20))
    assert paged(rows, "3")[0] == list(range(40, 45))
    assert paged(rows, "٣")[1].number == 1
    links = page_links(paged(rows, "2")[1], "/que-vo/thu-tuc", {"tim": "hộ"})
    assert links["next"] == {"href": "/que-vo/thu-tuc?tim=h%E1%BB%99&trang=3"}


def detail(sentence: str) -> public.TrackedDetail:
    return public.TrackedDetail(
        "Đăng ký thành lập hộ kinh doanh",
        "Đ••• T•• Ước",
        NOW,
        NOW + timedelta(days=3),
        False,
        sentence,
        "Phòng Tài chính - Kế hoạch",
        (public.TrackedLine(NOW, "Đã tiếp nhận"),),
        PublicFee("100.000 đồng, chưa thu", None, False),
    )


@pytest.fixture
def tracked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def track(office: object, code: str, secret: str | None, at: datetime) -> public.Tracked | None:
        if code != "000.00.01.H05-171108-0001" or secret not in (None, SECRET):
            return None
        return public.Tracked(code, "Đang xử lý", 40, detail("Hồ sơ đang được thẩm định.") if secret else None)

    monkeypatch.setattr(public, "track", track)
    monkeypatch.setattr("motcua.web.middleware.transaction.transaction", _NoTransaction)


class _NoTransaction:
    async def __aenter__(self) -> None: ...

    async def __aexit__(self, *_: object) -> None: ...


async def test_the_code_alone_tells_how_far_and_nothing_else(browser: Browser, tracked: None) -> None:
    answer = await browser.send_form("/que-vo/tra-cuu", {"code": "000.00.01.H05-171108-0001"})
    assert answer.status_code == 200
    assert "40%" in answer.text
    for secret in ("hộ kinh doanh", "Ước", "Phòng Tài chính", "11/11/2017"):
        assert secret not in answer.text


async def test_with_the_secret_of_the_receipt_one_reads_more(browser: Browser, tracked: None) -> None:
    answer = await browser.get("/que-vo/tra-cuu/000.00.01.H05-171108-0001/" + SECRET)
    for words in (
        "40%",
        "hộ kinh doanh",
        "Đ••• T•• Ước",
        "Phòng Tài chính - Kế hoạch",
        "08:00 11/11/2017",
        "thẩm định",
        "100.000 đồng, chưa thu",
    ):
        assert words in answer.text
    form = {"code": "000.00.01.H05-171108-0001", "secret": SECRET}
    assert "thẩm định" in (await browser.send_form("/que-vo/tra-cuu", form)).text


async def test_a_wrong_secret_a_wrong_code_and_no_code_at_all_look_the_same(browser: Browser, tracked: None) -> None:
    wrong_secret = await browser.get("/que-vo/tra-cuu/000.00.01.H05-171108-0001/sai")
    wrong_code = await browser.get("/que-vo/tra-cuu/000.00.01.H05-171108-9999/" + SECRET)
    assert wrong_secret.status_code == wrong_code.status_code == 404
    without_nonce = [re.sub(r'nonce="[^"]+"', "", answer.text) for answer in (wrong_secret, wrong_code)]
    assert without_nonce[0] == without_nonce[1]


@pytest.mark.parametrize("code", ["", "x" * 5000, "<script>", "000.00.01.H05-171108-9999", "a\x00b"])
async def test_a_code_that_is_none_is_said_beside_the_box(browser: Browser, tracked: None, code: str) -> None:
    answer = await browser.send_form("/que-vo/tra-cuu", {"code": code})
    assert answer.status_code == 422
    assert 'href="#f-code"' in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")


async def test_codes_cannot_be_tried_one_after_another_and_the_holder_is_not_kept_out(
    browser: Browser, tracked: None
) -> None:
    for _ in range(30):
        assert (await browser.get("/que-vo/tra-cuu/x/y")).status_code == 404
    for guess in (f"000.00.01.H05-171108-0001/{SECRET[::-1]}", f"x/{SECRET}", "000.00.01.H05-171108-0001/y"):
        answer = await browser.get(f"/que-vo/tra-cuu/{guess}")
        assert answer.status_code == 429
        assert "Hãy chờ 5 phút" in answer.text
    for code in ("000.00.01.H05-171108-0001", "x"):
        assert (await browser.send_form("/que-vo/tra-cuu", {"code": code})).status_code == 429
    assert (await browser.get(f"/que-vo/tra-cuu/000.00.01.H05-171108-0001/{SECRET}")).status_code == 200


def test_a_center_guessed_at_from_many_addresses_leaves_each_fewer_tries() -> None:
    tries = Guesses(5, 40, timedelta(minutes=1))
    for number in range(10):
        for _ in range(4):
            tries.count_at("que-vo", f"10.0.0.{number}", NOW)
    assert tries.is_slowed("que-vo", "10.0.0.1", NOW)
    assert not tries.is_slowed("gia-binh", "10.0.0.1", NOW)
    assert not tries.is_slowed("que-vo", "10.0.9.9", NOW)
    assert not tries.is_slowed("que-vo", "10.0.0.1", NOW + timedelta(minutes=2))


def test_one_line_of_ipv6_is_one_address() -> None:
    assert network_of("2001:ee0:4f01:1::1") == network_of("2001:ee0:4f01:1:ffff::9")
    assert network_of("2001:ee0:4f01:1::1") != network_of("2001:ee0:4f01:2::1")
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1") == "10.0.0.1"
    assert network_of("testclient") == "testclient"


def test_only_failures_count_and_only_for_a_while() -> None:
    tries = FailedTries(2, timedelta(minutes=1))
    for _ in range(10):
        tries.check("a", NOW)
    tries.count("a", NOW)
    tries.count("a", NOW)
    tries.check("b", NOW)
    with pytest.raises(TooMany):
        tries.check("a", NOW)
    tries.check("a", NOW + timedelta(minutes=2))
