"""Wage scales: the regional minimum, training, grades, and the workers who were asked first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.thang_luong import WAGE_SCALES

SCALE = {"title": "Công nhân may", "is_trained": False, "hazard": "normal", "grades": 5, "lowest": 3_320_000, "gap": 5}


# Nghị định 49/2013/NĐ-CP, Điều 7
@pytest.mark.parametrize(
    ("row", "refused_at"),
    [
        ({}, None),
        ({"lowest": 3_319_999}, "scales"),
        ({"is_trained": True, "lowest": 3_552_399}, "scales"),
        ({"is_trained": True, "lowest": 3_552_400}, None),
        ({"gap": 4}, "scales.0.gap"),
        ({"grades": 1, "gap": None}, None),
    ],
)
def test_a_scale_keeps_the_minimum_and_the_gaps(row: dict[str, Any], refused_at: str | None) -> None:
    given = {key: value for key, value in (SCALE | row).items() if value is not None}
    filling = fill(WAGE_SCALES, kinds=("scale",), minimum=3_320_000, scales=[given])
    assert set(filling.errors) == ({refused_at} if refused_at else set())


# Bộ luật Lao động 2012, Điều 93; Nghị định 49/2013/NĐ-CP, Điều 8
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"is_posted": False}, "is_posted"),
        ({"asked_on": date(2017, 11, 1), "applies_on": date(2017, 11, 1), "is_posted": False}, "applies_on"),
        ({"is_posted": True, "posted_on": date(2017, 11, 2), "applies_on": date(2017, 11, 2)}, "applies_on"),
        ({"is_posted": True, "posted_on": date(2017, 11, 1), "applies_on": date(2017, 11, 2)}, None),
        ({"kinds": ("norm",), "norm_trial": 0}, "norm_trial"),
        ({"kinds": ("norm",), "norm_trial": 4}, "norm_trial"),
        ({"kinds": ("norm",), "norm_trial": 3}, None),
    ],
)
def test_workers_know_before_it_applies(answers: dict[str, Any], refused_at: str | None) -> None:
    errors = fill(WAGE_SCALES, **answers).errors
    assert (refused_at in errors) if refused_at else errors == {}


@pytest.mark.parametrize(("has_union", "paper"), [(True, "union_paper"), (False, "upper_union")])
def test_the_union_was_asked(has_union: bool, paper: str) -> None:
    assert set(fill(WAGE_SCALES, has_union=has_union).papers) & {"union_paper", "upper_union"} == {paper}


@pytest.mark.parametrize(("kinds", "share"), [(("norm",), "4wd"), (("scale",), "2wd")])
def test_it_is_only_received(kinds: tuple[str, ...], share: str) -> None:
    filling = fill(WAGE_SCALES, kinds=kinds)
    assert filling.step_keys == ("kiem-tra",)
    assert str(filling.version.route.lane_for(filling.env).steps[0].within) == share
    assert ("norm_paper" in filling.papers) is ("norm" in kinds)
