"""The public board: figures that a slow count confirms, of whole months only, and nobody to be recognised in them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.services.conftest import AT, COPIES
from tests.services.test_ratings import handed_back

from motcua.centers import Center, entered
from motcua.centers.hearing import Board
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere
from motcua.services import board, board_counting, open_data
from motcua.store.engine import DB, transaction
from motcua.store.queries.effects import put_setting

NEXT_MONTH = AT + timedelta(days=30)  # 8 December
NOVEMBER = date(2017, 11, 1)


async def table() -> dict[tuple[date, str], tuple[int, ...]]:
    async with transaction():
        found = await DB.fetch("SELECT * FROM board_month")
    names = ("received", "done", "with_term", "in_time", "apologised")
    return {(row["month"], row["agency"]): tuple(row[name] for name in names) for row in found}


async def slowly() -> dict[tuple[date, str], tuple[int, ...]]:
    """From every dossier, one after the other, in the words of the law and not of the query."""
    async with transaction():
        dossiers = await DB.fetch("SELECT * FROM dossier")
        letters = await DB.fetch(
            "SELECT r.answered_at, d.agency FROM reappointment r JOIN dossier d ON d.id = r.dossier_id "
            "WHERE r.state = 'approved'"
        )
        back = {
            row["dossier_id"]: row["at"]
            for row in await DB.fetch(
                "SELECT dossier_id, max(at) AS at FROM event WHERE kind = 'take_back' GROUP BY dossier_id"
            )
        }
    counted: dict[tuple[date, str], Counter[str]] = {}

    def at(moment: datetime, agency: str) -> Counter[str]:
        return counted.setdefault((local(moment).date().replace(day=1), agency), Counter())

    for row in dossiers:
        if row["code"] is not None:
            at(row["received_at"], row["agency"])["received"] += 1
        if row["handed_back_at"] is None:
            continue
        cell = at(row["handed_back_at"], row["agency"])
        cell["done"] += 1
        if row["due_at"] is not None:
            cell["with_term"] += 1
            came_back = back.get(row["id"], row["handed_back_at"])
            cell["in_time"] += came_back <= row["due_at"] and row["reappointed_to"] is None
    for letter in letters:
        at(letter["answered_at"], letter["agency"])["apologised"] += 1
    names = ("received", "done", "with_term", "in_time", "apologised")
    return {key: tuple(cell[name] for name in names) for key, cell in counted.items()}


@pytest.fixture
async def counted(desk: Any) -> None:
    """Dossiers of two months: in time, late, put off, not handed back; counted by the background round."""
    for _ in range(6):
        await handed_back(desk)
    late = await handed_back(desk, AT + timedelta(days=9))
    put_off = await handed_back(desk, AT + timedelta(days=1))
    await desk.accept(COPIES.key)
    old = await handed_back(desk)
    async with transaction():
        await DB.fetch("UPDATE dossier SET reappointed_to = due_at WHERE id = $1", put_off)
        await DB.fetch(
            "UPDATE dossier SET received_at = received_at - interval '40 days', "
            "handed_back_at = handed_back_at - interval '31 days' WHERE id = $1",
            old,
        )
        await put_setting(board_counting.COUNTED, {}, set_by=None, at=AT)
    await board_counting.count_board(NEXT_MONTH)
    assert late


async def test_the_figures_are_what_a_slow_count_says(desk: Any, counted: None) -> None:
    told, slow = await table(), await slowly()
    assert told == slow
    november = [row for (month, _), row in told.items() if month == NOVEMBER]
    assert sum(row[2] for row in november) > sum(row[3] for row in november), "one late, one put off"
    async with transaction():
        await DB.fetch("UPDATE board_month SET in_time = in_time + 1 WHERE month = $1", NOVEMBER)
    assert await table() != slow, "a figure that is off is found out"
    await board_counting.count_board(datetime(2017, 12, 8, 2, tzinfo=AT.tzinfo))
    assert await table() == slow, "and the next round puts it right"


async def test_a_round_counts_again_what_changed_since(desk: Any, counted: None) -> None:
    await handed_back(desk)
    assert await table() != await slowly()
    await board_counting.count_board(NEXT_MONTH)
    assert await table() == await slowly()


async def test_a_page_asks_no_dossier(desk: Any, counted: None) -> None:
    with DB.counted() as queries:
        await board.public_board(NEXT_MONTH)
    assert queries
    asked = " ".join(queries)
    assert "FROM dossier" not in asked
    assert "FROM event" not in asked


async def test_only_whole_months_are_told(desk: Any, counted: None) -> None:
    assert {line.month for line in (await board.public_board(NEXT_MONTH)).months} >= {NOVEMBER}
    assert NOVEMBER not in {line.month for line in (await board.public_board(AT)).months}


async def test_what_counts_too_few_is_left_out(desk: Any, counted: None, que_vo: Center) -> None:
    few = await board.public_board(NEXT_MONTH)
    agency = next(line for line in few.months if line.month == NOVEMBER and line.agency == "tu_phap")
    assert agency.done is not None
    with entered(replace(que_vo, board=Board(least=1000))):
        none = await board.public_board(NEXT_MONTH)
    november = [line for line in none.months if line.month == NOVEMBER]
    assert [line for line in november if line.done or line.in_time or line.percent is not None] == []


def lines(least: int, **done: int) -> Iterator[Any]:
    rows = [
        {"month": NOVEMBER, "agency": key, "received": count, "done": count, "with_term": count, "in_time": count - 1,
         "apologised": 1}
        for key, count in done.items()
    ]  # fmt: skip
    return iter(board.month_lines(rows, least))


def test_one_small_agency_takes_another_with_it(que_vo: Center) -> None:
    with entered(que_vo):
        whole, *found = lines(5, tu_phap=2, noi_vu=9, thanh_tra=30)
    assert whole.done == 41
    told = {line.agency: (line.done, line.in_time, line.apologised) for line in found}
    assert told == {"tu_phap": (None, None, None), "noi_vu": (None, None, None), "thanh_tra": (30, 29, 1)}


async def test_who_is_posted_is_on_the_board_and_nobody_else(desk: Any, crew: Any) -> None:
    with pytest.raises(NotAllowed):
        await board.post(desk.by("reception"), crew.reception.id, is_public=True)
    director = desk.by("director")
    for _ in range(2):
        await board.post(director, crew.director.id, is_public=True)
    await board.post(director, crew.reception.id, is_public=True)
    names = [each.name for each in await board.public_people(AT)]
    assert names[0] == crew.director.name, "the head first"
    assert names.count(crew.director.name) == 1
    async with transaction():
        await DB.fetch("UPDATE staff SET is_locked = true WHERE id = $1", crew.reception.id)
    assert crew.reception.name not in [each.name for each in await board.public_people(AT)]
    async with transaction():
        await DB.fetch("UPDATE staff SET is_locked = false WHERE id = $1", crew.reception.id)
        acts = await DB.fetch("SELECT * FROM account_act WHERE staff_id = $1", crew.director.id)
    assert len(acts) == 1, "noted once"
    await board.post(director, crew.reception.id, is_public=False)
    assert crew.reception.name not in [each.name for each in await board.public_people(AT)]


async def test_the_open_data_says_the_same_in_both_forms_under_described_keys(desk: Any, counted: None) -> None:
    for key, dataset in open_data.DATASETS.items():
        as_csv = await open_data.open_file(desk.office, f"{key}.csv", NEXT_MONTH)
        as_json = await open_data.open_file(desk.office, f"{key}.json", NEXT_MONTH)
        rows = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
        said = json.loads(as_json.content)
        keys = [column for column, _ in dataset.columns]
        assert rows[0] == keys
        assert [column["key"] for column in said["columns"]] == keys
        assert all(column["says"] for column in said["columns"])
        assert said["format"] == open_data.FORMAT
        assert said["licence"] == open_data.NO_LICENCE
        assert len(rows) - 1 == len(said["rows"])
        assert [["" if value is None else str(value) for value in row.values()] for row in said["rows"]] == rows[1:]
    with pytest.raises(NotHere):
        await open_data.open_file(desk.office, "khong-co.csv", NEXT_MONTH)


KEYS = {
    "ket-qua-thang": "thang co-quan ten-co-quan tiep-nhan da-tra co-thoi-han dung-han ty-le-dung-han xin-loi",
    "dang-giai-quyet": "ngay co-quan ten-co-quan dang-giai-quyet qua-han xin-loi",
    "can-bo": "ho-ten chuc-danh dien-thoai ten-co-quan",
    "phan-anh": "thang tiep-nhan da-tra-loi dung-han",
    "thu-tuc": "khoa ten-thu-tuc co-quan ten-co-quan linh-vuc thoi-han",
}


def test_the_keys_stay_what_they_are() -> None:
    """Somebody's program reads them: a key that goes away needs another `FORMAT`."""
    assert {key: " ".join(name for name, _ in each.columns) for key, each in open_data.DATASETS.items()} == KEYS
    assert open_data.FORMAT == "motcua.cong-khai/1"


def test_a_name_that_a_spreadsheet_would_run_is_text() -> None:
    assert open_data._cell("=1+1") == "'=1+1"
    assert open_data._cell(-1) == -1
