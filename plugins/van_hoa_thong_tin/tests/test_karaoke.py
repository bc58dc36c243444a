"""Karaoke: size of rooms, distance, neighbours, the fee by rooms, the opinion on planning."""

from __future__ import annotations

import pytest

from motcua.testing import fill
from motcua_van_hoa_thong_tin.karaoke import KARAOKE

ROOM = {"name": "P1", "area": 25, "has_clear_door": True}


# Thông tư 212/2016/TT-BTC, Điều 4
@pytest.mark.parametrize(
    ("kind", "rooms", "fee"),
    [
        ("new", 1, 3_000_000),
        ("new", 5, 3_000_000),
        ("new", 6, 6_000_000),
        ("new", 9, 6_000_000),
        ("more_rooms", 1, 1_000_000),
        ("more_rooms", 6, 6_000_000),
    ],
)
def test_the_fee_is_by_rooms(kind: str, rooms: int, fee: int) -> None:
    assert fill(KARAOKE, kind=kind, room=[ROOM] * rooms).fee.amount == fee


# Nghị định 103/2009/NĐ-CP, Điều 30
def test_a_room_has_twenty_square_metres() -> None:
    assert "20 m²" in str(fill(KARAOKE, room=[ROOM | {"area": 19.9}]).errors)
    assert fill(KARAOKE, room=[ROOM | {"area": 20}]).errors == {}


def test_a_room_can_be_seen_into() -> None:
    assert "kính không màu" in str(fill(KARAOKE, room=[ROOM | {"has_clear_door": False}]).errors)


def test_schools_are_two_hundred_metres_away() -> None:
    assert set(fill(KARAOKE, distance=199).errors) == {"distance"}
    assert fill(KARAOKE, distance=200).errors == {}


def test_neighbours_agree_only_where_there_are_some() -> None:
    assert "consent" in fill(KARAOKE, in_housing=True).papers
    assert "consent" not in fill(KARAOKE, in_housing=False).papers


def test_planning_is_asked_about_a_new_place_only() -> None:
    new, more = fill(KARAOKE, kind="new"), fill(KARAOKE, kind="more_rooms")
    assert new.step_keys == more.step_keys == ("tham-dinh", "duyet", "ky-giay-phep")
    assert [len(filling.steps[0].consults) for filling in (new, more)] == [1, 0]
