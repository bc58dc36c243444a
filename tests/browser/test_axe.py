"""Every page of the site under axe-core, empty, full and refusing, at the counter's screen and on a small phone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from litestar import Litestar
from tests.browser.chromium import Chromium
from tests.browser.site_pages import FILES, LOOKS, WALKED, WALKED_BY_POST, Look, nothing
from tests.browser.standing import AXE, faults, violations

from motcua.web.guards import declared_routes
from motcua.web.pages import PAGES

VENDOR = AXE.parent
# Everything wrong that a form can do to somebody who does not see the screen.
BAD = """<!doctype html><html><head><title></title></head><body>
<img src="data:,"><input name="so"><button></button>
<p style="color:#bbb;background:#fff">Chữ nhạt trên nền trắng</p>
<a href="#"></a><table><tr><td>1</td></tr></table><h4>Mục</h4></body></html>"""
KNOWN_BAD = ("image-alt", "label", "button-name", "color-contrast", "html-has-lang", "document-title", "link-name")


def pages_served() -> set[str]:
    """The addresses that answer HTML to a GET, from the application's own table."""
    table = declared_routes(Litestar(route_handlers=list(PAGES), openapi_config=None))
    return {route.path for route in table if route.method == "GET"} - FILES


def not_looked_at(served: set[str]) -> set[str]:
    return served - {look.route for _, _, looks in LOOKS for look in looks} - WALKED - WALKED_BY_POST


def test_every_page_is_looked_at() -> None:
    served = pages_served()
    assert len(served) > 15
    assert not_looked_at(served) == set()
    named = {look.route for _, _, looks in LOOKS for look in looks if look.route} | FILES | WALKED | WALKED_BY_POST
    assert named - served - FILES == set(), "pages that are no longer there"


def test_a_page_in_no_list_is_missed() -> None:
    assert not_looked_at({*pages_served(), "/trang-moi"}) == {"/trang-moi"}


def test_the_judge_is_the_published_one() -> None:
    recorded = {row["name"]: row for row in tomllib.loads((VENDOR / "SOURCES.toml").read_text())["file"]}
    assert {path.name for path in VENDOR.iterdir()} - {"SOURCES.toml"} == set(recorded)
    for name, row in recorded.items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == row["sha256"], name
        assert row["licence"] == "MPL-2.0"
        assert row["version"] in name


async def test_a_bad_page_is_found_out(chromium: Chromium) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    await page.set_content(BAD)
    found = {each.partition(":")[0] for each in await violations(page)}
    await chromium.close(context)
    assert set(KNOWN_BAD) <= found


@pytest.mark.parametrize(("username", "center", "looks"), LOOKS, ids=[name or "public" for name, _, _ in LOOKS])
async def test_every_page_stands(meet: Callable[..., Any], username: str, center: str, looks: tuple[Look, ...]) -> None:
    person = await meet(username, center)
    wrong: list[str] = []
    for look in looks:
        person.status = await person.open(look.path)
        try:
            await (look.act or nothing)(person)
        except AssertionError as fault:
            wrong.append(f"{look.name}: {fault}")
            continue
        if person.status != look.answers:
            wrong.append(f"{look.name}: {person.status}, not {look.answers}: {await person.text('h1')}")
        wrong += await faults(person, f"{username or 'public'}-{look.name}")
        await person.page.set_viewport_size({"width": 1366, "height": 768})
    assert wrong == [], "\n".join(wrong)


async def test_the_pages_outside_of_every_center_stand(meet: Callable[..., Any]) -> None:
    somebody = await meet()
    wrong = []
    for name, path in (("centers", ""), ("unknown-center", "/khong-co-trung-tam-nay/")):
        await somebody.page.goto(f"{somebody.base}{path}")
        wrong += await faults(somebody, name)
    assert wrong == [], "\n".join(wrong)
