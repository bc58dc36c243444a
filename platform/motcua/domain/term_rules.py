"""A procedure's term as a rule: a default, cases by condition or channel, how far a recorded move may extend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.conditions import Condition, Env, channel, condition_from_data
from motcua.domain.routes import Bind
from motcua.domain.terms import Term


@dataclass(frozen=True, slots=True)
class TermCase:
    """Another term for the dossiers that `condition` holds for."""

    term: Term
    condition: Condition

    @property
    def says(self) -> str:
        return f"{self.term.says} nếu {self.condition.says}"

    def to_data(self) -> dict[str, Any]:
        return {"term": str(self.term), "if": self.condition.to_data()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> TermCase:
        return cls(Term.parse(data["term"]), condition_from_data(data["if"]))


def by_channel(name: str, term: Term) -> TermCase:
    """`by_channel("online", working_days(2))`: the term of dossiers that came this way."""
    return TermCase(term, channel().is_(name))


@dataclass(frozen=True, slots=True, init=False)
class TermRule:
    """`TermRule(working_days(3), (Form.verified.is_yes(), working_days(6)), by_channel("post", working_days(4)))`.

    Cases are tried in the order they are written. `extendable_by` is the most a recorded move may add, with its reason.
    """

    default: Term
    cases: tuple[TermCase, ...]
    extendable_by: Term | None

    def __init__(
        self, default: Term, *cases: TermCase | tuple[Condition, Term], extendable_by: Term | None = None
    ) -> None:
        made = (case if isinstance(case, TermCase) else TermCase(case[1], case[0]) for case in cases)
        object.__setattr__(self, "default", default)
        object.__setattr__(self, "cases", tuple(made))
        object.__setattr__(self, "extendable_by", extendable_by)

    def term_for(self, env: Env) -> Term:
        return next((case.term for case in self.cases if case.condition.holds(env) is True), self.default)

    def bound(self, bind: Bind) -> TermRule:
        """The cases' conditions made to fit a form, which refuses questions that it does not ask."""
        cases = (TermCase(case.term, bind(case.condition)) for case in self.cases)
        return TermRule(self.default, *cases, extendable_by=self.extendable_by)

    @property
    def says(self) -> str:
        sentence = "; ".join((self.default.says, *(case.says for case in self.cases)))
        return f"{sentence}; có thể gia hạn thêm {self.extendable_by.says}" if self.extendable_by else sentence

    def to_data(self) -> dict[str, Any]:
        return {
            "default": str(self.default),
            "cases": [case.to_data() for case in self.cases],
            "extendable_by": str(self.extendable_by) if self.extendable_by else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> TermRule:
        return cls(
            Term.parse(data["default"]),
            *(TermCase.from_data(case) for case in data["cases"]),
            extendable_by=Term.parse(data["extendable_by"]) if data["extendable_by"] else None,
        )
