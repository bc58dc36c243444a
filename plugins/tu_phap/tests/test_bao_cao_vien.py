"""Speakers on law of the district: their standards, and the seven grounds of dismissal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.bao_cao_vien import DISMISSAL, SPEAKER

WHO: dict[str, Any] = {
    "name": "Nguyễn Văn An", "workplace": "Phòng Nội vụ", "status": "official", "degree": "law", "years": 2,
    "field": "Cán bộ, công chức", "can_speak": True,
}  # fmt: skip


@pytest.mark.parametrize("procedure", [SPEAKER, DISMISSAL])
def test_the_chairman_decides_in_five_days(procedure: Any) -> None:
    filling = fill(procedure)
    assert filling.term.says == "5 ngày làm việc"
    assert filling.step_keys == ("tham-tra", "duyet", "ky-quyet-dinh")
    assert filling.steps[-1].agency == "ubnd"
    assert filling.fee.amount == 0


# Luật Phổ biến, giáo dục pháp luật 2012, Điều 35
@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        ({"years": 1}, {"years": 2}, "years"),
        ({"degree": "other", "years": 2}, {"degree": "other", "years": 3}, "years"),
        ({"degree": "none"}, {"degree": "law"}, "degree"),
        ({"status": "none"}, {"status": "officer"}, "status"),
        ({"can_speak": False}, {"can_speak": True}, "can_speak"),
    ],
)
def test_standards_of_a_speaker(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(SPEAKER, speaker=[WHO, WHO | wrong]).errors) == {f"speaker.1.{at}"}
    assert fill(SPEAKER, speaker=[WHO, WHO | right]).errors == {}


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Thông tư 10/2016/TT-BTP, Điều 3 và Điều 4
        (SPEAKER, {"is_of_district": False}, {"is_of_district": True}, "is_of_district"),
        (DISMISSAL, {"is_the_proposer": False}, {"is_the_proposer": True}, "is_the_proposer"),
        (
            DISMISSAL,
            {"grounds": ("refuses",), "refusals": 2},
            {"grounds": ("refuses",), "refusals": 3},
            "refusals",
        ),
        (
            DISMISSAL,
            {"decision__issued_on": date(2016, 5, 2), "told_on": date(2016, 5, 1)},
            {"decision__issued_on": date(2016, 5, 2), "told_on": date(2016, 5, 2)},
            "told_on",
        ),
    ],
)
def test_who_proposes_and_why(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("ground", "paper"), [("wish", "resignation"), ("convicted", "judgment"), ("incapable", "court_paper")]
)
def test_each_ground_of_dismissal_has_its_paper(ground: str, paper: str) -> None:
    every = {"resignation", "judgment", "court_paper"}
    assert every & set(fill(DISMISSAL, grounds=(ground,)).papers) == {paper}
    assert not every & set(fill(DISMISSAL, grounds=("unfit",)).papers)


def test_an_objection_is_heard() -> None:
    heard, plain = fill(DISMISSAL, objects=True), fill(DISMISSAL, objects=False)
    assert "answer" in heard.papers
    assert "kiến nghị" in heard.steps[0].label
    assert "answer" not in plain.papers
    assert "kiến nghị" not in plain.steps[0].label
