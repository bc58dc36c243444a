"""The first day of somebody who has never seen it: two centers, three dossiers, every desk, a power cut in between."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.browser import dossiers
from tests.browser.dossiers import BUSINESS, COPY
from tests.browser.keyboard import reach_button, type_form
from tests.browser.letters import receipt_of
from tests.browser.people import Person
from tests.browser.running import Demo
from tests.browser.work import CONFIRM, NUMBER, bring_scan

CODE = re.compile(r"000\.00\.NN\.H05-171108-[0-9]{4}|[0-9.]+\.[A-Z0-9.]+-171108-[0-9]{4}")
PREVIEW = "#xem-truoc"
GRANT = {"proposal": "grant", "finding": "Hồ sơ đầy đủ, hợp lệ."}
# From Wednesday 8 November: received at the stroke of 07:30 the last minute is 17:00, a minute later it is 07:31.
THREE_DAYS = re.compile(r"17:00 10/11/2017|07:[0-9]{2} 13/11/2017")
TEN_DAYS = re.compile(r"17:00 21/11/2017|07:[0-9]{2} 22/11/2017")


class Day:
    """Everybody of both centers, each at a browser of their own, and how long each thing took."""

    def __init__(self, meet: Callable[..., Any]) -> None:
        self._meet = meet
        self._people: dict[tuple[str, str], Person] = {}
        self.took: dict[str, float] = {}

    async def at(self, username: str, center: str = "que-vo") -> Person:
        key = (center, username)
        if key not in self._people:
            with self.timed(f"sign in {username}"):
                self._people[key] = await self._meet(username, center)
        return self._people[key]

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.took[what] = time.monotonic() - began

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(self._people.values())

    @contextmanager
    def without_power(self) -> Iterator[None]:
        """Open pages ask by themselves who else has the dossier; while nothing answers they may say so."""
        for person in self.people:
            person.server_is_down = True
        yield
        for person in self.people:
            person.server_is_down = False

    async def does(
        self, username: str, code: str, button: str, typed: Mapping[str, str] | None = None, *, center: str = "que-vo"
    ) -> Person:
        """Finds the dossier by its code, confirms its receipt where that is due, and makes the move."""
        person = await self.at(username, center)
        await find(person, code)
        if button != CONFIRM and await person.page.get_by_role("button", name=CONFIRM, exact=True).count():
            with self.timed(f"{center} {code[-4:]} {username}: {CONFIRM}"):
                await person.send(CONFIRM)
            await find(person, code)
        if button == NUMBER:
            await bring_scan(person)
        await make(person, button, typed or {}, self)
        return person


async def find(person: Person, code: str) -> None:
    """From one's home: the code into the box at the top, as a scanner types it, Enter: the dossier."""
    await person.open("/viec")
    await person.page.get_by_role("textbox", name="Tìm nhanh").fill(code)
    async with person.arrives():
        await person.page.keyboard.press("Enter")
    assert code in await person.text("h1"), await person.text()


async def make(person: Person, button: str, typed: Mapping[str, str], day: Day) -> None:
    named = person.page.get_by_role("button", name=button, exact=True, include_hidden=True)
    form = person.page.locator("form", has=named)
    if not await form.get_by_role("button", name=button, exact=True).count():
        await person.page.locator("summary", has_text=button).click()
    for name, value in typed.items():
        boxes = form.locator(f'[name="{name}"]')
        if value in ("grant", "refuse", "yes", "applicant", "proxy"):
            await form.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            await boxes.fill(value)
    code = CODE.search(await person.text("h1"))
    with day.timed(f"{person.center} {code[0][-4:] if code else '?'} {button}"):
        async with person.arrives():
            await form.get_by_role("button", name=button, exact=True).click()
    assert person.status == 200, (button, person.status, await person.text())
    assert await person.page.locator(".mc-flash").count() == 1, (button, await person.text())
    assert await person.english() == [], button
    if code:
        await find(person, code[0])  # the next dossier of the list has come; back to this one


async def accept(person: Person, day: Day, what: str) -> tuple[str, str]:
    """Presses the button; the code given and the address of the dossier."""
    with day.timed(f"accept {what}"):
        async with person.arrives():  # where it may be resolved at once, the button says that it goes on from here
            await person.page.locator("main button[name=_decision][value=accept]").click()
        assert person.status == 200, await person.text(".govuk-error-summary")
    said = CODE.search(await person.text("h1"))
    assert said, await person.text()
    assert await person.english() == []
    return said[0], person.path


async def upload(person: Person, row: str, name: str) -> None:
    box = person.page.get_by_label(row, exact=True)
    await person.swap(box.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": dossiers.tiny_pdf()}))
    await person.page.get_by_role("link", name=name).wait_for()


async def answered(person: Person, answers: Mapping[str, str]) -> list[str]:
    """What the form does not hold as it was typed."""
    wrong = []
    for name, value in answers.items():
        box = person.page.locator(f'[name="{name}"]:not([type=hidden])')
        kind = await box.first.evaluate("box => box.type")
        if kind == "radio":
            held = await person.page.locator(f'[name="{name}"]:checked').get_attribute("value")
        elif kind == "select-one":
            held = await box.locator("option:checked").inner_text()
        else:
            held = await box.input_value()
        if held != value:
            wrong.append(f"{name}: {held!r} instead of {value!r}")
    return wrong


@pytest.fixture
async def day(meet: Callable[..., Any], tmp_path: Path) -> AsyncIterator[Day]:
    lived = Day(meet)
    yield lived
    lines = [f"{seconds:6.2f}  {what}" for what, seconds in lived.took.items()]
    (tmp_path / "timings.txt").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


async def receive_business(day: Day) -> tuple[str, str]:
    """A household business, from the first key to the code, without a mouse."""
    nga = await day.at("nga.nt")
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    with day.timed("type the household business (keyboard)"):
        await type_form(nga, dossiers.SHOP)
    await nga.page.wait_for_load_state("networkidle")
    assert await answered(nga, dossiers.SHOP) == []
    await upload(nga, "Giấy đề nghị đăng ký hộ kinh doanh", "giay-de-nghi.pdf")
    aside = await nga.text(PREVIEW)
    assert "3 ngày làm việc" in aside
    assert THREE_DAYS.search(aside)  # before anything is accepted
    assert "Phí, lệ phí" in aside
    assert await nga.english() == []
    await nga.look("1-business-before-accepting")
    await reach_button(nga, "Tiếp nhận hồ sơ")
    return await accept(nga, day, "household business")


async def receive_land(day: Day) -> tuple[str, str]:
    """A sale of land by one to two: the third party is a row added with the button."""
    nga = await day.at("nga.nt")
    await nga.open("/tiep-nhan?tim=dat dai")
    await nga.page.click('main a[href$="/dang-ky-bien-dong-dat-dai"]')
    await nga.answer({**dossiers.OWNER, **dossiers.PARCEL})
    await nga.page.select_option('[name="commune"]', index=1)
    await nga.answer(dossiers.SALE)
    await nga.answer(dossiers.party("givers.0", "Nguyễn Thị Thu Ước", "027185001234", "100"))
    await nga.answer(dossiers.party("receivers.0", "Trần Văn Ẩn", "027079004567", "60"))
    await nga.swap(nga.page.get_by_role("button", name="Thêm bên nhận chuyển quyền").click())
    await nga.page.locator('[name="receivers.1.name"]').wait_for()
    await nga.answer(dossiers.party("receivers.1", "Lê Thị Ọc", "027184007890", "30"))
    assert await nga.send("Tiếp nhận hồ sơ") == 422
    assert "Tổng phần quyền của các bên nhận phải bằng 100" in await nga.text(".govuk-error-summary")
    assert await nga.page.locator('[name="receivers.1.name"]').input_value() == "Lê Thị Ọc"
    await nga.look("2-land-refused-once")
    await nga.answer({"receivers.1.share": "40"})
    assert TEN_DAYS.search(await nga.text(PREVIEW))
    return await accept(nga, day, "land")


async def receive_copy(day: Day) -> tuple[str, str]:
    """Ten copied pages at Gia Bình: the fee is known to the đồng before accepting."""
    loan = await day.at("loan.tt", "gia-binh")
    await loan.open(f"/tiep-nhan/{COPY}")
    applicant = {**dossiers.OWNER, "applicant.address": "Thôn Đông Bình, thị trấn Gia Bình, tỉnh Bắc Ninh"}
    await loan.answer({**applicant, **dossiers.PAGES})
    await loan.page.locator(PREVIEW, has_text="25.000 đồng").wait_for()  # 5 copies of 2 × 2.000 + 1 × 1.000
    assert "17:00 08/11/2017" in await loan.text(PREVIEW)
    await loan.page.get_by_label("Đã thu 25.000 đồng").check()
    return await accept(loan, day, "certified copy")


async def test_a_day_at_two_centers(day: Day, demo: Demo, meet: Callable[..., Any]) -> None:
    business, business_at = await receive_business(day)
    land, land_at = await receive_land(day)
    copy, copy_at = await receive_copy(day)
    assert len({business_at, land_at, copy_at}) == 3

    await receipts_lead_to_tracking(day, meet, business, business_at)
    await the_power_fails(day, demo, business, business_at)
    await walk_business(day, business)
    await walk_land(day, land)
    await walk_copy(day, copy)
    await anybody_sees_only_how_far_it_is(meet, business)
    await nobody_sees_the_other_centers(day, land, land_at)

    for center in ("que-vo", "gia-binh"):
        assert "nguyên vẹn" in demo.verify_trail(center)


async def receipts_lead_to_tracking(day: Day, meet: Callable[..., Any], code: str, address: str) -> None:
    nga = await day.at("nga.nt")
    with day.timed("print the receipt"):
        words, codes = await receipt_of(nga, address)
    assert code in words
    assert "NGUYỄN THỊ THU ƯỚC" in words.upper()
    link = next(found for found in codes if "/tra-cuu/" in found)
    assert link.startswith(nga.base)
    citizen = await meet(width=320, height=640)
    assert await citizen.open(link.removeprefix(f"{citizen.base}/{citizen.center}")) == 200
    said = await citizen.text()
    assert code in said
    assert "Hẹn trả" in said
    assert THREE_DAYS.search(said)
    assert "Nguyễn Thị Thu Ước" not in said  # the name is masked
    assert await citizen.english() == []
    await citizen.look("3-tracking-from-the-qr")


async def the_power_fails(day: Day, demo: Demo, code: str, address: str) -> None:
    """Nothing that was answered for is lost, and nobody has to sign in again."""
    nga = await day.at("nga.nt")
    with day.without_power():
        demo.kill()
        with day.timed("start again after the kill"):
            demo.start()
        assert await nga.open(address) == 200
        for person in day.people:
            await person.page.reload()
    assert "/dang-nhap" not in nga.path
    assert code in await nga.text("h1")
    assert "giay-de-nghi.pdf" in await nga.text()
    assert "nguyên vẹn" in demo.verify_trail("que-vo")


async def walk_business(day: Day, code: str) -> None:
    await day.does("nga.nt", code, "Chuyển cơ quan giải quyết", {"note": "Hồ sơ đủ."})
    await day.does("hung.vv", code, "Trình bước tiếp theo", GRANT)
    son = await day.does("son.nt", code, "Trả lại bước trước", {"reason": "Ghi rõ hơn ngành, nghề kinh doanh."})
    await son.look("4-returned")
    hung = await day.at("hung.vv")
    await find(hung, code)
    assert "Ghi rõ hơn ngành, nghề kinh doanh." in await hung.text(".mc-note[role=note]")
    await hung.look("4-sent-back")
    await day.does("hung.vv", code, "Trình bước tiếp theo", {**GRANT, "finding": "Đã ghi rõ: sửa đồ gỗ mỹ nghệ."})
    await day.does("son.nt", code, "Ký kết quả")
    van = await day.does("van.lt", code, "Vào số, phát hành")
    assert "ĐKHKD" in await van.text()
    await day.does("nga.nt", code, "Nhận kết quả về Trung tâm")
    await hand_back(day, "nga.nt", code, "que-vo", {"fee_amount": "100.000"})


async def walk_land(day: Day, code: str) -> None:
    await day.does("nga.nt", code, "Chuyển cơ quan giải quyết")
    await day.does("ha.htt", code, "Trình bước tiếp theo", GRANT)
    tuyet = await day.does("tuyet.tt", code, CONFIRM)
    await make(tuyet, "Tạm dừng giải quyết", {"reason": "Thông báo 123/TB-CCT ngày 08/11/2017"}, day)
    assert "Đang tạm dừng" in await tuyet.text()
    await tuyet.look("5-suspended")
    await day.does("tuyet.tt", code, "Tiếp tục giải quyết", {"evidence": "Giấy nộp tiền 456 ngày 08/11/2017"})
    await make(tuyet, "Trình bước tiếp theo", GRANT, day)
    await day.does("toan.nv", code, "Trình bước tiếp theo", GRANT)
    await day.does("minh.pq", code, "Ký kết quả")
    await day.does("van.lt", code, "Vào số, phát hành")
    await day.does("nga.nt", code, "Nhận kết quả về Trung tâm")
    await hand_back(day, "nga.nt", code, "que-vo", {"fee_amount": "0"})


async def walk_copy(day: Day, code: str) -> None:
    at = "gia-binh"
    await day.does("loan.tt", code, "Chuyển cơ quan giải quyết", center=at)
    await day.does("thao.lt", code, "Trình bước tiếp theo", GRANT, center=at)
    await day.does("giang.nv", code, "Ký kết quả", center=at)
    nhan = await day.does("nhan.tt", code, "Vào số, phát hành", center=at)
    assert "SCT/BS" in await nhan.text()
    await day.does("loan.tt", code, "Nhận kết quả về Trung tâm", center=at)
    await hand_back(day, "loan.tt", code, at, {})


async def hand_back(day: Day, username: str, code: str, center: str, fee: Mapping[str, str]) -> None:
    """Every original that was kept is ticked; without the ticks nothing is handed back."""
    person = await day.at(username, center)
    await find(person, code)
    form = person.page.locator("form", has=person.page.get_by_role("button", name="Trả kết quả", exact=True))
    ticks = [await box.get_attribute("name") for box in await form.locator("[name^='original.']").all()]
    who = {"received_by": "Nguyễn Thị Thu Ước", "receiver": "applicant", **fee}
    if ticks:
        for name, value in who.items():
            box = form.locator(f'[name="{name}"]')
            await (form.locator(f'[name="{name}"][value="{value}"]').check() if name == "receiver" else box.fill(value))
        assert await person.send("Trả kết quả", "#viec") == 422
        assert "Hãy đánh dấu" in await person.text(".govuk-error-summary")
    await make(person, "Trả kết quả", {**who, **dict.fromkeys(map(str, ticks), "yes")}, day)
    assert "Đã trả kết quả" in await person.text()
    await person.look(f"6-handed-back-{code[-4:]}-{center}")


async def anybody_sees_only_how_far_it_is(meet: Callable[..., Any], code: str) -> None:
    citizen = await meet(width=320, height=640)
    await citizen.open("/tra-cuu")
    await citizen.page.fill("[name=code]", code)
    assert await citizen.send("Tra cứu") == 200
    said = await citizen.text()
    assert "100%" in said
    for secret in ("Nguyễn", "Ước", "hộ kinh doanh", "Hẹn trả", "Phòng Tài chính"):
        assert secret not in said, secret
    await citizen.look("7-tracking-by-code")


async def nobody_sees_the_other_centers(day: Day, code: str, address: str) -> None:
    loan = await day.at("loan.tt", "gia-binh")
    assert await loan.open(address) == 404
    assert "Không tìm thấy" in await loan.text()
    await loan.open("/ho-so")
    await loan.page.locator("main [name=text]").fill(code)
    async with loan.arrives():
        await loan.page.keyboard.press("Enter")
    assert await loan.page.get_by_role("link", name=code, exact=True).count() == 0
