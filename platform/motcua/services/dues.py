"""The due dates of a dossier, of its steps and of the transfer from the counter."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from motcua.domain.calendar import Calendar, Pause, add_working_minutes, due, local, working_minutes_between
from motcua.domain.dossier import Dossier, StepRecord
from motcua.domain.plans import PlannedStep
from motcua.domain.states import FINANCIAL
from motcua.domain.terms import Term

#: NĐ 61/2018, Điều 18.2: transferred the same day, or at the start of the next working day if received after 15:00.
TRANSFER_SAME_DAY_UNTIL = 15 * 60
START_OF_DAY = 60  # working minutes that "at the start of the day" leaves


def pauses_of(dossier: Dossier) -> tuple[Pause, ...]:
    """The dossier's pauses as the calendar explains them."""
    return tuple(
        Pause("financial" if pause.kind == FINANCIAL else pause.kind, pause.from_at, pause.to_at)
        for pause in dossier.pauses
    )


def standing_due(due_at: datetime | None, at: datetime) -> datetime | None:
    """While the clock stands there is a named pause instead of a due date; what was late already stays late."""
    return due_at if due_at is not None and due_at <= at else None


def dossier_due(dossier: Dossier, term: Term, calendar: Calendar, at: datetime) -> datetime | None:
    """The dossier's due date with its pauses."""
    if dossier.received_at is None:
        return None
    if dossier.open_pause is not None:
        return standing_due(dossier.due_at, at)
    return due(dossier.clock_from or dossier.received_at, term, calendar, pauses_of(dossier), now=at).at


def step_due(step: StepRecord, dossier: Dossier, calendar: Calendar, now: datetime) -> datetime | None:
    """When the step is due: its own time from the hand-over, moved on by the pauses since."""
    if step.handed_at is None or step.within == "none":
        return None
    return due(step.handed_at, Term.parse(step.within), calendar, pauses_of(dossier), now=now).at


def transfer_due(received_at: datetime, calendar: Calendar) -> datetime:
    """When the counter must have handed the dossier over."""
    received = local(received_at)
    on = received.date()
    if calendar.is_working_day(on) and received.hour * 60 + received.minute < TRANSFER_SAME_DAY_UNTIL:
        return calendar.closing(on)
    following = calendar.working_day_after(on)
    return add_working_minutes(calendar, calendar.opening(following), START_OF_DAY)


def within_of(step: PlannedStep, received_at: datetime, due_at: datetime | None, calendar: Calendar) -> Term:
    """A step's own time. Under a calendar-day term it is a share of the working time until the due date, in hours."""
    if step.share is None or due_at is None:
        return step.within
    whole = working_minutes_between(calendar, received_at, due_at)
    minutes = whole * step.share.numerator // step.share.denominator
    return Term("h", Decimal(minutes // 3) / 20)  # to three minutes: those are exact as hundredths of an hour
