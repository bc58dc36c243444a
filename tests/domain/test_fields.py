import json
from datetime import date
from decimal import Decimal as Number

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.definition import item_from_data
from motcua.domain.errors import DefinitionError, Refused
from motcua.domain.fields import (
    FIELD_KINDS,
    Asked,
    Choice,
    Commune,
    Date,
    Decimal,
    Email,
    IdNumber,
    Integer,
    LongText,
    Many,
    Money,
    Phone,
    TaxCode,
    Text,
    YesNo,
)

COMMUNES = {"09247": "Phượng Mao", "09250": "Việt Hùng"}
ASKED = Asked(date(2017, 11, 8), COMMUNES)
OPTIONS = {"a": "Loại A", "b": "Loại B", "c": "Loại C"}

FIELDS = (
    Text("Họ và tên", words=2),
    Text("Số phát hành", pattern=r"[A-Z]{2} ?[0-9]{6}", example="BG 123456", uppercase=True),
    LongText("Lý do"),
    Date("Ngày sinh", not_future=True),
    Integer("Số lao động", least=1, most=9, unit="người"),
    Decimal("Diện tích", unit="m²", places=1, most=Number("99999.5")),
    Money("Vốn kinh doanh", least=1_000_000),
    Choice("Ngành nghề", OPTIONS),
    Many("Mặt hàng", OPTIONS, optional=True),
    YesNo("Nộp thay"),
    IdNumber("Số giấy tờ"),
    Phone("Số điện thoại"),
    Email("Thư điện tử", optional=True, hint="Nếu có"),
    TaxCode("Mã số thuế"),
    Commune("Xã"),
)

VALUES = {
    "text": st.from_regex(r"[a-zA-ZĐđƠơưá]{1,8}( [a-zA-ZĐđ]{1,8}){1,3}", fullmatch=True),
    "long_text": st.from_regex(r"[a-zđ]{1,9}(\n[a-zđ]{1,9})?", fullmatch=True),
    "date": st.dates(date(1900, 1, 1), date(2017, 11, 8)),
    "integer": st.integers(1, 9),
    "decimal": st.decimals(0, 99999, places=1),
    "money": st.integers(1_000_000, 10**14),
    "choice": st.sampled_from(sorted(OPTIONS)),
    "many": st.sets(st.sampled_from(sorted(OPTIONS)), min_size=1).map(lambda each: tuple(sorted(each))),
    "yes_no": st.booleans(),
    "id_number": st.from_regex(r"[0-9]{9}|[0-9]{12}|[A-Z][0-9]{7}", fullmatch=True),
    "phone": st.from_regex(r"09[0-9]{8}", fullmatch=True),
    "email": st.just("an.nguyen+1@bacninh.gov.vn"),
    "tax_code": st.sampled_from(["0100109106", "0100109106-001"]),
    "commune": st.sampled_from(sorted(COMMUNES)),
}


def says(field, raw, asked=ASKED):
    with pytest.raises(Refused) as caught:
        field.parse(raw, asked)
    return caught.value.sentence


def refusal(field, posted):
    try:
        field.read(posted, ASKED)
    except Refused as refused:
        return refused.sentence
    return None


def test_every_kind_is_tested_here():
    assert {field.kind for field in FIELDS} == set(FIELD_KINDS) == set(VALUES)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_value_survives_typing_storing_and_showing(field, data):
    value = data.draw(VALUES[field.kind]) if field.label != "Số phát hành" else "BG 123456"
    assert field.read(field.typed(value), ASKED) == value
    assert field.from_json(json.loads(json.dumps(field.to_json(value)))) == value
    assert field.show(value, COMMUNES).strip()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
def test_a_field_survives_as_data(field):
    data = json.loads(json.dumps(field.to_data()))
    again = item_from_data(data)
    assert type(again) is type(field)
    assert again.to_data() == data
    assert again.required == field.required
    # A jsonb column sorts an object's keys; the order of options must not depend on them.
    assert list(item_from_data(dict(sorted(data.items()))).choices) == list(field.choices)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
@pytest.mark.parametrize(
    "raw",
    [
        "\x00",
        "a\x00b",
        "\ufffd",
        "Nguy\ud800n",
        "٠١٢٣٤٥٦٧٨",
        "９９９９９９９９９",
        "x" * 5000,
        "9" * 5000,
        "1e999",
        "NaN",
    ],
)
def test_hostile_text_is_refused_in_words_or_taken_as_text(field, raw):
    sentence = refusal(field, [raw])
    if sentence is None:
        assert field.kind in {"text", "long_text"}
    else:
        assert field.label.lower() in sentence.lower()
        assert len(sentence) < 200


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(FIELDS), st.lists(st.text(max_size=40) | st.binary(max_size=3) | st.none(), max_size=3))
def test_nothing_but_a_sentence_comes_back_whatever_is_posted(field, posted):
    assert refusal(field, posted) != ""


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (Text("Họ và tên"), "Nhập họ và tên"),
        (Text("CMND cũ"), "Nhập CMND cũ"),
        (Date("Ngày sinh"), "Nhập ngày sinh"),
        (Choice("Ngành nghề", OPTIONS), "Chọn ngành nghề"),
        (Many("Mặt hàng", OPTIONS), "Chọn ít nhất một mục cho mặt hàng"),
        (YesNo("Nộp thay"), "Chọn Có hoặc Không cho mục “Nộp thay”"),
        (Commune("Xã"), "Chọn xã"),
    ],
)
def test_an_empty_answer_says_what_to_do(field, sentence):
    for posted in ([], [""], ["  "], ["\u200b"]):
        with pytest.raises(Refused) as caught:
            field.read(posted, ASKED)
        assert caught.value.sentence == sentence


def test_an_optional_question_may_stay_empty():
    assert Text("Ghi chú", optional=True).read([" "], ASKED) is None
    assert Many("Mặt hàng", OPTIONS, optional=True).read([], ASKED) is None


def test_the_last_of_several_values_counts():
    assert YesNo("Nộp thay").read(["no", "yes"], ASKED) is True


def test_a_file_in_place_of_text_is_refused():
    with pytest.raises(Refused, match="không phải tệp"):
        Text("Họ và tên").read([object()], ASKED)


@pytest.mark.parametrize("raw", ["2/9/1990", "02/09/1990", "02.09.1990", "2-9-1990", "1990-09-02", " 2 / 9 / 1990 "])
def test_dates_are_read_as_people_and_browsers_write_them(raw):
    assert Date("Ngày sinh").parse(raw) == date(1990, 9, 2)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("2/9/90", "Ngày sinh phải có dạng ngày/tháng/năm, ví dụ 02/09/1990"),
        ("2/9-1990", "Ngày sinh phải có dạng ngày/tháng/năm, ví dụ 02/09/1990"),
        ("hôm qua", "Ngày sinh phải có dạng ngày/tháng/năm, ví dụ 02/09/1990"),
        ("٠٢/٠٩/١٩٩٠", "Ngày sinh phải có dạng ngày/tháng/năm, ví dụ 02/09/1990"),
        ("29/2/2017", "Ngày sinh không có trong lịch; xem lại ngày và tháng"),
        ("31/11/2000", "Ngày sinh không có trong lịch; xem lại ngày và tháng"),
        ("0/1/2000", "Ngày sinh không có trong lịch; xem lại ngày và tháng"),
        ("1/1/0199", "Ngày sinh phải có năm từ 1800 đến 2200"),
        ("9/11/2017", "Ngày sinh không được sau ngày nộp hồ sơ (08/11/2017)"),
    ],
)
def test_a_wrong_date_says_what_is_wrong(raw, sentence):
    assert says(Date("Ngày sinh", not_future=True), raw) == sentence


def test_a_date_may_have_to_lie_ahead():
    assert says(Date("Ngày khởi công", not_past=True), "7/11/2017").startswith("Ngày khởi công không được trước")
    assert Date("Ngày khởi công", not_past=True).parse("8/11/2017", ASKED) == date(2017, 11, 8)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234,50", "1234.5"),
        ("12.5", "12.5"),
        ("1.234", "1234"),
        ("0,5", "0.5"),
        ("0.25", "0.25"),
        ("-0", "0"),
        ("1 234,5", "1234.5"),
    ],
)
def test_decimals_are_vietnamese_and_exact(raw, value):
    parsed = Decimal("Diện tích").parse(raw)
    assert isinstance(parsed, Number)
    assert str(parsed) == value


@pytest.mark.parametrize("raw", ["1e3", "inf", "NaN", "1_000", "1,2,3", "1.23.4", ",5", "5,", "+5", "0x10", "--1", "½"])
def test_what_only_looks_like_a_number_is_refused(raw):
    assert "phải là số" in says(Decimal("Diện tích"), raw)


def test_numbers_keep_their_bounds_and_places():
    area = Decimal("Diện tích", least=1, most=Number("10.5"), unit="m²", places=1)
    assert says(area, "0,5") == "Diện tích phải từ 1 m² trở lên"
    assert says(area, "10,6") == "Diện tích không được quá 10,5 m²"
    assert says(area, "1,25") == "Diện tích chỉ được có tối đa 1 chữ số sau dấu phẩy"
    assert says(Integer("Số tầng"), "-1") == "Số tầng phải từ 0 trở lên"
    assert Integer("Nhiệt độ", least=None).parse("-5") == -5
    assert says(Integer("Số tầng"), "1,5").startswith("Số tầng phải là số nguyên")


@pytest.mark.parametrize("raw", ["1.500.000", "1500000", "1 500 000", "1.500.000 đ", "1.500.000đồng", "1500000 VND"])
def test_money_is_whole_dong(raw):
    assert Money("Vốn").parse(raw) == 1_500_000


def test_a_comma_in_money_can_be_read_two_ways_and_is_refused():
    assert says(Money("Vốn"), "1,500") == "Vốn phải là số tiền viết bằng chữ số, ví dụ 1.000.000"
    assert Money("Vốn").show(1_500_000) == "1.500.000 đồng"


def test_options_outside_the_list_are_refused():
    assert says(Choice("Ngành nghề", OPTIONS), "z") == "Chọn ngành nghề trong danh sách"
    assert says(Many("Mặt hàng", OPTIONS), "z") == "Chọn mặt hàng trong danh sách"
    assert says(Commune("Xã"), "00000") == "Chọn xã trong danh sách xã, thị trấn của huyện"


def test_where_the_center_has_not_said_its_communes_the_name_is_typed():
    field, unsaid = Commune("Xã"), Asked(date(2017, 11, 8))
    assert field.parse(" Xã  Ước Lễ ", unsaid) == "Xã Ước Lễ"
    assert field.show("Xã Ước Lễ", COMMUNES) == "Xã Ước Lễ"  # the list may come later
    with pytest.raises(Refused, match="Nhập xã"):
        field.parse("", unsaid)
    with pytest.raises(Refused, match="tối đa 100 ký tự"):
        field.parse("x" * 101, unsaid)
    assert Many("Mặt hàng", OPTIONS).read(["b", "a", "a"], ASKED) == ("a", "b")


def test_text_is_cleaned_and_measured():
    assert Text("Họ và tên").parse("  Nguye\u0302\u0303n \t An\n") == "Nguyễn An"
    assert says(Text("Họ và tên"), "x" * 201) == "Họ và tên chỉ được dài tối đa 200 ký tự (đang có 201)"
    assert says(LongText("Lý do"), "x" * 4001).startswith("Lý do chỉ được dài tối đa 4000")
    assert LongText("Lý do").parse("a\r\nb") == "a\nb"
    assert Text("Họ và tên").parse("<script>alert(1)</script>") == "<script>alert(1)</script>"


def test_a_pattern_shows_its_example():
    number = Text("Số phát hành", pattern=r"[A-Z]{2} ?[0-9]{6}", example="BG 123456", uppercase=True)
    assert number.parse("bg 123456") == "BG 123456"
    assert says(number, "123") == "Số phát hành chưa đúng dạng, ví dụ BG 123456"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Text(""), "cần một tên"),
        (lambda: Text("Ho\u0323 te\u0302n"), "NFC"),
        (lambda: Text("Họ\ntên"), "ký tự điều khiển"),
        (lambda: Text("Họ tên", pattern="a"), "đi cùng example"),
        (lambda: Text("Họ tên", pattern="(", example="a"), "không đọc được"),
        (lambda: Text("Họ tên", pattern="a", example="b"), "không khớp"),
        (lambda: Text("Họ tên", longest=0), "longest"),
        (lambda: Choice("Loại", {"a": "A"}), "từ hai lựa chọn trở lên"),
        (lambda: Choice("Loại", ["a", "b"]), "từ hai lựa chọn trở lên"),
        (lambda: Choice("Loại", {"a": "A", "B b": "B"}), "chỉ gồm a-z"),
        (lambda: Choice("Loại", {"a": "A", "b": ""}), "cần một câu tiếng Việt"),
        (lambda: Choice("Loại", {"a": "A", "b": "A"}), "cùng tên"),
        (lambda: Integer("Số", least=2, most=1), "least lớn hơn"),
        (lambda: Integer("Số", most=1.5), "không phải float"),
        (lambda: Decimal("Số", places=0), "places"),
        (lambda: Text("A").shown_if(True), "không phải điều kiện"),
    ],
)
def test_impossible_fields_are_refused_where_they_are_written(make, sentence):
    with pytest.raises(DefinitionError, match=sentence):
        make()
