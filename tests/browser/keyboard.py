"""Filling a form as somebody does who never takes the hand off the keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.people import Person

FURTHEST = 60
GLANCE = 400
WHERE = "() => { const box = document.activeElement; return [box.name || '', box.type || '', box.value || '']; }"


async def reach(person: Person, name: str) -> str:
    """Tab after Tab until the box; its type. Never back: the order of the form is the order of the paper."""
    for _ in range(FURTHEST):
        found, kind, _ = await person.page.evaluate(WHERE)
        if found == name:
            return str(kind)
        await person.page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab; last at {found}")


async def reach_button(person: Person, text: str) -> None:
    for _ in range(FURTHEST):
        said = await person.page.evaluate("() => document.activeElement.innerText || ''")
        if said.strip() == text:
            return
        await person.page.keyboard.press("Tab")
    raise AssertionError(f"the button {text} is not reached by Tab")


async def _choose(person: Person, name: str, value: str) -> None:
    """Space takes the first of a group, the arrow the next; each answer may redraw the form under the hand."""
    keyboard = person.page.keyboard
    if not await person.page.locator(f'[name="{name}"]:checked').count():
        await keyboard.press("Space")
    for _ in range(FURTHEST):
        chosen = await person.page.evaluate("name => document.querySelector(`[name='${name}']:checked`)?.value", name)
        if chosen == value:
            return
        await keyboard.press("ArrowDown")
    raise AssertionError(f"{name}: no answer {value}")


async def _pick(person: Person, text: str) -> None:
    for _ in range(FURTHEST):
        if await person.page.evaluate("() => document.activeElement.selectedOptions[0].text") == text:
            return
        await person.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no option {text}")


async def type_form(person: Person, answers: Mapping[str, str]) -> None:
    """Answers in the order of the form. Nobody waits for a redrawing; after a choice one looks up for a moment."""
    keyboard = person.page.keyboard
    for name, value in answers.items():
        kind = await reach(person, name)
        if kind == "radio":
            await _choose(person, name, value)
            await person.page.wait_for_timeout(GLANCE)
        elif kind == "select-one":
            await _pick(person, value)
        else:
            await keyboard.press("Control+A")
            await keyboard.type(value)
