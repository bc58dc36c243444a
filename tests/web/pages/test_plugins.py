"""The page of the agencies' plugins: told on the homes of who must know, and released by one form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.people import Acting
from motcua.services.plugins.board import plugin_board
from motcua.services.plugins.life import follow, keep_quarantine
from motcua.services.plugins.quarantine import Quarantine
from motcua.store.engine import DB, transaction
from motcua.store.queries import plugins as stored

PLUGIN = "van_hoa_thong_tin"
WHERE = "gây lỗi ZeroDivisionError (van_hoa.py:12)"
PATH, ACT = "/goi-thu-tuc", "/goi-thu-tuc/chay-lai"


async def quarantined(world: Any, center: Center) -> None:
    """As though it had failed too often on dossiers of this center."""
    counting = Quarantine(1)
    office = type("AnOffice", (), {"quarantine": counting, "catalog": world.office.catalog})()
    catalog = world.office.catalog
    with entered(center):
        counting.note(center.key, [catalog.plugins.record(PLUGIN, "dossier_changed", WHERE)], 1, world.clock[0])
        await keep_quarantine(office, world.clock[0])


@pytest.fixture
async def kept_back(world: Any) -> Any:
    for center in world.centers.values():
        with entered(center):
            await follow(world.office, world.clock[0])
    await quarantined(world, world.here)
    yield
    world.office.catalog.plugins.problems.clear()
    for center in world.centers.values():
        with entered(center):
            async with transaction():
                for each in (await stored.standings()).values():
                    await stored.end_quarantine(each.plugin, each.seq, world.clock[0])
            await keep_quarantine(world.office, world.clock[0])


async def test_the_administrator_and_the_agency_s_head_are_told_at_home_and_nobody_else_is(
    somebody: Any, kept_back: None
) -> None:
    admin, director = await somebody("administrator"), await somebody("director")
    own = await somebody("head", agency=PLUGIN, kind="agency", desks=((PLUGIN, "head"),))
    other = await somebody("head", agency="y_te", kind="agency", desks=(("y_te", "head"),))
    clerk = await somebody("reception")
    for person in (admin, director, own):
        home = (await person.see("/viec")).text
        assert "Gói thủ tục cần xử lý (1)" in home
        assert WHERE in home
        assert "dossier_changed" in home
    for person in (other, clerk):
        assert "Gói thủ tục cần xử lý" not in (await person.see("/viec")).text


async def test_the_page_lists_what_a_person_answers_for(somebody: Any, kept_back: None) -> None:
    admin = await somebody("administrator")
    own = await somebody("head", agency=PLUGIN, kind="agency", desks=((PLUGIN, "head"),))
    page = (await admin.see(PATH)).text
    assert page.count('<th scope="row">') > 10
    assert "Tạm ngưng chạy mã" in page
    assert "Cho chạy lại" in page
    seen = (await own.see(PATH)).text
    assert seen.count('<th scope="row">') == 1
    assert "Cho chạy lại<" not in seen
    assert "Quản trị Trung tâm cho chạy lại" in seen
    reception = await somebody("reception")
    assert (await reception.see(PATH)).status_code == 403


async def test_it_is_released_once_by_the_administrator(somebody: Any, kept_back: None, world: Any) -> None:
    admin = await somebody("administrator")
    hidden = await admin.hidden(PATH, ACT)
    form = hidden | {"goi": PLUGIN}
    stale = await admin.post_form(ACT, form | {"_seen": str(int(hidden["_seen"]) + 1), "_key": str(uuid4())})
    assert stale.status_code == 409
    assert "đã thay đổi sau khi bạn mở trang" in stale.text
    done = await admin.post_form(ACT, form)
    assert done.status_code == 303
    assert (await admin.post_form(ACT, form)).status_code == 303
    page = (await admin.see(PATH)).text
    assert "đã được cho chạy lại" in page
    assert '<strong class="mc-status mc-status--wait">Tạm ngưng' not in page
    assert "cho chạy lại</strong>" in page  # the trail
    assert admin.staff.name in page
    assert "Gói thủ tục cần xử lý" not in (await admin.see("/viec")).text
    again = await admin.post_form(ACT, form | {"_key": str(uuid4())})
    assert (again.status_code, "không bị tạm ngưng" in again.text) == (409, True)


async def test_nobody_else_releases_it_and_what_is_sent_wrong_is_said(somebody: Any, kept_back: None) -> None:
    admin, director = await somebody("administrator"), await somebody("director")
    form = await admin.hidden(PATH, ACT) | {"goi": PLUGIN}
    token = (await director.hidden("/ho-so", "/ho-so"))["_csrf_token"]
    refused = await director.post_form(ACT, form | {"_csrf_token": token})
    assert (refused.status_code, "Quản trị Trung tâm" in refused.text) == (403, True)
    for change in ({"goi": ""}, {"_seen": "x"}, {"_key": "rác"}, {"goi": "a" * 41}):
        assert (await admin.post_form(ACT, form | change)).status_code == 422
    assert (await admin.post_form(ACT, form | {"goi": "khong_co", "_key": str(uuid4())})).status_code == 404


async def test_the_other_center_s_plugin_stays_where_it_is(somebody: Any, kept_back: None, world: Any) -> None:
    """Both centers have the plugin in quarantine; the act of one administrator reaches one of them."""
    await quarantined(world, world.elsewhere)
    here, there = await somebody("administrator"), await somebody("administrator", other=True)
    form = await here.hidden(PATH, ACT) | {"goi": PLUGIN}
    assert (await here.post_form(ACT, form)).status_code == 303
    assert "Gói thủ tục cần xử lý" not in (await here.see("/viec")).text
    assert "Gói thủ tục cần xử lý (1)" in (await there.see("/viec")).text


async def test_the_page_costs_no_query_per_plugin(somebody: Any, kept_back: None, world: Any) -> None:
    admin = await somebody("administrator")
    with entered(world.here), DB.counted() as statements:
        board = await plugin_board(world.office, Acting(admin.staff, world.clock[0]))
    assert len(board.lines) > 10
    assert len(statements) == 4
