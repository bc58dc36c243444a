"""The nodes with a value: answers, constants, the day and channel of filing, ages, arithmetic, sums over rows."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Self

from motcua.domain.errors import DefinitionError
from motcua.domain.expressions import Condition, Expression, Value, as_condition, require_type
from motcua.domain.trees import Env, Named, Tree, make, node
from motcua.domain.values import ANY, DATE, NUMBER, ROWS, TEXT, kind_of, show_value, type_of, years_between

# Nghị định 61/2018/NĐ-CP, Điều 16: the ways a dossier may be filed.
CHANNELS: Mapping[str, str] = {"direct": "Trực tiếp", "post": "Bưu chính công ích", "online": "Trực tuyến"}


@node
@dataclass(frozen=True, slots=True)
class Ref(Value):
    """An answer: by field object in a class body, by key afterwards."""

    op: ClassVar[str] = "answer"
    key: str = ""
    label: str = ""
    of: Named | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        return self.of.key if self.of is not None else self.key

    @property
    def value_type(self) -> str:
        return self.of.value_type if self.of is not None else ANY

    @property
    def choices(self) -> Mapping[str, str]:
        return self.of.choices if self.of is not None else {}

    @property
    def says(self) -> str:
        return f"“{self.label or self.key}”"

    def fields(self) -> frozenset[str]:
        return frozenset({self.name})

    outer_fields = fields

    def replaced(self, change: Callable[[Any], Tree]) -> Self:
        return change(self)  # type: ignore[return-value]  # a reference becomes another reference

    def keyed(self, where: str) -> Ref:
        if not self.name:
            raise DefinitionError(where, f"một điều kiện đọc “{self.label}”, không phải câu hỏi của tờ khai này")
        return Ref(key=self.name, label=self.label)

    def value(self, env: Env) -> Any:
        return env.answer(self.name)

    def rows(self, env: Env) -> list[Env] | None:
        rows = env.answer(self.name)
        if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
            return None
        return [env.in_row(self.name, row) for row in rows]

    def column(self, key: str) -> Ref:
        """The field `key` of a group's rows."""
        if self.of is None:
            return Ref(key=f"{self.key}.{key}", label=key)
        child = self.of.child(key)
        if child is None:
            raise DefinitionError(self.says, f"không có câu hỏi {key!r} trong các dòng")
        return Ref(label=child.label, of=child)

    def count(self) -> Expression:
        return Count(self)

    def sum_of(self, key: str) -> Expression:
        return SumOf(self, self.column(key))

    def any_row(self, condition: Condition) -> Condition:
        return as_condition(make("any_row", self, as_condition(condition)))

    def all_rows(self, condition: Condition) -> Condition:
        return as_condition(make("all_rows", self, as_condition(condition)))


@node
@dataclass(frozen=True, slots=True)
class Const(Value):
    op: ClassVar[str] = "value"
    constant: Any
    text: str = ""

    @property
    def value_type(self) -> str:
        return type_of(self.constant)

    @property
    def says(self) -> str:
        return self.text or show_value(self.constant)

    def value(self, env: Env) -> Any:
        return self.constant


@node
@dataclass(frozen=True, slots=True)
class FiledOn(Value):
    op: ClassVar[str] = "filed_on"

    @property
    def value_type(self) -> str:
        return DATE

    @property
    def says(self) -> str:
        return "ngày nộp hồ sơ"

    def value(self, env: Env) -> Any:
        return env.filed_on


@node
@dataclass(frozen=True, slots=True)
class Channel(Value):
    op: ClassVar[str] = "channel"

    @property
    def value_type(self) -> str:
        return TEXT

    @property
    def choices(self) -> Mapping[str, str]:
        return CHANNELS

    @property
    def says(self) -> str:
        return "hình thức nộp"

    def value(self, env: Env) -> Any:
        return env.channel


@node
@dataclass(frozen=True, slots=True)
class Age(Value):
    op: ClassVar[str] = "age"
    born: Value
    on: Value

    def __post_init__(self) -> None:
        require_type(self.born, {DATE}, "age() cần một ngày")
        require_type(self.on, {DATE}, "age(on=…) cần một ngày")

    @property
    def value_type(self) -> str:
        return NUMBER

    @property
    def says(self) -> str:
        return f"tuổi theo {self.born.says} tính đến {self.on.says}"

    def value(self, env: Env) -> Any:
        born, on = self.born.value(env), self.on.value(env)
        return years_between(born, on) if isinstance(born, date) and isinstance(on, date) else None


@node
@dataclass(frozen=True, slots=True)
class Arithmetic(Value):
    op: ClassVar[str] = "arithmetic"
    sign: str
    left: Value
    right: Value

    SIGNS: ClassVar[Mapping[str, tuple[Callable[[Any, Any], Any], str]]] = {
        "plus": (operator.add, "cộng"),
        "minus": (operator.sub, "trừ"),
        "times": (operator.mul, "nhân"),
        "by": (lambda left, right: Decimal(left) / Decimal(right), "chia"),
    }

    def __post_init__(self) -> None:
        if self.sign not in self.SIGNS:
            raise DefinitionError("điều kiện", f"không có phép tính {self.sign!r}")
        types = (self.left.value_type, self.right.value_type)
        if ANY not in types and types != (NUMBER, NUMBER):
            dates = {("minus", DATE, DATE), ("minus", DATE, NUMBER), ("plus", DATE, NUMBER)}
            if (self.sign, *types) not in dates:
                raise DefinitionError(
                    self.left.says,
                    f"không tính được {kind_of(types[0])} {self.SIGNS[self.sign][1]} {kind_of(types[1])}",
                )

    @property
    def value_type(self) -> str:
        types = (self.left.value_type, self.right.value_type)
        if ANY in types:
            return ANY
        return DATE if types == (DATE, NUMBER) else NUMBER

    @property
    def says(self) -> str:
        return f"({self.left.says} {self.SIGNS[self.sign][1]} {self.right.says})"

    def value(self, env: Env) -> Any:
        left, right = self.left.value(env), self.right.value(env)
        if left is None or right is None:
            return None
        try:
            if isinstance(left, date) and not isinstance(right, date):
                return self.SIGNS[self.sign][0](left, timedelta(days=int(right)))
            result = self.SIGNS[self.sign][0](left, right)
        except (TypeError, ValueError, ArithmeticError):
            return None
        return result.days if isinstance(result, timedelta) else result


@node
@dataclass(frozen=True, slots=True)
class Count(Value):
    op: ClassVar[str] = "count"
    group: Ref

    def __post_init__(self) -> None:
        require_type(self.group, {ROWS}, "count() dành cho nhóm dòng")

    @property
    def value_type(self) -> str:
        return NUMBER

    @property
    def says(self) -> str:
        return f"số lượng {self.group.says}"

    def value(self, env: Env) -> Any:
        rows = self.group.rows(env)
        return None if rows is None else len(rows)


@node
@dataclass(frozen=True, slots=True)
class SumOf(Value):
    op: ClassVar[str] = "sum"
    group: Ref
    column: Ref

    def __post_init__(self) -> None:
        require_type(self.group, {ROWS}, "sum_of() dành cho nhóm dòng")
        require_type(self.column, {NUMBER}, "sum_of() cần một số")

    @property
    def value_type(self) -> str:
        return NUMBER

    @property
    def says(self) -> str:
        return f"tổng {self.column.says} của {self.group.says}"

    def outer_fields(self) -> frozenset[str]:
        return self.group.fields()

    def value(self, env: Env) -> Any:
        rows = self.group.rows(env)
        values = None if rows is None else [self.column.value(row) for row in rows]
        if values is None or any(not isinstance(value, int | Decimal) for value in values):
            return None
        return sum(values)
