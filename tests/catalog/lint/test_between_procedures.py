"""What is wrong between procedures, and in what one agency adds to another's."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.catalog.lint.conftest import TEMPLATE, Plant

SECOND = """

AGAIN = Procedure(
    key="cap-lai-giay-phep",
    title="Cấp lại giấy phép hoạt động",
    sector="Văn hóa",
    codes=(national("1.000002"),),
    legal_basis=("Nghị định 1/2017/NĐ-CP",),
    form=LicenceForm,
    route=Route(otherwise(examine, sign)),
    term=working_days(4),
    result="Giấy phép",
    shared_form="Mẫu số 1",
)
"""
TWO = (
    ("letters=(LETTER,),\n)\n", f'letters=(LETTER,),\n    shared_form="Mẫu số 1",\n){SECOND}'),
    ("import Procedure, TermRule, read_facts", "import Procedure, TermRule, national, read_facts"),
    ("import LICENCE", "import AGAIN, LICENCE"),
    ("return (LICENCE,)", "return (LICENCE, AGAIN)"),
)


def test_two_procedures_of_one_form_of_the_law_are_in_order(plant: Plant) -> None:
    assert plant(*TWO).said() == []


def test_a_code_of_two_procedures_is_told_at_the_second(plant: Plant) -> None:
    changed = [(old, new.replace('"1.000002"', '"1.000001"')) for old, new in TWO]
    made = plant(*changed)
    # In the order of keys, the first is cap-giay-phep.
    place = made.line_of('codes=(national("1.000001"),)')
    assert made.said() == [
        f"{place}: cap-lai-giay-phep: mã 1.000001 đã là mã của thủ tục “Cấp giấy phép hoạt động” (tho: cap-giay-phep)."
    ]


def test_a_code_may_pass_on_from_one_procedure_to_another(plant: Plant) -> None:
    passed = [(old, new.replace('national("1.000002")', 'national("1.000003", valid_to=DAY)')) for old, new in TWO]
    passed += [("    fee=fixed(50_000)", '    codes=(national("1.000003", valid_from=DAY),),\n    fee=fixed(50_000)')]
    passed += [
        ("from importlib.resources import files", "from datetime import date\nfrom importlib.resources import files")
    ]
    passed += [("OFFICER = Desk(", "DAY = date(2018, 1, 1)\nOFFICER = Desk("), ('note = ""', 'note = "mã 1.000003"')]
    overlapping = plant(*passed)
    assert len(overlapping.said("gives_no_code_twice")) == 1
    apart = [(old, new.replace("valid_from=DAY", "valid_from=date(2018, 1, 2)")) for old, new in passed]
    assert plant(*apart).said() == []


def test_a_key_of_two_procedures_is_told_at_the_second(plant: Plant) -> None:
    made = plant(*[(old, new.replace('key="cap-lai-giay-phep"', 'key="cap-giay-phep"')) for old, new in TWO])
    said = made.said("can_be_started")
    assert said == [f"{made.line_of('AGAIN = Procedure(')}: cap-giay-phep: khai báo hai lần, bởi tho và tho."]


def test_two_forms_that_ask_the_same_are_told_at_the_second(plant: Plant) -> None:
    made = plant(*[(old, new.replace('shared_form="Mẫu số 1",', "")) for old, new in TWO])
    [said] = made.said()
    assert said.startswith(made.line_of("class LicenceForm") + ": cap-giay-phep và cap-lai-giay-phep hỏi đúng cùng")


def test_two_forms_that_ask_nearly_the_same_are_a_warning(plant: Plant) -> None:
    more = "\n\nclass OtherForm(LicenceForm):\n    extra = Section('Thêm')\n    extra_text = Text('Lý do khác')\n"
    made = plant(
        *[
            (old, new.replace('shared_form="Mẫu số 1",', "").replace("form=LicenceForm", "form=OtherForm"))
            for old, new in TWO
        ],
        ("OFFICER = Desk(", f"{more}\n\nOFFICER = Desk("),
    )
    assert [(each.fact, each.is_warning) for each in made.seen.findings] == [("asks_nearly_what_another_asks", True)]
    assert made.said()[0].startswith(made.line_of("class OtherForm"))
    assert made.seen.mistakes == ()


def test_a_procedure_that_asks_nothing_of_its_own_is_told_at_its_form(plant: Plant) -> None:
    made = plant(('"Số tầng"', '"Nội dung"'))
    assert made.said() == [
        f"{made.line_of('class LicenceForm')}: cap-giay-phep: câu hỏi “Nội dung” quá chung, không nói về thủ tục này"
    ]


def test_a_template_that_no_letter_prints_is_a_warning(plant: Plant) -> None:
    made = plant(add={"motcua_tho/letters/quen.typ": TEMPLATE + "\n"})
    assert made.said() == [
        "motcua_tho/letters/quen.typ:1: mẫu quen.typ không thuộc Letter(…) nào nên không bao giờ được in."
    ]
    assert made.seen.mistakes == ()


OTHER = """\
\"\"\"Cơ quan khác.\"\"\"

from motcua.api import Check, RoutingRule, hookimpl
from motcua.api.forms import answer
from motcua.api.routes import Desk, Step, working_days

NAME = "Cơ quan khác"


@hookimpl
def register_checks():
    yield Check(
        "Nhà cao phải có ý kiến của cơ quan này.",
        answer("floors") < 8,
        at="floors",
        procedure="cap-giay-phep",
    )


@hookimpl
def register_routing_rules():
    yield RoutingRule(
        procedure="cap-giay-phep",
        step=Step("Xem xét thêm", Desk("officer", "Cán bộ"), working_days(0.25)),
        after="tham-dinh",
        only_if=answer("floors") > 7,
    )
"""


@pytest.mark.parametrize(
    ("old", "new", "fact", "at", "says"),
    [
        ("", "", "", "", ""),
        ('answer("floors") < 8', 'answer("floors") < 10', "has_only_checks_that_can_fail", "    yield Check(", "báo"),
        (
            'answer("floors") > 7',
            'answer("floors") > 9',
            "reaches_every_added_step",
            "step=Step",
            "“Xem xét thêm” mà khac",
        ),
        (
            '"tham-dinh"',
            '"tham-dinh-lai"',
            "answers_its_hooks",
            "def register_routing_rules",
            "không có bước “tham-dinh-lai”",
        ),
        ('at="floors"', 'at="storeys"', "answers_its_hooks", "def register_checks", "storeys"),
    ],
)
def test_what_another_agency_adds_is_told_at_its_own_line(
    plant: Plant, tmp_path: Path, old: str, new: str, fact: str, at: str, says: str
) -> None:
    (tmp_path / "made_other.py").write_text(OTHER.replace(old, new) if old else OTHER, "utf-8")
    made = plant(beside=(EntryPoint("khac", "made_other", "motcua"),))
    if not fact:
        assert made.said() == []
        return
    [said] = made.said()
    assert made.said(fact) == [said]
    assert said.startswith(made.line_of(at, "made_other.py") + ": ")
    assert says in said
