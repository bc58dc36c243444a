"""What settings are called on a page, and their values in officials' words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.calendar import Closure
from motcua.domain.messages import OCCASIONS
from motcua.domain.reports.periods import ReportRules
from motcua.domain.reports.score_card import ITEMS_SETTING, number
from motcua.domain.terms import Term

GROUPS: Mapping[str, str] = {
    "unit": "Đơn vị",
    "calendar": "Thời gian làm việc",
    "rules": "Quy tắc một cửa đang áp dụng",
    "letters": "Giấy tờ, liên hệ",
    "agencies": "Cơ quan, địa bàn",
    "hall": "Sảnh chờ, lấy số",
    "procedures": "Thủ tục hành chính",
    "reports": "Báo cáo",
}
# path in center.toml: group, name, what holds where it is not set
NAMES: Mapping[str, tuple[str, str, str]] = {
    "short_name": ("unit", "Tên ngắn", ""),
    "kind": ("unit", "Cấp", ""),
    "ordinal": ("unit", "Trung tâm thứ", "chưa biết"),
    "decision": ("unit", "Quyết định thành lập", "chưa cập nhật"),
    "unit_code": ("unit", "Mã đơn vị", ""),
    "working_time.start": ("calendar", "Thời hạn tính từ", "thời điểm tiếp nhận"),
    "supplement_for": ("rules", "Thời gian để người nộp bổ sung", "không tự trả hồ sơ"),
    "completion_for": ("rules", "Thời gian để người nộp hoàn thiện hồ sơ nộp trực tuyến", "không tự trả hồ sơ"),
    "answer_online_within": ("rules", "Thời gian trả lời hồ sơ nộp trực tuyến", "8 giờ làm việc"),
    "online": ("procedures", "Thủ tục mở nộp trực tuyến", "chỉ thủ tục mức độ 3, 4"),
    "pays_before_hand_back": ("rules", "Nộp đủ phí, lệ phí trước khi trả kết quả", "không: thu được khi trả"),
    "address": ("letters", "Địa chỉ", "chưa cập nhật"),
    "phone": ("letters", "Số điện thoại", "chưa cập nhật"),
    "email": ("letters", "Thư điện tử", "chưa cập nhật"),
    "mail_from": ("letters", "Địa chỉ gửi thư", "địa chỉ chung của hệ thống"),
    "not_told": ("letters", "Loại thông báo không gửi", "gửi mọi loại"),
    "emblem": ("letters", "Biểu trưng", "không in"),
    "hearing.answer_within": ("rules", "Thời hạn trả lời phản ánh, kiến nghị", "chưa ấn định"),
    "hearing.answer_basis": ("rules", "Căn cứ thời hạn trả lời", "chưa ghi"),
    "hearing.rating_for": ("rules", "Thời gian được đánh giá sau khi xong hồ sơ", "30 ngày"),
    "board.least": ("letters", "Số liệu công khai: không nêu nhóm dưới", "5 hồ sơ"),
    "board.licence": ("letters", "Giấy phép dữ liệu mở", "chưa ghi"),
    "board.embedded_by": ("letters", "Trang được nhúng bảng công khai", "không trang nào"),
    "hall.counters": ("hall", "Số quầy", "6"),
    "hall.priority_run": ("hall", "Số ưu tiên gọi liền nhau khi có người khác chờ", "2"),
    "hall.opens_before": ("hall", "Phát số trước giờ làm việc (phút)", "30"),
    "hall.closes_before": ("hall", "Ngừng phát số trước giờ đóng cửa (phút)", "0"),
    "hall.service_minutes": ("hall", "Phút phục vụ một người, khi chưa có số liệu", "10"),
    "hall.slot_minutes": ("hall", "Độ dài một khung giờ hẹn (phút)", "30"),
    "hall.days_ahead": ("hall", "Được đặt hẹn trước (ngày)", "10"),
    "hall.early_minutes": ("hall", "Nhận khách hẹn đến sớm (phút)", "30"),
    "hall.late_minutes": ("hall", "Giữ chỗ cho khách hẹn đến muộn (phút)", "15"),
    "hall.ticket_mm": ("hall", "Khổ giấy in số (mm)", "80"),
    "hall.idle_seconds": ("hall", "Máy lấy số tự về đầu sau (giây)", "60"),
    "plugins": ("procedures", "Phần mềm cơ quan đã bật", ""),
}
RULE_NAMES: Mapping[str, str] = {
    "supplement_clock": "Thời hạn khi bổ sung",
    "supplement_within": "Hạn yêu cầu bổ sung",
    "supplements": "Số lần bổ sung",
    "transfer_until": "Giờ chuyển hồ sơ",
    "apology_days_before": "Xin lỗi, hẹn lại trước",
    "reappointments": "Số lần hẹn lại",
    "refusal_is_result": "Từ chối sau thẩm định",
}
_KINDS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_STARTS = {"same_moment": "thời điểm tiếp nhận", "next_day": "ngày làm việc tiếp theo"}
_AGENCIES = {"specialised": "phòng chuyên môn", "branch": "đơn vị thuộc sở", "vertical": "ngành dọc"}
_DAYS = {"mon": "Hai", "tue": "Ba", "wed": "Tư", "thu": "Năm", "fri": "Sáu", "sat": "Bảy", "sun": "Chủ nhật"}


def value_says(path: str, value: Any) -> str:
    match path:
        case "kind":
            return _KINDS.get(value, str(value))
        case "working_time.start":
            return _STARTS.get(value, str(value))
        case "supplement_for" | "completion_for" | "hearing.answer_within" | "hearing.rating_for" if value:
            return Term.parse(value).says
        case "not_told":
            return "; ".join(OCCASIONS[key].label for key in value) or NAMES[path][2]
        case "answer_online_within":
            return Term.parse(value).says
        case "plugins":
            return f"{len(value)} cơ quan: {'; '.join(value)}" if value else "chưa bật"
    return plain_says(value) or NAMES[path][2]


def plain_says(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list):
        return ", ".join(map(plain_says, value))
    return str(value)


def block_says(block: str, values: Mapping[str, Any]) -> str:
    """A block of a file in one line."""
    said = {key: plain_says(value) for key, value in values.items()}
    match block:
        case "name":
            return f"từ {said['valid_from']}: {said['name']} – {said['parent']}; người đứng đầu: {said['head_title']}"
        case "fee_receipt":
            parts = (("đơn vị thu", "unit"), ("mã số thuế", "tax_code"), ("mẫu", "form"), ("ký hiệu", "symbol"))
            filled = [f"{name} {said[key]}" for name, key in parts if said.get(key)]
            return f"từ {said['valid_from']}: {'; '.join(filled) or 'chưa cấu hình'}"
        case "bank_account":
            return f"từ {said['valid_from']}: {said['bank']} ({said['code']}), số {said['number']}, {said['holder']}"
        case "hours" | "reception":
            days = ", ".join(_DAYS.get(day, day) for day in values["days"])
            season = f" ({said['season_from']} đến {said['season_to']} hằng năm)" if "season_from" in said else ""
            return f"thứ {days}: {said['spans']}{season}"
        case "closure":
            when = said.get("on") or f"{said['first_on']} đến {said['last_on']}"
            return f"{when} {said.get('span') or ''}".strip() + f": {said['reason']} ({said.get('document', '')})"
        case "holiday" | "working_day":
            return f"{said['on']}: {said['name']} ({said['document']})"
        case "agency":
            return f"{said['name']} ({_AGENCIES.get(values['kind'], values['kind'])})"
        case "hall_group":
            places = said.get("places", "1")
            return f"{said['letter']}: {said['name']} ({said['agencies']}); mỗi khung giờ {places} chỗ hẹn"
        case "publication":
            until = f" đến {said['to']}" if "to" in said else ""
            return f"{said['number']} ngày {said['on']}, {said['signed_by']} ký, áp dụng từ {said['from']}{until}"
        case "sector_supplement":
            within = Term.parse(values["within"]).says if values["within"] else "không giới hạn"
            return f"{said['procedures']}: {within} ({said['basis']})"
    return "; ".join(said.values())


def closure_says(closure: Closure) -> str:
    """A closure by decision, in one line."""
    first, last = f"{closure.first_on:%d/%m/%Y}", f"{closure.last_on:%d/%m/%Y}"
    when = first if first == last else f"{first} đến {last}"
    return f"{when}{f' {closure.span}' if closure.span else ''}: {closure.reason}"


def reports_say(rules: ReportRules) -> tuple[tuple[str, str, str], ...]:
    """Path, name and value of each rule for reports."""
    items = "; ".join(f"{item.label} {number(item.points)} điểm" for item in rules.score_items)
    begins = f"ngày {rules.cutoff_day}" + (" của tháng liền trước" if rules.cutoff_day > 1 else "")
    late = "vẫn tính quá hạn" if rules.reappointed_is_late else "tính đúng hạn"
    return (
        ("reports.cutoff_day", "Kỳ báo cáo bắt đầu từ", begins),
        ("reports.reappointed_is_late", "Có kết quả trong hạn đã hẹn lại", late),
        (f"{ITEMS_SETTING}[1]", "Mục chấm điểm QĐ 766", items or "chưa đặt: chỉ tính nhóm tiến độ"),
    )
