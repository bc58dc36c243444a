import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.conditions import (
    Env,
    age,
    answer,
    channel,
    condition_from_data,
    expression_from_data,
    filed_on,
)
from motcua.domain.errors import DefinitionError
from motcua.domain.fields import Choice, Date, Integer, Many, Money, Text, YesNo
from motcua.domain.forms import Form, Part, Rows

FILED = date(2017, 11, 8)


class Party(Part):
    """Bên."""

    name = Text("Họ và tên")
    share = Integer("Phần")


class Sample(Form):
    """Mẫu."""

    trade = Choice("Ngành nghề", {"food": "Ăn uống", "other": "Khác"})
    goods = Many("Mặt hàng", {"tea": "Chè", "rice": "Gạo"})
    capital = Money("Vốn")
    workers = Integer("Số lao động")
    born = Date("Ngày sinh")
    is_new = YesNo("Thành lập mới")
    note = Text("Ghi chú")
    parties = Rows(Party, "Các bên", most=3)


def holds(condition, channel="direct", **answers):
    return Sample.definition.bind(condition).holds(Env(answers, FILED, channel))


def value(expression, **answers):
    return Sample.definition.bind(expression).value(Env(answers, FILED))


def test_a_condition_is_true_false_or_unknown():
    condition = Sample.trade.is_("food")
    assert [holds(condition, trade="food"), holds(condition, trade="other"), holds(condition)] == [True, False, None]


@pytest.mark.parametrize("left", [True, False, None])
@pytest.mark.parametrize("right", [True, False, None])
def test_and_or_not_follow_three_valued_logic(left, right):
    answers = {key: each for key, each in (("is_new", left), ("workers", right)) if each is not None}
    a, b = Sample.is_new.is_(True), Sample.workers.is_(1)
    both = False if False in (left, right) else None if None in (left, right) else True
    either = True if True in (left, right) else None if None in (left, right) else False
    assert holds(a & b, **answers) is both
    assert holds(a | b, **answers) is either
    assert holds(~a, **answers) is (None if left is None else not left)


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        (Sample.capital >= 5, True),
        (Sample.capital < 5, False),
        (5 <= Sample.capital, True),  # noqa: SIM300
        (Sample.capital * 2 - 1 > Sample.workers + 10, True),
        (Sample.capital / 4 > Decimal("2.4"), True),
        (Sample.capital / (Sample.workers - 3) > 1, None),
        (1 + Sample.capital > 10, True),
        (10 - Sample.capital >= 0, True),
        (Sample.born < date(1990, 1, 1), False),
        (Sample.born <= filed_on(), True),
        (filed_on() - Sample.born > 365, True),
        (Sample.born + 1 > date(2000, 2, 29), True),
        (age(Sample.born) >= 17, True),
        (age(Sample.born, on=date(2018, 2, 28)) >= 18, False),
        (age(Sample.born, on=date(2018, 3, 1)) >= 18, True),
        (Sample.trade.is_one_of("food", "other"), True),
        (Sample.trade.is_not("other"), True),
        (Sample.goods.includes("tea"), True),
        (Sample.goods.includes("rice"), False),
        (Sample.note.answered(), False),
        (~Sample.note.answered(), True),
        (channel().is_("direct"), True),
        (Sample.parties.count() > 1, True),
        (Sample.parties.sum_of("share").is_(100), True),
        (Sample.parties.any_row(Party.share > 60), True),
        (Sample.parties.all_rows(Party.share > 60), False),
        (Sample.parties.all_rows(Sample.parties["share"] <= Sample.capital * 10), True),
        (Sample.parties.any_row(Party.name.is_("C")), False),
    ],
    ids=lambda each: getattr(each, "says", None),
)
def test_conditions_evaluate_alike_before_and_after_storage(condition, outcome):
    answers = {
        "trade": "food",
        "goods": ("tea",),
        "capital": 10,
        "workers": 3,
        "born": date(2000, 2, 29),
        "parties": [{"name": "A", "share": 70}, {"name": "B", "share": 30}],
    }
    bound = Sample.definition.bind(condition)
    assert bound.holds(Env(answers, FILED)) is outcome
    stored = condition_from_data(json.loads(json.dumps(bound.to_data())))
    assert stored == bound
    assert stored.says == bound.says
    assert stored.holds(Env(answers, FILED)) is outcome


def test_rows_that_miss_an_answer_are_unknown_and_no_rows_are_none():
    total = Sample.parties.sum_of("share")
    assert value(total) is None
    assert value(total, parties=[]) == 0
    assert value(total, parties=[{"share": 1}, {}]) is None
    assert value(Sample.parties.count(), parties=[]) == 0
    assert holds(Sample.parties.any_row(Party.share > 5), parties=[{}, {"share": 9}]) is True
    assert holds(Sample.parties.any_row(Party.share > 5), parties=[{}, {"share": 1}]) is None


def test_age_of_two_dates_is_a_number():
    assert age(date(2000, 2, 29), on=date(2018, 2, 28)) == 17
    assert age(date(2000, 2, 29), on=date(2018, 3, 1)) == 18


def test_conditions_explain_themselves():
    condition = (Sample.trade.is_("food") | Sample.trade.is_("other")) & (Sample.capital >= 1_000_000)
    assert condition.says == ("(“Ngành nghề” là “Ăn uống” hoặc “Ngành nghề” là “Khác”) và “Vốn” từ 1.000.000 trở lên")
    one_of = Sample.trade.is_one_of("food", "other")
    assert one_of.says == "“Ngành nghề” là “Ăn uống” hoặc “Khác”"
    assert (one_of & (Sample.capital > 5)).says == "(“Ngành nghề” là “Ăn uống” hoặc “Khác”) và “Vốn” lớn hơn 5"
    assert (age(Sample.born) >= 18).says == "tuổi theo “Ngày sinh” tính đến ngày nộp hồ sơ từ 18 trở lên"
    assert (Sample.born < date(2000, 1, 2)).says == "“Ngày sinh” trước 02/01/2000"
    assert channel().is_("online").says == "hình thức nộp là “Trực tuyến”"
    assert Sample.is_new.is_(True).says == "“Thành lập mới” là “Có”"


def test_a_condition_names_the_fields_it_reads():
    condition = Sample.trade.is_("food") & Sample.parties.any_row(Party.share > Sample.capital)
    bound = Sample.definition.bind(condition)
    assert bound.fields() == {"trade", "parties", "parties.share", "capital"}
    assert bound.outer_fields() == {"trade", "parties", "capital"}


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda: Sample.trade.is_("foood"), "không có lựa chọn 'foood'"),
        (lambda: Sample.trade.is_one_of("food", "x"), "không có lựa chọn 'x'"),
        (lambda: Sample.goods.includes("x"), "không có lựa chọn 'x'"),
        (lambda: Sample.goods.is_("tea"), r"dùng includes\(\)"),
        (lambda: Sample.trade.includes("food"), r"dùng is_\(\)"),
        (lambda: channel().is_("fax"), "không có lựa chọn 'fax'"),
        (lambda: Sample.trade.is_("food") and Sample.trade.is_("other"), "nối các điều kiện bằng & | ~"),
        (lambda: Sample.trade.is_("food") or Sample.trade.is_("other"), "nối các điều kiện bằng & | ~"),
        (lambda: not Sample.trade.is_("food"), "nối các điều kiện bằng & | ~"),
        (lambda: 1 < Sample.capital < 5, "nối các điều kiện bằng & | ~"),
        (lambda: bool(Sample.capital), "nối các điều kiện bằng & | ~"),
        (lambda: Sample.trade.is_("food") & Sample.capital, "trong ngoặc"),
        (lambda: Sample.capital > date(2000, 1, 1), "không so sánh được"),
        (lambda: Sample.capital.is_(True), "không so sánh được"),
        (lambda: Sample.capital > 1.5, "không dùng được trong điều kiện"),
        (lambda: Sample.note > "a", "chỉ số và ngày"),
        (lambda: age(Sample.capital), "cần một ngày"),
        (lambda: Sample.born * 2, "không tính được"),
        (lambda: Sample.parties.sum_of("name"), "cần một số"),
        (lambda: Sample.parties.sum_of("x"), "không có câu hỏi 'x'"),
        (lambda: Sample.parties["x"], "không có câu hỏi 'x'"),
        (lambda: Sample.parties.any_row(True), "không phải điều kiện"),
        (lambda: Sample.trade.is_one_of(), "ít nhất một"),
    ],
)
def test_mistakes_are_found_on_their_line(mistake, sentence):
    with pytest.raises(DefinitionError, match=sentence):
        mistake()


def test_another_agency_speaks_of_a_form_by_key():
    bound = Sample.definition.bind(answer("trade").is_("food") & (answer("capital") > 5))
    assert bound.says == "“Ngành nghề” là “Ăn uống” và “Vốn” lớn hơn 5"
    assert bound.holds(Env({"trade": "food", "capital": 6}, FILED)) is True
    rows = Sample.definition.bind(answer("parties").sum_of("share") > 5)
    assert rows.holds(Env({"parties": [{"share": 6}]}, FILED)) is True


@pytest.mark.parametrize(
    "strange",
    [
        answer("gone") > 5,
        answer("trade").is_("x"),
        answer("capital").is_("x"),
        answer("note") > 5,
        answer("parties.share") > 5,
        answer("parties").sum_of("gone") > 5,
    ],
)
def test_what_does_not_fit_the_form_is_refused_when_bound(strange):
    with pytest.raises(DefinitionError, match="nơi khác"):
        Sample.definition.bind(strange, "nơi khác")


@pytest.mark.parametrize(
    "data",
    [
        {"op": "drop table"},
        {"op": ["x"]},
        {"op": "compare", "how": "is"},
        {"op": "compare", "how": "like", "left": {"op": "filed_on"}, "right": {"op": "filed_on"}},
        {"op": "filed_on", "extra": 1},
        {"op": "compare", "how": "is", "left": 3, "right": 4},
        [],
        None,
        "x",
    ],
)
def test_broken_stored_data_is_refused_by_name(data):
    with pytest.raises(DefinitionError):
        condition_from_data(data)
    with pytest.raises(DefinitionError):
        expression_from_data(data)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["trade", "capital", "born", "parties"]), st.from_type(object) | st.integers()))
def test_nonsense_answers_are_unknown_never_an_error(answers):
    condition = (
        (Sample.capital * 2 / Sample.workers > 3)
        | (age(Sample.born) > 18)
        | Sample.parties.all_rows(Party.share > 1)
        | Sample.trade.is_("food")
    )
    assert holds(condition, **answers) in (True, False, None)
