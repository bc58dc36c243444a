"""A day that the province decides: looked at, decided once, carried to every center by its own rules."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from tests.web.console.conftest import WEDNESDAY, Desk

from motcua.centers import Centers, entered
from motcua.domain.province import ProvinceRole
from motcua.services.province.holidays import Carrying, carry, decided_days
from motcua.services.setup.provenance import settings_of
from motcua.store.engine import DB, transaction
from motcua.store.queries.calendars import load_decisions

DAY = {"on": "15/06/2018", "kind": "holiday", "name": "Ngày truyền thống", "document": "Công văn 5/UBND"}
ON = date(2018, 6, 15)


async def looked(desk: Desk, day: dict[str, str]) -> tuple[Any, Any, dict[str, str]]:
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    answer = await client.send_form("/lich", day | {"_key": str(uuid4())})
    main = answer.text.partition("<main")[2]
    found = re.search(r'name="_key" value="([^"]+)"><input type="hidden" name="seen" value="(\d+)"', main)
    return client, answer, {**day, "_key": found[1], "seen": found[2]} if found else {}


async def test_a_day_is_seen_first_then_decided_once_and_reaches_every_center(desk: Desk) -> None:
    client, answer, form = await looked(desk, DAY)
    assert answer.status_code == 200, answer.text
    assert "thêm ngày nghỉ “Ngày truyền thống”" in answer.text
    assert "trung tâm áp dụng ngay" in answer.text
    with entered(desk.place):
        assert not any(each["on"] == ON.isoformat() for each in await decided_days()), "only looked at"
    assert (await client.send_form("/lich", form)).status_code == 303
    assert (await client.send_form("/lich", form)).status_code == 303
    with entered(desk.place):
        days = [each for each in await decided_days() if each["on"] == ON.isoformat()]
    assert len(days) == 1
    assert "Quyết định lịch chung" in (await client.get("/nhat-ky")).text
    assert "Ngày truyền thống" in (await client.get("/lich")).text

    # Centers of a process of its own: what this file decides is no other test's calendar.
    keys = ("que-vo", "gia-binh")
    centers = Centers(desk.office.centers.province, {key: desk.office.centers[key] for key in keys})
    for key in keys:
        assert centers[key].calendar.is_working_day(ON)
        assert await carry(centers, key, days, WEDNESDAY) == 1
        assert not centers[key].calendar.is_working_day(ON)
        assert await carry(centers, key, days, WEDNESDAY) == 0, "carried once"
    with entered(centers["que-vo"]):
        async with transaction():
            last = (await load_decisions())[-1]
        lines = {each.key: each for each in await settings_of(desk.office, WEDNESDAY)}
    assert (last["document"], last["body"]["by_province"]) == ("Công văn 5/UBND", True)
    assert (lines["calendar.2018"].layer, lines["calendar.2018"].source) == ("province", "Công văn 5/UBND")


async def test_who_saw_another_list_of_decisions_decides_nothing(desk: Desk) -> None:
    client, _, form = await looked(desk, DAY | {"on": "18/06/2018"})
    stale = form | {"seen": str(int(form["seen"]) + 1)}
    assert (await client.send_form("/lich", stale)).status_code == 409
    with entered(desk.place):
        assert not any(each["on"] == "2018-06-18" for each in await decided_days())


async def test_what_changes_nothing_or_has_no_document_is_refused(desk: Desk) -> None:
    for wrong, says in (
        ({"document": ""}, "Hãy nhập văn bản quyết định"),
        ({"on": "31/02/2018"}, "Hãy nhập ngày"),
        ({"kind": ""}, "Hãy chọn loại ngày"),
        ({"kind": "worked", "on": "20/06/2018"}, "vốn là ngày làm việc"),
    ):
        _, answer, form = await looked(desk, DAY | wrong)
        assert (answer.status_code, form) == (422, {})
        assert says in answer.text


async def test_a_process_asks_no_center_where_nothing_is_new(desk: Desk) -> None:
    centers = Centers(desk.office.centers.province, {"que-vo": desk.office.centers["que-vo"]})
    carrying = Carrying(replace(desk.office, centers=centers))
    await carrying.look()
    await carrying.to("que-vo", WEDNESDAY)
    with DB.counted() as statements:
        await carrying.to("que-vo", WEDNESDAY)
    assert len(statements) == 0
