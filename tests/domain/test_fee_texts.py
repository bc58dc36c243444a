"""What a fee says to the applicant and to the plugin's author, word for word; rules are made inside the tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from motcua.api.forms import Choice, Form, Section, YesNo
from motcua.domain.conditions import Env, answer, channel
from motcua.domain.errors import DefinitionError
from motcua.domain.fee_rules import Fee, FeeLine, FeeResult
from motcua.domain.fees import (
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
from motcua.domain.words import dong, slug


class Asked(Form):
    """Phần hỏi."""

    owner = Section("Chủ hộ")
    kind = Choice("Loại", {"company": "Doanh nghiệp", "household": "Hộ kinh doanh"})
    is_poor = YesNo("Hộ nghèo")


def env(**answers: Any) -> Env:
    return Env(answers, date(2017, 11, 8))


def test_nothing_to_pay_says_so() -> None:
    """The receipt has a line for the fee even where none is owed."""
    assert free().says == "Không thu phí, lệ phí"
    assert free().compute(env()) == FeeResult(0, note="Không thu phí, lệ phí")


def test_a_fixed_fee_has_its_label() -> None:
    assert fixed(50_000).compute(env()).lines == (FeeLine("Lệ phí", 50_000),)
    assert fixed(50_000, "Phí thẩm định").compute(env()).lines == (FeeLine("Phí thẩm định", 50_000),)
    assert fixed(50_000).says == "50.000 đồng"
    assert fixed(0).compute(env()).amount == 0, "nothing is an amount too"


def test_a_page_fee_says_its_steps_and_its_cap() -> None:
    """Thông tư 226/2016/TT-BTC: 2.000 đồng/trang; từ trang thứ ba 1.000 đồng/trang, tối đa 200.000 đồng/bản."""
    capped = per_page(2_000, up_to=2, then=1_000, cap=200_000, pages=answer("pages"), copies=answer("copies"))
    assert capped.says == "2.000 đồng/trang; từ trang thứ 3: 1.000 đồng/trang, tối đa 200.000 đồng/bản"
    assert capped.compute(env(pages=300, copies=2)).amount == 400_000
    plain = per_page(2_000, up_to=2, then=1_000, pages=answer("pages"))
    assert plain.says == "2.000 đồng/trang; từ trang thứ 3: 1.000 đồng/trang"
    assert plain.compute(env(pages=5)) == FeeResult(
        7_000, (FeeLine("2 trang đầu × 2.000 đồng", 4_000), FeeLine("3 trang tiếp theo × 1.000 đồng", 3_000))
    )


def test_a_page_fee_that_just_reaches_its_cap_has_no_line_for_it() -> None:
    rule = per_page(2_000, up_to=2, then=1_000, cap=5_000, pages=answer("pages"))
    assert [line.amount for line in rule.compute(env(pages=3)).lines] == [4_000, 1_000]
    assert [line.amount for line in rule.compute(env(pages=4)).lines] == [4_000, 2_000, -1_000]


def test_a_fee_by_copy_or_by_unit_says_its_unit_and_its_cap() -> None:
    assert per_copy(8_000, answer("copies")).says == "8.000 đồng/bản"
    rooms = per_unit(answer("rooms"), "phòng", 1_000_000, cap=6_000_000)
    assert rooms.says == "1.000.000 đồng/phòng, tối đa 6.000.000 đồng"
    assert rooms.compute(env(rooms=9)) == FeeResult(
        6_000_000, (FeeLine("9 phòng × 1.000.000 đồng", 9_000_000), FeeLine("Mức tối đa 6.000.000 đồng", -3_000_000))
    )
    assert len(rooms.compute(env(rooms=6)).lines) == 1, "what just reaches the cap is not cut"


def test_brackets_say_from_where_to_where_they_go() -> None:
    """One amount in all for each range of units."""
    brackets = ((3, 3_000_000), (5, 4_000_000), (None, 6_000_000))
    rule = per_unit(answer("rooms"), "phòng", brackets=brackets, cap=5_000_000)
    assert rule.says == (
        "từ 1 đến 3 phòng: 3.000.000 đồng; từ 4 đến 5 phòng: 4.000.000 đồng; từ 6 phòng trở lên: 6.000.000 đồng"
        "; tối đa 5.000.000 đồng"
    )
    assert rule.compute(env(rooms=3)) == FeeResult(3_000_000, (FeeLine("3 phòng (mức từ 1 đến 3 phòng)", 3_000_000),))
    assert rule.compute(env(rooms=4)).amount == 4_000_000
    assert rule.compute(env(rooms=6)) == FeeResult(
        5_000_000,
        (FeeLine("6 phòng (mức từ 6 phòng trở lên)", 6_000_000), FeeLine("Mức tối đa 5.000.000 đồng", -1_000_000)),
    )
    uncapped = per_unit(answer("rooms"), "phòng", brackets=((None, 7),))
    assert uncapped.says == "từ 1 phòng trở lên: 7 đồng"
    assert uncapped.compute(env(rooms=0)).amount == 7


def test_a_fee_by_option_speaks_with_the_labels_of_the_form() -> None:
    rule = by(Asked.kind, {"company": 600_000, "household": free()}, otherwise=9_000)
    assert rule.says == (
        "Doanh nghiệp: 600.000 đồng; Hộ kinh doanh: Không thu phí, lệ phí; trường hợp khác: 9.000 đồng"
    )
    assert rule.compute(env(kind="company")).lines == (FeeLine("Doanh nghiệp: Lệ phí", 600_000),)
    assert rule.compute(env(kind="household")).note == "Không thu phí, lệ phí"
    assert by(Asked.is_poor, {True: 0, False: 5}).says == "Có: 0 đồng; Không: 5 đồng"
    assert by(answer("x"), {"other": 1}).says == "other: 1 đồng"
    assert by(answer("x"), {"a": 1}).compute(env(x="b")).missing == ("“x”",)


def test_a_fee_by_option_hands_on_what_its_case_says() -> None:
    poor = fixed(5).exempt(answer("is_poor").is_(True), "hộ nghèo")
    rule = by(answer("x"), {"a": poor, "b": per_copy(8_000, answer("copies")), "c": unconfirmed("HĐND tỉnh")})
    assert rule.compute(env(x="a", is_poor=True)).exemption == "hộ nghèo"
    missing = rule.compute(env(x="b"))
    assert (missing.missing, missing.note) == (("“copies”",), "Chưa đủ thông tin để tính: “copies”.")
    assert rule.compute(env(x="c")).note == "Chưa xác nhận: HĐND tỉnh"


def test_what_is_missing_is_named_in_one_sentence() -> None:
    rule = per_page(2_000, up_to=2, then=1_000, pages=answer("pages"), copies=answer("copies"))
    assert rule.compute(env()).note == "Chưa đủ thông tin để tính: “pages”, “copies”."


@pytest.mark.parametrize("given", [Decimal("1.5"), -1, Decimal(-2), True, "3", None])
def test_what_is_no_count_is_not_counted(given: Any) -> None:
    assert per_copy(8_000, answer("copies")).compute(env(copies=given)).amount is None


@pytest.mark.parametrize(("given", "amount"), [(0, 0), (1, 8_000), (Decimal(2), 16_000), (Decimal("3.0"), 24_000)])
def test_nothing_and_one_are_counts(given: Any, amount: int) -> None:
    assert per_copy(8_000, answer("copies")).compute(env(copies=given)).amount == amount


def test_an_unconfirmed_fee_says_who_sets_it() -> None:
    assert unconfirmed("do HĐND tỉnh quyết định.").says == "Chưa xác nhận: do HĐND tỉnh quyết định"
    assert unconfirmed("HĐND tỉnh", 0).says == "Chưa xác nhận: HĐND tỉnh; mức tham khảo 0 đồng"


def test_an_exemption_shows_what_it_takes_off() -> None:
    rule = fixed(50_000).exempt(answer("is_poor").is_(True), "hộ nghèo")
    assert rule.says == "50.000 đồng; miễn đối với hộ nghèo"
    assert rule.compute(env(is_poor=True)) == FeeResult(
        0, (FeeLine("Lệ phí", 50_000), FeeLine("Miễn: hộ nghèo", -50_000)), "hộ nghèo"
    )
    unknown = unconfirmed("HĐND tỉnh").exempt(answer("is_poor").is_(True), "hộ nghèo")
    assert unknown.compute(env(is_poor=True)) == FeeResult(0, (FeeLine("Miễn: hộ nghèo", 0),), "hộ nghèo")
    part = (fixed(7) + per_copy(8_000, answer("copies"))).exempt(answer("is_poor").is_(True), "hộ nghèo")
    assert part.compute(env(is_poor=True)).lines == (FeeLine("Miễn: hộ nghèo", 0),), (
        "lines without a total are left out"
    )


def test_a_sum_joins_reasons_notes_and_exemptions() -> None:
    poor = answer("is_poor").is_(True)
    both = fixed(5, "Phí").exempt(poor, "hộ nghèo") + fixed(7).exempt(poor, "trẻ em") + free()
    assert both.says == "5 đồng; miễn đối với hộ nghèo cộng 7 đồng; miễn đối với trẻ em cộng Không thu phí, lệ phí"
    result = both.compute(env(is_poor=True))
    assert (result.amount, result.exemption, result.note) == (0, "hộ nghèo; trẻ em", "")
    owed = both.compute(env())
    assert (owed.amount, owed.exemption) == (12, None)
    assert owed.lines == (FeeLine("Phí", 5), FeeLine("Lệ phí", 7))
    unknown = (unconfirmed("A") + per_copy(1, answer("x"))).compute(env())
    assert unknown.note == "Chưa xác nhận: A Chưa đủ thông tin để tính: “x”."
    assert (unconfirmed("A") + unconfirmed("A")).compute(env()).note == "Chưa xác nhận: A", "said once"
    twice = per_copy(1, answer("x")) + per_copy(2, answer("x"))
    assert twice.compute(env()).missing == ("“x”",)


def test_a_cap_keeps_exemption_and_note() -> None:
    poor = answer("is_poor").is_(True)
    rule = (fixed(500).exempt(poor, "hộ nghèo") + fixed(900)).capped(600)
    assert rule.says == "500 đồng; miễn đối với hộ nghèo cộng 900 đồng; tối đa 600 đồng"
    assert rule.compute(env(is_poor=True)) == FeeResult(
        600,
        (
            FeeLine("Lệ phí", 500),
            FeeLine("Miễn: hộ nghèo", -500),
            FeeLine("Lệ phí", 900),
            FeeLine("Mức tối đa 600 đồng", -300),
        ),
        "hộ nghèo",
    )
    assert fixed(600).capped(600).compute(env()).lines == (FeeLine("Lệ phí", 600),)
    assert unconfirmed("A").capped(5).compute(env()) == FeeResult(None, note="Chưa xác nhận: A")


def _refusal(make: Any) -> str:
    with pytest.raises(DefinitionError) as refused:
        make()
    return str(refused.value)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: fixed(-1), "phí, lệ phí: mức thu phải là số nguyên không âm, không phải -1."),
        (
            lambda: per_page(1, up_to=True, then=1, pages=answer("p")),
            "phí, lệ phí: số trang đầu phải là số nguyên không âm, không phải True.",
        ),
        (
            lambda: per_page(1, up_to=1, then=1, pages=answer("p"), cap=-5),
            "phí, lệ phí: mức thu phải là số nguyên không âm, không phải -5.",
        ),
        (
            lambda: per_unit(answer("r"), "phòng"),
            "phí, lệ phí: per_unit cần đúng một trong hai: mức mỗi đơn vị hoặc brackets=.",
        ),
        (
            lambda: per_unit(answer("r"), "phòng", brackets=((5, 1), (3, 2), (None, 3))),
            "phí, lệ phí: các mốc brackets= phải tăng dần và mốc cuối là None (không giới hạn).",
        ),
        (
            lambda: per_unit(answer("r"), "phòng", brackets=((3, 1), (5, 2))),
            "phí, lệ phí: các mốc brackets= phải tăng dần và mốc cuối là None (không giới hạn).",
        ),
        (
            lambda: per_unit(answer("r"), "phòng", brackets=((None, 1), (None, 2))),
            "phí, lệ phí: mốc phải là số nguyên không âm, không phải None.",
        ),
        (
            lambda: per_unit(answer("r"), "phòng", brackets=((None, -1),)),
            "phí, lệ phí: mức thu phải là số nguyên không âm, không phải -1.",
        ),
        (lambda: by(answer("o"), {}), "phí, lệ phí: by(…) không có trường hợp nào."),
        (lambda: by(answer("o"), {"a": 1}, otherwise=-1), "mức thu phải là số nguyên không âm"),
        (lambda: unconfirmed("A", -1), "mức thu phải là số nguyên không âm"),
        (
            lambda: fee_from_data(answer("x").is_("y").to_data()),
            "phí, lệ phí: dữ liệu lưu không phải là một quy tắc thu phí.",
        ),
        (lambda: Fee().compute(env()), "Fee: không phải quy tắc thu phí"),
    ],
)
def test_the_author_reads_what_to_change(make: Any, sentence: str) -> None:
    assert sentence in _refusal(make)


def test_a_question_of_the_wrong_kind_is_refused_with_the_reason() -> None:
    assert _refusal(lambda: by(answer("rooms").count(), {"a": 1})) == (
        "số lượng “rooms”: là số; by() dành cho câu hỏi có các lựa chọn"
    )
    assert _refusal(lambda: per_copy(1, Asked.kind)).endswith(": là chữ; phí tính theo số nguyên (trang, bản, phòng)")


def test_a_fee_may_go_by_the_channel_which_has_no_options_on_the_form() -> None:
    rule = by(channel(), {"post": 5, "strange": 7}, otherwise=0)
    assert rule.compute(Env({}, date(2017, 11, 8), "post")).amount == 5
    assert rule.compute(Env({}, date(2017, 11, 8), "direct")).amount == 0
    assert rule.says.endswith("strange: 7 đồng; trường hợp khác: 0 đồng")


def test_a_fee_that_does_not_fit_the_form_names_every_option() -> None:
    options = {"company": "Doanh nghiệp", "household": "Hộ kinh doanh", "coop": "Hợp tác xã"}
    fee = by(answer("y"), {"a": 1}) + by(answer("owner"), {"company": 1, "z": 2, "a": 3})
    assert [*fee_problems(fee, lambda key: options if key == "owner" else {})] == [
        "lệ phí nêu lựa chọn không có của “owner”: a, z.",
        "lệ phí chưa nêu mức cho lựa chọn của “owner”: coop, household.",
    ]


def test_money_and_keys_are_spelled() -> None:
    assert dong(200_000) == "200.000 đồng"
    assert slug("Thẩm định hồ sơ") == "tham-dinh-ho-so"
