"""Every kind of page at the counter's screen and on a small phone; pictures are left in the test's folder."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from tests.browser import dossiers
from tests.browser.dossiers import BUSINESS, COPY, LAND
from tests.browser.people import Person
from tests.browser.standing import CUT, WIDER, said

PUBLIC = (
    "/",
    "/thu-tuc",
    f"/thu-tuc/{LAND}",
    f"/thu-tuc/{BUSINESS}/to-khai",
    "/tra-cuu",
    "/dang-nhap",
    "/khong-co-trang-nay",
)
RECEPTION = (
    "/viec",
    "/viec?xem=tat-ca",
    "/viec?xem=qua-han",
    "/tiep-nhan",
    "/tiep-nhan?tim=khong-co-gi",
    f"/tiep-nhan/{BUSINESS}",
    f"/tiep-nhan/{LAND}",
    f"/tiep-nhan/{COPY}",
    "/tra-ket-qua",
    "/ho-so",
    "/doi-mat-khau",
)
SIZES = pytest.mark.parametrize(("width", "height"), [(1366, 768), (320, 640)], ids=["counter", "phone"])


async def stands(person: Person, name: str) -> None:
    """What every page owes everybody."""
    await person.look(name)
    page = person.page
    assert await page.evaluate(WIDER) <= 0, f"{name}: scrolls sideways"
    assert await page.evaluate(CUT) == [], name
    assert await said(person) == [], name


@SIZES
async def test_public_pages(meet: Callable[..., Any], width: int, height: int) -> None:
    citizen = await meet(width=width, height=height)
    for number, path in enumerate(PUBLIC):
        await citizen.open(path)
        await stands(citizen, f"public-{number}")
    await citizen.page.goto(citizen.base)
    await stands(citizen, "centers")


@SIZES
async def test_pages_of_the_reception(meet: Callable[..., Any], width: int, height: int) -> None:
    nga = await meet("nga.nt", width=width, height=height)
    for number, path in enumerate(RECEPTION):
        assert await nga.open(path) == 200, path
        await stands(nga, f"reception-{number}")
    for state in ("accepted", "ready", "incomplete", "handed_back"):
        await nga.open(f"/viec?xem=tat-ca&trang-thai={state}")
        async with nga.arrives():
            await nga.page.locator(".mc-list th a").first.click()
        await stands(nga, f"dossier-{state}")


@SIZES
@pytest.mark.parametrize(
    ("username", "center"),
    [
        ("hung.vv", "que-vo"),
        ("son.nt", "que-vo"),
        ("van.lt", "que-vo"),
        ("thanh.nv", "que-vo"),
        ("thao.lt", "gia-binh"),
    ],
)
async def test_pages_of_the_other_desks(
    meet: Callable[..., Any], width: int, height: int, username: str, center: str
) -> None:
    somebody = await meet(username, center, width=width, height=height)
    await stands(somebody, f"first-{username}")
    first = somebody.page.locator(".mc-list th a").first
    if await first.count():
        async with somebody.arrives():
            await first.click()
        await stands(somebody, f"dossier-{username}")


@SIZES
async def test_a_refused_form_shows_where(meet: Callable[..., Any], width: int, height: int) -> None:
    nga = await meet("nga.nt", width=width, height=height)
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    assert await nga.send("Tiếp nhận hồ sơ") == 422
    assert "govuk-error-summary" in await nga.page.evaluate("() => document.activeElement.className")
    sentences = [await link.inner_text() for link in await nga.page.locator(".govuk-error-summary a").all()]
    assert len(sentences) == len(set(sentences)), "two boxes with the same sentence: which is which?"
    for place in range(len(sentences)):
        link = nga.page.locator(".govuk-error-summary a").nth(place)
        target = (await link.get_attribute("href") or "").removeprefix("#")
        await link.click()
        assert await nga.page.evaluate("() => document.activeElement.id") == target
        assert await nga.page.evaluate("() => document.activeElement.getBoundingClientRect().top > 0")
    await stands(nga, "refused")


async def test_text_typed_while_the_form_redraws_is_kept(meet: Callable[..., Any]) -> None:
    """A slow line between answer and redrawing: what was typed meanwhile stays, and so does the cursor."""
    nga = await meet("nga.nt")
    await nga.open(f"/tiep-nhan/{LAND}")

    async def slowly(route: Any) -> None:
        await nga.page.wait_for_timeout(600)
        await route.continue_()

    await nga.page.route(f"**/tiep-nhan/{LAND}", slowly)
    async with nga.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        await nga.page.check('[name="kind"][value="transfer"]')
        await nga.page.fill('[name="receivers.0.name"]', "Trần Văn")
        await (await answered.value).finished()
        await nga.page.locator('[name="price"]').wait_for()
        await nga.page.keyboard.type(" An")
    assert await nga.page.input_value('[name="receivers.0.name"]') == "Trần Văn An"
    await nga.page.unroute_all(behavior="ignoreErrors")


class Gate:
    """Holds a request that was sent until the test says so."""

    def __init__(self) -> None:
        self.asked, self.opened = asyncio.Event(), asyncio.Event()

    async def hold(self, route: Any) -> None:
        self.asked.set()
        await self.opened.wait()
        await route.continue_()


async def test_what_is_noted_of_the_fee_survives_the_next_preview(meet: Callable[..., Any]) -> None:
    """The fee beside the form is computed again after each answer; a tick or an amount set meanwhile stays."""
    nga = await meet("nga.nt")
    for key, box in ((COPY, "_fee_collected"), (BUSINESS, "_fee_amount")):
        await nga.open(f"/tiep-nhan/{key}")
        if key == COPY:
            await nga.answer(dossiers.PAGES)
            await nga.page.locator("#xem-truoc", has_text="25.000 đồng").wait_for()
        await nga.page.wait_for_load_state("networkidle")
        await nga.page.get_by_text("Các bước xử lý").click()
        note = nga.page.locator(f'[name="{box}"]')
        gate = Gate()
        await nga.page.route(f"**/tiep-nhan/{key}", gate.hold)
        async with nga.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            await nga.page.fill('[name="applicant.phone"]', "0912345678")
            await note.focus()
            await asyncio.wait_for(gate.asked.wait(), 10)
            try:
                await (note.check() if key == COPY else note.fill("100.000"))
            finally:
                gate.opened.set()
            await (await answered.value).finished()
        await nga.page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")
        assert await (note.is_checked() if key == COPY else note.input_value()) in (True, "100.000"), key
        assert await nga.page.evaluate("() => document.activeElement.name") == box
        assert await nga.page.locator("#xem-truoc .mc-waysteps").is_visible(), "what was opened stays open"
        await nga.page.unroute_all(behavior="ignoreErrors")


async def test_on_paper_only_the_dossier_is_printed(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt")
    await nga.open("/viec")
    async with nga.arrives():
        await nga.page.locator(".mc-list th a").first.click()
    await nga.page.emulate_media(media="print")
    await nga.look("print-dossier")
    for hidden in (".mc-header", ".mc-nav", ".mc-footer", ".mc-prints", ".mc-acts", ".govuk-skip-link"):
        assert not await nga.page.locator(hidden).first.is_visible(), hidden
    assert not await nga.page.locator("main button:visible").count()
    assert await nga.page.locator("h1").is_visible()
    assert "Be Vietnam Pro" in await nga.page.locator("h1").evaluate("each => getComputedStyle(each).fontFamily")


async def test_a_chosen_file_is_uploaded_by_keyboard_too(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt")
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    box = nga.page.locator("#s-tep input[type=file]").first
    # Listened for well before the key: the browser is told so on a line of its own.
    asked: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    nga.page.once("filechooser", lambda chooser: asked.set_result(chooser))
    await nga.page.wait_for_timeout(300)
    await box.focus()
    await nga.page.keyboard.press("Enter")
    chooser = await asyncio.wait_for(asked, 10)
    file = {"name": "ban-quet.pdf", "mimeType": "application/pdf", "buffer": dossiers.tiny_pdf()}
    await nga.swap(chooser.set_files(file))
    await nga.page.get_by_role("link", name="ban-quet.pdf").wait_for()
    await nga.swap(nga.page.get_by_role("button", name="Gỡ tệp ban-quet.pdf").click())
    await nga.page.get_by_role("link", name="ban-quet.pdf").wait_for(state="detached")
