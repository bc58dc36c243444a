"""Each role's day, in both centers at once: from the home, by what stands on the screen, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser import dossiers
from tests.browser.people import Person
from tests.browser.running import PASSWORD
from tests.browser.work import CODE, does, find, follow, home, make, menu

SHOP = "Đăng ký thành lập hộ kinh doanh"


@dataclass(frozen=True)
class Crew:
    """Who works at one center, by role; and who comes to its counter."""

    center: str
    reception: str
    officer: str
    head: str
    leader: str
    clerk: str
    cashier: str
    director: str
    administrator: str
    person: str
    identity: str


CREWS = (
    Crew("que-vo", "nga.nt", "hung.vv", "son.nt", "truong.nx", "van.lt", "hanh.pt", "thanh.nv", "anh.pd",
         "Đặng Thị Sáng", "027185007001"),
    Crew("gia-binh", "loan.tt", "long.pv", "chi.nt", "vinh.nq", "nhan.tt", "dung.vt", "hieu.pv", "tu.lv",
         "Đặng Văn Sửu", "027085007002"),
)  # fmt: skip


class Center:
    """The people of one center, each at a browser of their own, signed in once."""

    def __init__(self, meet: Callable[..., Any], crew: Crew) -> None:
        self._meet, self.crew = meet, crew
        self._people: dict[str, Person] = {}

    async def __call__(self, role: str) -> Person:
        """Comes to the role's home, as one does after signing in."""
        username = getattr(self.crew, role)
        if username not in self._people:
            self._people[username] = await self._meet(username, self.crew.center)
        person = self._people[username]
        await home(person)
        assert "Xin chào" in await person.text("h1")
        assert await person.english() == []
        return person


async def everywhere(meet: Callable[..., Any], day: Callable[[Center], Any]) -> None:
    async with asyncio.TaskGroup() as both:
        for crew in CREWS:
            both.create_task(day(Center(meet, crew)))


async def takes_in(center: Center, identity: str, *, interrupted: bool) -> str:
    """A household business at the counter; called away in the middle, the draft is taken up again."""
    person = await center("reception")
    await follow(person, "Tiếp nhận hồ sơ mới")
    await person.page.locator("main [role=search] input").first.fill("ho kinh doanh")
    await person.page.keyboard.press("Enter")
    await follow(person, SHOP)
    answers = {**dossiers.SHOP, "applicant.name": center.crew.person, "applicant.id_number": identity}
    commune = answers.pop("business_commune")
    half = {name: answers.pop(name) for name in dossiers.OWNER}
    await person.answer(half)
    if interrupted:
        await person.page.locator(".mc-saved", has_text="nháp").wait_for()
        await home(person)
        await menu(person, "Tiếp nhận")
        await follow(person, f"{center.crew.person}: {SHOP}")
        assert await person.page.get_by_label("Họ và tên").first.input_value() == center.crew.person
    await person.answer(answers)
    lists = person.page.locator("[name=business_commune]")
    await (lists.select_option(commune) if center.crew.center == "que-vo" else lists.select_option(index=1))
    assert await person.send("Tiếp nhận hồ sơ") == 200, await person.text()
    code = CODE.search(await person.text("h1"))
    assert code, await person.text()
    return code[0]


async def test_a_dossier_goes_from_counter_to_counter(meet: Callable[..., Any]) -> None:
    """Reception, officer, head, clerk and cashier: with a supplement, an assignment and a fee on the way."""
    await everywhere(meet, from_counter_to_counter)


async def from_counter_to_counter(center: Center) -> None:
    code = await takes_in(center, center.crew.identity, interrupted=True)
    reception = await center("reception")
    await does(reception, code, "Chuyển cơ quan giải quyết", {"Ghi chú": "Hồ sơ đủ."})

    officer = await center("officer")
    await does(officer, code, "Đề nghị bổ sung hồ sơ",
               {"Giấy tờ, nội dung cần bổ sung": "Bản sao căn cước", "Lý do": "Chưa có trong hồ sơ."})  # fmt: skip
    reception = await center("reception")
    await does(reception, code, "Gửi phiếu yêu cầu bổ sung", {"Giao trực tiếp": "yes"})
    await does(reception, code, "Nhận hồ sơ bổ sung", {"Giấy tờ đã nhận bổ sung": "Bản sao giấy tờ của chủ hộ"})
    officer = await center("officer")
    await does(officer, code, "Xác nhận đã nhận hồ sơ")
    head = await center("head")
    await does(head, code, "Phân công người xử lý", {"Giao cho": "1"})
    officer = await center("officer")
    await does(officer, code, "Trình bước tiếp theo", {"Đồng ý giải quyết": "yes", "Kết quả thẩm định": "Đủ, hợp lệ."})
    head = await center("head")
    await does(head, code, "Ký kết quả")
    await does(await center("clerk"), code, "Vào số, phát hành")
    await does(await center("cashier"), code, "Thu phí, lệ phí", {"Số tiền phí": "100.000"})
    reception = await center("reception")
    await does(reception, code, "Nhận kết quả về Trung tâm")
    await hands_back(await center("reception"), center, code)


async def hands_back(person: Person, center: Center, code: str) -> None:
    await menu(person, "Trả kết quả")
    await person.page.get_by_label("Quét mã QR").fill(code)
    await follow(person, "Tìm hồ sơ")
    typed = {"Họ và tên người nhận kết quả": center.crew.person, "Người nộp hồ sơ": "yes"}
    for label in await person.page.locator("#viec .govuk-checkboxes__label").all_inner_texts():
        typed[label.strip()] = "yes"
    await make(person, "Trả kết quả", typed)
    await home(person)
    await find(person, code)
    assert "Đã trả kết quả" in await person.text()
    assert "Đã kết thúc" in await person.text()


async def test_a_leader_signs_what_is_most_urgent(meet: Callable[..., Any]) -> None:
    await everywhere(meet, leads)


async def leads(center: Center) -> None:
    leader = await center("leader")
    await follow(leader, "Bắt đầu với hồ sơ gấp nhất")
    code = CODE.search(await leader.text("h1"))
    assert code
    await does(leader, code[0], "Ký kết quả")
    await home(leader)
    await find(leader, code[0])
    assert await leader.page.get_by_role("button", name="Ký kết quả", exact=True).count() == 0


async def test_a_director_presses_on_what_is_late_and_cancels_an_acceptance(meet: Callable[..., Any]) -> None:
    await everywhere(meet, directs)


async def directs(center: Center) -> None:
    director = await center("director")
    await follow(director, "Mở hồ sơ quá hạn lâu nhất")
    assert "Quá hạn" in await director.text()
    await menu(director, "Bàn giao")
    assert "bàn giao" in (await director.text("h1")).lower()
    identity = center.crew.identity[:-1] + "9"
    code = await takes_in(center, identity, interrupted=False)
    director = await center("director")
    await does(director, code, "Hủy tiếp nhận trong ngày", {"Lý do hủy tiếp nhận": "Nhập nhầm người nộp."})
    await home(director)
    await find(director, code)
    assert "hủy" in (await director.text(".mc-dossierhead")).lower()


async def test_an_administrator_gives_a_new_password_and_locks_an_account(meet: Callable[..., Any]) -> None:
    await everywhere(meet, lambda center: administers(meet, center))


async def administers(meet: Callable[..., Any], center: Center) -> None:
    """For the deputy director, of whom no other day needs the account."""
    username = {"que-vo": "huong.ttt", "gia-binh": "quynh.nt"}[center.crew.center]
    administrator = await center("administrator")
    await follow(administrator, "Tất cả tài khoản")
    row = administrator.page.get_by_role("row").filter(has_text=username)
    await row.get_by_text("Quản lý").click()
    async with administrator.arrives():
        await row.get_by_role("button", name="Đặt lại mật khẩu").click()
    first = await administrator.text(".mc-secret code")

    deputy = await meet("", center.crew.center)
    await deputy.sign_in(username, first)
    await deputy.page.get_by_label("Mật khẩu hiện tại").fill(first)
    for label in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
        await deputy.page.get_by_label(label, exact=True).fill(PASSWORD + "!")
    assert await deputy.send("Đổi mật khẩu") == 200, await deputy.text()
    await menu(deputy, "Việc của tôi")

    await follow(administrator, "Về danh sách cán bộ")
    await row.get_by_text("Quản lý").click()
    async with administrator.arrives():
        await row.get_by_role("button", name="Khóa tài khoản").click()
    await menu(administrator, "Việc của tôi")
    await follow(administrator, "Đang bị khóa")
    assert username in await administrator.text()
    assert await deputy.open("/viec") == 200
    assert "/dang-nhap" in deputy.path, "a locked account is out at once"


async def test_somebody_is_away_and_somebody_stands_in(meet: Callable[..., Any]) -> None:
    await everywhere(meet, is_away)


async def is_away(center: Center) -> None:
    officer = await center("officer")
    await follow(officer, "Vắng mặt", ".mc-header")
    substitutes = officer.page.get_by_label("Người thay", exact=True)
    head = substitutes.locator("option", has_text="Trưởng phòng Tài chính - Kế hoạch").first
    await substitutes.select_option(await head.get_attribute("value"))
    await officer.page.get_by_label("Từ ngày").fill("20/11/2017")
    await officer.page.get_by_label("Đến hết ngày").fill("21/11/2017")
    await officer.page.get_by_label("Lý do, văn bản").fill("Nghỉ phép, Phân công số 12 ngày 08/11/2017")
    await follow(officer, "Ghi ngày vắng mặt")
    assert officer.status == 200, await officer.text()
    assert "20/11/2017" in await officer.text()
    await follow(officer, "Đã trở lại làm việc")
    assert officer.status == 200, await officer.text()


async def test_a_counter_is_left_alone_and_taken_up_again(meet: Callable[..., Any]) -> None:
    await everywhere(meet, is_left_alone)


async def is_left_alone(center: Center) -> None:
    """What was typed stays behind the curtain, and nobody reads it there."""
    person = await center("reception")
    await menu(person, "Trả kết quả")
    box = person.page.get_by_label("Quét mã QR")
    await box.fill("nguyen thi")
    await person.page.get_by_role("button", name="Khóa màn hình").click()
    curtain = person.page.get_by_role("dialog")
    await curtain.get_by_label("Mật khẩu").fill("khong phai")
    await curtain.get_by_role("button", name="Mở khóa").click()
    await curtain.get_by_role("alert").wait_for()
    assert not await box.is_visible()
    await curtain.get_by_label("Mật khẩu").fill(PASSWORD)
    await curtain.get_by_role("button", name="Mở khóa").click()
    await curtain.wait_for(state="hidden")
    assert await box.input_value() == "nguyen thi"
