"""Estates of movables: everybody who inherits signs, or one declares alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.di_san import ACCEPTANCE, DIVISION


# Thông tư 226/2016/TT-BTC, Điều 4; Nghị định 23/2015/NĐ-CP, Điều 37
@pytest.mark.parametrize("procedure", [DIVISION, ACCEPTANCE])
def test_an_estate_costs_fifty_thousand_and_two_days(procedure: Any) -> None:
    filling = fill(procedure)
    assert filling.errors == {}
    assert filling.fee.amount == 50_000
    assert filling.term.says == "2 ngày làm việc"
    assert filling.step_keys == ("kiem-tra", "ky-chung-thuc")


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Nghị định 23/2015/NĐ-CP, Điều 5
        (DIVISION, {"estate__kind": "land"}, {"estate__kind": "money"}, "estate.kind"),
        (ACCEPTANCE, {"estate__kind": "land"}, {"estate__kind": "vehicle"}, "estate.kind"),
        # Bộ luật Dân sự 2015, Điều 656 và Điều 659
        (
            DIVISION,
            {"heirs": 4, "refusing": 1, "agreeing": 2},
            {"heirs": 4, "refusing": 1, "agreeing": 3},
            "agreeing",
        ),
        (
            DIVISION,
            {"heirs": 2, "refusing": 1, "agreeing": 1},
            {"heirs": 2, "refusing": 0, "agreeing": 2},
            "agreeing",
        ),
        # Điều 141 khoản 3
        (
            DIVISION,
            {"has_minor": True, "representative_is_heir": True},
            {"has_minor": True, "representative_is_heir": False},
            "representative_is_heir",
        ),
        # Nghị định 23/2015/NĐ-CP, Điều 36
        (DIVISION, {"signing__are_sound": False}, {"signing__are_sound": True}, "signing.are_sound"),
        (ACCEPTANCE, {"ground": "only", "people": 2}, {"ground": "only", "people": 1}, "people"),
        (ACCEPTANCE, {"ground": "undivided", "people": 1}, {"ground": "undivided", "people": 2}, "people"),
        # Bộ luật Dân sự 2015, Điều 651
        (
            ACCEPTANCE,
            {"by_will": False, "relation": "none"},
            {"by_will": True, "relation": "none"},
            "relation",
        ),
        (
            ACCEPTANCE,
            {"by_will": False, "relation": "second", "nearer_heirs": True},
            {"by_will": False, "relation": "second", "nearer_heirs": False},
            "nearer_heirs",
        ),
        (
            ACCEPTANCE,
            {"ground": "refused", "deceased__died_on": date(2017, 5, 2), "refused_on": date(2017, 5, 1)},
            {"ground": "refused", "deceased__died_on": date(2017, 5, 2), "refused_on": date(2017, 5, 2)},
            "refused_on",
        ),
        (ACCEPTANCE, {"pledges": False}, {"pledges": True}, "pledges"),
    ],
)
def test_who_takes_an_estate(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("procedure", "answers", "shown", "hidden"),
    [
        (DIVISION, {"by_will": True}, {"will_paper"}, {"kinship"}),
        (DIVISION, {"by_will": False}, {"kinship"}, {"will_paper"}),
        (DIVISION, {"refusing": 1, "heirs": 3, "agreeing": 2}, {"refusal"}, set()),
        (DIVISION, {"refusing": 0}, set(), {"refusal"}),
        (DIVISION, {"has_minor": True}, {"representation"}, set()),
        (DIVISION, {"estate__is_registered": True}, {"title_copy"}, set()),
        (DIVISION, {"estate__is_registered": False}, set(), {"title_copy"}),
        (ACCEPTANCE, {"estate__is_shared": True}, {"share_paper"}, set()),
        (ACCEPTANCE, {"ground": "refused"}, {"refusal", "refused_on"}, set()),
        (ACCEPTANCE, {"ground": "only"}, set(), {"refusal", "refused_on", "people_named"}),
        (ACCEPTANCE, {"by_will": False, "relation": "second"}, {"kinship", "nearer_heirs"}, {"will_paper"}),
        (ACCEPTANCE, {"by_will": False, "relation": "child"}, {"kinship"}, {"nearer_heirs"}),
        # Bộ luật Dân sự 2015, Điều 652: beside the first rank, not behind it
        (ACCEPTANCE, {"by_will": False, "relation": "substitute"}, {"kinship"}, {"nearer_heirs"}),
    ],
)
def test_papers_of_an_estate(procedure: Any, answers: dict[str, Any], shown: set[str], hidden: set[str]) -> None:
    filling = fill(procedure, **answers)
    assert shown <= filling.shown
    assert not hidden & filling.shown


def test_titles_and_heirs_take_a_day_to_check() -> None:
    assert "giấy tờ tài sản" in fill(DIVISION, estate__is_registered=True).steps[0].label
    assert "giấy tờ tài sản" not in fill(DIVISION, estate__is_registered=False).steps[0].label
    assert "hàng thừa kế" in fill(ACCEPTANCE, by_will=False).steps[0].label
    assert "hàng thừa kế" not in fill(ACCEPTANCE, by_will=True).steps[0].label
