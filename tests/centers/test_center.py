"""A center's dated names, and the one center that a task works for."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from motcua.centers import (
    Agency,
    Center,
    Centers,
    NoCenter,
    Province,
    StaffRow,
    UnitName,
    current,
    entered,
    here,
    key_of,
)
from motcua.domain.calendar import Calendar

PROVINCE = Province("Tỉnh Thử", "Thử", "province", "H05", "27")


def center(key: str) -> Center:
    return Center(
        key=key,
        short_name="Thử",
        kind="district",
        province=PROVINCE,
        unit_code="000.00.NN.H05",
        names=(
            UnitName(date(2017, 6, 22), "Trung tâm Hành chính công", "UBND huyện", "Giám đốc"),
            UnitName(date(2018, 6, 21), "Bộ phận Tiếp nhận và Trả kết quả", "Văn phòng HĐND và UBND", "Trưởng Bộ phận"),
        ),
        calendar=Calendar(()),
        agencies={"tu_phap": Agency("tu_phap", "Phòng Tư pháp", "specialised")},
        staff=(StaffRow("nga.nt", "Nga", "Cán bộ", "", "own", None, ("reception",), (("tu_phap", "head"),), ("*",)),),
    )


def test_a_unit_is_called_what_it_was_called_that_day() -> None:
    one = center("que-vo")
    assert one.name_on(date(2017, 11, 8)) == "Trung tâm Hành chính công"
    assert one.named_on(date(2018, 6, 20)).head_title == "Giám đốc"
    assert one.named_on(date(2018, 6, 21)).head_title == "Trưởng Bộ phận"
    assert one.name_on(date(2016, 1, 1)) == "Trung tâm Hành chính công"
    assert (one.name, one.parent, one.head_title) == (
        "Bộ phận Tiếp nhận và Trả kết quả",
        "Văn phòng HĐND và UBND",
        "Trưởng Bộ phận",
    )


def test_the_schema_is_the_key_with_underscores_and_gives_the_key_back() -> None:
    assert center("que-vo").schema == "c_que_vo"
    for key in ("que-vo", "que-vo-tap-huan", "c-thu", "xa2"):
        assert key_of(center(key).schema) == key


@pytest.mark.parametrize("schema", ["catalog", "que_vo", "c_que-vo", "old_que_vo", ""])
def test_what_is_no_centers_schema_gives_no_key(schema: str) -> None:
    assert key_of(schema) is None


def test_a_center_is_changed_in_place_beside_what_others_changed_meanwhile() -> None:
    seen = center("que-vo")
    known = Centers(PROVINCE, {"que-vo": replace(seen, phone="02223", address="Phố Mới")})
    stands = known.change(seen, email="mot-cua@que-vo", phone="an older one", address="Phố Mới")
    assert known["que-vo"] is stands
    assert (stands.email, stands.phone, stands.address) == ("mot-cua@que-vo", "02223", "Phố Mới")
    assert known.change(stands, phone="02224").phone == known["que-vo"].phone == "02224"


def test_a_center_that_has_gone_is_not_brought_back_by_a_change() -> None:
    known = Centers(PROVINCE, {})
    assert known.change(center("que-vo"), phone="02223").phone == "02223"
    assert not known


def test_people_are_found_by_name_and_by_desk() -> None:
    one = center("que-vo")
    assert one.holders("tu_phap", "head") == one.staff
    assert one.holders("tu_phap", "officer") == ()
    assert one.staff_member("nga.nt") is one.staff[0]
    assert one.staff_member("khac") is None
    assert one.staff[0].receives_for("bat_ky")
    assert one.agency_name("ubnd") == one.parent
    assert one.agency_name("tu_phap") == "Phòng Tư pháp"


def test_whoever_forgets_to_enter_a_center_is_stopped() -> None:
    assert current.get() is None
    with pytest.raises(NoCenter):
        here()


def test_leaving_brings_the_center_before_back_even_after_an_error() -> None:
    one, other = center("que-vo"), center("gia-binh")
    with entered(one):
        assert here() is one
        with suppress(RuntimeError), entered(other):
            assert here() is other
            raise RuntimeError
        assert here() is one
    assert current.get() is None


async def test_tasks_that_run_together_keep_their_own_center() -> None:
    async def work(key: str) -> str:
        with entered(center(key)):
            await asyncio.sleep(0)
            return here().key

    assert await asyncio.gather(*(work(key) for key in ("que-vo", "gia-binh") * 20)) == ["que-vo", "gia-binh"] * 20


def test_bodies_outside_have_names_from_the_data_and_never_a_bare_key() -> None:
    named = replace(PROVINCE, outside={"province": "Trung tâm Hành chính công tỉnh Thử"})
    one = replace(center("que-vo"), province=named, outside={"commune": "UBND xã thuộc huyện Thử"})
    assert one.agency_name("province") == "Trung tâm Hành chính công tỉnh Thử"
    assert one.agency_name("commune") == "UBND xã thuộc huyện Thử"
    other = replace(one, outside={"province": "Sở thử"})
    assert (other.agency_name("province"), other.agency_name("commune")) == ("Sở thử", "UBND cấp xã")
