"""“Vì sao ngày này?”, word for word: what a lawyer reads, from the first line to the last.

The lines stand in `explained/`, one file for each case: day | sentence | minutes counted | document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.calendar import (
    Calendar,
    CalendarYear,
    Closure,
    OpeningHours,
    Pause,
    Span,
    SpecialDay,
    as_data,
    due,
    parse_instant,
    reckon,
)
from motcua.domain.explain import Line
from motcua.domain.regimes import PAUSE, regime_named
from motcua.domain.terms import Term

EXPLAINED = Path(__file__).parent / "explained"


def center() -> Calendar:
    """Made anew for each test: a swapped Saturday, a holiday, an afternoon without power and two days of storm."""
    hours = OpeningHours(frozenset(range(5)), (Span.parse("07:30-11:30"), Span.parse("13:00-17:00")))
    days = (
        SpecialDay(date(2026, 8, 22), "làm bù", "9441/TB-BNV", is_worked=True, swapped_with=date(2026, 8, 31)),
        SpecialDay(date(2026, 8, 31), "nghỉ hoán đổi", "9441/TB-BNV", swapped_with=date(2026, 8, 22)),
        SpecialDay(date(2026, 9, 1), "Quốc khánh", "9441/TB-BNV"),
        SpecialDay(date(2026, 9, 2), "Quốc khánh", "Bộ luật Lao động 2019"),
    )
    closures = (
        Closure(date(2026, 8, 26), date(2026, 8, 26), "mất điện", "QĐ 1", Span.parse("12:00-24:00")),
        Closure(date(2026, 9, 8), date(2026, 9, 9), "bão số 3", "QĐ 2"),
    )
    return Calendar((hours,), (CalendarYear(2026, days),), closures)


def at(text: str) -> datetime:
    return parse_instant(text)


def explained(
    received: str,
    term: str,
    *pauses: Pause,
    regime: str = "nd61_2018",
    settings: Mapping[str, object] | None = None,
    start: Any = "same_moment",
    **given: Any,
) -> tuple[Line, ...]:
    rules = regime_named(regime).with_settings(settings or {}, "QĐ 7/QĐ-UBND")
    return reckon(at(received), Term.parse(term), replace(center(), start=start), pauses, regime=rules, **given).lines


ACTS = (
    (at("2026-08-21T10:00"), Line(date(2026, 8, 21), "Gia hạn theo văn bản 12/UBND.")),
    (at("2026-08-20T09:30"), Line(date(2026, 8, 20), "Đính chính lúc 09:30.")),
)
CASES: dict[str, Callable[[], tuple[Line, ...]]] = {
    "new_date_after_an_apology": lambda: explained(
        "2026-08-20T09:00",
        "1wd",
        Pause("suspended", at("2026-08-20T10:00"), at("2026-08-20T10:30"), "Quyết định 3"),
        reappointed_to=at("2026-08-28T16:00"),
        acts=ACTS,
    ),
    "new_date_that_the_clock_has_passed": lambda: explained(
        "2026-08-20T09:00", "4wd", reappointed_to=at("2026-08-20T16:00"), acts=ACTS[:1]
    ),
    "storm_holiday_and_pauses": lambda: explained(
        "2026-08-24T17:30",
        "4wd",
        Pause("financial_obligation", at("2026-08-25T10:00"), at("2026-08-26T09:00")),
        Pause("posting", at("2026-08-26T08:30"), at("2026-08-28T15:00"), "Niêm yết tại xã"),
        regime="nd118_2025",
    ),
    "swapped_saturday": lambda: explained("2026-08-21T14:00", "2wd"),
    "days_of_storm": lambda: explained("2026-09-07T16:00", "4h"),
    "calendar_days_paused": lambda: explained(
        "2026-08-20T18:00",
        "9d",
        Pause("supplement", at("2026-08-23T10:00"), at("2026-08-24T09:00")),
        Pause("dispute", at("2026-08-24T10:00"), at("2026-08-25T09:00")),
        regime="qd09_2015",
    ),
    "calendar_days_end_on_a_shut_afternoon": lambda: explained("2026-08-24T09:00", "2d"),
    "same_day": lambda: explained("2026-08-28T09:00", "same_day"),
    "same_day_after_15": lambda: explained("2026-08-28T15:30", "same_day"),
    "same_day_paused": lambda: explained(
        "2026-08-20T09:00",
        "same_day",
        Pause("posting", at("2026-08-20T10:00"), at("2026-08-21T09:00")),
        Pause("posting", at("2026-08-24T10:00"), at("2026-08-25T09:00")),
    ),
    "same_day_paused_until_after_15": lambda: explained(
        "2026-08-27T09:00", "same_day", Pause("posting", at("2026-08-27T10:00"), at("2026-08-28T15:30"))
    ),
    "same_day_on_a_shut_afternoon": lambda: explained("2026-08-26T09:00", "same_day"),
    "same_day_on_a_saturday": lambda: explained("2026-08-29T09:00", "same_day"),
    "open_supplement": lambda: explained(
        "2026-08-20T09:00", "1wd", Pause("supplement", at("2026-08-20T10:00")), now=at("2026-08-21T09:00")
    ),
    "supplement_by_the_centers_setting": lambda: explained(
        "2026-08-20T09:00",
        "0.5wd",
        Pause("supplement", at("2026-08-20T10:00"), at("2026-08-20T11:00"), "Giám đốc yêu cầu"),
        settings={"supplement_clock": PAUSE},
    ),
    "supplement_after_the_term": lambda: explained(
        "2026-08-20T09:00", "1h", Pause("supplement", at("2026-08-24T10:00"), at("2026-08-25T09:00"))
    ),
    "credit_in_a_year_without_data": lambda: explained("2026-12-31T09:00", "1wd", credit=60),
    "next_day": lambda: explained("2026-08-20T09:00", "4h", start="next_day"),
    "no_term": lambda: explained("2026-08-20T09:00", "none"),
    "open_halt": lambda: explained(
        "2026-08-20T09:00", "1wd", Pause("suspended", at("2026-08-20T10:00")), now=at("2026-08-21T09:00")
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_line_is_as_a_lawyer_reads_it(name: str) -> None:
    lines = [f"{line.on:%d/%m/%Y} | {line.says} | {line.minutes} | {line.document or '-'}" for line in CASES[name]()]
    assert lines == (EXPLAINED / f"{name}.txt").read_text("utf-8").splitlines()


def test_every_explanation_kept_is_of_a_case() -> None:
    assert {path.stem for path in EXPLAINED.iterdir()} == set(CASES)


def test_a_day_that_takes_no_end_of_a_term_says_which_decision_shut_it() -> None:
    """Negative control: without the closures the same matter is due that day, and nothing is said of them."""
    at_noon = reckon(
        at("2026-08-26T09:00"), Term.parse("same_day"), replace(center(), closures=()), regime=regime_named("nd61_2018")
    )
    assert [line.says for line in at_noon.lines][2:] == [
        "thứ Tư 26/08/2026: trả kết quả trong ngày nhận, trước khi hết giờ làm việc.",
        "Hạn trả kết quả: 17:00 thứ Tư 26/08/2026.",
    ]


def test_a_pause_that_touches_neither_reception_nor_due_date_is_not_told() -> None:
    """One that was over at reception, and one that begins when the matter is due."""
    before = Pause("posting", at("2026-08-28T08:00"), at("2026-08-28T09:00"))
    after = Pause("posting", at("2026-08-28T17:00"), at("2026-09-04T09:00"))
    plain = due(at("2026-08-28T09:00"), Term.parse("same_day"), center())
    paused = due(at("2026-08-28T09:00"), Term.parse("same_day"), center(), [before, after])
    assert (paused.at, paused.lines) == (plain.at, plain.lines)
    assert [line.says for line in paused.lines] == [
        "thứ Sáu 28/08/2026: trả kết quả trong ngày nhận, trước khi hết giờ làm việc."
    ]


def test_what_is_left_of_a_day_cut_short_is_said_span_by_span() -> None:
    closure = Closure(date(2026, 8, 27), date(2026, 8, 27), "mất nước", "QĐ 6", Span.parse("16:00-17:00"))
    lines = due(at("2026-08-26T09:00"), Term.parse("1d"), center().with_closures([closure])).lines
    assert lines[2] == Line(
        date(2026, 8, 27),
        "thứ Năm 27/08/2026: chỉ làm việc 07:30–11:30, 13:00–16:00 – mất nước. "
        "Hạn chuyển sang ngày làm việc tiếp theo.",
        document="QĐ 6",
    )


def test_a_line_for_machines_has_all_four_parts() -> None:
    line = Line(date(2026, 9, 1), "thứ Ba", 5, "QĐ 1")
    assert as_data(line) == {"on": "2026-09-01", "says": "thứ Ba", "minutes": 5, "document": "QĐ 1"}
