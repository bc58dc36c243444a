"""What every page owes everybody, whoever looks at it and however wide their screen is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tests.browser.people import Person

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
COUNTER, PHONE = (1366, 768), (320, 640)
SIZES = (COUNTER, PHONE)
# The scrollbar's place is kept free, so what a person sees is the client width.
WIDER = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll('main button, main a, main label, main legend, main h1, main h2, main dd')]
    .filter(each => each.offsetParent && each.scrollWidth > each.clientWidth + 8
        && getComputedStyle(each).display !== 'inline' && !each.classList.contains('govuk-visually-hidden'))
    .map(each => each.innerText)"""
FOCUS = """() => {
    const box = document.activeElement, style = getComputedStyle(box);
    return box !== document.body && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'
        || style.backgroundColor === 'rgb(255, 221, 0)');
}"""
# How much the keyboard still comes to from where it is: an error page begins at its summary, and after its last link
# the browser lets go of the keyboard.
AHEAD = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(
    each => each.type !== 'hidden' && each.checkVisibility() && (document.activeElement === document.body
        || document.activeElement.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)).length"""
# The law's floor (WCAG 2.2 AA) and what the makers of axe hold to be good manners besides.
JUDGED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGE = """async tags => {
    const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
    const says = node => [...node.any, ...node.all, ...node.none].map(each => each.message).join('; ');
    const where = node => `${node.html.slice(0, 160)} [${node.target.join(' ')}] ${says(node)}`;
    return found.violations.map(each => `${each.id}: ${each.nodes.slice(0, 3).map(where).join(' | ')}`);
}"""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def violations(page: Any) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(_axe())
    found: list[str] = await page.evaluate(JUDGE, JUDGED)
    return found


async def faults(person: Person, name: str) -> list[str]:
    """Everything wrong with the page as it stands, at the counter's screen and on a small phone; with pictures."""
    page, wrong = person.page, []
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        await person.look(f"{name}-{width}")
        if await page.evaluate(WIDER) > 0:
            wrong.append("scrolls sideways")
        wrong += [f"cut off: {text!r}" for text in await page.evaluate(CUT)]
        wrong += await violations(page)
        wrong = [each if each.startswith(name) else f"{name} at {width} px: {each}" for each in wrong]
    return wrong + [f"{name}: {each}" for each in await said(person)]


async def said(person: Person) -> list[str]:
    """What does not depend on the width: the words, the heading, where the keyboard is."""
    page, wrong = person.page, []
    if await page.locator("h1").count() != 1:
        wrong.append("not exactly one heading of the first level")
    if await page.get_attribute("html", "lang") != "vi":
        wrong.append("does not say that it is Vietnamese")
    if not (await page.title()).strip(" –"):
        wrong.append("has no title")
    wrong += [f"English: {word}" for word in await person.english()]
    for _ in range(min(3, await page.evaluate(AHEAD))):
        await page.keyboard.press("Tab")
        if not await page.evaluate(FOCUS):
            wrong.append("nobody sees where the keyboard is")
    return wrong
