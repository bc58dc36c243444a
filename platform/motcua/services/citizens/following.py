"""What the holder of a receipt reads beyond the state: what happens next, by when, and what if that date is missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from motcua.centers import Center, here
from motcua.domain.dossier import Dossier
from motcua.domain.errors import Conflict
from motcua.domain.icalendar import Appointment
from motcua.domain.standing import Standing
from motcua.domain.states import STATES, State
from motcua.services.codes import local_date
from motcua.services.deadlines.lateness import is_overdue
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.records import Kept
from motcua.services.dossiers.timeline import at_says

NO_APPOINTMENT = "Hồ sơ này chưa có ngày hẹn trả, hoặc đã kết thúc, nên không có lịch hẹn."
# What follows where the way itself does not say it.
_NEXT: Mapping[State, str] = {
    State.INCOMPLETE: "Bạn hoàn thiện giấy tờ rồi nộp lại tại Trung tâm.",
    State.SUPPLEMENT_ASKED: "Trung tâm gửi bạn phiếu yêu cầu bổ sung.",
    State.SUPPLEMENT: "Bạn bổ sung giấy tờ theo phiếu; nhận đủ thì cơ quan giải quyết tiếp tục.",
    State.OUTSIDE: "Trung tâm nhận kết quả từ cơ quan ngoài Trung tâm rồi giải quyết tiếp.",
    State.CONSULTING: "Có ý kiến trả lời thì cơ quan giải quyết tiếp tục.",
    State.SIGNED: "Văn thư vào số, đóng dấu rồi chuyển kết quả về Trung tâm.",
    State.NUMBERED: "Trung tâm nhận kết quả rồi trả cho bạn.",
    State.READY: "Bạn đến nhận kết quả, mang theo giấy tiếp nhận hồ sơ và giấy tờ tùy thân.",
}


@dataclass(frozen=True, slots=True)
class Following:
    """`next` is a sentence; `step_due_at` when whoever has it now should be done; `waits` why no date runs.
    `moved_from` is the date first promised, where a letter of apology has named another one."""

    next: str
    step_due_at: datetime | None
    waits: str
    if_late: str
    is_late: bool
    moved_from: datetime | None
    has_appointment: bool


def following_of(dossier: Dossier, stands: Standing, at: datetime) -> Following:
    center = here()
    is_late = is_overdue(dossier.state, dossier.due_at, at)
    moved = dossier.first_due_at if dossier.reappointed_to is not None else None
    return Following(
        next=_next(center, dossier),
        step_due_at=stands.due_at if stands.due_at != dossier.due_at else None,
        waits=stands.waits,
        if_late=_if_late(center, dossier, is_late=is_late),
        is_late=is_late,
        moved_from=moved,
        has_appointment=has_appointment(dossier),
    )


def has_appointment(dossier: Dossier) -> bool:
    return dossier.due_at is not None and dossier.open_pause is None and not STATES[dossier.state].is_final


def appointment_of(kept: Kept, at: datetime, address: str) -> Appointment:
    """The day on the receipt, for a calendar. `address`: the page where one looks the dossier up; without its secret,
    because calendars are shared and synchronised."""
    dossier = kept.dossier
    if not has_appointment(dossier) or dossier.due_at is None:
        raise Conflict(NO_APPOINTMENT)
    center = here()
    name = center.named_on(local_date(at)).name
    what = "Kết quả được gửi qua bưu chính" if kept.goes_by_post else "Nhận kết quả"
    bring = "" if kept.goes_by_post else " Mang theo giấy tiếp nhận hồ sơ và giấy tờ tùy thân."
    return Appointment(
        uid=f"{uuid5(dossier.id, 'appointment')}@{center.key}.motcua",
        sequence=dossier.version,
        made_at=at,
        at=dossier.due_at,
        summary=f"{what} hồ sơ {dossier.code}",
        description=f"Hẹn trả {at_says(dossier.due_at)}.{bring}\nNgày hẹn có thể thay đổi: xem lại trước khi đi.",
        location="" if kept.goes_by_post else ", ".join(filter(None, (name, center.address))),
        url=address,
    )


def _next(center: Center, dossier: Dossier) -> str:
    if dossier.state is State.SUSPENDED or dossier.open_pause is not None:
        return _NEXT.get(dossier.state, "Hết lý do tạm dừng thì cơ quan giải quyết tiếp tục, thời hạn tính tiếp.")
    if dossier.state is State.ACCEPTED:
        return f"Trung tâm chuyển hồ sơ đến {agency_name(center, dossier.agency)}."
    if dossier.state in (State.IN_TRANSIT, State.PROCESSING):
        return _after_this_step(center, dossier)
    return _NEXT.get(dossier.state, "")


def _after_this_step(center: Center, dossier: Dossier) -> str:
    current = dossier.current_step
    route = dossier.route
    if dossier.state is State.IN_TRANSIT and current is not None:
        return f"{agency_name(center, current.agency)} xác nhận đã nhận, rồi làm bước “{current.label}”."
    later = [step for step in route if current is not None and step.ordinal > current.ordinal]
    if not later:
        return "Kết quả được vào số, đóng dấu rồi chuyển về Trung tâm."
    return f"Xong bước này thì đến bước “{later[0].label}” ({agency_name(center, later[0].agency)})."


def _if_late(center: Center, dossier: Dossier, *, is_late: bool) -> str:
    """What the law of the day of reception lets the applicant expect."""
    facts = STATES[dossier.state]
    if facts.is_final or facts.waits_for_applicant or dossier.due_at is None or dossier.received_at is None:
        return ""  # nobody at a desk can be late with it
    regime = center.regime_on(local_date(dossier.received_at))
    ask = f" Hỏi Trung tâm: {center.phone}." if center.phone else ""
    rule = (
        f"cơ quan giải quyết phải có văn bản xin lỗi, nêu lý do và ngày hẹn mới, gửi trước ngày hết hạn ít nhất "
        f"{regime.apology_days_before} ngày; chỉ được hẹn lại {regime.reappointments} lần "
        f"({regime.article('reappointments')})."
    )
    if is_late:
        return f"Hồ sơ đã quá ngày hẹn trả. Trung tâm xin lỗi bạn; {rule}{ask}"
    return f"Nếu không kịp ngày hẹn, {rule}{ask}"
