"""Legal risk: by when the step in hand must end, so that everything planned after it still fits into the term.

A due date a week away is no comfort where five steps are still to come. Worklists are ordered by this instant: working
time left against steps left, in one value that stands still while nobody moves the dossier.
"""

from __future__ import annotations

from datetime import datetime

from motcua.domain.dossier import Dossier, StepRecord
from motcua.domain.reckoning import given_back
from motcua.domain.states import FINANCIAL, STATES, State
from motcua.domain.terms import Term
from motcua.domain.worktime import Calendar


def minutes_after(dossier: Dossier) -> int:
    """Working minutes which the steps after the one in hand, and the hand-back, have of the term."""
    if dossier.state is State.NUMBERED:
        return 0
    if dossier.state is State.SIGNED:
        return dossier.hand_back_minutes
    current = dossier.current_step
    later = (step for step in dossier.route if current is None or step.ordinal > current.ordinal)
    return dossier.hand_back_minutes + sum(map(_minutes, later))


def _minutes(step: StepRecord) -> int:
    """None where the law states no time, or where the whole step is outside the clock (Luật đất đai: the tax)."""
    within = Term.parse(step.within)
    return within.minutes if within.is_counted_in_working_time and step.awaits != FINANCIAL else 0


def must_end_by(dossier: Dossier, calendar: Calendar) -> datetime | None:
    """The latest working moment for the step in hand, never after the due date; None where no date stands."""
    if dossier.due_at is None or dossier.received_at is None:
        return None
    start = dossier.clock_from or dossier.received_at
    return min(dossier.due_at, given_back(calendar, start, dossier.due_at, minutes_after(dossier)))


def risk_at(dossier: Dossier, actor_due_at: datetime | None, calendar: Calendar) -> datetime | None:
    """The instant by which a worklist orders. `actor_due_at`: the time of the desk itself.

    None where no desk's time runs: it is the applicant's turn, or nothing is due. At the counter the law's own hour for
    passing the dossier on counts as well (NĐ 61/2018, Điều 18.2); without a term only the desk's time is there.
    """
    facts = STATES[dossier.state]
    if facts.is_final or facts.waits_for_applicant:
        return None
    latest = must_end_by(dossier, calendar)
    if latest is None or (dossier.state is State.ACCEPTED and actor_due_at is not None and actor_due_at < latest):
        return actor_due_at
    return latest
