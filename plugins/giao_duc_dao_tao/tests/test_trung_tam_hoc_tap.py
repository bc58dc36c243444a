"""Community learning centers: who asks, with whom and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.trung_tam_hoc_tap import COMMUNITY_CENTER


# Quyết định 09/2008/QĐ-BGDĐT, Điều 7; Thông tư 40/2010/TT-BGDĐT
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"in_plan": False}, "in_plan"),
        ({"in_plan": True}, None),
        ({"teachers": 0, "has_seconded": False}, "teachers"),
        ({"teachers": 1, "has_seconded": False}, None),
        ({"teachers": 0, "has_seconded": True}, None),
        ({"has_bookkeeper": False}, "has_bookkeeper"),
        ({"asker": "commune", "director_post": "other"}, "director_post"),
        ({"asker": "commune", "director_post": "official"}, None),
        ({"director_born": date(1999, 11, 9)}, "director_born"),
        ({"director_born": date(1999, 11, 8)}, None),
    ],
)
def test_what_a_community_center_must_have(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(COMMUNITY_CENTER, **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())
    assert (filling.term.says, filling.fee.amount, filling.steps[-1].agency) == ("15 ngày làm việc", 0, "ubnd")


# Nghị định 135/2018/NĐ-CP
@pytest.mark.parametrize(
    ("asker", "day", "refused"),
    [
        ("person", date(2018, 11, 19), {"asker"}),
        ("person", date(2018, 11, 20), set()),
        ("body", date(2018, 11, 19), {"asker"}),
        ("commune", date(2018, 11, 19), set()),
    ],
)
def test_others_than_the_commune_ask_since_the_amendment(asker: str, day: date, refused: set[str]) -> None:
    assert set(fill(COMMUNITY_CENTER, asker=asker, filed_on=day).errors) == refused


@pytest.mark.parametrize(
    ("answers", "papers"),
    [
        ({"asker": "commune", "place": "own", "wants_support": False}, {"letter"}),
        ({"asker": "commune", "place": "school", "wants_support": False}, {"letter", "consent"}),
        ({"asker": "commune", "place": "office", "wants_support": True}, {"letter", "estimate"}),
        ({"asker": "person", "place": "culture", "wants_support": False}, {"request", "consent"}),
    ],
)
def test_papers_of_a_community_center(answers: dict[str, Any], papers: set[str]) -> None:
    filling = fill(COMMUNITY_CENTER, filed_on=date(2019, 1, 2), **answers)
    assert set(filling.papers) == papers | {"records", "diplomas"}


@pytest.mark.parametrize(
    ("support", "seconded", "offices"),
    [
        (True, True, {"tai_chinh_ke_hoach", "noi_vu"}),
        (True, False, {"tai_chinh_ke_hoach"}),
        (False, True, {"noi_vu"}),
        (False, False, set()),
    ],
)
def test_money_and_teachers_are_asked_about(support: bool, seconded: bool, offices: set[str]) -> None:
    step = fill(COMMUNITY_CENTER, wants_support=support, has_seconded=seconded).steps[0]
    assert {asked.agency for asked in step.consults} == offices


@pytest.mark.parametrize(("needs", "is_asked"), [(("literacy",), True), (("skills",), False)])
def test_the_illiterate_are_counted_where_reading_is_taught(needs: tuple[str, ...], is_asked: bool) -> None:
    assert ("illiterate" in fill(COMMUNITY_CENTER, needs=needs).shown) is is_asked
