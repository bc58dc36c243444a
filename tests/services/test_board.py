"""The public board: whole months only, nobody to be recognised in them, who is posted, and the open data of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.services.conftest import AT
from tests.services.test_ratings import handed_back

from motcua.centers import Center, entered
from motcua.centers.hearing import Board
from motcua.domain.errors import NotAllowed, NotHere
from motcua.services.board import open_data
from motcua.services.board import shown as board
from motcua.services.board.figures import month_lines
from motcua.services.oversight.keeping import count_waiting
from motcua.store.engine import DB, transaction

NEXT_MONTH = AT + timedelta(days=30)  # 8 December
NOVEMBER = date(2017, 11, 1)


@pytest.fixture
async def counted(desk: Any) -> None:
    """Some of November, so many that they may be told."""
    for _ in range(6):
        await handed_back(desk)


@pytest.mark.usefixtures("counted")
async def test_a_page_asks_no_dossier_but_whether_one_is_not_counted() -> None:
    with DB.counted() as queries:
        await board.public_board(NEXT_MONTH)
    asked = [each for each in queries if "FROM dossier" in each or "FROM event" in each]
    assert ["counted_seq < event_seq LIMIT" in each for each in asked] == [True]
    assert [each for each in queries if "FROM month_sum" in each]


@pytest.mark.usefixtures("counted")
async def test_only_whole_months_are_told() -> None:
    assert {line.month for line in (await board.public_board(NEXT_MONTH)).months} >= {NOVEMBER}
    assert NOVEMBER not in {line.month for line in (await board.public_board(AT)).months}


@pytest.mark.usefixtures("counted")
async def test_what_counts_too_few_is_left_out(desk: Any, que_vo: Center) -> None:
    few = await board.public_board(NEXT_MONTH)
    agency = next(line for line in few.months if line.month == NOVEMBER and line.agency == "tu_phap")
    assert agency.done is not None
    with entered(replace(que_vo, board=Board(least=1000))):
        none = await board.public_board(NEXT_MONTH)
    november = [line for line in none.months if line.month == NOVEMBER]
    assert november
    assert [line for line in november if line.done or line.in_time or line.percent is not None] == []


async def test_while_dossiers_are_not_counted_no_figure_is_told_and_the_board_says_so(desk: Any) -> None:
    made = await handed_back(desk)
    async with transaction():
        await DB.fetch("UPDATE dossier SET counted_seq = 0 WHERE id = $1", made)
    half = await board.public_board(NEXT_MONTH)
    said = json.loads((await open_data.open_file(desk.office, "ket-qua-thang.json", NEXT_MONTH)).content)
    assert (half.is_whole, half.months, half.standing, half.standing_on) == (False, (), (), None)
    assert (said["is_whole"], said["rows"]) == (False, [])
    await count_waiting()
    whole = await board.public_board(NEXT_MONTH)
    assert whole.is_whole
    assert whole.months, "the control: there was something to be told"


def lines(least: int, **done: int) -> Iterator[Any]:
    rows = [
        {"month": NOVEMBER, "agency": key, "received": count, "done": count, "with_term": count, "in_time": count - 1,
         "apologised": 1}
        for key, count in done.items()
    ]  # fmt: skip
    return iter(month_lines(rows, least))


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
    assert open_data.FORMAT == "motcua.cong-khai/2"


def test_a_name_that_a_spreadsheet_would_run_is_text() -> None:
    assert open_data._cell("=1+1") == "'=1+1"
    assert open_data._cell(-1) == -1
