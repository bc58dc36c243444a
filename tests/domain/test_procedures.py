"""Procedures refuse at import what can't be meant, and their versions outlive the code."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.api.fees import by, fixed, per_copy
from motcua.api.forms import Choice, Date, Form, Integer, Money, Paper, Section, Text, age, check
from motcua.api.letters import Letter
from motcua.api.routes import (
    Desk,
    Route,
    Step,
    TermRule,
    calendar_days,
    financial_obligation,
    otherwise,
    same_day,
    when,
    working_days,
)
from motcua.domain.codes import local, national
from motcua.domain.conditions import Env, answer
from motcua.domain.contributions import Check
from motcua.domain.errors import DefinitionError
from motcua.domain.fees import free
from motcua.domain.plans import RoutingRule
from motcua.domain.procedures import Procedure, ProcedureVersion, canonical

EXAMPLE = '''
"""Đăng ký thành lập hộ kinh doanh."""

from motcua.api import Procedure, national
from motcua.api.forms import Choice, Date, Form, IdNumber, Money, Paper, Section, Text, age, check
from motcua.api.routes import Desk, Route, Step, hours, otherwise, when, working_days

REGISTRAR = Desk("registrar", "Chuyên viên đăng ký kinh doanh")
HEAD = Desk("head", "Trưởng phòng Tài chính - Kế hoạch")


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


verify = Step("Thẩm định", REGISTRAR, within=working_days(1.5))
sign = Step("Ký giấy chứng nhận", HEAD, within=working_days(1))

REGISTRATION = Procedure(
    key="dang-ky-ho-kinh-doanh",
    codes=(national("1.001612"),),
    title="Đăng ký thành lập hộ kinh doanh",
    sector="Thành lập và hoạt động của hộ kinh doanh",
    form=HouseholdBusinessForm,
    route=Route(otherwise(verify, sign)),        # reception and hand-back are added by the platform
    term=working_days(3),
    result="Giấy chứng nhận đăng ký hộ kinh doanh",
    legal_basis=("Nghị định 78/2015/NĐ-CP",),
)
'''

OFFICER = Desk("officer", "Chuyên viên")
HEAD = Desk("head", "Trưởng phòng", signs=True)
SIGN = Step("Ký", HEAD, working_days(1))


class Sample(Form):
    """Đơn đề nghị."""

    first = Section("Nội dung")
    kind = Choice("Loại việc", {"a": "Cấp mới", "b": "Cấp lại"})
    copies = Integer("Số bản", least=1)
    price = Money("Giá trị", least=1)
    born = Date("Ngày sinh")
    paper = Paper("Đơn", originals=1)

    @check("Phải đủ 18 tuổi.", born)
    def is_adult(self) -> bool:
        return age(self.born, on=self.filed_on) >= 18


class Other(Form):
    """Đơn khác."""

    colour = Choice("Màu", {"red": "Đỏ", "blue": "Xanh"})


def procedure(**changes: Any) -> Procedure:
    return Procedure(
        **{
            "key": "cap-giay",
            "title": "Cấp giấy",
            "sector": "Lĩnh vực",
            "form": Sample,
            "route": Route(
                when(Sample.kind.is_("b"), SIGN), otherwise(Step("Thẩm định", OFFICER, working_days(1)), SIGN)
            ),
            "term": working_days(3),
            "result": "Giấy",
            **changes,
        }
    )


def version(**changes: Any) -> ProcedureVersion:
    return ProcedureVersion.of(procedure(**changes), agency="tu_phap", plugin_version="1.0")


def env(**answers: Any) -> Env:
    return Env(answers, date(2017, 11, 8))


def stored(made: ProcedureVersion) -> ProcedureVersion:
    return ProcedureVersion.from_data(json.loads(json.dumps(made.to_data())))


def test_the_example_of_the_design_works_word_for_word() -> None:
    scope: dict[str, Any] = {"__name__": "example"}
    exec(compile(EXAMPLE, "example", "exec", dont_inherit=True), scope)
    made = ProcedureVersion.of(scope["REGISTRATION"], agency="tai_chinh_ke_hoach", plugin_version="1.0")
    steps = made.plan(env(), frozenset())
    assert [step.key for step in steps] == ["tiep-nhan", "tham-dinh", "ky-giay-chung-nhan", "tra-ket-qua"]
    assert sum(step.within.minutes for step in steps) == made.term.default.minutes
    assert made.national_code == "1.001612"
    assert [paper.key for paper in made.papers] == ["request", "id_copy"]
    assert made.fee.compute(env()).amount is None  # a fee that is not stated is unknown, not nil


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "Cấp giấy"}, "khóa thủ tục"),
        ({"title": " "}, "thiếu title"),
        ({"sector": ""}, "thiếu sector"),
        ({"form": object}, "lớp kế thừa Form"),
        ({"form": Form}, "lớp kế thừa Form"),
        ({"route": otherwise(SIGN)}, "route phải là"),
        ({"term": 3}, "term phải là"),
        ({"fee": 50_000}, "fee phải là"),
        ({"legal_basis": "Luật Hộ tịch"}, "legal_basis phải là một tuple"),
        ({"result": " "}, "result để trống"),
        ({"book": ""}, "book để trống"),
        ({"book": "SCT/BS", "numbered_rows": "kind"}, "không phải một nhóm dòng"),
        ({"codes": (national("1001612"),)}, "không đúng dạng"),
        ({"codes": (local("BNI-1", date(2018, 1, 1), date(2017, 1, 1)),)}, "hết hiệu lực trước"),
        ({"channels": ("pigeon",)}, "channels phải chọn"),
        ({"channels": ()}, "channels phải chọn"),
        ({"level": "galaxy"}, "level phải chọn"),
        ({"validity_months": 0}, "validity_months"),
        ({"term": working_days(0)}, "thời hạn bằng 0"),
        ({"term": TermRule(working_days(3), extendable_by=same_day())}, "extendable_by"),
        ({"letters": (Letter("giay", "Giấy", " "),)}, "phải có nội dung Typst"),
        ({"letters": (Letter("giay", "", "Giấy"),)}, "chưa có tên"),
        ({"letters": (Letter("giay", "Giấy", '#import "@preview/a:1.0.0": b'),)}, "gói ngoài"),
        ({"letters": (Letter("giay", "Giấy", "Giấy", ("colour",)),)}, "đọc mục “colour” không có"),
        ({"letters": (Letter("giay", "Giấy", "Giấy"), Letter("giay", "Giấy", "Giấy"))}, "trùng khóa"),
        ({"letters": (Letter("Giấy", "Giấy", "Giấy"),)}, "khóa mẫu in"),
        ({"route": Route(otherwise(Step("Xem", OFFICER, working_days(1))))}, "không kết thúc bằng bước ký"),
        ({"route": Route(otherwise(replace(SIGN, within=working_days(9))))}, "dài hơn thời hạn"),
        ({"route": Route(when(Sample.kind.is_("b"), SIGN))}, "thiếu nhánh otherwise"),
        ({"route": Route(when(Other.colour.is_("red"), SIGN), otherwise(SIGN))}, "colour"),
        ({"route": Route(when(answer("colour").is_("red"), SIGN), otherwise(SIGN))}, "colour"),
        ({"term": TermRule(working_days(3), (answer("colour").is_("red"), working_days(4)))}, "colour"),
        ({"fee": per_copy(1, answer("colour"))}, "colour"),
        ({"fee": fixed(1).exempt(answer("colour").is_("red"), "màu đỏ")}, "colour"),
        ({"fee": by(Sample.kind, {"a": 1})}, "chưa nêu mức"),
        ({"fee": by(Sample.kind, {"a": 1, "b": 2, "c": 3})}, "lựa chọn không có"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_procedures_key(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DefinitionError, match=sentence) as refused:
        procedure(**changes)
    assert str(refused.value).startswith(changes.get("key", "cap-giay") + ": ")


def test_a_good_procedure_is_taken() -> None:
    assert procedure().term_rule.default == working_days(3)
    assert procedure(result=None, route=Route(otherwise(Step("Xem", OFFICER, working_days(1)))))
    assert procedure(result_is_signed=False, route=Route(otherwise(Step("Xem", OFFICER, working_days(1)))))


def test_an_unknown_option_fails_on_the_line_that_names_it() -> None:
    with pytest.raises(DefinitionError):
        when(Sample.kind.is_("c"), SIGN)


def test_a_version_read_back_is_equal_and_works_alike() -> None:
    made = version(
        fee=by(Sample.kind, {"a": per_copy(8_000, Sample.copies), "b": free()}).exempt(Sample.price < 5, "giá nhỏ"),
        codes=(national("1.001612", date(2018, 1, 1)), local("BNI-1")),
        letters=(Letter("giay", "Giấy", "#set document(title: [Giấy])", ("kind",)),),
        term=TermRule(working_days(3), (Sample.kind.is_("b"), working_days(2)), extendable_by=working_days(1)),
    )
    again = stored(made)
    assert again == made
    assert hash(again) == hash(made)
    assert again.to_data() == made.to_data()
    assert again.fee.says == made.fee.says
    assert "Cấp mới: 8.000 đồng/bản" in again.fee.says
    for kind in ("a", "b"):
        answers = env(kind=kind, copies=3, price=9)
        assert again.plan(answers, frozenset()) == made.plan(answers, frozenset())
        assert again.term_for(answers) == made.term_for(answers)
        assert again.fee.compute(answers) == made.fee.compute(answers)
    assert again.fee.compute(env(kind="a", copies=3, price=9)).amount == 24_000
    assert again.term_for(env(kind="b")) == working_days(2)
    filled = again.form.parse({"kind": ["a"], "copies": ["2"], "price": ["5"], "born": ["1/2/1990"]}, filed_on=date(2017, 11, 8))  # fmt: skip  # noqa: E501
    assert filled.answers["copies"] == 2


def test_the_hash_changes_with_the_content_and_only_with_it() -> None:
    made = version()
    assert len(made.hash) == 64
    assert ProcedureVersion.of(procedure(), agency="tu_phap", plugin_version="2.0").hash == made.hash
    assert version(title="Cấp giấy khác").hash != made.hash
    assert version(term=working_days(4)).hash != made.hash
    assert version(form=type("Sample", (Sample,), {"__doc__": "Đơn đề nghị mới."})).hash != made.hash
    assert made != "cap-giay"


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": "ă", "a": 1}) == '{"a":1,"b":"ă"}'
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_a_procedure_in_calendar_days_plans_by_shares() -> None:
    steps = version(term=calendar_days(15)).plan(env(kind="a"), frozenset())
    assert sum(step.share or 0 for step in steps) == 1


# --- additions of other agencies ---------------------------------------------------------------------------------


def test_additions_travel_with_the_version_each_with_its_plugin() -> None:
    tax = Step("Nộp thuế", Desk("officer", "Cán bộ thuế"), working_days(2), awaits=financial_obligation())
    base = procedure()
    rule = RoutingRule(procedure="cap-giay", step=tax, after="tham-dinh").filled("chi_cuc_thue", base.bind)
    rich = Check("Giá phải trên 5.", answer("price") > 5, at="price", procedure="cap-giay")
    made = ProcedureVersion.of(
        base,
        agency="tu_phap",
        plugin_version="1.0",
        checks=[rich.filled("chi_cuc_thue", Sample.definition)],
        routing_rules=[rule],
    )
    again = stored(made)
    assert again == made != version()
    assert [check.plugin for check in again.checks] == ["chi_cuc_thue"]
    assert again.checks[0].fails(env(price=3))
    assert not again.checks[0].fails(env(price=6))
    assert not again.checks[0].fails(env())
    on = again.plan(env(kind="a"), frozenset({"chi_cuc_thue"}))
    assert [step.contributed_by for step in on] == [None, None, "chi_cuc_thue", None, None]
    assert len(again.plan(env(kind="a"), frozenset({"tu_phap"}))) == 4
    assert len(again.plan(env(kind="b"), frozenset({"chi_cuc_thue"}))) == 3  # its lane has no such step


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Check(" ", answer("price") > 5, at="price", procedure="x"), "thiếu câu"),
        (lambda: Check("Sai.", at="price", procedure="x"), "đúng một trong hai"),
        (lambda: Check("Sai.", answer("price") > 5, at="price", procedure="x", code=bool), "đúng một trong hai"),
        (lambda: Check("Sai.", answer("colour") > 5, at="price", procedure="x"), "colour"),
        (lambda: Check("Sai.", answer("kind").is_("z"), at="price", procedure="x"), "z"),
        (lambda: Check("Sai.", answer("price") > 5, at="colour", procedure="x"), "colour"),
        (lambda: Check("Sai.", at="colour", procedure="x", code=bool), "colour"),
        (lambda: Check("Sai.", at="price", procedure="x", code=bool, fields=("colour",)), "colour"),
    ],
)
def test_a_check_that_does_not_fit_the_form_is_refused(make: Any, sentence: str) -> None:
    with pytest.raises(DefinitionError, match=sentence):
        make().filled("chi_cuc_thue", Sample.definition)


def test_the_code_of_a_check_stays_behind() -> None:
    made = Check("Sai.", at="price", procedure="x", code=bool, fields=("price",)).filled("y", Sample.definition)
    again = Check.from_data(json.loads(json.dumps(made.to_data())))
    assert (again.code, again.code_version, again.key) == (None, 1, "sai")
    assert again == replace(made, code=None)


def test_text_fields_are_still_there_after_the_class_is_gone() -> None:
    class Short(Form):
        """Đơn."""

        head = Section("Phần")
        name = Text("Tên")

    made = version(form=Short, route=Route(otherwise(SIGN)))
    del Short
    assert stored(made).form.field("name").label == "Tên"
