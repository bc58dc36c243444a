"""Numbers and dates of a tree as sums: how often each name counts, and a constant. Dates are day numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from motcua.domain.definition import FormDefinition
from motcua.domain.expressions import Value
from motcua.domain.fields import Date, Integer, Money
from motcua.domain.items import Item
from motcua.domain.operands import Age, Arithmetic, Const, Count, FiledOn, Ref
from motcua.domain.papers import Computed
from motcua.domain.reasoning.goals import Row

FILED_ON = "@filed_on"
AGE, COUNT = "@age", "@count"


@dataclass(frozen=True, slots=True)
class Linear:
    """Sum of `times[name] * name`, plus `constant`. `is_whole`: every name and the constant are whole numbers."""

    times: Mapping[str, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def plus(self, other: Linear, sign: int = 1) -> Linear:
        times = dict(self.times)
        for name, often in other.times.items():
            times[name] = times.get(name, Fraction(0)) + sign * often
        kept = {name: often for name, often in times.items() if often}
        return Linear(kept, self.constant + sign * other.constant)

    def scaled(self, factor: Fraction) -> Linear:
        times = {name: often * factor for name, often in self.times.items() if factor}
        return Linear(times, self.constant * factor)


@dataclass(slots=True)
class Names:
    """Gives the numbers of one form their names, and remembers what each stands for."""

    form: FormDefinition
    meaning: dict[str, tuple[Value, Row]] = field(default_factory=dict)

    def linear(self, value: Value, row: Row) -> Linear | None:
        """None where the value is neither a number nor a date, or is computed in another way than sums."""
        match value:
            case Const(constant=constant):
                number = _number(constant)
                return None if number is None else Linear({}, number)
            case FiledOn():
                return self._named(FILED_ON, value, None)
            case Ref():
                return self._of_answer(value, row)
            case Age():
                return self._named(f"{AGE}:{value.to_data()}:{row}", value, row)
            case Count():
                return self._named(f"{COUNT}:{value.group.name}", value, None)
            case Arithmetic():
                return self._of_arithmetic(value, row)
        return None

    def name_of(self, key: str, row: Row) -> str:
        """The same question is another one in another row."""
        return f"{key}#{row[1]}" if row is not None and key.startswith(row[0] + ".") else key

    def _named(self, name: str, value: Value, row: Row) -> Linear:
        self.meaning[name] = (value, row)
        return Linear({name: Fraction(1)})

    def _of_answer(self, ref: Ref, row: Row) -> Linear | None:
        item = self.form.by_key.get(ref.name)
        if isinstance(item, Computed):
            # A decimal result is rounded, so only sums of whole numbers and days are what their expression says.
            return self.linear(item.expression, row) if is_whole(item.expression, self.form) else None
        if item is None or getattr(item, "value_type", "") not in ("number", "date"):
            return None
        return self._named(self.name_of(ref.name, row), ref, row)

    def _of_arithmetic(self, value: Arithmetic, row: Row) -> Linear | None:
        left, right = self.linear(value.left, row), self.linear(value.right, row)
        if left is None or right is None:
            return None
        if value.sign in ("plus", "minus"):
            if self._is_date(value.left) and not self._is_date(value.right) and not is_whole(value.right, self.form):
                return None  # days are added as whole numbers
            return left.plus(right, 1 if value.sign == "plus" else -1)
        if value.sign == "times":
            if not right.times:
                return left.scaled(right.constant)
            return right.scaled(left.constant) if not left.times else None
        return left.scaled(1 / right.constant) if not right.times and right.constant else None

    def _is_date(self, value: Value) -> bool:
        match value:
            case Const(constant=constant):
                return isinstance(constant, date)
            case FiledOn():
                return True
            case Ref():
                return getattr(self.form.by_key.get(value.name), "value_type", "") == "date"
            case Arithmetic():
                return self._is_date(value.left) and not self._is_date(value.right)
        return False


def is_whole(value: Value, form: FormDefinition) -> bool:
    """Whether it can only be a whole number or a day."""
    match value:
        case Const(constant=constant):
            return isinstance(constant, int | date) and not isinstance(constant, bool)
        case FiledOn() | Age() | Count():
            return True
        case Ref():
            item: Item | None = form.by_key.get(value.name)
            if isinstance(item, Computed):
                return is_whole(item.expression, form)
            return isinstance(item, Integer | Money | Date)
        case Arithmetic(sign=sign):
            return sign in ("plus", "minus", "times") and is_whole(value.left, form) and is_whole(value.right, form)
    return False


def _number(constant: Any) -> Fraction | None:
    match constant:
        case bool():
            return None
        case date():
            return Fraction(constant.toordinal())
        case int() | Decimal():
            return Fraction(constant)
    return None
