"""What is asked of somebody who prepares at home: as little as their case depends on."""

from __future__ import annotations

from datetime import date

from motcua.api.forms import Choice, Form, IdNumber, Integer, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import Desk, Route, Step, otherwise, when, working_days
from motcua.domain.conditions import Env
from motcua.domain.fees import by, per_unit
from motcua.domain.procedures import Procedure, ProcedureVersion
from motcua.domain.questions import case_questions

HEAD = Desk("head", "Trưởng phòng")


class Room(Part):
    """Một phòng."""

    name = Text("Tên phòng")
    area = Integer("Diện tích")


class Asking(Form):
    """Đơn đề nghị."""

    owner = Section("Chủ cơ sở")
    name = Text("Họ và tên")
    number = IdNumber("Số giấy tờ tùy thân")

    matter = Section("Nội dung")
    kind = Choice("Trường hợp", {"new": "Cấp mới", "more": "Cấp thêm"})
    is_near = YesNo("Gần khu dân cư").shown_if(kind.is_("new"))
    remark = Text("Ghi chú", optional=True)
    room = Rows(Room, "Phòng", least=1)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị", originals=1)
    consent = Paper("Văn bản đồng ý", originals=1).shown_if(is_near.is_(True))
    noted = Paper("Giấy kèm ghi chú", copies=1).shown_if(remark.answered())
    id_paper = Paper("Giấy tờ kèm số", copies=1).shown_if(number.is_("001200000001"))


PROCEDURE = Procedure(
    key="thu-nghiem",
    title="Thủ tục thử nghiệm",
    sector="Thử nghiệm",
    form=Asking,
    route=Route(
        when(Asking.kind.is_("new"), Step("Ký", HEAD, within=working_days(1))),
        otherwise(Step("Ký lại", HEAD, within=working_days(1))),
    ),
    term=working_days(3),
    result="Giấy phép",
    fee=by(Asking.kind, {"new": per_unit(Asking.room.count(), "phòng", 10_000), "more": 5_000}),
)
VERSION = ProcedureVersion.of(PROCEDURE, agency="thu", plugin_version="1")


def test_only_what_the_case_depends_on_is_asked_under_its_heading() -> None:
    asked = case_questions(VERSION)
    assert [item.key for item in asked.items] == ["matter", "kind", "is_near", "room"]


def test_nobody_is_asked_for_a_name_or_a_number_before_they_come() -> None:
    """What they decide stays open, and the paper says on what it depends."""
    keys = {item.key for item in case_questions(VERSION).items}
    assert keys.isdisjoint({"name", "number", "remark"})
    assert VERSION.form.by_key["id_paper"].condition is not None


def test_rows_that_are_only_counted_are_counted_by_one_question_that_is_no_name() -> None:
    (rows,) = case_questions(VERSION).groups
    assert [child.key for child in rows.children] == ["room.area"]
    typed = {"kind": ["new"], "room.0.area": ["20"], "room.1.area": ["30"]}
    filled = case_questions(VERSION).parse(typed, filed_on=date(2017, 11, 8))
    assert VERSION.fee.compute(Env(filled.answers, date(2017, 11, 8))).amount == 20_000


def test_a_question_brings_the_one_that_it_depends_on() -> None:
    asked = case_questions(VERSION)
    shown = [item.key for item in asked.visible({}, filed_on=date(2017, 11, 8))]
    assert "is_near" not in shown
    assert "is_near" in [item.key for item in asked.visible({"kind": "new"}, filed_on=date(2017, 11, 8))]


def test_the_procedures_own_form_is_left_as_it_is() -> None:
    before = VERSION.hash
    case_questions(VERSION)
    (rows,) = VERSION.form.groups
    assert [child.key for child in rows.children] == ["room.name", "room.area"]
    assert ProcedureVersion.from_data(VERSION.to_data()).hash == before


def test_a_form_on_which_nothing_depends_asks_nothing_and_shows_nothing() -> None:
    class Plain(Form):
        """Đơn."""

        name = Text("Họ và tên")
        request = Paper("Đơn", originals=1)

    plain = Procedure(
        key="don-gian",
        title="Thủ tục đơn giản",
        sector="Thử nghiệm",
        form=Plain,
        route=Route(otherwise(Step("Ký", HEAD, within=working_days(1)))),
        term=working_days(2),
        result="Giấy",
    )
    asked = case_questions(ProcedureVersion.of(plain, agency="thu", plugin_version="1"))
    assert asked.items == ()
    assert asked.visible({}, filed_on=date(2017, 11, 8)) == ()
