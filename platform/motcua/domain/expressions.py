"""What a plugin writes with: operators on fields and numbers make expressions, comparing them makes conditions.

Operators make nodes by the name of their operation (`make`), so that the nodes can live in modules of their own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NoReturn, TypeAlias, cast

from motcua.domain.errors import DefinitionError
from motcua.domain.trees import Env, Tree, make
from motcua.domain.values import ANY, kind_of, type_of

Operand: TypeAlias = "Expression | str | int | Decimal | date | bool"


class Expression:
    """Anything with a value: a field, a constant, a sum. Comparing it makes a `Condition`."""

    __slots__ = ()

    def tree(self) -> Value:
        """This expression as a tree; a field answers with a reference to itself."""
        raise DefinitionError(type(self).__name__, "không dùng được trong điều kiện")

    def is_(self, value: Operand) -> Condition:
        return _condition("compare", "is", as_tree(self), as_tree(value))

    def is_not(self, value: Operand) -> Condition:
        return _condition("compare", "is_not", as_tree(self), as_tree(value))

    def is_one_of(self, *values: Operand) -> Condition:
        if not values:
            raise DefinitionError(as_tree(self).says, "is_one_of() cần ít nhất một giá trị")
        return _condition("one_of", as_tree(self), tuple(as_tree(value) for value in values))

    def includes(self, option: str) -> Condition:
        """For a question with several options: this one is among the chosen."""
        return _condition("includes", as_tree(self), as_tree(option))

    def answered(self) -> Condition:
        return _condition("answered", as_tree(self))

    def __lt__(self, other: Operand) -> Condition:
        return _condition("compare", "lt", as_tree(self), as_tree(other))

    def __le__(self, other: Operand) -> Condition:
        return _condition("compare", "le", as_tree(self), as_tree(other))

    def __gt__(self, other: Operand) -> Condition:
        return _condition("compare", "gt", as_tree(self), as_tree(other))

    def __ge__(self, other: Operand) -> Condition:
        return _condition("compare", "ge", as_tree(self), as_tree(other))

    def __add__(self, other: Operand) -> Expression:
        return _value("arithmetic", "plus", as_tree(self), as_tree(other))

    def __radd__(self, other: Operand) -> Expression:
        return _value("arithmetic", "plus", as_tree(other), as_tree(self))

    def __sub__(self, other: Operand) -> Expression:
        return _value("arithmetic", "minus", as_tree(self), as_tree(other))

    def __rsub__(self, other: Operand) -> Expression:
        return _value("arithmetic", "minus", as_tree(other), as_tree(self))

    def __mul__(self, other: Operand) -> Expression:
        return _value("arithmetic", "times", as_tree(self), as_tree(other))

    def __rmul__(self, other: Operand) -> Expression:
        return _value("arithmetic", "times", as_tree(other), as_tree(self))

    def __truediv__(self, other: Operand) -> Expression:
        return _value("arithmetic", "by", as_tree(self), as_tree(other))

    def __rtruediv__(self, other: Operand) -> Expression:
        return _value("arithmetic", "by", as_tree(other), as_tree(self))

    def __bool__(self) -> NoReturn:
        raise DefinitionError("điều kiện", "nối các điều kiện bằng & | ~, so sánh bằng is_(): tờ khai là dữ liệu")


class Value(Tree, Expression):
    """A tree with a value."""

    __slots__ = ()

    @property
    def value_type(self) -> str:
        return ANY

    def tree(self) -> Value:
        return self

    def value(self, env: Env) -> Any:
        """None where an answer is missing or the arithmetic makes no sense (a division by zero)."""
        return None


class Condition(Tree):
    """True, False, or None where an answer it reads is missing."""

    __slots__ = ()

    def holds(self, env: Env) -> bool | None:
        return None

    def __and__(self, other: Condition) -> Condition:
        return _condition("all", _joined("all", self, other))

    def __or__(self, other: Condition) -> Condition:
        return _condition("any", _joined("any", self, other))

    def __invert__(self) -> Condition:
        return _condition("not", self)

    def __bool__(self) -> NoReturn:
        raise DefinitionError(
            "điều kiện", "nối các điều kiện bằng & | ~ (`and`, `or`, `not` và a < b < c không dùng được)"
        )


def as_tree(value: Operand) -> Value:
    if isinstance(value, Expression):
        return value.tree()
    try:
        type_of(value)
    except TypeError as why:
        raise DefinitionError("điều kiện", str(why)) from None
    return _value("value", value)


def as_condition(value: object) -> Condition:
    if isinstance(value, Condition):
        return value
    hint = "so sánh câu hỏi bằng is_(), <, >=, … và để mỗi phép so sánh trong ngoặc: (a > 1) & (b < 2)"
    raise DefinitionError("điều kiện", f"{value!r} không phải điều kiện; {hint}")


def require_type(value: Value, types: set[str], sentence: str) -> None:
    if value.value_type not in types | {ANY}:
        raise DefinitionError(value.says, f"là {kind_of(value.value_type)}; {sentence}")


def _condition(op: str, *parts: Any) -> Condition:
    return cast("Condition", make(op, *parts))


def _value(op: str, *parts: Any) -> Value:
    return cast("Value", make(op, *parts))


def _joined(op: str, *parts: Any) -> tuple[Condition, ...]:
    """`(a & b) & c` is one `all` of three parts."""
    conditions = [as_condition(part) for part in parts]
    return tuple(
        as_condition(inner) for part in conditions for inner in (part.branches() if part.op == op else (part,))
    )
