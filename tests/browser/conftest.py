"""The real application in a real browser: one demo and one Chromium for all of these tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.people import Person
from tests.browser.running import Demo

from motcua.store import socket_folder
from motcua.testing import chromium_path

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """In a folder with a space and diacritics, as people name them."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-browser-"))
    running = Demo(folder / "Dữ liệu mẫu")
    running.start()
    yield running
    running.stop()
    sockets = socket_folder.folder_for(running.data)
    socket_folder.sweep(sockets)
    socket_folder.remove(sockets)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Any]:
    path = chromium_path()
    assert path is not None, "browser tests are deselected where there is no Chromium"
    playwright = pytest.importorskip("playwright.async_api")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with playwright.async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=[*sandbox, *QUIET])
        yield browser
        await browser.close()


@pytest.fixture
async def meet(demo: Demo, chromium: Any, tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    """`await meet("nga.nt")`: somebody at a browser of their own. What it complained about fails the test."""
    met: list[Person] = []

    async def somebody(
        username: str = "", center: str = "que-vo", *, width: int = 1366, height: int = 768, scripts: bool = True
    ) -> Person:
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)  # a slow machine that others work on as well
        person = await Person.at(context, demo.base, center, tmp_path)
        met.append(person)
        if username:
            await person.sign_in(username)
        return person

    yield somebody
    for person in met:
        await person.context.close()
    for fault in ("Traceback", "request failed"):
        assert fault not in demo.said, demo.said
    assert [complaint for person in met for complaint in person.complaints] == []
