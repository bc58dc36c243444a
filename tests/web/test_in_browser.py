"""In a real browser: nothing breaks our own policy, and a form redraws itself without losing what was typed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from jinja2 import ChoiceLoader, DictLoader
from tests.browser.chromium import Chromium
from tests.web.conftest import Make

from motcua.domain.calendar import local
from motcua.web.form_view import answers_of, form_view, is_refresh, with_buttons
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    form_of,
    is_partial,
    office_of,
    page,
    shown,
    url_of,
)
from motcua.web.pages import catalogue, procedure, public

pytestmark = pytest.mark.browser

TRIAL = """{% extends "layout/base.html" %}
{% block title %}Tờ khai{% endblock %}
{% block content %}{% include "form/form.html" %}{% endblock %}"""
INJECT = """nonce => {
    const link = document.createElement('button');
    link.setAttribute('hx-get', '/que-vo/thu-tuc');
    if (nonce) link.setAttribute('hx-nonce', document.querySelector('script[nonce]').nonce);
    document.body.append(link);
    htmx.process(link);
    link.click();
}"""


def _draw(request: WebRequest, key: str, typed: Mapping[str, Sequence[str]], judges: bool) -> Answer:
    form = office_of(request).catalog.procedures[key].form
    on = local(business_now(request)).date()
    filled = form.parse(answers_of(typed), filed_on=on)
    errors = dict(filled.errors) if judges else None
    view = form_view(form, typed, filled, filed_on=on, errors=errors)
    values = {"form": view, "errors": list(view.errors), "action": url_of(request, f"/to-khai/{key}"), "submit": "Gửi"}
    name = "form/_body.html" if is_partial(request) else "trial.html"
    return shown(request, name, status=422 if errors else 200, **values)


@page("/to-khai/{key:str}", may=PUBLIC, in_transaction=False)
async def show_trial(request: WebRequest, key: FromPath[str]) -> Answer:
    return _draw(request, key, {}, False)


@act("/to-khai/{key:str}", may=PUBLIC, in_transaction=False)
async def take_trial(request: WebRequest, key: FromPath[str]) -> Answer:
    typed = await form_of(request)
    form = office_of(request).catalog.procedures[key].form
    return _draw(request, key, with_buttons(form, typed), not is_refresh(typed))


@dataclass
class Tab:
    """A page of the browser, and everything it complained about."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str) -> None:
        await self.page.goto(self.base + path)

    async def press(self, selector: str) -> None:
        async with self.page.expect_navigation():
            await self.page.click(selector)


@contextlib.asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        running = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await running


@pytest.fixture
async def open_tab(make_app: Make, received: None) -> AsyncIterator[Any]:
    app = make_app(pages=(*public.PAGES, *catalogue.PAGES, *procedure.PAGES, show_trial, take_trial))
    environment = app.site.renderer.environment
    environment.loader = ChoiceLoader([environment.loader, DictLoader({"trial.html": TRIAL})])
    browser = Chromium()
    async with contextlib.AsyncExitStack() as stack:
        base = await stack.enter_async_context(serving(app))
        stack.push_async_callback(browser.stop)

        async def opened(width: int = 1366, height: int = 768, javascript: bool = True) -> Tab:
            context = await browser.new_context(
                viewport={"width": width, "height": height}, locale="vi-VN", java_script_enabled=javascript
            )
            tab = Tab(await context.new_page(), base)
            tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
            tab.page.on(
                "console",
                lambda said: (
                    tab.complaints.append(said.text) if said.type == "error" and "422" not in said.text else None
                ),
            )
            return tab

        yield opened


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (320, 640)])
async def test_no_page_is_wider_than_the_screen_or_breaks_the_policy(open_tab: Any, width: int, height: int) -> None:
    tab = await open_tab(width, height)
    paths = ["/", "/que-vo/", "/que-vo/thu-tuc", "/que-vo/thu-tuc/dang-ky-bien-dong-dat-dai"]
    for path in [*paths, "/que-vo/to-khai/dang-ky-bien-dong-dat-dai"]:
        await tab.open(path)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await tab.page.evaluate(overflow) <= 0, path
        assert await tab.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert tab.complaints == []


async def test_a_condition_redraws_the_form_and_keeps_text_and_focus(open_tab: Any) -> None:
    tab = await open_tab()
    await tab.open("/que-vo/to-khai/dang-ky-bien-dong-dat-dai")
    await tab.page.fill("#f-area", "120,5")
    before = await tab.page.locator(".mc-question").count()
    async with tab.page.expect_response(lambda answer: answer.request.method == "POST"):
        await tab.page.check('label:text-is("Thừa kế")')
    await tab.page.wait_for_function(f"document.querySelectorAll('.mc-question').length > {before}")
    assert await tab.page.input_value("#f-area") == "120,5"
    assert await tab.page.is_checked('label:text-is("Thừa kế")')
    assert tab.complaints == []


async def test_errors_take_the_focus_and_their_links_lead_to_the_box(open_tab: Any) -> None:
    tab = await open_tab()
    await tab.open("/que-vo/to-khai/dang-ky-ho-kinh-doanh")
    await tab.press(".mc-actions button")
    assert (await tab.page.title()).startswith("Lỗi: ")
    assert "govuk-error-summary" in await tab.page.evaluate("document.activeElement.className")
    await tab.page.click(".govuk-error-summary a >> nth=0")
    target = await tab.page.get_attribute(".govuk-error-summary a >> nth=0", "href")
    assert "#" + await tab.page.evaluate("document.activeElement.id") == target
    assert tab.complaints == []


async def test_rows_and_conditions_work_without_javascript(open_tab: Any) -> None:
    tab = await open_tab(javascript=False)
    await tab.open("/que-vo/to-khai/dang-ky-bien-dong-dat-dai")
    rows = await tab.page.locator(".mc-row").count()
    await tab.page.fill("#f-area", "120,5")
    await tab.press('button:has-text("Thêm") >> nth=0')
    assert await tab.page.locator(".mc-row").count() == rows + 1
    assert await tab.page.input_value("#f-area") == "120,5"
    before = await tab.page.locator(".mc-question").count()
    await tab.page.check('label:text-is("Thừa kế")')
    await tab.press('button:text-is("Cập nhật")')
    assert await tab.page.locator(".mc-question").count() > before
    assert await tab.page.locator(".govuk-error-message").count() == 0


async def test_an_injected_htmx_attribute_without_the_nonce_does_nothing(open_tab: Any) -> None:
    """The second wall behind escaping: hx-csp strips what the server did not stamp."""
    tab = await open_tab()
    await tab.open("/que-vo/")
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url) if "/thu-tuc" in request.url else None)
    await tab.page.evaluate(INJECT, False)
    await tab.page.wait_for_timeout(200)
    assert asked == []
    await tab.page.evaluate(INJECT, True)
    await tab.page.wait_for_timeout(200)
    assert len(asked) == 1
