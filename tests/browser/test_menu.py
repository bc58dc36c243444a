"""A long menu: what is opened seldom stands folded under a name, with a mouse, with keys alone and without scripts."""

from __future__ import annotations

from tests.browser.conftest import Meet
from tests.browser.work import menu

SHELF = ".mc-nav details"


async def test_a_shelf_opens_to_its_links_and_is_put_away_by_what_comes_next(meet: Meet) -> None:
    thanh = await meet("thanh.nv")
    await thanh.open("/viec")
    watched, kept = (thanh.page.locator(SHELF).nth(n) for n in (0, 1))
    await watched.locator("summary").click()
    assert await watched.get_by_role("link", name="Tóm tắt").is_visible()
    await kept.locator("summary").click()
    assert not await watched.get_by_role("link", name="Tóm tắt").is_visible(), "one at a time"
    await thanh.page.locator("h1").click()
    assert await thanh.page.locator(f"{SHELF}[open]").count() == 0
    bar = await thanh.page.locator(".mc-nav").bounding_box()
    assert bar is not None
    assert bar["height"] < 60, "one line at 1366 px"


async def test_keys_alone_go_through_a_shelf_and_escape_leaves_it(meet: Meet) -> None:
    thanh = await meet("thanh.nv")
    await thanh.open("/viec")
    summary = thanh.page.locator(f"{SHELF} summary").first
    await summary.focus()
    await thanh.page.keyboard.press("Enter")
    await thanh.page.keyboard.press("Tab")
    focused = thanh.page.locator(":focus")
    assert await focused.inner_text() == "Tóm tắt"
    await thanh.page.keyboard.press("Escape")
    assert await thanh.page.locator(f"{SHELF}[open]").count() == 0
    assert "Giám sát" in await focused.inner_text()
    await thanh.page.keyboard.press("Enter")
    await thanh.page.keyboard.press("Tab")
    async with thanh.arrives():
        await thanh.page.keyboard.press("Enter")
    assert thanh.path == "/tom-tat"


async def test_without_scripts_on_a_telephone_every_shelf_leads_on(meet: Meet) -> None:
    thanh = await meet("thanh.nv", width=360, height=740, scripts=False)
    for text, path in (("Lưu trữ", "/luu-tru"), ("Cấu hình", "/cau-hinh")):
        await menu(thanh, text)
        assert thanh.path == path
        assert await thanh.page.evaluate("document.documentElement.scrollWidth") <= 360
