"""Expressions and conditions as data: they evaluate, explain themselves in Vietnamese and survive as JSON.

In a form's class body the trees hold field *objects* (their keys are not known yet); `bound` turns them into keys.
Evaluation is three-valued: `None` says that an answer the tree reads is missing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, overload

from motcua.domain import comparisons as _comparisons  # noqa: F401  registers its nodes
from motcua.domain.errors import DefinitionError
from motcua.domain.expressions import Condition, Expression, Operand, Value, as_condition, as_tree
from motcua.domain.operands import CHANNELS, Age, Channel, FiledOn, Ref
from motcua.domain.trees import Env, Named, tree_from_data
from motcua.domain.values import years_between

__all__ = [
    "CHANNELS", "Condition", "Env", "Expression", "Named", "Operand", "Value", "age", "answer", "as_condition",
    "as_tree", "channel", "condition_from_data", "expression_from_data", "filed_on",
]  # fmt: skip


@overload
def age(born: date, on: date) -> int: ...
@overload
def age(born: Expression, on: Expression | date | None = None) -> Expression: ...
def age(born: Any, on: Any = None) -> Any:
    """Full years of age: of two dates a number; of a field an expression, on the day of filing unless said."""
    if isinstance(born, date) and isinstance(on, date):
        return years_between(born, on)
    return Age(as_tree(born), FiledOn() if on is None else as_tree(on))


def filed_on() -> Expression:
    return FiledOn()


def channel() -> Expression:
    return Channel()


def answer(key: str) -> Ref:
    """A field by key, for rules about another agency's form; the label and options are filled in when it is bound."""
    return Ref(key=key)


def condition_from_data(data: Any) -> Condition:
    return as_condition(tree_from_data(data))


def expression_from_data(data: Any) -> Value:
    value = tree_from_data(data)
    if not isinstance(value, Value):
        raise DefinitionError("điều kiện", "dữ liệu lưu không phải là biểu thức")
    return value
