"""Which rules of the one-stop mechanism are in force on a day, as far as they change what a move does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.terms import Term, working_days

PAUSE, RESET = "pause", "reset"

SUPPLEMENT_CLOCKS: Mapping[str, str] = {
    PAUSE: "Thời gian chờ bổ sung không tính vào thời hạn giải quyết",
    RESET: "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ",
}


@dataclass(frozen=True, slots=True)
class Regime:
    """`supplement_within`: how long after reception an agency may ask without a basis in the law of its sector."""

    key: str
    name: str
    from_on: date
    supplement_clock: str
    supplement_within: Term | None = None


REGIMES: tuple[Regime, ...] = (
    # Quyết định 09/2015/QĐ-TTg says nothing of a new count, so the waiting is left out of the term.
    Regime("qd09", "Quyết định 09/2015/QĐ-TTg", date(2015, 5, 10), PAUSE),
    # Nghị định 61/2018/NĐ-CP, Điều 19.4: within 3 working days; the term counts from the start once it is complete.
    Regime("nd61", "Nghị định 61/2018/NĐ-CP", date(2018, 6, 21), RESET, working_days(3)),
)


def regime_on(on: date) -> Regime:
    """The rules in force that day; before the first, the first."""
    in_force = [regime for regime in REGIMES if regime.from_on <= on]
    return in_force[-1] if in_force else REGIMES[0]
