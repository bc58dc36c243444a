"""A term is a unit and an amount; two spellings of one term are one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.terms import Term, calendar_days, hours, no_term, same_day, working_days


@pytest.mark.parametrize(
    ("spelled", "says"),
    [
        ("3wd", "3 ngày làm việc"),
        ("0.5wd", "0,5 ngày làm việc"),
        ("1.5wd", "1,5 ngày làm việc"),
        ("10wd", "10 ngày làm việc"),
        ("15d", "15 ngày"),
        ("4h", "4 giờ làm việc"),
        ("same_day", "trong ngày"),
        ("none", "không quy định thời hạn"),
    ],
)
def test_a_term_is_spelled_back_as_it_was_read(spelled: str, says: str) -> None:
    term = Term.parse(spelled)
    assert str(term) == spelled
    assert term.says == says


def test_constructors_and_spellings_give_the_same_value() -> None:
    assert working_days(1.5) == Term.parse("1.50wd") == working_days("1.5") == working_days(Decimal("1.500"))
    assert calendar_days(15) == Term.parse("15d")
    assert hours(4) == Term.parse("4.0h")
    assert same_day() == Term.parse("same_day")
    assert no_term() == Term.parse("none")


@given(st.integers(min_value=0, max_value=2000))
def test_any_number_of_half_working_days_survives_the_round_trip(halves: int) -> None:
    term = working_days(Decimal(halves) / 2)
    assert Term.parse(str(term)) == term
    assert term.minutes == halves * 240


def test_half_a_working_day_and_four_hours_are_the_same_working_minutes() -> None:
    assert working_days(0.5).minutes == hours(4).minutes == 240
    assert working_days(0.5) != hours(4)


@pytest.mark.parametrize(
    "spelled",
    [
        "",
        "3",
        "wd",
        "-1wd",
        "3 wd",
        "1,5wd",
        "٣wd",
        "3WD",
        "1.5d",
        "1.wd",
        ".5wd",
        "3m",
        "0.001wd",
        "same day",
        "1e3wd",
    ],
)
def test_what_is_not_a_term_is_refused_in_vietnamese(spelled: str) -> None:
    with pytest.raises(ValueError, match=r"Thời hạn|thời hạn"):
        Term.parse(spelled)


def test_calendar_days_have_no_working_minutes() -> None:
    with pytest.raises(ValueError, match="không đếm bằng phút"):
        _ = calendar_days(15).minutes


def test_terms_that_make_no_sense_can_not_be_built() -> None:
    with pytest.raises(ValueError, match="không đi kèm"):
        Term("same_day", Decimal(1))
    with pytest.raises(ValueError, match="số nguyên"):
        calendar_days("1.5")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="không phải là số"):
        working_days("ba")
    with pytest.raises(ValueError, match="không âm"):
        working_days(Decimal("NaN"))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Term("same_day", Decimal(1)), "Thời hạn “same_day” không đi kèm con số (1)."),
        (lambda: Term("none", Decimal("0.5")), "Thời hạn “none” không đi kèm con số (0.5)."),
        (lambda: Term("w", Decimal(1)), "Không có đơn vị thời hạn “w”."),
        (lambda: Term("wd", Decimal(-1)), "Thời hạn phải là số không âm, không phải -1."),
        (lambda: Term("d", Decimal("1.5")), "Thời hạn theo ngày (lịch) phải là số nguyên, không phải 1.5."),
        (lambda: Term("h", Decimal("0.01")), "Thời hạn 0.01h không chẵn phút."),
        (lambda: Term("d", Decimal(3)).minutes, "Thời hạn “3d” không đếm bằng phút làm việc."),
        (lambda: hours("ba"), "“ba” không phải là số."),
        (
            lambda: Term.parse("3 tuần"),
            "Không hiểu thời hạn “3 tuần”. Viết như 3wd (ngày làm việc), 0.5wd, 15d (ngày), 4h (giờ), same_day, none, "
            "unknown.",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_with_the_term(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as refused:
        make()
    assert str(refused.value) == sentence


def test_nothing_is_a_term_too_and_minutes_need_not_be_half_hours() -> None:
    assert (working_days(0).minutes, hours("0.1").minutes, str(calendar_days(0))) == (0, 6, "0d")
    assert (str(working_days(100)), working_days(100).says) == ("100wd", "100 ngày làm việc")
    assert [Term.parse(each).is_counted_in_working_time for each in ("1wd", "1h", "1d", "same_day", "none")] == [
        True, True, False, False, False,
    ]  # fmt: skip
