"""Agent Orange: when somebody was there, what came of it, and children born afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_lao_dong_tbxh.chat_doc_hoa_hoc import AGENT_ORANGE

SERVICE = {"place": "Quảng Trị", "unit": "Trung đoàn 27", "from_on": date(1968, 1, 1), "to_on": date(1972, 1, 1)}


# Nghị định 31/2013/NĐ-CP, Điều 38
@pytest.mark.parametrize(
    ("answers", "refused_at"),
    [
        ({"services": [SERVICE | {"from_on": date(1975, 5, 1), "to_on": date(1976, 1, 1)}]}, "services"),
        ({"services": [SERVICE | {"from_on": date(1975, 4, 30), "to_on": date(1976, 1, 1)}]}, None),
        ({"services": [SERVICE | {"from_on": date(1960, 1, 1), "to_on": date(1961, 7, 31)}]}, "services"),
        ({"services": [SERVICE | {"from_on": date(1960, 1, 1), "to_on": date(1961, 8, 1)}]}, None),
        ({"services": [SERVICE | {"to_on": date(1967, 12, 31)}]}, "services.0.to_on"),
        ({"born": date(1975, 4, 30)}, "born"),
        ({"born": date(1975, 4, 29)}, None),
        ({"proof": "none"}, "proof"),
        ({"proof": "award"}, None),
        ({"is_disciplined": True}, "is_disciplined"),
        ({"result": "infertile", "had_children_before": True}, None),
        ({"result": "infertile", "had_children_before": False}, None),
        ({"result": "children", "services": [SERVICE], "child_born": date(1968, 1, 1)}, "child_born"),
        ({"result": "children", "services": [SERVICE], "child_born": date(1968, 1, 2)}, None),
    ],
)
def test_what_a_veteran_must_show(answers: dict[str, Any], refused_at: str | None) -> None:
    assert set(fill(AGENT_ORANGE, who="self", **answers).errors) == ({refused_at} if refused_at else set())


@pytest.mark.parametrize(("can_care", "is_refused"), [("full", True), ("less", False), ("none", False)])
def test_a_child_needs_help(can_care: str, is_refused: bool) -> None:
    assert ("can_care" in fill(AGENT_ORANGE, who="child", can_care=can_care).errors) is is_refused


@pytest.mark.parametrize(
    ("answers", "papers", "opinions"),
    [
        ({"who": "self", "result": "disease"}, {"medical"}, 1),
        ({"who": "self", "result": "infertile"}, {"infertility"}, 0),
        ({"who": "self", "result": "children"}, {"birth", "deformity_paper"}, 0),
        ({"who": "child"}, {"birth", "deformity_paper"}, 0),
    ],
)
def test_papers_and_opinions_by_harm(answers: dict[str, Any], papers: set[str], opinions: int) -> None:
    filling = fill(AGENT_ORANGE, proof="discharge", **answers)
    assert set(filling.papers) == {"declaration", "war_papers"} | papers
    assert len(filling.steps[0].consults) == opinions
    assert filling.step_keys[-1] == "ky-chuyen-so"
