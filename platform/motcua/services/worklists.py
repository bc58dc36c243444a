"""Lists of dossiers: what waits for me, at the counter, to be handed back; what I may see; what is late."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.people import CLERK_DESK, EVERY_AGENCY, RECEPTION_DESK, Acting, Permission, Role, Staff
from motcua.domain.states import STATES, State
from motcua.domain.text import normalise
from motcua.services.catalogue import versions_of
from motcua.services.lateness import WAITS_FOR_APPLICANT, is_late, is_overdue, time_left
from motcua.services.naming import desk_labels, desk_name
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import visible as seen
from motcua.store.queries import worklists as stored

VIEWS: Mapping[str, str] = {
    "mine": "Việc của tôi",
    "reception": "Tại quầy",
    "hand_back": "Chờ trả kết quả",
    "all": "Tất cả hồ sơ",
    "late": "Quá hạn trả",
}
LONGEST_SEARCH = 200
_NEVER = "-"


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One line. `due_at` is the dossier's, `time_left` that of whoever must act now."""

    id: UUID
    code: str
    procedure_title: str
    applicant_name: str
    state: State
    state_name: str
    at_desk: str
    received_at: datetime
    due_at: datetime | None
    time_left: str
    is_late: bool
    is_overdue: bool
    version: int


@dataclass(frozen=True, slots=True)
class Worklist:
    """Fifty rows; `next_key` opens the next page; `counts` by view, for what waits for this person."""

    rows: tuple[WorklistRow, ...]
    next_key: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def places_of(staff: Staff) -> tuple[tuple[str, str], ...]:
    """The desks whose dossiers wait for this person: those of the center's list, and the counter's by role."""
    places = set(staff.desks)
    if Role.RECEPTION in staff.roles:
        places.add(RECEPTION_DESK)
    if Role.CLERK in staff.roles:
        places.add(CLERK_DESK)
    return tuple(sorted(places))


def sight_of(staff: Staff) -> seen.Sight:
    """`visibility.may_see` for a query."""
    is_reception = Role.RECEPTION in staff.roles
    agencies = set(staff.receives) - {EVERY_AGENCY} if is_reception else set()
    if Role.HEAD in staff.roles and staff.agency:
        agencies.add(staff.agency)
    return seen.Sight(
        everything=staff.may(Permission.SEE_EVERY_DOSSIER),
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
    state: str | None = None,
    text: str | None = None,
    after: str | None = None,
) -> Worklist:
    """One page of a view, most urgent first where somebody must act, else the newest first."""
    if view not in VIEWS:
        raise NotHere
    if not acting.staff.may(Permission.SEE_DOSSIERS):
        raise NotAllowed("Vai trò của bạn không xem danh sách hồ sơ.")
    if state is not None and state not in State.__members__.values():
        raise NotHere
    typed = _typed(text)
    async with transaction():
        rows = await _rows(acting, view, (state,) if state else (), typed, after)
        versions = await versions_of(office, {row["version_hash"] for row in rows})
        counts = await _counts(acting)
    labels = {each: desk_labels(version) for each, version in versions.items()}
    lines = tuple(_line(acting, row, versions[row["version_hash"]].title, labels[row["version_hash"]]) for row in rows)
    return Worklist(lines, _next_key(view, rows), counts)


def _typed(text: str | None) -> str:
    if text is None:
        return ""
    if len(text) > LONGEST_SEARCH:
        raise Refused(f"Nội dung tìm dài nhất {LONGEST_SEARCH} ký tự.", {"text": "Nội dung tìm quá dài."})
    try:
        return normalise(text).strip()
    except Refused as refusal:
        raise Refused(f"Nội dung tìm {refusal.sentence}.", {"text": f"Nội dung tìm {refusal.sentence}."}) from None


async def _rows(
    acting: Acting, view: str, states: tuple[str, ...], text: str, after: str | None
) -> list[dict[str, Any]]:
    staff = acting.staff
    if view in ("all", "late"):
        key = _read_key(after)
        if key is not None and key[0] is None:
            raise NotHere
        place = (key[0], key[1]) if key is not None and key[0] is not None else None
        return await seen.visible(
            sight_of(staff), now=acting.at, states=states, late=view == "late", text=text, after=place
        )
    places = places_of(staff)
    if view != "mine":
        places = tuple(place for place in places if place == RECEPTION_DESK)
    if view == "hand_back":
        states = (State.READY.value,)
    return await stored.worklist(
        places, now=acting.at, receives=staff.receives, states=states, text=text, after=_read_key(after)
    )


async def _counts(acting: Acting) -> dict[str, int]:
    """How many rows each view has in all, counted by the conditions of the view itself, so that they agree."""
    staff, places = acting.staff, places_of(acting.staff)
    found = {
        "mine": await stored.count_waiting(places, receives=staff.receives),
        "reception": 0,
        "hand_back": 0,
        "late": await seen.count_late(sight_of(staff), now=acting.at),
    }
    if RECEPTION_DESK in places:
        for group in await stored.counts(now=acting.at):
            at_counter = (group["at_agency"], group["at_desk"]) == RECEPTION_DESK
            if at_counter and staff.receives_for(group["agency"]):
                found["reception"] += group["waiting"]
                found["hand_back"] += group["waiting"] if group["state"] == State.READY.value else 0
    return found


def _line(acting: Acting, row: Mapping[str, Any], title: str, labels: Mapping[tuple[str, str], str]) -> WorklistRow:
    center, state = here(), State(row["state"])
    is_open = row["is_open"]
    due_at = row["actor_due_at"] if is_open else None
    return WorklistRow(
        id=row["id"],
        code=row["code"] or "",
        procedure_title=title,
        applicant_name=row["applicant_name"],
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
    )


def _next_key(view: str, rows: list[dict[str, Any]]) -> str | None:
    if len(rows) < stored.PAGE:
        return None
    last = rows[-1]
    at = last[{"all": "received_at", "late": "due_at"}.get(view, "actor_due_at")]
    text = f"{at.isoformat() if at else _NEVER} {last['id']}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read_key(after: str | None) -> tuple[Any, UUID] | None:
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
