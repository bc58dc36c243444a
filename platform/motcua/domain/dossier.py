"""One dossier: its steps and pauses, who acts next, what the applicant reads, and why a move may not be made.

Where the national portal's moves and an article of Nghị định 61/2018 disagree, the article wins: a refusal after
examination is a result (Điều 19.8), so it goes the ordinary way to status 9 with outcome "refused".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from motcua.domain.moves import MOVES, Move, MoveFacts, Where
from motcua.domain.people import (
    CLERK_DESK,
    OUTSIDE_AGENCIES,
    PERMISSION_NAMES,
    RECEPTION_DESK,
    Permission,
    Staff,
    who_may,
)
from motcua.domain.states import (
    FINANCIAL,
    FINANCIAL_SENTENCE,
    NATIONAL_STATUSES,
    PAUSE_REASONS,
    STATES,
    State,
    StateFacts,
)

__all__ = [
    "FINANCIAL",
    "MOVES",
    "NATIONAL_STATUSES",
    "OUTCOMES",
    "PAUSE_REASONS",
    "STATES",
    "Dossier",
    "Move",
    "MoveFacts",
    "NextActor",
    "PauseRecord",
    "ReappointmentRecord",
    "State",
    "StateFacts",
    "StepRecord",
    "Where",
    "has_awaited",
    "is_holder",
    "lawful_moves",
    "next_actor",
    "sentence_for_applicant",
    "why_not",
]

OUTCOMES: Mapping[str, str] = {"granted": "Đồng ý giải quyết", "refused": "Từ chối giải quyết"}


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of a dossier's route as it went. `kind` is "step" or "opinion" (an opinion belongs to `parent_id`)."""

    id: UUID
    ordinal: int
    kind: str
    key: str
    label: str
    agency: str
    desk: str
    signs: bool
    within: str
    state: str
    parent_id: UUID | None = None
    awaits: str | None = None
    handed_at: datetime | None = None
    confirmed_at: datetime | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: UUID | None = None
    proposal: str | None = None
    note: str = ""
    assignee_id: UUID | None = None

    @property
    def is_outside(self) -> bool:
        """At the province or a commune: nobody there works in this system."""
        return self.agency in OUTSIDE_AGENCIES


@dataclass(frozen=True, slots=True)
class PauseRecord:
    """A stretch in which the clock stood. `kind` is a key of `PAUSE_REASONS`; open while `to_at` is None."""

    kind: str
    reason: str
    from_at: datetime
    to_at: datetime | None = None
    evidence: str = ""
    deadline_at: datetime | None = None
    """Until when the applicant may complete the dossier; after that it goes back (supplements only)."""


@dataclass(frozen=True, slots=True)
class ReappointmentRecord:
    """An apology with a new date as it was asked for. `state`: asked, approved or declined.

    `late_says`: what the law has against the moment at which it was asked for; empty when in time.
    """

    id: int
    state: str
    due_was: datetime
    new_due_at: datetime
    reason: str
    late_says: str
    asked_by: UUID | None
    asked_by_name: str
    asked_at: datetime
    answer: str = ""
    answered_by_name: str = ""
    answered_at: datetime | None = None


def fee_balance(due: int | None, paid: int, paid_at: datetime | None) -> int | None:
    """`Dossier.fee_balance`, also for a row of a list."""
    if due is None or (paid_at is not None and not paid):
        return None if due is None else 0
    return due - paid


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the moves decide on. Steps are in route order, opinions after them."""

    id: UUID
    code: str | None
    procedure_key: str
    agency: str
    state: State
    version: int
    steps: tuple[StepRecord, ...] = ()
    pauses: tuple[PauseRecord, ...] = ()
    due_at: datetime | None = None
    first_due_at: datetime | None = None
    received_at: datetime | None = None
    outcome: str | None = None
    fee_due: int | None = 0
    fee_paid_at: datetime | None = None
    fee_paid: int = 0
    """What was taken of the fee and not given back; 0 beside a `fee_paid_at` is what was paid before payments were kept
    one by one, or to another software."""
    clock_from: datetime | None = None
    """Since when the term counts, where that is not the reception (NĐ 61/2018, Điều 19.4: "tính lại từ đầu")."""
    due_credit: int = 0
    """Working minutes that a change of the calendar would have taken from the applicant, and does not."""
    reappointed_to: datetime | None = None
    """The date that a letter of apology named (NĐ 61/2018, Điều 19.9); `first_due_at` stays what was promised."""
    hand_back_minutes: int = 0
    """Working minutes of the term that are the center's own, to give the result back."""
    supplements_allowed: int = 0
    """How many requests for a supplement the director has allowed beyond the law's (NĐ 61/2018, Điều 11.2c)."""

    promised_at: datetime | None = None
    """What the software before this one had promised; it holds in the place of the term, until that counts anew."""

    reappointments: tuple[ReappointmentRecord, ...] = ()

    @property
    def reappointment_asked(self) -> ReappointmentRecord | None:
        """What the director has still to answer; once there is a result, there is nothing left to promise."""
        if STATES[self.state].is_final or self.state in (State.NUMBERED, State.READY):
            return None
        return next((each for each in self.reappointments if each.state == "asked"), None)

    @property
    def owes_fee(self) -> bool:
        """A fee is still to be collected, or its amount is not known yet (None)."""
        return self.fee_paid_at is None and self.fee_due != 0

    @property
    def fee_balance(self) -> int | None:
        """What is still to be paid; below 0 what is to be given back, None while the amount is not known."""
        return fee_balance(self.fee_due, self.fee_paid, self.fee_paid_at)

    @property
    def route(self) -> tuple[StepRecord, ...]:
        return tuple(step for step in self.steps if step.kind == "step")

    @property
    def current_step(self) -> StepRecord | None:
        """The step that holds the dossier, or waits for it (in transit)."""
        return next((step for step in self.route if step.state in ("active", "in_transit")), None)

    @property
    def open_opinions(self) -> tuple[StepRecord, ...]:
        asked = [step for step in self.steps if step.kind == "opinion" and step.state == "active"]
        return tuple(sorted(asked, key=lambda step: (step.due_at is None, step.due_at, step.ordinal)))

    @property
    def open_pause(self) -> PauseRecord | None:
        return next((pause for pause in self.pauses if pause.to_at is None), None)

    @property
    def status(self) -> int:
        """The national status code; a financial pause is 6, any other 4 (design: settled questions)."""
        pause = self.open_pause
        if self.state is State.SUSPENDED and pause is not None and pause.kind == FINANCIAL:
            return 6
        return STATES[self.state].status


@dataclass(frozen=True, slots=True)
class NextActor:
    """The one desk that must act next. `who` is how the page names it when the desk has no label at hand."""

    agency: str
    desk: str
    due_at: datetime | None = None
    step: StepRecord | None = field(default=None, compare=False)


def next_actor(dossier: Dossier) -> NextActor | None:
    """Exactly one for every state that is not final: no silent state."""
    match dossier.state:
        case State.INCOMPLETE | State.READY | State.SUPPLEMENT:
            # The counter waits for the applicant: nothing is due from a desk.
            return NextActor(*RECEPTION_DESK)
        case State.ACCEPTED | State.NUMBERED | State.SUPPLEMENT_ASKED:
            return NextActor(*RECEPTION_DESK, due_at=dossier.due_at)
        case State.SIGNED:
            return NextActor(*CLERK_DESK, due_at=dossier.due_at)
        case State.CONSULTING if dossier.open_opinions:
            first = dossier.open_opinions[0]
            return NextActor(first.agency, first.desk, first.due_at, first)
        case State.OUTSIDE:
            return _reception_for_outside(dossier)
        case State.IN_TRANSIT if dossier.current_step is not None and dossier.current_step.is_outside:
            return _reception_for_outside(dossier)
        case State.IN_TRANSIT | State.PROCESSING | State.CONSULTING | State.SUSPENDED:
            step = dossier.current_step
            return NextActor(step.agency, step.desk, step.due_at, step) if step else None
        case _:
            return None


def _reception_for_outside(dossier: Dossier) -> NextActor:
    """Reception sends to the province or a commune, and sees to it that an answer comes."""
    step = dossier.current_step
    return NextActor(*RECEPTION_DESK, due_at=step.due_at if step is not None else dossier.due_at, step=step)


def sentence_for_applicant(dossier: Dossier) -> str:
    """What the applicant may read now; never empty."""
    pause = dossier.open_pause
    if dossier.state is State.SUSPENDED and pause is not None and pause.kind == FINANCIAL:
        return FINANCIAL_SENTENCE
    if dossier.state in (State.NUMBERED, State.READY, State.HANDED_BACK) and dossier.outcome == "refused":
        return STATES[dossier.state].sentence.replace("Kết quả", "Văn bản từ chối giải quyết (nêu rõ lý do)", 1)
    return STATES[dossier.state].sentence


def why_not(move: Move, dossier: Dossier, staff: Staff) -> str | None:
    """None when `staff` may make `move` on `dossier` now; else the Vietnamese sentence that says why not.

    The sentence names the permission and who holds it, so that nobody is left with a bare 403.
    """
    facts = MOVES[move]
    if dossier.state not in facts.sources:
        return f"Hồ sơ đang ở trạng thái “{STATES[dossier.state].name}” nên không thể: {facts.label.lower()}."
    if not staff.may(facts.permission):
        return (
            f"Bạn không có quyền {PERMISSION_NAMES[facts.permission]}. Việc này thuộc về: {who_may(facts.permission)}."
        )
    match facts.where:
        case Where.RECEPTION:
            if not staff.receives_for(dossier.agency):
                return "Hồ sơ thuộc cơ quan mà quầy của bạn không tiếp nhận và trả kết quả."
            return _why_not_outside(move, dossier)
        case Where.CLERK:
            pass
        case Where.HOLDER:
            if not is_holder(dossier, staff):
                return "Hồ sơ không ở vị trí hoặc cơ quan của bạn."
        case Where.CENTER:
            return _why_not_at_center(move, dossier)
        case Where.STEP_AGENCY:
            step = dossier.current_step
            if step is None or not staff.is_at(step.agency):
                return "Hồ sơ không ở cơ quan của bạn."
        case Where.OPINION_DESK:
            if not any(staff.holds(step.agency, step.desk) for step in dossier.open_opinions):
                return "Không có đề nghị lấy ý kiến nào đang chờ vị trí của bạn trả lời."
        case Where.STEP_DESK:
            step = dossier.current_step
            if step is None or not staff.holds(step.agency, step.desk):
                return "Bước này không thuộc vị trí xử lý của bạn."
            return _why_not_at_step(move, dossier, step)
    return None


def is_holder(dossier: Dossier, staff: Staff) -> bool:
    """Whether the dossier is in this person's hands, or in those of the agency that they head."""
    step = dossier.current_step
    if step is not None and not step.is_outside:
        return staff.holds(step.agency, step.desk) or (staff.may(Permission.ASSIGN) and staff.is_at(step.agency))
    actor = next_actor(dossier)
    if actor is None:
        return False
    if (actor.agency, actor.desk) == CLERK_DESK:
        return staff.may(Permission.NUMBER)
    return staff.may(Permission.RECEIVE) and staff.receives_for(dossier.agency)


def _why_not_at_center(move: Move, dossier: Dossier) -> str | None:
    if move is Move.COLLECT_FEE and not dossier.owes_fee:
        return "Hồ sơ không còn khoản phí, lệ phí nào phải thu."
    return None


def _why_not_outside(move: Move, dossier: Dossier) -> str | None:
    step = dossier.current_step
    if move is Move.SEND_OUTSIDE and (step is None or not step.is_outside):
        return "Bước đang chờ thuộc cơ quan tại Trung tâm: cơ quan đó tự xác nhận đã nhận hồ sơ."
    return None


def _why_not_at_step(move: Move, dossier: Dossier, step: StepRecord) -> str | None:
    if move is Move.SIGN and not step.signs:
        return "Bước này không phải bước ký."
    if move is Move.SUBMIT and step.signs:
        return "Đây là bước ký: hãy ký hoặc trả lại bước trước."
    if move in (Move.SUBMIT, Move.SIGN) and step.awaits and not has_awaited(dossier, step):
        return f"Chưa ghi nhận: {PAUSE_REASONS.get(step.awaits, step.awaits).lower()}. Hãy tạm dừng và chờ hoàn thành."
    if step.signs and (move is Move.ASK_FOR_SUPPLEMENT or (move is Move.SUSPEND and not step.awaits)):
        return "Đây là bước ký: hãy trả lại bước trước để người thụ lý thực hiện."
    if move is Move.RETURN and step.ordinal == min(s.ordinal for s in dossier.route):
        return "Đây là bước đầu tiên, không có bước trước để trả lại."
    if move is Move.CONSULT and not _may_consult(dossier, step):
        return "Quy trình không có ý kiến nào cần lấy ở bước này, hoặc đã lấy đủ."
    return None


def has_awaited(dossier: Dossier, step: StepRecord) -> bool:
    return any(p.kind == step.awaits and p.to_at is not None for p in dossier.pauses)


def _may_consult(dossier: Dossier, step: StepRecord) -> bool:
    return any(s.kind == "opinion" and s.parent_id == step.id and s.state == "waiting" for s in dossier.steps)


def lawful_moves(dossier: Dossier, staff: Staff) -> tuple[Move, ...]:
    """The moves `staff` may make now, in the order of the table."""
    return tuple(move for move in MOVES if why_not(move, dossier, staff) is None)
