"""Every mistake that can be found when a form's class is built is found then, with the form's name in the sentence."""

import pytest

from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Form,
    IdNumber,
    Integer,
    Paper,
    Part,
    Person,
    Rows,
    Section,
    Text,
    YesNo,
    age,
    answer,
    check,
)
from motcua.domain.errors import DefinitionError


class Party(Part):
    """Bên."""

    name = Text("Họ và tên")
    share = Integer("Phần")


class Other(Form):
    """Tờ khác."""

    kind = Choice("Loại", {"a": "A", "b": "B"})
    note = Text("Ghi chú")


def build(**body):
    return type(Form)("Wrong", (Form,), body)


def refused(sentence, **body):
    with pytest.raises(DefinitionError, match=sentence) as caught:
        build(**body)
    assert caught.value.where == "Wrong"


def test_a_right_form_is_not_refused():
    assert build(name=Text("Tên")).definition.fields[0].key == "name"


def test_an_empty_form():
    refused("tờ khai trống", heading=Section("Một"))
    refused("tờ khai trống")


def test_two_questions_with_one_label_in_a_section():
    refused("hai mục cùng tên “Tên”", one=Text("Tên"), two=Text("Tên"))
    build(one=Text("Tên"), heading=Section("Khác"), two=Text("Tên"))


def test_two_headings_or_papers_with_one_label():
    refused("hai mục cùng tên", a=Section("Một"), name=Text("Tên"), b=Section("Một"), other=Text("Khác"))
    refused("hai mục cùng tên", a=Paper("Đơn", 1), heading=Section("Một"), b=Paper("Đơn", 1))


def test_two_items_with_one_key():
    refused("hai mục cùng khóa 'name'", name=Text("Tên"), paper=Paper("Đơn", 1, key="name"))


def test_a_name_used_twice_in_one_body():
    with pytest.raises(DefinitionError, match="'name' dùng hai lần"):

        class Twice(Form):
            """Hai lần."""

            name = Text("Tên")
            name = Text("Tên khác")  # noqa: PIE794


def test_one_object_under_two_names():
    name = Text("Tên")
    refused("đã đứng trên một tờ khai với tên 'one'", one=name, two=name)


def test_a_name_that_is_not_plain_ascii():
    refused("chữ thường không dấu", Tên=Text("Tên"))
    refused("chữ thường không dấu", _name=Text("Tên"))


@pytest.mark.parametrize("name", ["filed_on", "channel", "definition", "parse", "applicant", "proxy"])
def test_a_name_of_the_platform(name):
    refused("là của nền tảng", **{name: Text("Tên")})


def test_a_condition_on_a_later_field():
    later = YesNo("Có")
    refused("đứng sau nó trên tờ khai", name=Text("Tên").shown_if(later.is_(True)), later=later)


def test_a_condition_on_itself():
    name = Text("Tên")
    refused("phụ thuộc vào chính nó", name=name.shown_if(name.answered()))


def test_a_condition_on_another_forms_field():
    refused("không phải câu hỏi của tờ khai này", name=Text("Tên").shown_if(Other.kind.is_("a")))


def test_a_condition_on_a_field_of_the_same_name_elsewhere():
    refused("không phải câu hỏi của tờ khai này", note=Text("Tên"), end=Text("Kết").shown_if(Other.note.answered()))


def test_a_condition_on_a_field_that_stands_nowhere():
    refused("không phải câu hỏi của tờ khai này", name=Text("Tên").shown_if(YesNo("Có").is_(True)))


def test_a_condition_by_an_unknown_key():
    refused("không phải câu hỏi của tờ khai này", name=Text("Tên").shown_if(answer("gone").is_("x")))


def test_a_condition_by_key_with_an_unknown_option():
    kind = Choice("Loại", {"a": "A", "b": "B"})
    refused("không có lựa chọn 'c'", kind=kind, name=Text("Tên").shown_if(answer("kind").is_("c")))


def test_an_unknown_option_fails_on_its_own_line():
    with pytest.raises(DefinitionError, match="không có lựa chọn 'foood'"):

        class Trade(Form):
            """Ngành nghề."""

            trade = Choice("Ngành nghề", {"retail": "Bán lẻ", "food": "Ăn uống"})
            detail = Text("Nêu rõ").shown_if(trade.is_("foood"))


def test_two_conditions_joined_by_and():
    with pytest.raises(DefinitionError, match=r"nối các điều kiện bằng & \| ~"):

        class Trade(Form):
            """Ngành nghề."""

            trade = Choice("Ngành nghề", {"retail": "Bán lẻ", "food": "Ăn uống"})
            is_new = YesNo("Mới")
            detail = Text("Nêu rõ").shown_if(trade.is_("food") and is_new.is_(True))


def test_shown_if_twice():
    first = YesNo("Có")
    with pytest.raises(DefinitionError, match="hai shown_if"):
        Text("Tên").shown_if(first.is_(True)).shown_if(first.is_(True))


def test_a_field_of_rows_read_without_the_rows():
    rows = Rows(Party, "Các bên")
    refused(r"dùng any_row\(\)", parties=rows, end=Text("Kết").shown_if(rows["share"] > 5))
    end = Text("Kết")
    rows = Rows(Party, "Các bên")
    refused(r"dùng any_row\(\)", parties=rows, end=end, wrong=Check("Sai", rows["share"] > 5, at=end))


def test_rows_in_rows_and_in_parts():
    with pytest.raises(DefinitionError, match="không đặt được trong phần dùng lại"):

        class Nested(Part):
            """Lồng nhau."""

            parties = Rows(Party, "Các bên")


def test_papers_in_rows():
    class Papered(Part):
        """Có giấy tờ."""

        name = Text("Tên")
        paper = Paper("Đơn", originals=1)

    with pytest.raises(DefinitionError, match="không đặt được trong nhóm dòng"):
        Rows(Papered, "Các bên")


def test_a_part_without_fields_or_with_platform_names():
    with pytest.raises(DefinitionError, match="không có câu hỏi nào"):

        class Bare(Part):
            """Trống."""

    with pytest.raises(DefinitionError, match="'section' là của nền tảng"):

        class Clash(Part):
            """Trùng."""

            section = Text("Mục")


def test_a_code_check_in_a_part():
    with pytest.raises(DefinitionError, match="@check thuộc về tờ khai"):

        class Checked(Part):
            """Có kiểm tra."""

            name = Text("Tên")

            @check("Sai", name)
            def is_right(self) -> bool:
                return True


@pytest.mark.parametrize(("least", "most"), [(-1, 3), (4, 3), (0, 0), (0, 51)])
def test_rows_with_impossible_numbers(least, most):
    with pytest.raises(DefinitionError, match="least và most"):
        Rows(Party, "Các bên", least=least, most=most)


def test_a_check_at_a_field_that_is_not_here():
    name = Text("Tên")
    refused("phải báo tại một câu hỏi của tờ khai này", name=name, wrong=Check("Sai", name.answered(), at=Other.note))
    name = Text("Tên")
    refused("phải báo tại một câu hỏi của tờ khai này", name=name, wrong=Check("Sai", name.answered(), at="gone"))
    name = Text("Tên")
    refused("phải báo tại", name=name, paper=Paper("Đơn", 1), wrong=Check("Sai", name.answered(), at="paper"))


def test_a_check_that_reads_a_field_that_is_not_here():
    name = Text("Tên")
    refused("không phải câu hỏi của tờ khai này", name=name, wrong=Check("Sai", Other.note.answered(), at=name))


def test_a_code_check_at_a_field_that_is_not_here():
    refused("không có trên tờ khai này", name=Text("Tên"), wrong=check("Sai", Other.note)(lambda self: True))


def test_a_code_check_without_field_sentence_or_version():
    with pytest.raises(DefinitionError, match="cần câu hỏi"):
        check("Sai")
    with pytest.raises(DefinitionError, match="cần một câu tiếng Việt"):
        check(" ", Text("Tên"))
    name = Text("Tên")
    refused("là số nguyên từ 1", name=name, wrong=check("Sai", name, code_version=0)(lambda self: True))


def test_a_check_that_is_not_a_condition():
    name = Text("Tên")
    with pytest.raises(DefinitionError, match="không phải điều kiện"):
        Check("Sai", name == "An", at=name)
    with pytest.raises(DefinitionError, match="cần một câu tiếng Việt"):
        Check("", name.answered(), at=name)


def test_a_computed_value_of_nothing_or_of_later_fields():
    with pytest.raises(DefinitionError, match="không phải biểu thức"):
        Computed("Tổng", 5)
    number = Integer("Số")
    refused("đứng sau nó", total=Computed("Tổng", number + 1), number=number)


def test_identity_hints_look_backward_too():
    born = Date("Ngày sinh")
    refused("đứng sau nó", number=IdNumber("Số giấy tờ", born=born), born=born)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Paper("Đơn"),
        lambda: Paper("Đơn", originals=-1),
        lambda: Paper("Đơn", copies=1.5),
        lambda: Paper("Đơn", copies=True),
        lambda: Paper("Đơn", copies=1, key="Đơn"),
    ],
)
def test_papers_without_a_number(make):
    with pytest.raises(DefinitionError, match="Đơn"):
        make()


def test_a_presented_paper_needs_no_number():
    paper = Paper("Sổ hộ khẩu", presented=True)
    assert paper.numbers == "1 bản chính (xuất trình)"
    assert paper.kept == "shown"
    assert Paper("Đơn", 1, 2, 3).numbers == "1 bản chính, 2 bản sao chứng thực, 3 bản sao"


def test_a_label_that_is_not_nfc():
    with pytest.raises(DefinitionError, match="NFC"):
        Section("Ho\u0323")


def test_an_unknown_field_of_a_placed_part():
    with pytest.raises(DefinitionError, match="không có câu hỏi 'age'"):
        Person.section("Chủ hộ")["age"]


def test_a_later_field_inside_rows():
    with pytest.raises(DefinitionError, match="đứng sau nó"):

        class Late(Part):
            """Muộn."""

            guardian = Text("Giám hộ").shown_if(age(answer("born")) < 18)
            born = Date("Ngày sinh")
