"""What somebody must do next with a dossier, in the words of their work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.centers import here
from motcua.domain.people import RECEPTION_DESK
from motcua.domain.states import STATES, State
from motcua.services.codes import local_date
from motcua.services.deadlines.lateness import is_overdue, soon_after

# What a state asks of the counter and of a desk. A state that is not named here shows under its own name.
AT_COUNTER: Mapping[State, str] = {
    State.ACCEPTED: "Chuyển hồ sơ đến cơ quan giải quyết",
    State.NUMBERED: "Nhận kết quả về Trung tâm",
    State.READY: "Kết quả chờ người nộp đến nhận",
    State.INCOMPLETE: "Chờ người nộp hoàn thiện hồ sơ",
    State.SUPPLEMENT_ASKED: "Gửi phiếu yêu cầu bổ sung cho người nộp",
    State.OUTSIDE: "Đôn đốc cơ quan ngoài Trung tâm trả lời",
}
AT_DESK: Mapping[State, str] = {
    State.SIGNED: "Vào số, đóng dấu, phát hành kết quả",
    State.IN_TRANSIT: "Xác nhận đã nhận hồ sơ",
    State.CONSULTING: "Trả lời ý kiến được hỏi",
    State.PROCESSING: "Thụ lý, hoàn thành bước",
    State.SUSPENDED: "Đang tạm dừng, chờ thực hiện nghĩa vụ",
}
TO_SIGN = "Xem xét, ký"
ANSWER_AWAITED = "chờ Giám đốc Trung tâm trả lời đề nghị hẹn lại"
OR_ASK = "không kịp thì đề nghị xin lỗi, hẹn lại"


def work_of(state: State, *, at_counter: bool) -> str:
    return (AT_COUNTER if at_counter else AT_DESK).get(state, STATES[state].name)


def next_step(row: Mapping[str, Any], at: datetime) -> str:
    """For a row of a list whose date is near or has passed: the work it is at, and whether a new date may be asked for.

    Empty while there is time, and while no date runs.
    """
    state, due_at, received_at = State(row["state"]), row["due_at"], row["received_at"]
    facts = STATES[state]
    if due_at is None or facts.waits_for_applicant:
        return ""
    until = soon_after(at, here().calendar).until
    if facts.is_final or until is None or due_at > until:
        return ""
    work = work_of(state, at_counter=(row["at_agency"], row["at_desk"]) == RECEPTION_DESK)
    if state is State.PROCESSING and row["signs"]:
        work = TO_SIGN
    if row["awaits_new_date"]:
        return f"{work}; {ANSWER_AWAITED}"
    if is_overdue(state, due_at, at) or state is State.NUMBERED:
        return work
    regime = here().regime_on(local_date(received_at))
    made_before = 0 if row["reappointed_to"] is None else regime.reappointments
    return work if regime.why_not_reappoint(due_at, at, made_before=made_before) else f"{work}; {OR_ASK}"
