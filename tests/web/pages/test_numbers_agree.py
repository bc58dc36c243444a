"""The number in the header, on the home and on a chip, the rows of all pages of the list, the lines of the file."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest

from motcua.centers import entered
from motcua.services.work.homes import home_view_of
from motcua.store.engine import DB, transaction
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


async def new_date(reception: Any, director: Any, dossier_id: Any) -> None:
    """Asked for at the counter, approved with the letter."""
    await move(reception, dossier_id, "de-nghi-hen-lai", reason="Chờ xác minh", new_due_on="20/11/2017")
    path = f"/ho-so/{dossier_id}"
    form = await director.hidden(path, f"{path}/giay/phieu-xin-loi")
    assert (await director.post_form(f"{path}/giay/phieu-xin-loi", form)).status_code == 200


async def handed_back(reception: Any, registrar: Any, head: Any, clerk: Any, dossier_id: Any) -> None:
    await move(reception, dossier_id, "chuyen")
    await move(registrar, dossier_id, "xac-nhan")
    await move(registrar, dossier_id, "trinh", proposal="grant", finding="Đủ điều kiện")
    await move(head, dossier_id, "ky", how="paper_only")
    await move(clerk, dossier_id, "vao-so")
    await move(reception, dossier_id, "nhan-ket-qua")
    given = {"received_by": "An", "receiver": "applicant", "fee_collected": "yes", "original.request": "yes"}
    await move(reception, dossier_id, "tra-ket-qua", **given, fee_amount="1000")


async def test_overdue_is_one_number_in_header_chip_list_home_summary_and_file(
    somebody: Any, reception: Any, registrar: Any, head: Any, take_in: Any, world: Any
) -> None:
    """With dossiers that are overdue, and with those that are past the date on their receipt and are not."""
    director, clerk = await somebody("director"), await somebody("clerk")
    plain, paused, again, done = [await take_in() for _ in range(4)]
    await move(reception, paused, "chuyen")
    await move(registrar, paused, "xac-nhan")
    await move(registrar, paused, "tam-dung", kind="verification", reason="Chờ xác minh")
    await new_date(reception, director, again)
    await handed_back(reception, registrar, head, clerk, done)
    world.clock[0] += timedelta(days=8)  # Thursday the 16th: three working days from the 8th are over
    later = world.clock[0]
    try:
        home, sheet = (await director.see("/viec")).text, (await director.see("/tom-tat")).text
        rows = await all_rows(director, "/viec?xem=qua-han")
        lines = await lines_of_file(director, "/viec?xem=qua-han")
    finally:
        world.clock[0] -= timedelta(days=8)
    chips = {html.unescape(where): int(count) for where, count in CHIP.findall(home)}
    tasks = {html.unescape(where): int(count) for where, count in TASK.findall(home)}
    header = re.search(r'mc-nav__count">(\d+)', home)
    cells = [int(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r'data-label="Quá hạn trả">(.*?)</td>', sheet)]
    *agencies, total = cells
    named = re.search(r"Hồ sơ quá hạn trả \((\d+)\)", sheet)
    assert header
    assert named
    numbers = {
        "header": int(header[1]), "chip": chips["/viec?xem=qua-han"], "home": tasks["/viec?xem=qua-han"],
        "list": len(rows), "file": lines, "summary": total, "by agency": sum(agencies), "sheet": int(named[1]),
    }  # fmt: skip
    assert len(set(numbers.values())) == 1, numbers
    assert str(plain) in rows
    assert not {str(paused), str(again), str(done)} & set(rows), "none of these is late now"
    with entered(world.here):
        async with transaction():
            promised = await DB.fetch(
                "SELECT count(*) AS n FROM dossier WHERE first_due_at < $1 AND state <> 'cancelled'", later
            )
    assert promised[0]["n"] >= len(rows) + 3, "the control: by the date on the receipt, as statistics count, they are"
