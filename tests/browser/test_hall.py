"""The hall in browsers: machines without scripts too, the keys of the counter, the screen that empties itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.browser.people import Person

KIOSK = {"width": 1080, "height": 1920}
SECOND = "lao-dong-tbxh"


async def machine(meet: Callable[..., Any], kind: str, name: str, *, scripts: bool = True) -> Person:
    """A browser that was paired with the administrator's code, and signed in as nobody."""
    admin = await meet("anh.pd")
    await admin.open("/thiet-bi/quan-ly")
    person = await meet(**KIOSK, scripts=scripts) if kind == "kiosk" else await meet(scripts=scripts)
    page = admin.page
    await page.locator("main [name='name']").fill(name)
    await page.locator(f"main [name='kind'][value='{kind}']").check()
    await admin.send("Thêm thiết bị", "main")
    code = re.search(r"\d{4} \d{4}", await admin.text())
    assert code
    await person.open("/thiet-bi")
    await person.page.locator("main [name='code']").fill(code[0])
    await person.send("Ghép thiết bị", "main")
    return person


async def take(kiosk: Person, priority: str = "Không, lấy số thường") -> str:
    await kiosk.open(f"/kiosk/lay-so?nhom={SECOND}")
    await kiosk.send(priority, "main")
    return str(await kiosk.page.locator(".mc-ticket__number").inner_text())


async def test_somebody_takes_a_number_is_called_skipped_and_called_back(meet: Callable[..., Any]) -> None:
    kiosk = await machine(meet, "kiosk", "Máy không tập lệnh", scripts=False)
    display = await machine(meet, "display", "Màn hình cửa vào")
    await kiosk.open("/kiosk")
    await kiosk.page.get_by_role("link", name=re.compile("Lao động")).click()
    ordinary, elderly = await take(kiosk), await take(kiosk, "Người cao tuổi (từ đủ 60 tuổi trở lên)")

    nga = await meet("nga.nt")
    await nga.open("/quay")
    if await nga.page.locator("summary", has_text="Đổi quầy").count():  # open since she looked at it
        await nga.page.locator("summary", has_text="Đổi quầy").click()
        await nga.send("Đóng quầy", "main")
    for box in await nga.page.locator("main [name='nhom']").all():
        await box.set_checked(await box.get_attribute("value") == SECOND)
    await nga.page.locator("main [name='quay']").select_option("5")
    await nga.send("Mở quầy", "main")
    async with nga.arrives():
        await nga.page.keyboard.press("Alt+g")
    assert elderly in await nga.text(".mc-place__number")
    await display.page.get_by_text(elderly, exact=True).wait_for()  # by itself, within the page's own few seconds
    assert "Quầy 5" in await display.text()
    async with nga.arrives():
        await nga.page.keyboard.press("Alt+b")
    await nga.send("Gọi số tiếp theo", "main")
    assert ordinary in await nga.text(".mc-place__number")
    await nga.send(f"Gọi {elderly}", "main")
    assert elderly in await nga.text(".mc-place__number")
    async with nga.arrives():
        await nga.page.keyboard.press("Alt+x")
    assert "Quầy đang trống" in await nga.text()
    await nga.page.locator("summary", has_text="Đổi quầy").click()
    await nga.send("Đóng quầy", "main")


async def test_a_kiosk_left_alone_asks_and_goes_back_to_its_first_page(meet: Callable[..., Any]) -> None:
    kiosk = await machine(meet, "kiosk", "Máy để yên")
    page = kiosk.page
    await page.clock.install()
    await kiosk.open("/kiosk/tra-cuu")
    asked = page.locator("#con-do")
    await page.clock.run_for(59_000)
    assert not await asked.is_visible()
    await page.clock.run_for(2_000)
    assert await asked.is_visible()
    await page.get_by_role("button", name="Tôi cần thêm thời gian").click()
    await page.clock.run_for(30_000)
    assert "/tra-cuu" in page.url, "whoever answers keeps the page"
    async with kiosk.arrives():
        await page.clock.run_for(60_000)
    assert kiosk.path == "/kiosk"


async def test_without_scripts_the_browser_itself_goes_back(meet: Callable[..., Any]) -> None:
    kiosk = await machine(meet, "kiosk", "Máy cũ", scripts=False)
    await kiosk.open("/kiosk/tra-cuu")
    found = await kiosk.page.locator("meta[http-equiv=refresh]").get_attribute("content")
    assert found is not None
    assert re.fullmatch(r"180;url=/que-vo/kiosk", found)


async def test_a_ticket_is_printed_once_on_its_own_paper(meet: Callable[..., Any]) -> None:
    kiosk = await machine(meet, "kiosk", "Máy in")
    await kiosk.context.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; };")
    await take(kiosk)
    assert await kiosk.page.evaluate("window.printed") == 1
    await kiosk.page.reload()
    assert await kiosk.page.evaluate("window.printed || 0") == 0
    for millimetres in (80, 58):
        await kiosk.page.evaluate(
            f"() => document.querySelector('.mc-ticket').className = 'mc-ticket mc-ticket--{millimetres}'"
        )
        await kiosk.page.emulate_media(media="print")
        width = await kiosk.page.evaluate("() => document.querySelector('.mc-ticket').getBoundingClientRect().right")
        assert width * 25.4 / 96 <= millimetres
        hidden = await kiosk.page.locator(".mc-hall__bar, .mc-hall__foot, .mc-demo").evaluate_all(
            "found => found.every(each => getComputedStyle(each).display === 'none')"
        )
        assert hidden
