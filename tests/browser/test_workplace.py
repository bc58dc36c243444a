"""A workplace that goes on: the next dossier after each move, who else is here, and a screen that others can't read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.running import PASSWORD

Meet = Callable[..., Any]
ROWS = ".mc-list tbody th a"
COUNTER = "/viec?xem=tai-quay&trang-thai=accepted"
TOGETHER = "#mc-dang-mo .mc-others"


async def open_first(person: Any, address: str = COUNTER) -> list[str]:
    """Opens the first row of a list by its link; the addresses of all rows."""
    await person.open(address)
    rows = [str(await row.get_attribute("href")) for row in await person.page.locator(ROWS).all()]
    async with person.arrives():
        await person.page.locator(ROWS).first.click()
    return [row.removeprefix(f"/{person.center}") for row in rows]


async def open_to_hand_back(person: Any) -> None:
    """The first result of the counter that is not on its way by post."""
    for row in await open_first(person, "/viec?xem=tai-quay&trang-thai=ready"):
        await person.open(row)
        if await person.page.locator("#viec textarea").count():
            return
    raise AssertionError("every result is on its way by post")


async def test_the_list_is_worked_off_without_going_back_to_it(meet: Meet) -> None:
    nga = await meet("nga.nt")
    rows = await open_first(nga)
    assert nga.path == rows[0]
    assert await nga.send("Chuyển cơ quan giải quyết", "#viec") == 200
    assert nga.path == rows[1]
    assert "Chuyển hồ sơ đến cơ quan giải quyết: hồ sơ" in await nga.text(".mc-flash")
    await nga.look("next-1366")
    async with nga.arrives():
        await nga.page.get_by_role("link", name="Hồ sơ sau").click()
    assert nga.path == rows[2]
    async with nga.arrives():
        await nga.page.get_by_role("link", name="Hồ sơ trước").click()
    assert nga.path == rows[1]
    async with nga.arrives():
        await nga.page.locator(".mc-beside").get_by_role("link", name="Tại quầy").click()
    assert nga.path == COUNTER
    assert rows[0] not in await nga.page.content()  # it has left the list
    assert await nga.english() == []


async def test_a_head_gives_two_dossiers_to_one_officer_from_the_list(meet: Meet) -> None:
    for username in ("hung.vv", "nam.td", "cuong.dm", "toan.nv"):
        officer = await meet(username)
        await officer.open("/viec?xem=cua-toi&trang-thai=in_transit")
        if await officer.page.locator(ROWS).count() >= 2:
            break
    for box in (await officer.page.locator("[name=chon]").all())[:2]:
        await box.check()
    assert await officer.send("Xác nhận đã nhận hồ sơ (các hồ sơ đã chọn)") == 200
    assert "2 / 2 hồ sơ đã xong" in await officer.text()
    head = await meet(
        {"hung.vv": "son.nt", "nam.td": "yen.nth", "cuong.dm": "quang.nt", "toan.nv": "minh.pq"}[username]
    )
    await head.open("/viec?xem=cho-phan-cong")
    for box in (await head.page.locator("[name=chon]").all())[:2]:
        await box.check()
    await head.page.locator(".mc-together summary", has_text="Phân công").click()
    names = await head.page.locator("#t-assign-assignee option").all_inner_texts()
    assert len(names) > 1
    await head.look("share-out-1366")
    who = str(await officer.page.locator(".mc-account__who strong").inner_text())
    await head.page.locator("#t-assign-assignee").select_option(
        label=next(name for name in names if name.startswith(who))
    )
    assert await head.send("Phân công người xử lý") == 200
    assert "2 / 2 hồ sơ đã xong" in await head.text()
    assert await head.english() == []


async def test_the_second_is_seen_and_nobody_is_kept_from_working(meet: Meet) -> None:
    nga = await meet("nga.nt")
    await open_to_hand_back(nga)
    address = nga.path
    note = nga.page.locator("#viec textarea").first
    await note.fill("Đang gõ dở")
    thanh = await meet("thanh.nv")
    await thanh.open(address.partition("?")[0])
    assert "Nguyễn Thị Nga" in await thanh.text(TOGETHER)  # drawn with the page
    await nga.page.locator(TOGETHER, has_text="Nguyễn Văn Thành").wait_for()
    assert await note.input_value() == "Đang gõ dở"
    await nga.look("together-1366")


async def test_a_server_that_is_away_changes_nothing_and_a_page_nobody_looks_at_asks_nothing(meet: Meet) -> None:
    nga = await meet("nga.nt")
    await open_to_hand_back(nga)
    asked: list[str] = []
    nga.page.on("request", lambda request: asked.append(request.url) if "/dang-mo" in request.url else None)
    await nga.page.wait_for_timeout(3_200)
    assert len(asked) >= 2
    nga.server_is_down = True
    before = await nga.text()
    await nga.page.route("**/dang-mo", lambda route: route.fulfill(status=503, body="<h1>Hỏng</h1>"))
    await nga.page.wait_for_timeout(3_000)
    assert await nga.text() == before
    await nga.page.unroute("**/dang-mo")
    nga.server_is_down = False
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true})"
    await nga.page.evaluate(hide % "true")
    await nga.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await nga.page.wait_for_timeout(500)
    asked.clear()
    await nga.page.wait_for_timeout(3_000)
    assert asked == []
    await nga.page.evaluate(hide % "false")
    async with nga.page.expect_request("**/dang-mo"):
        await nga.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


async def unlock(person: Any, password: str = PASSWORD) -> None:
    await person.page.fill("#mc-curtain-p", password)
    async with person.page.expect_response("**/mo-khoa"):
        await person.page.locator("#mc-curtain").get_by_role("button", name="Mở khóa").click()


async def test_a_key_locks_every_tab_and_the_password_brings_back_what_was_typed(meet: Meet) -> None:
    nga = await meet("nga.nt")
    await open_to_hand_back(nga)
    note = nga.page.locator("#viec textarea").first
    await note.fill("Người nhận hẹn chiều nay")
    other = await nga.context.new_page()
    await other.goto(f"{nga.base}/{nga.center}/viec")
    code = await nga.text("h1")
    async with nga.page.expect_response("**/khoa"):
        await nga.page.keyboard.press("Alt+k")
    await nga.page.locator("#mc-curtain[open]").wait_for()
    await other.locator("#mc-curtain[open]").wait_for()
    assert await nga.page.locator("main").is_hidden()
    assert code not in await nga.text("body")
    await nga.look("locked-1366")
    await unlock(nga, "không phải mật khẩu")
    assert "Mật khẩu không đúng" in await nga.text("#mc-curtain")
    assert await nga.page.locator("main").is_hidden()
    await unlock(nga)
    await nga.page.locator("#mc-curtain[open]").wait_for(state="detached")
    assert await note.input_value() == "Người nhận hẹn chiều nay"
    await other.locator("#mc-curtain[open]").wait_for(state="detached")
    await other.close()


async def test_a_screen_left_alone_is_locked_and_back_shows_nothing(meet: Meet) -> None:
    nga = await meet("nga.nt")
    await nga.page.clock.install()
    await open_to_hand_back(nga)
    code = await nga.text("h1")
    await nga.page.clock.fast_forward("14:00")
    assert not await nga.page.locator("#mc-curtain[open]").count()  # control: not before its time
    async with nga.page.expect_response("**/khoa"):
        await nga.page.clock.fast_forward("01:30")
    await nga.page.locator("#mc-curtain[open]").wait_for()
    for _ in range(2):
        await nga.page.go_back()
        said = await nga.text("body")
        assert code not in said
        assert "Chờ trả kết quả" not in said
    assert await nga.page.locator("input[type=password]").first.is_visible()
    await nga.look("locked-back-1366")


async def test_signed_out_back_shows_nothing(meet: Meet) -> None:
    nga = await meet("nga.nt")
    await open_to_hand_back(nga)
    code = await nga.text("h1")
    await nga.send("Đăng xuất", "header")
    await nga.page.go_back()
    assert code not in await nga.text("body")
