"""The search: goals are taken apart until only bounds are left; where there is a choice, each way is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from motcua.domain.comparisons import AllOf, AllRows, Answered, AnyOf, AnyRow, Compare, Includes, Not, OneOf
from motcua.domain.definition import FormDefinition
from motcua.domain.expressions import Value
from motcua.domain.operands import CHANNELS, Age, Arithmetic, Channel, Const, FiledOn, Ref
from motcua.domain.papers import Computed
from motcua.domain.parts import Rows
from motcua.domain.reasoning.goals import Asked, Goal, Row, Wanted
from motcua.domain.reasoning.linear import Names
from motcua.domain.reasoning.state import State, answers_read

#: Ways tried before the search gives up and says “yes”.
MOST_WAYS = 4_000
_AGAINST = {"is": "is_not", "is_not": "is", "lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}


@dataclass(frozen=True, slots=True)
class Told:
    """Something to be added to what is supposed; `add` says False where that is plainly impossible."""

    add: Callable[[State], bool]


Step = Asked | Goal | Told
Ways = list[list[Step]]


class _GaveUp(Exception):
    pass


def can_happen(form: FormDefinition, *goals: Asked | Goal, channels: Iterable[str] = CHANNELS) -> bool:
    """False when no complete dossier of this form, filed in one of `channels`, fulfils every goal."""
    try:
        return _Search(form).is_open(State(form, tuple(channels), Names(form)), list(goals), [])
    except _GaveUp:
        return True


class _Search:
    def __init__(self, form: FormDefinition) -> None:
        self.form = form
        self.tried = 0
        self.rows = count(1)

    def is_open(self, state: State, steps: list[Step], choices: list[Ways]) -> bool:
        """Whether some way of fulfilling everything is not contradictory. `state` and `steps` are used up."""
        choices = list(choices)
        while steps:
            step = steps.pop()
            if isinstance(step, Told):
                if not step.add(state):
                    return False
            elif isinstance(step, Asked):
                follows = state.suppose(step)
                if follows is None:
                    return False
                steps += follows
            else:
                ways = self.ways_of(step)
                if len(ways) == 1:
                    steps += ways[0]
                else:
                    choices.append(ways)
        if not state.is_possible():
            return False
        if not choices:
            return True
        choices.sort(key=len, reverse=True)
        for way in choices.pop():
            self.tried += 1
            if self.tried > MOST_WAYS:
                raise _GaveUp
            if self.is_open(state.copy(), list(way), choices):
                return True
        return False

    def ways_of(self, goal: Goal) -> Ways:
        """Each way to fulfil a goal, as what it needs. A kind of condition that is not known here needs nothing."""
        condition, wanted, row = goal.condition, goal.wanted, goal.row
        match condition:
            case Not():
                return [[Goal(condition.part, wanted.opposite, row)]]
            case AllOf() | AnyOf():
                parts: list[Step] = [Goal(part, wanted, row) for part in condition.parts]
                return [parts] if wanted.is_truth == isinstance(condition, AllOf) else [[part] for part in parts]
            case Answered():
                return self._answered(condition.of, wanted.is_truth, row)
            case OneOf():
                each = tuple(Compare("is", condition.of, option) for option in condition.options)
                return [[Goal(AnyOf(each), wanted, row)]]
            case Compare():
                how = condition.how if wanted.is_truth else _AGAINST[condition.how]
                told = Told(lambda state: state.compare(how, condition.left, condition.right, row))
                return self._where_answered(told, wanted, row, condition.left, condition.right)
            case Includes():
                told = Told(lambda state: state.include(condition.of, condition.option, row, is_chosen=wanted.is_truth))
                return self._where_answered(told, wanted, row, condition.of)
            case AnyRow():
                return self._in_rows(condition, wanted)
        return [[]]

    def _answered(self, of: Value, is_answered: bool, row: Row) -> Ways:
        keys = answers_read(of)
        if is_answered:
            return [[Asked(key, row) for key in keys]]
        return [[Asked(of.name, row, False)]] if isinstance(of, Ref) else [[]]

    def _where_answered(self, told: Told, wanted: Wanted, row: Row, *values: Value) -> Ways:
        """A comparison is true or false only where every answer it reads is there; where one is not, it is unknown."""
        keys = answers_read(*values)
        ways: Ways = [[*(Asked(key, row) for key in keys), told]]
        if wanted.accepts_unknown:
            ways += [[Asked(key, row, False)] for key in keys]
            if not all(map(self._is_told_by_answers, values)):
                ways.append([])
        return ways

    def _is_told_by_answers(self, value: Value) -> bool:
        """Whether it is there as soon as the answers are; a quotient or a sum over rows need not be."""
        match value:
            case Ref():
                return not isinstance(self.form.by_key.get(value.name), Computed)
            case Const() | FiledOn() | Channel():
                return True
            case Age():
                return self._is_told_by_answers(value.born) and self._is_told_by_answers(value.on)
            case Arithmetic(sign=sign):
                parts = (value.left, value.right)
                return sign != "by" and all(map(self._is_told_by_answers, parts))
        return False

    def _in_rows(self, condition: AnyRow, wanted: Wanted) -> Ways:
        """One row that makes (or breaks) it, where there must be one; a row that follows the rule, where there is."""
        group = condition.group
        rows = self.form.by_key.get(group.name)
        if not isinstance(rows, Rows):
            return [[]]
        a_row = Goal(condition.condition, wanted, (rows.key, next(self.rows)))
        found: list[Step] = [Asked(rows.key, None)]
        if wanted.is_truth != isinstance(condition, AllRows):
            found += [Told(lambda state: state.at_least_one_row(group)), a_row]
        elif rows.least:
            found.append(a_row)
        return [found, [Asked(rows.key, None, False)]] if wanted.accepts_unknown else [found]
