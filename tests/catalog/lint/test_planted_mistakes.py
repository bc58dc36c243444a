"""Each fact finds the mistake it is for, at its line; and says nothing of the plugin without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.catalog.lint.conftest import FACTS, TEMPLATE, Plant

CODE, ROWS, TYP = "motcua_tho/giay_phep.py", "motcua_tho/facts.toml", "motcua_tho/letters/giay_phep.typ"


def test_a_plugin_without_mistakes_has_nothing_said_against_it(plant: Plant) -> None:
    assert plant().said() == []


@dataclass(frozen=True)
class Mistake:
    """`old` becomes `new`; then `fact` says `says` at the line with `at`, and nobody says anything else."""

    fact: str
    old: str
    new: str
    says: str
    at: str = ""
    file: str = CODE
    also: tuple[tuple[str, str], ...] = field(default=())


AGAIN = 'kind.is_("again")'
MISTAKES = {
    "a lane whose condition can't hold": Mistake(
        "reaches_every_lane",
        'when(LicenceForm.kind.is_("new"), examine',
        "when(LicenceForm.floors > 9, examine",
        "không hồ sơ nào đi tới: điều kiện này không bao giờ đúng.",
        "when(LicenceForm.floors > 9",
    ),
    "a lane that an earlier one has taken": Mistake(
        "reaches_every_lane",
        "        otherwise(examine, sign),",
        '        when(LicenceForm.kind.is_("new") & (LicenceForm.floors > 2), sign),\n'
        "        otherwise(examine, sign),",
        "không hồ sơ nào đi tới: hồ sơ như vậy đã đi theo các nhánh viết trước.",
        "(LicenceForm.floors > 2), sign)",
    ),
    "a last lane that nothing is left for": Mistake(
        "reaches_every_lane",
        "        otherwise(examine, sign),",
        '        when(LicenceForm.kind.is_("again"), sign),\n        otherwise(examine, sign),',
        "không hồ sơ nào đi tới: các nhánh viết trước đã nhận hết mọi hồ sơ",
        "otherwise(examine, sign)",
    ),
    "a term for nobody": Mistake(
        "reaches_every_term",
        "(LicenceForm.floors > 5, working_days(7))",
        "(LicenceForm.floors < 1, working_days(7))",
        "không hồ sơ nào có: điều kiện không bao giờ đúng đến lượt.",
        "term=TermRule",
    ),
    "a default term for nobody": Mistake(
        "reaches_every_term",
        "(LicenceForm.floors > 5, working_days(7))",
        "(LicenceForm.floors > 0, working_days(7))",
        "thời hạn chung 5 ngày làm việc không hồ sơ nào có",
        "term=TermRule",
    ),
    "an exemption for nobody": Mistake(
        "reaches_every_fee",
        "exempt(LicenceForm.is_lost.is_(True),",
        'exempt(LicenceForm.is_lost.is_(True) & LicenceForm.kind.is_("new"),',
        "miễn phí, lệ phí đối với giấy phép bị mất do thiên tai: điều kiện không bao giờ đúng.",
        "fee=fixed",
    ),
    "a question that hides behind a hidden one": Mistake(
        "asks_every_question",
        f'reason = Text("Lý do cấp lại").shown_if({AGAIN})',
        f'reason = Text("Lý do cấp lại").shown_if({AGAIN} & kind.is_("new"))',
        "câu “Lý do cấp lại” không bao giờ được hỏi",
        "reason = Text",
    ),
    "a heading that never comes, said once": Mistake(
        "asks_every_question",
        f'more = Section("Về việc cấp lại").shown_if({AGAIN})',
        'more = Section("Về việc cấp lại").shown_if(floors > 9)',
        "phần “Về việc cấp lại” không bao giờ hiện",
        "more = Section",
    ),
    "a question in rows": Mistake(
        "asks_every_question",
        'shown_if(use.is_("sing"))',
        'shown_if(use.is_("sing") & (area < 20))',
        "câu “Loại cửa” không bao giờ được hỏi",
        "door = Text",
    ),
    "a paper nobody must bring": Mistake(
        "asks_for_every_paper",
        "shown_if(is_lost.is_(False))",
        'shown_if(is_lost.is_(False) & kind.is_("new"))',
        "giấy tờ “Giấy phép đã cấp” không bao giờ phải nộp",
        "old = Paper",
    ),
    "a check within the range of its question": Mistake(
        "has_only_checks_that_can_fail",
        "floors < 8, at=floors",
        "floors < 10, at=floors",
        "không câu trả lời nào mà tờ khai nhận trái với",
        "low = Check",
    ),
    "a check of every option": Mistake(
        "has_only_checks_that_can_fail",
        "floors < 8, at=floors",
        'kind.is_one_of("new", "again"), at=kind',
        "không bao giờ báo",
        "low = Check",
    ),
    "a check of a day that can't come": Mistake(
        "has_only_checks_that_can_fail",
        "built < filed_on() - 10, at=built",
        "built <= filed_on(), at=built",
        "không bao giờ báo",
        "is_done = Check",
    ),
    "a check of questions that are never asked together": Mistake(
        "has_only_checks_that_can_fail",
        "floors < 8, at=floors",
        "is_lost.is_not(is_new), at=is_new",
        "những mục mà kiểm tra đọc không bao giờ cùng có trả lời",
        "low = Check",
        also=(
            (
                'floors = Integer("Số tầng", least=1, most=9)',
                'floors = Integer("Số tầng", least=1, most=9)\n'
                '    is_new = YesNo("Giấy phép mới").shown_if(kind.is_("new"))',
            ),
        ),
    ),
    "a check that nobody passes": Mistake(
        "has_only_checks_that_can_pass",
        "floors < 8, at=floors",
        "floors > 9, at=floors",
        "hồ sơ nào cũng bị báo",
        "low = Check",
    ),
    "a check in rows": Mistake(
        "has_only_checks_that_can_fail",
        '    door = Text("Loại cửa").shown_if(use.is_("sing"))',
        '    door = Text("Loại cửa").shown_if(use.is_("sing"))\n\n'
        '    wide = Check("Phòng hát phải rộng từ 20 m².", area >= 20, at=area)',
        "trái với",
        "wide = Check",
    ),
    "a template that needs another": Mistake(
        "has_every_template",
        '#import "_letterhead.typ": *',
        '#import "_letterhead.typ": *\n#import "khung.typ": khung',
        "mẫu in “giay-phep-hoat-dong” thiếu tệp “khung.typ”",
        "khung.typ",
        TYP,
    ),
    "a template that reads what it is not given": Mistake(
        "prints_only_answers_it_names",
        "#a.kind",
        "#a.kind #a.floors",
        "mẫu in “giay-phep-hoat-dong” đọc “floors”, không có trong answers=(…)",
        "#a.floors",
        TYP,
    ),
    "a label without marks": Mistake(
        "writes_vietnamese_with_diacritics",
        'Integer("Số tầng", least=1',
        'Integer("So tang cua ngoi nha", least=1',
        "floors: “So tang cua ngoi nha” không có dấu tiếng Việt",
        "floors = Integer",
    ),
    "a title in decomposed letters": Mistake(
        "says_nothing_in_nfd",
        'FACTS["cap-giay-phep"],',
        'FACTS["cap-giay-phep"],\n    unconfirmed=("Chưa rõ mâ\u0303u",),',
        "không ở dạng Unicode NFC",
        "unconfirmed=",
    ),
    "a legal basis without marks": Mistake(
        "writes_vietnamese_with_diacritics",
        '"Nghị định 1/2017/NĐ-CP"',
        '"Nghi dinh so 1/2017"',
        "legal_basis: “Nghi dinh so 1/2017” không có dấu tiếng Việt",
        "legal_basis =",
        ROWS,
    ),
    "no legal basis": Mistake(
        "has_legal_basis",
        'legal_basis = ["Nghị định 1/2017/NĐ-CP"]',
        "legal_basis = []",
        "không có căn cứ pháp lý",
        "legal_basis =",
        ROWS,
    ),
    "a placeholder": Mistake(
        "leaves_no_placeholder", '"Kiểm tra thực địa"', '"Kiểm tra xxx"', "là chữ giữ chỗ", "inspect = Step"
    ),
}


@pytest.mark.parametrize("mistake", [pytest.param(each, id=name) for name, each in MISTAKES.items()])
def test_a_planted_mistake_is_found_at_its_line_and_nothing_else(mistake: Mistake, plant: Plant) -> None:
    made = plant((mistake.old, mistake.new), *mistake.also)
    found = made.said(mistake.fact)
    assert [each.startswith(made.line_of(mistake.at, mistake.file) + ": cap-giay-phep: ") for each in found] == [True]
    assert mistake.says in found[0]
    assert made.said() == found


REFUSED = {
    "a condition on a later question": (
        (f'reason = Text("Lý do cấp lại").shown_if({AGAIN})', 'reason = Text("Lý do cấp lại").shown_if(LATER)'),
        "reason = Text",
        "LicenceForm: “Lý do cấp lại” depends on 'later', which comes later on the form",
    ),
    "steps longer than the term": (
        ('Step("Kiểm tra thực địa", OFFICER, working_days(1))', 'Step("Kiểm tra thực địa", OFFICER, working_days(4))'),
        "LICENCE = Procedure(",
        "các bước cộng lại 7,5 ngày làm việc, dài hơn thời hạn giải quyết (7 ngày làm việc).",
    ),
    "no last lane": (
        ("        otherwise(examine, sign),\n", ""),
        "LICENCE = Procedure(",
        "cap-giay-phep: quy trình thiếu nhánh otherwise(…)",
    ),
    "an option that is not there": (
        ('when(LicenceForm.kind.is_("new")', 'when(LicenceForm.kind.is_("old")'),
        'when(LicenceForm.kind.is_("old")',
        "no option 'old'",
    ),
    "a label in decomposed letters": (
        ('Integer("Số tầng"', 'Integer("Sô\u0301 tầng"'),
        "floors = Integer",
        "the label is not in Unicode NFC",
    ),
    "a row of facts that is not there": (
        ('facts=FACTS["cap-giay-phep"]', 'facts=FACTS["cap-giay-phap"]'),
        'facts=FACTS["cap-giay-phap"]',
        "cap-giay-phap: không có trong facts.toml (cap-giay-phep).",
    ),
    "a template that is not there": (
        ("letters/giay_phep.typ", "letters/giay_khac.typ"),
        "letters/giay_khac.typ",
        "thiếu tệp letters/giay_khac.typ mà gói đọc khi nạp",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_import_refuses_is_the_same_sentence_with_the_line_of_the_plugin(name: str, plant: Plant) -> None:
    (old, new), at, says = REFUSED[name]
    later = 'later = YesNo("Có giấy tờ kèm theo")\n'
    if "LATER" in new:
        new = new.replace("LATER", "later.is_(True)")
        before = ((old, new), ("class LicenceForm(Form):", f"{later}\n\nclass LicenceForm(Form):"))
        made = plant(*before, ("    papers = Section", "    later = later\n    papers = Section"))
    else:
        made = plant((old, new))
    assert [each.fact for each in made.seen.findings if not each.is_warning] == ["can_be_loaded"]
    assert made.said("can_be_loaded")[0].startswith(made.line_of(at) + ": ")
    assert says in made.said("can_be_loaded")[0]


def test_a_fact_that_the_file_lacks_is_told_at_its_row(plant: Plant) -> None:
    made = plant(('era = "2017"\n', ""))
    assert made.said() == [f"{ROWS}:1: cap-giay-phep: facts.toml: “era” thiếu."]


def test_a_row_of_facts_that_stands_twice_is_told_at_its_second_line(plant: Plant) -> None:
    twice = FACTS + "\n" + FACTS
    made = plant((FACTS, twice))
    second = len(FACTS.splitlines()) + 2
    assert [each.partition(": ")[0] for each in made.said("can_be_loaded")] == [f"{ROWS}:{second}"]


def test_a_syntax_error_is_told_at_its_line(plant: Plant) -> None:
    made = plant(("examine = Step(", "examine = = Step("))
    assert made.said("can_be_loaded")[0].startswith(made.line_of("examine = = Step(") + ": nạp gói gây lỗi SyntaxError")


def test_a_plugin_that_can_not_be_loaded_keeps_no_other_from_being_read(plant: Plant, tmp_path: Path) -> None:
    from importlib.metadata import EntryPoint

    (tmp_path / "made_bad.py").write_text('NAME = "Phòng hỏng"\n1 / 0\n', "utf-8")
    made = plant(("floors < 8", "floors < 10"), beside=(EntryPoint("hong", "made_bad", "motcua"),))
    assert made.said("can_be_loaded") == [
        "made_bad.py:2: nạp gói gây lỗi ZeroDivisionError (made_bad.py:2): division by zero"
    ]
    assert len(made.said("has_only_checks_that_can_fail")) == 1


def test_a_misspelt_hook_is_told_at_its_line_and_the_other_plugins_are_read(plant: Plant) -> None:
    made = plant(("def register_procedures():", "def register_procedure():"))
    assert made.said()[0].startswith(made.line_of("def register_procedure", "motcua_tho/__init__.py") + ": tho: hook ")


def test_a_hook_that_raises_is_told_at_its_line(plant: Plant) -> None:
    made = plant(("    return (LICENCE,)", "    return (LICENCE, 1 / 0)"))
    place = made.line_of("1 / 0", "motcua_tho/__init__.py")
    assert made.said() == [f"{place}: register_procedures: gây lỗi ZeroDivisionError (__init__.py:11)"]


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
