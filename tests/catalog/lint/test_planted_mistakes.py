"""Each fact finds the mistake it is for, at its line; and says nothing of the plugin without it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from tests.catalog.lint.conftest import Plant

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
