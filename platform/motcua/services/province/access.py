"""Break-glass: one officer of the province in one center for a while, with a reason and another person's consent.

The province's role can read no center. What opens one is this module and nothing else of the console: after consent
the center gets an account without a password and a notice, and the officer a ticket that works once. What ends it is
the time written into the guest's session, so that nobody has to remember to.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, who_may
from motcua.domain.province import (
    ANSWERED_WITHIN,
    LENGTHS,
    SHORTEST_REASON,
    TICKET_LASTS,
    ProvincePermission,
)
from motcua.services.accounts.signing_in import token_hash
from motcua.services.office import Office
from motcua.services.province import guests
from motcua.services.province.trail import note
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import province_access as stored

LONGEST_REASON = 1_000
PAGE = 30


async def accesses(before: datetime | None = None) -> tuple[list[Row], datetime | None]:
    """All that were ever asked for, the newest first, a page at a time."""
    async with transaction():
        found = await stored.accesses(before=before, limit=PAGE + 1)
    return found[:PAGE], found[PAGE - 1]["asked_at"] if len(found) > PAGE else None


def standing_of(row: Row, now: datetime) -> str:
    """`asked`, `lapsed` (nobody answered in time), `refused`, `open`, `over`."""
    if row["state"] == "asked":
        return "lapsed" if row["asked_at"] + ANSWERED_WITHIN <= now else "asked"
    if row["state"] == "given":
        return "open" if row["ends_at"] > now else "over"
    return "refused" if row["state"] == "refused" else "over"


async def ask(office: Office, acting: Acting, center: str, reason: str, minutes: int, key: UUID, now: datetime) -> None:
    _check(acting, ProvincePermission.ASK_ACCESS)
    faults = {}
    if center not in office.centers:
        faults["center"] = "Hãy chọn trung tâm."
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        faults["reason"] = (
            f"Lý do phải dài từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự: cán bộ của Trung tâm sẽ đọc."
        )
    if minutes not in LENGTHS:
        faults["minutes"] = "Hãy chọn thời gian."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    async with transaction(), once(key, acting, "access:ask") as told:
        if told.outcome is not None:
            return
        await stored.ask(key, center, acting.staff.id, acting.staff.name, reason, minutes, now)
        name = office.centers[center].name
        data = {"center": name, "reason": reason, "length": LENGTHS[minutes]}
        await note(acting.staff, "access_asked", now, data, about=f"access/{key}")
        told.outcome = "done"


async def refuse(acting: Acting, access_id: UUID, says: str, now: datetime) -> None:
    async with transaction():
        found = await _to_answer(acting, access_id, now)
        await stored.answer(access_id, "refused", acting.staff.id, acting.staff.name, says[:LONGEST_REASON], now, None)
        data = {"center": found["center_key"], "officer": found["officer_name"], "answer": says}
        await note(acting.staff, "access_refused", now, data, about=f"access/{access_id}")


async def consent(office: Office, acting: Acting, access_id: UUID, now: datetime) -> None:
    """The center is told first: what it has not been told of is not open."""
    async with transaction():
        found = await _to_answer(acting, access_id, now)
    center = _center(office, found["center_key"])
    ends_at = now + timedelta(minutes=found["minutes"])
    with entered(center):
        await guests.let_in(found, by=acting.staff.name, business_at=acting.at, now=now, ends_at=ends_at)
    try:
        async with transaction():
            await _to_answer(acting, access_id, now)
            await stored.answer(access_id, "given", acting.staff.id, acting.staff.name, "", now, ends_at)
            data = {
                "center": center.name,
                "officer": found["officer_name"],
                "ends_at": f"{local(ends_at):%H:%M %d/%m/%Y}",
            }
            await note(acting.staff, "access_given", now, data, about=f"access/{access_id}")
    except BaseException:
        with entered(center):
            await guests.end(access_id, by=acting.staff.name, business_at=acting.at, now=now)
        raise


async def enter(office: Office, acting: Acting, access_id: UUID, now: datetime) -> str:
    """The address, good once and for two minutes, by which the officer comes in."""
    _check(acting, ProvincePermission.ASK_ACCESS)
    async with transaction():
        found = await stored.access(access_id)
    if found is None or found["officer_id"] != acting.staff.id:
        raise NotHere("Không có truy cập này của bạn.")
    if standing_of(found, now) != "open":
        raise Conflict("Truy cập này chưa được đồng ý, hoặc đã hết giờ.")
    center, ticket = _center(office, found["center_key"]), secrets.token_urlsafe(32)
    with entered(center):
        async with transaction():
            is_open = await stored.put_ticket(access_id, token_hash(ticket), now + TICKET_LASTS, now)
    async with transaction():
        if is_open:
            await note(acting.staff, "access_used", now, {"center": center.name}, about=f"access/{access_id}")
        elif await stored.end(access_id, center.name, now):
            await note(None, "access_ended", now, {"center": center.name}, about=f"access/{access_id}")
    if not is_open:
        raise Conflict(f"{center.name} đã kết thúc truy cập này.")
    return f"{office.settings.base_url}/{center.key}/tu-tinh/{ticket}"


async def end(office: Office, acting: Acting, access_id: UUID, now: datetime) -> None:
    """By the officer, or by whoever may consent, before its time."""
    async with transaction():
        found = await stored.access(access_id)
    is_theirs = found is not None and found["officer_id"] == acting.staff.id
    if found is None or not (is_theirs or acting.staff.may(ProvincePermission.CONSENT_ACCESS)):
        raise NotHere("Không có truy cập này của bạn.")
    center = _center(office, found["center_key"])
    with entered(center):
        await guests.end(access_id, by=acting.staff.name, business_at=acting.at, now=now)
    async with transaction():
        if await stored.end(access_id, acting.staff.name, now):
            data = {"center": center.name, "officer": found["officer_name"]}
            await note(acting.staff, "access_ended", now, data, about=f"access/{access_id}")


async def _to_answer(acting: Acting, access_id: UUID, now: datetime) -> Row:
    _check(acting, ProvincePermission.CONSENT_ACCESS)
    found = await stored.access(access_id, locks=True)
    if found is None:
        raise NotHere("Không có đề nghị này.")
    if found["officer_id"] == acting.staff.id:
        raise NotAllowed("Người đề nghị không tự đồng ý được: cần một người khác.")
    if standing_of(found, now) != "asked":
        raise Conflict("Đề nghị này đã được trả lời, hoặc đã quá 8 giờ.")
    return found


def _center(office: Office, key: str) -> Center:
    center = office.centers.get(key)
    if center is None:
        raise NotHere("Trung tâm này không còn trong tỉnh.")
    return center


def _check(acting: Acting, permission: ProvincePermission) -> None:
    if not acting.staff.may(permission):
        raise NotAllowed(f"Việc này do: {who_may(permission)}.")
