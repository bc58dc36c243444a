"""A Chromium that may stop answering: it is killed then, and another one takes its place."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import Any

import pytest

from motcua.testing import chromium_path

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]
LONGEST_ANSWER = 30.0
"""Seconds after which a browser that neither opens nor closes a context is given up."""
GIVEN_UP: list[str] = []
"""What the run says at its end about browsers that had to be killed."""


class Chromium:
    """Starts when the first context is asked for, and anew after it was killed."""

    def __init__(self, longest_answer: float = LONGEST_ANSWER) -> None:
        self.longest_answer, self.pid = longest_answer, 0
        self._driver: Any = None
        self._browser: Any = None

    async def new_context(self, **looks: Any) -> Any:
        if self._browser is None or not self._browser.is_connected():
            await self._start()
        try:
            async with asyncio.timeout(self.longest_answer):
                return await self._browser.new_context(**looks)
        except TimeoutError:
            await self._give_up("opened no context")
            raise

    async def close(self, context: Any) -> None:
        """Whatever the browser does: a test is judged by what it saw, and the next one gets a browser that answers."""
        if context.browser != self._browser or not self._browser.is_connected():
            return
        try:
            async with asyncio.timeout(self.longest_answer):
                await context.close()
        except TimeoutError:
            await self._give_up("closed no context")

    async def kill(self) -> None:
        """As when somebody pulls the plug."""
        os.killpg(self.pid, signal.SIGKILL)
        await self._leave()

    async def stop(self) -> None:
        if self._browser is None:
            return
        try:
            async with asyncio.timeout(self.longest_answer):
                await self._browser.close()
        except TimeoutError:
            await self._give_up("did not end")
        else:
            await self._leave()

    async def _start(self) -> None:
        playwright = pytest.importorskip("playwright.async_api")
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        await self._leave()
        self._driver = await playwright.async_playwright().start()
        self._browser = await self._driver.chromium.launch(executable_path=chromium_path(), args=[*sandbox, *ARGUMENTS])
        wire = await self._browser.new_browser_cdp_session()
        about = (await wire.send("SystemInfo.getProcessInfo"))["processInfo"]
        self.pid = next(each["id"] for each in about if each["type"] == "browser")
        assert os.getpgid(self.pid) == self.pid, "the driver gives it a process group of its own"

    async def _give_up(self, what: str) -> None:
        GIVEN_UP.append(f"{os.environ.get('PYTEST_CURRENT_TEST', '')}: Chromium {what} and was killed")
        await self.kill()

    async def _leave(self) -> None:
        driver, self._driver, self._browser = self._driver, None, None
        if driver is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.longest_answer):
                    await driver.stop()
