"""What a person's day begins with: what to do next, in the words of their work, each with its number and its list."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.centers import here
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.domain.states import State
from motcua.services.deadlines.lateness import late_by, soon_after
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.next_steps import AT_COUNTER, AT_DESK, TO_SIGN, work_of
from motcua.services.office import Office
from motcua.services.work.worklists import (
    Group,
    Worklist,
    WorklistRow,
    check_sees_lists,
    lines_of,
    places_of,
    sight_of,
)
from motcua.store.engine import transaction
from motcua.store.queries import views as stored
from motcua.store.queries import visible as seen
from motcua.store.queries import worklists as lists
from motcua.store.queries.worklists import Due

SHOWN = 6


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
    label = work_of(group.state, at_counter=group.at_counter)
    if not group.at_counter and group.state is State.PROCESSING and staff.may(Permission.SIGN):
        label = TO_SIGN
    return Task(label, group.waiting, group.late, "reception" if group.at_counter else "mine", group.state)


async def agency_loads(office: Office, acting: Acting) -> tuple[AgencyLoad, ...]:
    """Every agency with open dossiers among those the person may see, the latest first; the sums are the chips'."""
    check_sees_lists(acting.staff)
    async with transaction():
        rows = await seen.by_agency(
            sight_of(acting.staff), late=late_by(acting.at), soon=soon_after(acting.at, here().calendar)
        )
    return tuple(
        AgencyLoad(
            row["agency"], agency_name(here(), row["agency"]), row["open"], row["late"], row["soon"], row["waiting"]
        )
        for row in rows
    )


async def accounts() -> Accounts:
    async with transaction():
        return Accounts(**await stored.account_counts())


@dataclass(frozen=True, slots=True)
class Watched:
    """What the person answers for and must not let slip: the first overdue ones and the first that fall due."""

    late: tuple[WorklistRow, ...] = ()
    soon: tuple[WorklistRow, ...] = ()


async def watched(office: Office, acting: Acting) -> Watched:
    """Whoever follows dossiers up (counter, head of an agency, director) sees all of theirs; others what they hold.

    The director's own list is of what is overdue: it is not said twice.
    """
    staff, calendar = acting.staff, here().calendar
    check_sees_lists(staff)
    follows_up = staff.may(Permission.SEE_EVERY_DOSSIER) or staff.roles & {Role.HEAD, Role.RECEPTION}

    async def first(due: Due) -> tuple[WorklistRow, ...]:
        if follows_up:
            rows = await seen.visible(sight_of(staff), due=due, limit=SHOWN)
        else:
            rows = await lists.worklist(places_of(staff), receives=staff.receives, due=due, limit=SHOWN)
        return await lines_of(office, acting, rows)

    async with transaction():
        late = () if staff.may(Permission.SEE_EVERY_DOSSIER) else await first(late_by(acting.at))
        return Watched(late, await first(soon_after(acting.at, calendar)))
