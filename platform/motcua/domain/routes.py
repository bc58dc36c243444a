"""Who handles a dossier and in what order, as data: desks, steps, lanes.

A route outlives the plugin that wrote it, so nothing here is code: conditions are expression trees, terms are units and
amounts, desks are keys. What a route must satisfy is in `route_checks`, how one dossier walks it in `plans`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from motcua.domain.conditions import Condition, Env, condition_from_data
from motcua.domain.states import FINANCIAL, PAUSE_REASONS
from motcua.domain.terms import Term, calendar_days
from motcua.domain.words import slug

Bind = Callable[[Condition], Condition]

#: The agency key of the center itself, whose reception takes dossiers in and hands results back.
CENTER = "center"

#: Reception and hand-back take a quarter of a working day each unless the route says otherwise (design §9).
PLATFORM_SHARE = Term("wd", Decimal("0.25"))


@dataclass(frozen=True, slots=True)
class Desk:
    """A position of an agency (vị trí xử lý). Who sits there is the center's data; `agency` is filled in when the
    procedure is collected, unless the desk belongs to another agency (`at_agency`)."""

    key: str
    label: str
    signs: bool = False
    agency: str = ""

    def to_data(self) -> dict[str, Any]:
        return {"key": self.key, "label": self.label, "signs": self.signs, "agency": self.agency}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Desk:
        return cls(data["key"], data["label"], data["signs"], data["agency"])


def at_agency(agency: str, desk: str, label: str, *, signs: bool = False) -> Desk:
    """A desk of another agency, for a joint step (liên thông), without importing that agency's plugin."""
    return Desk(desk, label, signs, agency)


#: Who signs for UBND huyện, whatever office prepares the paper: the chairman or a deputy.
DISTRICT_LEADER = at_agency("ubnd", "leader", "Lãnh đạo UBND huyện", signs=True)


def desk_of(agency: str, desk: str, label: str = "Cơ quan được lấy ý kiến") -> Desk:
    """The desk of another agency that is asked for an opinion."""
    return Desk(desk, label, False, agency)


@dataclass(frozen=True, slots=True)
class Awaits:
    """What a step waits for while the clock stands. `kind` is a key of `PAUSE_REASONS`."""

    kind: str
    term: Term | None = None

    @property
    def says(self) -> str:
        reason = PAUSE_REASONS[self.kind]
        return f"{reason} ({self.term.says})" if self.term else reason

    @property
    def puts_step_outside_clock(self) -> bool:
        """The whole step is outside the term: a tax is not the agency's time (NĐ 43/2014, Điều 61 khoản 4).

        A posting is different: preparing it is the agency's time, only the days it hangs are not.
        """
        return self.kind == FINANCIAL

    def to_data(self) -> dict[str, Any]:
        return {"kind": self.kind, "term": str(self.term) if self.term else None}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Awaits:
        return cls(data["kind"], Term.parse(data["term"]) if data["term"] else None)


def financial_obligation() -> Awaits:
    """The clock stands until taxes and land fees are paid (status 6)."""
    return Awaits(FINANCIAL)


def statutory_posting(days: int) -> Awaits:
    """The clock stands while the matter is posted for the public (niêm yết), counted in calendar days."""
    return Awaits("posting", calendar_days(days))


@dataclass(frozen=True, slots=True)
class Consult:
    """An opinion asked in parallel by a step, with a term of its own (NĐ 61/2018, Điều 19 khoản 5)."""

    label: str
    desk: Desk
    within: Term
    key: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or slug(self.label))

    def to_data(self) -> dict[str, Any]:
        return {"key": self.key, "label": self.label, "desk": self.desk.to_data(), "within": str(self.within)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Consult:
        return cls(data["label"], Desk.from_data(data["desk"]), Term.parse(data["within"]), data["key"])


def consult(label: str, desk: Desk, within: Term, key: str | None = None) -> Consult:
    """`consult("Ý kiến về quy hoạch", desk_of("van_hoa_thong_tin", "officer"), working_days(2))`."""
    return Consult(label, desk, within, key or "")


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work at one desk. `within` is its own time; with a calendar-day term it is the step's share.

    A step signs when it says so, when its desk signs, or when its label begins with "Ký".
    """

    label: str
    desk: Desk
    within: Term
    key: str = ""
    awaits: Awaits | None = None
    consults: tuple[Consult, ...] = ()
    signs: bool | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or slug(self.label))
        object.__setattr__(self, "consults", tuple(self.consults))

    @property
    def is_signing(self) -> bool:
        if self.signs is not None:
            return self.signs
        return self.desk.signs or self.label.casefold().split()[:1] == ["ký"]

    @property
    def is_outside_clock(self) -> bool:
        return self.awaits is not None and self.awaits.puts_step_outside_clock

    def of_agency(self, agency: str) -> Step:
        """The step with its own desks filled in; desks of other agencies stay theirs."""
        desk = self.desk if self.desk.agency else replace(self.desk, agency=agency)
        consults = tuple(c if c.desk.agency else replace(c, desk=replace(c.desk, agency=agency)) for c in self.consults)
        return replace(self, desk=desk, consults=consults)

    def to_data(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "label": self.label,
            "desk": self.desk.to_data(),
            "within": str(self.within),
            "awaits": self.awaits.to_data() if self.awaits else None,
            "consults": [c.to_data() for c in self.consults],
            "signs": self.is_signing,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Step:
        return cls(
            data["label"],
            Desk.from_data(data["desk"]),
            Term.parse(data["within"]),
            data["key"],
            Awaits.from_data(data["awaits"]) if data["awaits"] else None,
            tuple(Consult.from_data(c) for c in data["consults"]),
            data["signs"],
        )


@dataclass(frozen=True, slots=True)
class Lane:
    """The steps of the dossiers its condition holds for; the last lane has none and takes the rest."""

    condition: Condition | None
    steps: tuple[Step, ...]

    @property
    def says(self) -> str:
        return self.condition.says if self.condition is not None else "các trường hợp còn lại"

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def to_data(self) -> dict[str, Any]:
        condition = self.condition.to_data() if self.condition is not None else None
        return {"if": condition, "steps": [step.to_data() for step in self.steps]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Lane:
        condition = condition_from_data(data["if"]) if data["if"] is not None else None
        return cls(condition, tuple(Step.from_data(step) for step in data["steps"]))


def when(condition: Condition, *steps: Step) -> Lane:
    """The steps of the dossiers that `condition` holds for. Lanes are tried in the order they are written."""
    return Lane(condition, steps)


def otherwise(*steps: Step) -> Lane:
    """The steps of all other dossiers: every route ends with it, so that no dossier is left without a way."""
    return Lane(None, steps)


@dataclass(frozen=True, slots=True, init=False)
class Route:
    """Quy trình nội bộ. The platform adds reception and hand-back; `reception=`/`hand_back=` state other shares."""

    lanes: tuple[Lane, ...]
    reception: Term | None
    hand_back: Term | None

    def __init__(self, *lanes: Lane, reception: Term | None = None, hand_back: Term | None = None) -> None:
        object.__setattr__(self, "lanes", lanes)
        object.__setattr__(self, "reception", reception)
        object.__setattr__(self, "hand_back", hand_back)

    def lane_for(self, env: Env) -> Lane:
        """The first lane whose condition holds. A question that was not asked decides for no lane."""
        return next(lane for lane in self.lanes if lane.condition is None or lane.condition.holds(env) is True)

    def of_agency(self, agency: str) -> Route:
        lanes = (Lane(lane.condition, tuple(step.of_agency(agency) for step in lane.steps)) for lane in self.lanes)
        return Route(*lanes, reception=self.reception, hand_back=self.hand_back)

    def bound(self, bind: Bind) -> Route:
        """The lanes' conditions made to fit a form, which refuses questions that it does not ask."""
        lanes = (Lane(bind(lane.condition) if lane.condition is not None else None, lane.steps) for lane in self.lanes)
        return Route(*lanes, reception=self.reception, hand_back=self.hand_back)

    def shares(self, term: Term) -> tuple[Term, Term]:
        """The platform's own shares: a quarter day each, none of a same-day term, unless the route states them."""
        usual = Term("wd") if term.kind == "same_day" else PLATFORM_SHARE
        return self.reception or usual, self.hand_back or usual

    def to_data(self) -> dict[str, Any]:
        return {
            "lanes": [lane.to_data() for lane in self.lanes],
            "reception": str(self.reception) if self.reception else None,
            "hand_back": str(self.hand_back) if self.hand_back else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Route:
        return cls(
            *(Lane.from_data(lane) for lane in data["lanes"]),
            reception=Term.parse(data["reception"]) if data["reception"] else None,
            hand_back=Term.parse(data["hand_back"]) if data["hand_back"] else None,
        )
