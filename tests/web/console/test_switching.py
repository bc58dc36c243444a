"""A plugin switched by the province at one center: what is shown before, what refuses it, where it is told."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from tests.web.console.conftest import WEDNESDAY, Desk

from motcua.centers import Centers, entered
from motcua.cli.plugin.at_centers import province_says
from motcua.domain.province import ProvinceRole
from motcua.services.plugins import switches as plugin_switches
from motcua.services.plugins.switches import follow_switches, keep_plugins
from motcua.services.setup.onboarding import onboard
from motcua.services.setup.provenance import settings_of
from motcua.store.engine import transaction
from motcua.store.queries.effects import put_setting
from motcua.store.queries.plugins import Need, standing_of
from motcua.store.queries.province_trail import events_about

KEY, AGENCY = "gia-binh", "tu_phap"
HERE = f"/goi-thu-tuc/{KEY}/{AGENCY}"


@pytest.fixture(autouse=True)
async def as_it_was(desk: Desk) -> AsyncIterator[None]:
    before = desk.office.centers[KEY]
    await onboard(desk.office, before, now=WEDNESDAY)
    yield
    with entered(before):
        async with transaction():
            await put_setting(plugin_switches.SETTING, {}, set_by=None, at=WEDNESDAY)
    await onboard(desk.office, before, now=WEDNESDAY)
    desk.office.centers.add(before)


def hidden(text: str) -> dict[str, str]:
    main = text.partition("<main")[2]
    return dict(re.findall(r'<input type="hidden" name="(_key|seen|on)" value="([^"]*)"', main))


async def looked(desk: Desk) -> tuple[Any, dict[str, str], str]:
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    answer = await client.get(HERE)
    assert answer.status_code == 200
    return client, hidden(answer.text), answer.text


async def standing(desk: Desk) -> str:
    with entered(desk.office.centers[KEY]):
        async with transaction():
            found = await standing_of(AGENCY)
    assert found is not None
    return found.standing


async def switch_off(desk: Desk) -> None:
    client, form, _ = await looked(desk)
    answer = await client.send_form(HERE, form | {"document": "Công văn 12/UBND"})
    assert answer.status_code == 303, answer.text


async def test_it_is_switched_off_and_on_and_each_side_is_told(desk: Desk) -> None:
    assert AGENCY in desk.office.centers[KEY].plugins
    _, _, text = await looked(desk)
    assert "không tiếp nhận hồ sơ mới" in text
    await switch_off(desk)
    assert AGENCY not in desk.office.centers[KEY].plugins
    assert await standing(desk) == "off"
    with entered(desk.office.centers[KEY]):
        line = next(each for each in await settings_of(desk.office, WEDNESDAY) if each.key == f"plugins.{AGENCY}")
    assert (line.layer, line.says, line.source) == ("province", "tắt", "Công văn 12/UBND")
    assert line.covers == "Trung tâm: bật"
    client, form, text = await looked(desk)
    assert "Tỉnh đã quyết định lần trước: tắt: Công văn 12/UBND" in text
    trail = (await client.get("/nhat-ky")).text
    assert "Tắt gói thủ tục tại trung tâm" in trail
    assert "Công văn 12/UBND" in trail
    assert f'href="{HERE}">Bật<' in (await client.get("/goi-thu-tuc")).text
    assert (await client.send_form(HERE, form | {"document": "Công văn 13/UBND"})).status_code == 303
    assert AGENCY in desk.office.centers[KEY].plugins
    assert await standing(desk) == "on"


async def test_the_file_of_the_center_does_not_undo_it_and_another_process_follows(desk: Desk) -> None:
    from_file = desk.office.centers[KEY]
    await switch_off(desk)
    await onboard(desk.office, from_file, now=WEDNESDAY)  # what `motcua tenant onboard` and a start do
    assert await standing(desk) == "off"
    other = replace(desk.office, centers=Centers(from_file.province, {KEY: from_file}), former={})
    await follow_switches(other, KEY)
    assert AGENCY not in other.centers[KEY].plugins
    assert other.former[KEY], "its books stay"
    assert not await keep_plugins(other.centers, KEY), "nothing new"


async def test_who_writes_the_file_of_the_center_is_told_that_the_province_has_decided(desk: Desk) -> None:
    center = desk.office.centers[KEY]
    assert await province_says(desk.office, center, AGENCY) == ""
    await switch_off(desk)
    says = await province_says(desk.office, center, AGENCY)
    assert says.startswith(f"Tỉnh đã tắt gói {AGENCY} tại {center.name}: Công văn 12/UBND (")
    assert "nên gói vẫn tắt" in says
    assert await province_says(desk.office, center, "thue") == "", "another plugin"
    assert await province_says(desk.office, replace(center, key="chua-mo"), AGENCY) == "", "not at work yet"


async def test_what_open_dossiers_need_is_not_switched_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client, form, _ = await looked(desk)

    async def needed(plugin: str) -> Need:
        return Need(own=3)

    with monkeypatch.context() as patched:
        patched.setattr(plugin_switches, "needs_of", needed)  # a dossier that came while the page was open
        answer = await client.send_form(HERE, form | {"document": "Công văn 12/UBND"})
    assert answer.status_code == 409
    assert "3 hồ sơ thuộc thủ tục của cơ quan chưa xong" in answer.text
    assert AGENCY in desk.office.centers[KEY].plugins
    assert await standing(desk) == "on"


async def test_who_saw_something_else_decides_nothing_and_a_form_sent_twice_is_one_act(desk: Desk) -> None:
    client, form, _ = await looked(desk)
    sent = form | {"document": "Công văn 77"}
    assert (await client.send_form(HERE, sent)).status_code == 303
    assert (await client.send_form(HERE, sent)).status_code == 303
    with entered(desk.place):
        async with transaction():
            found = await events_about(f"center/{KEY}", limit=50)
    told = [each for each in found if each["data"].get("document") == "Công văn 77"]
    assert len(told) == 1
    stale = await client.send_form(HERE, sent | {"_key": str(uuid4()), "on": "1"})
    assert stale.status_code == 409
    assert await standing(desk) == "off"


async def test_without_a_document_nothing_is_switched(desk: Desk) -> None:
    client, form, _ = await looked(desk)
    answer = await client.send_form(HERE, form | {"document": ""})
    assert answer.status_code == 422
    assert "Hãy nhập văn bản làm căn cứ" in answer.text
    assert await standing(desk) == "on"
