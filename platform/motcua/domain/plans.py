"""How one dossier walks its route: the lane resolved, other agencies' steps put in, the platform's own shares added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from motcua.domain.conditions import Condition, Env, condition_from_data
from motcua.domain.routes import CENTER, Awaits, Bind, Consult, Desk, Lane, Route, Step
from motcua.domain.terms import MINUTES_PER_HOUR, MINUTES_PER_WORKING_DAY, Term

RECEPTION_STEP = "tiep-nhan"
HAND_BACK_STEP = "tra-ket-qua"
RECEPTION_NAME, HAND_BACK_NAME = "Tiếp nhận, chuyển hồ sơ", "Trả kết quả"
RECEPTION = Desk("reception", "Bộ phận tiếp nhận và trả kết quả", agency=CENTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """Another agency's step (or opinion, with `during`) in a procedure it doesn't own.

    Name the procedure and the step it comes `after` or `before`, or, for a `consult(…)`, the step `during` which the
    opinion is asked. `only_if` may speak of the form's questions by key: `answer("kind").is_("transfer")`.
    `plugin` is filled in by the platform.
    """

    procedure: str
    step: Step | Consult
    after: str | None = None
    before: str | None = None
    during: str | None = None
    only_if: Condition | None = None
    plugin: str = ""

    @property
    def anchor(self) -> str:
        return self.after or self.before or self.during or ""

    @property
    def says(self) -> str:
        """`sau bước tham-tra, nếu …`, for the catalogue and `plugin show`."""
        place = "sau bước" if self.after else "trước bước" if self.before else "trong bước"
        condition = f", nếu {self.only_if.says}" if self.only_if is not None else ""
        return f"{place} {self.anchor}{condition}"

    def is_on(self, env: Env, plugins_on: frozenset[str]) -> bool:
        """Whether the step joins this dossier. A condition that reads a missing answer adds nothing."""
        return self.plugin in plugins_on and (self.only_if is None or self.only_if.holds(env) is True)

    def filled(self, plugin: str, bind: Bind) -> RoutingRule:
        """The rule with its contributor and the contributor's own desks filled in, fitted to the procedure's form."""
        step = self.step.of_agency(plugin) if isinstance(self.step, Step) else _own_desk(self.step, plugin)
        condition = bind(self.only_if) if self.only_if is not None else None
        return replace(self, step=step, plugin=plugin, only_if=condition)

    def to_data(self) -> dict[str, Any]:
        return {
            "procedure": self.procedure,
            "kind": "step" if isinstance(self.step, Step) else "consult",
            "step": self.step.to_data(),
            "after": self.after,
            "before": self.before,
            "during": self.during,
            "only_if": self.only_if.to_data() if self.only_if is not None else None,
            "plugin": self.plugin,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> RoutingRule:
        condition = condition_from_data(data["only_if"]) if data["only_if"] is not None else None
        return cls(
            procedure=data["procedure"],
            step=(Step if data["kind"] == "step" else Consult).from_data(data["step"]),
            after=data["after"],
            before=data["before"],
            during=data["during"],
            only_if=condition,
            plugin=data["plugin"],
        )


@dataclass(frozen=True, slots=True)
class PlannedConsult:
    """An opinion that a planned step asks for."""

    key: str
    label: str
    agency: str
    desk: str
    within: Term
    contributed_by: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of one dossier. `share` is set under a calendar-day term: the part of the working time between
    reception and due date that the step has; a step outside the clock has none."""

    key: str
    label: str
    agency: str
    desk: str
    signs: bool
    within: Term
    awaits: Awaits | None = None
    consults: tuple[PlannedConsult, ...] = ()
    is_joint: bool = False
    contributed_by: str | None = None
    share: Fraction | None = None

    @property
    def is_outside_clock(self) -> bool:
        return self.awaits is not None and self.awaits.puts_step_outside_clock

    @property
    def is_at_center(self) -> bool:
        return self.agency == CENTER


def steps_of(lane: Lane, rules: Iterable[RoutingRule]) -> tuple[tuple[Step, RoutingRule | None], ...]:
    """A lane's own steps with the contributed ones around their anchors, each with the rule that brought it."""
    kept = tuple(rules)
    steps: list[tuple[Step, RoutingRule | None]] = []
    for step in lane.steps:
        asked = (rule.step for rule in kept if rule.during == step.key and isinstance(rule.step, Consult))
        steps.extend((r.step, r) for r in kept if r.before == step.key and isinstance(r.step, Step))
        steps.append((replace(step, consults=(*step.consults, *asked)), None))
        steps.extend((r.step, r) for r in kept if r.after == step.key and isinstance(r.step, Step))
    return tuple(steps)


def plan(
    route: Route, agency: str, term: Term, rules: Iterable[RoutingRule], env: Env, plugins_on: frozenset[str]
) -> tuple[PlannedStep, ...]:
    """Every step of one dossier from reception to hand-back."""
    live = tuple(rule for rule in rules if rule.is_on(env, plugins_on))
    brought = {(rule.during, rule.step.key): rule.plugin for rule in live if rule.during}
    reception, hand_back = route.shares(term)
    planned = [PlannedStep(RECEPTION_STEP, RECEPTION_NAME, CENTER, RECEPTION.key, False, reception)]
    for step, rule in steps_of(route.lane_for(env), live):
        consults = tuple(
            PlannedConsult(c.key, c.label, c.desk.agency, c.desk.key, c.within, brought.get((step.key, c.key)))
            for c in step.consults
        )
        planned.append(
            PlannedStep(
                step.key,
                step.label,
                step.desk.agency,
                step.desk.key,
                step.is_signing,
                step.within,
                step.awaits,
                consults,
                is_joint=step.desk.agency != agency,
                contributed_by=rule.plugin if rule else None,
            )
        )
    planned.append(PlannedStep(HAND_BACK_STEP, HAND_BACK_NAME, CENTER, RECEPTION.key, False, hand_back))
    return _with_shares(planned) if term.kind == "d" else _fitted(planned, term)


def _fitted(planned: list[PlannedStep], term: Term) -> tuple[PlannedStep, ...]:
    """A route is proved to fit the term that it was written for; under one that was made shorter by a decision, every
    step gives in proportion. Three minutes are a whole number of hundredths of an hour."""
    if term.has_no_end:
        return tuple(planned)
    most = MINUTES_PER_WORKING_DAY if term.kind == "same_day" else term.minutes
    total = sum(step.within.minutes for step in planned if _counts(step))
    if total <= most:
        return tuple(planned)

    def less(within: Term) -> Term:
        minutes = within.minutes * most // total // 3 * 3
        return Term("h", Decimal(max(minutes, 3)) / MINUTES_PER_HOUR) if within.minutes else within

    return tuple(
        replace(
            step,
            within=less(step.within),
            consults=tuple(replace(asked, within=less(asked.within)) for asked in step.consults),
        )
        if _counts(step)
        else step
        for step in planned
    )


def _counts(step: PlannedStep) -> bool:
    return not step.is_outside_clock and step.within.is_counted_in_working_time


def _with_shares(planned: list[PlannedStep]) -> tuple[PlannedStep, ...]:
    """Under a calendar-day term the steps' times are weights: working and calendar days are never added (design §9)."""
    total = sum(step.within.minutes for step in planned if not step.is_outside_clock)
    return tuple(
        step if step.is_outside_clock else replace(step, share=Fraction(step.within.minutes, total)) for step in planned
    )


def _own_desk(asked: Consult, plugin: str) -> Consult:
    return asked if asked.desk.agency else replace(asked, desk=replace(asked.desk, agency=plugin))
