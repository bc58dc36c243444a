"""What is supposed of one dossier while it is tried whether it can exist: answered questions, and bounds on answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from motcua.domain.definition import FormDefinition
from motcua.domain.errors import Refused
from motcua.domain.expressions import Value
from motcua.domain.fields import Choice, Date, Many, Text, YesNo
from motcua.domain.items import Field, Item
from motcua.domain.operands import CHANNELS, Age, Channel, Const, Count, FiledOn, Ref
from motcua.domain.papers import Computed
from motcua.domain.parts import Rows
from motcua.domain.quantities import FIRST_YEAR, LAST_YEAR, Number
from motcua.domain.reasoning.differences import ZERO, Differences
from motcua.domain.reasoning.goals import Asked, Goal, Row, Wanted
from motcua.domain.reasoning.linear import FILED_ON, Linear, Names
from motcua.domain.reasoning.words import Words

_FIRST, _LAST = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
_CHANNEL = "@channel"


@dataclass(slots=True)
class State:
    """`names` is shared by all states of one search, the rest is each one's own."""

    form: FormDefinition
    channels: tuple[str, ...]
    names: Names
    numbers: Differences = field(default_factory=Differences)
    words: Words = field(default_factory=Words)
    answered: dict[tuple[str, Row], bool] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def copy(self) -> State:
        return State(
            self.form,
            self.channels,
            self.names,
            self.numbers.copy(),
            self.words.copy(),
            dict(self.answered),
            set(self.known),
        )

    def is_possible(self) -> bool:
        return self.words.is_possible() and self.numbers.is_possible()

    def suppose(self, asked: Asked) -> list[Asked | Goal] | None:
        """What follows from an answer, or from none; None where it can't be. An answer was asked for, so the question
        was shown; a question that must be answered and has no answer was not shown."""
        item = self.form.by_key.get(asked.key)
        row = asked.row if asked.row is not None and asked.key.startswith(asked.row[0] + ".") else None
        if item is None:
            return []
        if (asked.key, row) in self.answered:
            return [] if self.answered[asked.key, row] == asked.is_answered else None
        self.answered[asked.key, row] = asked.is_answered
        if asked.is_answered:
            shown = [] if item.condition is None else [Goal(item.condition, Wanted.TRUE, row)]
            return [*shown, *_also_answered(item, row)]
        if isinstance(item, Rows) or (isinstance(item, Field) and item.required):
            return None if item.condition is None else [Goal(item.condition, Wanted.NOT_TRUE, row)]
        return []

    def compare(self, how: str, left: Value, right: Value, row: Row) -> bool:
        """Adds `left how right`. False where that is plainly impossible."""
        one, other = self.names.linear(left, row), self.names.linear(right, row)
        if one is not None and other is not None:
            return self._compare_numbers(how, one.plus(other, -1))
        return self._compare_words(how, left, right, row) if how in ("is", "is_not") else True

    def include(self, of: Value, option: Value, row: Row, *, is_chosen: bool) -> bool:
        if isinstance(of, Ref) and isinstance(option, Const):
            item = self.form.by_key.get(of.name)
            if isinstance(item, Many):
                name = self.names.name_of(of.name, row)
                self.words.options[name] = frozenset(item.choices)
                self.words.include(name, option.constant, is_chosen=is_chosen)
        return True

    def at_least_one_row(self, group: Ref) -> bool:
        number = self.names.linear(Count(group), None)
        return number is None or self._compare_numbers("ge", number.plus(Linear({}, Fraction(-1))))

    def _compare_numbers(self, how: str, difference: Linear) -> bool:
        """`difference how 0`, as bounds where it speaks of one name or of the difference of two."""
        for name in difference.times:
            self._learn(name)
        pair = _as_pair(difference)
        if pair is None:
            return True
        x, y, by, is_reversed = pair
        how = _REVERSED.get(how, how) if is_reversed else how
        if x == y:
            return _HOLDS[how](0, by)
        if how == "is_not":
            self.numbers.differ(x, y, by)
        if how in ("is", "le", "lt"):
            self.numbers.add(x, y, by, strict=how == "lt")
        if how in ("is", "ge", "gt"):
            self.numbers.add(y, x, -by, strict=how == "gt")
        self._link_age(how, x, y, by)
        return True

    def _link_age(self, how: str, x: str, y: str, by: Fraction) -> None:
        """Years of age bound days: k full years are at least 365k days, fewer than k + 1 are at most 366(k + 1)."""
        value, row = self.names.meaning.get(x, (None, None))
        if not isinstance(value, Age) or y != ZERO:
            return
        born, on = self.names.linear(value.born, row), self.names.linear(value.on, row)
        if born is None or on is None:
            return
        lived = on.plus(born, -1)
        if how in ("ge", "gt", "is") and by >= 0:
            self._compare_numbers("ge", lived.plus(Linear({}, -365 * Fraction(by))))
        if how in ("le", "lt", "is") and by >= 0:
            self._compare_numbers("le", lived.plus(Linear({}, -366 * (Fraction(by) + 1))))

    def _learn(self, name: str) -> None:
        """The bounds that a name has by itself: those of its question."""
        if name in self.known:
            return
        self.known.add(name)
        value, _ = self.names.meaning[name]
        match value:
            case FiledOn():
                self._within(name, _FIRST, _LAST)
            case Age(born=born, on=on):
                least = 0 if isinstance(on, FiledOn) and self._is_past(born) else None
                self._within(name, least, LAST_YEAR - FIRST_YEAR)
            case Count(group=group):
                rows = self.form.by_key.get(group.name)
                if isinstance(rows, Rows):
                    self._within(name, rows.least, rows.most)
            case Ref():
                self._learn_of_question(name, self.form.by_key.get(value.name))

    def _learn_of_question(self, name: str, item: Item | None) -> None:
        if isinstance(item, Date):
            self._within(name, _FIRST, _LAST)
            if item.not_future or item.not_past:
                self.names.linear(FiledOn(), None)
                self._learn(FILED_ON)
            if item.not_future:
                self.numbers.add(name, FILED_ON, Fraction(0))
            if item.not_past:
                self.numbers.add(FILED_ON, name, Fraction(0))
        elif isinstance(item, Number):
            self._within(name, item.least, item.most, is_whole=item.kind != "decimal")

    def _within(self, name: str, least: Any, most: Any, *, is_whole: bool = True) -> None:
        if is_whole:
            self.numbers.whole.add(name)
        if least is not None:
            self.numbers.add(ZERO, name, -Fraction(least))
        if most is not None:
            self.numbers.add(name, ZERO, Fraction(most))

    def _is_past(self, born: Value) -> bool:
        item = self.form.by_key.get(born.name) if isinstance(born, Ref) else None
        return isinstance(item, Date) and item.not_future

    def _compare_words(self, how: str, left: Value, right: Value, row: Row) -> bool:
        if isinstance(left, Const) and not isinstance(right, Const):
            left, right = right, left
        one, is_same = self._word(left, row), how == "is"
        if one is None:
            return True
        if isinstance(right, Const):
            if not is_same:
                self.words.rule_out(one, right.constant)
                return True
            self.words.only(one, (right.constant,))
            return self._may_read(left, right.constant)
        other = self._word(right, row)
        if other is not None:
            self.words.compare(one, other, is_same=is_same)
        return one != other or is_same

    def _word(self, value: Value, row: Row) -> str | None:
        """The name of what is answered with a word, its options known from now on."""
        if isinstance(value, Channel):
            self.words.only(_CHANNEL, self.channels or CHANNELS)
            return _CHANNEL
        item = self.form.by_key.get(value.name) if isinstance(value, Ref) else None
        if item is None or not isinstance(value, Ref) or isinstance(item, Many | Rows | Computed | Number | Date):
            return None
        name = self.names.name_of(value.name, row)
        if isinstance(item, Choice):
            self.words.only(name, item.choices)
        elif isinstance(item, YesNo):
            self.words.only(name, (True, False))
        return name

    def _may_read(self, value: Value, text: Any) -> bool:
        """Whether the question takes this text as it is: its pattern and length may not."""
        item = self.form.by_key.get(value.name) if isinstance(value, Ref) else None
        if not isinstance(item, Text) or not isinstance(text, str):
            return True
        try:
            return item.parse(text) == text
        except Refused:
            return False


_REVERSED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda a, b: a == b,
    "is_not": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


def _as_pair(difference: Linear) -> tuple[str, str, Fraction, bool] | None:
    """`x - y how by`, and whether the comparison turned round on the way. None for longer sums."""
    names = list(difference.times)
    if not names:
        return ZERO, ZERO, -difference.constant, False
    factor = difference.times[names[0]]
    by = -difference.constant / factor
    if len(names) == 1:
        return names[0], ZERO, by, factor < 0
    if len(names) == 2 and difference.times[names[1]] == -factor:
        return names[0], names[1], by, factor < 0
    return None


def _also_answered(item: Item, row: Row) -> Iterator[Asked]:
    """A computed value is there only where everything it is computed from is."""
    if isinstance(item, Computed):
        yield from (Asked(key, row) for key in sorted(item.expression.outer_fields()))


def answers_read(*values: Value) -> list[str]:
    """The keys that an expression reads from outside of rows it sums over."""
    return sorted(frozenset[str]().union(*(value.outer_fields() for value in values)))
