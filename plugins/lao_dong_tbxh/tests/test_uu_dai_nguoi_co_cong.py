"""Health insurance cards and education books: whose kin, of what age, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.uu_dai_nguoi_co_cong import EDUCATION_BOOK, HEALTH_INSURANCE

CHILD = {
    "name": "Ngô Văn Tú",
    "born": date(2005, 1, 1),
    "relation": "child",
    "clinic": "Bệnh viện đa khoa huyện",
    "is_employed": False,
}
SELF = CHILD | {"name": "Ngô Văn Bình", "born": date(1950, 1, 1), "relation": "self"}


# Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12 và Điều 13
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"people": [CHILD | {"born": date(2011, 11, 9)}]}, "people.0.born"),
        ({"people": [CHILD | {"born": date(2011, 11, 8)}]}, None),
        ({"people": [CHILD | {"born": date(1999, 11, 8)}]}, "people.0.born"),
        ({"people": [CHILD | {"born": date(1999, 11, 9)}]}, None),
        ({"people": [CHILD | {"relation": "student", "born": date(1999, 11, 9)}]}, "people.0.born"),
        ({"people": [CHILD | {"relation": "student", "born": date(1999, 11, 8)}]}, None),
        ({"people": [CHILD | {"is_employed": True}]}, "people.0.is_employed"),
    ],
)
def test_who_has_a_card(answers: dict[str, Any], refused_at: str | None) -> None:
    filling = fill(HEALTH_INSURANCE, deserving__kind="martyr", **answers)
    assert set(filling.errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("kind", "loss", "row", "refused_at"),
    [
        ("invalid", 60, CHILD, "loss"),
        ("invalid", 61, CHILD, None),
        ("invalid", 21, SELF, None),
        ("martyr", None, SELF, "people"),
        ("martyr", None, CHILD, None),
    ],
)
def test_kin_of_the_badly_hurt_and_of_the_fallen(
    kind: str, loss: int | None, row: dict[str, Any], refused_at: str | None
) -> None:
    said: dict[str, Any] = {} if loss is None else {"loss": loss}
    filling = fill(HEALTH_INSURANCE, deserving__kind=kind, people=[row], **said)
    assert set(filling.errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("work", "row", "papers"),
    [
        ("new", SELF, {"declaration", "decision"}),
        ("new", CHILD, {"declaration", "decision", "kinship"}),
        ("renew", CHILD, {"declaration", "old_cards"}),
        (
            "more",
            CHILD | {"relation": "student", "born": date(1998, 1, 1)},
            {"declaration", "decision", "kinship", "school"},
        ),
    ],
)
def test_papers_for_a_card_and_who_makes_it(work: str, row: dict[str, Any], papers: set[str]) -> None:
    filling = fill(HEALTH_INSURANCE, deserving__kind="revolutionary", work=work, people=[row])
    assert set(filling.papers) == papers
    assert filling.step_keys == ("lap-danh-sach", "ky-danh-sach")
    assert len(filling.steps[1].consults) == 1


# Thông tư liên tịch 36/2015/TTLT-BLĐTBXH-BGDĐT-BTC
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"level": "college", "is_paid": True}, "is_paid"),
        ({"level": "college", "had_same_level": True}, "had_same_level"),
        ({"level": "college", "is_paid": False, "had_same_level": False}, None),
        ({"level": "school"}, None),
        ({"is_expelled": True}, "is_expelled"),
        ({"deserving__kind": "prisoner"}, "deserving.kind"),
        ({"deserving__kind": "sick_soldier"}, None),
    ],
)
def test_who_has_an_education_book(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(EDUCATION_BOOK, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "share", "papers"),
    [
        ({"book": "new", "is_own_child": "birth", "deserving__kind": "martyr"}, "3wd", {"birth"}),
        ({"book": "new", "is_own_child": "adopted", "deserving__kind": "martyr"}, "3wd", {"adoption"}),
        (
            {"book": "new", "is_own_child": "birth", "deserving__kind": "agent_orange", "is_harmed": True},
            "4wd",
            {"birth", "harm_paper"},
        ),
        ({"book": "lost", "deserving__kind": "martyr"}, "1.5wd", set()),
        ({"book": "worn", "deserving__kind": "martyr"}, "1.5wd", {"worn_book"}),
    ],
)
def test_a_new_book_and_one_again(answers: dict[str, Any], share: str, papers: set[str]) -> None:
    filling = fill(EDUCATION_BOOK, **answers)
    assert str(filling.version.route.lane_for(filling.env).steps[0].within) == share
    assert set(filling.papers) == {"declaration", "school_paper"} | papers
