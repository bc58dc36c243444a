"""The real application in a real browser: one demo for all of these tests, a fresh Chromium for every module."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import GIVEN_UP, Chromium
from tests.browser.people import Person
from tests.browser.running import Demo

from motcua import paths
from motcua.cli.demo_folder import claim_for_demo
from motcua.store import socket_folder
from motcua.store.data_folder import open_folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for sentence in GIVEN_UP:
        terminalreporter.write_line(sentence, yellow=True)


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """In a folder with a space and diacritics, as people name them."""
    with _folder() as folder:
        running = Demo(folder / "Dữ liệu mẫu")
        with _stopped(running):
            running.start()
            yield running


@pytest.fixture(scope="session")
def school() -> Iterator[Demo]:
    """The training twin of Quế Võ, opened by the command, in an installation where nothing else is."""
    with _folder() as folder:
        tenants = folder / "tenants"
        shutil.copytree(paths.tenants() / "que-vo", tenants / "que-vo")
        shutil.copytree(paths.tenants() / "calendar", tenants / "calendar")
        shutil.copy(paths.tenants() / "province.toml", tenants)
        running = Demo(folder / "du-lieu", tenants)
        claim_for_demo(open_folder(running.data), is_today=False)
        with _stopped(running):
            running.command("training", "open", "que-vo")
            shutil.rmtree(tenants / "que-vo")
            running.start()
            yield running


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-browser-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def _stopped(running: Demo) -> Iterator[None]:
    try:
        yield
    finally:
        running.stop()
        sockets = socket_folder.folder_for(running.data)
        socket_folder.sweep(sockets)
        socket_folder.remove(sockets)


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Chromium]:
    browser = Chromium()
    yield browser
    await browser.stop()


Meet = Callable[..., Any]


@pytest.fixture
async def meet(demo: Demo, chromium: Chromium, tmp_path: Path) -> AsyncIterator[Meet]:
    """`await meet("nga.nt")`: somebody at a browser of their own. What it complained about fails the test."""
    async with _met(demo, chromium, tmp_path) as somebody:
        yield somebody


@pytest.fixture
async def attend(school: Demo, chromium: Chromium, tmp_path: Path) -> AsyncIterator[Meet]:
    """The same at the training twin."""
    async with _met(school, chromium, tmp_path) as somebody:
        yield partial(somebody, center="que-vo-tap-huan")


@contextlib.asynccontextmanager
async def _met(demo: Demo, chromium: Chromium, tmp_path: Path) -> AsyncIterator[Meet]:
    met: list[Person] = []
    opened: list[Any] = []

    async def somebody(
        username: str = "", center: str = "que-vo", *, width: int = 1366, height: int = 768, scripts: bool = True
    ) -> Person:
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
        )
        opened.append(context)
        context.set_default_timeout(20_000)  # a slow machine that others work on as well
        person = await Person.at(context, demo.base, center, tmp_path)
        met.append(person)
        if username:
            await person.sign_in(username)
        return person

    yield somebody
    for context in opened:
        await chromium.close(context)
    for fault in ("Traceback", "request failed"):
        assert fault not in demo.said, demo.said
    assert [complaint for person in met for complaint in person.complaints] == []
