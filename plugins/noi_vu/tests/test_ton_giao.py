"""Religion: what is told, and what is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_noi_vu.ton_giao_chap_thuan import CEREMONY, PREACHING, RELIGIOUS_CONGRESS
from motcua_noi_vu.ton_giao_thong_bao import ACTIVITY_LIST, COLLECTION, RELIGIOUS_CLASS

TEACHER = {"name": "Thích Minh An", "post": "Đại đức", "subject": "Giáo lý", "is_foreign": False}


# Luật Tín ngưỡng, tôn giáo 2016, Điều 41
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"opens_on": date(2017, 11, 27)}, "opens_on"),
        ({"opens_on": date(2017, 11, 28)}, None),
        ({"opens_on": date(2017, 12, 28), "closes_on": date(2017, 12, 27)}, "closes_on"),
        ({"learners": "clergy"}, "learners"),
        ({"learners": "believers"}, None),
    ],
)
def test_a_class(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(RELIGIOUS_CLASS, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize("is_foreign", [True, False])
def test_a_teacher_from_abroad(is_foreign: bool) -> None:
    filling = fill(RELIGIOUS_CLASS, teachers=[TEACHER | {"is_foreign": is_foreign}])
    assert len(filling.steps[0].consults) == int(is_foreign)
    assert ("foreign_teacher" in filling.papers) is is_foreign


# Luật Tín ngưỡng, tôn giáo 2016, Điều 43
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"communes": 1}, "communes"),
        ({"communes": 2}, None),
        ({"kind": "added", "first_on": date(2017, 11, 27)}, "first_on"),
        ({"kind": "added", "first_on": date(2017, 11, 28)}, None),
    ],
)
def test_a_list_of_activities(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(ACTIVITY_LIST, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "thời hạn chưa xác nhận"


def test_the_earlier_list_comes_with_the_addition() -> None:
    assert "earlier_copy" in fill(ACTIVITY_LIST, kind="added").papers
    assert "earlier_copy" not in fill(ACTIVITY_LIST, kind="yearly").papers


# Nghị định 162/2017/NĐ-CP, Điều 19; Pháp lệnh tín ngưỡng, tôn giáo 2004, Điều 28
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"area": "commune"}, "area"),
        ({"area": "more"}, "area"),
        ({"area": "district"}, None),
        ({"purpose": "private"}, "purpose"),
        ({"begins_on": date(2017, 11, 17), "ends_on": date(2017, 12, 8)}, "begins_on"),
        ({"begins_on": date(2017, 11, 18), "ends_on": date(2017, 11, 18)}, None),
        ({"begins_on": date(2017, 11, 18), "ends_on": date(2017, 11, 17)}, "ends_on"),
    ],
)
def test_a_collection(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(COLLECTION, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize(("purpose", "asked"), [("building", 1), ("charity", 0)])
def test_the_builders_are_asked_about_buildings(purpose: str, asked: int) -> None:
    assert len(fill(COLLECTION, purpose=purpose).steps[0].consults) == asked


# Luật Tín ngưỡng, tôn giáo 2016, Điều 45 và Điều 46
@pytest.mark.parametrize(
    ("procedure", "answers", "at"),
    [
        (RELIGIOUS_CONGRESS, {"area": "province"}, "area"),
        (RELIGIOUS_CONGRESS, {"opens_on": date(2017, 11, 8)}, "opens_on"),
        (RELIGIOUS_CONGRESS, {"area": "district", "opens_on": date(2017, 11, 9)}, None),
        (RELIGIOUS_CONGRESS, {"level": "church"}, "level"),
        (RELIGIOUS_CONGRESS, {"level": "registered"}, "level"),
        (CEREMONY, {"scale": "province"}, "scale"),
        (CEREMONY, {"asker": "group"}, "asker"),
        (CEREMONY, {"asker": "registered"}, None),
        (CEREMONY, {"begins_on": date(2017, 11, 8)}, "begins_on"),
        (CEREMONY, {"scale": "district", "begins_on": date(2017, 11, 9)}, None),
        (PREACHING, {"post": "other"}, "post"),
        (PREACHING, {"nationality": "foreign"}, "nationality"),
        (PREACHING, {"is_under_sentence": True}, "is_under_sentence"),
        (PREACHING, {"begins_on": date(2017, 11, 8), "ends_on": date(2017, 12, 5)}, "begins_on"),
        (PREACHING, {"begins_on": date(2017, 11, 9), "ends_on": date(2017, 11, 9)}, None),
        (PREACHING, {"begins_on": date(2017, 11, 9), "ends_on": date(2017, 11, 8)}, "ends_on"),
    ],
)
def test_what_the_district_answers(procedure: Any, answers: dict[str, Any], at: str | None) -> None:
    filling = fill(procedure, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "25 ngày"


# Luật Tín ngưỡng, tôn giáo 2016, Điều 45 khoản 2
@pytest.mark.parametrize(
    ("matters", "asks"),
    [
        (("review",), {"request", "report"}),
        (("leaders",), {"request", "report"}),
        (("charter",), {"request", "report", "charter"}),
    ],
)
def test_papers_of_a_congress(matters: tuple[str, ...], asks: set[str]) -> None:
    assert set(fill(RELIGIOUS_CONGRESS, reason="term", matters=matters).papers) == asks


@pytest.mark.parametrize(("place", "asked"), [("road", 2), ("public", 1), ("private", 0)])
def test_who_is_asked_about_the_place(place: str, asked: int) -> None:
    filling = fill(CEREMONY, place=place)
    assert filling.step_keys == ("y-kien-xa", "xem-xet", "duyet", "ky-van-ban")
    assert len(filling.steps[1].consults) == asked
    assert set(filling.papers) == {"request"}


# Luật Tín ngưỡng, tôn giáo 2016, Điều 46 khoản 2: only the request
@pytest.mark.parametrize("outside", ["area", "church"])
def test_where_a_sermon_is_held(outside: str) -> None:
    filling = fill(PREACHING, outside=outside)
    assert set(filling.papers) == {"request"}
    assert ("y-kien-xa" in filling.step_keys) is (outside == "church")
