"""The hall over HTTP, without a script: a machine is paired, gives a number, an officer calls it, the hall sees it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.web.pages.conftest import BUSINESS, WEDNESDAY, Person, Who, World

from motcua.centers import Center, entered
from motcua.services.codes import tracking_secret
from motcua.services.hall import booking as hall_booking
from motcua.services.hall.numbers import place_secret
from motcua.web.ids import asked_for

GROUP = "tai-chinh-ke-hoach"
TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')
KEY = re.compile(r'name="_key" value="([0-9a-f-]+)"')
SHOWN_CODE = re.compile(r"chỉ hiện một lần: <strong[^>]*>(\d{4} \d{4})<")
Browser = Callable[..., Awaitable[Person]]


@pytest.fixture(autouse=True)
def a_day_of_its_own(world: World) -> Iterator[None]:
    """Numbers go by the day, and no test is to see another's."""
    _days[0] += 7
    world.clock[0] = WEDNESDAY + timedelta(days=_days[0])
    yield
    world.clock[0] = WEDNESDAY


_days = [0]


@pytest.fixture
def browser(world: World) -> Browser:
    async def open_one(center: Center | None = None) -> Person:
        address = f"10.{uuid4().int % 250}.{uuid4().int % 250}.{uuid4().int % 250}"
        transport = httpx.ASGITransport(app=world.app, raise_app_exceptions=False, client=(address, 5000))
        made = Person(transport=transport, base_url="http://127.0.0.1:8000")
        made.center = center or world.here
        return await world.stack.enter_async_context(made)

    return open_one


async def fill(who: Person, path: str, values: dict[str, Any], at: str = "") -> httpx.Response:
    """What the page's own form sends."""
    page = await who.see(at or path)
    token, key = TOKEN.search(page.text), KEY.search(page.text)
    assert token, (path, page.status_code)
    hidden = {"_csrf_token": token[1]} | ({"_key": key[1]} if key else {})
    return await who.post_form(path, hidden | values)


@pytest.fixture
async def admin(somebody: Who) -> Person:
    return await somebody("administrator")


async def paired(browser: Browser, admin: Person, kind: str) -> Person:
    said = await fill(admin, "/thiet-bi/quan-ly", {"name": f"Máy {uuid4().hex[:5]}", "kind": kind})
    code = SHOWN_CODE.search(said.text)
    assert code, said.text[:3000]
    machine = await browser()
    answer = await fill(machine, "/thiet-bi", {"code": code[1]})
    assert answer.headers["location"].endswith({"kiosk": "/kiosk", "display": "/man-hinh"}[kind])
    return machine


@pytest.fixture
async def kiosk(browser: Browser, admin: Person) -> Person:
    return await paired(browser, admin, "kiosk")


async def number(kiosk: Person, group: str = GROUP, priority: str = "") -> tuple[str, str, str]:
    """(label, address of its ticket, address of its place on a telephone)."""
    answer = await fill(kiosk, "/kiosk/lay-so", {"nhom": group, "uu-tien": priority}, at=f"/kiosk/lay-so?nhom={group}")
    assert answer.status_code == 303, answer.text[:2000]
    ticket = answer.headers["location"].removeprefix(f"/{kiosk.center.key}")
    page = await kiosk.see(ticket)
    label = re.search(r'mc-ticket__number">([A-Z]+\d+)<', page.text)
    assert label
    return label[1], ticket, page.text


async def at_counter(who: Person, what: str, **more: Any) -> httpx.Response:
    page = (await who.see("/quay")).text
    seen = re.search(r'name="_seen" value="([^"]*)"', page)
    return await fill(who, "/quay", {"viec": what, "_seen": seen[1] if seen else ""} | more)


async def test_a_number_is_taken_called_seen_and_filed_from(
    kiosk: Person, browser: Browser, admin: Person, reception: Person, business: dict[str, Any]
) -> None:
    display = await paired(browser, admin, "display")
    label, _, paper = await number(kiosk, priority="elderly")
    assert "Người cao tuổi" in paper
    assert "data:image/svg+xml;base64," in paper
    assert "chưa có quầy mở" in paper
    opened = await at_counter(reception, "mo", quay="3", nhom=[GROUP])
    assert opened.status_code == 303
    assert (await at_counter(reception, "goi")).status_code == 303
    assert label in (await reception.see("/quay")).text
    seen = (await display.see("/man-hinh")).text
    assert label in seen
    assert "Quầy 3" in seen
    assert 'http-equiv="refresh"' in seen, "without a script the browser loads it anew"
    hidden = await reception.hidden(f"/tiep-nhan/{BUSINESS}")
    accepted = await reception.post_form(f"/tiep-nhan/{BUSINESS}", {**hidden, **business, "_decision": "accept"})
    assert accepted.status_code == 303
    assert f"{label}, quầy 3" in (await reception.get(accepted.headers["location"])).text
    assert accepted.headers["location"] in (await reception.see("/quay")).text
    assert (await at_counter(reception, "xong")).status_code == 303
    stale = await fill(reception, "/quay", {"viec": "bo-qua", "_seen": label})
    assert stale.status_code == 409


async def test_a_guide_gives_a_number_that_stands_in_the_kiosks_row(
    kiosk: Person, somebody: Who, reception: Person
) -> None:
    """With the kiosk's own service: the numbers follow each other, and priority goes first."""
    before, _, _ = await number(kiosk)
    guide = await somebody("guide")
    form = {"nhom": GROUP, "uu-tien": "disabled"}
    given = await fill(guide, "/phat-so", form)
    assert given.status_code == 303, given.text[:2000]
    slip = (await guide.see(given.headers["location"].removeprefix(f"/{guide.center.key}"))).text
    label = re.search(r'mc-ticket__number">([A-Z]+)(\d+)<', slip)
    assert label
    assert (label[1], int(label[2])) == (before[:1], int(before[1:]) + 1)
    assert "Người khuyết tật" in slip
    assert "data:image/svg+xml;base64," in slip
    assert (await at_counter(reception, "mo", quay="4", nhom=[GROUP])).status_code == 303
    assert (await at_counter(reception, "goi")).status_code == 303
    assert "".join(label.groups()) in (await reception.see("/quay")).text, (
        "who has priority is called before who came first"
    )


async def test_a_guides_form_sent_twice_gives_one_number_and_an_empty_one_says_what_is_missing(somebody: Who) -> None:
    guide = await somebody("guide")
    assert "Lấy số" in (await guide.see("/phat-so")).text
    page = (await guide.see("/phat-so")).text
    token, key = TOKEN.search(page), KEY.search(page)
    assert token
    assert key
    form = {"_csrf_token": token[1], "_key": key[1], "nhom": GROUP, "uu-tien": ""}
    first, second = [await guide.post_form("/phat-so", form) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]
    empty = await fill(guide, "/phat-so", {"uu-tien": ""})
    assert empty.status_code == 422
    assert "Hãy chọn một lĩnh vực trong danh sách." in empty.text
    forged = await fill(guide, "/phat-so", {"nhom": GROUP, "uu-tien": "vip"})
    assert forged.status_code == 422
    director = await somebody("director")
    assert (await director.get(f"/{director.center.key}/phat-so")).status_code == 403


async def test_the_place_is_followed_on_a_telephone(kiosk: Person, browser: Browser, world: World) -> None:

    await number(kiosk)
    label, ticket, _ = await number(kiosk)
    with entered(world.here):
        secret = place_secret(asked_for(ticket.rpartition("/")[2]))
    phone = await browser()
    page = await phone.see(f"/so-cho/{secret}")
    assert page.status_code == 200
    assert label in page.text
    assert "1 người" in page.text
    wrong = await phone.see(f"/so-cho/{secret[::-1]}")
    elsewhere = await browser(world.elsewhere)
    assert (wrong.status_code, (await elsewhere.see(f"/so-cho/{secret}")).status_code) == (404, 404)
    for _ in range(40):
        last = await phone.see("/so-cho/doan-mo")
    assert last.status_code == 429, "guessing is slowed"


async def test_only_a_paired_machine_opens_its_pages_and_no_other_kinds(
    kiosk: Person, browser: Browser, reception: Person, admin: Person, world: World
) -> None:
    nobody = await browser()
    for who in (nobody, reception, admin):
        for path in ("/kiosk", "/kiosk/lay-so", "/kiosk/lich-hen", "/kiosk/tra-cuu", "/man-hinh"):
            assert (await who.see(path)).status_code == 403, path
    assert (await kiosk.see("/kiosk")).status_code == 200
    assert (await kiosk.see("/man-hinh")).status_code == 403
    for path in ("/viec", "/quay", "/ho-so", "/thiet-bi/quan-ly", "/thoi-gian-cho", "/lich-hen"):
        answer = await kiosk.see(path)
        assert (answer.status_code, "/dang-nhap" in answer.headers["location"]) == (303, True), path
    cookie = kiosk.cookies[f"mc-{world.here.key}-thiet-bi"]
    other = await browser(world.elsewhere)
    other.cookies.set(f"mc-{world.elsewhere.key}-thiet-bi", cookie)
    assert (await other.see("/kiosk")).status_code == 403


async def test_a_member_of_staff_is_nobody_at_a_kiosk(kiosk: Person, reception: Person, world: World) -> None:
    kiosk.cookies.set(f"mc-{world.here.key}", reception.cookies[f"mc-{world.here.key}"])
    page = await kiosk.see("/kiosk")
    assert page.status_code == 200
    assert "Đăng xuất" not in page.text


async def test_a_revoked_machine_is_out_at_once(kiosk: Person, admin: Person) -> None:
    page = (await admin.see("/thiet-bi/quan-ly")).text
    device = re.search(r'name="thiet-bi" value="([0-9a-f-]+)"', page)
    assert device, "the newest stands first"
    gone = await fill(admin, "/thiet-bi/quan-ly/sua", {"thiet-bi": device[1], "viec": "thu-hoi"}, "/thiet-bi/quan-ly")
    assert gone.status_code == 303
    assert (await kiosk.see("/kiosk")).status_code == 403


async def test_a_wrong_pairing_code_is_counted(browser: Browser) -> None:
    machine = await browser()
    for _ in range(30):
        assert (await fill(machine, "/thiet-bi", {"code": "00000000"})).status_code == 422
    assert (await fill(machine, "/thiet-bi", {"code": "00000000"})).status_code == 429


async def test_out_of_hours_the_kiosk_says_when_to_come(kiosk: Person, world: World) -> None:
    world.clock[0] += timedelta(hours=10)
    page = (await kiosk.see("/kiosk")).text
    assert "Đã hết giờ lấy số hôm nay (17:00)" in page
    assert "/kiosk/lay-so?nhom=" not in page
    refused = await fill(kiosk, "/kiosk/lay-so", {"nhom": GROUP}, at=f"/kiosk/lay-so?nhom={GROUP}")
    assert refused.status_code == 422


async def test_the_kiosk_tells_where_a_dossier_is_by_the_receipts_qr(
    kiosk: Person, reception: Person, take_in: Callable[..., Awaitable[Any]], world: World
) -> None:

    dossier = await take_in()
    found = re.search(r"<title>Hồ sơ ([^ ]+)", (await reception.see(f"/ho-so/{dossier}")).text)
    assert found
    with entered(world.here):
        secret = tracking_secret(dossier)
    link = f"https://mc.vn/{world.here.key}/tra-cuu/{found[1]}/{secret}"
    page = await fill(kiosk, "/kiosk/tra-cuu", {"code": link})
    assert page.status_code == 200
    assert "N••••• V•• An" in page.text
    assert secret not in page.text
    bare = await fill(kiosk, "/kiosk/tra-cuu", {"code": found[1]})
    assert "N•••" not in bare.text
    assert (await fill(kiosk, "/kiosk/tra-cuu", {"code": found[1], "secret": "sai"})).status_code == 422


# --- appointments


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    real = hall_booking.queue_message

    async def note(to: Any, event: str, values: Any, **more: Any) -> bool:
        found.append(values["number"])
        return await real(to, event, values, **more)

    monkeypatch.setattr(hall_booking, "queue_message", note)
    return found


async def asked(who: Person, contact: str, place: int = 0) -> httpx.Response:
    page = await who.see(f"/dat-lich?nhom={GROUP}")
    slots = re.findall(r'name="gio" value="([^"]+)"(?! disabled)', page.text)
    values = {"nhom": GROUP, "gio": slots[place], "name": "Trần Thị Bé", "contact": contact}
    return await fill(who, "/dat-lich", values, at=f"/dat-lich?nhom={GROUP}")


async def test_an_appointment_is_booked_and_gives_a_number_at_the_kiosk(
    browser: Browser, kiosk: Person, reception: Person, codes: list[str], world: World
) -> None:
    who = await browser()
    assert (await asked(who, "be@vidu.vn", 1)).headers["location"].endswith("/dat-lich/xac-nhan")
    assert (await fill(who, "/dat-lich/xac-nhan", {"code": "0000000000"})).status_code == 422
    booked = await fill(who, "/dat-lich/xac-nhan", {"code": codes[0]})
    assert booked.status_code == 200
    assert codes[0] in booked.text
    page = await reception.see("/lich-hen")
    assert "Trần Thị Bé" in page.text
    world.clock[0] += timedelta(minutes=45)
    came = await fill(kiosk, "/kiosk/lich-hen", {"code": codes[0]})
    assert came.status_code == 303, came.text[:2000]
    assert "Người có lịch hẹn" in (await kiosk.get(came.headers["location"])).text
    assert "đã đến" in (await reception.see("/lich-hen")).text


async def test_the_page_says_the_same_to_who_has_too_many(browser: Browser, codes: list[str]) -> None:
    pages = []
    for turn in range(4):
        who = await browser()
        answer = await asked(who, "nhieu@vidu.vn", turn + 2)
        pages.append(
            (answer.status_code, answer.headers["location"], (await who.see("/dat-lich/xac-nhan")).status_code)
        )
    assert len(set(pages)) == 1
    assert len(codes) == 3, "and nothing is sent"


async def test_an_appointment_is_cancelled_by_its_code(browser: Browser, codes: list[str]) -> None:
    who = await browser()
    await asked(who, "0912345678", 4)
    await fill(who, "/dat-lich/xac-nhan", {"code": codes[0]})
    gone = await fill(who, "/dat-lich/huy", {"code": codes[0]})
    assert "Đã hủy lịch hẹn" in gone.text
    assert (await fill(who, "/dat-lich/huy", {"code": codes[0]})).status_code == 422


async def test_asking_for_place_after_place_is_slowed(browser: Browser, codes: list[str]) -> None:
    who = await browser()
    answers = [(await asked(who, f"09{uuid4().int % 10**8:08d}")).status_code for _ in range(12)]
    assert answers == [*[303] * 10, 429, 429]
    assert len(codes) == 10


async def test_the_director_reads_how_long_people_waited(
    kiosk: Person, reception: Person, somebody: Who, world: World
) -> None:
    director = await somebody("director")
    assert "chưa có ai lấy số" in (await director.see("/thoi-gian-cho")).text
    await at_counter(reception, "mo", quay="1", nhom=[GROUP])
    await number(kiosk)
    world.clock[0] += timedelta(minutes=20)
    await at_counter(reception, "goi")
    page = (await director.see("/thoi-gian-cho")).text
    assert "20,0 phút" in page
    assert "Theo nửa giờ" in page
    assert (await director.see("/thoi-gian-cho?ngay=0001-01-01")).status_code == 200
    assert (await reception.see("/thoi-gian-cho")).status_code == 403


@pytest.mark.parametrize("bad", ["\x00", "a" * 5000, "<script>", "’ OR 1=1", "\u202e" * 100, "-1", "9" * 30])
async def test_what_nobody_would_type_is_no_500(
    kiosk: Person, reception: Person, browser: Browser, admin: Person, bad: str
) -> None:
    who = await browser()
    for person, at, path, names in (
        (kiosk, f"/kiosk/lay-so?nhom={GROUP}", "/kiosk/lay-so", ("nhom", "uu-tien", "_key")),
        (kiosk, "/kiosk/lich-hen", "/kiosk/lich-hen", ("code", "_key")),
        (kiosk, "/kiosk/tra-cuu", "/kiosk/tra-cuu", ("code", "secret")),
        (who, "/thiet-bi", "/thiet-bi", ("code",)),
        (who, f"/dat-lich?nhom={GROUP}", "/dat-lich", ("nhom", "gio", "ngay", "name", "contact", "_key")),
        (who, "/dat-lich/xac-nhan", "/dat-lich/xac-nhan", ("code",)),
        (who, "/dat-lich/huy", "/dat-lich/huy", ("code",)),
        (reception, "/quay", "/quay", ("viec", "quay", "nhom", "so", "sang", "_seen", "_key")),
        (admin, "/thiet-bi/quan-ly", "/thiet-bi/quan-ly", ("kind", "name", "_key")),
        (admin, "/thiet-bi/quan-ly", "/thiet-bi/quan-ly/sua", ("thiet-bi", "viec")),
    ):
        answer = await fill(person, path, dict.fromkeys(names, bad), at=at)
        assert answer.status_code < 500, (path, bad[:20])
    for path in (f"/dat-lich?nhom={bad[:50]}&ngay={bad[:50]}", f"/kiosk/lay-so?nhom={bad[:50]}"):
        assert (await kiosk.get(kiosk.at(path).replace("\x00", "%00"))).status_code < 500
    for path in ("/lich-hen", "/thoi-gian-cho"):
        assert (await reception.get(reception.at(path), params={"ngay": bad, "sau": bad})).status_code < 500
