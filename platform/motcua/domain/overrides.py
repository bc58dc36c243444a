"""What the province or a center has decided over a procedure's own facts: plugin default < province < center.

A version stays what its agency published; an override says by which decision one fact is otherwise here. A dossier
keeps those that held on the day of its reception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from motcua.domain.codes import national
from motcua.domain.decisions import Decision
from motcua.domain.terms import MINUTES_PER_WORKING_DAY, Term
from motcua.domain.words import dong


class Fact(StrEnum):
    """A fact that may be decided over."""

    TERM = "term"
    FEE = "fee"
    ONLINE_LEVEL = "online_level"
    CODE = "code"


FACT_NAMES: Mapping[Fact, str] = {
    Fact.TERM: "Thời hạn giải quyết",
    Fact.FEE: "Phí, lệ phí",
    Fact.ONLINE_LEVEL: "Mức độ dịch vụ công trực tuyến",
    Fact.CODE: "Mã thủ tục",
}
LAYER_NAMES: Mapping[str, str] = {"plugin": "Phần mềm của cơ quan", "province": "Tỉnh", "center": "Trung tâm"}
# Nghị định 43/2011/NĐ-CP, Điều 3: four levels.
ONLINE_LEVELS = ("1", "2", "3", "4")
MOST_FEE = 10_000_000_000
_DIGITS = re.compile(r"[0-9]{1,11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """`value` is spelled as stored: `3wd`, `200000`, `3`, `1.001612`; empty goes back to the layer below.

    `grounds` says what allows a term longer than the one below; `set_by` and `set_at` who wrote it down, and when.
    """

    procedure: str
    fact: Fact
    value: str
    layer: str
    decision: Decision
    grounds: str = ""
    set_by: str = ""
    set_at: datetime | None = None

    @property
    def says(self) -> str:
        return says_of(self.fact, self.value)

    def to_data(self) -> dict[str, Any]:
        """What a dossier keeps of it."""
        return {
            "procedure": self.procedure,
            "fact": self.fact.value,
            "value": self.value,
            "layer": self.layer,
            "decision": self.decision.to_data(),
            "grounds": self.grounds,
            "set_by": self.set_by,
            "set_at": self.set_at.isoformat() if self.set_at else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            procedure=data["procedure"],
            fact=Fact(data["fact"]),
            value=data["value"],
            layer=data["layer"],
            decision=Decision.from_data(data["decision"]),
            grounds=data["grounds"],
            set_by=data["set_by"],
            set_at=datetime.fromisoformat(data["set_at"]) if data["set_at"] else None,
        )


def says_of(fact: Fact, value: str) -> str:
    """A value in words; an empty one goes back to what stands below."""
    if not value:
        return "theo mức dưới"
    match fact:
        case Fact.TERM:
            return Term.parse(value).says
        case Fact.FEE:
            return dong(int(value)) if int(value) else "không thu"
        case Fact.ONLINE_LEVEL:
            return f"mức độ {value}"
        case Fact.CODE:
            return value


def value_problem(fact: Fact, value: str) -> str | None:
    """The sentence for a value that can't be meant; None: it can be stored."""
    if not value:
        return None
    match fact:
        case Fact.TERM:
            try:
                term = Term.parse(value)
            except ValueError:
                return f"Không hiểu thời hạn “{value}”. Viết như 3 ngày làm việc, 15 ngày, 4 giờ, trong ngày."
            if term.has_no_end or (term.kind != "same_day" and not term.amount):
                return "Thời hạn phải là số ngày làm việc, số ngày hoặc số giờ lớn hơn 0."
        case Fact.FEE:
            if not _DIGITS.fullmatch(value) or int(value) > MOST_FEE:
                return "Mức thu là số đồng tròn, không âm."
        case Fact.ONLINE_LEVEL:
            if value not in ONLINE_LEVELS:
                return "Chọn mức độ từ 1 đến 4."
        case Fact.CODE:
            return next(national(value).problems(), None)
    return None


def is_longer(term: Term, than: Term) -> bool | None:
    """Whether `term` gives the office more time; None where the two can't be compared (working against calendar days).

    Against a term that is unknown, or that the law doesn't set, nothing is longer.
    """
    if than.has_no_end:
        return False
    if (term.kind == "d") != (than.kind == "d"):
        return None
    if term.kind == "d":
        return term.amount > than.amount
    return _minutes(term) > _minutes(than)


def _minutes(term: Term) -> int:
    return MINUTES_PER_WORKING_DAY if term.kind == "same_day" else term.minutes


def in_effect(overrides: Iterable[Override], procedure: str, on: date) -> tuple[Override, ...]:
    """What holds for a procedure that day, one per fact: the last decision of the highest layer that has one.

    Within a layer the later entry wins; one without a value gives the fact back to the layer below.
    """
    found: dict[Fact, Override] = {}
    for layer in ("province", "center"):
        of_layer: dict[Fact, Override] = {}
        for each in overrides:
            if each.procedure == procedure and each.layer == layer and each.decision.holds_on(on):
                of_layer[each.fact] = each
        found |= {fact: each for fact, each in of_layer.items() if each.value}
    return tuple(found[fact] for fact in Fact if fact in found)


def of_fact(overrides: Iterable[Override], fact: Fact) -> Override | None:
    return next((each for each in overrides if each.fact is fact), None)


def below(overrides: Iterable[Override], procedure: str, on: date) -> tuple[Override, ...]:
    """What a decision of the center stands on: the province's."""
    return in_effect([each for each in overrides if each.layer == "province"], procedure, on)


def term_problems(value: str, stands: Term, grounds: str) -> Iterator[str]:
    """A term is only made longer, or counted in other days, by a decision that says so."""
    longer = is_longer(Term.parse(value), stands)
    if longer is not False and not grounds.strip():
        what = "dài hơn" if longer else "tính theo đơn vị khác với"
        yield f"Thời hạn này {what} {stands.says}: ghi căn cứ cho phép, hoặc nhập thời hạn ngắn hơn."
