"""What each move does to a dossier's steps and pauses: pure, on values; `moves` checks before and stores after.

The clock of a step starts when the dossier is handed to its desk and stands while the dossier is paused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.calendar import Calendar
from motcua.domain.dossier import Dossier, PauseRecord, StepRecord
from motcua.domain.errors import Conflict
from motcua.domain.moves import Move
from motcua.domain.regimes import PAUSE, RESET
from motcua.domain.states import FINANCIAL, PAUSE_REASONS, SUPPLEMENT_PAUSE, State
from motcua.services.deadlines.dues import standing_due, step_due

PROPOSALS: Mapping[str, str] = {"grant": "granted", "refuse": "refused"}


@dataclass(frozen=True, slots=True)
class Walk:
    """One move being made: the dossier before it, by whom and when, and what the move carries (already cleaned)."""

    dossier: Dossier
    by: UUID
    at: datetime
    data: Mapping[str, Any]
    calendar: Calendar
    desks: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    supplement_clock: str = PAUSE


def walked(move: Move, walk: Walk) -> Dossier:
    """The dossier after `move`; its own due date is the caller's to recompute (it needs the procedure's term)."""
    return _WALKS[move](walk)


def _with_steps(dossier: Dossier, *changed: StepRecord) -> Dossier:
    by_id = {step.id: step for step in changed}
    return replace(dossier, steps=tuple(by_id.get(step.id, step) for step in dossier.steps))


def _current(dossier: Dossier) -> StepRecord:
    step = dossier.current_step
    if step is None:
        raise Conflict("Hồ sơ không có bước nào đang chờ xử lý.")
    return step


def _given_to(step: StepRecord, walk: Walk, *, from_agency: str | None) -> StepRecord:
    """The step receives the dossier: at once inside one agency, by hand-over and confirmation between two."""
    handed = replace(step, handed_at=walk.at, done_at=None, done_by=None)
    if step.agency == from_agency and not step.is_outside:
        handed = replace(handed, state="active", confirmed_at=walk.at)
    else:
        handed = replace(handed, state="in_transit", confirmed_at=None)
    return replace(handed, due_at=step_due(handed, walk.dossier, walk.calendar, walk.at))


def _standing(step: StepRecord) -> State:
    return State.PROCESSING if step.state == "active" else State.IN_TRANSIT


def _hand_over(walk: Walk) -> Dossier:
    route = walk.dossier.route
    if not route:
        raise Conflict("Quy trình của hồ sơ không có bước nào để chuyển đến.")
    first = _given_to(route[0], walk, from_agency=None)
    return replace(_with_steps(walk.dossier, first), state=State.IN_TRANSIT)


def _confirm_receipt(walk: Walk) -> Dossier:
    step = replace(_current(walk.dossier), state="active", confirmed_at=walk.at)
    return replace(_with_steps(walk.dossier, step), state=State.PROCESSING)


def _consult(walk: Walk) -> Dossier:
    """All opinions of the step at once: different agencies answer in parallel (NĐ 61/2018, Điều 19.5)."""
    step = _current(walk.dossier)
    asked = []
    for opinion in walk.dossier.steps:
        if opinion.kind == "opinion" and opinion.parent_id == step.id and opinion.state == "waiting":
            handed = replace(opinion, state="active", handed_at=walk.at, confirmed_at=walk.at)
            asked.append(replace(handed, due_at=step_due(handed, walk.dossier, walk.calendar, walk.at)))
    return replace(_with_steps(walk.dossier, *asked), state=State.CONSULTING)


def _give_opinion(walk: Walk) -> Dossier:
    mine = next((s for s in walk.dossier.open_opinions if (s.agency, s.desk) in walk.desks), None)
    if mine is None:
        raise Conflict("Không có đề nghị lấy ý kiến nào đang chờ vị trí của bạn trả lời.")
    answered = replace(mine, state="done", done_at=walk.at, done_by=walk.by, note=walk.data["opinion"])
    after = _with_steps(walk.dossier, answered)
    return replace(after, state=State.CONSULTING if after.open_opinions else State.PROCESSING)


def _go_on_without(walk: Walk) -> Dossier:
    lapsed = (replace(each, state="lapsed", note=walk.data["reason"]) for each in walk.dossier.open_opinions)
    return replace(_with_steps(walk.dossier, *lapsed), state=State.PROCESSING)


def _paused(walk: Walk, kind: str, reason: str, state: State) -> Dossier:
    step = _current(walk.dossier)
    pause = PauseRecord(kind, reason, walk.at)
    paused = replace(walk.dossier, pauses=(*walk.dossier.pauses, pause), state=state)
    return _with_steps(paused, replace(step, due_at=standing_due(step.due_at, walk.at)))


def _clock_goes_on(walk: Walk, evidence: str) -> Dossier:
    pauses = tuple(
        # A server's clock may have been set back in between; a pause never ends before it began.
        replace(pause, to_at=max(walk.at, pause.from_at), evidence=evidence) if pause.to_at is None else pause
        for pause in walk.dossier.pauses
    )
    return replace(walk.dossier, pauses=pauses)


def _suspend(walk: Walk) -> Dossier:
    kind = walk.data.get("kind") or _current(walk.dossier).awaits or FINANCIAL
    return _paused(walk, kind, walk.data["reason"], State.SUSPENDED)


def _resume(walk: Walk) -> Dossier:
    resumed = replace(_clock_goes_on(walk, walk.data["evidence"]), state=State.PROCESSING)
    step = _current(resumed)
    return _with_steps(resumed, replace(step, due_at=step_due(step, resumed, walk.calendar, walk.at)))


def _issue_supplement(walk: Walk) -> Dossier:
    return _paused(walk, SUPPLEMENT_PAUSE, PAUSE_REASONS[SUPPLEMENT_PAUSE], State.SUPPLEMENT)


def _receive_supplement(walk: Walk) -> Dossier:
    """Back to the desk that asked; where the law counts anew, its clock and the dossier's start again."""
    after = replace(_clock_goes_on(walk, walk.data["received"]), state=State.IN_TRANSIT)
    step = replace(_current(after), state="in_transit", confirmed_at=None)
    pause = walk.dossier.open_pause
    # What was late before it was asked for stays late.
    was_late = pause is not None and walk.dossier.due_at is not None and walk.dossier.due_at <= pause.from_at
    if walk.supplement_clock == RESET and not was_late:
        after, step = replace(after, clock_from=walk.at), replace(step, handed_at=walk.at)
    return _with_steps(after, replace(step, due_at=step_due(step, after, walk.calendar, walk.at)))


def _allow_supplement(walk: Walk) -> Dossier:
    return replace(walk.dossier, supplements_allowed=walk.dossier.supplements_allowed + 1)


def _take_on(walk: Walk) -> Dossier:
    return _with_steps(walk.dossier, replace(_current(walk.dossier), assignee_id=walk.by))


def _assign(walk: Walk) -> Dossier:
    return _with_steps(walk.dossier, replace(_current(walk.dossier), assignee_id=UUID(walk.data["assignee"])))


def _send_outside(walk: Walk) -> Dossier:
    sent = replace(_current(walk.dossier), state="active", confirmed_at=walk.at)
    return replace(_with_steps(walk.dossier, sent), state=State.OUTSIDE)


def _ended(state: State) -> Callable[[Walk], Dossier]:
    """Nothing is due from any desk any more, and no clock stands."""

    def ended(walk: Walk) -> Dossier:
        after = _clock_goes_on(walk, walk.data["reason"])
        open_steps = (step for step in after.steps if step.state in ("active", "in_transit"))
        return replace(_with_steps(after, *(replace(step, state="returned") for step in open_steps)), state=state)

    return ended


def _next_step(dossier: Dossier, step: StepRecord) -> StepRecord | None:
    return next((after for after in dossier.route if after.ordinal > step.ordinal), None)


def _done(step: StepRecord, walk: Walk) -> StepRecord:
    return replace(step, state="done", done_at=walk.at, done_by=walk.by)


def _submit(walk: Walk) -> Dossier:
    """Also what an agency outside answered: reception writes its result down when the dossier comes back."""
    return _passed_on(walk, _proposed(_current(walk.dossier), walk))


def _proposed(step: StepRecord, walk: Walk) -> StepRecord:
    note = walk.data["finding"]
    if reason := walk.data.get("reason"):
        note = f"{note}\nLý do từ chối: {reason}"
    return replace(_done(step, walk), proposal=PROPOSALS[walk.data["proposal"]], note=note)


def _passed_on(walk: Walk, finished: StepRecord) -> Dossier:
    """To the next step, or, after the last, decided: the last proposal on the route is the outcome."""
    after = _next_step(walk.dossier, finished)
    if after is None:
        final = _with_steps(walk.dossier, finished)
        return replace(final, state=State.SIGNED, outcome=outcome_of(final))
    given = _given_to(after, walk, from_agency=finished.agency)
    return replace(_with_steps(walk.dossier, finished, given), state=_standing(given))


def _return(walk: Walk) -> Dossier:
    """Back to the step before; its clock starts again, the dossier's own due date stays what it was."""
    step = _current(walk.dossier)
    before = max((s for s in walk.dossier.route if s.ordinal < step.ordinal), key=lambda s: s.ordinal)
    waiting = replace(step, state="waiting", handed_at=None, confirmed_at=None, due_at=None)
    given = _given_to(before, walk, from_agency=step.agency)
    return replace(_with_steps(walk.dossier, waiting, given), state=_standing(given))


def outcome_of(dossier: Dossier) -> str:
    """What is being signed: the last proposal on the route; a route without one grants."""
    proposals = [step.proposal for step in dossier.route if step.proposal and step.state == "done"]
    return proposals[-1] if proposals else "granted"


def _sign(walk: Walk) -> Dossier:
    step = _current(walk.dossier)
    return _passed_on(walk, replace(_done(step, walk), note=walk.data.get("note") or step.note))


def _resolve_at_once(walk: Walk) -> Dossier:
    """Every step is done at the counter; the one that signs by who signed, the others by who served the person."""
    signer = UUID(walk.data["signer"])
    done = (
        replace(
            step, state="done", handed_at=walk.at, confirmed_at=walk.at, done_at=walk.at,
            done_by=signer if step.signs else walk.by, proposal=None if step.signs else PROPOSALS["grant"],
        )
        for step in walk.dossier.route
    )  # fmt: skip
    return replace(_with_steps(walk.dossier, *done), state=State.HANDED_BACK, outcome="granted")


def _to(state: State) -> Callable[[Walk], Dossier]:
    return lambda walk: replace(walk.dossier, state=state)


_WALKS: Mapping[Move, Callable[[Walk], Dossier]] = {
    Move.HAND_OVER: _hand_over,
    Move.CONFIRM_RECEIPT: _confirm_receipt,
    Move.CONSULT: _consult,
    Move.GIVE_OPINION: _give_opinion,
    Move.SUSPEND: _suspend,
    Move.RESUME: _resume,
    Move.SUBMIT: _submit,
    Move.RETURN: _return,
    Move.SIGN: _sign,
    Move.NUMBER: _to(State.NUMBERED),
    Move.TAKE_BACK: _to(State.READY),
    Move.HAND_BACK: _to(State.HANDED_BACK),
    Move.SEND_BY_POST: _to(State.HANDED_BACK),
    Move.ASK_FOR_SUPPLEMENT: _to(State.SUPPLEMENT_ASKED),
    Move.ALLOW_SUPPLEMENT: _allow_supplement,
    Move.ISSUE_SUPPLEMENT: _issue_supplement,
    Move.RECEIVE_SUPPLEMENT: _receive_supplement,
    Move.GO_ON_WITHOUT: _go_on_without,
    Move.TAKE_ON: _take_on,
    Move.ASSIGN: _assign,
    Move.SEND_OUTSIDE: _send_outside,
    Move.RECEIVE_FROM_OUTSIDE: _submit,
    Move.CORRECT: lambda walk: walk.dossier,
    Move.WITHDRAW: _ended(State.WITHDRAWN),
    Move.STOP: _ended(State.STOPPED),
    Move.CANCEL_ACCEPTANCE: _ended(State.CANCELLED),
    Move.RETURN_PAPERS: lambda walk: walk.dossier,
    Move.COLLECT_FEE: lambda walk: walk.dossier,
    Move.RESOLVE_AT_ONCE: _resolve_at_once,
    Move.ASK_TO_REAPPOINT: lambda walk: walk.dossier,
    Move.DECLINE_TO_REAPPOINT: lambda walk: walk.dossier,
}
