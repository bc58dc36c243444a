"""A term by case, by channel and with what a recorded move may add: which one holds, how it is said, as data."""

from __future__ import annotations

import json
from datetime import date

import pytest

from motcua.domain.conditions import Condition, Env, answer, channel
from motcua.domain.term_rules import TermCase, TermRule, by_channel
from motcua.domain.terms import calendar_days, working_days

ON = date(2018, 7, 2)


def rule() -> TermRule:
    """Three days, six where something must be verified on the spot, four by post; ten more may be added."""
    return TermRule(
        working_days(3),
        (answer("verified").is_("yes"), working_days(6)),
        by_channel("post", working_days(4)),
        extendable_by=calendar_days(10),
    )


@pytest.mark.parametrize(
    ("answers", "came_by", "term"),
    [
        ({}, "direct", "3wd"),
        ({"verified": "no"}, "direct", "3wd"),
        ({"verified": "yes"}, "direct", "6wd"),
        ({}, "post", "4wd"),
        # The first case that holds is taken, in the order they are written.
        ({"verified": "yes"}, "post", "6wd"),
    ],
)
def test_the_first_case_that_holds_gives_the_term(answers: dict[str, str], came_by: str, term: str) -> None:
    assert str(rule().term_for(Env(answers, ON, came_by))) == term


def test_without_its_cases_a_rule_gives_its_default() -> None:
    """Negative control."""
    plain = TermRule(working_days(3))
    assert (plain.cases, plain.extendable_by) == ((), None)
    assert str(plain.term_for(Env({"verified": "yes"}, ON, "post"))) == "3wd"


def test_a_rule_says_itself_to_a_lawyer() -> None:
    assert rule().says == (
        "3 ngày làm việc; 6 ngày làm việc nếu “verified” là “yes”; "
        "4 ngày làm việc nếu hình thức nộp là “Bưu chính công ích”; có thể gia hạn thêm 10 ngày"
    )
    assert TermRule(working_days(3)).says == "3 ngày làm việc"


def test_a_rule_survives_as_data() -> None:
    """A version outlives its code: the rule of an old dossier is read back from what was stored."""
    stored = json.loads(json.dumps(rule().to_data()))
    assert stored["default"] == "3wd"
    assert [case["term"] for case in stored["cases"]] == ["6wd", "4wd"]
    assert stored["extendable_by"] == "10d"
    read = TermRule.from_data(stored)
    assert read == rule()
    assert str(read.term_for(Env({"verified": "yes"}, ON, "direct"))) == "6wd"
    plain = TermRule(working_days(3)).to_data()
    assert plain == {"default": "3wd", "cases": [], "extendable_by": None}
    assert TermRule.from_data(plain) == TermRule(working_days(3))


def test_a_bound_rule_keeps_its_terms_and_has_the_forms_conditions() -> None:
    other, asked = answer("checked").is_("yes"), []

    def bind(condition: Condition) -> Condition:
        asked.append(condition)
        return other

    bound = rule().bound(bind)
    cases = (TermCase(working_days(6), other), TermCase(working_days(4), other))
    assert bound == TermRule(working_days(3), *cases, extendable_by=calendar_days(10))
    assert asked == [case.condition for case in rule().cases]
    assert TermCase(working_days(4), channel().is_("post")) == by_channel("post", working_days(4))
