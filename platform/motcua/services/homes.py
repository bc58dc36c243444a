"""What a person's day begins with: what to do next, in the words of their work, each with its number and its list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.centers import here
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.domain.states import STATES, State
from motcua.services.lateness import soon_until
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.worklists import Group, Worklist, check_sees_lists, sight_of
from motcua.store.engine import transaction
from motcua.store.queries import views as stored
from motcua.store.queries import visible as seen

# What a state asks of the counter and of a desk. A state that is not named here shows under its own name.
AT_COUNTER: Mapping[State, str] = {
    State.ACCEPTED: "Chuyển hồ sơ đến cơ quan giải quyết",
    State.NUMBERED: "Nhận kết quả về Trung tâm",
    State.READY: "Kết quả chờ người nộp đến nhận",
    State.INCOMPLETE: "Chờ người nộp hoàn thiện hồ sơ",
}
AT_DESK: Mapping[State, str] = {
    State.SIGNED: "Vào số, đóng dấu, phát hành kết quả",
    State.IN_TRANSIT: "Xác nhận đã nhận hồ sơ",
    State.CONSULTING: "Trả lời ý kiến được hỏi",
    State.PROCESSING: "Thụ lý, hoàn thành bước",
    State.SUSPENDED: "Đang tạm dừng, chờ thực hiện nghĩa vụ",
}
FOR_SIGNERS = "Xem xét, ký"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a home. `view` and `state` name the list that holds exactly `count` rows, `late` of them late."""

    label: str
    count: int
    late: int
    view: str
    state: State | None = None


@dataclass(frozen=True, slots=True)
class AgencyLoad:
    """One bar of the director's picture: open dossiers of an agency, and of these: overdue, due within a working day,
    waiting for the applicant."""

    agency: str
    name: str
    open: int
    late: int
    soon: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Accounts:
    """The administrator's numbers."""

    accounts: int
    new: int
    locked: int


def home_view_of(staff: Staff) -> str:
    """The list a home opens with: one's own work; the cashier's fees; for who only oversees, what is overdue."""
    if staff.may(Permission.SEE_EVERY_DOSSIER):
        return "late"
    return "fee" if staff.roles == {Role.CASHIER} else "mine"


def tasks_of(staff: Staff, found: Worklist) -> tuple[Task, ...]:
    """The lines of the home, in the order of a day; made of the numbers the list has counted already."""
    tasks = [_task(staff, group) for group in sorted(found.groups, key=_order)]
    if found.counts.get("unassigned"):
        tasks.append(Task("Phân công người xử lý", found.counts["unassigned"], found.late["unassigned"], "unassigned"))
    if found.counts.get("fee"):
        tasks.append(Task("Thu phí, lệ phí", found.counts["fee"], 0, "fee"))
    if found.counts.get("reappoint"):
        asked = found.counts["reappoint"]
        tasks.append(Task("Trả lời đề nghị xin lỗi, hẹn lại", asked, 0, "reappoint"))
    if staff.may(Permission.SEE_EVERY_DOSSIER) and found.counts["late"]:
        tasks.append(Task("Hồ sơ quá hạn trả cần đôn đốc", found.counts["late"], found.counts["late"], "late"))
    return tuple(tasks)


def _order(group: Group) -> tuple[bool, int]:
    words = list(AT_COUNTER if group.at_counter else AT_DESK)
    return (not group.at_counter, words.index(group.state) if group.state in words else len(words))


def _task(staff: Staff, group: Group) -> Task:
    label = (AT_COUNTER if group.at_counter else AT_DESK).get(group.state, STATES[group.state].name)
    if not group.at_counter and group.state is State.PROCESSING and staff.may(Permission.SIGN):
        label = FOR_SIGNERS
    return Task(label, group.waiting, group.late, "reception" if group.at_counter else "mine", group.state)


async def agency_loads(office: Office, acting: Acting) -> tuple[AgencyLoad, ...]:
    """Every agency with open dossiers among those the person may see, the latest first; the sums are the chips'."""
    check_sees_lists(acting.staff)
    async with transaction():
        rows = await seen.by_agency(sight_of(acting.staff), now=acting.at, soon=soon_until(here().calendar, acting.at))
    return tuple(
        AgencyLoad(
            row["agency"], agency_name(here(), row["agency"]), row["open"], row["late"], row["soon"], row["waiting"]
        )
        for row in rows
    )


async def accounts() -> Accounts:
    async with transaction():
        return Accounts(**await stored.account_counts())
