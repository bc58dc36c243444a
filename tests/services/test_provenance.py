"""Each value says where it comes from: the software, the province, the center, a decision; and since when."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.services.conftest import BUSINESS, Desk_, Office

from motcua import paths
from motcua.centers import Center, Centers, entered, read_centers
from motcua.domain.calendar import CalendarYear, Closure
from motcua.domain.overrides import Fact
from motcua.services.deadlines.calendars import decide_closure, decide_year
from motcua.services.review.overrides import decide
from motcua.services.setup.applied import CENTER, DECIDED, PLUGIN, PROVINCE
from motcua.services.setup.onboarding import onboard
from motcua.services.setup.provenance import SettingLine, settings_of
from motcua.services.setup.setting_names import value_says
from motcua.store.engine import DB

NOW = datetime(2018, 7, 2, 2, 0, tzinfo=UTC)
RULE = "regime.nd61_2018.reappointments"
PROVINCE_RULE = '\n[regime.nd61_2018]\ndocument = "Quyết định 5/QĐ-UBND"\nreappointments = 2\n'
CENTER_RULE = '\n[regime.nd61_2018]\ndocument = "Quyết định 9/QĐ-UBND"\nreappointments = 0\n'


class Place:
    """An installation whose files may be written."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = replace(office, settings=replace(office.settings, tenants_dir=folder))
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def centers(self) -> Centers:
        return read_centers(self.folder)

    async def lines(self, at: datetime = NOW) -> dict[str, SettingLine]:
        """Applied as onboarding does, then told."""
        center: Center = self.centers()["nguon-goc"]
        await onboard(self.office, center, now=at, business_at=at)
        await DB.open_for(center)
        with entered(center):
            return {line.key: line for line in await settings_of(self.office, at)}


@pytest.fixture
def place(office: Office, tmp_path: Path, cleared: None) -> Place:
    shutil.copytree(paths.tenants(), tmp_path / "tenants")
    folder = tmp_path / "tenants"
    shutil.move(folder / "gia-binh", folder / "nguon-goc")
    made = Place(office, folder)
    made.change("nguon-goc/center.toml", '"gia-binh"', '"nguon-goc"')
    return made


async def test_a_rule_is_the_laws_then_the_provinces_then_the_centers(place: Place) -> None:
    line = (await place.lines())[RULE]
    assert (line.layer, line.says) == (PLUGIN, "Hẹn lại nhiều nhất 1 lần.")
    assert "Điều 19 khoản 9" in line.source
    place.write("province.toml", PROVINCE_RULE)
    line = (await place.lines())[RULE]
    assert (line.layer, line.says) == (PROVINCE, "Hẹn lại nhiều nhất 2 lần.")
    written = (place.folder / "province.toml").read_text("utf-8").splitlines()
    assert line.source == f"province.toml, dòng {len(written)}; Quyết định 5/QĐ-UBND"
    place.write("nguon-goc/center.toml", CENTER_RULE)
    line = (await place.lines())[RULE]
    assert (line.layer, line.says, line.covers) == (CENTER, "Hẹn lại nhiều nhất 0 lần.", "Tỉnh")
    assert "Quyết định 9/QĐ-UBND" in line.source


async def test_a_value_keeps_who_applied_it_and_when_until_it_is_changed(place: Place) -> None:
    later, last = NOW + timedelta(days=3), NOW + timedelta(days=9)
    before = await place.lines()
    assert before["short_name"].set_at == NOW
    assert before["short_name"].set_by
    place.change("nguon-goc/center.toml", 'phone = ""', 'phone = "0222 3863 000"')
    after = await place.lines(later)
    assert (after["phone"].says, after["phone"].set_at) == ("0222 3863 000", later)
    assert after["short_name"].set_at == NOW
    assert (await place.lines(last))["phone"].set_at == later


async def test_the_items_of_the_score_card_are_the_provinces(place: Place) -> None:
    shipped = (await place.lines())["reports.qd766[1]"]
    assert (shipped.layer, shipped.says.count(" điểm")) == (PROVINCE, 13)
    assert "chưa đối chiếu" in shipped.unconfirmed
    text = (place.folder / "province.toml").read_text("utf-8")
    place.change("province.toml", text[text.index("[[reports.qd766]]") : text.index("[unconfirmed]")], "")
    assert (await place.lines())["reports.qd766[1]"].says == "chưa đặt: chỉ tính nhóm tiến độ"
    item = '[[reports.qd766]]\ngroup = "online"\nkey = "nop"\nlabel = "Nộp trực tuyến"\npoints = 8.5\n'
    place.write("province.toml", item)
    line = (await place.lines())["reports.qd766[1]"]
    assert (line.layer, line.says) == (PROVINCE, "Nộp trực tuyến 8,5 điểm")


async def test_what_is_not_set_says_what_the_software_does(place: Place) -> None:
    lines = await place.lines()
    assert (lines["emblem"].layer, lines["emblem"].says, lines["emblem"].set_at) == (PLUGIN, "không in", None)
    assert (lines["outside.province"].layer, lines["outside.province"].source) == (PROVINCE, "province.toml, dòng 12")
    assert lines["unit_code"].unconfirmed


def test_what_nobody_is_told_of_is_said_in_words() -> None:
    assert value_says("not_told", ["fee", "rating"]) == "Phí, lệ phí phải nộp; Mời đánh giá"
    assert value_says("not_told", []) == "gửi mọi loại"


async def test_years_and_closures_are_the_provinces_until_the_center_decides(place: Place) -> None:
    lines = await place.lines()
    assert (lines["calendar.2018"].layer, lines["calendar.2018"].source) == (PROVINCE, "calendar/2018.toml")
    with entered(place.centers()["nguon-goc"]):
        await decide_year(CalendarYear(2018, (), is_provisional=False), document="TB 1", by="Bà Chi", at=NOW)
        storm = Closure(date(2018, 7, 19), date(2018, 7, 19), "Bão", "TB 2")
        await decide_closure(storm, by="Bà Chi", at=NOW)
    lines = await place.lines()
    year = lines["calendar.2018"]
    assert (year.layer, year.source, year.set_by, year.set_at) == (DECIDED, "TB 1", "Bà Chi", NOW)
    assert any(line.name == "Đóng cửa" and line.says == "19/07/2018: Bão" for line in lines.values())


async def test_a_decision_over_a_procedure_says_what_it_stands_over_and_who_wrote_it(desk: Desk_) -> None:
    version = desk.office.catalog.procedures[BUSINESS.key]
    typed = {"value": "2 ngày làm việc", "number": "7/QĐ", "on": "1/11/2017", "signed_by": "A", "from_on": "1/11/2017"}
    await decide(desk.office, desk.by("director"), version, Fact.TERM, typed, uuid4())
    lines = {line.key: line for line in await settings_of(desk.office, desk.at)}
    line = lines[f"override.{BUSINESS.key}.term"]
    assert (line.layer, line.says, line.set_by) == (DECIDED, "2 ngày làm việc", desk.crew.director.name)
    assert "7/QĐ" in line.source
    assert "3 ngày làm việc" in line.covers
