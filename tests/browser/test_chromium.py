"""A page, or a whole browser, that answers no more costs the test that met it, and no other."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
from tests.browser.chromium import GIVEN_UP, Chromium

BUSY = "for (;;);"


@pytest.fixture
async def impatient() -> AsyncIterator[Chromium]:
    browser, before = Chromium(longest_answer=3), len(GIVEN_UP)
    yield browser
    await browser.stop()
    del GIVEN_UP[before:]


async def says_hello(browser: Chromium) -> bool:
    context = await browser.new_context()
    page = await context.new_page()
    is_heard = await page.evaluate("'chào' + 1") == "chào1"
    await browser.close(context)
    return is_heard


async def test_a_page_that_never_comes_back_leaves_a_browser_that_answers(impatient: Chromium) -> None:
    context = await impatient.new_context()
    page = await context.new_page()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await page.evaluate(BUSY)
    await impatient.close(context)
    assert await says_hello(impatient)


@pytest.mark.parametrize("asked", ["new_context", "close"])
async def test_a_browser_that_stands_still_is_killed_and_another_one_takes_its_place(
    impatient: Chromium, asked: str
) -> None:
    context, before = await impatient.new_context(), impatient.pid
    os.kill(before, signal.SIGSTOP)
    if asked == "close":
        await impatient.close(context)
    else:
        with pytest.raises(TimeoutError):
            await impatient.new_context()
    assert "Chromium" in GIVEN_UP[-1]
    assert await says_hello(impatient)
    assert impatient.pid != before
    await impatient.close(context)  # of a browser that is gone: nothing to be done


async def test_a_browser_that_does_not_end_is_killed(impatient: Chromium) -> None:
    await impatient.new_context()
    os.kill(impatient.pid, signal.SIGSTOP)
    await impatient.stop()
    assert "did not end" in GIVEN_UP[-1]
    assert await says_hello(impatient)
