"""Fee rules compute with their reasons, say what is missing, and survive as data."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.conditions import Env, answer
from motcua.domain.errors import DefinitionError
from motcua.domain.fees import (
    Fee,
    by,
    fee_from_data,
    fee_problems,
    fixed,
    free,
    per_copy,
    per_page,
    per_unit,
    unconfirmed,
)

COPYING = per_page(2_000, up_to=2, then=1_000, cap=200_000, pages=answer("pages"), copies=answer("copies"))
KARAOKE = per_unit(answer("rooms"), "phòng", brackets=((3, 3_000_000), (None, 6_000_000)))
SUBJECT = by(answer("owner"), {"company": 600_000, "household": 200_000})


def env(**answers: Any) -> Env:
    return Env(answers, date(2017, 11, 8))


@pytest.mark.parametrize(
    ("pages", "copies", "amount"), [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (3, 4, 20_000), (500, 2, 400_000)]
)
def test_certified_copies_are_paid_by_page_with_a_cap_per_copy(pages: int, copies: int, amount: int) -> None:
    assert COPYING.compute(env(pages=pages, copies=copies)).amount == amount


def test_a_page_fee_without_copies_is_for_one() -> None:
    assert per_page(2_000, up_to=2, then=1_000, pages=answer("pages")).compute(env(pages=300)).amount == 302_000


def test_each_line_says_where_its_money_comes_from() -> None:
    result = COPYING.compute(env(pages=500, copies=2))
    assert [tuple(line) for line in result.lines] == [
        ("2 trang đầu × 2.000 đồng × 2 bản", 8_000),
        ("498 trang tiếp theo × 1.000 đồng × 2 bản", 996_000),
        ("Mức tối đa 200.000 đồng/bản × 2 bản", -604_000),
    ]


def test_missing_answers_are_named_and_nothing_is_guessed() -> None:
    result = COPYING.compute(env(pages=3))
    assert result.amount is None
    assert result.missing == ("“copies”",)
    assert result.note.startswith("Chưa đủ thông tin")
    assert SUBJECT.compute(env()).missing == ("“owner”",)
    assert KARAOKE.compute(env()).amount is None
    assert per_copy(8_000, answer("copies")).compute(env(copies=True)).amount is None


def test_extracts_are_paid_by_copy() -> None:
    assert per_copy(8_000, answer("copies")).compute(env(copies=3)).amount == 24_000


@pytest.mark.parametrize(("rooms", "amount"), [(1, 3_000_000), (3, 3_000_000), (4, 6_000_000), (40, 6_000_000)])
def test_karaoke_is_paid_by_bracket_of_rooms(rooms: int, amount: int) -> None:
    assert KARAOKE.compute(env(rooms=rooms)).amount == amount


def test_or_by_room_with_a_cap() -> None:
    rule = per_unit(answer("rooms"), "phòng", 1_000_000, cap=6_000_000)
    assert rule.compute(env(rooms=4)).amount == 4_000_000
    assert rule.compute(env(rooms=9)).amount == 6_000_000


def test_the_rows_of_a_group_can_be_counted() -> None:
    rule = per_unit(answer("rooms").count(), "phòng", 1_000_000)
    assert rule.compute(env(rooms=[{"area": 20}, {"area": 30}])).amount == 2_000_000


def test_the_subject_decides() -> None:
    assert SUBJECT.compute(env(owner="company")).amount == 600_000
    assert SUBJECT.compute(env(owner="household")).lines[0].label == "household: Lệ phí"
    assert SUBJECT.compute(env(owner="strange")).amount is None
    rest = by(answer("owner"), {"company": free()}, otherwise=COPYING)
    assert rest.compute(env(owner="x", pages=1, copies=1)).amount == 2_000


def test_a_fee_of_the_provincial_council_is_not_confirmed() -> None:
    result = unconfirmed("theo nghị quyết của HĐND tỉnh", reference=100_000).compute(env())
    assert (result.amount, result.missing) == (None, ())
    assert result.note == "Chưa xác nhận: theo nghị quyết của HĐND tỉnh; mức tham khảo 100.000 đồng"


def test_an_exemption_leaves_nothing_to_pay_and_says_why() -> None:
    rule = fixed(50_000).exempt(answer("is_poor").is_(True), "hộ nghèo")
    result = rule.compute(env(is_poor=True))
    assert (result.amount, result.exemption) == (0, "hộ nghèo")
    assert sum(line.amount for line in result.lines) == 0
    assert rule.compute(env(is_poor=False)).amount == 50_000


def test_a_ground_that_was_not_stated_exempts_nobody() -> None:
    assert fixed(50_000).exempt(answer("is_poor").is_(True), "hộ nghèo").compute(env()).amount == 50_000


def test_an_exemption_settles_even_an_unconfirmed_fee() -> None:
    rule = unconfirmed("HĐND tỉnh").exempt(answer("is_poor").is_(True), "hộ nghèo")
    assert rule.compute(env(is_poor=True)).amount == 0
    assert rule.compute(env(is_poor=False)).amount is None


def test_a_sum_is_known_when_all_its_parts_are() -> None:
    both = fixed(10_000) + COPYING
    assert both.compute(env(pages=1, copies=1)).amount == 12_000
    half = both.compute(env())
    assert (half.amount, len(half.missing)) == (None, 2)
    assert (fixed(10_000) + unconfirmed("HĐND tỉnh")).compute(env()).note == "Chưa xác nhận: HĐND tỉnh"


def test_a_cap_shows_what_it_takes_off() -> None:
    result = (fixed(150_000) + fixed(100_000)).capped(200_000).compute(env())
    assert result.amount == 200_000
    assert result.lines[-1] == ("Mức tối đa 200.000 đồng", -50_000)


ANY = [
    free(),
    fixed(7),
    COPYING,
    KARAOKE,
    SUBJECT,
    per_copy(8_000, answer("copies")),
    COPYING.capped(9_000) + SUBJECT,
    COPYING.exempt(answer("owner").is_("company"), "doanh nghiệp"),
    by(answer("owner"), {"company": COPYING}, 3),
]


@given(
    st.sampled_from(ANY),
    st.integers(0, 10**6),
    st.integers(0, 1000),
    st.integers(0, 50),
    st.sampled_from(["company", "household", "other", None]),
)
def test_the_lines_of_a_fee_add_up_to_it(fee: Fee, pages: int, copies: int, rooms: int, owner: str | None) -> None:
    result = fee.compute(env(pages=pages, copies=copies, rooms=rooms, **({"owner": owner} if owner else {})))
    if result.amount is not None:
        assert sum(line.amount for line in result.lines) == result.amount
        assert result.amount >= 0
    else:
        assert result.missing


@pytest.mark.parametrize("fee", [*ANY, unconfirmed("HĐND tỉnh", 5)])
def test_every_rule_survives_json_and_says_itself(fee: Fee) -> None:
    stored = fee_from_data(json.loads(json.dumps(fee.to_data())))
    assert stored == fee.bound("x")
    assert stored.says == fee.bound("x").says != ""
    answers = env(pages=7, copies=3, rooms=5, owner="company")
    assert stored.compute(answers) == fee.compute(answers)


def test_stored_data_that_is_no_fee_is_refused() -> None:
    with pytest.raises(DefinitionError, match="không phải là một quy tắc"):
        fee_from_data(answer("x").is_("y").to_data())


@pytest.mark.parametrize("amount", [1.5, -1, True, "5"])
def test_amounts_are_whole_and_not_negative(amount: Any) -> None:
    for made in (
        fixed,
        lambda n: per_copy(n, answer("copies")),
        lambda n: fixed(1).capped(n),
        lambda n: by(answer("o"), {"a": n}),
    ):
        with pytest.raises(DefinitionError, match="số nguyên không âm"):
            made(amount)


@pytest.mark.parametrize(
    "brackets", [((3, 1), (5, 2)), ((5, 1), (3, 2), (None, 3)), ((3, 1), (3, 2), (None, 3)), ((None, 1), (None, 2))]
)
def test_brackets_rise_and_the_last_has_no_end(brackets: Any) -> None:
    with pytest.raises(DefinitionError):
        per_unit(answer("rooms"), "phòng", brackets=brackets)


def test_a_unit_fee_needs_an_amount_or_brackets() -> None:
    with pytest.raises(DefinitionError, match="đúng một"):
        per_unit(answer("rooms"), "phòng")
    with pytest.raises(DefinitionError, match="đúng một"):
        per_unit(answer("rooms"), "phòng", 5, brackets=((None, 1),))


def test_a_fee_by_option_needs_one() -> None:
    with pytest.raises(DefinitionError, match="không có trường hợp nào"):
        by(answer("owner"), {})


OPTIONS = {"company": "Doanh nghiệp", "household": "Hộ kinh doanh"}


@pytest.mark.parametrize(
    ("fee", "sentence"),
    [
        (by(answer("owner"), {"company": 1}), "chưa nêu mức cho lựa chọn của “owner”: household"),
        (by(answer("owner"), {"company": 1, "household": 2, "coop": 3}), "lựa chọn không có của “owner”: coop"),
        (fixed(5) + by(answer("owner"), {"company": 1}).capped(7), "chưa nêu mức"),
    ],
)
def test_a_fee_that_does_not_fit_the_form_is_refused(fee: Fee, sentence: str) -> None:
    assert any(sentence in p for p in fee_problems(fee, lambda key: OPTIONS))


def test_a_fee_that_fits_has_no_problem() -> None:
    for fee in (SUBJECT, by(answer("owner"), {"company": 1}, otherwise=2), per_copy(1, answer("copies"))):
        assert [*fee_problems(fee, lambda key: OPTIONS)] == []
