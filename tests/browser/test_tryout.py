"""`motcua plugin try` in a browser: what a change asks, what it costs, a file saved, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.browser.people import Person
from tests.browser.standing import faults
from tests.cli.plugin.test_tryout import trying

from motcua.cli.plugin.draft import Draft
from motcua.cli.plugin.new import example, write

KEY, CODE = "ban-sao-so-goc-thuxem", "motcua_thuxem/ban_sao_so_goc_thuxem.py"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "Gói thử" / "thuxem"
    write(Draft("thuxem", "Phòng Thử nghiệm", example("thuxem")), folder)
    with trying(at=folder) as (_, base, log):
        yield folder, base
        assert "Traceback" not in log.read_text("utf-8")


@pytest.fixture
async def author(chromium: Chromium, served: tuple[Path, str], tmp_path: Path) -> Person:
    context = await chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(20_000)
    return await Person.at(context, served[1], "", tmp_path)


async def test_the_form_lives_and_a_saved_file_is_seen_at_once(author: Person, served: tuple[Path, str]) -> None:
    folder, base = served
    page, path = author.page, folder / CODE
    good = path.read_text("utf-8")
    await page.goto(f"{base}/{KEY}")
    await page.fill("#f-original", "Bằng tốt nghiệp số 12")
    await page.check("#f-is_for_another")
    await page.wait_for_selector("#f-relation")
    await page.wait_for_selector("text=Giấy tờ phải nộp (2)")
    path.write_text(good.replace("Tên, số của văn bản gốc", "Văn bản gốc"), "utf-8")
    await page.wait_for_selector("label:has-text('Văn bản gốc')")
    assert await page.input_value("#f-original") == "Bằng tốt nghiệp số 12"
    path.write_text(good.replace("YesNo(", "YesOrNo(", 1), "utf-8")
    await page.wait_for_selector("text=Gói chưa đọc được")
    await page.wait_for_selector("text=chưa được import")
    path.write_text(good, "utf-8")
    await page.wait_for_selector("label:has-text('Tên, số của văn bản gốc')")
    assert await page.input_value("#f-original") == "Bằng tốt nghiệp số 12"
    assert author.complaints == []


async def test_every_page_of_it_is_as_good_as_the_counters(author: Person, served: tuple[Path, str]) -> None:
    folder, base = served
    wrong = []
    for name, address in (("list", "/"), ("form", f"/{KEY}"), ("full", f"/{KEY}?dien=fullest")):
        await author.page.goto(f"{base}{address}")
        wrong += await faults(author, f"tryout-{name}")
    await author.page.goto(f"{base}/{KEY}")
    await author.page.get_by_role("button", name="Kiểm tra như khi tiếp nhận").last.click()
    await author.page.wait_for_selector(".govuk-error-summary")
    wrong += await faults(author, "tryout-refused")
    desks = folder / "motcua_thuxem" / "desks.py"
    desks.write_text(desks.read_text("utf-8").replace("HEAD = Desk(", "HEAD = Desk(1, "), "utf-8")
    await author.page.goto(f"{base}/{KEY}")
    await author.page.wait_for_selector("text=Gói chưa đọc được")
    wrong += [each for each in await faults(author, "tryout-broken") if "English" not in each]
    assert wrong == []
