"""What keeps a plugin from being loaded is the start's own sentence, with the plugin's line; and no other is kept."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.catalog.lint.conftest import FACTS, Plant

from motcua.catalog import core_version

AGAIN = 'kind.is_("again")'
ROWS = "motcua_tho/facts.toml"

REFUSED = {
    "a condition on a later question": (
        (f'reason = Text("Lý do cấp lại").shown_if({AGAIN})', 'reason = Text("Lý do cấp lại").shown_if(LATER)'),
        "reason = Text",
        "LicenceForm: “Lý do cấp lại” phụ thuộc vào mục 'later' đứng sau nó trên tờ khai",
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
        "không có lựa chọn 'old'",
    ),
    "a label in decomposed letters": (
        ('Integer("Số tầng"', 'Integer("Sô\u0301 tầng"'),
        "floors = Integer",
        "tên không ở dạng Unicode NFC",
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


def test_a_procedure_that_a_hook_makes_is_refused_in_the_same_sentence_at_its_line(plant: Plant) -> None:
    made = plant(
        ("from motcua.api import hookimpl", "from dataclasses import replace\n\nfrom motcua.api import hookimpl"),
        ("    return (LICENCE,)", '    return (replace(LICENCE, facts=None, instead_of={}, key="Khóa"),)'),
    )
    [said] = made.said("answers_its_hooks")
    place = made.line_of("return (replace(", "motcua_tho/__init__.py")
    assert said.startswith(f"{place}: register_procedures: Khóa: khóa thủ tục phải là chữ thường không dấu")


def test_a_plugin_that_says_no_range_is_told_what_to_write(plant: Plant) -> None:
    made = plant(requires=("motcua>=0.1",))
    assert made.said() == [
        "pyproject.toml:3: gói motcua-tho không khai khoảng phiên bản lõi dùng được: ghi "
        f"“motcua{core_version.suggested(core_version.running())}” vào dependencies."
    ]


def test_the_check_tells_a_plugin_for_another_core_at_its_line(plant: Plant) -> None:
    made = plant(requires=("motcua>=7,<9",))
    assert [each.fact for each in made.seen.findings] == ["works_with_this_core"]
    assert made.said()[0].startswith("pyproject.toml:3: không dùng được với motcua ")
