"""Rà soát thủ tục: how a version of a procedure comes to be received at a center, and how it stops being received.

One table of lawful moves, as for dossiers. Publishing, suspending and withdrawing are acts of somebody who may decide,
each by a decision on paper; looking through the facts is the agency's own work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from motcua.domain.decisions import Decision
from motcua.domain.people import PERMISSION_NAMES, Permission, Staff, who_may


class ReviewState(StrEnum):
    """Where a version stands at one center."""

    PROPOSED = "proposed"
    UNDER_REVIEW = "under_review"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


REVIEW_STATES: Mapping[ReviewState, str] = {
    ReviewState.PROPOSED: "Chờ rà soát",
    ReviewState.UNDER_REVIEW: "Đang rà soát",
    ReviewState.PUBLISHED: "Đã công bố",
    ReviewState.SUSPENDED: "Tạm ngừng",
    ReviewState.WITHDRAWN: "Đã bãi bỏ",
}


class ReviewMove(StrEnum):
    """A lawful change of a version's standing."""

    START_REVIEW = "start_review"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    SUSPEND = "suspend"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """One row of the table. `by_decision`: it carries number, day, signer and effective days."""

    label: str
    past: str
    sources: frozenset[ReviewState]
    to: ReviewState
    permission: Permission
    by_decision: bool = False
    needs_reason: bool = False


_S = ReviewState
_P = Permission
REVIEW_MOVES: Mapping[ReviewMove, ReviewFacts] = {
    ReviewMove.START_REVIEW: ReviewFacts(
        "Bắt đầu rà soát",
        "Bắt đầu rà soát",
        frozenset({_S.PROPOSED}),
        _S.UNDER_REVIEW,
        _P.REVIEW_PROCEDURES,
    ),
    ReviewMove.SEND_BACK: ReviewFacts(
        "Trả lại, chờ rà soát",
        "Trả lại, chờ rà soát",
        frozenset({_S.UNDER_REVIEW}),
        _S.PROPOSED,
        _P.REVIEW_PROCEDURES,
        needs_reason=True,
    ),
    ReviewMove.PUBLISH: ReviewFacts(
        "Công bố",
        "Công bố",
        frozenset({_S.UNDER_REVIEW, _S.SUSPENDED}),
        _S.PUBLISHED,
        _P.PUBLISH_PROCEDURES,
        by_decision=True,
    ),
    ReviewMove.SUSPEND: ReviewFacts(
        "Tạm ngừng tiếp nhận",
        "Tạm ngừng tiếp nhận",
        frozenset({_S.PUBLISHED}),
        _S.SUSPENDED,
        _P.PUBLISH_PROCEDURES,
        by_decision=True,
        needs_reason=True,
    ),
    ReviewMove.WITHDRAW: ReviewFacts(
        "Bãi bỏ",
        "Bãi bỏ",
        frozenset({_S.PUBLISHED, _S.SUSPENDED}),
        _S.WITHDRAWN,
        _P.PUBLISH_PROCEDURES,
        by_decision=True,
        needs_reason=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of one procedure at one center. `seq` counts its changes; `decision` is the one it stands by now:
    for what is published its effective days, for what is suspended or withdrawn from when."""

    version_hash: str
    procedure: str
    agency: str
    state: ReviewState
    decision: Decision | None = None
    seq: int = 1
    reason: str = field(default="", compare=False)

    def is_received_on(self, day: date) -> bool:
        """Whether dossiers may be taken in under it that day."""
        return self.state is _S.PUBLISHED and self.decision is not None and self.decision.holds_on(day)

    @property
    def was_published(self) -> bool:
        """Dossiers may have been received under it."""
        return self.state in (_S.PUBLISHED, _S.SUSPENDED, _S.WITHDRAWN)

    def why_not_received_on(self, day: date) -> str | None:
        """The sentence for the counter; None where it is received."""
        if self.is_received_on(day):
            return None
        by = f" theo {self.decision.says}" if self.decision is not None else ""
        match self.state:
            case _S.PROPOSED | _S.UNDER_REVIEW:
                return "Thủ tục chưa được công bố tại Trung tâm."
            case _S.SUSPENDED:
                return f"Thủ tục đang tạm ngừng tiếp nhận{by}."
            case _S.WITHDRAWN:
                return f"Thủ tục đã bãi bỏ{by}."
            case _:
                pass
        assert self.decision is not None
        if day < self.decision.from_on:
            return f"Thủ tục được tiếp nhận từ ngày {self.decision.from_on:%d/%m/%Y}{by}."
        return f"Quyết định công bố đã hết hiệu lực ngày {self.decision.to_on:%d/%m/%Y} ({self.decision.number})."


def sees_agency(staff: Staff, agency: str) -> bool:
    """Who decides for the center sees every agency; a head sees their own."""
    return staff.may(_P.PUBLISH_PROCEDURES) or (staff.may(_P.REVIEW_PROCEDURES) and staff.agency == agency)


def why_not_review(move: ReviewMove, publication: Publication, staff: Staff) -> str | None:
    """The sentence that says why this person can't make this move now; None: they can."""
    facts = REVIEW_MOVES[move]
    if publication.state not in facts.sources:
        return f"Thủ tục {REVIEW_STATES[publication.state].lower()}, không “{facts.label.lower()}” được."
    if not staff.may(facts.permission):
        name = PERMISSION_NAMES[facts.permission]
        return f"Bạn không có quyền {name}. Việc này thuộc về: {who_may(facts.permission)}."
    if not sees_agency(staff, publication.agency):
        return "Lãnh đạo cơ quan chỉ rà soát thủ tục của cơ quan mình."
    return None
