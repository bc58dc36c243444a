"""A dossier's course as its trail tells it: how it stood from when to when, and under which dates.

Two dates run side by side. `due_at` is the one that everybody sees; `promised_at` is what it would be without a letter
of apology: a new date given late does not make the dossier in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from motcua.domain.states import STATES, State

REAPPOINTED = "reappoint"
DAY = timedelta(days=1)
NOT_RECEIVED = frozenset({State.INCOMPLETE, State.REFUSED})
AT_AN_END = frozenset({State.READY, State.HANDED_BACK})
"""The result lies at the center: what was promised is kept or broken by then."""
ENDED = frozenset({State.WITHDRAWN, State.STOPPED, State.CANCELLED})


class Told(NamedTuple):
    """One event of the trail. `to` None: it says nothing of where the dossier stands (somebody looked at it)."""

    at: datetime
    kind: str
    to: str | None
    due_at: datetime | None
    actor: UUID | None


class DoneStep(NamedTuple):
    """A step or an opinion that is done. `kind` as of `StepRecord`; outside: at the province or a commune."""

    kind: str
    agency: str
    signs: bool
    due_at: datetime | None
    done_at: datetime
    done_by: UUID | None
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """Everything of one dossier that counts: its row as it is, its trail from the first event, its done steps."""

    id: UUID
    agency: str
    procedure: str
    channel: str
    received_at: datetime
    state: State
    due_at: datetime | None
    outcome: str | None
    receiver: UUID
    events: tuple[Told, ...]
    steps: tuple[DoneStep, ...]


class Stretch(NamedTuple):
    """So it stood from `from_at` to `to_at` (None: still)."""

    state: State
    from_at: datetime
    to_at: datetime | None
    due_at: datetime | None
    promised_at: datetime | None

    @property
    def can_be_late(self) -> bool:
        """A desk can still do something about it."""
        facts = STATES[self.state]
        return not facts.is_final and not facts.waits_for_applicant


def stretches(passed: Passed) -> tuple[Stretch, ...]:
    """In order, without gaps. The last one stands as the row says: a change that no event told shows in a recount."""
    found = list(_stretches(passed.events))
    if not found:
        return (Stretch(passed.state, passed.received_at, None, passed.due_at, passed.due_at),)
    last = found[-1]
    found[-1] = last._replace(state=passed.state, due_at=passed.due_at, promised_at=_promised(last, passed.due_at))
    first = next((at for at, each in enumerate(found) if each.state not in NOT_RECEIVED), None)
    if first is not None and passed.received_at < found[first].from_at:
        # Taken over from other software, or received on paper while the power was out.
        found[first] = found[first]._replace(from_at=passed.received_at)
    ends = [*(each.from_at for each in found[1:]), None]
    return tuple(each._replace(to_at=end) for each, end in zip(found, ends, strict=True))


def _promised(last: Stretch, due_at: datetime | None) -> datetime | None:
    return last.promised_at if due_at == last.due_at else due_at


def _stretches(events: Iterable[Told]) -> Iterator[Stretch]:
    since: datetime | None = None
    apology: datetime | None = None
    promised: datetime | None = None
    for told in events:
        if told.to is None:
            continue
        since = told.at if since is None else max(since, told.at)
        if told.kind == REAPPOINTED:
            apology = told.due_at
        elif told.due_at is not None and told.due_at != apology:
            promised = told.due_at
        yield Stretch(State(told.to), since, None, told.due_at, promised if told.due_at is not None else None)


def in_time(due_at: datetime, done_at: datetime) -> str:
    """`early` (a whole day before), `on_time` or `late`."""
    if done_at > due_at:
        return "late"
    return "on_time" if due_at - done_at < DAY else "early"


def replaced(passed: Passed, event: Told) -> Passed:
    """With one event more."""
    return replace(passed, events=(*passed.events, event))
