"""The number in the header, on the home and on a chip, the rows of all pages of the list, the lines of the file."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import pytest

from motcua.services.homes import home_view_of
from motcua.web.list_filters import SLUG_OF

FINANCE = {"agency": "tai_chinh_ke_hoach", "kind": "agency"}
CREW: dict[str, dict[str, Any]] = {
    "reception": {},
    "officer": {"desks": (("tai_chinh_ke_hoach", "registrar"),), **FINANCE},
    "head": {"desks": (("tai_chinh_ke_hoach", "head"),), **FINANCE},
    "leader": {"desks": (("ubnd", "leader"),), "agency": "ubnd", "kind": "agency"},
    "clerk": {},
    "cashier": {},
    "director": {},
    "deputy_director": {},
}
TASK = re.compile(
    r'<a class="govuk-link" href="/[^/"]+(/viec\?[^"]+)">[^<]+</a>\s*<strong class="mc-task__count">(\d+)'
)
CHIP = re.compile(r'<a class="mc-chip[^"]*" href="/[^/"]+(/viec\?[^"]+)"[^>]*>[^<]*<span class="mc-chip__count">(\d+)')
ROW = re.compile(r'<th scope="row"><a class="govuk-link mc-code" href="/[^"]*/ho-so/([0-9a-f-]{36})')
NEXT = re.compile(r'<a class="govuk-link mc-next" href="/[^/"]+([^"]+)"')


async def all_rows(person: Any, address: str) -> list[str]:
    found: list[str] = []
    while True:
        page = (await person.see(address)).text
        found += ROW.findall(page)
        onward = NEXT.search(page)
        if onward is None:
            return found
        address = html.unescape(onward[1])


async def lines_of_file(person: Any, address: str) -> int:
    answer = await person.see(address.replace("/viec", "/danh-sach.csv"))
    return len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) - 1


async def move(person: Any, dossier_id: Any, slug: str, **typed: str) -> None:
    path = f"/ho-so/{dossier_id}"
    answer = await person.post_form(f"{path}/{slug}", await person.hidden(path, f"{path}/{slug}") | typed)
    assert answer.status_code == 303, re.sub(r"\s+", " ", answer.text)[:2000]


@pytest.fixture
async def spread(reception: Any, registrar: Any, take_in: Any) -> None:
    """One dossier at the counter, one on the way, one at work, one waiting for the signature."""
    for steps in range(4):
        made = await take_in()
        if steps > 0:
            await move(reception, made, "chuyen")
        if steps > 1:
            await move(registrar, made, "xac-nhan")
        if steps > 2:
            await move(registrar, made, "trinh", proposal="grant", finding="Đủ điều kiện")


@pytest.mark.parametrize("role", list(CREW))
async def test_every_number_is_that_of_the_list_and_of_the_file(somebody: Any, spread: None, role: str) -> None:
    person = await somebody(role, **CREW[role])
    home = (await person.see("/viec")).text
    chips = {html.unescape(where): int(count) for where, count in CHIP.findall(home)}
    tasks = [(html.unescape(where), int(count)) for where, count in TASK.findall(home)]
    assert chips
    assert tasks or role in ("leader", "clerk", "director", "deputy_director")
    for where, count in [*chips.items(), *tasks]:
        rows = await all_rows(person, where)
        assert len(rows) == len(set(rows)) == count, where
        assert await lines_of_file(person, where) == count, where
    header = re.search(r'mc-nav__count">(\d+)', home)
    assert header
    assert int(header[1]) == chips[f"/viec?xem={SLUG_OF[home_view_of(person.staff)]}"]


async def test_the_numbers_are_of_one_center(somebody: Any, spread: None) -> None:
    """The control: at the other center, where nothing was taken in, every number is nothing."""
    person = await somebody("reception", other=True)
    chips = CHIP.findall((await person.see("/viec")).text)
    assert {int(count) for _, count in chips} == {0}
