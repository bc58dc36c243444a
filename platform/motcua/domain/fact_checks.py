"""What a procedure takes from its row of facts, and where its code may not say something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from motcua.domain.errors import DefinitionError
from motcua.domain.facts import Facts, Provenance
from motcua.domain.fee_rules import Fee, Unconfirmed
from motcua.domain.term_rules import TermRule
from motcua.domain.trees import Tree

if TYPE_CHECKING:
    from motcua.domain.procedures import Procedure

#: The facts that `instead_of` may speak of, with their names for the review.
FACT_NAMES = {
    "key": "khóa",
    "title": "tên thủ tục",
    "sector": "lĩnh vực",
    "codes": "mã",
    "term": "thời hạn",
    "fee": "phí, lệ phí",
    "result": "kết quả",
}


def taken_from(facts: Facts, said: Procedure) -> tuple[dict[str, Any], Provenance]:
    """The procedure's values, the row's where the code says nothing; and where they come from."""
    differing = dict(_contradictions(facts, said))
    reasons = dict(said.instead_of)
    for name in sorted(set(reasons) - set(differing)):
        raise DefinitionError(facts.key, f"instead_of nêu “{name}” nhưng mã nguồn không nói khác facts.toml.")
    for name, sentence in differing.items():
        if not reasons.get(name, "").strip():
            raise DefinitionError(facts.key, f"{sentence} Sửa facts.toml, hoặc nêu lý do ở instead_of={{“{name}”: …}}.")
    departures = tuple((name, reasons[name]) for name in sorted(differing))
    doubts = [each for each in facts.doubts() if each not in said.unconfirmed]
    told = [f"Khác bảng dữ kiện về {FACT_NAMES[name]}: {reason}" for name, reason in departures]
    stated = {
        "key": said.key or facts.key,
        "title": said.title or facts.title,
        "sector": said.sector or facts.sector,
        "codes": _joined(facts.codes, said.codes),
        "term": said.term or facts.term_or_unknown,
        "fee": said.fee or facts.fee_rule,
        "result": said.result or facts.result or None,
        "legal_basis": _joined(facts.legal_basis, said.legal_basis),
        "unconfirmed": (*said.unconfirmed, *doubts, *told),
    }
    return stated, replace(facts.provenance, departures=departures)


def _joined(first: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*first, *(each for each in more if each not in first))


def _contradictions(facts: Facts, said: Procedure) -> Iterator[tuple[str, str]]:
    """Each fact that the code states otherwise, with the sentence that refuses it."""
    for name in ("key", "title", "sector", "result"):
        value, written = getattr(said, name), getattr(facts, name)
        if value and value != written:
            yield name, f"{FACT_NAMES[name]} là “{value}”, facts.toml ghi “{written}”."
    known = {code.code for code in facts.codes}
    for code in said.codes:
        if code.scheme == "national" and code.code not in known and code.code not in facts.provenance.note:
            yield "codes", f"mã {code.code} không có trong facts.toml."
    default = said.term.default if isinstance(said.term, TermRule) else said.term
    if default is not None and default != facts.term_or_unknown:
        yield "term", f"thời hạn là {default.says}, facts.toml ghi {facts.term_or_unknown.says}."
    if said.fee is not None and (problem := _fee_problem(facts, said.fee)):
        yield "fee", problem


def _fee_problem(facts: Facts, rule: Fee) -> str | None:
    nodes = list(_nodes(rule))
    if facts.fee is None:
        if any(isinstance(node, Unconfirmed) for node in nodes):
            return None
        return f"mức phí là “{rule.says}”, facts.toml để trống: chỉ được ghi unconfirmed(…)."
    amounts = {amount for node in nodes for amount in _amounts(node)}
    if any(isinstance(node, Unconfirmed) for node in nodes):
        return f"mức phí ghi chưa xác nhận, facts.toml ghi {facts.fee} đồng."
    if facts.fee not in amounts and (facts.fee or any(amounts)):
        return f"mức phí là “{rule.says}”, facts.toml ghi {facts.fee} đồng."
    return None


def _nodes(tree: Tree) -> Iterator[Tree]:
    yield tree
    for branch in tree.branches():
        yield from _nodes(branch)


def _amounts(node: Tree) -> Iterator[int]:
    """The whole numbers a fee rule itself states, not those of its conditions."""
    for name in ("amount", "first", "then", "reference"):
        if isinstance(value := getattr(node, name, None), int):
            yield value
