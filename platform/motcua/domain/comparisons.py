"""The nodes that are true, false or (None) unknown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.domain.errors import DefinitionError
from motcua.domain.expressions import Condition, Value, require_type
from motcua.domain.operands import Channel, Const, Ref
from motcua.domain.trees import Env, node
from motcua.domain.values import ANY, DATE, NUMBER, OPTIONS, ROWS, TEXT, TRUTH, kind_of


@node
@dataclass(frozen=True, slots=True)
class Compare(Condition):
    op: ClassVar[str] = "compare"
    how: str
    left: Value
    right: Value

    # how → (function, Vietnamese between the two sides, Vietnamese for dates)
    WAYS: ClassVar[Mapping[str, tuple[Callable[[Any, Any], bool], str, str]]] = {
        "is": (operator.eq, "{} là {}", "{} là {}"),
        "is_not": (operator.ne, "{} không phải là {}", "{} không phải là {}"),
        "lt": (operator.lt, "{} nhỏ hơn {}", "{} trước {}"),
        "le": (operator.le, "{} không quá {}", "{} không sau {}"),
        "gt": (operator.gt, "{} lớn hơn {}", "{} sau {}"),
        "ge": (operator.ge, "{} từ {} trở lên", "{} từ {} trở đi"),
    }

    def __post_init__(self) -> None:
        if self.how not in self.WAYS:
            raise DefinitionError("điều kiện", f"không có phép so sánh {self.how!r}")
        left, right = self.left.value_type, self.right.value_type
        if OPTIONS in (left, right):
            raise DefinitionError(self.left.says, "có nhiều trả lời; dùng includes()")
        if ANY not in (left, right) and left != right:
            raise DefinitionError(
                self.left.says, f"là {kind_of(left)}, không so sánh được với {kind_of(right)} {self.right.says}"
            )
        if self.how not in ("is", "is_not") and left not in (NUMBER, DATE, ANY):
            raise DefinitionError(self.left.says, f"là {kind_of(left)}; chỉ số và ngày mới so lớn nhỏ được")
        object.__setattr__(self, "right", _option(self.left, self.right))

    @property
    def says(self) -> str:
        is_date = isinstance(self.right, Const) and self.right.value_type == DATE
        left, right = self.left.says, self.right.says
        if isinstance(self.right, Const) and self.right.value_type in (TEXT, TRUTH):
            right = f"“{right}”"
        _, plain, of_dates = self.WAYS[self.how]
        return (of_dates if is_date else plain).format(left, right)

    def holds(self, env: Env) -> bool | None:
        left, right = self.left.value(env), self.right.value(env)
        if left is None or right is None:
            return None
        try:
            return bool(self.WAYS[self.how][0](left, right))
        except (TypeError, ArithmeticError):
            return None


@node
@dataclass(frozen=True, slots=True)
class OneOf(Condition):
    op: ClassVar[str] = "one_of"
    of: Value
    options: tuple[Value, ...]

    def __post_init__(self) -> None:
        compared = tuple(Compare("is", self.of, each).right for each in self.options)
        object.__setattr__(self, "options", compared)

    @property
    def says(self) -> str:
        *before, last = (f"“{each.says}”" for each in self.options)
        return f"{self.of.says} là {', '.join(before)}{' hoặc ' if before else ''}{last}"

    def holds(self, env: Env) -> bool | None:
        value, options = self.of.value(env), [each.value(env) for each in self.options]
        if value is None:
            return None
        return value in options or (None if None in options else False)


@node
@dataclass(frozen=True, slots=True)
class Includes(Condition):
    op: ClassVar[str] = "includes"
    of: Value
    option: Value

    def __post_init__(self) -> None:
        require_type(self.of, {OPTIONS}, "includes() dành cho câu hỏi nhiều trả lời; dùng is_()")
        object.__setattr__(self, "option", _option(self.of, self.option))

    @property
    def says(self) -> str:
        return f"{self.of.says} có chọn “{self.option.says}”"

    def holds(self, env: Env) -> bool | None:
        chosen = self.of.value(env)
        return self.option.value(env) in chosen if isinstance(chosen, list | tuple) else None


@node
@dataclass(frozen=True, slots=True)
class Answered(Condition):
    op: ClassVar[str] = "answered"
    of: Value

    @property
    def says(self) -> str:
        return f"{self.of.says} đã được trả lời"

    def holds(self, env: Env) -> bool | None:
        return self.of.value(env) is not None


@node
@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    op: ClassVar[str] = "all"
    parts: tuple[Condition, ...]

    @property
    def says(self) -> str:
        return " và ".join(_bracketed(part, AnyOf, OneOf) for part in self.parts)

    def holds(self, env: Env) -> bool | None:
        return _all(part.holds(env) for part in self.parts)


@node
@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    op: ClassVar[str] = "any"
    parts: tuple[Condition, ...]

    @property
    def says(self) -> str:
        return " hoặc ".join(_bracketed(part, AllOf) for part in self.parts)

    def holds(self, env: Env) -> bool | None:
        return _not(_all(_not(part.holds(env)) for part in self.parts))


@node
@dataclass(frozen=True, slots=True)
class Not(Condition):
    op: ClassVar[str] = "not"
    part: Condition

    @property
    def says(self) -> str:
        return f"không phải ({self.part.says})"

    def holds(self, env: Env) -> bool | None:
        return _not(self.part.holds(env))


@node
@dataclass(frozen=True, slots=True)
class AnyRow(Condition):
    op: ClassVar[str] = "any_row"
    group: Ref
    condition: Condition

    def __post_init__(self) -> None:
        require_type(self.group, {ROWS}, "any_row() và all_rows() dành cho nhóm dòng")

    @property
    def says(self) -> str:
        return f"có ít nhất một dòng của {self.group.says} mà {self.condition.says}"

    def outer_fields(self) -> frozenset[str]:
        own = self.group.name + "."
        return self.group.fields() | {key for key in self.condition.outer_fields() if not key.startswith(own)}

    def holds(self, env: Env) -> bool | None:
        rows = self.group.rows(env)
        return None if rows is None else _not(_all(_not(self.condition.holds(row)) for row in rows))


@node
@dataclass(frozen=True, slots=True)
class AllRows(AnyRow):
    op: ClassVar[str] = "all_rows"

    @property
    def says(self) -> str:
        return f"mọi dòng của {self.group.says} đều thỏa mãn: {self.condition.says}"

    def holds(self, env: Env) -> bool | None:
        rows = self.group.rows(env)
        return None if rows is None else _all(self.condition.holds(row) for row in rows)


def _option(of: Value, value: Value) -> Value:
    """A constant compared with a choice must be one of its options, and takes the option's Vietnamese text."""
    options = of.choices if isinstance(of, Ref | Channel) else {}
    if not options or not isinstance(value, Const):
        return value
    if value.constant not in options:
        raise DefinitionError(
            of.says, f"không có lựa chọn {value.constant!r}; các lựa chọn: {', '.join(map(repr, options))}"
        )
    return Const(value.constant, options[value.constant])


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: Iterable[bool | None]) -> bool | None:
    seen = list(values)
    return False if False in seen else None if None in seen else True


def _bracketed(part: Condition, *kinds: type[Condition]) -> str:
    return f"({part.says})" if isinstance(part, kinds) else part.says
