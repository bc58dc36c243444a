"""A finished project is settled: who decided it, what was audited, sums that agree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tai_chinh_ke_hoach.quyet_toan_von_dau_tu import SETTLEMENT

COSTS = {
    "compensation": 10,
    "construction": 60,
    "equipment": 10,
    "management": 5,
    "consulting": 10,
    "other": 5,
    "requested": 100,
    "approved": 100,
    "not_in_assets": 10,
    "long_term": 80,
    "short_term": 10,
}
DATES = {"decided_on": date(2016, 3, 1), "began_on": date(2016, 4, 1), "ended_on": date(2017, 10, 1)}


def source(planned: int, paid: int) -> dict[str, Any]:
    return {"kind": "district", "planned": planned, "paid": paid}


# Thông tư 09/2016/TT-BTC
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"decided_by": "commune"}, "decided_by"),
        ({"decided_by": "province"}, "decided_by"),
        ({"decided_by": "district"}, None),
        (COSTS, None),
        (COSTS | {"other": 6}, "requested"),
        (COSTS | {"approved": 99}, "requested"),
        (COSTS | {"approved": 101}, None),
        (COSTS | {"short_term": 9}, "long_term"),
        ({"group": "b", "audited_by": "none"}, "audited_by"),
        ({"group": "a", "audited_by": "none"}, "audited_by"),
        ({"group": "a", "audited_by": "independent"}, None),
        ({"group": "b", "audited_by": "state"}, None),
        ({"group": "c", "audited_by": "none"}, None),
        ({"group": "report", "audited_by": "none"}, None),
        (DATES, None),
        (DATES | {"began_on": date(2016, 2, 29)}, "began_on"),
        (DATES | {"began_on": date(2016, 3, 1)}, None),
        (DATES | {"ended_on": date(2016, 4, 1)}, "ended_on"),
        (DATES | {"ended_on": date(2016, 4, 2)}, None),
        ({"outcome": "done", "has_disputes": True}, "has_disputes"),
        ({"outcome": "stopped", "has_disputes": True}, None),
        ({"sources": [source(100, 101)]}, "sources.0.paid"),
        ({"sources": [source(100, 100), source(50, 20)]}, None),
    ],
)
def test_what_agrees_in_a_settlement(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(SETTLEMENT, **answers).errors) == ({at} if at else set())


def test_what_was_paid_is_added_up() -> None:
    assert fill(SETTLEMENT, sources=[source(100, 90), source(50, 20)]).answers["paid"] == 110


@pytest.mark.parametrize(
    ("audited_by", "label", "consulted", "papers"),
    [
        ("none", "Thẩm tra chi tiết pháp lý, khối lượng, đơn giá", ["kinh_te_ha_tang"], set()),
        ("independent", "Thẩm tra trên cơ sở báo cáo kiểm toán", [], {"audit_report"}),
        ("state", "Thẩm tra theo kết luận thanh tra, kiểm toán nhà nước", [], {"conclusions"}),
    ],
)
def test_an_audit_shortens_the_way(audited_by: str, label: str, consulted: list[str], papers: set[str]) -> None:
    filling = fill(SETTLEMENT, group="c", audited_by=audited_by)
    first = filling.steps[0]
    assert (first.label, [asked.agency for asked in first.consults]) == (label, consulted)
    assert filling.step_keys == ("tham-tra", "duyet", "ky-quyet-dinh")
    assert [step.agency for step in filling.steps] == ["tai_chinh_ke_hoach", "tai_chinh_ke_hoach", "ubnd"]
    assert set(filling.papers) & {"audit_report", "conclusions"} == papers
    assert filling.shown & {"auditor", "audited"} == ({"auditor", "audited"} if papers else set())


@pytest.mark.parametrize(("audited", "is_asked"), [(100, False), (99, True)])
def test_a_difference_with_the_audit_is_explained(audited: int, is_asked: bool) -> None:
    filling = fill(SETTLEMENT, audited_by="independent", audited=audited, **COSTS)
    assert filling.errors == {}
    assert ("difference" in filling.shown) is is_asked


@pytest.mark.parametrize(
    ("outcome", "questions", "papers"),
    [
        ("done", {"receiver"}, {"acceptance"}),
        ("part", {"receiver", "part_name"}, {"acceptance"}),
        ("stopped", {"stopped_by"}, {"stop_decision"}),
    ],
)
def test_finished_in_part_or_stopped(outcome: str, questions: set[str], papers: set[str]) -> None:
    filling = fill(SETTLEMENT, outcome=outcome)
    assert filling.shown & {"receiver", "part_name", "stopped_by"} == questions
    assert set(filling.papers) & {"acceptance", "stop_decision"} == papers
