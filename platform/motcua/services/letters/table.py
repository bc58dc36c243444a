"""The one table of letters: what calls for each, how it is made, what it asks, which move it stands beside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from motcua.domain.letter_kinds import KINDS, LetterKind
from motcua.domain.moves import Move
from motcua.domain.people import Permission, Staff, who_may
from motcua.domain.states import State
from motcua.letters.data import Printable
from motcua.services.counter.visits import visit_occasion, visit_receipt
from motcua.services.dossiers.asked import MoveField
from motcua.services.letters import slips
from motcua.services.letters import statutory as letters
from motcua.services.letters.excerpts import excerpt, excerpt_occasion
from motcua.services.letters.statutory import Given, Material, seq_of
from motcua.services.results.letters import can_preview, kind_of, result_letter, result_letter_occasion

_AT_COUNTER = frozenset({Permission.RECEIVE, Permission.HAND_BACK})
_NOT_CALLED_FOR = "Hồ sơ này chưa có căn cứ để phát hành giấy này."


def _none(of: Material) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter. `occasion` is "" while nothing calls for it; `like`: whoever may make this move acts in that place.

    `why_not`: what a rule of law has against it now. `refuses`: what to say while nothing calls for it.
    """

    kind: LetterKind
    occasion: Callable[[Material], str]
    build: Callable[[Material, Given], Awaitable[Printable]]
    like: Move = Move.ACCEPT
    asks: tuple[MoveField, ...] = ()
    why_not: Callable[[Material], str | None] = _none
    is_shown_before: Callable[[Material], bool] | None = None
    refuses: str = _NOT_CALLED_FOR

    def shows(self, of: Material) -> bool:
        """Whether it may be looked at: when it is called for, and a result's while it is worked on."""
        return bool(self.occasion(of)) or (self.is_shown_before is not None and self.is_shown_before(of))

    def why_not_by(self, staff: Staff, agency: str) -> str | None:
        """None when this person, who may see the dossier, may issue it."""
        if not any(staff.may(each) for each in self.kind.may):
            whose = "; ".join(dict.fromkeys(who_may(each) for each in self.kind.may))
            return f"Giấy này do {whose} phát hành."
        if _AT_COUNTER & set(self.kind.may) and not staff.receives_for(agency):
            return "Giấy này do quầy tiếp nhận hồ sơ của cơ quan đó phát hành."
        return None

    def may_reprint(self, staff: Staff, agency: str) -> bool:
        """Who issues it, and the counter that hands it to the applicant."""
        is_counter = staff.may(Permission.RECEIVE) and staff.receives_for(agency)
        return is_counter or self.why_not_by(staff, agency) is None


def _event(*kinds: str) -> Callable[[Material], str]:
    return lambda of: seq_of(of.last(*kinds))


def _while(state: State, *kinds: str) -> Callable[[Material], str]:
    return lambda of: seq_of(of.last(*kinds)) if of.state is state else ""


def _receipt(of: Material) -> str:
    return "" if of.state in letters.NOT_ACCEPTED else seq_of(of.last("accept", "correct"))


def _result_refusal(of: Material) -> str:
    return seq_of(of.last("number")) if of.kept.dossier.outcome == "refused" else ""


_K = KINDS
TABLE: tuple[Entry, ...] = (
    Entry(
        _K["receipt"],
        _receipt,
        letters.receipt,
        refuses="Hồ sơ chưa được tiếp nhận nên không có giấy tiếp nhận.",
    ),
    Entry(_K["visit_receipt"], visit_occasion, visit_receipt),
    Entry(
        _K["completion_request"],
        _while(State.INCOMPLETE, "ask_to_complete"),
        letters.completion_request,
        Move.ASK_TO_COMPLETE,
        refuses="Hồ sơ này không có phiếu yêu cầu hoàn thiện.",
    ),
    Entry(
        _K["refusal"],
        _while(State.REFUSED, "refuse"),
        letters.refusal,
        Move.REFUSE,
        refuses="Hồ sơ này không bị từ chối tiếp nhận.",
    ),
    Entry(
        _K["supplement_request"],
        _event("ask_for_supplement"),
        letters.supplement_request,
        Move.ISSUE_SUPPLEMENT,
        refuses="Cơ quan giải quyết chưa đề nghị bổ sung hồ sơ này.",
    ),
    Entry(
        _K["apology"],
        slips.apology_occasion,
        slips.apology,
        Move.DECLINE_TO_REAPPOINT,
        why_not=slips.why_not_apologise,
        refuses="Chưa có đề nghị hẹn lại nào của nơi đang giữ hồ sơ chờ duyệt.",
    ),
    Entry(_K["control_slip"], slips.control_occasion, slips.control_slip, Move.HAND_OVER),
    Entry(_K["stopping"], _event("stop"), letters.stop_notice, refuses="Hồ sơ này không bị dừng giải quyết."),
    Entry(
        _K["result_refusal"],
        _result_refusal,
        letters.result_refusal,
        refuses="Hồ sơ này không có kết quả từ chối giải quyết đã vào số.",
    ),
    Entry(_K["result_slip"], slips.result_occasion, slips.result_slip, Move.HAND_BACK),
    Entry(_K["fee_receipt"], slips.fee_occasion, slips.fee_receipt, Move.COLLECT_FEE),
    Entry(
        _K["book_excerpt"],
        excerpt_occasion,
        excerpt,
        Move.NUMBER,
        refuses="Hồ sơ này không có số nào trong sổ chứng thực.",
    ),
)
BY_SLUG = {entry.kind.slug: entry for entry in TABLE}


def entries_of(of: Material) -> Iterator[Entry]:
    """The letters of every dossier, and those that its own procedure brings."""
    yield from TABLE
    for letter in of.version.letters:
        yield Entry(
            kind_of(letter),
            result_letter_occasion,
            partial(result_letter, letter),
            Move.NUMBER,
            is_shown_before=can_preview,
            refuses="Kết quả chưa vào số nên chưa phát hành được.",
        )
