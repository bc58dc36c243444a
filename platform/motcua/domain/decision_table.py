"""A procedure as a table that a lawyer reads: in which case, within what term, by which steps, for how much.

The rows are the pairs of lane and term that a dossier can really meet. They are found by answering the questions that
decide, each with each of its options; a condition on numbers, dates or rows stays open and is taken to be possible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import prod
from typing import Any

from motcua.domain.conditions import CHANNELS, Condition, Env
from motcua.domain.fee_rules import By, Capped, Exempt, Fee, Sum
from motcua.domain.items import Item
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import Term
from motcua.domain.trees import Tree
from motcua.domain.ways import THE_REST, Named, StepInWords, Way, ends, ways

#: More sets of answers than this are not tried: then every lane is shown with every term.
MOST_SETTINGS = 5_000
# No deciding question asks for the day of filing; a condition on it stays what it is on any day.
_SOME_DAY = date(2017, 11, 8)
EVERY_DOSSIER = "Mọi hồ sơ"
USUAL_TERM = "không thuộc trường hợp có thời hạn riêng"
SHARES = "Thời hạn tính theo ngày (kể cả ngày nghỉ): thời gian ghi ở mỗi bước là tỷ phần của bước trong thời hạn."
NEVER = " (không hồ sơ nào vào nhánh này)"


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `steps` go from reception to hand-back; under a term in calendar days their times are shares.
    `term_when` is what decides among the terms of its lane, "" where there is one."""

    when: str
    term: Term
    term_when: str
    steps: tuple[StepInWords, ...]
    fee: str
    way: Way

    @property
    def has_shares(self) -> bool:
        return self.term.kind == "d"


@dataclass(frozen=True, slots=True)
class Setting:
    """One set of answers to the deciding questions; those that are then not asked are settled and have no answer."""

    env: Env
    settled: frozenset[str]

    def holds(self, condition: Condition) -> bool | None:
        """None: open. A question that is not asked decides for no lane and no term."""
        held = condition.holds(self.env)
        return False if held is None and condition.fields() <= self.settled else held

    def value(self, of: Any) -> tuple[Any, bool]:
        """An answer, and whether it is settled."""
        return of.value(self.env), of.fields() <= self.settled


Pair = tuple[int, int]


def cases(version: ProcedureVersion, named: Named, plugins_on: Collection[str] | None = None) -> tuple[Case, ...]:
    """The rows in the order in which lanes, and then terms, are tried. `plugins_on` as in `ways`."""
    met: dict[Pair, list[Setting]] = {}
    for setting in settings(version):
        for pair in _pairs(version, setting):
            met.setdefault(pair, []).append(setting)
    rest = len(version.term.cases)
    never = set(range(len(version.route.lanes))) - {lane for lane, _ in met}
    met |= {(lane, rest): [] for lane in never}
    terms = [case.term for case in version.term.cases] + [version.term.default]
    every = ways(version, named, plugins_on)
    found = []
    for lane, term in sorted(met):
        first, last = ends(version, terms[term], named)
        beside = sum(1 for other, _ in met if other == lane)
        when = _term_when(version, term, beside)
        says = f"{_says(version, every[lane], when)}{NEVER if lane in never else ''}"
        found.append(
            Case(
                says,
                terms[term],
                when,
                (first, *every[lane].steps, last),
                narrowed(version.fee, met[lane, term]).says,
                every[lane],
            )
        )
    return tuple(found)


def _says(version: ProcedureVersion, way: Way, when: str) -> str:
    if len(version.route.lanes) == 1:
        return EVERY_DOSSIER if not when else THE_REST if when == USUAL_TERM else when
    says = way.says or THE_REST
    return f"{says}; đồng thời {when}" if when else says


def _term_when(version: ProcedureVersion, term: int, of_lane: int) -> str:
    """`of_lane`: how many terms the dossiers of the lane can meet."""
    if of_lane == 1:
        return ""
    return version.term.cases[term].condition.says if term < len(version.term.cases) else USUAL_TERM


def settings(version: ProcedureVersion) -> Iterator[Setting]:
    conditions = [lane.condition for lane in version.route.lanes if lane.condition is not None]
    conditions += [case.condition for case in version.term.cases]
    deciding = set().union(*(each.fields() for each in conditions), *(by.question.fields() for by in _bys(version.fee)))
    asked = {item: options for item in version.form.items if item.key in deciding and (options := _options(item))}
    channels = [each for each in version.channels if each in CHANNELS] or ["direct"]
    if prod(map(len, asked.values())) * len(channels) > MOST_SETTINGS:
        yield Setting(Env({}, _SOME_DAY), frozenset())
        return
    seen: set[tuple[Any, ...]] = set()
    for channel in channels:
        for chosen in product(*asked.values()):
            made = _setting(dict(zip(asked, chosen, strict=True)), channel)
            known = (channel, tuple(sorted(made.env.answers.items(), key=lambda pair: pair[0])))
            if known not in seen:
                seen.add(known)
                yield made


def _setting(chosen: Mapping[Item, Any], channel: str) -> Setting:
    """In the order of the form: a question whose condition fails is not asked."""
    answers: dict[str, Any] = {}
    settled: set[str] = set()
    for item, value in chosen.items():
        so_far = Setting(Env(answers, _SOME_DAY, channel), frozenset(settled))
        if item.condition is None or so_far.holds(item.condition) is not False:
            answers[item.key] = value
        settled.add(item.key)
    return Setting(Env(answers, _SOME_DAY, channel), frozenset(settled))


def _options(item: Item) -> tuple[Any, ...]:
    """What can be answered, where that is a short list."""
    if item.kind == "yes_no":
        return (True, False)
    return tuple(getattr(item, "choices", {})) if item.kind == "choice" else ()


def _pairs(version: ProcedureVersion, setting: Setting) -> Iterator[Pair]:
    lanes = [lane.condition for lane in version.route.lanes]
    terms = [case.condition for case in version.term.cases]
    for lane in _met(setting, lanes):
        for term in _met(setting, [*terms, None]):
            if _go_together(lanes, terms, lane, term):
                yield lane, term


def _met(setting: Setting, conditions: Iterable[Condition | None]) -> Iterator[int]:
    """The first that holds, and those before it that may."""
    for place, condition in enumerate(conditions):
        held = True if condition is None else setting.holds(condition)
        if held is not False:
            yield place
        if held:
            return


def _go_together(lanes: Iterable[Condition | None], terms: Iterable[Condition | None], lane: int, term: int) -> bool:
    """What is open is open alike: a lane after one with the same condition as the term's does not meet that term."""
    of_lane = [each.to_data() if each is not None else None for each in lanes]
    of_term = [each.to_data() if each is not None else None for each in terms]
    if term < len(of_term) and of_term[term] in of_lane[:lane]:
        return False
    return of_lane[lane] is None or of_lane[lane] not in of_term or term <= of_term.index(of_lane[lane])


def _bys(fee: Tree) -> Iterator[By]:
    if isinstance(fee, By):
        yield fee
    for branch in fee.branches():
        yield from _bys(branch)


def narrowed(fee: Fee, met: Iterable[Setting]) -> Fee:
    """The fee without the options that no dossier of these settings has."""
    every = tuple(met)
    match fee:
        case By():
            values = [setting.value(fee.question) for setting in every]
            is_open = any(not settled for _, settled in values)
            answered = [value for value, _ in values if value is not None]
            kept = tuple(
                replace(case, fee=narrowed(case.fee, every)) for case in fee.cases if is_open or case.option in answered
            )
            told = {case.option for case in fee.cases}
            others = fee.otherwise if is_open or any(value not in told for value in answered) else None
            return replace(fee, cases=kept, otherwise=others) if kept or others is not None else fee
        case Exempt() | Capped():
            return replace(fee, fee=narrowed(fee.fee, every))
        case Sum():
            return replace(fee, fees=tuple(narrowed(each, every) for each in fee.fees))
    return fee
