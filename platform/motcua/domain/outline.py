"""A procedure's form in words, as somebody who knows the law reads it: every question with its kind, limits and
condition, every paper with its numbers, every check with when it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.definition import FormDefinition
from motcua.domain.items import Item, Section
from motcua.domain.papers import GOES_BACK, Computed, Paper
from motcua.domain.parts import Rows
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.values import show_number

KIND_NAMES: Mapping[str, str] = {
    "text": "một dòng chữ",
    "long_text": "nhiều dòng chữ",
    "date": "ngày",
    "integer": "số nguyên",
    "decimal": "số",
    "money": "số tiền",
    "choice": "chọn một",
    "many": "chọn nhiều",
    "yes_no": "có hoặc không",
    "id_number": "số giấy tờ tùy thân",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "tax_code": "mã số thuế",
    "commune": "xã, phường, thị trấn",
    "computed": "tự tính",
    "rows": "nhóm nhiều dòng",
}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """`says` are the limits, options and condition; `depth` is 1 for what stands in the rows of a group."""

    key: str
    label: str
    kind: str
    says: tuple[str, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class OutlineSection:
    title: str
    says: str
    lines: tuple[OutlineLine, ...]


def outline(form: FormDefinition) -> tuple[OutlineSection, ...]:
    """The questions by heading; papers stand in a list of their own."""
    sections: list[tuple[str, str, list[OutlineLine]]] = [("", "", [])]
    for item in form.items:
        if isinstance(item, Section):
            sections.append((item.label, _when(item), []))
        elif not isinstance(item, Paper):
            sections[-1][2].extend(_lines(item))
    return tuple(OutlineSection(title, says, tuple(lines)) for title, says, lines in sections if lines)


def _lines(item: Item) -> Iterator[OutlineLine]:
    yield line_of(item)
    if isinstance(item, Rows):
        for child in item.children:
            line = line_of(child)
            yield OutlineLine(line.key, line.label, line.kind, line.says, 1)


def line_of(item: Item) -> OutlineLine:
    return OutlineLine(item.key, item.label, KIND_NAMES.get(item.kind, item.kind), tuple(_says(item)))


def _says(item: Item) -> Iterator[str]:
    values: dict[str, Any] = {name: getattr(item, name, None) for name in item.keywords}
    if "optional" in values:
        yield "không bắt buộc" if values["optional"] else "bắt buộc"
    if isinstance(item, Rows):
        yield f"từ {item.least} đến {item.most} dòng"
    else:
        yield from _limits(values)
    if choices := getattr(item, "choices", {}):
        yield "gồm: " + "; ".join(choices.values())
    if values.get("not_future"):
        yield "không sau ngày nộp"
    if values.get("not_past"):
        yield "không trước ngày nộp"
    if isinstance(item, Computed):
        yield f"= {item.expression.says}"
    if hint := values.get("hint"):
        yield f"gợi ý: {hint}"
    if item.condition is not None:
        yield f"chỉ hỏi khi {item.condition.says}"


def _limits(values: Mapping[str, Any]) -> Iterator[str]:
    unit = f" {values['unit']}" if values.get("unit") else ""
    least, most = values.get("least"), values.get("most")
    if least is not None:
        yield f"ít nhất {show_number(least)}{unit}"
    if most is not None:
        yield f"nhiều nhất {show_number(most)}{unit}"


def _when(item: Item) -> str:
    return f"khi {item.condition.says}" if item.condition is not None else ""


def paper_says(paper: Paper) -> tuple[str, ...]:
    """Numbers and conditions of a paper."""
    found = [paper.numbers]
    found += ["nếu có"] if not paper.required else []
    found += [GOES_BACK[paper.goes_back]] if paper.goes_back != "never" else []
    found += [paper.note] if paper.note else []
    found += [_when(paper)] if paper.condition is not None else []
    return tuple(found)


def checks_of(version: ProcedureVersion) -> tuple[tuple[str, str, str], ...]:
    """Every check as (key, sentence shown when it fails, what it asks); other agencies' name theirs."""
    own = [(each.key, each.sentence, each.condition.says) for each in version.form.checks]
    own += [(each.key, each.sentence, "kiểm tra bằng mã của phần mềm") for each in version.form.code_checks]
    others = [
        (
            f"{each.plugin}/{each.key}",
            each.sentence,
            each.condition.says if each.condition is not None else "kiểm tra bằng mã của cơ quan khác",
        )
        for each in version.checks
    ]
    return (*own, *others)
