"""The one table of lawful moves: who may make each, from where to where, and what it must carry.

What the law of the day of reception adds (how often, until when) is the regime's: `domain/supplements.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.move_facts import Move, MoveFacts, Where
from motcua.domain.people import Permission
from motcua.domain.states import State

__all__ = ["ASIDE", "AT_INTAKE", "INTERNAL", "MOVES", "STAYING", "Move", "MoveFacts", "Where"]

_S = State
_P = Permission
# With an agency, or on the way to or from one; nothing is decided yet.
_UNDECIDED = frozenset(
    {
        _S.ACCEPTED,
        _S.IN_TRANSIT,
        _S.PROCESSING,
        _S.CONSULTING,
        _S.SUSPENDED,
        _S.SUPPLEMENT_ASKED,
        _S.SUPPLEMENT,
        _S.OUTSIDE,
    }
)
# There is a date that runs against a desk.
_DATED = _UNDECIDED - {_S.SUSPENDED, _S.SUPPLEMENT} | {_S.SIGNED}
_ENDED_EARLY = frozenset({_S.WITHDRAWN, _S.STOPPED, _S.CANCELLED})

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
        "Tạm dừng giải quyết",
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
        frozenset({_S.PROCESSING, _S.IN_TRANSIT, _S.SIGNED}),  # a last step without a signature decides as well
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
        ("how",),
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
    Move.SEND_BY_POST: MoveFacts(
        "Gửi kết quả qua bưu chính",
        frozenset({_S.READY}),
        frozenset({_S.HANDED_BACK}),
        _P.HAND_BACK,
        Where.RECEPTION,
        ("posting_number",),
        past="Gửi kết quả qua dịch vụ bưu chính công ích",
    ),
    # NĐ 61/2018, Điều 19.4: the agency asks through the counter.
    Move.ASK_FOR_SUPPLEMENT: MoveFacts(
        "Đề nghị bổ sung hồ sơ",
        frozenset({_S.PROCESSING}),
        frozenset({_S.SUPPLEMENT_ASKED}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("missing", "reason"),
        past="Đề nghị bổ sung hồ sơ",
    ),
    # “Chỉ được yêu cầu sửa đổi, bổ sung một lần” (NĐ 61/2018, Điều 11.2c): once more for a reason the director wrote.
    Move.ALLOW_SUPPLEMENT: MoveFacts(
        "Cho phép yêu cầu bổ sung lần nữa",
        frozenset({_S.PROCESSING}),
        frozenset({_S.PROCESSING}),
        _P.ALLOW_SUPPLEMENT,
        Where.CENTER,
        ("reason",),
        past="Cho phép yêu cầu bổ sung hồ sơ lần nữa",
    ),
    Move.ISSUE_SUPPLEMENT: MoveFacts(
        "Gửi phiếu yêu cầu bổ sung",
        frozenset({_S.SUPPLEMENT_ASKED}),
        frozenset({_S.SUPPLEMENT}),
        _P.RECEIVE,
        Where.RECEPTION,
        ("told_by",),
        past="Gửi phiếu yêu cầu bổ sung cho người nộp",
    ),
    Move.RECEIVE_SUPPLEMENT: MoveFacts(
        "Nhận hồ sơ bổ sung",
        frozenset({_S.SUPPLEMENT}),
        frozenset({_S.IN_TRANSIT}),
        _P.RECEIVE,
        Where.RECEPTION,
        ("received",),
        past="Nhận hồ sơ bổ sung, chuyển cơ quan giải quyết",
    ),
    Move.GO_ON_WITHOUT: MoveFacts(
        "Tiếp tục khi chưa có ý kiến",
        frozenset({_S.CONSULTING}),
        frozenset({_S.PROCESSING}),
        _P.PROCESS,
        Where.STEP_DESK,
        ("reason",),
        past="Tiếp tục giải quyết khi ý kiến đã quá hạn trả lời",
    ),
    Move.TAKE_ON: MoveFacts(
        "Nhận việc",
        frozenset({_S.PROCESSING}),
        frozenset({_S.PROCESSING}),
        _P.PROCESS,
        Where.STEP_DESK,
        past="Nhận việc",
    ),
    Move.ASSIGN: MoveFacts(
        "Phân công người xử lý",
        frozenset({_S.PROCESSING}),
        frozenset({_S.PROCESSING}),
        _P.ASSIGN,
        Where.STEP_AGENCY,
        ("assignee",),
        past="Phân công người xử lý",
    ),
    Move.SEND_OUTSIDE: MoveFacts(
        "Gửi cơ quan ngoài Trung tâm",
        frozenset({_S.IN_TRANSIT}),
        frozenset({_S.OUTSIDE}),
        _P.HAND_OVER,
        Where.RECEPTION,
        ("document_number",),
        past="Gửi hồ sơ đến cơ quan ngoài Trung tâm",
    ),
    Move.RECEIVE_FROM_OUTSIDE: MoveFacts(
        "Nhận lại từ cơ quan ngoài Trung tâm",
        frozenset({_S.OUTSIDE}),
        frozenset({_S.PROCESSING, _S.IN_TRANSIT, _S.SIGNED}),
        _P.TAKE_BACK,
        Where.RECEPTION,
        ("document_number", "proposal", "finding"),
        past="Nhận lại hồ sơ từ cơ quan ngoài Trung tâm",
    ),
    Move.CORRECT: MoveFacts(
        "Đính chính thông tin đã khai",
        _UNDECIDED,
        _UNDECIDED,
        _P.RECEIVE,
        Where.RECEPTION,
        ("field", "value", "reason"),
        past="Đính chính thông tin",
    ),
    Move.WITHDRAW: MoveFacts(
        "Rút hồ sơ theo yêu cầu của người nộp",
        _UNDECIDED,
        frozenset({_S.WITHDRAWN}),
        _P.RECEIVE,
        Where.RECEPTION,
        ("reason", "received_by"),
        past="Rút hồ sơ theo yêu cầu của người nộp",
    ),
    Move.STOP: MoveFacts(
        "Dừng giải quyết",
        frozenset({_S.PROCESSING, _S.SUSPENDED, _S.SUPPLEMENT}),
        frozenset({_S.STOPPED}),
        _P.STOP,
        Where.STEP_AGENCY,
        ("document_number", "reason"),
        past="Dừng giải quyết hồ sơ",
    ),
    Move.CANCEL_ACCEPTANCE: MoveFacts(
        "Hủy tiếp nhận trong ngày",
        frozenset({_S.ACCEPTED, _S.IN_TRANSIT}),
        frozenset({_S.CANCELLED}),
        _P.CANCEL_ACCEPTANCE,
        Where.CENTER,
        ("reason",),
        past="Hủy tiếp nhận; số hồ sơ không dùng lại",
    ),
    Move.RETURN_PAPERS: MoveFacts(
        "Trả lại bản chính",
        _ENDED_EARLY,
        _ENDED_EARLY,
        _P.HAND_BACK,
        Where.RECEPTION,
        ("received_by",),
        past="Trả lại bản chính cho người nộp",
    ),
    # At the cashier's window, whoever has the dossier in hand; what is still due is asked again at the hand-back.
    Move.COLLECT_FEE: MoveFacts(
        "Thu phí, lệ phí",
        _UNDECIDED | {_S.SIGNED, _S.NUMBERED, _S.READY},
        _UNDECIDED | {_S.SIGNED, _S.NUMBERED, _S.READY},
        _P.COLLECT_FEE,
        Where.CENTER,
        past="Thu phí, lệ phí",
    ),
    # NĐ 61/2018, Điều 17.4: what is resolved at once needs no receipt, but its result must be recorded.
    Move.RESOLVE_AT_ONCE: MoveFacts(
        "Giải quyết ngay, trả kết quả",
        frozenset({_S.ACCEPTED}),
        frozenset({_S.HANDED_BACK}),
        _P.RESOLVE_AT_ONCE,
        Where.RECEPTION,
        ("signer",),
        past="Giải quyết ngay và trả kết quả tại quầy",
    ),
    # NĐ 61/2018, Điều 19.9: whoever has the dossier asks; the director approves by issuing Mẫu 04, or declines.
    Move.ASK_TO_REAPPOINT: MoveFacts(
        "Đề nghị xin lỗi, hẹn lại ngày trả",
        _DATED,
        _DATED,
        _P.ASK_TO_REAPPOINT,
        Where.HOLDER,
        ("reason", "new_due_on"),
        past="Đề nghị xin lỗi, hẹn lại ngày trả kết quả",
    ),
    Move.DECLINE_TO_REAPPOINT: MoveFacts(
        "Không đồng ý hẹn lại",
        _UNDECIDED | {_S.SIGNED},
        _UNDECIDED | {_S.SIGNED},
        _P.REAPPOINT,
        Where.CENTER,
        ("reason",),
        past="Không đồng ý đề nghị hẹn lại",
    ),
}

# Made on the counter's own screens, not on a dossier's page.
AT_INTAKE = frozenset({Move.ACCEPT, Move.ASK_TO_COMPLETE, Move.REFUSE, Move.RESOLVE_AT_ONCE})

# Made beside the dossier's own way, by somebody who need not have it in hand.
ASIDE = frozenset(
    {
        Move.CORRECT,
        Move.WITHDRAW,
        Move.ASSIGN,
        Move.STOP,
        Move.CANCEL_ACCEPTANCE,
        Move.RETURN_PAPERS,
        Move.COLLECT_FEE,
        Move.ALLOW_SUPPLEMENT,
        Move.ASK_TO_REAPPOINT,
        Move.DECLINE_TO_REAPPOINT,
    }
)

# A move that leaves the dossier where it stands: it may end where it began, never elsewhere.
STAYING = frozenset(
    {Move.CORRECT, Move.RETURN_PAPERS, Move.TAKE_ON, Move.ASSIGN, Move.COLLECT_FEE, Move.ALLOW_SUPPLEMENT}
    | {Move.ASK_TO_REAPPOINT, Move.DECLINE_TO_REAPPOINT}
)

# What the office settles among its own; the applicant reads what comes of it, not that it was asked.
INTERNAL = frozenset({Move.ALLOW_SUPPLEMENT, Move.ASK_TO_REAPPOINT, Move.DECLINE_TO_REAPPOINT})
