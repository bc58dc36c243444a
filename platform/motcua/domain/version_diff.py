"""Two versions of one procedure side by side, in words; and which of the differences an open dossier may take over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.definition import FormDefinition
from motcua.domain.items import Field, Item, Section
from motcua.domain.operands import CHANNELS
from motcua.domain.outline import checks_of, line_of, paper_says
from motcua.domain.papers import Paper
from motcua.domain.parts import Rows
from motcua.domain.procedure_checks import LEVELS
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.routes import Step

ADDED, REMOVED, CHANGED = "thêm", "bỏ", "sửa"
FACTS, FORM, PAPERS, CHECKS, ROUTE = "Thông tin chung", "Tờ khai", "Thành phần hồ sơ", "Kiểm tra", "Quy trình"
LETTERS = "Mẫu in"
# What speaks of the procedure and changes nothing of a dossier.
_HARMLESS_FACTS = frozenset({"title", "sector", "legal_basis", "codes", "unconfirmed", "provenance", "shared_form"})
# What stands beside a question and changes no answer.
_WORDS = frozenset({"label", "hint", "note", "example"})


@dataclass(frozen=True, slots=True)
class Difference:
    """`is_harmless`: a dossier received under the old version stays what it is under the new one."""

    group: str
    name: str
    how: str
    old: str
    new: str
    is_harmless: bool = False


def differences(old: ProcedureVersion, new: ProcedureVersion) -> tuple[Difference, ...]:
    """Everything that differs, in the order a lawyer reads: facts, form, papers, checks, route, letters."""
    return (
        *_facts(old, new),
        *_items(FORM, _questions(old.form), _questions(new.form)),
        *_items(PAPERS, _papers(old.form), _papers(new.form)),
        *_order(old.form, new.form),
        *_checks(old, new),
        *_routes(old, new),
        *_letters(old, new),
    )


def _facts(old: ProcedureVersion, new: ProcedureVersion) -> Iterator[Difference]:
    before, after = _facts_in_words(old), _facts_in_words(new)
    was, now = old.to_data(), new.to_data()
    for key, (name, says) in before.items():
        if was[key] != now[key]:
            yield Difference(FACTS, name, CHANGED, says, after[key][1], key in _HARMLESS_FACTS)


def _facts_in_words(version: ProcedureVersion) -> Mapping[str, tuple[str, str]]:
    """By the name in the version's data: what it is called, and what it says."""
    valid = f"{version.validity_months} tháng" if version.validity_months else "không ghi"
    sure = version.provenance
    return {
        "title": ("Tên thủ tục", version.title),
        "sector": ("Lĩnh vực", version.sector),
        "codes": ("Mã thủ tục", ", ".join(code.code for code in version.codes) or "chưa có"),
        "term": ("Thời hạn giải quyết", version.term.says),
        "fee": ("Phí, lệ phí", version.fee.says),
        "result": ("Kết quả", version.result or "không có"),
        "book": ("Sổ cấp số", version.book or "không có"),
        "channels": ("Cách nộp", ", ".join(CHANNELS.get(each, each) for each in version.channels)),
        "level": ("Cấp giải quyết", LEVELS[version.level]),
        "validity_months": ("Thời hạn của kết quả", valid),
        "is_at_once": ("Giải quyết ngay tại quầy", "có" if version.is_at_once else "không"),
        "legal_basis": ("Căn cứ pháp lý", "; ".join(version.legal_basis) or "không ghi"),
        "shared_form": ("Mẫu dùng chung", version.shared_form or "không"),
        "unconfirmed": ("Chưa xác nhận", " ".join(version.unconfirmed) or "không còn"),
        "provenance": ("Nguồn của thông tin", "; ".join((*sure.sources, sure.name, sure.term, sure.fee))),
    }


def _questions(form: FormDefinition) -> Mapping[str, Item]:
    return {key: item for key, item in form.by_key.items() if not isinstance(item, Paper)}


def _papers(form: FormDefinition) -> Mapping[str, Item]:
    return {paper.key: paper for paper in form.papers}


def item_says(item: Item) -> str:
    says = paper_says(item) if isinstance(item, Paper) else line_of(item).says
    kind = "" if isinstance(item, Paper | Section) else f" ({line_of(item).kind})"
    return f"{item.label}{kind}{': ' if says else ''}{'; '.join(says)}"


def _items(group: str, old: Mapping[str, Item], new: Mapping[str, Item]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before is None and after is not None:
            yield Difference(group, after.label, ADDED, "", item_says(after), _may_be_left_out(after))
        elif before is not None and after is None:
            yield Difference(group, before.label, REMOVED, item_says(before), "", isinstance(before, Section))
        elif before is not None and after is not None and _data(before) != _data(after):
            yield Difference(
                group, before.label, CHANGED, item_says(before), item_says(after), _core(before) == _core(after)
            )


def _may_be_left_out(item: Item) -> bool:
    """A question that a dossier of before simply has no answer to."""
    if isinstance(item, Section):
        return item.condition is None
    return isinstance(item, Field | Paper) and not item.required and "." not in item.key


def _data(item: Item) -> dict[str, Any]:
    """An item alone: what stands in the rows of a group is compared by itself."""
    data = item.to_data()
    if isinstance(item, Rows):
        data.pop("children", None)
    return data


def _core(item: Item) -> dict[str, Any]:
    """What answers depend on. Options may be worded otherwise, as long as they are the same ones; conditions repeat the
    labels of the questions that they read."""
    data = {name: value for name, value in _data(item).items() if name not in _WORDS}
    if isinstance(data.get("choices"), Mapping):
        data["choices"] = sorted(data["choices"])
    return {name: _without_labels(value) for name, value in data.items()}


def _without_labels(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_labels(each) for name, each in value.items() if name not in ("label", "labels")}
    return [_without_labels(each) for each in value] if isinstance(value, list) else value


def _order(old: FormDefinition, new: FormDefinition) -> Iterator[Difference]:
    both = old.by_key.keys() & new.by_key.keys()
    if [key for key in old.by_key if key in both] != [key for key in new.by_key if key in both]:
        yield Difference(FORM, "Thứ tự các mục", CHANGED, "theo thứ tự cũ", "theo thứ tự mới", True)


def _checks(old: ProcedureVersion, new: ProcedureVersion) -> Iterator[Difference]:
    before = {key: f"{sentence} [{asks}]" for key, sentence, asks in checks_of(old)}
    after = {key: f"{sentence} [{asks}]" for key, sentence, asks in checks_of(new)}
    was, now = _checks_data(old), _checks_data(new)
    for key in dict.fromkeys((*before, *after)):
        if was.get(key) == now.get(key):
            continue
        how = ADDED if key not in before else REMOVED if key not in after else CHANGED
        yield Difference(CHECKS, _sentence(key, old, new), how, before.get(key, ""), after.get(key, ""))


def _checks_data(version: ProcedureVersion) -> Mapping[str, Any]:
    own: dict[str, Any] = {each.key: each.to_data() for each in version.form.checks}
    own |= {each.key: each.to_data() for each in version.form.code_checks}
    return own | {f"{each.plugin}/{each.key}": each.to_data() for each in version.checks}


def _sentence(key: str, *versions: ProcedureVersion) -> str:
    return next(sentence for version in versions for each, sentence, _ in checks_of(version) if each == key)


def _routes(old: ProcedureVersion, new: ProcedureVersion) -> Iterator[Difference]:
    if old.route.to_data() != new.route.to_data():
        before, after = _lanes(old), _lanes(new)
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                how = ADDED if name not in before else REMOVED if name not in after else CHANGED
                yield Difference(ROUTE, name, how, before.get(name, ""), after.get(name, ""))
        if before == after:
            yield Difference(ROUTE, "Chi tiết quy trình", CHANGED, "theo phiên bản cũ", "theo phiên bản mới")
    was, now = ({(r.plugin, r.step.key): r for r in version.routing_rules} for version in (old, new))
    for key in dict.fromkeys((*was, *now)):
        before_data, after_data = (rules[key].to_data() if key in rules else None for rules in (was, now))
        if before_data != after_data:
            rule = now.get(key) or was[key]
            how = ADDED if key not in was else REMOVED if key not in now else CHANGED
            old_says, new_says = (rules[key].says if key in rules else "" for rules in (was, now))
            yield Difference(ROUTE, f"Bước liên thông: {rule.step.label}", how, old_says, new_says)


def _lanes(version: ProcedureVersion) -> Mapping[str, str]:
    return {
        f"Khi {lane.says}" if lane.condition is not None else "Các trường hợp còn lại": " → ".join(
            _step(step) for step in lane.steps
        )
        for lane in version.route.lanes
    }


def _step(step: Step) -> str:
    asked = "".join(f"; lấy ý kiến {each.label} ({each.within.says})" for each in step.consults)
    waits = f"; {step.awaits.says}" if step.awaits is not None else ""
    return f"{step.label} – {step.desk.label} ({step.within.says}{waits}{asked})"


def _letters(old: ProcedureVersion, new: ProcedureVersion) -> Iterator[Difference]:
    was, now = ({letter.key: letter for letter in version.letters} for version in (old, new))
    for key in dict.fromkeys((*was, *now)):
        if was.get(key) != now.get(key):
            how = ADDED if key not in was else REMOVED if key not in now else CHANGED
            before, after = (letters[key].title if key in letters else "" for letters in (was, now))
            yield Difference(LETTERS, after or before, how, before, after)
