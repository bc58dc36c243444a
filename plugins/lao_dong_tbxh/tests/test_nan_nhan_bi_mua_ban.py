"""Victims of trafficking: school, a trade, a first allowance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.nan_nhan_bi_mua_ban import VICTIM_SUPPORT

ADULT, MINOR = date(1999, 11, 8), date(1999, 11, 9)


# Luật Phòng, chống mua bán người 2011, Điều 36 và Điều 37
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"supports": ("allowance",), "household__poverty": "near_poor"}, "supports"),
        ({"supports": ("allowance",), "household__poverty": "poor"}, None),
        ({"supports": ("school",), "household__poverty": "none", "victim__born": ADULT}, "supports"),
        ({"supports": ("school",), "household__poverty": "none", "victim__born": MINOR}, None),
        ({"supports": ("school",), "household__poverty": "poor", "victim__born": ADULT}, None),
        ({"supports": ("trade",), "household__poverty": "poor", "had_trade": True}, "had_trade"),
        ({"supports": ("allowance",), "household__poverty": "poor", "had_allowance": True}, "had_allowance"),
        ({"supports": ("trade",), "household__poverty": "poor", "victim__born": date(2003, 11, 9)}, "victim.born"),
        ({"supports": ("trade",), "household__poverty": "poor", "victim__born": date(2003, 11, 8)}, None),
    ],
)
def test_what_a_victim_may_have(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(VICTIM_SUPPORT, **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(
    ("supports", "papers", "opinions"),
    [
        (("school",), {"school_paper"}, 1),
        (("trade",), {"trade_paper"}, 0),
        (("allowance",), set(), 0),
    ],
)
def test_the_school_office_finds_a_place(supports: tuple[str, ...], papers: set[str], opinions: int) -> None:
    said: dict[str, Any] = {"tuition": 2_000_000} if "trade" in supports else {}
    filling = fill(
        VICTIM_SUPPORT, supports=supports, household__poverty="poor", had_help=False, proved_by="police", **said
    )
    assert set(filling.papers) == {"application", "victim_paper", "poverty", "commune_letter"} | papers
    assert len(filling.steps[0].consults) == opinions
    assert (filling.term.says, filling.step_keys[-1]) == ("thời hạn chưa xác nhận", "ky-quyet-dinh")


def test_foreign_papers_are_translated() -> None:
    assert "abroad_paper" in fill(VICTIM_SUPPORT, proved_by="abroad").papers
    assert "abroad_paper" not in fill(VICTIM_SUPPORT, proved_by="rescue").papers


@pytest.mark.parametrize("had_help", [True, False])
def test_help_in_a_shelter_is_shown(had_help: bool) -> None:
    assert ("return_paper" in fill(VICTIM_SUPPORT, had_help=had_help).papers) is had_help
