"""What to change so that a condition holds: the tree of a check read backwards, as far as trees can be.

Each repair is a set of posted texts by name; whoever asks tries them and keeps what leaves the fewest errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN
from decimal import Decimal as Dec
from random import Random
from typing import Any

from motcua.domain.comparisons import AllOf, AllRows, Answered, AnyOf, AnyRow, Compare, Includes, Not, OneOf
from motcua.domain.conditions import Condition, Env, Value
from motcua.domain.definition import FormDefinition
from motcua.domain.fields import Choice, Date, Decimal, Field, Many, YesNo
from motcua.domain.operands import Age, Arithmetic, Count, Ref, SumOf
from motcua.domain.papers import Computed
from motcua.domain.quantities import Number

Edit = Mapping[str, tuple[str, ...]]
_OPPOSITE = {"is": "is_not", "is_not": "is", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
_SWAPPED = {"is": "is", "is_not": "is_not", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}


@dataclass(frozen=True, slots=True)
class Repairer:
    """Works on one form with the answers of one try."""

    form: FormDefinition
    env: Env
    rng: Random
    at_row: tuple[str, int] | None = None

    def repairs(self, condition: Condition, want: bool = True) -> Iterator[Edit]:
        """Edits after which `condition` may come out as wanted, the plainest first."""
        match condition:
            case Not():
                yield from self.repairs(condition.part, not want)
            case AllOf() | AnyOf():
                yield from self._joined(condition.parts, want, every=isinstance(condition, AllOf) == want)
            case AnyRow():
                yield from self._rows(condition, want)
            case Answered():
                if isinstance(condition.of, Ref) and not want:
                    yield {self._name(condition.of): ()}
            case OneOf():
                options = [each.value(self.env) for each in condition.options]
                yield from self._options(condition.of, options, want)
            case Includes():
                if isinstance(condition.of, Ref):
                    yield from self._reach(condition.of, (condition.option.value(self.env),) if want else ())
            case Compare():
                how = condition.how if want else _OPPOSITE[condition.how]
                yield from self._compared(how, condition.left, condition.right)
                yield from self._compared(_SWAPPED[how], condition.right, condition.left)

    def _joined(self, parts: tuple[Condition, ...], want: bool, *, every: bool) -> Iterator[Edit]:
        """`every`: all parts must come out as wanted; otherwise one of them will do."""
        if not every:
            for part in parts:
                yield from self.repairs(part, want)
            return
        together: dict[str, tuple[str, ...]] = {}
        for part in parts:
            if part.holds(self.env) is not want:
                together |= next(self.repairs(part, want), {})
        yield together

    def _rows(self, condition: AnyRow, want: bool) -> Iterator[Edit]:
        rows = condition.group.rows(self.env) or []
        inner = [Repairer(self.form, row, self.rng, (condition.group.name, at)) for at, row in enumerate(rows)]
        if isinstance(condition, AllRows) == want:
            together: dict[str, tuple[str, ...]] = {}
            for each in inner:
                if condition.condition.holds(each.env) is not want:
                    together |= next(each.repairs(condition.condition, want), {})
            yield together
        else:
            for each in inner:
                yield from each.repairs(condition.condition, want)

    def _options(self, of: Value, options: list[Any], want: bool) -> Iterator[Edit]:
        known = self._field(of)
        others = [key for key in (known.choices if known is not None else {}) if key not in options]
        for option in options if want else others:
            yield from self._reach(of, option)

    def _compared(self, how: str, left: Value, right: Value) -> Iterator[Edit]:
        other = right.value(self.env)
        if other is None:
            return
        if how == "is_not":
            yield from self._other_than(left, other)
            return
        for value in self._aims(how, other, isinstance(left, Age)):
            yield from self._reach(left, value)

    def _other_than(self, of: Value, value: Any) -> Iterator[Edit]:
        known = self._field(of)
        if isinstance(known, YesNo):
            yield from self._reach(of, not value)
        elif known is not None and known.choices:
            yield from self._options(of, [value], want=False)
        elif isinstance(value, date):
            yield from self._reach(of, value + timedelta(days=1))
        elif isinstance(value, int | Dec):
            yield from self._reach(of, value + 1)

    def _aims(self, how: str, other: Any, is_age: bool) -> Iterator[Any]:
        if how in ("is", "ge", "le") and not (is_age and how == "ge"):
            yield other
        if isinstance(other, bool | str | tuple):
            return
        is_day = isinstance(other, date)
        for step in (self.rng.randint(1, 20), 1):
            by: Any = timedelta(days=step) if is_day else step
            if how in ("gt", "ge"):
                yield other + by
            elif how in ("lt", "le"):
                yield other - by
        if is_age and how == "ge":
            yield other

    def _reach(self, of: Value, value: Any) -> Iterator[Edit]:
        """Edits that give the expression `of` this very value."""
        match of:
            case Ref():
                item = self.form.by_key.get(of.name)
                if isinstance(item, Computed):
                    yield from self._reach(item.expression, value)
                elif isinstance(item, Field) and (text := _typed(item, value)) is not None:
                    yield {self._name(of): text}
            case Age():
                on = of.on.value(self.env)
                if isinstance(on, date):
                    # Half a year past the birthday, so that a day more or less changes nothing.
                    yield from self._reach(of.born, on - timedelta(days=int(value) * 365 + int(value) // 4 + 183))
                    born = of.born.value(self.env)
                    if isinstance(born, date):
                        yield from self._reach(of.on, born + timedelta(days=int(value) * 366 + 183))
            case SumOf():
                yield from self._shared_out(of, value)
            case Count():
                have = len(of.group.rows(self.env) or [])
                keys = [key for key in self.form.by_key if key.startswith(of.group.name + ".")]
                locals_ = [key[len(of.group.name) + 1 :] for key in keys]
                if int(value) < have:
                    yield {f"{of.group.name}.{at}.{each}": () for at in range(int(value), have) for each in locals_}
            case Arithmetic():
                yield from self._solved(of, value)

    def _solved(self, of: Arithmetic, value: Any) -> Iterator[Edit]:
        left, right = of.left.value(self.env), of.right.value(self.env)
        try:
            match of.sign:
                case "plus":
                    yield from self._reach(of.left, value - right)
                    yield from self._reach(of.right, value - left)
                    yield from self._halved(of, value)
                case "minus":
                    yield from self._reach(of.left, value + right)
                    yield from self._reach(of.right, left - value)
                case "times":
                    yield from self._reach(of.left, Dec(value) / Dec(right))
                    yield from self._reach(of.right, Dec(value) / Dec(left))
                case "by":
                    yield from self._reach(of.left, Dec(value) * Dec(right))
                    yield from self._reach(of.right, Dec(left) / Dec(value))
        except (TypeError, ArithmeticError):
            return

    def _halved(self, of: Arithmetic, value: Any) -> Iterator[Edit]:
        """Both sides of a sum at once, where neither can make up for the other alone."""
        part = int(value) * self.rng.randint(35, 65) // 100
        left, right = next(self._reach(of.left, part), None), next(self._reach(of.right, value - part), None)
        if left and right:
            yield {**left, **right}

    def _shared_out(self, of: SumOf, total: Any) -> Iterator[Edit]:
        """The sum dealt to the rows in uneven, round parts; the last takes the rest."""
        rows = of.group.rows(self.env)
        local = of.column.name[len(of.group.name) + 1 :]
        column = self.form.by_key.get(of.column.name)
        if not rows or not isinstance(column, Number) or not isinstance(total, int | Dec):
            return
        weights = [self.rng.randint(2, 6) for _ in rows]
        unit = Dec(1_000_000) if total >= 10_000_000 else Dec(5) if total >= 20 else Dec(1)
        left, edit = Dec(total), {}
        for at, weight in enumerate(weights):
            is_last = at == len(weights) - 1
            part = left if is_last else (Dec(total) * weight / sum(weights) / unit).quantize(Dec(1), ROUND_DOWN) * unit
            left -= part
            text = _typed(column, part)
            if text is None:
                return
            edit[f"{of.group.name}.{at}.{local}"] = text
        yield edit

    def _field(self, of: Value) -> Field[Any] | None:
        item = self.form.by_key.get(of.name) if isinstance(of, Ref) else None
        return item if isinstance(item, Field) else None

    def _name(self, ref: Ref) -> str:
        if self.at_row and ref.name.startswith(self.at_row[0] + "."):
            group, at = self.at_row
            return f"{group}.{at}.{ref.name[len(group) + 1 :]}"
        return ref.name


def _typed(asked: Field[Any], value: Any) -> tuple[str, ...] | None:
    """The text to post; None where the question can't have that value."""
    if isinstance(asked, Number):
        number = Dec(value) if isinstance(value, int | Dec) else None
        if number is None or not number.is_finite():
            return None
        if asked.least is not None and number < asked.least:
            return None
        if asked.most is not None and number > asked.most:
            return None
        if isinstance(asked, Decimal):
            return asked.typed(number.quantize(Dec(1).scaleb(-asked.places)))
        return asked.typed(int(number)) if number == number.to_integral_value() else None
    if isinstance(asked, Date):
        return asked.typed(value) if isinstance(value, date) else None
    if isinstance(asked, YesNo):
        return asked.typed(value) if isinstance(value, bool) else None
    if isinstance(asked, Many):
        return asked.typed(value)
    if isinstance(asked, Choice):
        return (value,) if value in asked.choices else None
    return (str(value),)
