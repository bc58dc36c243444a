"""A route in words: every way through the agencies from reception to hand-back, for tables and drawings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.plans import HAND_BACK_NAME, RECEPTION, RECEPTION_NAME, RoutingRule, steps_of
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.routes import CENTER, DISTRICT_LEADER, Consult, Desk, Lane, Step
from motcua.domain.terms import Term

#: An agency's key → its name where the route is read: at a center, or where the plugins are installed.
Named = Callable[[str], str]

THE_REST = "Các trường hợp còn lại"
OUTSIDE_CLOCK = "không tính vào thời hạn"
AT_CENTER, OWN, JOINT, OUTSIDE = "center", "own", "joint", "outside"


@dataclass(frozen=True, slots=True)
class OpinionInWords:
    """An opinion asked while the step goes on. `added_by` is the agency whose plugin asks for it, else ""."""

    label: str
    who: str
    within: str
    added_by: str = ""
    only_if: str = ""

    @property
    def says(self) -> str:
        """`Lấy ý kiến về công trình – Phòng Kinh tế và Hạ tầng (2 ngày làm việc)`."""
        asks = self.label if self.label.casefold().startswith("lấy ") else f"Lấy ý kiến: {self.label}"
        asks = asks.replace("Lấy ý kiến: Ý kiến ", "Lấy ý kiến ")
        more = [f"chỉ khi {self.only_if}"] if self.only_if else []
        more += [f"do {self.added_by} đưa vào quy trình"] if self.added_by else []
        return "; ".join((f"{asks} – {self.who} ({self.within})", *more))


@dataclass(frozen=True, slots=True)
class StepInWords:
    """`place` is whose work it is: the center's, the procedure's own agency's, another's (liên thông), or somebody's
    outside the center. `waits` says what the clock stands for; `is_outside_clock`: the whole step is outside the term.
    """

    key: str
    label: str
    who: str
    within: str
    place: str
    waits: str = ""
    is_outside_clock: bool = False
    added_by: str = ""
    only_if: str = ""
    opinions: tuple[OpinionInWords, ...] = ()

    @property
    def time(self) -> str:
        """`3 ngày làm việc, không tính vào thời hạn`; "" for a share of nothing."""
        return ", ".join(filter(None, (self.within, OUTSIDE_CLOCK if self.is_outside_clock else "")))

    @property
    def notes(self) -> tuple[str, ...]:
        """What belongs to the step besides desk and time, each a sentence without its stop."""
        told = [f"Chỉ khi {self.only_if}"] if self.only_if else []
        told += [f"Do {self.added_by} đưa vào quy trình (liên thông)"] if self.added_by else []
        told += [asked.says for asked in self.opinions]
        told += [f"Tạm dừng tính thời hạn: {self.waits}"] if self.waits else []
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Way:
    """One lane. `says` is its condition, "" for the last one, which takes the rest."""

    lane: Lane
    says: str
    steps: tuple[StepInWords, ...]
    is_alone: bool = False

    @property
    def title(self) -> str:
        """For which dossiers, as a heading; "" where there is one way for all."""
        return f"Khi {self.says}" if self.says else "" if self.is_alone else THE_REST


def ways(version: ProcedureVersion, named: Named, plugins_on: Collection[str] | None = None) -> tuple[Way, ...]:
    """Every lane with the steps that the plugins on add to it; None: every plugin that adds one is on."""
    rules = [rule for rule in version.routing_rules if plugins_on is None or rule.plugin in plugins_on]
    return tuple(
        Way(
            lane,
            lane.condition.says if lane.condition is not None else "",
            tuple(_step(version, step, rule, rules, named) for step, rule in steps_of(lane, rules)),
            len(version.route.lanes) == 1,
        )
        for lane in version.route.lanes
    )


def ends(version: ProcedureVersion, term: Term, named: Named) -> tuple[StepInWords, StepInWords]:
    """Reception and hand-back, which the platform adds, with their shares of `term`."""
    reception, hand_back = version.route.shares(term)
    return (
        StepInWords("", RECEPTION_NAME, who(RECEPTION, named), _share(reception), AT_CENTER),
        StepInWords("", HAND_BACK_NAME, who(RECEPTION, named), _share(hand_back), AT_CENTER),
    )


def _share(term: Term) -> str:
    return term.says if term.amount else ""


def who(desk: Desk, named: Named) -> str:
    """`Chuyên viên Phòng Tư pháp`: the agency is added where the desk's label does not say it."""
    if desk.agency == DISTRICT_LEADER.agency or desk.agency in OUTSIDE_AGENCIES:
        return desk.label
    name = named(desk.agency)
    return desk.label if name.casefold() in desk.label.casefold() else f"{desk.label}, {name}"


def _step(
    version: ProcedureVersion, step: Step, rule: RoutingRule | None, rules: Iterable[RoutingRule], named: Named
) -> StepInWords:
    return StepInWords(
        step.key,
        step.label,
        who(step.desk, named),
        step.within.says,
        _place(version, step.desk),
        step.awaits.says if step.awaits is not None else "",
        step.is_outside_clock,
        named(rule.plugin) if rule is not None else "",
        _condition(rule),
        tuple(_opinions(step, rules, named)),
    )


def _opinions(step: Step, rules: Iterable[RoutingRule], named: Named) -> Iterator[OpinionInWords]:
    brought = {rule.step.key: rule for rule in rules if rule.during == step.key and isinstance(rule.step, Consult)}
    for asked in step.consults:
        rule = brought.get(asked.key)
        added_by = named(rule.plugin) if rule is not None else ""
        yield OpinionInWords(asked.label, named(asked.desk.agency), asked.within.says, added_by, _condition(rule))


def _condition(rule: RoutingRule | None) -> str:
    return rule.only_if.says if rule is not None and rule.only_if is not None else ""


def _place(version: ProcedureVersion, desk: Desk) -> str:
    if desk.agency == CENTER:
        return AT_CENTER
    if desk.agency in OUTSIDE_AGENCIES:
        return OUTSIDE
    # Who signs for the People's Committee signs what the agency itself prepared.
    return OWN if desk.agency in (version.agency, DISTRICT_LEADER.agency) else JOINT
