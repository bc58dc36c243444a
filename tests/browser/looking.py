"""One page in one condition, and what somebody does there before it is judged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.browser.people import Person

Act = Callable[[Person], Awaitable[object]]


@dataclass(frozen=True)
class Look:
    """One page in one condition: an address, then what is done there."""

    route: str
    name: str
    path: str
    act: Act | None = None
    answers: int = 200


def first(link: str = ".mc-list th a") -> Act:
    """Opens the first dossier of the list."""

    async def go(person: Person) -> None:
        links = person.page.locator(link)
        assert await links.count(), f"{person.path}: nothing there to be opened"
        async with person.arrives():
            await links.first.click()

    return go


def press(button: str, within: str = "main") -> Act:
    async def go(person: Person) -> None:
        await person.send(button, within)

    return go


def fill(name: str, text: str, then: Act) -> Act:
    async def go(person: Person) -> None:
        await person.page.locator(f"main [name='{name}']").first.fill(text)
        await then(person)

    return go


def follow(name: str) -> Act:
    async def go(person: Person) -> None:
        async with person.arrives():
            await (
                person.page.locator("main")
                .get_by_role("link", name=name)
                .or_(person.page.locator("main").get_by_role("button", name=name))
                .first.click()
            )

    return go


def after(*acts: Act) -> Act:
    async def go(person: Person) -> None:
        for each in acts:
            await each(person)

    return go


async def nothing(person: Person) -> None:
    """The page as it comes."""


async def unfold(person: Person) -> None:
    """Everything that can be opened is open: what is hidden is looked at as well."""
    await person.page.evaluate("() => document.querySelectorAll('main details').forEach(each => { each.open = true; })")
