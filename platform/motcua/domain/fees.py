"""How a plugin writes a fee: by whom it is owed, for what, at most how much. The rules themselves are `fee_rules`.

per_page(2_000, up_to=2, then=1_000, cap=200_000, pages=Form.pages, copies=Form.copies)
by(Form.owner_kind, {"company": 600_000, "household": 200_000}).exempt(Form.is_poor.is_(True), "hộ nghèo")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from motcua.domain.conditions import Expression, Value, as_tree
from motcua.domain.errors import DefinitionError
from motcua.domain.expressions import require_type
from motcua.domain.fee_rules import (
    Bracket,
    By,
    ByBracket,
    Case,
    Fee,
    FeeLine,
    FeeResult,
    Fixed,
    Free,
    Option,
    PerPage,
    PerUnit,
    Unconfirmed,
    whole,
)
from motcua.domain.trees import Tree, tree_from_data
from motcua.domain.values import NUMBER, TEXT, TRUTH, show_value

__all__ = [
    "Fee",
    "FeeLine",
    "FeeResult",
    "by",
    "fee_from_data",
    "fee_problems",
    "fixed",
    "free",
    "per_copy",
    "per_page",
    "per_unit",
    "unconfirmed",
]


def free() -> Fee:
    """Nothing is collected."""
    return Free()


def fixed(amount: int, label: str = "Lệ phí") -> Fee:
    return Fixed(whole(amount), label)


def per_page(
    first: int, *, up_to: int, then: int, pages: Expression, copies: Expression | None = None, cap: int | None = None
) -> Fee:
    """`first` đồng for each of the first `up_to` pages, `then` for the others, at most `cap` for one copy."""
    return PerPage(
        whole(first),
        whole(up_to, "số trang đầu"),
        whole(then),
        None if cap is None else whole(cap),
        _number(pages),
        None if copies is None else _number(copies),
    )


def per_copy(amount: int, copies: Expression) -> Fee:
    return PerUnit(whole(amount), _number(copies), "bản")


def per_unit(
    units: Expression,
    unit: str,
    amount: int | None = None,
    *,
    brackets: Sequence[tuple[int | None, int]] = (),
    cap: int | None = None,
) -> Fee:
    """So much for each unit with a cap, or one amount by bracket of units, the last one without end:
    `per_unit(Form.rooms, "phòng", brackets=((3, 3_000_000), (None, 6_000_000)))`."""
    if (amount is None) == (not brackets):
        raise DefinitionError("phí, lệ phí", "per_unit cần đúng một trong hai: mức mỗi đơn vị hoặc brackets=.")
    if amount is not None:
        return PerUnit(whole(amount), _number(units), unit, None if cap is None else whole(cap))
    bounds = [up_to for up_to, _ in brackets]
    finite = [whole(bound, "mốc") for bound in bounds[:-1]]
    if bounds[-1] is not None or finite != sorted(set(finite)):
        raise DefinitionError("phí, lệ phí", "các mốc brackets= phải tăng dần và mốc cuối là None (không giới hạn).")
    made: Fee = ByBracket(_number(units), unit, tuple(Bracket(up_to, whole(each)) for up_to, each in brackets))
    return made if cap is None else made.capped(cap)


def by(question: Expression, cases: Mapping[Any, int | Fee], otherwise: int | Fee | None = None) -> Fee:
    """One amount or rule per option of a question; every option must be there, or `otherwise=`."""
    tree = as_tree(question)
    require_type(tree, {TEXT, TRUTH}, "by() dành cho câu hỏi có các lựa chọn")
    if not cases:
        raise DefinitionError("phí, lệ phí", "by(…) không có trường hợp nào.")
    made = tuple(Case(option, _label(tree, option), _rule(rule)) for option, rule in cases.items())
    return By(tree, made, None if otherwise is None else _rule(otherwise))


def unconfirmed(note: str, reference: int | None = None) -> Fee:
    """Chưa xác nhận: set by the provincial council (HĐND tỉnh) or not found; `reference`: seen elsewhere."""
    return Unconfirmed(note, None if reference is None else whole(reference))


def fee_from_data(data: Any) -> Fee:
    fee = tree_from_data(data)
    if not isinstance(fee, Fee):
        raise DefinitionError("phí, lệ phí", "dữ liệu lưu không phải là một quy tắc thu phí.")
    return fee


def fee_problems(fee: Fee, options: Callable[[str], Mapping[str, str]]) -> Iterator[str]:
    """What is wrong with a fee whose questions are on the form: an option unknown or left out."""
    for rule in _walk(fee):
        if isinstance(rule, By) and len(keys := rule.question.fields()) == 1:
            known: set[Option] = set(options(*keys))
            told: set[Option] = {case.option for case in rule.cases if isinstance(case.option, str)}
            if not known:
                continue
            if strange := told - known:
                yield f"lệ phí nêu lựa chọn không có của {rule.question.says}: {_listed(strange)}."
            if rule.otherwise is None and (left := known - told):
                yield f"lệ phí chưa nêu mức cho lựa chọn của {rule.question.says}: {_listed(left)}."


def _walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for branch in tree.branches():
        yield from _walk(branch)


def _listed(options: set[Option]) -> str:
    return ", ".join(sorted(str(option) for option in options))


def _number(question: Expression) -> Value:
    tree = as_tree(question)
    require_type(tree, {NUMBER}, "phí tính theo số nguyên (trang, bản, phòng)")
    return tree


def _rule(rule: int | Fee) -> Fee:
    return rule if isinstance(rule, Fee) else fixed(rule)


def _label(tree: Value, option: Option) -> str:
    choices: Mapping[str, str] = getattr(tree, "choices", {})
    return choices.get(option, option) if isinstance(option, str) else show_value(option)
