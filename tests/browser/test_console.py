"""The province's console in a real browser: every page under axe-core at both widths, and an access from end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from tests.browser.chromium import Chromium
from tests.browser.people import Person
from tests.browser.running import Demo
from tests.browser.site_pages import Look, after, fill, nothing, press, set_up_a_code, sign_in_again, unfold
from tests.browser.standing import faults

from motcua.web.console.pages import PAGES
from motcua.web.guards import declared_routes

REASON = "Kiểm tra phản ánh trả kết quả chậm ngày 7/11."
OFFICER, LEADER, ADMINISTRATOR = "minh.nv", "hoa.tt", "son.dv"
STEP = "/them-trung-tam/{draft_id}/{step}"


class Officer(Person):
    """Somebody of the province: no center stands in the addresses of the console."""

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.base)

    async def open(self, path: str) -> int:
        answer = await self.page.goto(f"{self.base}{path}")
        return int(answer.status)


async def name_it(person: Person) -> None:
    await person.send("Bắt đầu", "main")
    await person.page.fill("main [name=short_name]", "Yên Phong")
    await person.send("Tiếp tục", "main")


async def to_people(person: Person) -> None:
    await name_it(person)
    await person.send("Tiếp tục", "main")


async def to_the_end(person: Person) -> None:
    await to_people(person)
    rows = ("Giám đốc Trung tâm", "Quản trị Trung tâm", "Cán bộ tiếp nhận và trả kết quả")
    names = ("An", "Bình", "Chi")
    lines = [f"Nguyễn Văn {name}\tCán bộ\t{role}" for name, role in zip(names, rows, strict=True)]
    await person.page.fill("main [name=people]", "\n".join(["Họ và tên\tChức vụ\tVai trò", *lines]))
    await person.send("Tiếp tục", "main")


async def name_the_day(person: Person) -> None:
    day = {"on": "15/06/2018", "name": "Ngày truyền thống của tỉnh", "document": "Công văn 5/UBND-NV"}
    for name, value in day.items():
        await person.page.fill(f"main [name={name}]", value)
    await person.page.select_option("main [name=kind]", "holiday")


# What answers a file.
FILES = frozenset({"/bao-cao.csv", "/bao-cao.pdf", "/bao-cao.xlsx"})
ADMINISTRATOR_LOOKS = (
    Look("/", "province", "/"),
    Look("/", "province-by-name", "/?thu-tu=ten", unfold),
    Look("/trung-tam/{key}", "province-center", "/trung-tam/que-vo", unfold),
    Look("/trung-tam/{key}", "province-no-center", "/trung-tam/khong-co", answers=404),
    Look("/thu-tuc", "province-procedures", "/thu-tuc"),
    Look("/thu-tuc/{key}", "province-procedure", "/thu-tuc/dang-ky-ho-kinh-doanh"),
    Look("/goi-thu-tuc", "province-plugins", "/goi-thu-tuc"),
    Look("/goi-thu-tuc/{key}/{agency}", "province-switch", "/goi-thu-tuc/gia-binh/noi_vu"),
    Look("/goi-thu-tuc/{key}/{agency}", "province-switch-refused", "/goi-thu-tuc/que-vo/tu_phap"),
    Look("/goi-thu-tuc/{key}/{agency}", "province-switch-no-agency", "/goi-thu-tuc/que-vo/khong_co", answers=404),
    Look("/bao-cao", "province-report", "/bao-cao?mau=06b&ky=nam&nam=2017&so=1"),
    Look("/bao-cao", "province-report-of-a-day", "/bao-cao?mau=06b&ky=ngay&ngay=06/11/2017"),
    Look("/bao-cao", "province-report-empty", "/bao-cao?mau=07b&ky=thang&nam=2017&so=1&theo=linh-vuc"),
    Look("/lich", "province-years", "/lich", unfold),
    Look("/lich", "province-day-refused", "/lich", after(unfold, press("Xem điều sẽ thay đổi")), 422),
    Look("/lich", "province-day-seen", "/lich", after(unfold, name_the_day, press("Xem điều sẽ thay đổi"))),
    Look("/thong-bao", "announcements-empty", "/thong-bao", unfold),
    Look("/thong-bao", "announcements-refused", "/thong-bao", after(unfold, press("Đăng")), 422),
    Look("/them-trung-tam", "add-drafts", "/them-trung-tam"),
    Look(STEP, "add-name-refused", "/them-trung-tam", after(press("Bắt đầu"), press("Tiếp tục")), 422),
    Look(STEP, "add-agencies", "/them-trung-tam", name_it),
    Look(STEP, "add-people-refused", "/them-trung-tam", after(to_people, press("Tiếp tục")), 422),
    Look(STEP, "add-last", "/them-trung-tam", to_the_end),
    Look("/can-bo", "officers", "/can-bo", unfold),
    Look("/can-bo", "officers-refused", "/can-bo", after(unfold, press("Tạo tài khoản")), 422),
    Look("/nhat-ky", "province-trail", "/nhat-ky?kiem-tra=1"),
    Look("/doi-mat-khau", "province-password", "/doi-mat-khau"),
    Look("/khoa", "province-lock", "/khoa"),
    Look("/tai-khoan", "province-my-account", "/tai-khoan"),
    Look("/tai-khoan/ma", "province-set-up-code-refused", "/tai-khoan/ma", press("Bật xác thực hai bước"), 422),
    Look("/tai-khoan/ma", "province-recovery-codes", "/tai-khoan/ma", set_up_a_code),
    Look("/dang-nhap/ma", "province-code", "/tai-khoan", sign_in_again(ADMINISTRATOR)),
)
OFFICER_LOOKS = (
    Look("/truy-cap", "access-refused", "/truy-cap", after(unfold, press("Gửi đề nghị")), 422),
    Look("/can-bo", "province-not-allowed", "/can-bo", answers=403),
)
PUBLIC_LOOKS = (
    Look("/dang-nhap", "province-sign-in", "/dang-nhap"),
    Look("/dang-nhap", "province-sign-in-refused", "/dang-nhap", press("Đăng nhập"), 422),
    Look("", "province-no-page", "/khong-co-trang-nay", answers=404),
)
LOOKS = (("", PUBLIC_LOOKS), (OFFICER, OFFICER_LOOKS), (ADMINISTRATOR, ADMINISTRATOR_LOOKS))
Meet = Callable[[str], Awaitable[Officer]]


@pytest.fixture
async def officer(demo: Demo, chromium: Chromium, tmp_path: Path) -> AsyncIterator[Meet]:
    """`await officer("minh.nv")`: somebody at the console, in a browser of their own."""
    met: list[tuple[Officer, Any]] = []

    async def somebody(username: str) -> Officer:
        context = await chromium.new_context(
            viewport={"width": 1366, "height": 768}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        context.set_default_timeout(20_000)
        person = await Officer.at(context, f"http://127.0.0.1:{demo.port + 1}", "", tmp_path)
        assert isinstance(person, Officer)
        met.append((person, context))
        if username:
            await person.sign_in(username)
        return person

    yield somebody
    for _, context in met:
        await chromium.close(context)
    assert [complaint for person, _ in met for complaint in person.complaints] == []


def test_every_page_of_the_console_is_looked_at() -> None:
    table = declared_routes(Litestar(route_handlers=list(PAGES), openapi_config=None))
    served = {route.path for route in table if route.method == "GET"}
    assert served - FILES == {look.route for _, looks in LOOKS for look in looks if look.route}


@pytest.mark.parametrize(("username", "looks"), LOOKS, ids=[name or "public" for name, _ in LOOKS])
async def test_every_page_of_the_console_stands(officer: Meet, username: str, looks: tuple[Look, ...]) -> None:
    person = await officer(username)
    wrong: list[str] = []
    for look in looks:
        person.status = await person.open(look.path)
        try:
            await (look.act or nothing)(person)
        except AssertionError as fault:
            wrong.append(f"{look.name}: {fault}")
            continue
        if person.status != look.answers:
            wrong.append(f"{look.name}: {person.status}, not {look.answers}: {await person.text('h1')}")
        wrong += await faults(person, look.name)
        await person.page.set_viewport_size({"width": 1366, "height": 768})
    assert wrong == [], "\n".join(wrong)


async def test_an_access_from_the_reason_to_the_end(officer: Meet, meet: Callable[..., Any]) -> None:
    asks, answers, director = await officer(OFFICER), await officer(LEADER), await meet("thanh.nv")
    await asks.open("/truy-cap")
    await unfold(asks)
    await asks.page.select_option("main [name=center]", "que-vo")
    await asks.page.select_option("main [name=minutes]", "30")
    await fill("reason", REASON, press("Gửi đề nghị"))(asks)
    await answers.open("/truy-cap")
    wrong = await faults(answers, "access-to-answer")
    await answers.page.set_viewport_size({"width": 1366, "height": 768})
    async with answers.arrives():
        await answers.page.locator("main form[action$='/dong-y'] button").first.click()
    await director.open("/viec")
    assert REASON in await director.text()
    await asks.open("/truy-cap")
    async with asks.arrives():
        await asks.page.locator("main form[action$='/vao'] button").first.click()
    wrong += await faults(asks, "access-ticket")
    await asks.page.set_viewport_size({"width": 1366, "height": 768})
    async with asks.arrives():
        await asks.page.get_by_role("button", name="Mở trang của Trung tâm").click()
    wrong += await faults(asks, "access-coming-in")
    await asks.page.set_viewport_size({"width": 1366, "height": 768})
    await asks.send("Vào Trung tâm", "main")
    async with asks.arrives():
        await asks.page.locator(".mc-list th a").first.click()
    assert "tỉnh, truy cập khẩn cấp" in await asks.text(".mc-account__who")
    here = str(asks.page.url)
    await director.open("/truy-cap-tinh")
    await unfold(director)
    wrong += await faults(director, "visits")
    await director.page.set_viewport_size({"width": 1366, "height": 768})
    assert "Mở /ho-so/…" in await director.text()
    async with director.arrives():
        await director.page.locator("main form[action$='/ket-thuc'] button").first.click()
    await asks.page.goto(here)
    assert "/dang-nhap" in str(asks.page.url)
    assert wrong == [], "\n".join(wrong)
