"""Cấu hình and Phiếu dự phòng in the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest


async def test_the_director_sees_each_setting_with_its_source_and_an_officer_does_not(somebody: Any) -> None:
    director, officer = await somebody("director"), await somebody("officer")
    answer = await director.see("/cau-hinh")
    assert answer.status_code == 200
    for words in ("Thời hạn khi bổ sung", "Mặc định của phần mềm", "Nguồn", "Quy tắc một cửa đang áp dụng"):
        assert words in answer.text
    refused = await officer.see("/cau-hinh")
    assert refused.status_code == 403
    assert "xem cấu hình của Trung tâm" in refused.text


@pytest.mark.parametrize(("source", "status"), [("plugin", 200), ("decided", 200), ("chua-xac-nhan", 200), ("x", 404)])
async def test_the_settings_are_narrowed_by_their_source(somebody: Any, source: str, status: int) -> None:
    admin = await somebody("administrator")
    assert (await admin.see(f"/cau-hinh?nguon={source}")).status_code == status


async def test_sheets_are_printed_entered_and_confirmed_by_those_whose_work_it_is(somebody: Any) -> None:
    reception, director = await somebody("reception", receives=("*",)), await somebody("director")
    hidden = await reception.hidden("/phieu-du-phong", "/phieu-du-phong")
    paper = await reception.post_form("/phieu-du-phong/in", hidden | {"count": "2"})
    assert paper.headers["content-type"] == "application/pdf"
    assert (await reception.post_form("/phieu-du-phong/in", hidden | {"count": "nhiều"})).status_code == 422
    wrong = {"number": "DP17-0000", "code": "x", "on": "7/11/2017", "at": "9:15", "reason": "Mất điện"}
    answer = await reception.post_form("/phieu-du-phong", hidden | wrong)
    assert answer.status_code == 422
    assert "Không có phiếu dự phòng nào mang số này." in answer.text
    assert 'value="7/11/2017"' in answer.text  # nothing typed is lost
    assert "Ghi phiếu" not in (await director.see("/phieu-du-phong")).text
    assert (await reception.post_form("/phieu-du-phong/xac-nhan", hidden)).status_code == 403


async def test_who_has_nothing_to_do_with_it_does_not_see_the_sheets(somebody: Any) -> None:
    officer = await somebody("officer")
    assert (await officer.see("/phieu-du-phong")).status_code == 403
    assert not re.search("phieu-du-phong", (await officer.see("/viec")).text)
