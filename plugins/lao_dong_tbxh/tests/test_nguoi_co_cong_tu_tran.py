"""What is paid when somebody deserving of the revolution dies, and to whom it is paid month by month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.nguoi_co_cong_tu_tran import DEATH_OF_THE_DESERVING, SURVIVORS

WIDOW = {
    "name": "Nguyễn Thị Hòa",
    "born": date(1950, 1, 1),
    "gender": "female",
    "relation": "spouse",
    "lives_alone": False,
    "has_remarried": False,
}
SON = {
    "name": "Trần Văn Nam",
    "born": date(2002, 1, 1),
    "gender": "male",
    "relation": "child",
    "lives_alone": False,
}


# Pháp lệnh 26/2005/PL-UBTVQH11; Thông tư 05/2013/TT-BLĐTBXH, Điều 39
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"benefits": ("funeral",), "has_insurance_funeral": True}, "has_insurance_funeral"),
        ({"benefits": ("funeral",), "has_insurance_funeral": False}, None),
        ({"benefits": ("lump",), "deserving__has_monthly": False}, "benefits"),
        ({"benefits": ("lump",), "deserving__has_monthly": True}, None),
        ({"deserving__kind": "martyr"}, "deserving.kind"),
        ({"deserving__born": date(1940, 1, 2), "died_on": date(1940, 1, 1)}, "died_on"),
    ],
)
def test_what_is_paid_at_death(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(DEATH_OF_THE_DESERVING, **answers).errors) == ({refused_at} if refused_at else set())


def test_the_department_decides() -> None:
    filling = fill(DEATH_OF_THE_DESERVING)
    assert filling.step_keys == ("tham-tra", "ky-chuyen-so", "so-quyet-dinh", "ky-ban-giao")
    assert (filling.term.says, filling.fee.amount) == ("thời hạn chưa xác nhận", 0)


@pytest.mark.parametrize(("count", "is_asked"), [(1, False), (2, True)])
def test_several_of_kin_name_one(count: int, is_asked: bool) -> None:
    said: dict[str, Any] = {"benefits": ("lump",), "deserving__has_monthly": True}
    assert ("consent" in fill(DEATH_OF_THE_DESERVING, kin_count=count, **said).papers) is is_asked


def test_who_buried_is_shown_where_it_was_not_kin() -> None:
    said: dict[str, Any] = {"benefits": ("funeral",)}
    assert "burier_paper" in fill(DEATH_OF_THE_DESERVING, burier="body", **said).papers
    assert "burier_paper" not in fill(DEATH_OF_THE_DESERVING, burier="kin", **said).papers


# Nghị định 31/2013/NĐ-CP: 60 for men, 55 for women; children under 18, or studying, or with a disability
@pytest.mark.parametrize(
    ("row", "refused_at"),
    [
        (WIDOW | {"born": date(1962, 11, 9)}, "survivors.0.born"),
        (WIDOW | {"born": date(1962, 11, 8)}, None),
        (WIDOW | {"gender": "male", "born": date(1957, 11, 9)}, "survivors.0.born"),
        (WIDOW | {"gender": "male", "born": date(1957, 11, 8)}, None),
        (SON | {"born": date(1999, 11, 8)}, "survivors.0.born"),
        (SON | {"born": date(1999, 11, 9)}, None),
        (SON | {"relation": "student", "born": date(1999, 11, 9)}, "survivors.0.born"),
        (SON | {"relation": "student", "born": date(1999, 11, 8)}, None),
        (WIDOW | {"has_remarried": True}, "survivors"),
    ],
)
def test_who_has_a_monthly_sum(row: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(SURVIVORS, survivors=[row]).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"deserving__kind": "invalid", "loss": 60}, "loss"),
        ({"deserving__kind": "invalid", "loss": 61}, None),
        ({"deserving__kind": "revolutionary"}, None),
        ({"deserving__kind": "mother"}, "deserving.kind"),
    ],
)
def test_after_whom_there_is_a_monthly_sum(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(SURVIVORS, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("row", "first", "papers"),
    [
        (WIDOW, "tham-tra", set()),
        (SON, "tham-tra", {"birth"}),
        (SON | {"relation": "student", "born": date(1998, 1, 1)}, "tham-tra", {"birth", "school"}),
        (SON | {"relation": "disabled", "born": date(1998, 1, 1)}, "tham-tra-giam-dinh", {"birth", "disability"}),
        (WIDOW | {"lives_alone": True}, "tham-tra", {"alone"}),
    ],
)
def test_papers_and_steps_by_kin(row: dict[str, Any], first: str, papers: set[str]) -> None:
    filling = fill(SURVIVORS, survivors=[row])
    assert filling.step_keys[0] == first
    assert set(filling.papers) == {"declaration", "death_paper", "file"} | papers
