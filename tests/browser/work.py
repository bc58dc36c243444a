"""What people do on a dossier, by what they read on the screen: names of links, buttons and questions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.browser.dossiers import tiny_pdf
from tests.browser.people import Person

CODE = re.compile(r"[0-9A-Z.]+-[0-9]{6}-[0-9]{4}")
CONFIRM, NUMBER = "Xác nhận đã nhận hồ sơ", "Vào số, phát hành"


async def home(person: Person) -> None:
    await menu(person, "Việc của tôi")


async def menu(person: Person, text: str) -> None:
    """A link of the bar at the top, of a shelf too; it may carry a number."""
    named = person.page.get_by_role("link", name=re.compile(f"^{text}( [0-9]+)?$"), include_hidden=True)
    bar = person.page.locator(".mc-nav")
    link = bar.locator("a").and_(named)
    if not await link.is_visible():
        await bar.locator("details", has=named).locator("summary").click()
    async with person.arrives():
        await link.click()


async def follow(person: Person, text: str, within: str = "main") -> None:
    place = person.page.locator(within)
    async with person.arrives():
        await place.get_by_role("link", name=text).or_(place.get_by_role("button", name=text)).first.click()


async def find(person: Person, code: str) -> None:
    """The code into the box at the top, as a scanner types it, Enter: the dossier."""
    await person.page.get_by_role("textbox", name="Tìm nhanh").fill(code)
    async with person.arrives():
        await person.page.keyboard.press("Enter")
    assert code in await person.text("h1"), await person.text()


async def make(person: Person, button: str, typed: Mapping[str, str] | None = None) -> str:
    """Opens the move where it is folded away, answers its questions by their labels, presses; what it says."""
    named = person.page.get_by_role("button", name=button, exact=True, include_hidden=True)
    form = person.page.locator("main form", has=named)
    assert await form.count(), (
        f"{button} is not offered to {await person.text('.mc-account__who')}: {await person.text()}"
    )
    if not await form.get_by_role("button", name=button, exact=True).count():
        await person.page.locator("summary").get_by_text(button, exact=True).click()
    for label, text in (typed or {}).items():
        await answer(form.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first, text)
    async with person.arrives():
        await form.get_by_role("button", name=button, exact=True).click()
    assert person.status == 200, f"{button}: {person.status} {await person.text()}"
    assert await person.english() == [], button
    return await person.text(".mc-flash")


async def answer(box: object, text: str) -> None:
    """`text` for a box, the option's words for a list (or its place), anything for a choice or a tick."""
    kind = await box.evaluate("each => each.type")  # type: ignore[attr-defined]
    if kind in ("radio", "checkbox"):
        await box.check()  # type: ignore[attr-defined]
    elif kind == "select-one":
        await (box.select_option(index=int(text)) if text.isdigit() else box.select_option(label=text))  # type: ignore[attr-defined]
    else:
        await box.fill(text)  # type: ignore[attr-defined]


async def does(person: Person, code: str, button: str, typed: Mapping[str, str] | None = None) -> str:
    """From the home to the dossier; confirms that it has arrived where that is due; then the move."""
    await home(person)
    await find(person, code)
    if button != CONFIRM and await person.page.get_by_role("button", name=CONFIRM, exact=True).count():
        await make(person, CONFIRM)
        await find(person, code)
    if button == NUMBER:
        await bring_scan(person)
    return await make(person, button, typed)


async def bring_scan(person: Person) -> None:
    """What was signed on paper is scanned before it gets its number; nothing where the page does not ask for it."""
    box = person.page.get_by_label("Tải bản quét kết quả lên")
    if await box.count():
        await box.set_input_files({"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": tiny_pdf()})
        form = person.page.locator("main form", has=box)
        async with person.arrives():
            await form.get_by_role("button", name="Tải lên").click()
        assert person.status == 200, await person.text()
