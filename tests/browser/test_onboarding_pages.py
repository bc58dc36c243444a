"""The pages that a center meets on its first days, without a mouse: sheets for an outage, where settings come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser import dossiers
from tests.browser.keyboard import reach, reach_button
from tests.browser.people import Person
from tests.browser.work import CODE

HERE = "/phieu-du-phong"


async def type_into(person: Person, typed: dict[str, str]) -> None:
    """In the order of the page; the box that says why it is refused as well."""
    for name, text in typed.items():
        await reach(person, name)
        await person.page.keyboard.press("Control+A")
        await person.page.keyboard.type(text)


async def press(person: Person, button: str) -> None:
    await reach_button(person, button)
    async with person.arrives():
        await person.page.keyboard.press("Enter")


async def print_one(person: Person) -> None:
    await person.open(HERE)
    await type_into(person, {"count": "1"})
    await reach_button(person, "In phiếu trắng")
    async with person.page.expect_response(lambda answer: answer.url.endswith(f"{HERE}/in")) as printed:
        await person.page.keyboard.press("Enter")
    answer = await printed.value
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    await person.page.wait_for_url(f"**{HERE}/in")
    await person.open(HERE)
    assert "Đã in và chưa dùng: 1 phiếu" in await person.text()


async def receive(person: Person) -> str:
    await person.open(f"/tiep-nhan/{dossiers.BUSINESS}")
    await person.answer(dossiers.SHOP)
    async with person.arrives():
        await person.page.locator("main button[name=_decision][value=accept]").click()
    found = CODE.search(await person.text("h1"))
    assert found, await person.text()
    return found[0]


async def test_a_sheet_is_printed_entered_and_confirmed_with_the_keyboard_alone(meet: Callable[..., Any]) -> None:
    counter, director = await meet("nga.nt"), await meet("thanh.nv")
    await print_one(counter)
    code = await receive(counter)
    await counter.open(HERE)
    sheet = {"number": "DP17-0001", "code": code, "on": "8/11/2017", "at": "07:05", "reason": "Mất điện từ 7 giờ."}
    await type_into(counter, {**sheet, "on": "31/2/2017"})
    await press(counter, "Ghi phiếu")
    assert counter.status == 422
    assert await counter.page.locator("main [name=reason]").input_value() == sheet["reason"]  # nothing is typed twice
    await type_into(counter, {"on": sheet["on"]})
    await press(counter, "Ghi phiếu")
    assert (counter.status, await counter.english()) == (200, [])
    await director.open(HERE)
    assert code in await director.text()
    await press(director, f"Xác nhận\n phiếu {sheet['number']}")
    assert "tính từ 07:05 ngày 08/11/2017" in await director.text(".mc-flash")
    await counter.open("/viec")
    await counter.page.get_by_role("textbox", name="Tìm nhanh").fill(code)
    async with counter.arrives():
        await counter.page.keyboard.press("Enter")
    assert "07:05 08/11/2017" in await counter.text()


async def test_the_settings_nobody_has_confirmed_are_found_with_the_keyboard_alone(meet: Callable[..., Any]) -> None:
    director = await meet("thanh.nv")
    await director.open("/cau-hinh")
    every = await director.page.locator("main tbody tr").count()
    assert "noi_vu" not in await director.text()  # agencies are called as people call them
    await press(director, "Chưa xác nhận")
    lines = await director.page.locator("main tbody tr").all_inner_texts()
    assert 0 < len(lines) < every
    assert [line for line in lines if "chưa xác nhận" not in line.lower()] == []
    assert await director.english() == []
