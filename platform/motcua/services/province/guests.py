"""Somebody of the province inside a center, as the center has it: told on its home, marked in its trail.

The trail is the center's own chain, under `province/<access>`; what is opened of a dossier stands in the dossier's
trail too. All of it is checked by `motcua trail verify`.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, Staff, who_may
from motcua.services.accounts.signing_in import token_hash
from motcua.services.dossiers.timeline import SEEN_BY_PROVINCE
from motcua.store.engine import Row, transaction
from motcua.store.queries import province_access as stored
from motcua.store.queries.accounts import insert_session
from motcua.store.queries.province_trail import events_about
from motcua.store.queries.review import append_events, lock_review
from motcua.store.queries.trail import append_event
from motcua.store.rows import value

GIVEN, CAME, ENDED = "province_given", "province_came", "province_ended"
TOLD_FOR = timedelta(days=30)
MOST_EVENTS = 200
_PARAMETER = re.compile(r"{[^}]*}")
_PAST = {
    GIVEN: "Được phép truy cập",
    CAME: "Vào Trung tâm",
    SEEN_BY_PROVINCE: "Mở",
    ENDED: "Kết thúc truy cập",
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What somebody who comes with a ticket is told before they come in."""

    officer: str
    reason: str
    ends_at: datetime


def trail_key(access_id: UUID) -> str:
    return f"province/{access_id}"


async def _note(access_id: UUID, kind: str, actor: Staff | None, at: datetime, data: dict[str, Any]) -> None:
    await lock_review()
    await append_events([(trail_key(access_id), kind, data)], actor, at)


async def let_in(asked: Row, *, by: str, business_at: datetime, now: datetime, ends_at: datetime) -> None:
    """At the center entered, after consent; a second time changes nothing."""
    name = f"{asked['officer_name']} (tỉnh, truy cập khẩn cấp)"
    async with transaction():
        await stored.let_in(
            asked["id"],
            username=f"tinh.{asked['officer_id']}",
            name=name,
            reason=asked["reason"],
            by=by,
            at=now,
            ends_at=ends_at,
        )
        told = {"officer": name, "reason": asked["reason"], "consented_by": by, "minutes": asked["minutes"]}
        await _note(asked["id"], GIVEN, None, business_at, told)


async def end(access_id: UUID, *, by: str, business_at: datetime, now: datetime) -> bool:
    """False when it was over already."""
    async with transaction():
        if not await stored.end_here(access_id, by, now):
            return False
        await _note(access_id, ENDED, None, business_at, {"by": by})
    return True


async def end_as_center(acting: Acting, access_id: UUID, now: datetime) -> None:
    """Whoever decides for the center may end it at once."""
    if not acting.staff.may(Permission.PUBLISH_PROCEDURES):
        raise NotAllowed(f"Việc này do: {who_may(Permission.PUBLISH_PROCEDURES)}.")
    if not await end(access_id, by=acting.staff.name, business_at=acting.at, now=now):
        raise NotHere  # in the same words as an address that is none


async def ticket(token: str, now: datetime) -> Ticket:
    async with transaction():
        found = await stored.find_ticket(token_hash(token), now)
    if found is None:
        raise NotHere("Liên kết này đã dùng hoặc quá 2 phút. Hãy bấm “Vào Trung tâm” lại ở trang điều hành của tỉnh.")
    return Ticket(found["officer_name"], found["reason"], found["ends_at"])


async def come_in(token: str, *, address: str, agent: str, business_at: datetime, now: datetime) -> str:
    """The token of the guest's session, which ends with the access."""
    session = secrets.token_urlsafe(32)
    async with transaction():
        found = await stored.take_ticket(token_hash(token), now)
        if found is None:
            raise NotHere(
                "Liên kết này đã dùng hoặc quá 2 phút. Hãy bấm “Vào Trung tâm” lại ở trang điều hành của tỉnh."
            )
        await insert_session(
            token_hash(session),
            found["staff_id"],
            at=now,
            expires_at=found["ends_at"],
            address=address,
            agent=agent.replace("\x00", ""),
        )
        await _note(found["id"], CAME, None, business_at, {"officer": found["officer_name"]})
    return session


async def note_opened(staff: Staff, route: str, dossier_id: UUID | None, at: datetime, now: datetime) -> bool:
    """Everything a guest asks for, before they get it; False: their access is over, whatever their session says."""
    async with transaction():
        access = await stored.open_access_of(staff.id, now)
        if access is None:
            return False
        is_known = dossier_id is not None and await value("SELECT true FROM dossier WHERE id = $1", dossier_id)
        opened = {"page": route, **({"dossier": dossier_id} if is_known else {})}
        await _note(access["id"], SEEN_BY_PROVINCE, staff, at, opened)
        if is_known and dossier_id is not None:
            await append_event(dossier_id, SEEN_BY_PROVINCE, at, staff, {"reason": access["reason"]})
    return True


async def told_here(now: datetime) -> list[Row]:
    """For the home of everybody who works at the center entered: who is let in now."""
    async with transaction():
        return [each for each in await stored.accesses_here(now, timedelta(0)) if each["is_open"]]


@dataclass(frozen=True, slots=True)
class Visit:
    """One access as the center's people read it. `opened`: (when, what, dossier or None), the last first."""

    id: UUID
    officer: str
    reason: str
    consented_by: str
    from_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    ended_by: str
    is_open: bool
    opened: tuple[tuple[datetime, str, str], ...]


async def visits(now: datetime) -> tuple[Visit, ...]:
    """Of the last thirty days, with everything that was opened."""
    async with transaction():
        found = await stored.accesses_here(now, TOLD_FOR)
        events = {each["id"]: await events_about(trail_key(each["id"]), limit=MOST_EVENTS) for each in found}
    return tuple(
        Visit(
            each["id"],
            each["officer_name"],
            each["reason"],
            each["consented_by"],
            each["from_at"],
            each["ends_at"],
            each["ended_at"],
            each["ended_by"] or "",
            each["is_open"],
            tuple((event["at"], _says(event), event["data"].get("dossier", "")) for event in events[each["id"]]),
        )
        for each in found
    )


def _says(event: Row) -> str:
    words = _PAST.get(event["kind"], str(event["kind"]))
    # A route's parameter is a name for machines; which dossier it was stands beside.
    return f"{words} {_PARAMETER.sub('…', event['data']['page'])}" if event["kind"] == SEEN_BY_PROVINCE else words
