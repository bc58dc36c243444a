"""What is counted of dossiers: the measures, and whether each is an act of a day or a stand at the end of a day.

A measure never overlaps another of its group (a dossier is settled early, in time or late, once), so that sums of
measures are sums of dossiers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

ENDLESS = date.max
"""Until when a stand lasts that has not ended; PostgreSQL's `infinity`."""


class Measure(StrEnum):
    """What a row of the sums counts."""

    RECEIVED = "received"
    ASKED_TO_COMPLETE = "asked_to_complete"
    REFUSED = "refused"
    SUPPLEMENT_ASKED = "supplement_asked"
    REAPPOINTED = "reappointed"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    LATE_KEPT = "late_kept"
    UNTIMED = "untimed"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    HANDED_BACK = "handed_back"
    CAUSE_RECEPTION = "cause_reception"
    CAUSE_AGENCY = "cause_agency"
    CAUSE_OPINION = "cause_opinion"
    CAUSE_OUTSIDE = "cause_outside"
    CAUSE_UNKNOWN = "cause_unknown"
    STEP_EARLY = "step_early"
    STEP_ON_TIME = "step_on_time"
    STEP_LATE = "step_late"
    STEP_UNTIMED = "step_untimed"
    LOST_AGENCY_TIME = "lost_agency_time"
    LOST_CONTACTS = "lost_contacts"
    IN_PROCESS = "in_process"
    OVERDUE = "overdue"
    OVERDUE_KEPT = "overdue_kept"
    WAITING_SUPPLEMENT = "waiting_supplement"
    SUSPENDED = "suspended"


_M = Measure
STANDS = frozenset({_M.IN_PROCESS, _M.OVERDUE, _M.OVERDUE_KEPT, _M.WAITING_SUPPLEMENT, _M.SUSPENDED})
"""Stood so at the end of a day; every other measure is an act of a day."""

SETTLED = (_M.EARLY, _M.ON_TIME, _M.LATE, _M.LATE_KEPT, _M.UNTIMED)
"""The result lies at the center (or went out at once): each settled dossier is in exactly one of these."""
ENDED_OTHERWISE = (_M.WITHDRAWN, _M.STOPPED, _M.CANCELLED)
CAUSES = (_M.CAUSE_RECEPTION, _M.CAUSE_AGENCY, _M.CAUSE_OPINION, _M.CAUSE_OUTSIDE, _M.CAUSE_UNKNOWN)
STEPS = (_M.STEP_EARLY, _M.STEP_ON_TIME, _M.STEP_LATE, _M.STEP_UNTIMED)

NAMES: Mapping[Measure, str] = {
    _M.RECEIVED: "Tiếp nhận",
    _M.ASKED_TO_COMPLETE: "Hướng dẫn hoàn thiện tại quầy",
    _M.REFUSED: "Từ chối tiếp nhận",
    _M.SUPPLEMENT_ASKED: "Yêu cầu bổ sung trong khi giải quyết",
    _M.REAPPOINTED: "Xin lỗi, hẹn lại",
    _M.EARLY: "Giải quyết trước hạn",
    _M.ON_TIME: "Giải quyết đúng hạn",
    _M.LATE: "Giải quyết quá hạn",
    _M.LATE_KEPT: "Quá hạn đã hứa, kịp hạn hẹn lại",
    _M.UNTIMED: "Giải quyết, không có hạn",
    _M.TURNED_DOWN: "Kết quả là từ chối giải quyết",
    _M.WITHDRAWN: "Người nộp rút",
    _M.STOPPED: "Dừng giải quyết",
    _M.CANCELLED: "Hủy tiếp nhận",
    _M.HANDED_BACK: "Trả kết quả",
    _M.CAUSE_RECEPTION: "Chậm ở Trung tâm",
    _M.CAUSE_AGENCY: "Chậm ở cơ quan giải quyết",
    _M.CAUSE_OPINION: "Chậm ở cơ quan được lấy ý kiến",
    _M.CAUSE_OUTSIDE: "Chậm ở cơ quan ngoài Trung tâm",
    _M.CAUSE_UNKNOWN: "Không bước nào quá hạn riêng",
    _M.STEP_EARLY: "Bước xong trước hạn",
    _M.STEP_ON_TIME: "Bước xong đúng hạn",
    _M.STEP_LATE: "Bước xong quá hạn",
    _M.STEP_UNTIMED: "Bước xong, không có hạn",
    _M.LOST_AGENCY_TIME: "Điểm mất vì thời gian của từng cơ quan",
    _M.LOST_CONTACTS: "Điểm mất vì số lần phải bổ sung",
    _M.IN_PROCESS: "Đang giải quyết",
    _M.OVERDUE: "Đang giải quyết, quá hạn",
    _M.OVERDUE_KEPT: "Quá hạn đã hứa, chưa quá hạn hẹn lại",
    _M.WAITING_SUPPLEMENT: "Chờ người nộp bổ sung",
    _M.SUSPENDED: "Tạm dừng",
}
