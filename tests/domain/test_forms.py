import json
from datetime import date
from decimal import Decimal as Number

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Decimal,
    Form,
    IdNumber,
    Integer,
    LandParcel,
    Many,
    Money,
    Paper,
    Part,
    Person,
    Rows,
    Section,
    Text,
    YesNo,
    age,
    check,
)
from motcua.domain.definition import FormDefinition
from motcua.domain.forms import WHOLE_FORM, CodeCheck, run_code_checks
from motcua.domain.showing import Line

FILED = date(2017, 11, 8)
COMMUNES = {"09247": "Phượng Mao"}


class HouseholdBusinessForm(Form):
    """Giấy đề nghị đăng ký hộ kinh doanh."""

    owner = Section("Chủ hộ kinh doanh")
    owner_name = Text("Họ và tên")
    owner_born = Date("Ngày sinh")
    owner_id = IdNumber("Số giấy tờ tùy thân")

    business = Section("Hộ kinh doanh")
    trade = Choice("Ngành nghề", {"retail": "Bán lẻ", "food": "Ăn uống", "other": "Khác"})
    trade_detail = Text("Nêu rõ ngành nghề").shown_if(trade.is_("other"))
    capital = Money("Vốn kinh doanh", least=1_000_000)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị", originals=1)
    id_copy = Paper("Bản sao giấy tờ tùy thân của chủ hộ", copies=1)

    @check("Chủ hộ kinh doanh phải đủ 18 tuổi.", owner_born)
    def owner_is_adult(self) -> bool:
        return age(self.owner_born, on=self.filed_on) >= 18


class Heir(Person):
    """Người nhận, với phần của mình."""

    share = Integer("Tỷ lệ", least=1, most=100, unit="%")
    guardian = Text("Người giám hộ").shown_if(age(Person.born) < 18)


class LandForm(Form):
    """Đơn đăng ký biến động đất đai."""

    seller = Person.section("Bên chuyển quyền")
    parcel = LandParcel.section("Thửa đất")
    kind = Choice("Hình thức", {"sale": "Chuyển nhượng", "gift": "Tặng cho"})
    price = Money("Giá trị hợp đồng").shown_if(kind.is_("sale"))
    tax = Computed("Thuế thu nhập cá nhân 2%", price / 50, unit="đồng", places=1).shown_if(kind.is_("sale"))
    heirs = Rows(Heir, "Bên nhận chuyển quyền", least=1, most=3)
    total = Computed("Tổng tỷ lệ", heirs.sum_of("share"), unit="%")
    consent = Text("Văn bản đồng ý của người giám hộ").shown_if(heirs.any_row(age(Heir.born) < 18))
    contract = Paper("Hợp đồng", originals=1)
    guardianship = Paper("Giấy tờ giám hộ", copies=1).shown_if(heirs.any_row(age(Heir.born) < 18))

    shares_are_whole = Check("Tổng tỷ lệ phải là 100%.", total.is_(100), at=heirs)
    not_to_oneself = Check(
        "Bên nhận phải khác bên chuyển.", heirs.all_rows(Heir.id_number.is_not(seller["id_number"])), at=heirs
    )

    @check("Bên chuyển quyền phải đủ 18 tuổi.", seller["born"])
    def seller_is_adult(self) -> bool:
        return age(self.seller.born, on=self.filed_on) >= 18

    @check("Không được có hai người cùng tên.", heirs, code_version=2)
    def heirs_differ(self) -> bool:
        return len({heir.name for heir in self.heirs}) == len(self.heirs)


def person(prefix, **changed):
    answers = {
        "name": "Nguyễn Văn An",
        "born": "2/9/1960",
        "id_kind": "cmnd",
        "id_number": "125123456",
        "address": "Phượng Mao, Quế Võ",
    } | changed
    return {f"{prefix}.{key}": [value] for key, value in answers.items()}


LAND = (
    person("seller")
    | {
        "parcel.certificate": ["bg 123456"],
        "parcel.book_number": ["CH 00123"],
        "parcel.map_sheet": ["12"],
        "parcel.parcel": ["1 phần 15"],
        "parcel.area": ["120,5"],
        "parcel.land_kind": ["ont"],
        "parcel.commune": ["09247"],
        "kind": ["sale"],
        "price": ["500.000.000"],
    }
    | person("heirs.0", name="Lê Thị Bình", id_number="125999999", share="60")
    | person("heirs.4", name="Trần Chi", id_number="125888888", share="40")
)

HOUSE = {
    "owner_name": ["Nguyễn Văn An"],
    "owner_born": ["2/9/1990"],
    "owner_id": ["125123456"],
    "trade": ["food"],
    "capital": ["50.000.000"],
}


def parse_land(**changed):
    raw = LAND | {key.replace("__", "."): [value] for key, value in changed.items()}
    return LandForm.parse(raw, filed_on=FILED, communes=COMMUNES)


# The example of the design


def test_the_example_of_the_design_takes_a_dossier():
    filled = HouseholdBusinessForm.parse(HOUSE, filed_on=FILED)
    assert filled.errors == {}
    assert filled.answers == {
        "owner_name": "Nguyễn Văn An",
        "owner_born": date(1990, 9, 2),
        "owner_id": "125123456",
        "trade": "food",
        "capital": 50_000_000,
    }
    assert HouseholdBusinessForm.definition.title == "Giấy đề nghị đăng ký hộ kinh doanh"
    assert HouseholdBusinessForm.definition.sensitive_keys == {"owner_id"}
    assert [paper.numbers for paper in HouseholdBusinessForm.definition.papers] == ["1 bản chính", "1 bản sao"]


def test_the_example_refuses_a_minor_on_the_day_of_filing():
    day_before = HOUSE | {"owner_born": ["9/11/1999"]}
    assert HouseholdBusinessForm.parse(day_before, filed_on=FILED).errors == {
        "owner_born": "Chủ hộ kinh doanh phải đủ 18 tuổi."
    }
    assert HouseholdBusinessForm.parse(day_before, filed_on=date(2017, 11, 9)).errors == {}


def test_all_errors_come_at_once_and_right_answers_stay():
    filled = HouseholdBusinessForm.parse(
        {"owner_name": ["An"], "owner_born": ["31/2/1990"], "trade": ["x"], "capital": ["5"]}, filed_on=FILED
    )
    assert filled.answers == {"owner_name": "An"}
    assert filled.errors == {
        "owner_born": "Ngày sinh không có trong lịch; xem lại ngày và tháng",
        "owner_id": "Nhập số giấy tờ tùy thân",
        "trade": "Chọn ngành nghề trong danh sách",
        "capital": "Vốn kinh doanh phải từ 1.000.000 đồng trở lên",
    }


def test_hidden_questions_are_neither_asked_nor_kept():
    filled = HouseholdBusinessForm.parse(HOUSE | {"trade_detail": ["Bí mật"]}, filed_on=FILED)
    assert "trade_detail" not in filled.answers
    assert filled.errors == {}
    asked = HouseholdBusinessForm.parse(HOUSE | {"trade": ["other"]}, filed_on=FILED)
    assert asked.errors == {"trade_detail": "Nhập nêu rõ ngành nghề"}


def test_strange_names_are_reported_in_one_sentence():
    raw = HOUSE | {"<script>": ["1"], "owner": ["x"], "request": ["x"], "a\x00b": ["x"], "x" * 900: ["x"]}
    sentence = HouseholdBusinessForm.parse(raw, filed_on=FILED).errors[WHOLE_FORM]
    assert sentence.startswith("Biểu mẫu gửi lên có mục lạ: “<script>”, “owner”, “request” và 2 mục khác")


def test_a_visible_form_leaves_out_empty_headings():
    class Small(Form):
        """Nhỏ."""

        first = Section("Một")
        wants = YesNo("Có thêm")
        more = Section("Hai").shown_if(wants.is_(True))
        detail = Text("Chi tiết")
        last = Section("Ba")
        end = Text("Kết")

    def keys(answers):
        return [item.key for item in Small.definition.visible(answers, filed_on=FILED)]

    assert keys({}) == ["first", "wants", "last", "end"]
    assert keys({"wants": True}) == ["first", "wants", "more", "detail", "last", "end"]


# Parts, rows, computed values


def test_a_land_dossier_with_two_heirs_is_read():
    filled = parse_land()
    assert filled.errors == {}
    assert filled.answers["parcel.certificate"] == "BG 123456"
    assert filled.answers["parcel.area"] == Number("120.5")
    assert [heir["name"] for heir in filled.answers["heirs"]] == ["Lê Thị Bình", "Trần Chi"]
    assert filled.answers["total"] == 100
    assert filled.answers["tax"] == 10_000_000
    assert "heirs.4.share" in filled.names
    assert "heirs.4.guardian" not in filled.names


def test_errors_in_rows_carry_the_posted_name():
    filled = parse_land(heirs__4__born="x", heirs__0__share="500")
    assert filled.errors == {
        "heirs.4.born": "Ngày sinh phải có dạng ngày/tháng/năm, ví dụ 02/09/1990",
        "heirs.0.share": "Tỷ lệ không được quá 100 %",
    }


def test_a_row_may_ask_more_than_its_neighbour():
    filled = parse_land(heirs__4__born="1/1/2010", heirs__4__id_kind="passport", heirs__4__id_number="B1234567")
    assert filled.errors == {
        "heirs.4.guardian": "Nhập người giám hộ",
        "consent": "Nhập văn bản đồng ý của người giám hộ",
    }
    papers = [item.key for item in LandForm.definition.visible(filled.answers, filed_on=FILED) if item.kind == "paper"]
    assert papers == ["contract", "guardianship"]
    row = LandForm.definition.visible_in_row(
        LandForm.definition.field("heirs"), filled.answers["heirs"][1], filled.answers, filed_on=FILED
    )
    assert "heirs.guardian" in [item.key for item in row]


def test_checks_speak_of_sums_rows_and_parts():
    assert parse_land(heirs__4__share="30").errors == {"heirs": "Tổng tỷ lệ phải là 100%."}
    assert parse_land(heirs__0__id_number="125123456").errors == {"heirs": "Bên nhận phải khác bên chuyển."}
    assert parse_land(heirs__4__name="Lê Thị Bình").errors == {"heirs": "Không được có hai người cùng tên."}
    assert parse_land(seller__born="1/1/2005").errors == {"seller.born": "Bên chuyển quyền phải đủ 18 tuổi."}


def test_the_checks_of_a_part_hold_in_every_place_and_row():
    sentence = "Ngày cấp giấy tờ tùy thân phải sau ngày người đó đủ 14 tuổi"
    assert parse_land(seller__id_issued_on="1/9/1974").errors == {"seller.id_issued_on": sentence}
    assert parse_land(seller__id_issued_on="2/9/1974").errors == {}
    assert parse_land(heirs__4__id_issued_on="1/9/1974").errors == {"heirs.4.id_issued_on": sentence}


def test_warnings_do_not_block():
    filled = parse_land(heirs__4__id_kind="cccd", heirs__4__id_number="027090123456", seller__name="An")
    assert filled.errors == {}
    assert set(filled.warnings) == {"heirs.4.id_number", "seller.name"}


def test_empty_rows_are_dropped_unless_they_are_needed():
    blank = {f"heirs.2.{key}": [" "] for key in ("name", "born", "share")}
    filled = LandForm.parse(LAND | blank, filed_on=FILED, communes=COMMUNES)
    assert filled.errors == {}
    assert len(filled.answers["heirs"]) == 2
    only_blank = {key: value for key, value in (LAND | blank).items() if not key.startswith(("heirs.0", "heirs.4"))}
    errors = LandForm.parse(only_blank, filed_on=FILED, communes=COMMUNES).errors
    assert errors["heirs.2.name"] == "Nhập họ và tên"


def test_too_few_and_too_many_rows_are_refused_in_words():
    none = {key: value for key, value in LAND.items() if not key.startswith("heirs")}
    errors = LandForm.parse(none, filed_on=FILED, communes=COMMUNES).errors
    assert errors["heirs"] == "Nhập ít nhất 1 bên nhận chuyển quyền"
    many = LAND | {f"heirs.{number}.name": [f"Người {number}"] for number in range(200)}
    errors = LandForm.parse(many, filed_on=FILED, communes=COMMUNES).errors
    assert errors["heirs"] == "Bên nhận chuyển quyền: chỉ được tối đa 3 dòng (đang có 200)"
    assert not any(name.startswith("heirs.150") for name in errors)


@pytest.mark.parametrize("index", ["-1", "01", "1e1", "99999", "٣", "", "x"])
def test_only_plain_row_numbers_are_known(index):
    name = f"heirs.{index}.name"
    errors = LandForm.parse(LAND | {name: ["x"]}, filed_on=FILED, communes=COMMUNES).errors
    assert list(errors) == [WHOLE_FORM]


def test_a_definition_knows_its_posted_names():
    knows = LandForm.definition.knows
    assert all(knows(name) for name in LAND)
    assert not any(
        knows(name) for name in ("applicant.name", "heirs", "heirs.0", "heirs.0.x", "parcel", "contract", "")
    )


def test_parts_can_stand_in_parts():
    class Couple(Part):
        """Vợ chồng."""

        husband = Person.section("Chồng")
        wife = Person.section("Vợ")
        not_the_same = Check("Phải là hai người", husband["id_number"].is_not(wife["id_number"]), at=wife["id_number"])

    class Marriage(Form):
        """Kết hôn."""

        couple = Couple.section("Hai bên")

    same = person("couple.husband") | person("couple.wife")
    filled = Marriage.parse(same, filed_on=FILED)
    assert filled.errors == {"couple.wife.id_number": "Phải là hai người"}
    form = Marriage(filled.answers, filed_on=FILED)
    assert form.couple.wife.born == date(1960, 9, 2)


def test_a_subclass_may_add_and_replace():
    class Base(Form):
        """Gốc."""

        name = Text("Tên")
        note = Text("Ghi chú")

    class More(Base):
        """Thêm."""

        note = Text("Ghi chú dài", optional=True)
        end = Text("Kết")

    assert [item.label for item in Base.definition.items] == ["Tên", "Ghi chú"]
    assert [item.label for item in More.definition.items] == ["Tên", "Ghi chú dài", "Kết"]


def test_a_heading_with_a_condition_hides_all_below_it():
    class Hiding(Form):
        """Ẩn."""

        wants = YesNo("Có vợ")
        wife = Person.section("Vợ").shown_if(wants.is_(True))
        rest = Section("Khác").shown_if(wants.is_(False))
        reason = Text("Lý do")

    assert Hiding.parse({"wants": ["no"], "reason": ["x"]} | person("wife"), filed_on=FILED).answers == {
        "wants": False,
        "reason": "x",
    }
    assert set(Hiding.parse({"wants": ["yes"]}, filed_on=FILED).errors) == {
        "wife.name", "wife.born", "wife.id_kind", "wife.id_number", "wife.address",
    }  # fmt: skip


# Code checks


def test_a_check_that_reads_an_unanswered_field_is_skipped():
    assert HouseholdBusinessForm.run_code_checks({}, filed_on=FILED).errors == {}
    assert HouseholdBusinessForm.run_code_checks({}, filed_on=FILED).unchecked == ()


def test_a_check_that_breaks_is_reported_and_nobody_is_stopped():
    class Broken(Form):
        """Hỏng."""

        number = Integer("Số")

        @check("Phải chia hết.", number)
        def divides(self) -> bool:
            return 10 // self.number > 0

    filled = Broken.parse({"number": ["0"]}, filed_on=FILED)
    assert filled.errors == {}
    assert filled.unchecked == ("Phải chia hết.",)
    outcome = Broken.run_code_checks({"number": 0}, filed_on=FILED)
    assert [(key, type(why)) for key, why in outcome.failures] == [("divides", ZeroDivisionError)]


def test_a_stored_check_runs_only_in_its_own_version():
    answers = parse_land(seller__born="1/1/2005").answers
    stored = FormDefinition.from_data(LandForm.definition.to_data()).code_checks
    assert run_code_checks(LandForm, stored, answers, FILED).errors == {
        "seller.born": "Bên chuyển quyền phải đủ 18 tuổi."
    }
    older = [CodeCheck("heirs_differ", "Không trùng.", ("heirs",), 1), CodeCheck("gone", "Đã bỏ.", ("kind",))]
    assert run_code_checks(LandForm, older, answers, FILED).unchecked == ("Không trùng.", "Đã bỏ.")
    assert run_code_checks(None, stored, answers, FILED).unchecked == tuple(each.sentence for each in stored)


# Storage and showing


@pytest.mark.parametrize("form", [HouseholdBusinessForm, LandForm], ids=lambda form: form.__name__)
def test_a_stored_definition_reads_and_shows_like_the_class(form):
    data = json.loads(json.dumps(form.definition.to_data()))
    stored = FormDefinition.from_data(data)
    assert stored.to_data() == data
    raw = (LAND if form is LandForm else HOUSE) | {"seller.id_issued_on": ["1/1/1970"]}
    here = form.definition.parse(raw, filed_on=FILED, communes=COMMUNES)
    there = stored.parse(raw, filed_on=FILED, communes=COMMUNES)
    assert there == here
    assert here.errors
    assert stored.show(there.answers, COMMUNES) == form.definition.show(here.answers, COMMUNES)
    assert stored.sensitive_keys == form.definition.sensitive_keys
    assert [check.condition.says for check in stored.checks] == [c.condition.says for c in form.definition.checks]


def test_answers_survive_as_json():
    definition = LandForm.definition
    answers = parse_land(kind="gift").answers
    stored = json.loads(json.dumps(definition.answers_to_json(answers)))
    assert definition.answers_from_json(stored) == answers
    assert stored["parcel.area"] == "120.5"
    assert stored["heirs"][0]["born"] == "1960-09-02"


def test_answers_can_be_typed_again():
    answers = parse_land().answers
    again = LandForm.parse(LandForm.definition.typed(answers), filed_on=FILED, communes=COMMUNES)
    assert again.errors == {}
    assert again.answers == answers


def test_answers_are_shown_by_section_and_row():
    shown = LandForm.definition.show(parse_land().answers, COMMUNES)
    assert [section.title for section in shown] == [
        "Bên chuyển quyền",
        "Thửa đất",
        "Bên nhận chuyển quyền 1",
        "Bên nhận chuyển quyền 2",
        "Bên nhận chuyển quyền",
    ]
    lines = {line.key: line for section in shown for line in section.lines}
    assert lines["parcel.commune"].text == "Phượng Mao"
    assert lines["heirs.1.share"].text == "40 %"
    assert lines["tax"].text == "10.000.000 đồng"
    assert lines["total"].text == "100 %"
    assert lines["seller.id_number"] == Line("Số giấy tờ tùy thân", "125123456", "seller.id_number", True)
    assert LandForm.definition.sensitive_keys == {"seller.id_number", "heirs.id_number"}


def test_stored_answers_are_judged_again():
    answers = dict(parse_land().answers) | {"total": 90}
    assert LandForm.definition.failed(answers, filed_on=FILED) == {"heirs": "Tổng tỷ lệ phải là 100%."}


NAMES = st.sampled_from([*LAND, *HOUSE, "heirs.1.name", "heirs.9.x", "trade_detail", "", "*", "heirs", "seller"])
TEXTS = st.text(max_size=15) | st.sampled_from(["sale", "gift", "1/1/2010", "125123456", "60", "yes", "09247"])


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(NAMES | st.text(max_size=8), st.lists(TEXTS, max_size=2) | st.just([None]), max_size=12))
def test_whatever_is_posted_the_answer_is_sentences(raw):
    filled = LandForm.parse(LAND | raw, filed_on=FILED, communes=COMMUNES)
    assert all(isinstance(sentence, str) and sentence for sentence in filled.errors.values())
    definition = LandForm.definition
    stored = json.loads(json.dumps(definition.answers_to_json(filled.answers)))
    assert definition.answers_from_json(stored) == filled.answers
    definition.show(filled.answers)
    definition.visible(filled.answers, filed_on=FILED)
    known = {**dict.fromkeys(definition.by_key), WHOLE_FORM: None}
    for name in filled.errors:
        group, _, rest = name.partition(".")
        assert name in known or f"{group}.{rest.partition('.')[2]}" in known


# A form is used by two classes at once


def test_one_part_in_two_places_stays_two():
    filled = parse_land(seller__name="Bán Nhà")
    form = LandForm(filled.answers, filed_on=FILED)
    assert form.seller.name == "Bán Nhà"
    assert form.heirs[1].name == "Trần Chi"
    assert form.filed_on == FILED
    assert LandForm.seller["name"].key == "seller.name"
    assert Person.name.key == "name"
    assert Decimal("x").key == ""
    assert Many("Đồ", {"a": "A", "b": "B"}).key == ""
