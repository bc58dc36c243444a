"""A procedure on the terminal, part by part, in the words of officials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from motcua.cli.terminal import pairs, table, words
from motcua.domain.codes import ProcedureCode
from motcua.domain.conditions import CHANNELS
from motcua.domain.decision_table import SHARES, Case, cases
from motcua.domain.doubts import WHO_DECIDES, doubts_of
from motcua.domain.facts import CONFIDENCES
from motcua.domain.outline import checks_of, outline
from motcua.domain.papers import GOES_BACK, Paper
from motcua.domain.procedure_checks import LEVELS
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.ways import Named, StepInWords

#: Under this many columns the decision table is printed case by case.
NARROW = 90
SCHEMES = {"national": "mã quốc gia", "local": "mã của tỉnh"}
FACT_NAMES = {"key": "Khóa", "title": "Tên", "sector": "Lĩnh vực", "codes": "Mã", "term": "Thời hạn", "fee": "Phí",
              "result": "Kết quả"}  # fmt: skip


def shown(version: ProcedureVersion, named: Named, out: Console) -> None:
    """Everything that is to be approved, in the order in which it is read."""
    out.print(words(version.title, "bold"))
    out.print(words("═" * min(len(version.title), out.width)))
    out.print(_facts(version, named))
    for title, parts in (
        ("Nguồn của thông tin", _provenance(version)),
        ("Chưa xác nhận", _doubts(version, named)),
        ("Tờ khai", _form(version)),
        ("Thành phần hồ sơ", _papers(version)),
        ("Kiểm tra khi nộp", _checks(version)),
        ("Bảng quyết định", _decisions(cases(version, named), out.width)),
        ("Kết quả, sổ và mẫu in", _result(version)),
        ("Căn cứ pháp lý", _numbered(version.legal_basis, "Không ghi.")),
    ):
        out.print()
        out.print(words(title.upper(), "bold underline"))
        for part in parts:
            out.print(part)


def _facts(version: ProcedureVersion, named: Named) -> Table:
    listed = pairs()
    rows = [
        ("Khóa", version.key),
        ("Cơ quan giải quyết", named(version.agency)),
        ("Lĩnh vực", version.sector),
        ("Mã thủ tục", "\n".join(code_says(code) for code in version.codes) or "chưa có"),
        ("Cấp giải quyết", LEVELS[version.level]),
        ("Cách nộp", ", ".join(CHANNELS[each] for each in version.channels)),
        ("Thời hạn giải quyết", version.term.says),
        ("Phí, lệ phí", version.fee.says),
        ("Giải quyết tại quầy", "ngay khi tiếp nhận" if version.is_at_once else "không"),
        ("Phiên bản", f"{version.hash[:8]} (gói {version.plugin}, bản {version.plugin_version})"),
    ]
    if version.shared_form:
        rows.append(("Mẫu đơn dùng chung", version.shared_form))
    for name, says in rows:
        listed.add_row(words(name), words(says))
    return listed


def code_says(code: ProcedureCode) -> str:
    """`1.001612 (mã quốc gia, từ 01/01/2018)`: a code of which no date is known says so."""
    told = [SCHEMES.get(code.scheme, code.scheme)]
    told += [f"từ {code.valid_from:%d/%m/%Y}"] if code.valid_from else []
    told += [f"đến hết {code.valid_to:%d/%m/%Y}"] if code.valid_to else []
    told += [] if code.valid_from or code.valid_to else ["chưa rõ ngày hiệu lực"]
    return f"{code.code} ({', '.join(told)})"


def _provenance(version: ProcedureVersion) -> Iterator[Table]:
    sure = version.provenance
    made = table("Thông tin", "Nội dung", "Mức tin cậy", lines=True)
    for name, says, level in (
        ("Tên thủ tục", version.title, sure.name),
        ("Thời hạn", version.term.says, sure.term),
        ("Phí, lệ phí", version.fee.says, sure.fee),
    ):
        made.add_row(words(name), words(says), words(CONFIDENCES[level]))
    yield made
    listed = pairs()
    listed.add_row(words("Nguồn"), words("\n".join(sure.sources) or "không ghi nguồn"))
    for name, says in (("Thời kỳ của nguồn", sure.era), ("Ghi chú của nguồn", sure.note)):
        if says:
            listed.add_row(words(name), words(says))
    for fact, reason in sure.departures:
        listed.add_row(words(f"Khác nguồn: {FACT_NAMES.get(fact, fact).lower()}"), words(reason))
    yield listed


def _doubts(version: ProcedureVersion, named: Named) -> Iterator[Padding]:
    said = [
        f"{each.sentence} Ai quyết định: {WHO_DECIDES[each.fact] or named(version.agency)}."
        for each in doubts_of(version)
    ]
    yield from _numbered(said, "Không còn gì.")


def _numbered(said: Iterable[str], none: str) -> Iterator[Padding]:
    sentences = list(said)
    for number, sentence in enumerate(sentences, 1):
        yield _item(f"{number}.", words(sentence))
    if not sentences:
        yield Padding(words(none), (0, 0, 0, 2))


def _item(mark: str, text: Text, depth: int = 0) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=max(len(mark), 3), justify="right")
    grid.add_column(overflow="fold", ratio=1)
    grid.add_row(words(mark), text)
    return Padding(grid, (0, 0, 0, 4 * depth))


def _form(version: ProcedureVersion) -> Iterator[Text | Padding]:
    yield words(version.form.title)
    number = 0
    for section in outline(version.form):
        yield words("")
        yield words(f"{section.title}{f' ({section.says})' if section.says else ''}", "bold")
        for line in section.lines:
            number += 0 if line.depth else 1
            text = words(line.label, "bold") + words(f" – {line.kind}")
            for says in line.says:
                text += words(f"; {says}")
            yield _item("–" if line.depth else f"{number}.", text, line.depth)


def _papers(version: ProcedureVersion) -> Iterator[Table]:
    counted = ("Bản chính", "Bản sao chứng thực", "Bản sao")
    made = table("Giấy tờ", *counted, "Khi nào, ghi chú", "Trả lại", numbers=counted, lines=True)
    for paper in version.papers:
        counts = (paper.originals, paper.certified_copies, paper.copies)
        told = (paper.label, *(str(count or "–") for count in counts), paper_when(paper), paper_back(paper))
        made.add_row(*(words(each) for each in told))
    yield made


def paper_when(paper: Paper) -> str:
    told = [f"khi {paper.condition.says}"] if paper.condition is not None else []
    told += ["nếu có"] if not paper.required else []
    told += [paper.note] if paper.note else []
    return "; ".join(told) or "mọi hồ sơ"


def paper_back(paper: Paper) -> str:
    return "xuất trình để đối chiếu, trả ngay" if paper.is_presented else GOES_BACK[paper.goes_back]


def _checks(version: ProcedureVersion) -> Iterator[Padding]:
    found = checks_of(version)
    for number, (_, sentence, asks) in enumerate(found, 1):
        yield _item(f"{number}.", words(sentence, "bold") + words(f" Quy tắc: {asks}."))
    if not found:
        yield Padding(words("Không có kiểm tra nào giữa các mục."), (0, 0, 0, 2))


def _decisions(found: tuple[Case, ...], width: int) -> Iterator[Table | Text | Padding]:
    if width < NARROW:
        for case in found:
            listed = pairs()
            for name, says in zip(_COLUMNS, _cells(case), strict=True):
                listed.add_row(words(name), words(says))
            yield listed
            yield words("")
    else:
        made = table(*_COLUMNS, lines=True)
        for column, ratio in zip(made.columns, (4, 2, 8, 3), strict=True):
            column.ratio = ratio
        made.expand = True
        for case in found:
            made.add_row(*(words(cell) for cell in _cells(case)))
        yield made
    if any(case.has_shares for case in found):
        yield words(SHARES)


_COLUMNS = ("Trường hợp", "Thời hạn", "Các bước: vị trí, thời gian", "Phí, lệ phí")


def _cells(case: Case) -> tuple[str, str, str, str]:
    steps = (line for number, step in enumerate(case.steps, 1) for line in step_lines(number, step))
    return (case.when, case.term.says, "\n".join(steps), case.fee)


def step_lines(number: int, step: StepInWords) -> Iterator[str]:
    """`2. Thẩm định – Chuyên viên Phòng Tư pháp: 3 ngày làm việc`, with what belongs to the step beneath."""
    yield f"{number}. {step.label} – {step.who}{f': {step.time}' if step.time else ''}"
    yield from (f"   • {note}" for note in step.notes)


def _result(version: ProcedureVersion) -> Iterator[Table]:
    listed = pairs()
    group = version.form.by_key.get(version.numbered_rows or "")
    rows = [
        ("Kết quả", version.result or "không có kết quả bằng giấy tờ"),
        ("Sổ cấp số", version.book or "không có"),
        ("Cấp số", f"mỗi dòng của “{group.label}” một số" if group is not None else "mỗi hồ sơ một số"),
        ("Thời hạn của kết quả", f"{version.validity_months} tháng" if version.validity_months else "không ghi"),
        ("Mẫu in của cơ quan", "\n".join(letter.title for letter in version.letters) or "không có, dùng mẫu chung"),
    ]
    for name, says in rows:
        if name != "Cấp số" or version.book:
            listed.add_row(words(name), words(says))
    yield listed
