"""The pages of a training twin, at the counter's screen and on a small phone, as a class goes through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser import dossiers
from tests.browser.people import Person
from tests.browser.standing import faults
from tests.browser.work import make

from motcua.centers.training import MARK


async def test_a_class_goes_through_its_pages(attend: Callable[..., Any]) -> None:
    learner, trainer = await attend("hv.03"), await attend("giang.vien")
    wrong: list[str] = []
    await learner.open("/tap-huan")
    wrong += await faults(learner, "exercises")
    await learner.page.set_viewport_size({"width": 1366, "height": 768})
    async with learner.arrives():
        await learner.page.locator(".mc-training__list form button").nth(1).click()
    assert "/ho-so/" in learner.path, await learner.text()
    wrong += await faults(learner, "dossier")
    await learner.page.set_viewport_size({"width": 1366, "height": 768})
    await learner.send("Chuyển cơ quan giải quyết", "main")
    await learner.open("/tap-huan")
    assert "1/7" in await learner.text()
    await trainer.open("/tap-huan/lop")
    assert "hv.03" in await trainer.text()
    wrong += await faults(trainer, "class")
    await trainer.page.set_viewport_size({"width": 1366, "height": 768})
    await trainer.send("Sang ngày làm việc sau", "main")
    wrong += await faults(trainer, "class-steered")
    await trainer.page.set_viewport_size({"width": 1366, "height": 768})
    assert await trainer.send("Làm mới lớp", "main") == 200
    await learner.open("/tap-huan")
    assert "0/7" in await learner.text()
    assert wrong == [], "\n".join(wrong)


async def test_the_mark_stands_on_every_page_and_takes_no_click(attend: Callable[..., Any]) -> None:
    learner = await attend("hv.03")
    for path in ("/", "/dang-nhap", "/viec", "/tiep-nhan", "/khong-co-trang-nay"):
        await learner.open(path)
        assert MARK in await learner.text("body"), path
        mark = learner.page.locator(".mc-training__mark")
        assert await mark.evaluate("each => getComputedStyle(each).pointerEvents") == "none"
        assert await mark.evaluate("each => getComputedStyle(each, '::before').content") == f'"{MARK}"'
        assert await mark.evaluate("each => getComputedStyle(each).position") == "fixed"


async def begin(person: Person, title: str) -> None:
    """From the list of exercises; afterwards the person stands where it is done."""
    await person.open("/tap-huan")
    card = person.page.locator(".mc-training__list > li", has=person.page.get_by_role("heading", name=title))
    async with person.arrives():
        await card.get_by_role("button").click()
    assert person.status == 200, await person.text()


async def standing(person: Person, title: str) -> str:
    await person.open("/tap-huan")
    card = person.page.locator(".mc-training__list > li", has=person.page.get_by_role("heading", name=title))
    return str(await card.locator(".mc-status").inner_text())


async def test_three_exercises_are_walked_and_the_board_shows_each(attend: Callable[..., Any]) -> None:
    """Receive, take in a supplement, apologise: done by the work itself and by nothing else."""
    counter, director, trainer = await attend("hv.03"), await attend("hv.01"), await attend("giang.vien")

    async def done_on_board(username: str) -> str:
        await trainer.open("/tap-huan/lop")
        return await trainer.text(f"main tr:has-text('{username}')")

    untouched = {each: await done_on_board(each) for each in ("hv.01", "hv.03")}

    title = "Tiếp nhận một hồ sơ"
    await begin(counter, title)
    assert counter.path == "/tiep-nhan"
    assert await standing(counter, title) == "Đang làm"
    await counter.open(f"/tiep-nhan/{dossiers.COPY}")
    await counter.answer({**dossiers.OWNER, **dossiers.PAGES})
    await counter.page.wait_for_load_state("networkidle")
    async with counter.page.expect_navigation() as going:
        await counter.page.locator("[data-mc-accept]").click()
    assert (await going.value).status == 200, await counter.text()
    assert await standing(counter, title) == "✓ Đã xong"

    title = "Nhận giấy tờ bổ sung"
    await begin(counter, title)
    where = counter.path
    assert where.startswith("/ho-so/")
    assert await standing(counter, title) == "Đang làm"
    await counter.open(where)
    await make(counter, "Nhận hồ sơ bổ sung", {"Giấy tờ đã nhận bổ sung": "Bản sao giấy tờ tùy thân"})
    assert await standing(counter, title) == "✓ Đã xong"

    title = "Xin lỗi và hẹn lại ngày trả kết quả"
    await begin(director, title)
    where = director.path
    assert where.startswith("/ho-so/")
    assert await standing(director, title) == "Đang làm"
    await director.open(where)
    await apologise(director)
    assert await standing(director, title) == "✓ Đã xong"

    for username, before in untouched.items():
        assert await done_on_board(username) != before, username
    counts = await done_on_board("hv.03")
    assert "2/7" in counts, counts


async def apologise(director: Person) -> None:
    """The letter opens beside the page, as at a real center; the page behind it is asked again."""

    def is_the_letter(response: Any) -> bool:
        return "/giay/phieu-xin-loi" in response.url

    button = director.page.get_by_role("button", name="Đồng ý, phát hành phiếu xin lỗi", exact=True)
    async with director.context.expect_event("response", is_the_letter) as coming:
        await button.click()
    assert (await coming.value).status == 200
    for each in director.context.pages:
        if each != director.page:
            await each.close()
