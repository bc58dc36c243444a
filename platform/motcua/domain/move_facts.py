"""What a lawful move is: its name, in whose hands the dossier must be, and the row that says the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.people import Permission
from motcua.domain.states import State


class Move(StrEnum):
    """A lawful change of a dossier."""

    ACCEPT = "accept"
    ASK_TO_COMPLETE = "ask_to_complete"
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    CONFIRM_RECEIPT = "confirm_receipt"
    CONSULT = "consult"
    GIVE_OPINION = "give_opinion"
    SUSPEND = "suspend"
    RESUME = "resume"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    NUMBER = "number"
    TAKE_BACK = "take_back"
    HAND_BACK = "hand_back"
    SEND_BY_POST = "send_by_post"
    ASK_FOR_SUPPLEMENT = "ask_for_supplement"
    ALLOW_SUPPLEMENT = "allow_supplement"
    ISSUE_SUPPLEMENT = "issue_supplement"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    GO_ON_WITHOUT = "go_on_without"
    TAKE_ON = "take_on"
    ASSIGN = "assign"
    SEND_OUTSIDE = "send_outside"
    RECEIVE_FROM_OUTSIDE = "receive_from_outside"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    STOP = "stop"
    CANCEL_ACCEPTANCE = "cancel_acceptance"
    RETURN_PAPERS = "return_papers"
    COLLECT_FEE = "collect_fee"
    RESOLVE_AT_ONCE = "resolve_at_once"
    ASK_TO_REAPPOINT = "ask_to_reappoint"
    DECLINE_TO_REAPPOINT = "decline_to_reappoint"


class Where(StrEnum):
    """Whose hands the dossier must be in for the move."""

    RECEPTION = "reception"
    STEP_DESK = "step_desk"
    OPINION_DESK = "opinion_desk"
    CLERK = "clerk"
    STEP_AGENCY = "step_agency"
    CENTER = "center"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """One row of the table of lawful moves.

    `needs` names what the move must carry (keys of the move's form); a move without them is refused.
    `to` lists the states it may lead to: which one is decided by the route (next step at another agency or not).
    """

    label: str
    sources: frozenset[State | None]
    to: frozenset[State]
    permission: Permission
    where: Where
    needs: tuple[str, ...] = ()
    past: str = ""
