"""The due dates of a dossier, of its steps and of the transfer from the counter."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from motcua.centers import Center
from motcua.domain.calendar import Calendar, Pause, due, local, working_minutes_between
from motcua.domain.dossier import Dossier, StepRecord
from motcua.domain.plans import PlannedStep
from motcua.domain.reckoning import given_back, moved_on
from motcua.domain.terms import Term


def pauses_of(dossier: Dossier) -> tuple[Pause, ...]:
    """The dossier's pauses as the calendar explains them."""
    return tuple(Pause(pause.kind, pause.from_at, pause.to_at, pause.reason) for pause in dossier.pauses)


def standing_due(due_at: datetime | None, at: datetime) -> datetime | None:
    """While the clock stands there is a named pause instead of a due date; what was late already stays late."""
    return due_at if due_at is not None and due_at <= at else None


def dossier_due(dossier: Dossier, term: Term, calendar: Calendar, at: datetime) -> datetime | None:
    """The dossier's due date with its pauses."""
    if dossier.received_at is None:
        return None
    if dossier.open_pause is not None:
        return standing_due(dossier.due_at, at)
    if dossier.promised_at is not None and dossier.clock_from is None:
        promised = moved_on(calendar, dossier.promised_at, pauses_of(dossier), at)
        return max(promised, dossier.reappointed_to) if dossier.reappointed_to else promised
    start = dossier.clock_from or dossier.received_at
    found = due(start, term, calendar, pauses_of(dossier), now=at).at
    if found and dossier.due_credit:
        found = given_back(calendar, start, found, dossier.due_credit)
    # What a letter of apology named holds until the clock itself leads further (NĐ 61/2018, Điều 19.9).
    return max(found, dossier.reappointed_to) if found and dossier.reappointed_to else found


def step_due(step: StepRecord, dossier: Dossier, calendar: Calendar, now: datetime) -> datetime | None:
    """When the step is due: its own time from the hand-over, moved on by the pauses since."""
    if step.handed_at is None or step.within == "none":
        return None
    return due(step.handed_at, Term.parse(step.within), calendar, pauses_of(dossier), now=now).at


def transfer_due(received_at: datetime, center: Center) -> datetime:
    """When the counter must have handed the dossier over, by the center's rules of its day of reception."""
    return center.regime_on(local(received_at).date()).transfer_due(received_at, center.calendar)


def supplement_deadline(center: Center, asked_at: datetime) -> datetime | None:
    """Until when the applicant may complete the dossier, where the center has set such a time."""
    return due(asked_at, Term.parse(center.supplement_for), center.calendar).at if center.supplement_for else None


def within_of(step: PlannedStep, received_at: datetime, due_at: datetime | None, calendar: Calendar) -> Term:
    """A step's own time. Under a calendar-day term it is a share of the working time until the due date, in hours."""
    if step.share is None or due_at is None:
        return step.within
    whole = working_minutes_between(calendar, received_at, due_at)
    minutes = whole * step.share.numerator // step.share.denominator
    return Term("h", Decimal(minutes // 3) / 20)  # to three minutes: those are exact as hundredths of an hour
