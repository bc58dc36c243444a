"""The trail as a person reads it: what was done, when, by whom, with what was written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.domain.calendar import local
from motcua.domain.dossier import OUTCOMES, PAUSE_REASONS
from motcua.domain.incidents import INCIDENT_EVENTS
from motcua.domain.moves import MOVES, Move
from motcua.domain.post import POST_EVENTS
from motcua.domain.results import HOW_NAMES
from motcua.domain.states import State
from motcua.domain.values import show_number

SEEN_BY_PROVINCE = "province_saw"
RECALCULATED = "recalculate"
REBASED = "rebase"
TAKEN_OVER = "taken_over"
DESTROYED, BUNDLED = "destroyed", "bundled"
OUTAGE_ENTERED, OUTAGE_APPROVED, OUTAGE_DECLINED = "outage_entered", "outage_approved", "outage_declined"
ISSUED, REPRINTED, REAPPOINTED = "issue_letter", "reprint_letter", "reappoint"
VOIDED, TRANSFERRED, EXEMPTED, FEE_SET = "void_receipt", "fee_transferred", "fee_exempted", "fee_set"
REFUND_ASKED, REFUND_DECIDED, REFUNDED = "refund_asked", "refund_decided", "fee_refunded"

DETAIL_LABELS: Mapping[str, str] = {
    "letter": "Giấy tờ",
    "letter_number": "Số của giấy tờ",
    "to_desk": "Chuyển đến",
    "step": "Hồ sơ ở bước",
    "arrival_number": "Đến theo bưu gửi số",
    "arrival_posted_on": "Ngày gửi",
    "question": "Nội dung hỏi",
    "opinion": "Ý kiến",
    "proposal": "Đề xuất",
    "finding": "Kết quả thẩm định",
    "reason": "Lý do",
    "changed": "Điểm khác của phiên bản mới",
    "missing": "Cần bổ sung",
    "evidence": "Chứng từ",
    "kind": "Loại tạm dừng",
    "basis": "Căn cứ",
    "told_by": "Cách gửi phiếu",
    "received": "Đã nhận bổ sung",
    "document_number": "Số, ngày văn bản",
    "assignee": "Giao cho",
    "field": "Mục đính chính",
    "old": "Nội dung cũ",
    "new": "Nội dung mới",
    "how": "Cách ký",
    "signed_by": "Người ký",
    "signed_on": "Ngày ký",
    "file_kind": "Loại tệp",
    "file": "Tệp",
    "sha256": "Mã băm SHA-256 của tệp",
    "certificate": "Chứng thư số",
    "certified_by": "Tổ chức cấp chứng thư",
    "trust": "Kiểm tra chứng thư",
    "other_than_draft": "So với dự thảo",
    "posting_number": "Số hiệu bưu gửi",
    "outcome": "Kết quả",
    "result_number": "Số kết quả",
    "result_book": "Sổ",
    "entries": "Tổng số đã vào sổ",
    "first": "Từ số",
    "last": "Đến số",
    "received_by": "Người nhận",
    "receiver": "Tư cách người nhận",
    "proxy_number": "Số giấy tờ người được ủy quyền",
    "proxy_document": "Giấy ủy quyền",
    "proxy_document_on": "Ngày giấy ủy quyền",
    "fee_amount": "Đã thu phí, lệ phí",
    "fee_was": "Phí, lệ phí trước đó",
    "fee_now": "Phí, lệ phí phải nộp",
    "ground": "Trường hợp được miễn, giảm",
    "paper": "Giấy tờ chứng minh",
    "refund_kind": "Việc đề nghị",
    "refund_amount": "Số tiền",
    "decision": "Quyết định",
    "due_was": "Hẹn trả trước đó",
    "due_now": "Hẹn trả",
    "asked_due": "Đề nghị hẹn lại",
    "sheet": "Số phiếu dự phòng",
    "received_was": "Tiếp nhận ghi trước đó",
    "received_now": "Tiếp nhận thực tế",
    "old_number": "Số hồ sơ ở phần mềm cũ",
    "rule": "Cách tính",
    "asked_by": "Người đề nghị",
    "late_says": "Chậm so với quy định",
    "rating": "Mức đánh giá",
    "rated_how": "Cách đánh giá",
    "note": "Ghi chú",
    "erased": "Số sự kiện đã bỏ nội dung",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "proposal": {"grant": OUTCOMES["granted"], "refuse": OUTCOMES["refused"]},
    "outcome": OUTCOMES,
    "how": {how.value: says for how, says in HOW_NAMES.items()},
    "kind": PAUSE_REASONS,
    "told_by": {"hand": "Giao trực tiếp", "post": "Qua bưu chính", "phone": "Điện thoại", "mail": "Thư điện tử"},
    "receiver": {"applicant": "Người nộp hồ sơ", "proxy": "Người được ủy quyền"},
}

# By which move a dossier came to where it stands for a reason that was written down.
REASON_FROM: Mapping[State, Move] = {
    State.INCOMPLETE: Move.ASK_TO_COMPLETE,
    State.REFUSED: Move.REFUSE,
    State.SUPPLEMENT_ASKED: Move.ASK_FOR_SUPPLEMENT,
    State.SUPPLEMENT: Move.ASK_FOR_SUPPLEMENT,
    State.SUSPENDED: Move.SUSPEND,
    State.WITHDRAWN: Move.WITHDRAW,
    State.STOPPED: Move.STOP,
    State.CANCELLED: Move.CANCEL_ACCEPTANCE,
}

MOVE_KINDS = frozenset(move.value for move in Move)
# What the trail tells besides moves; staff alone read it.
_BESIDE = {
    "attach_result": "Kèm tệp kết quả",
    "close_book": "Khóa sổ cuối năm",
    SEEN_BY_PROVINCE: "Cán bộ tỉnh mở xem khi truy cập khẩn cấp",
    RECALCULATED: "Tính lại hạn trả theo lịch làm việc mới",
    REBASED: "Chuyển sang phiên bản mới của thủ tục",
    ISSUED: "Phát hành giấy tờ",
    REPRINTED: "In lại giấy tờ đã phát hành",
    REAPPOINTED: "Xin lỗi, hẹn lại ngày trả kết quả",
    TAKEN_OVER: "Tiếp nhận từ phần mềm cũ",
    "rated": "Đánh giá việc giải quyết hồ sơ",
    DESTROYED: "Tiêu hủy hồ sơ hết thời hạn bảo quản",
    BUNDLED: "Trích xuất hồ sơ thành gói niêm phong",
    OUTAGE_ENTERED: "Nhập phiếu dự phòng, chờ Giám đốc xác nhận",
    OUTAGE_APPROVED: "Xác nhận thời điểm tiếp nhận theo phiếu dự phòng",
    OUTAGE_DECLINED: "Không xác nhận phiếu dự phòng",
    VOIDED: "Hủy biên lai; số biên lai không dùng lại",
    TRANSFERRED: "Ghi nhận chuyển khoản phí, lệ phí",
    EXEMPTED: "Miễn, giảm phí, lệ phí",
    FEE_SET: "Xác định số phí, lệ phí phải nộp",
    REFUND_ASKED: "Đề nghị hoàn hoặc hủy khoản thu",
    REFUND_DECIDED: "Quyết định về đề nghị hoàn, hủy khoản thu",
    REFUNDED: "Hoàn trả phí, lệ phí",
    **POST_EVENTS,
    **INCIDENT_EVENTS,
}
# Besides the moves, what the applicant reads as well.
TOLD_BESIDE = frozenset({*POST_EVENTS, *INCIDENT_EVENTS})
# Paper that was printed changes nothing of what somebody decides on.
QUIET = frozenset({ISSUED, REPRINTED, BUNDLED, "rated"})
_MONEY = frozenset({"fee_amount", "fee_was", "fee_now", "refund_amount"})
_DATES = frozenset({"arrival_posted_on", "signed_on", "proxy_document_on"})


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the history. `details` are (label, text) pairs, for staff only."""

    seq: int
    at: datetime
    title: str
    who: str
    details: tuple[tuple[str, str], ...] = ()
    kind: str = ""


def past_of(kind: str) -> str:
    """`Chuyển hồ sơ đến cơ quan giải quyết`, for an event's kind."""
    return MOVES[Move(kind)].past if kind in MOVE_KINDS else _BESIDE.get(kind, kind)


def kinds_beside() -> Mapping[str, str]:
    """Kinds of events that are no moves, in words."""
    return _BESIDE


def who_did(event: Mapping[str, Any]) -> str:
    """`Nguyễn Văn An`, or `Nguyễn Văn An thay mặt Trần Thị Bé` where somebody away was stood in for."""
    return f"{event['actor_name']} thay mặt {event['on_behalf']}" if event["on_behalf"] else str(event["actor_name"])


def reason_of(events: Iterable[Mapping[str, Any]], state: State) -> str:
    """Why a dossier stands where it stands now, as it was written then; empty where that needs no reason."""
    move = REASON_FROM.get(state)
    said = [event["data"].get("reason") for event in events if move is not None and event["kind"] == move.value]
    return str(said[-1] or "") if said else ""


def event_lines(events: Iterable[Mapping[str, Any]], steps: Mapping[str, str]) -> tuple[EventLine, ...]:
    """`steps`: the labels of the dossier's steps by key."""
    return tuple(
        EventLine(
            event["seq"],
            event["at"],
            past_of(event["kind"]),
            who_did(event),
            details_of(event["data"], steps),
            event["kind"],
        )
        for event in events
    )


def details_of(data: Mapping[str, Any], steps: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    told = dict(data) | {"step": steps.get(data.get("step") or "", "")}
    return tuple(
        (label, _shown(key, told[key])) for key, label in DETAIL_LABELS.items() if told.get(key) not in (None, "")
    )


def _shown(key: str, value: Any) -> str:
    if key in _WORDS:
        return _WORDS[key].get(value, str(value))
    if key in _DATES:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    if key in _MONEY:
        return f"{show_number(value)} đồng"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def at_says(at: datetime) -> str:
    """`09:15 ngày 08/11/2017`."""
    return f"{local(at):%H:%M} ngày {local(at):%d/%m/%Y}"
