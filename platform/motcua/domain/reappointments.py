"""Whether an apology with a new date may be asked for and approved, by the rules of the day of reception.

NĐ 61/2018, Điều 19.9: who has the dossier tells the one-stop at least a day before it expires, with the reason and the
new date; once. The one-stop then changes the date and tells the applicant. The regime says how often and until when.
"""

from __future__ import annotations

from datetime import date, datetime

from motcua.domain.dossier import Dossier
from motcua.domain.opening import local
from motcua.domain.regimes import Regime
from motcua.domain.worktime import Calendar

LONGEST_DAYS = 366


def made_before(dossier: Dossier) -> int:
    """How many new dates the applicant was given."""
    return sum(each.state == "approved" for each in dossier.reappointments)


def why_not_ask(dossier: Dossier, regime: Regime, at: datetime) -> str | None:
    """None when whoever has the dossier may ask the director now."""
    if dossier.due_at is None:
        return "Hồ sơ không có ngày hẹn trả đang tính, nên không có gì để hẹn lại."
    if asked := dossier.reappointment_asked:
        return f"{asked.asked_by_name} đã đề nghị hẹn lại, đang chờ Giám đốc Trung tâm trả lời."
    return regime.why_not_reappoint(dossier.due_at, at, made_before=made_before(dossier))


def warning(dossier: Dossier, regime: Regime, at: datetime) -> str:
    """What is to be known, and recorded, of a request that comes later than the law has it; empty when in time."""
    return (regime.late_to_apologise(dossier.due_at, at) or "") if dossier.due_at is not None else ""


def why_not_approve(dossier: Dossier, regime: Regime, at: datetime) -> str | None:
    """None when the director may approve what was asked."""
    asked = dossier.reappointment_asked
    if asked is None:
        return "Không có đề nghị hẹn lại nào đang chờ trả lời."
    if dossier.due_at is None:
        return "Hồ sơ đang tạm dừng, không có ngày hẹn trả đang tính: chưa hẹn lại được."
    if asked.new_due_at <= dossier.due_at:
        return "Hạn trả nay đã muộn hơn ngày được đề nghị: không còn gì để hẹn lại."
    return regime.why_not_reappoint(dossier.due_at, at, made_before=made_before(dossier))


def new_due_at(dossier: Dossier, chosen: date, calendar: Calendar) -> datetime | str:
    """Closing time of the day that was chosen; or a sentence where it is no later working day."""
    assert dossier.due_at is not None  # `why_not_ask` comes first
    if not calendar.is_working_day(chosen):
        return "Ngày hẹn trả lại phải là ngày làm việc."
    at = calendar.closing(chosen)
    if at <= dossier.due_at:
        return f"Ngày hẹn trả lại phải sau hạn đã hẹn ({local(dossier.due_at):%H:%M ngày %d/%m/%Y})."
    if (chosen - local(dossier.due_at).date()).days > LONGEST_DAYS:
        return "Ngày hẹn trả lại quá xa: không quá một năm sau hạn đã hẹn."
    return at
