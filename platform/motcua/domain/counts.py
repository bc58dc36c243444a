"""What one dossier adds to the sums, from its row, its trail and its steps alone: a function without memory.

Everything that changes a dossier gives its counts anew, and the sums take the difference. So a correction, an outage
sheet with an earlier time, a dossier taken over or a new due date need no rule of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from motcua.domain.calendar import local
from motcua.domain.course import AT_AN_END, ENDED, NOT_RECEIVED, DoneStep, Passed, Stretch, in_time, stretches
from motcua.domain.course import REAPPOINTED as REAPPOINT
from motcua.domain.measures import ENDLESS, Measure
from motcua.domain.moves import Move
from motcua.domain.routes import CENTER
from motcua.domain.states import State

NOBODY = UUID(int=0)
_ENDINGS = {
    State.WITHDRAWN: Measure.WITHDRAWN,
    State.STOPPED: Measure.STOPPED,
    State.CANCELLED: Measure.CANCELLED,
}
_ACTS = {
    Move.ASK_TO_COMPLETE.value: Measure.ASKED_TO_COMPLETE,
    Move.REFUSE.value: Measure.REFUSED,
    Move.ISSUE_SUPPLEMENT.value: Measure.SUPPLEMENT_ASKED,
    Move.HAND_BACK.value: Measure.HANDED_BACK,
    Move.SEND_BY_POST.value: Measure.HANDED_BACK,
    Move.RESOLVE_AT_ONCE.value: Measure.HANDED_BACK,
    REAPPOINT: Measure.REAPPOINTED,
}
_STEP_MEASURES = {
    "early": Measure.STEP_EARLY,
    "on_time": Measure.STEP_ON_TIME,
    "late": Measure.STEP_LATE,
}
_POINTS = {"early": 2, "on_time": 1, "late": 0}


class Count(NamedTuple):
    """`n` of a measure: on the day `from_on`, or (`until_on` not None) at the end of every day from then until before
    `until_on`. `officer` is `NOBODY` where the measure is no single person's."""

    measure: str
    from_on: date
    until_on: date | None
    agency: str
    procedure: str
    channel: str
    officer: UUID
    n: int


class Cell(NamedTuple):
    """One sum: of a measure on a day. Of stands it is the change of that day; their sum up to a day is the stand."""

    measure: str
    on: date
    agency: str
    procedure: str
    channel: str
    officer: UUID


def counts_of(passed: Passed) -> tuple[Count, ...]:
    """Everything that the dossier adds, in order."""
    found: Counter[tuple[str, date, date | None, str, UUID]] = Counter()
    for measure, from_on, until_on, agency, officer, n in _counted(passed):
        found[measure.value, from_on, until_on, agency, officer] += n
    return tuple(
        Count(measure, from_on, until_on, agency, passed.procedure, passed.channel, officer, n)
        for (measure, from_on, until_on, agency, officer), n in sorted(
            found.items(), key=lambda each: (each[0][0], each[0][1], each[0][3], each[0][4])
        )
    )


def cells_of(counts: Iterable[Count]) -> Counter[Cell]:
    """What these counts add to each sum."""
    cells: Counter[Cell] = Counter()
    for each in counts:
        cell = Cell(each.measure, each.from_on, each.agency, each.procedure, each.channel, each.officer)
        cells[cell] += each.n
        if each.until_on is not None and each.until_on != ENDLESS:
            cells[cell._replace(on=each.until_on)] -= each.n
    return cells


def change_between(before: Iterable[Count], after: Iterable[Count]) -> dict[Cell, int]:
    """What must be added to the sums when a dossier's counts change."""
    change = cells_of(after)
    change.subtract(cells_of(before))
    return {cell: n for cell, n in change.items() if n}


_Found = tuple[Measure, date, date | None, str, UUID, int]


def _counted(passed: Passed) -> Iterator[_Found]:
    for told in passed.events:
        if (act := _ACTS.get(told.kind)) is not None:
            yield _act(act, told.at, passed.agency, told.actor)
    for step in passed.steps:
        yield from _step(step)
    if passed.state in NOT_RECEIVED:
        return
    course = stretches(passed)
    yield _act(Measure.RECEIVED, passed.received_at, passed.agency, passed.receiver)
    end = next((at for at, each in enumerate(course) if each.state in AT_AN_END | ENDED), None)
    ended_at = course[end].from_at if end is not None else None
    yield from _stand(Measure.IN_PROCESS, passed, passed.received_at, ended_at)
    yield from _stands(passed, course)
    if end is None:
        return
    last = course[end]
    if last.state in ENDED:
        yield _act(_ENDINGS[last.state], last.from_at, passed.agency, None)
    else:
        yield from _settled(passed, course[end - 1] if end else last, last.from_at)


def _act(measure: Measure, at: datetime, agency: str, officer: UUID | None, n: int = 1) -> _Found:
    return measure, _day(at), None, agency, officer or NOBODY, n


def _day(at: datetime) -> date:
    return local(at).date()


def _step(step: DoneStep) -> Iterator[_Found]:
    """Only what an officer of the center's agencies did: what was done elsewhere has no officer."""
    if step.kind == "step" and step.done_by is not None:
        how = _STEP_MEASURES[in_time(step.due_at, step.done_at)] if step.due_at else Measure.STEP_UNTIMED
        yield _act(how, step.done_at, step.agency, step.done_by)


def _stand(measure: Measure, passed: Passed, from_at: datetime, to_at: datetime | None) -> Iterator[_Found]:
    from_on, until_on = _day(from_at), _day(to_at) if to_at is not None else ENDLESS
    if from_on < until_on:
        yield measure, from_on, until_on, passed.agency, NOBODY, 1


def _stands(passed: Passed, course: tuple[Stretch, ...]) -> Iterator[_Found]:
    spans: dict[Measure, list[tuple[date, date]]] = {}
    for each in course:
        for measure, from_at, to_at in _stretch_stands(each):
            until_on = _day(to_at) if to_at is not None else ENDLESS
            from_on = _day(from_at)
            if from_on >= until_on:
                continue
            listed = spans.setdefault(measure, [])
            if listed and listed[-1][1] == from_on:
                listed[-1] = listed[-1][0], until_on
            else:
                listed.append((from_on, until_on))
    for measure, listed in spans.items():
        for from_on, until_on in listed:
            yield measure, from_on, until_on, passed.agency, NOBODY, 1


def _stretch_stands(each: Stretch) -> Iterator[tuple[Measure, datetime, datetime | None]]:
    if each.state is State.SUPPLEMENT:
        yield Measure.WAITING_SUPPLEMENT, each.from_at, each.to_at
    if each.state is State.SUSPENDED:
        yield Measure.SUSPENDED, each.from_at, each.to_at
    if not each.can_be_late or each.due_at is None:
        return
    yield Measure.OVERDUE, max(each.from_at, each.due_at), each.to_at
    if each.promised_at is not None and each.promised_at < each.due_at:
        to_at = each.due_at if each.to_at is None else min(each.due_at, each.to_at)
        yield Measure.OVERDUE_KEPT, max(each.from_at, each.promised_at), to_at


def _settled(passed: Passed, before: Stretch, at: datetime) -> Iterator[_Found]:
    handler = handler_of(passed)
    promised, due_at = before.promised_at, before.due_at
    if promised is None:
        yield _act(Measure.UNTIMED, at, passed.agency, handler)
    else:
        how = Measure(in_time(promised, at))
        if how is Measure.LATE and due_at is not None and at <= due_at:
            how = Measure.LATE_KEPT
        yield _act(how, at, passed.agency, handler)
        if how in (Measure.LATE, Measure.LATE_KEPT):
            yield _act(_cause(passed.steps), at, passed.agency, None)
    if passed.outcome == "refused":
        yield _act(Measure.TURNED_DOWN, at, passed.agency, None)
    if lost := _lost_by_agencies(passed.steps):
        yield _act(Measure.LOST_AGENCY_TIME, at, passed.agency, handler, lost)
    asked = sum(each.kind in (Move.ASK_TO_COMPLETE, Move.ISSUE_SUPPLEMENT) for each in passed.events)
    if asked:
        yield _act(Measure.LOST_CONTACTS, at, passed.agency, handler, min(asked, 2))


def handler_of(passed: Passed) -> UUID:
    """Who is answerable for a settled dossier: the last of its own agency who worked on it without signing it."""
    done = [each for each in passed.steps if each.kind == "step" and each.done_by is not None]
    own = [each for each in done if each.agency == passed.agency]
    chosen = [each for each in own if not each.signs] or own or done
    return (chosen[-1].done_by or NOBODY) if chosen else passed.receiver


def _lost_by_agencies(steps: tuple[DoneStep, ...]) -> int:
    """TT 01/2018, Điều 13: two points where every agency was early, one where each was in time, none where one was
    late. What of the two is lost."""
    points = [_POINTS[in_time(each.due_at, each.done_at)] for each in steps if each.due_at is not None]
    return 2 - min(points, default=2)


def _cause(steps: tuple[DoneStep, ...]) -> Measure:
    """Where the step was that was overdue longest."""
    late = [(each.done_at - each.due_at, each) for each in steps if each.due_at and each.done_at > each.due_at]
    if not late:
        return Measure.CAUSE_UNKNOWN
    worst = max(late, key=lambda each: each[0])[1]
    if worst.is_outside:
        return Measure.CAUSE_OUTSIDE
    if worst.kind == "opinion":
        return Measure.CAUSE_OPINION
    return Measure.CAUSE_RECEPTION if worst.agency == CENTER else Measure.CAUSE_AGENCY
