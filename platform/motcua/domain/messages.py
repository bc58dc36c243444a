"""What a person outside is told: the occasions, what each of them says, and the states a message passes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why somebody is told something. `says`: the values its template needs. `lasts`: worthless after so long, and not
    sent any more. `is_secret`: what it says is forgotten as soon as it is on its way. `is_owed`: the law asks for it,
    or the person for themselves: it is sent also to who wants no messages about their dossier."""

    label: str
    says: tuple[str, ...]
    lasts: timedelta | None = None
    is_secret: bool = False
    is_owed: bool = False


#: A new occasion is a line here and a file in templates/messages/ (a test holds the two together).
OCCASIONS: Mapping[str, Occasion] = {
    "submitted": Occasion("Đã nhận hồ sơ nộp trực tuyến", ("number", "procedure", "answered_by", "link")),
    "completion": Occasion("Yêu cầu hoàn thiện hồ sơ", ("procedure", "what", "link"), is_owed=True),
    "receipt": Occasion("Đã tiếp nhận hồ sơ", ("code", "procedure", "due", "link")),
    "supplement": Occasion("Yêu cầu bổ sung hồ sơ", ("code", "procedure", "what", "until", "link"), is_owed=True),
    "reappointed": Occasion("Xin lỗi, hẹn lại ngày trả", ("code", "due_was", "due_now", "reason"), is_owed=True),
    "ready": Occasion("Đã có kết quả", ("code", "procedure", "where", "link")),
    "handed_back": Occasion("Đã trả kết quả", ("code", "procedure", "how")),
    "refused": Occasion("Từ chối, dừng giải quyết hồ sơ", ("code", "procedure", "reason"), is_owed=True),
    "withdrawn": Occasion("Đã rút hồ sơ", ("code", "procedure")),
    "post": Occasion("Việc của bưu chính công ích", ("about", "text")),
    "incident": Occasion("Xin lỗi về giấy tờ bị mất, hỏng, nhầm", ("about", "text"), is_owed=True),
    "returned": Occasion("Bổ sung chưa đủ, gửi lại", ("code", "procedure", "what", "link"), is_owed=True),
    "lapsed": Occasion("Hết hạn hoàn thiện hồ sơ nộp trực tuyến", ("number", "reason"), is_owed=True),
    "notice": Occasion("Thông báo về hồ sơ", ("code", "text")),
    "one_time_code": Occasion(
        "Mã dùng một lần", ("secret", "minutes"), lasts=timedelta(minutes=10), is_secret=True, is_owed=True
    ),
    "place_held": Occasion(
        "Mã xác nhận lịch hẹn", ("about", "when", "number", "minutes"), lasts=timedelta(minutes=15), is_owed=True
    ),
    "appointment": Occasion("Lịch hẹn đến Trung tâm", ("about", "when", "number"), is_owed=True),
    "rating": Occasion("Mời đánh giá", ("code", "link")),
    "fee": Occasion("Phí, lệ phí phải nộp", ("code", "procedure", "amount", "how", "link")),
    "paid": Occasion("Đã nhận phí, lệ phí", ("code", "amount", "link")),
    "refund": Occasion("Hoàn trả phí, lệ phí", ("code", "amount", "what", "link")),
    "answered": Occasion("Trả lời phản ánh, kiến nghị", ("number", "link"), is_owed=True),
    "agency_reminder": Occasion(
        "Đôn đốc cơ quan giải quyết", ("number", "agency", "late", "near", "until", "link"), is_owed=True
    ),
    "morning": Occasion(
        "Việc đầu ngày (cán bộ)", ("on", "numbers", "agencies", "link", "off"), lasts=timedelta(hours=5), is_owed=True
    ),
    "test": Occasion("Thư thử", (), is_owed=True),
}


class MessageState(StrEnum):
    """A message has one state; who sends it next and what is known of it follow from it."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    GIVING = "giving"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    UNWANTED = "unwanted"
    NO_ADDRESS = "no_address"
    KEPT = "kept"
    TOLD = "told"


STATE_SAYS: Mapping[MessageState, str] = {
    MessageState.WAITING: "chờ gửi",
    MessageState.CLAIMED: "đang gửi",
    MessageState.GIVING: "đang chuyển cho bên gửi",
    MessageState.SENT: "đã chuyển cho bên gửi",
    MessageState.FAILED: "không gửi được",
    MessageState.UNKNOWN: "không rõ đã gửi hay chưa",
    MessageState.EXPIRED: "quá hạn, không gửi nữa",
    MessageState.UNWANTED: "không gửi: người nộp không nhận tin",
    MessageState.NO_ADDRESS: "không gửi được: không có địa chỉ nhận",
    MessageState.KEPT: "giữ lại, không gửi đi (đào tạo)",
    MessageState.TOLD: "đã báo lại",
}

#: What the person does not know yet unless somebody tells them: where it can't be sent, the counter telephones.
CALLED_ABOUT = frozenset(
    {"completion", "supplement", "reappointed", "ready", "refused", "notice", "incident", "returned", "lapsed"}
    | {"fee", "refund"}
)
#: States in which it was not sent, or nobody knows.
UNTOLD = frozenset({MessageState.FAILED, MessageState.UNKNOWN, MessageState.NO_ADDRESS})

EMAIL, SMS, NONE = "email", "sms", "none"
CHANNELS: Mapping[str, str] = {EMAIL: "Thư điện tử", SMS: "Tin nhắn", NONE: "Không nhận tin"}


def masked_address(channel: str, address: str) -> str:
    """Enough to recognise one's own: `ha•••@gmail.com`, `•••••••456`."""
    if channel == EMAIL:
        name, _, place = address.rpartition("@")
        return f"{name[:2] if len(name) > 3 else name[:1]}•••@{place}"
    return "•" * max(len(address) - 3, 0) + address[-3:]
