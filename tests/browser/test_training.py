"""The pages of a training twin, at the counter's screen and on a small phone, as a class goes through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.standing import faults

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
