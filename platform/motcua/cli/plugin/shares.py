"""How a term is shared between the two steps of a new route, so that they always fit into it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from motcua.domain.terms import MINUTES_PER_HOUR, MINUTES_PER_WORKING_DAY, Term

#: The platform's own quarter day at each end (`domain.routes.PLATFORM_SHARE`).
ENDS = Decimal("0.5")
#: A week of calendar days holds five working ones.
WORKING_PART = Decimal(5) / Decimal(7)
STEP = 3  # minutes: a whole number of hundredths of an hour


@dataclass(frozen=True, slots=True)
class Shares:
    """Code of the terms: of the two steps, and of reception and hand-back where the usual quarter day is too much."""

    appraise: str
    sign: str
    ends: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the route takes from `motcua.api.routes` for it."""
        return tuple(sorted({code.partition("(")[0] for code in (self.appraise, self.sign, self.ends) if code}))


def shares_of(term: Term | None) -> Shares:
    """None, `unknown` and `none` bind nobody: an ordinary route is proposed."""
    if term is None or term.has_no_end:
        return Shares("working_days(3)", "working_days(1)")
    if term.kind == "same_day":
        return Shares("hours(2)", "hours(1)")
    if term.kind == "d":
        # With calendar days the steps' times are weights between reception and due date.
        return _in_days(max(Decimal(round(term.amount * WORKING_PART)), Decimal(1)))
    if term.minutes >= MINUTES_PER_WORKING_DAY:
        return _in_days(Decimal(term.minutes) / MINUTES_PER_WORKING_DAY)
    return _in_hours(term.minutes)


def _in_days(days: Decimal) -> Shares:
    sign = Decimal("0.25") if days < 2 else Decimal("0.5") if days < 5 else Decimal(1)
    return Shares(f"working_days({_number(days - ENDS - sign)})", f"working_days({_number(sign)})")


def _in_hours(minutes: int) -> Shares:
    """An eighth at each end, a quarter for the signature, the rest for the work."""
    ends, sign = minutes // 8 // STEP * STEP, minutes // 4 // STEP * STEP
    work = (minutes - 2 * ends - sign) // STEP * STEP
    return Shares(*(f"hours({_number(Decimal(each) / MINUTES_PER_HOUR)})" for each in (work, sign, ends)))


def _number(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    text = f"{amount.quantize(Decimal(1)) if whole else amount.normalize():f}"
    # A float would not be the very amount where it has many digits; a string is.
    return text if len(text) <= 6 else f'"{text}"'
