"""Every rule of every regime in one table: what the law asks, its article, and the same question with the rule gone.

A row is a question that the rule answers with yes. Its negative control is the regime without the rule: the answer must
be no then, or the row would prove nothing. QĐ 09/2015 and NĐ 118/2025 were not read again (domain notes), so their
articles say so; their rules are those of the data until a center sets them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from motcua.domain.calendar import Calendar, OpeningHours, Pause, Span, parse_instant, printed, reckon
from motcua.domain.regimes import PAUSE, REGIMES, RESET, RULES, Regime, regime_named
from motcua.domain.terms import working_days

CALENDAR = Calendar((OpeningHours(frozenset(range(5)), (Span.parse("07:30-11:30"), Span.parse("13:00-17:00"))),))
QD09, ND61, ND118 = (regime_named(key) for key in ("qd09_2015", "nd61_2018", "nd118_2025"))
UNREAD = "chưa đối chiếu văn bản"


def at(text: str) -> datetime:
    return parse_instant(text)


RECEIVED, DUE = at("2018-07-02T08:00"), at("2018-07-16T08:00")
SUPPLEMENT = Pause("supplement", at("2018-07-03T10:00"), at("2018-07-10T09:00"))


def due_of(regime: Regime) -> str:
    found = reckon(RECEIVED, working_days(10), CALENDAR, [SUPPLEMENT], regime=regime).at
    assert found is not None
    return printed(found)[:16]


def starts_anew(regime: Regime) -> bool:
    return due_of(regime) == "2018-07-24T09:00"


def goes_on(regime: Regime) -> bool:
    return due_of(regime) == "2018-07-20T16:30"


def is_too_late_to_ask(regime: Regime) -> bool:
    return regime.why_not_ask(RECEIVED, at("2018-07-05T08:01"), CALENDAR) is not None


def may_ask_at_any_time(regime: Regime) -> bool:
    return regime.why_not_ask(RECEIVED, at("2019-07-05T08:01"), CALENDAR) is None


def asks_once(regime: Regime) -> bool:
    return regime.why_not_ask(RECEIVED, RECEIVED, CALENDAR, asked_before=1) is not None


def transfers_the_next_morning(regime: Regime) -> bool:
    return printed(regime.transfer_due(at("2018-07-02T15:01"), CALENDAR))[:16] == "2018-07-03T08:30"


def warns_on_the_last_day(regime: Regime) -> bool:
    return regime.late_to_apologise(DUE, at("2018-07-16T07:30")) is not None


def reappoints_once(regime: Regime) -> bool:
    return regime.why_not_reappoint(DUE, at("2018-07-10T08:00"), made_before=1) is not None


def counts_a_refusal(regime: Regime) -> bool:
    return any(says == "Từ chối sau thẩm định được ghi là một kết quả trong thời hạn." for says, _ in regime.says)


@dataclass(frozen=True)
class Row:
    regime: Regime
    rule: str
    article: str
    holds: Callable[[Regime], bool]
    without: object
    """What the rule is set to when it is taken away."""


ND61_ROWS = (
    Row(ND61, "supplement_clock", "Điều 19 khoản 4", starts_anew, PAUSE),
    Row(ND61, "supplement_within", "Điều 19 khoản 4", is_too_late_to_ask, None),
    Row(ND61, "supplements", "Điều 11 khoản 2", asks_once, 2),
    Row(ND61, "transfer_until", "Điều 18 khoản 2", transfers_the_next_morning, 24 * 60),
    Row(ND61, "apology_days_before", "Điều 19 khoản 9", warns_on_the_last_day, 0),
    Row(ND61, "reappointments", "Điều 19 khoản 9", reappoints_once, 2),
    Row(ND61, "refusal_is_result", "Điều 19 khoản 8", counts_a_refusal, False),
)
TABLE = (
    *ND61_ROWS,
    *(replace(row, regime=ND118, article=UNREAD) for row in ND61_ROWS),
    *(replace(row, regime=QD09, article=UNREAD) for row in ND61_ROWS[2:]),
    Row(QD09, "supplement_clock", UNREAD, goes_on, RESET),
    Row(QD09, "supplement_within", UNREAD, may_ask_at_any_time, working_days(3)),
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.regime.key}-{row.rule}")
def test_the_rule_holds_by_its_article_and_not_without_it(row: Row) -> None:
    assert row.article in row.regime.article(row.rule)
    assert row.holds(row.regime)
    gone = row.regime.with_settings({row.rule: row.without}, "Quyết định 1/QĐ-UBND, Điều 2")
    assert not row.holds(gone), "negative control: the rule is set otherwise"
    assert gone.article(row.rule) == "Quyết định 1/QĐ-UBND, Điều 2", "what sets it is what is cited"


def test_the_table_has_a_row_for_every_rule_of_every_regime() -> None:
    assert {(row.regime.key, row.rule) for row in TABLE} == {(each.key, rule) for each in REGIMES for rule in RULES}
    assert {article for each in REGIMES for _, article in each.says} == {
        each.article(rule) for each in REGIMES for rule in RULES
    }


def test_a_rule_set_without_a_document_says_that_nobody_has_read_it() -> None:
    assert QD09.with_settings({"supplements": 2}).article("supplements") == (
        "Quyết định 09/2015/QĐ-TTg (theo thiết lập, chưa đối chiếu văn bản)"
    )
