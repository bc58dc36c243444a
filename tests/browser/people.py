"""Somebody at a browser: a cookie jar of their own, and a list of everything the browser complained about."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.running import PASSWORD

LISTEN = """document.addEventListener('securitypolicyviolation', event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""
# A page of errors is an answer of ours; the browser's console mentions its status.
EXPECTED = re.compile(r"the server responded with a status of 4(01|03|04|09|22)")
# What a page that asks by itself meets while somebody has pulled the plug.
OUTAGE = re.compile(
    r"the server responded with a status of 503|net::ERR_(CONNECTION|EMPTY|INCOMPLETE|SOCKET)|Failed to fetch"
)
# Words that no Vietnamese page has, and machines' words.
ENGLISH = re.compile(
    r"\b(the|and|with|from|your|this|that|please|choose|chosen|file|submit|search|error|there is|problem|warning|"
    r"name|date|sign|password|user|page|next|previous|back|loading|show|skip|close|open|status|step|desk|dossier|"
    r"receipt|none|null|true|false|undefined|nan|[a-z]+_[a-z]+)\b",
    re.IGNORECASE,
)
WORDS = """() => {
    const codes = document.querySelectorAll('[translate="no"]');  // names of fields and methods, for programmers
    for (const each of codes) each.hidden = true;
    const texts = [document.title, document.body.innerText];
    for (const each of codes) each.hidden = false;
    for (const each of document.querySelectorAll('[placeholder],[title],[aria-label],[alt]'))
        for (const name of ['placeholder', 'title', 'aria-label', 'alt'])
            if (each.hasAttribute(name)) texts.push(each.getAttribute(name));
    for (const hidden of document.querySelectorAll('.govuk-visually-hidden')) texts.push(hidden.textContent);
    return texts.join('\\n');
}"""
# A scan's own name and an account's are what somebody typed.
TYPED = re.compile(r"\S+\.(pdf|jpg|png|docx|xlsx)\b")


@dataclass
class Person:
    """One person, one center, one browser context."""

    context: Any
    page: Any
    base: str
    center: str
    folder: Path
    complaints: list[str] = field(default_factory=list)
    shots: int = 0
    server_is_down: bool = False
    status: int = 0

    @classmethod
    async def at(cls, context: Any, base: str, center: str, folder: Path) -> Person:
        person = cls(context, await context.new_page(), base, center, folder)
        await context.add_init_script(LISTEN)
        person.page.on("pageerror", lambda error: person.complaints.append(f"{person.page.url}: {error}"))
        person.page.on("console", person._heard)
        person.page.on("response", person._answered)
        return person

    def _heard(self, said: Any) -> None:
        is_outage = self.server_is_down and OUTAGE.search(said.text)
        if said.type in ("error", "warning") and not EXPECTED.search(said.text) and not is_outage:
            self.complaints.append(f"{self.page.url}: {said.text}")

    def _answered(self, response: Any) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
        if response.status == 503 and self.server_is_down:
            return
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.complaints.append(f"{response.status} {response.url}")

    @property
    def path(self) -> str:
        """Where they are, inside the center."""
        return str(self.page.url).removeprefix(f"{self.base}/{self.center}")

    async def open(self, path: str) -> int:
        answer = await self.page.goto(f"{self.base}/{self.center}{path}")
        return int(answer.status)

    async def sign_in(self, username: str, password: str = PASSWORD) -> None:
        await self.open("/dang-nhap")
        await self.page.fill("[name=username]", username)
        await self.page.fill("[name=password]", password)
        await self.send("Đăng nhập")
        assert "/dang-nhap" not in self.path, await self.text()

    async def send(self, button: str, within: str = "main") -> int:
        """Presses a button that brings the next page; its status."""
        target = self.page.locator(within).get_by_role("button", name=button, exact=True).first
        async with self.arrives():
            await target.click()
        return self.status

    @asynccontextmanager
    async def arrives(self) -> AsyncIterator[None]:
        """What is done inside brings another page; `status` is what it was answered with.

        Not the browser's "navigated": a script that notes the page's place in the history is one as well.
        """
        async with self.page.expect_event("load"):
            yield

    async def swap(self, act: Any) -> None:
        """Does something that redraws a part of the page, and waits until it stands."""
        async with self.page.expect_request_finished(
            lambda asked: asked.method == "POST" and "hx-request" in asked.headers
        ):
            await act
        await self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")

    async def answer(self, answers: Mapping[str, str]) -> None:
        """Fills boxes by the names they post; radios and lists by value. A redrawing is waited for."""
        for name, value in answers.items():
            boxes = self.page.locator(f'[name="{name}"]:not([type=hidden])')
            kind = await boxes.first.evaluate("box => box.type")
            if kind in ("radio", "checkbox"):
                box = self.page.locator(f'[name="{name}"][value="{value}"]')
                asks = await box.get_attribute("data-asks")
                check = box.check()
                await (self.swap(check) if asks and await self.has_scripts() else check)
            elif kind == "select-one":
                await boxes.first.select_option(value)
            else:
                await boxes.first.fill(value)

    async def has_scripts(self) -> bool:
        try:
            return bool(await self.page.evaluate("typeof htmx === 'object'"))
        except Exception:
            return False

    async def text(self, selector: str = "main") -> str:
        return str(await self.page.locator(selector).inner_text())

    async def english(self) -> list[str]:
        said = TYPED.sub("", str(await self.page.evaluate(WORDS)))
        return [found[0] for found in ENGLISH.finditer(said)]

    async def look(self, name: str) -> None:
        """A picture for a person to look at."""
        self.shots += 1
        await self.page.screenshot(path=str(self.folder / f"{name}.png"), full_page=True)
