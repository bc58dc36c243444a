"""The shipped tenants are what the project knows about them, and their README says how to write another."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from motcua import paths
from motcua.catalog import build_catalog, load_plugins
from motcua.centers import Centers, read_centers
from motcua.domain.calendar import due, parse_instant, printed
from motcua.domain.errors import DataError
from motcua.domain.people import OUTSIDE_AGENCIES, Role
from motcua.domain.terms import working_days
from motcua.services.dossiers.naming import agency_name, desk_name


@pytest.fixture(scope="module")
def shipped() -> Centers:
    return read_centers(paths.tenants())


def test_que_vo_is_what_its_decision_and_the_press_say(shipped: Centers) -> None:
    center = shipped["que-vo"]
    assert center.name == "Trung tâm Hành chính công huyện Quế Võ"
    assert center.ordinal == 6
    assert "304/QĐ-UBND" in center.decision
    assert len(center.agencies) == 14
    assert len(center.communes) == 21
    kinds = [row.kind for row in center.staff]
    assert kinds.count("seconded") == 17
    assert len([row for row in center.staff if row.kind == "own"]) == 5
    assert {row.agency for row in center.staff if row.kind == "seconded"} == set(center.agencies)
    assert set(center.unconfirmed) >= {"unit_code", "hours"}
    assert (center.phone, center.email) == ("", "")


def test_every_role_has_somebody_and_every_switched_on_agency_somebody_who_signs(shipped: Centers) -> None:
    for center in shipped.values():
        assert {role for row in center.staff for role in row.roles} == {role.value for role in Role}
        assert any("*" in row.receives for row in center.staff)
        assert center.holders("ubnd", "leader")
        for agency in center.plugins:
            assert center.holders(agency, "head")
        for agency in center.agencies:
            assert (
                any(row.kind == "seconded" and row.receives_for(agency) for row in center.staff)
                or center.key != "que-vo"
            )


def test_the_two_centers_differ_by_data(shipped: Centers) -> None:
    que_vo, gia_binh = shipped["que-vo"], shipped["gia-binh"]
    assert gia_binh.plugins < que_vo.plugins
    summer = date(2018, 7, 2)
    assert que_vo.calendar.spans(summer) != gia_binh.calendar.spans(summer)
    assert gia_binh.calendar.reception_spans(date(2018, 7, 7))
    assert not que_vo.calendar.reception_spans(date(2018, 7, 7))


def test_the_shipped_calendar_knows_ten_years_and_marks_the_next_as_provisional(shipped: Centers) -> None:
    calendar = shipped["que-vo"].calendar
    assert [year.year for year in calendar.years if not year.is_provisional] == list(range(2017, 2027))
    assert [year.year for year in calendar.years if year.is_provisional] == [2027]
    assert all(day.document for year in calendar.years for day in year.days)


def test_each_swapped_day_has_its_counterpart(shipped: Centers) -> None:
    days = {day.on: day for year in shipped["que-vo"].calendar.years for day in year.days}
    swapped = [day for day in days.values() if day.swapped_with is not None]
    assert len(swapped) == 12
    for day in swapped:
        assert day.swapped_with is not None
        other = days[day.swapped_with]
        assert other.swapped_with == day.on
        assert other.is_worked != day.is_worked
        assert day.is_worked == (day.on.weekday() == 5)


def test_the_shipped_data_gives_the_known_due_dates_of_august_2026(shipped: Centers) -> None:
    calendar = shipped["que-vo"].calendar
    for received, days, expected in (
        ("2026-08-14T09:00", 6, "2026-08-22T09"),
        ("2026-08-24T09:00", 10, "2026-09-10T09"),
    ):
        result = due(parse_instant(received), working_days(days), calendar)
        assert result.at is not None
        assert printed(result.at).startswith(expected)
        assert not result.is_provisional
        assert any(line.document == "Thông báo 9441/TB-BNV" for line in result.lines)


def test_the_examples_of_the_readme_make_a_center(tmp_path: Path) -> None:
    text = (paths.tenants() / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:toml|csv)\n(.*?)```", text, flags=re.DOTALL)
    names = ("province.toml", "needs.toml", "calendar/2026.toml", "que-vo/center.toml", "que-vo/staff.csv")
    assert len(blocks) == len(names)
    for name, block in zip(names, blocks, strict=True):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(block, encoding="utf-8")
    with pytest.raises(DataError, match=r"quoc-huy\.svg"):
        read_centers(tmp_path)  # the example names an emblem, which lies beside it
    (tmp_path / "que-vo" / "quoc-huy.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    center = read_centers(tmp_path)["que-vo"]
    assert center.calendar.is_working_day(date(2026, 8, 22))
    assert center.calendar.reception_spans(date(2018, 7, 21))
    assert len(center.staff) == 4
    assert [need.says for need in center.province.signposts.needs] == ["Mở quán ăn"]


def test_every_need_and_audience_leads_somewhere_and_every_procedure_has_an_audience(shipped: Centers) -> None:
    catalog = build_catalog(load_plugins())
    signposts = shipped.province.signposts
    assert len(signposts.needs) >= 20
    assert signposts.strange(catalog.procedures) == ()
    assert signposts.strange(catalog.procedures.keys() - {"dang-ky-ho-kinh-doanh"}) != ()
    sectors = {sector for audience in signposts.audiences for sector in audience.sectors}
    assert sectors <= set(catalog.sectors)
    left = [
        version.key
        for version in catalog.procedures.values()
        if not any(audience.takes(version.key, version.sector) for audience in signposts.audiences)
    ]
    assert left == []


def test_every_body_outside_the_centers_has_a_name(shipped: Centers) -> None:
    for center in shipped.values():
        for key in OUTSIDE_AGENCIES:
            name = agency_name(center, key)
            assert name not in (key, OUTSIDE_AGENCIES[key])
            assert desk_name(center, {(key, "so"): "Sở Tài nguyên và Môi trường"}, key, "so").endswith(f" – {name}")
