"""Where a dossier stands, in one value: who acts next, until when or why not, and what the applicant reads.

No silent state (design §1): whatever is not ended has exactly one next actor, a due date or a named reason why there
is none, and a sentence. Pages, tracking and the columns of the worklists all ask here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossier import Dossier, NextActor, next_actor, sentence_for_applicant
from motcua.domain.states import PAUSE_REASONS, STATES

WAITS_FOR_APPLICANT = "Chờ người nộp"
NO_TERM = "Chưa có ngày hẹn trả: pháp luật không ấn định hoặc thời hạn chưa xác nhận"


@dataclass(frozen=True, slots=True)
class Standing:
    """`waits`: the name of what is waited for, where no due date runs against a desk."""

    actor: NextActor | None
    due_at: datetime | None
    waits: str
    sentence: str
    is_ended: bool


def standing_of(dossier: Dossier) -> Standing:
    facts = STATES[dossier.state]
    actor = next_actor(dossier)
    due_at = actor.due_at if actor is not None else None
    waits = ""
    pause = dossier.open_pause
    if pause is not None:
        waits = PAUSE_REASONS.get(pause.kind, pause.kind)
    elif facts.waits_for_applicant:
        waits = WAITS_FOR_APPLICANT
    elif due_at is None and actor is not None and _has_no_term(dossier, actor):
        waits = NO_TERM
    return Standing(actor, due_at, waits, sentence_for_applicant(dossier), facts.is_final)


def _has_no_term(dossier: Dossier, actor: NextActor) -> bool:
    """The step itself has none, or, at the center's own desks, the whole dossier."""
    return actor.step.within == "none" if actor.step is not None else dossier.due_at is None


def silence(dossier: Dossier) -> str | None:
    """What a dossier in this state would leave unsaid; None: nothing."""
    standing = standing_of(dossier)
    if not standing.sentence.strip():
        return "không có câu nào cho người nộp"
    if standing.is_ended:
        return "đã kết thúc mà vẫn còn người phải xử lý" if standing.actor is not None else None
    if standing.actor is None:
        return "không ai phải xử lý tiếp"
    if standing.due_at is None and not standing.waits.strip():
        return "không có thời hạn cũng không có lý do chờ"
    return None
