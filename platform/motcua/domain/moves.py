"""The one table of lawful moves: who may make each, from where to where, and what it must carry."""

from __future__ import annotations

from collections.abc import Mapping
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


class Where(StrEnum):
    """Whose hands the dossier must be in for the move."""

    RECEPTION = "reception"
    STEP_DESK = "step_desk"
    OPINION_DESK = "opinion_desk"
    CLERK = "clerk"


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


_S = State
_P = Permission

MOVES: Mapping[Move, MoveFacts] = {
    Move.ACCEPT: MoveFacts(
        "Tiếp nhận hồ sơ",
        frozenset({None, _S.INCOMPLETE}),
        frozenset({_S.ACCEPTED}),
        _P.RECEIVE,
        Where.RECEPTION,
        past="Tiếp nhận hồ sơ",
    ),
    Move.ASK_TO_COMPLETE: MoveFacts(
        "Yêu cầu hoàn thiện hồ sơ",
        frozenset({None}),  # NĐ 61/2018, Điều 15.3: guidance is complete once, so never from INCOMPLETE again
        frozenset({_S.INCOMPLETE}),
        _P.RECEIVE,
        Where.RECEPTION,
        ("reason",),
        past="Yêu cầu bổ sung, hoàn thiện hồ sơ",
    ),
    Move.REFUSE: MoveFacts(
        "Từ chối tiếp nhận",
        frozenset({None, _S.INCOMPLETE}),
        frozenset({_S.REFUSED}),
        _P.RECEIVE,
        Where.RECEPTION,
        ("reason",),
        past="Từ chối tiếp nhận hồ sơ",
    ),
    Move.HAND_OVER: MoveFacts(
        "Chuyển cơ quan giải quyết",
        frozenset({_S.ACCEPTED}),
        frozenset({_S.IN_TRANSIT}),
        _P.HAND_OVER,
        Where.RECEPTION,
        past="Chuyển hồ sơ đến cơ quan giải quyết",
    ),
    Move.CONFIRM_RECEIPT: MoveFacts(
        "Xác nhận đã nhận hồ sơ",
        frozenset({_S.IN_TRANSIT}),
        frozenset({_S.PROCESSING}),
        _P.PROCESS,
        Where.STEP_DESK,
        past="Xác nhận đã nhận hồ sơ",
    ),
    Move.CONSULT: MoveFacts(
        "Gửi lấy ý kiến",
        frozenset({_S.PROCESSING}),
        frozenset({_S.CONSULTING}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("question",),
        past="Gửi lấy ý kiến cơ quan có liên quan",
    ),
    Move.GIVE_OPINION: MoveFacts(
        "Trả lời ý kiến",
        frozenset({_S.CONSULTING}),
        frozenset({_S.CONSULTING, _S.PROCESSING}),
        _P.PROCESS,
        Where.OPINION_DESK,
        ("opinion",),
        past="Trả lời ý kiến",
    ),
    Move.SUSPEND: MoveFacts(
        "Tạm dừng, chờ thực hiện nghĩa vụ",
        frozenset({_S.PROCESSING}),
        frozenset({_S.SUSPENDED}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("reason",),
        past="Tạm dừng giải quyết",
    ),
    Move.RESUME: MoveFacts(
        "Tiếp tục giải quyết",
        frozenset({_S.SUSPENDED}),
        frozenset({_S.PROCESSING}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("evidence",),
        past="Tiếp tục giải quyết",
    ),
    Move.SUBMIT: MoveFacts(
        "Trình bước tiếp theo",
        frozenset({_S.PROCESSING}),
        frozenset({_S.PROCESSING, _S.IN_TRANSIT}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("proposal", "finding"),
        past="Hoàn thành bước, chuyển bước tiếp theo",
    ),
    Move.RETURN: MoveFacts(
        "Trả lại bước trước",
        frozenset({_S.PROCESSING}),
        frozenset({_S.PROCESSING, _S.IN_TRANSIT}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("reason",),
        past="Trả lại bước trước",
    ),
    Move.SIGN: MoveFacts(
        "Ký kết quả",
        frozenset({_S.PROCESSING}),
        frozenset({_S.PROCESSING, _S.IN_TRANSIT, _S.SIGNED}),
        _P.SIGN,
        Where.STEP_DESK,
        past="Ký kết quả",
    ),
    Move.NUMBER: MoveFacts(
        "Vào số, phát hành",
        frozenset({_S.SIGNED}),
        frozenset({_S.NUMBERED}),
        _P.NUMBER,
        Where.CLERK,
        past="Vào số, đóng dấu, phát hành kết quả",
    ),
    Move.TAKE_BACK: MoveFacts(
        "Nhận kết quả về Trung tâm",
        frozenset({_S.NUMBERED}),
        frozenset({_S.READY}),
        _P.TAKE_BACK,
        Where.RECEPTION,
        past="Nhận kết quả về Trung tâm",
    ),
    Move.HAND_BACK: MoveFacts(
        "Trả kết quả",
        frozenset({_S.READY}),
        frozenset({_S.HANDED_BACK}),
        _P.HAND_BACK,
        Where.RECEPTION,
        ("received_by",),
        past="Trả kết quả cho người nộp",
    ),
}
