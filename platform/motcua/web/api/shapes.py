"""What travels: the bodies of requests and answers. Litestar reads the description of the API from these classes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct, field

Text = Annotated[str, Meta(max_length=100)]


class Fault(Struct):
    """Một mục sai trong nội dung gửi lên."""

    field: Annotated[str, Meta(description="Tên mục.")]
    detail: Annotated[str, Meta(description="Câu cho biết cần sửa gì.")]


class Problem(Struct):
    """Chi tiết lỗi theo RFC 9457."""

    title: Annotated[str, Meta(description="Tên lỗi.")]
    status: Annotated[int, Meta(description="Mã HTTP.")]
    detail: Annotated[str, Meta(description="Câu giải thích.")]
    type: Annotated[str, Meta(description="Luôn là about:blank: mã HTTP nói đủ loại lỗi.")] = "about:blank"
    errors: Annotated[list[Fault], Meta(description="Các mục sai, nếu có.")] = field(default_factory=list)
    reference: Annotated[str, Meta(description="Mã số để báo quản trị khi hệ thống gặp lỗi.")] = ""


class PaperShape(Struct):
    """Một thành phần hồ sơ."""

    key: str
    label: Annotated[str, Meta(description="Tên giấy tờ.")]
    originals: Annotated[int, Meta(description="Số bản chính.")]
    certified_copies: Annotated[int, Meta(description="Số bản sao chứng thực.")]
    copies: Annotated[int, Meta(description="Số bản sao.")]
    is_required: Annotated[bool, Meta(description="Bắt buộc nộp.")]
    is_presented: Annotated[bool, Meta(description="Chỉ xuất trình để đối chiếu.")]
    when: Annotated[str | None, Meta(description="Chỉ cần khi; không có thì luôn cần.")]
    note: str


class ProcedureLine(Struct):
    """Một thủ tục trong danh mục."""

    key: Annotated[str, Meta(description="Khóa của thủ tục trong hệ thống này.")]
    national_code: Annotated[str | None, Meta(description="Mã thủ tục trên Cơ sở dữ liệu quốc gia, nếu đã biết.")]
    title: str
    sector: Annotated[str, Meta(description="Lĩnh vực.")]
    agency: Annotated[str, Meta(description="Khóa của cơ quan giải quyết.")]
    agency_name: str
    term: Annotated[str, Meta(description="Thời hạn giải quyết, bằng lời.")]
    fee: Annotated[str, Meta(description="Phí, lệ phí, bằng lời.")]


class ProcedureList(Struct):
    """Danh mục thủ tục đang tiếp nhận."""

    on: Annotated[date, Meta(description="Danh mục của ngày này.")]
    procedures: list[ProcedureLine]


class ProcedureShape(Struct):
    """Một thủ tục với thành phần hồ sơ, thời hạn, phí."""

    key: str
    version: Annotated[str, Meta(description="Mã băm của phiên bản thủ tục.")]
    national_code: str | None
    title: str
    sector: str
    agency: str
    agency_name: str
    term: str
    fee: str
    fee_rule: Annotated[dict[str, Any], Meta(description="Quy tắc tính phí dạng dữ liệu.")]
    term_rule: Annotated[dict[str, Any], Meta(description="Quy tắc tính thời hạn dạng dữ liệu.")]
    channels: Annotated[list[str], Meta(description="Cách nộp: direct, online, post.")]
    result: Annotated[str | None, Meta(description="Kết quả giải quyết.")]
    papers: list[PaperShape]
    legal_basis: list[str]
    unconfirmed: Annotated[list[str], Meta(description="Nội dung chưa được xác nhận.")]


class StatusAsked(Struct, forbid_unknown_fields=True):
    """Hồ sơ cần tra cứu."""

    code: Annotated[str, Meta(min_length=1, max_length=100, description="Mã hồ sơ trên giấy tiếp nhận và hẹn trả.")]
    secret: Annotated[
        str | None, Meta(description="Mã tra cứu in dưới mã QR; không có thì chỉ trả lời mức độ hoàn thành.")
    ] = None


class HistoryLine(Struct):
    """Một việc đã qua."""

    at: datetime
    text: str


class StatusDetail(Struct):
    """Điều người giữ giấy tiếp nhận được biết."""

    procedure: str
    masked_name: Annotated[str, Meta(description="Tên người nộp đã che bớt.")]
    received_at: datetime
    due_at: datetime | None
    is_paused: bool
    sentence: Annotated[str, Meta(description="Câu cho người nộp.")]
    where: Annotated[str, Meta(description="Hồ sơ đang ở đâu.")]
    history: list[HistoryLine]


class DossierStatus(Struct):
    """Mức độ hoàn thành của hồ sơ (Thông tư 01/2018/TT-VPCP, Điều 16)."""

    code: str
    level: Annotated[str, Meta(description="Tình trạng, bằng lời.")]
    percent: Annotated[int, Meta(description="Mức độ hoàn thành, 0-100.")]
    detail: StatusDetail | None = None


class EventShape(Struct):
    """Một việc đã làm với hồ sơ. Không có dữ liệu cá nhân."""

    id: Annotated[str, Meta(description="Mã của sự kiện, không đổi dù được gửi bao nhiêu lần.")]
    position: Annotated[int, Meta(description="Vị trí trong luồng sự kiện.")]
    at: datetime
    move: str
    move_name: Annotated[str, Meta(description="Việc đã làm, bằng lời.")]
    dossier_id: str
    code: str | None
    procedure: str
    agency: str
    from_state: str | None
    to_state: str
    to_state_name: str
    step: str | None
    at_agency: Annotated[str | None, Meta(description="Cơ quan đang giữ hồ sơ.")]
    at_desk: Annotated[str | None, Meta(description="Vị trí đang giữ hồ sơ.")]
    due_at: Annotated[str | None, Meta(description="Hẹn trả lúc ấy.")]


class EventPage(Struct):
    """Một trang của luồng sự kiện."""

    events: list[EventShape]
    cursor: Annotated[str, Meta(description="Gửi lại ở tham số after để đọc tiếp.")]
    has_more: Annotated[bool, Meta(description="Còn sự kiện để đọc ngay.")]


class StepShape(Struct):
    """Một bước của quy trình."""

    key: str
    label: str
    kind: Annotated[str, Meta(description="step: bước giải quyết; opinion: lấy ý kiến.")]
    agency: str
    desk: str
    state: str
    due_at: datetime | None
    done_at: datetime | None
    proposal: str | None


class QuestionShape(Struct):
    """Một mục phải trả lời khi làm một việc."""

    name: str
    label: str
    kind: Annotated[str, Meta(description="text, long_text, choice, select, tick, money, date.")]
    is_required: bool
    options: Annotated[dict[str, str], Meta(description="Giá trị được chọn và tên của nó.")]
    hint: str


class MoveShape(Struct):
    """Một việc làm được bây giờ."""

    move: str
    label: str
    questions: list[QuestionShape]


class DossierShape(Struct):
    """Hồ sơ như hệ thống của cơ quan cần: đang ở đâu, làm được gì. Không có dữ liệu cá nhân."""

    id: str
    code: str | None
    version: Annotated[int, Meta(description="Gửi lại ở mục seen khi làm một việc.")]
    procedure: str
    procedure_title: str
    agency: str
    state: str
    state_name: str
    national_status: Annotated[int, Meta(description="Mã trạng thái trên Cổng dịch vụ công quốc gia, 1-10.")]
    outcome: str | None
    received_at: datetime | None
    due_at: datetime | None
    steps: list[StepShape]
    moves: list[MoveShape]


class NewMove(Struct, forbid_unknown_fields=True):
    """Việc cần làm với hồ sơ."""

    move: Annotated[str, Meta(max_length=40, description="Tên của việc, như ở mục moves của hồ sơ.")]
    seen: Annotated[int, Meta(ge=0, le=1_000_000, description="Phiên bản hồ sơ mà hệ thống đã đọc.")]
    values: Annotated[
        dict[Text, Annotated[str, Meta(max_length=4000)]], Meta(description="Trả lời cho các mục của việc.")
    ] = field(default_factory=dict)


class MoveMade(Struct):
    """Việc đã làm xong."""

    dossier_id: str
    code: str
    version: int
    state: str
    sentence: str


class NewWebhook(Struct, forbid_unknown_fields=True):
    """Nơi nhận sự kiện."""

    url: Annotated[str, Meta(min_length=1, max_length=500, description="Địa chỉ https sẽ được gọi bằng POST.")]


class WebhookShape(Struct):
    """Một nơi nhận sự kiện."""

    id: str
    url: str
    state: Annotated[str, Meta(description="on: đang gửi; held: tạm dừng vì gửi không được nhiều ngày.")]
    after: Annotated[str, Meta(description="Vị trí cuối cùng đã nhận.")]
    failures: Annotated[int, Meta(description="Số lần gửi hỏng liền nhau.")]
    next_at: Annotated[datetime, Meta(description="Gửi lại không sớm hơn lúc này.")]
    created_at: datetime
    secret: Annotated[
        str | None, Meta(description="Bí mật để kiểm chữ ký (Standard Webhooks); chỉ có trong trả lời lúc tạo.")
    ] = None


class WebhookList(Struct):
    """Các nơi nhận của khóa."""

    webhooks: list[WebhookShape]


class Nothing(Struct, forbid_unknown_fields=True):
    """Nội dung rỗng: {}."""


class ReplayAsked(Struct, forbid_unknown_fields=True):
    """Gửi lại từ đâu."""

    after: Annotated[str, Meta(pattern="^[0-9]{1,18}$", description="Mọi sự kiện sau vị trí này được gửi lại.")]


class DeliveryShape(Struct):
    """Một lần gửi."""

    event_id: str
    position: int
    attempt: int
    at: datetime
    status: Annotated[int | None, Meta(description="Mã HTTP của nơi nhận, nếu có trả lời.")]
    outcome: str
    took_ms: int


class DeliveryPage(Struct):
    """Nhật ký gửi, mới nhất trước."""

    deliveries: list[DeliveryShape]
    cursor: Annotated[str | None, Meta(description="Gửi lại ở tham số before để đọc trang trước đó.")]


class NationalLine(Struct):
    """Tình trạng một hồ sơ cuối ngày, theo mã của Cổng dịch vụ công quốc gia."""

    code: str
    procedure_code: str | None
    procedure: str
    status: int
    status_name: str
    channel: Annotated[int, Meta(description="1 trực tiếp, 2 trực tuyến, 3 bưu chính công ích.")]
    received_at: datetime
    due_at: datetime | None
    changed_at: datetime


class NationalPage(Struct):
    """Hồ sơ có thay đổi trong ngày."""

    on: date
    dossiers: list[NationalLine]
    cursor: Annotated[str | None, Meta(description="Gửi lại ở tham số after để đọc tiếp.")]
