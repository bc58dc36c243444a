"""What the public post carries for a center: papers fetched from applicants, results delivered to them.

QĐ 45/2016/QĐ-TTg: the post is a third party between the two, so every step has two sides, and each is written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.people import Permission


class Carrying(StrEnum):
    """Which way something is carried."""

    PICK_UP = "pick_up"
    DELIVERY = "delivery"


class PostState(StrEnum):
    ASKED = "asked"
    TAKEN = "taken"
    COLLECTED = "collected"
    HANDED = "handed"
    RECEIVED = "received"
    GIVEN = "given"
    CARRIED = "carried"
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class PostAct(StrEnum):
    """What somebody does with one task; `ACTS` says who may, and when."""

    TAKE = "take"
    COLLECT = "collect"
    MISS = "miss"
    HAND_IN = "hand_in"
    RECEIVE = "receive"
    TAKE_OVER = "take_over"
    FAIL = "fail"
    DELIVER = "deliver"
    BRING_BACK = "bring_back"
    TAKE_IN = "take_in"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class PostStateFacts:
    """`name` for staff, `sentence` for the applicant; `holder` says who has the papers meanwhile."""

    name: str
    sentence: str
    holder: str
    is_final: bool = False


_S = PostState
POST_STATES: Mapping[PostState, PostStateFacts] = {
    _S.ASKED: PostStateFacts(
        "Chờ bưu chính đến nhận", "Đã ghi yêu cầu. Nhân viên bưu chính sẽ đến nhận giấy tờ.", "Người nộp"
    ),
    _S.TAKEN: PostStateFacts(
        "Bưu chính đang đến nhận", "Nhân viên bưu chính đã nhận việc và đang đến nhận giấy tờ.", "Người nộp"
    ),
    _S.COLLECTED: PostStateFacts(
        "Bưu chính đang giữ giấy tờ", "Bưu chính đã nhận giấy tờ và đang chuyển về Trung tâm.", "Bưu chính"
    ),
    _S.HANDED: PostStateFacts(
        "Đã giao quầy, chờ xác nhận", "Bưu chính đã giao giấy tờ tại Trung tâm; quầy đang kiểm tra.", "Bưu chính"
    ),
    _S.RECEIVED: PostStateFacts(
        "Trung tâm đã nhận giấy tờ", "Trung tâm đã nhận giấy tờ do bưu chính chuyển đến.", "Trung tâm", True
    ),
    _S.GIVEN: PostStateFacts(
        "Quầy đã giao, chờ bưu chính nhận", "Trung tâm đã chuẩn bị kết quả, chờ bưu chính nhận để phát.", "Trung tâm"
    ),
    _S.CARRIED: PostStateFacts(
        "Bưu chính đang phát", "Bưu chính đã nhận kết quả và đang phát đến địa chỉ đã đăng ký.", "Bưu chính"
    ),
    _S.DELIVERED: PostStateFacts("Đã phát", "Bưu chính đã phát kết quả.", "Người nhận", True),
    _S.RETURNING: PostStateFacts(
        "Chuyển hoàn, chờ quầy nhận lại", "Bưu chính chưa phát được và đang trả kết quả về Trung tâm.", "Bưu chính"
    ),
    _S.RETURNED: PostStateFacts(
        "Đã chuyển hoàn về quầy",
        "Kết quả đã được chuyển hoàn về Trung tâm. Mời đến nhận, hoặc liên hệ quầy để gửi lại.",
        "Trung tâm",
        True,
    ),
    _S.CANCELLED: PostStateFacts("Đã hủy", "Yêu cầu bưu chính đã được hủy.", "Không ai", True),
}


@dataclass(frozen=True, slots=True)
class PostActFacts:
    """`past` is how the act reads afterwards, in the trail and for the applicant; it names nobody."""

    label: str
    past: str
    kind: Carrying | None
    sources: frozenset[PostState]
    to: PostState
    permission: Permission


_A, _P = PostAct, Permission
ACTS: Mapping[PostAct, PostActFacts] = {
    _A.TAKE: PostActFacts(
        "Nhận việc",
        "Bưu chính nhận việc, đến nhận giấy tờ",
        Carrying.PICK_UP,
        frozenset({_S.ASKED}),
        _S.TAKEN,
        _P.CARRY_POST,
    ),
    _A.COLLECT: PostActFacts(
        "Đã nhận giấy tờ của người nộp",
        "Bưu chính đã nhận giấy tờ của người nộp",
        Carrying.PICK_UP,
        frozenset({_S.TAKEN}),
        _S.COLLECTED,
        _P.CARRY_POST,
    ),
    _A.MISS: PostActFacts(
        "Chưa nhận được, hẹn lại",
        "Bưu chính chưa nhận được giấy tờ, sẽ đến lại",
        Carrying.PICK_UP,
        frozenset({_S.TAKEN}),
        _S.ASKED,
        _P.CARRY_POST,
    ),
    _A.HAND_IN: PostActFacts(
        "Giao giấy tờ cho quầy",
        "Bưu chính giao giấy tờ cho Trung tâm",
        Carrying.PICK_UP,
        frozenset({_S.COLLECTED}),
        _S.HANDED,
        _P.CARRY_POST,
    ),
    _A.RECEIVE: PostActFacts(
        "Xác nhận đã nhận giấy tờ",
        "Trung tâm xác nhận đã nhận giấy tờ từ bưu chính",
        Carrying.PICK_UP,
        frozenset({_S.HANDED}),
        _S.RECEIVED,
        _P.RECEIVE,
    ),
    _A.TAKE_OVER: PostActFacts(
        "Nhận kết quả từ quầy",
        "Bưu chính đã nhận kết quả từ Trung tâm",
        Carrying.DELIVERY,
        frozenset({_S.GIVEN}),
        _S.CARRIED,
        _P.CARRY_POST,
    ),
    _A.FAIL: PostActFacts(
        "Chưa phát được",
        "Bưu chính chưa phát được, sẽ phát lại",
        Carrying.DELIVERY,
        frozenset({_S.CARRIED}),
        _S.CARRIED,
        _P.CARRY_POST,
    ),
    _A.DELIVER: PostActFacts(
        "Đã phát kết quả",
        "Bưu chính đã phát kết quả",
        Carrying.DELIVERY,
        frozenset({_S.CARRIED}),
        _S.DELIVERED,
        _P.CARRY_POST,
    ),
    _A.BRING_BACK: PostActFacts(
        "Chuyển hoàn về quầy",
        "Bưu chính không phát được, trả kết quả về Trung tâm",
        Carrying.DELIVERY,
        frozenset({_S.CARRIED}),
        _S.RETURNING,
        _P.CARRY_POST,
    ),
    _A.TAKE_IN: PostActFacts(
        "Xác nhận đã nhận lại kết quả",
        "Trung tâm xác nhận đã nhận lại kết quả từ bưu chính",
        Carrying.DELIVERY,
        frozenset({_S.RETURNING}),
        _S.RETURNED,
        _P.HAND_BACK,
    ),
    _A.CANCEL: PostActFacts(
        "Hủy yêu cầu",
        "Hủy yêu cầu bưu chính",
        None,
        frozenset({_S.ASKED, _S.TAKEN, _S.GIVEN}),
        _S.CANCELLED,
        _P.RECEIVE,
    ),
}
CARRYING_NAMES: Mapping[Carrying, str] = {
    Carrying.PICK_UP: "Nhận hồ sơ tại nhà",
    Carrying.DELIVERY: "Phát kết quả",
}
#: In the hands of the post, or on the way to them: the counter can't hand the result back meanwhile.
AWAY = frozenset({_S.GIVEN, _S.CARRIED, _S.RETURNING})
#: What a trip begins with: nobody of the post has it yet.
WAITING = frozenset({_S.ASKED, _S.GIVEN})
IN_HAND = frozenset({_S.TAKEN, _S.COLLECTED, _S.CARRIED})
#: What the other side has to confirm at the counter.
AT_COUNTER = frozenset({_S.HANDED, _S.RETURNING})
ENDED = frozenset(state for state, facts in POST_STATES.items() if facts.is_final)
#: Of the trail, beside the acts: a request for a pick-up, and the counter's side of a hand-over.
ASKED_EVENT, GIVEN_EVENT = "post_asked", "post_given"
POST_EVENTS: Mapping[str, str] = {
    ASKED_EVENT: "Đề nghị bưu chính đến nhận giấy tờ",
    GIVEN_EVENT: "Trung tâm giao kết quả cho bưu chính",
    **{f"post_{act.value}": facts.past for act, facts in ACTS.items()},
}


def why_not_act(act: PostAct, kind: Carrying, state: PostState) -> str | None:
    """Why the task can't be moved on so; None when it can."""
    facts = ACTS[act]
    if facts.kind not in (None, kind):
        return f"Việc “{facts.label}” không thuộc loại {CARRYING_NAMES[kind].lower()}."
    if state not in facts.sources:
        return f"Không thực hiện “{facts.label}” được nữa: {POST_STATES[state].name.lower()}."
    return None
