"""Copies from the books: who may ask, what a copy costs, and the answer when nothing is found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.ban_sao import EXTRACT_COPY, REGISTER_COPY


# Thông tư 281/2016/TT-BTC, Điều 4
@pytest.mark.parametrize(("copies", "fee"), [(1, 8_000), (3, 24_000)])
def test_each_extract_costs_eight_thousand(copies: int, fee: int) -> None:
    filling = fill(EXTRACT_COPY, copies=copies)
    assert filling.fee.amount == fee
    assert (filling.term.says, filling.step_keys) == ("trong ngày", ("tra-so", "ky-ban-sao"))


# Nghị định 23/2015/NĐ-CP, Điều 17 khoản 2
def test_what_the_register_does_not_hold_is_answered_in_writing() -> None:
    assert fill(REGISTER_COPY, is_missing=True).step_keys == ("tra-so", "ky-tra-loi")
    assert fill(REGISTER_COPY, is_missing=False).step_keys == ("tra-so", "ky-ban-sao")
    assert fill(REGISTER_COPY).fee.amount is None


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Luật Hộ tịch 2014, Điều 6 và Điều 63
        (EXTRACT_COPY, {"relation": "other"}, {"relation": "proxy"}, "relation"),
        (
            EXTRACT_COPY,
            {"relation": "self", "subject_born": date(1999, 11, 9), "event": "birth"},
            {"relation": "self", "subject_born": date(1999, 11, 8), "event": "birth"},
            "relation",
        ),
        (EXTRACT_COPY, {"is_held": False}, {"is_held": True}, "is_held"),
        (
            EXTRACT_COPY,
            {"relation": "self", "subject_born": date(1960, 1, 1), "event": "death"},
            {"relation": "dead", "subject_born": date(1960, 1, 1), "event": "death"},
            "event",
        ),
        # Nghị định 23/2015/NĐ-CP, Điều 16
        (REGISTER_COPY, {"right": "other"}, {"right": "owner"}, "right"),
        (
            REGISTER_COPY,
            {"right": "heir", "owner_is_dead": False},
            {"right": "heir", "owner_is_dead": True},
            "owner_is_dead",
        ),
    ],
)
def test_who_may_ask_for_a_copy(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("procedure", "answers", "shown", "hidden"),
    [
        (EXTRACT_COPY, {"relation": "office"}, {"office_letter", "office_reason"}, {"declaration"}),
        (EXTRACT_COPY, {"relation": "proxy", "is_near_kin": False}, {"authority", "declaration"}, {"kin_authority"}),
        (EXTRACT_COPY, {"relation": "proxy", "is_near_kin": True}, {"kin_authority"}, {"authority"}),
        (EXTRACT_COPY, {"relation": "ward"}, {"representation"}, {"kinship", "authority"}),
        (EXTRACT_COPY, {"relation": "dead", "event": "marriage"}, {"kinship", "spouse"}, {"representation"}),
        (REGISTER_COPY, {"right": "heir"}, {"relation"}, set()),
        (REGISTER_COPY, {"right": "owner"}, set(), {"relation"}),
    ],
)
def test_papers_follow_who_asks(procedure: Any, answers: dict[str, Any], shown: set[str], hidden: set[str]) -> None:
    filling = fill(procedure, **answers)
    assert shown <= filling.shown
    assert not hidden & filling.shown


# Nghị định 23/2015/NĐ-CP, Điều 17 khoản 3
def test_by_post_comes_a_stamped_envelope() -> None:
    posted, direct = fill(REGISTER_COPY, channel="post"), fill(REGISTER_COPY, channel="direct")
    assert {"envelope", "posted_identity", "identity"} & set(posted.papers) == {"envelope", "posted_identity"}
    assert {"envelope", "posted_identity", "identity"} & set(direct.papers) == {"identity"}
