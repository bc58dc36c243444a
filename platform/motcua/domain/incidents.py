"""A paper or a result that was lost, damaged or given to the wrong person: an incident, followed until it is closed.

NĐ 61/2018/NĐ-CP, Điều 21: whoever lost it apologises and bears the cost of making it again. What was due before that
decree is the center's own rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Harm(StrEnum):
    LOST = "lost"
    DAMAGED = "damaged"
    WRONG = "wrong"


class Fault(StrEnum):
    """Who is at fault, and so bears the cost."""

    POST = "post"
    AGENCY = "agency"
    CENTER = "center"
    UNKNOWN = "unknown"


HARMS: Mapping[Harm, str] = {
    Harm.LOST: "Mất, thất lạc",
    Harm.DAMAGED: "Hư hỏng",
    Harm.WRONG: "Giao nhầm, sai nội dung",
}
FAULTS: Mapping[Fault, str] = {
    Fault.POST: "Bưu chính công ích",
    Fault.AGENCY: "Cơ quan chuyên môn",
    Fault.CENTER: "Trung tâm",
    Fault.UNKNOWN: "Chưa xác định",
}
RECORDED, APOLOGISED, CLOSED = "incident", "incident_apology", "incident_closed"
INCIDENT_EVENTS: Mapping[str, str] = {
    RECORDED: "Trung tâm ghi nhận sự cố về giấy tờ của hồ sơ",
    APOLOGISED: "Trung tâm gửi thư xin lỗi về giấy tờ của hồ sơ",
    CLOSED: "Trung tâm đã khắc phục xong sự cố về giấy tờ",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether an incident may be apologised for or closed."""

    is_open: bool
    fault: Fault
    cost: str
    is_apologised: bool


def why_not_apologise(of: Standing) -> str | None:
    if of.fault is Fault.UNKNOWN:
        return "Xác định bên có lỗi trước khi phát hành thư xin lỗi."
    if not of.cost:
        return "Ghi ai chịu chi phí làm lại giấy tờ trước khi phát hành thư xin lỗi."
    return None


def why_not_close(of: Standing) -> str | None:
    if not of.is_open:
        return "Sự cố này đã khép lại."
    if not of.is_apologised:
        return "Chưa có thư xin lỗi gửi người nộp nên chưa khép lại được."
    return None
