"""Lists of dossiers: what waits for me, at the counter, to be handed back; what I may see; what is late."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.people import CLERK_DESK, EVERY_AGENCY, RECEPTION_DESK, Acting, Permission, Role, Staff
from motcua.domain.standing import WAITS_FOR_APPLICANT
from motcua.domain.states import STATES, State
from motcua.domain.text import normalise
from motcua.services.catalogue import versions_of
from motcua.services.deadlines.lateness import (
    due_counts,
    is_late,
    is_overdue,
    late_by,
    must_end_says,
    soon_after,
    time_left,
    today_from,
)
from motcua.services.dossiers.naming import desk_labels, desk_name
from motcua.services.dossiers.next_steps import next_step
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import sharing
from motcua.store.queries import visible as seen
from motcua.store.queries import worklists as stored
from motcua.store.queries.worklists import Due, Narrow

__all__ = [
    "VIEWS",
    "Group",
    "Narrow",
    "Worklist",
    "WorklistRow",
    "lines_of",
    "next_waiting",
    "ordered_by",
    "places_of",
    "rows_of",
    "rows_only",
    "worklist",
]

VIEWS: Mapping[str, str] = {
    "mine": "Việc của tôi",
    "reception": "Tại quầy",
    "hand_back": "Chờ trả kết quả",
    "fee": "Chờ thu phí, lệ phí",
    "unassigned": "Chờ phân công",
    "late": "Quá hạn trả",
    "today": "Hết hạn hôm nay",
    "soon": "Sắp hết hạn",
    "reappoint": "Đề nghị hẹn lại",
    "all": "Tất cả hồ sơ",
}
WIDE = (
    "fee",
    "late",
    "today",
    "soon",
    "reappoint",
    "all",
)  # lists of what a person may see, not of what waits for their desk
BY_DUE = ("late", "today", "soon", "reappoint")
LONGEST_SEARCH = 200
READY = State.READY.value
_NEVER = "-"


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One line. `due_at` is the dossier's, `time_left` that of whoever must act now."""

    id: UUID
    code: str
    procedure_title: str
    applicant_name: str
    agency: str
    state: State
    state_name: str
    at_desk: str
    received_at: datetime
    due_at: datetime | None
    time_left: str
    is_late: bool
    is_overdue: bool
    version: int
    must_end: str = ""
    """By when the step in hand must end for the rest to fit: a sentence, empty where no desk's time runs."""
    next_step: str = ""
    """What to do with it, where its date is near or has passed."""
    due_left: str = ""
    """`time_left` of the dossier's own date."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many of the dossiers that wait for somebody stand in one state, at the counter or at a desk."""

    at_counter: bool
    state: State
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Worklist:
    """Fifty rows; `next_key` opens the next page; `counts` by view and `groups` for what waits for this person.

    `late`: how many of a view are late at their desk, where no group says it.
    """

    rows: tuple[WorklistRow, ...]
    next_key: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    late: Mapping[str, int] = field(default_factory=dict)


def places_of(staff: Staff) -> tuple[tuple[str, str], ...]:
    """The desks whose dossiers wait for this person: those of the center's list, and the counter's by role."""
    places = set(staff.desks)
    if Role.RECEPTION in staff.roles:
        places.add(RECEPTION_DESK)
    if Role.CLERK in staff.roles:
        places.add(CLERK_DESK)
    return tuple(sorted(places))


def shares_for(staff: Staff) -> frozenset[str]:
    """The agencies whose work this person shares out (`Where.STEP_AGENCY` for a query)."""
    own = {staff.agency} if staff.agency else set()
    return frozenset(own | {agency for agency, _ in staff.desks}) if staff.may(Permission.ASSIGN) else frozenset()


def sight_of(staff: Staff) -> seen.Sight:
    """`visibility.may_see` for a query."""
    is_reception = Role.RECEPTION in staff.roles
    agencies = set(staff.receives) - {EVERY_AGENCY} if is_reception else set()
    if Role.HEAD in staff.roles and staff.agency:
        agencies.add(staff.agency)
    return seen.Sight(
        everything=staff.reads_every_dossier,
        every_agency=is_reception and EVERY_AGENCY in staff.receives,
        agencies=tuple(sorted(agencies)),
        desks=tuple(sorted(staff.desks)),
        signed_ones=staff.may(Permission.NUMBER),
        with_fee=Role.CASHIER in staff.roles,
    )


async def worklist(
    office: Office,
    acting: Acting,
    *,
    view: str,
    narrow: Narrow = stored.WHOLE,
    text: str | None = None,
    after: str | None = None,
    limit: int = stored.PAGE,
) -> Worklist:
    """One page of a view, most urgent first where somebody must act, else the newest first."""
    if view not in VIEWS:
        raise NotHere
    check_sees_lists(acting.staff)
    typed = _typed(text)
    async with transaction():
        rows = await rows_of(acting, view, narrow, typed, _read_key(after), limit)
        lines = await lines_of(office, acting, rows)
        groups = await _groups(acting)
        counts = await _counts(acting, groups)
        late = await _unassigned(acting, counts)
    return Worklist(lines, _next_key(view, rows, limit), counts, groups, late)


async def rows_only(
    office: Office, acting: Acting, *, view: str, narrow: Narrow, after: str | None, limit: int
) -> tuple[tuple[WorklistRow, ...], str | None]:
    """A page of a view without the numbers beside it, for a file."""
    check_sees_lists(acting.staff)
    async with transaction():
        rows = await rows_of(acting, view, narrow, "", _read_key(after), limit)
        return await lines_of(office, acting, rows), _next_key(view, rows, limit)


async def next_waiting(office: Office, acting: Acting, besides: UUID) -> WorklistRow | None:
    """The most urgent dossier that waits for this person, other than `besides`: two statements, no counting."""
    if not acting.staff.may(Permission.SEE_DOSSIERS):
        return None
    async with transaction():
        row = await stored.next_waiting(places_of(acting.staff), besides, receives=acting.staff.receives)
        return (await lines_of(office, acting, [row]))[0] if row is not None else None


def check_sees_lists(staff: Staff) -> None:
    if not staff.may(Permission.SEE_DOSSIERS):
        raise NotAllowed("Vai trò của bạn không xem danh sách hồ sơ.")


async def lines_of(office: Office, acting: Acting, rows: list[dict[str, Any]]) -> tuple[WorklistRow, ...]:
    """Rows in words; at most one query for all of them."""
    versions = await versions_of(office, {row["version_hash"] for row in rows})
    labels = {each: desk_labels(version) for each, version in versions.items()}
    return tuple(_line(acting, row, versions[row["version_hash"]].title, labels[row["version_hash"]]) for row in rows)


def _typed(text: str | None) -> str:
    if text is None:
        return ""
    if len(text) > LONGEST_SEARCH:
        raise Refused(f"Nội dung tìm dài nhất {LONGEST_SEARCH} ký tự.", {"text": "Nội dung tìm quá dài."})
    try:
        return normalise(text).strip()
    except Refused as refusal:
        raise Refused(f"Nội dung tìm {refusal.sentence}.", {"text": f"Nội dung tìm {refusal.sentence}."}) from None


Place = tuple[datetime | None, UUID]


def due_in(view: str, at: datetime) -> Due | None:
    """What a view asks of the due date."""
    if view == "late":
        return late_by(at)
    if view == "today":
        return today_from(at)
    return soon_after(at, here().calendar) if view == "soon" else None


async def rows_of(
    acting: Acting,
    view: str,
    narrow: Narrow,
    text: str = "",
    key: Place | None = None,
    limit: int = stored.PAGE,
    *,
    is_back: bool = False,
) -> list[dict[str, Any]]:
    """The rows of a view after a place in it; `is_back`: those before it, the nearest first."""
    staff, is_back = acting.staff, is_back != narrow.is_turned
    if view in WIDE:
        if key is not None and key[0] is None:
            raise NotHere
        place = (key[0], key[1]) if key is not None and key[0] is not None else None
        return await seen.visible(
            sight_of(staff),
            narrow=narrow,
            due=due_in(view, acting.at),
            awaits_new_date=view == "reappoint",
            owes=view == "fee",
            text=text,
            after=place,
            is_back=is_back,
            limit=limit,
        )
    if view == "unassigned":
        agencies = shares_for(staff)
        if not agencies:
            return []
        return await sharing.unassigned(
            sight_of(staff),
            agencies,
            today=local(acting.at).date(),
            narrow=narrow,
            after=key,
            is_back=is_back,
            limit=limit,
        )
    places = places_of(staff)
    if view != "mine":
        places = tuple(place for place in places if place == RECEPTION_DESK)
    if view == "hand_back":
        if narrow.states and narrow.states != (READY,):
            return []
        narrow = replace(narrow, states=(READY,))
    return await stored.worklist(
        places,
        receives=staff.receives,
        narrow=narrow,
        text=text,
        after=key,
        is_back=is_back,
        limit=limit,
    )


async def _groups(acting: Acting) -> tuple[Group, ...]:
    staff = acting.staff
    found = await stored.waiting_groups(places_of(staff), now=acting.at, receives=staff.receives)
    return tuple(Group(row["at_counter"], State(row["state"]), row["waiting"], row["late"]) for row in found)


async def _counts(acting: Acting, groups: tuple[Group, ...]) -> dict[str, int]:
    """How many rows each view has in all, counted by the conditions of the view itself, so that they agree."""
    sight = sight_of(acting.staff)
    due = await due_counts(sight, acting.at, here().calendar)
    counter = [group for group in groups if group.at_counter]
    counts = {
        "mine": sum(group.waiting for group in groups),
        "reception": sum(group.waiting for group in counter),
        "hand_back": sum(group.waiting for group in counter if group.state is State.READY),
        "late": due.overdue,
        "soon": due.soon,
        "today": due.today,
    }
    if acting.staff.may(Permission.REAPPOINT):
        counts["reappoint"] = await seen.count_awaiting_new_date(sight)
    if acting.staff.may(Permission.COLLECT_FEE):
        counts["fee"] = await seen.count_owing(sight)
    return counts


async def _unassigned(acting: Acting, counts: dict[str, int]) -> dict[str, int]:
    agencies = shares_for(acting.staff)
    if not agencies:
        return {}
    found = await sharing.count_unassigned(
        sight_of(acting.staff), agencies, now=acting.at, today=local(acting.at).date()
    )
    counts["unassigned"] = found["waiting"]
    return {"unassigned": found["late"]}


def _line(acting: Acting, row: Mapping[str, Any], title: str, labels: Mapping[tuple[str, str], str]) -> WorklistRow:
    center, state = here(), State(row["state"])
    is_open = row["is_open"]
    due_at = row["actor_due_at"] if is_open else None
    return WorklistRow(
        id=row["id"],
        code=row["code"] or "",
        procedure_title=title,
        applicant_name=row["applicant_name"],
        agency=row["agency"],
        state=state,
        state_name=STATES[state].name,
        at_desk=desk_name(center, labels, row["at_agency"], row["at_desk"]) if is_open else "",
        received_at=row["received_at"],
        due_at=row["due_at"],
        time_left=(
            WAITS_FOR_APPLICANT if STATES[state].waits_for_applicant else time_left(due_at, acting.at, center.calendar)
        ),
        is_late=is_late(due_at, acting.at),
        is_overdue=is_overdue(state, row["due_at"], acting.at),
        version=row["version"],
        must_end=must_end_says(row["risk_at"], row["due_at"], acting.at) if is_open else "",
        next_step=next_step(row, acting.at) if is_open else "",
        due_left=time_left(row["due_at"], acting.at, center.calendar) if is_open else "",
    )


def ordered_by(view: str) -> str:
    """The column whose instants, with the id, order a view."""
    return {"all": "received_at", "fee": "received_at", **dict.fromkeys(BY_DUE, "due_at")}.get(view, "risk_at")


def _next_key(view: str, rows: list[dict[str, Any]], limit: int) -> str | None:
    if len(rows) < limit:
        return None
    last = rows[-1]
    at = last[ordered_by(view)]
    text = f"{at.isoformat() if at else _NEVER} {last['id']}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read_key(after: str | None) -> Place | None:
    if after is None:
        return None
    try:
        at, _, row_id = base64.urlsafe_b64decode(after.encode()).decode().partition(" ")
        instant = None if at == _NEVER else datetime.fromisoformat(at)
        key = UUID(row_id)
    except (ValueError, binascii.Error):
        raise NotHere from None
    if instant is not None and instant.tzinfo is None:
        raise NotHere
    return instant, key
