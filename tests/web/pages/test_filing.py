"""A citizen over HTTP: signs in with a code, files as on paper, is asked once, completes; nobody else gets near it."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.web.pages.conftest import BUSINESS, HIDDEN, Person, World
from tests.web.pages.test_uploads import a_pdf

from motcua.centers import Center
from motcua.services.citizens import signing_in as citizens

PARTIAL = {"hx-request": "true"}
TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')
# The papers of a household business of one person.
PAPERS = ("request", "id_copy")


class Visitor(Person):
    """Somebody's own browser."""

    async def form(self, path: str) -> dict[str, str]:
        page = await self.see(path)
        assert page.status_code == 200, (path, page.status_code, page.headers)
        found = TOKEN.search(page.text)
        assert found, path
        return {"_csrf_token": found[1]} | {
            name: value for name, value in HIDDEN.findall(page.text) if name in ("_seen", "_key")
        }

    async def fill(self, path: str, values: dict[str, Any], at: str = "", **more: Any) -> httpx.Response:
        return await self.post_form(path, {**await self.form(at or path), **values}, **more)


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    real = citizens.queue_message

    async def note(to: Any, event: str, values: Any, *, once: str) -> bool:
        found.append(values["secret"])
        return await real(to, event, values, once=once)

    monkeypatch.setattr(citizens, "queue_message", note)
    return found


async def browser(world: World, center: Center | None = None) -> Visitor:
    address = f"10.{uuid4().int % 250}.{uuid4().int % 250}.{uuid4().int % 250}"
    transport = httpx.ASGITransport(app=world.app, raise_app_exceptions=False, client=(address, 5000))
    made = Visitor(transport=transport, base_url="http://127.0.0.1:8000")
    made.center = center or world.here
    return await world.stack.enter_async_context(made)


async def signed_in(world: World, codes: list[str], address: str = "", center: Center | None = None) -> Visitor:
    who = await browser(world, center)
    contact = address or f"dan{uuid4().hex[:8]}@vidu.vn"
    asked = await who.fill("/cong-dan/dang-nhap", {"contact": contact})
    assert asked.status_code == 303, asked.text[:2000]
    page = asked.headers["location"].removeprefix(f"/{who.center.key}")
    form = await who.form(page)
    answer = await who.post_form("/cong-dan/ma", {**form, "lan": page.partition("lan=")[2], "code": codes[-1]})
    assert answer.status_code == 303
    return who


@pytest.fixture
async def citizen(world: World, codes: list[str]) -> Visitor:
    return await signed_in(world, codes)


async def begun(who: Visitor) -> str:
    answer = await who.fill("/cong-dan/nop", {"thu-tuc": BUSINESS})
    assert answer.status_code == 303
    return str(answer.headers["location"].removeprefix(f"/{who.center.key}"))


async def upload(who: Visitor, at: str, paper: str, body: bytes | None = None, name: str = "anh.pdf") -> httpx.Response:
    form = await who.form(f"{at}/giay-to")
    files = {"file": (name, a_pdf() if body is None else body, "application/pdf")}
    return await who.post(who.at(f"{at}/giay-to"), data={**form, "paper": paper}, files=files)


def answers(business: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in business.items() if not name.startswith("_")} | {"_delivery": "counter"}


async def submitted(who: Visitor, business: dict[str, Any]) -> str:
    at = await begun(who)
    went = await who.fill(at, answers(business))
    assert went.headers.get("location", "").endswith("/giay-to"), re.sub(r"\s+", " ", went.text)[-3000:]
    for paper in PAPERS:
        assert (await upload(who, at, paper)).status_code == 303
    handed = await who.fill(f"{at}/xem-lai", {"agreed": "yes"})
    assert handed.headers.get("location", "").endswith("/bien-nhan"), re.sub(r"\s+", " ", handed.text)[:3000]
    return at


def number_in(page: httpx.Response) -> str:
    found = re.search(r"NT-\d{6}-\d{4}", page.text)
    assert found, page.text[:500]
    return found[0]


async def test_the_whole_way_without_a_script(
    citizen: Visitor, reception: Person, business: dict[str, Any], world: World
) -> None:
    at = await submitted(citizen, business)
    receipt = await citizen.see(f"{at}/bien-nhan")
    number = number_in(receipt)
    assert "Đây chưa phải giấy tiếp nhận" in receipt.text
    desk = at.replace("/cong-dan/nop", "/nop-truc-tuyen")
    assert number in (await reception.see("/nop-truc-tuyen")).text
    page = await reception.see(desk)
    assert "125123456" in page.text
    file = re.search(r'href="([^"]+/tep/[^"]+)"', page.text)
    assert file
    assert (await reception.get(file[1])).content == a_pdf()
    token = TOKEN.search(page.text)
    seen = re.search(r'name="_seen" value="(\d+)"', page.text)
    assert token
    assert seen
    form = {"_csrf_token": token[1], "_seen": seen[1]}
    asked = {"answer": "ask", "papers": "request", "reason": "Ảnh mờ, không đọc được", "lines": "Ghi rõ địa chỉ"}
    assert (await reception.post_form(desk, form | asked)).status_code == 303
    for step in ("", "/giay-to", "/xem-lai"):
        told = await citizen.see(f"{at}{step}")
        assert "Ảnh mờ, không đọc được" in told.text, step
        assert "Ghi rõ địa chỉ" in told.text, step
    world.clock[0] = world.clock[0].replace(minute=world.clock[0].minute + 1)
    assert (await upload(citizen, at, "request", name="moi.pdf")).status_code == 303
    again = await citizen.fill(f"{at}/xem-lai", {"agreed": "yes"})
    assert again.status_code == 303, re.sub(r"\s+", " ", again.text)[:3000]
    page = await reception.see(desk)
    assert "moi.pdf" in page.text
    seen = re.search(r'name="_seen" value="(\d+)"', page.text)
    assert seen
    second = await reception.post_form(desk, form | asked | {"_seen": seen[1]})
    assert second.status_code == 409
    assert "một lần" in second.text
    accepted = await reception.post_form(desk, form | {"answer": "accept", "_seen": seen[1]})
    assert accepted.status_code == 303, re.sub(r"\s+", " ", accepted.text)[:3000]
    dossier = await reception.get(accepted.headers["location"])
    assert "Trực tuyến" in dossier.text or "anh.pdf" in dossier.text
    assert "Đã tiếp nhận" in (await citizen.see(f"{at}/bien-nhan")).text
    mine = accepted.headers["location"].rpartition("/")[2]
    page = await citizen.see(f"/cong-dan/ho-so/{mine}")
    letter = re.search(r'href="([^"]+/giay/[^"]+)"', page.text)
    assert letter
    receipt = await citizen.get(letter[1])
    assert receipt.headers["content-type"] == "application/pdf"
    assert receipt.content.startswith(b"%PDF")
    looks = await citizen.see(f"/cong-dan/ho-so/{mine}/ai-da-xem")
    assert looks.text.count(reception.staff.name) == 1, "opened as a filing and as a dossier, one day is one line"


async def test_a_form_with_mistakes_is_kept_and_says_what_is_wrong(citizen: Visitor, business: dict[str, Any]) -> None:
    at = await begun(citizen)
    wrong = await citizen.fill(at, answers(business) | {"owner_id": "12", "capital": "nhiều"})
    assert wrong.status_code == 422
    assert 'href="#f-owner_id"' in wrong.text
    assert 'value="nhiều"' in (await citizen.see(at)).text
    later = await citizen.fill(at, answers(business) | {"_later": "1", "owner_id": "12"})
    assert later.headers["location"].endswith("/cong-dan")


async def test_what_is_typed_is_saved_by_the_page_itself_and_found_on_another_device(
    world: World, codes: list[str], business: dict[str, Any]
) -> None:
    address = f"dan{uuid4().hex[:8]}@vidu.vn"
    phone = await signed_in(world, codes, address)
    at = await begun(phone)
    form = await phone.form(at)
    saved = await phone.post_form(f"{at}/luu", {**form, "business_name": "Quán Gốc Đa"}, headers=PARTIAL)
    assert saved.status_code == 200
    assert "Đã lưu lúc" in saved.text
    desktop = await signed_in(world, codes, address)
    assert "Quán Gốc Đa" in (await desktop.see(at)).text
    stale = await phone.post_form(f"{at}/luu", {**form, "business_name": "Cũ"}, headers=PARTIAL)
    assert stale.status_code == 409
    assert "thiết bị hoặc cửa sổ khác" in stale.text
    posted = await phone.post_form(at, {**form, "business_name": "Cũ"})
    assert posted.status_code == 409
    assert 'name="_over"' in posted.text
    over = await phone.post_form(f"{at}/luu", {**form, "business_name": "Mới", "_over": "1"}, headers=PARTIAL)
    assert over.status_code == 200


async def test_a_file_that_is_none_is_refused_and_loses_no_other(citizen: Visitor, business: dict[str, Any]) -> None:
    at = await begun(citizen)
    assert (await upload(citizen, at, "request")).status_code == 303
    bad = await upload(citizen, at, "id_copy", b"MZ this is a program", "anh.pdf")
    assert bad.status_code == 422
    page = await citizen.see(f"{at}/giay-to")
    assert page.text.count("anh.pdf</a>") == 1
    assert (await upload(citizen, at, "khong_co_giay_nay")).status_code == 404
    none = await citizen.fill(f"{at}/giay-to", {"paper": "request"})
    assert none.status_code == 422
    dropped = re.search(r'name="drop" value="([^"]+)"', page.text)
    assert dropped
    assert (await citizen.fill(f"{at}/giay-to", {"drop": dropped[1]})).status_code == 303
    assert "anh.pdf</a>" not in (await citizen.see(f"{at}/giay-to")).text


async def test_it_is_not_handed_in_before_it_is_whole(citizen: Visitor, business: dict[str, Any]) -> None:
    at = await begun(citizen)
    await citizen.fill(at, answers(business))
    page = await citizen.see(f"{at}/xem-lai")
    assert "chưa có tệp của giấy tờ này" in page.text
    assert 'name="agreed"' not in page.text
    forced = await citizen.post_form(f"{at}/xem-lai", {**await citizen.form(at), "agreed": "yes"})
    assert forced.status_code == 422
    for paper in PAPERS:
        await upload(citizen, at, paper)
    unpledged = await citizen.fill(f"{at}/xem-lai", {})
    assert unpledged.status_code == 422
    assert 'href="#f-agreed"' in unpledged.text


async def test_somebody_elses_filing_is_as_one_that_is_not_there(
    world: World, codes: list[str], citizen: Visitor, business: dict[str, Any]
) -> None:
    at = await submitted(citizen, business)
    file = re.search(r'href="[^"]*(/tep/[^"]+)"', (await citizen.see(f"{at}/bien-nhan")).text)
    assert file
    other = await signed_in(world, codes)
    elsewhere = await signed_in(world, codes, center=world.elsewhere)
    form = await other.form("/cong-dan/tai-khoan")
    missing = f"/cong-dan/nop/{uuid4()}"
    for rest in ("", "/giay-to", "/xem-lai", "/bien-nhan", file[1]):
        answer, none = await other.see(at + rest), await other.see(missing + rest)
        assert (answer.status_code, none.status_code) == (404, 404)
        assert (await elsewhere.see(at + rest)).status_code == 404
        assert (await citizen.see(at + rest)).status_code in (200, 303)
    for rest in ("", "/luu", "/giay-to", "/xem-lai", "/rut"):
        assert (await other.post_form(at + rest, {**form, "_seen": "1", "drop": "x"})).status_code == 404


async def test_staff_are_nobody_on_citizens_pages_and_citizens_nobody_on_theirs(
    citizen: Visitor, reception: Person, business: dict[str, Any]
) -> None:
    at = await submitted(citizen, business)
    assert "/cong-dan/dang-nhap" in (await reception.see(at)).headers["location"]
    desk = at.replace("/cong-dan/nop", "/nop-truc-tuyen")
    for path in ("/nop-truc-tuyen", desk, "/ho-so", "/viec"):
        answer = await citizen.see(path)
        assert answer.status_code == 303
        assert "/dang-nhap?" in answer.headers["location"]


async def test_the_door_says_the_same_whoever_knocks(world: World, codes: list[str]) -> None:
    address = f"dan{uuid4().hex[:8]}@vidu.vn"
    known = await signed_in(world, codes, address)
    await known.fill("/cong-dan/dang-xuat", {}, at="/cong-dan/tai-khoan")
    assert (await known.see("/cong-dan")).status_code == 303
    who = await browser(world)
    pages = []
    for contact in (address, f"dan{uuid4().hex[:8]}@vidu.vn"):
        sent = await who.fill("/cong-dan/dang-nhap", {"contact": contact})
        assert sent.status_code == 303
        page = (await who.get(sent.headers["location"])).text
        pages.append(re.sub(r"nonce=\"[^\"]+\"|[0-9a-f-]{36}|[0-9a-f]{128}|d•••", "", page))
    assert pages[0] == pages[1]


async def test_a_wrong_code_is_refused_and_counted(world: World, codes: list[str]) -> None:
    who = await browser(world)
    sent = await who.fill("/cong-dan/dang-nhap", {"contact": f"dan{uuid4().hex[:8]}@vidu.vn"})
    page = sent.headers["location"].removeprefix(f"/{who.center.key}")
    form = {**await who.form(page), "lan": page.partition("lan=")[2]}
    for _ in range(citizens.MOST_TRIES):
        assert (await who.post_form("/cong-dan/ma", {**form, "code": "abc"})).status_code == 422
    late = await who.post_form("/cong-dan/ma", {**form, "code": codes[-1]})
    assert late.status_code == 422
    assert (await who.see("/cong-dan")).status_code == 303


async def test_a_cookie_that_was_not_given_out_is_not_adopted(world: World) -> None:
    who = await browser(world)
    who.cookies.set(f"mc-{who.center.key}-dan", "chosen-by-somebody-else")
    assert "/cong-dan/dang-nhap" in (await who.see("/cong-dan")).headers["location"]


@pytest.mark.parametrize("bad", ["\x00", "a" * 5000, "<script>", "’ OR 1=1", "\u202e" * 100])
async def test_what_nobody_would_type_is_no_500(
    citizen: Visitor, world: World, business: dict[str, Any], bad: str
) -> None:
    at = await begun(citizen)
    form = await citizen.form(at)
    for path, values in (
        (at, answers(business) | {"owner_name": bad, "_seen": bad, "_row": bad}),
        (f"{at}/luu", {"owner_name": bad, "_seen": bad}),
        (f"{at}/giay-to", {"paper": bad, "drop": bad}),
        (f"{at}/xem-lai", {"agreed": bad, "_seen": bad}),
        (f"{at}/rut", {"_seen": bad}),
        ("/cong-dan/nop", {"thu-tuc": bad, "_key": bad}),
        ("/cong-dan/tai-khoan", {"applicant.name": bad, "_seen": bad}),
        ("/cong-dan/tai-khoan/dia-chi", {"contact": bad}),
        ("/cong-dan/tai-khoan/xac-nhan", {"lan": bad, "code": bad}),
        ("/cong-dan/dang-nhap", {"contact": bad}),
        ("/cong-dan/ma", {"lan": bad, "code": bad, "tiep": bad}),
    ):
        answer = await citizen.post_form(path, {"_csrf_token": form["_csrf_token"], **values})
        assert answer.status_code in (200, 303, 404, 409, 422), (path, answer.status_code)
        assert "<script>" not in answer.text.replace("<script nonce", "").replace("<script src", "")


async def test_a_profile_fills_the_next_form(citizen: Visitor) -> None:
    me = {
        "applicant.name": "Nguyễn Thị Hà",
        "applicant.born": "2/9/1980",
        "applicant.id_kind": "cmnd",
        "applicant.id_number": "125123456",
        "applicant.address": "Thị trấn Phố Mới",
    }
    wrong = await citizen.fill("/cong-dan/tai-khoan", me | {"applicant.id_number": "12"})
    assert wrong.status_code == 422
    assert (await citizen.fill("/cong-dan/tai-khoan", me)).status_code == 303
    page = await citizen.see(await begun(citizen))
    assert "Nguyễn Thị Hà" in page.text
    assert "125123456" in page.text


async def test_signed_out_everywhere_no_device_is_in(world: World, codes: list[str]) -> None:
    address = f"dan{uuid4().hex[:8]}@vidu.vn"
    one, two = await signed_in(world, codes, address), await signed_in(world, codes, address)
    assert (await one.fill("/cong-dan/dang-xuat-het", {}, at="/cong-dan/tai-khoan")).status_code == 303
    assert (await two.see("/cong-dan")).status_code == 303


@pytest.mark.parametrize("place", ["abc", "2017-11-08/x", "2017-11-08T01:00:00/" + "0" * 36, "/", "%00"])
async def test_a_place_in_a_list_that_nobody_gave_out_is_not_there(
    citizen: Visitor, reception: Person, place: str
) -> None:
    for who, path in (
        (citizen, "/cong-dan?truoc="),
        (citizen, "/cong-dan?ho-so-truoc="),
        (reception, "/nop-truc-tuyen?sau="),
    ):
        assert (await who.see(path + place)).status_code in (404, 422)
