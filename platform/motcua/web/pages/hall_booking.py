"""Appointments: choosing a time, the code that confirms it, cancelling; and the day's list for staff.

What is asked for is answered alike whether the address is known, has too many already, or is nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from motcua.domain.calendar import day_says
from motcua.domain.errors import Refused
from motcua.services.codes import local_date
from motcua.services.hall import booking as service
from motcua.services.hall import slots as hall_slots
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    PUBLIC,
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    faults_and_form_of,
    go,
    page,
    query_of,
    real_now,
    shown,
    site_of,
)
from motcua.web.site import address_of, asker_of
from motcua.web.tries import network_of
from motcua.web.widgets import faults_of, summary_of

HERE, CONFIRM, CANCEL = "/dat-lich", "/dat-lich/xac-nhan", "/dat-lich/huy"
BOXES = ("nhom", "gio", "name", "contact")
LONGEST = 200


@page(HERE, may=PUBLIC)
async def show_times(request: WebRequest) -> Answer:
    """`?nhom=` and `?ngay=`: what for, and which day. Neither says anything about a person."""
    return await _times(request, query_of(request))


async def _times(
    request: WebRequest, typed: Mapping[str, list[str]], faults: Mapping[str, str] | None = None, status: int = 200
) -> Answer:
    at = business_now(request)
    groups, days = hall_slots.bookable_groups(), hall_slots.bookable_days(at)
    group = next((each for each in groups if each.key == only(dict(typed), "nhom")), None)
    day = date_of(only(dict(typed), "ngay") or only(dict(typed), "gio")[:10])
    day = day if day in days else days[0] if days else None
    return shown(
        request,
        "hall/booking.html",
        status=status,
        groups=groups,
        group=group,
        days=[(each.isoformat(), day_says(each)) for each in days],
        day=day.isoformat() if day else "",
        day_says=day_says(day) if day else "",
        slots=await hall_slots.slots(group, day, at) if group and day else (),
        typed={name: only(dict(typed), name)[:LONGEST] for name in BOXES},
        faults=faults or {},
        errors=summary_of(faults or {}),
        key=uuid4(),
        most=service.MOST_OPEN,
        minutes=int(service.HELD_FOR.total_seconds() // 60),
    )


def date_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@act(HERE, may=PUBLIC)
async def hold(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    key, address, now = uuid_of(only(typed, "_key")), network_of(address_of(request)), real_now()
    tries = site_of(request).held_places
    tries.check(address, now)
    if key is None:
        faults = {"*": "Trang đã mở quá lâu. Hãy chọn lại khung giờ."} | faults
    if not faults and key is not None:
        try:
            await service.hold({name: only(typed, name)[:LONGEST] for name in BOXES}, business_now(request), key)
            tries.count(address, now)
            return go(request, CONFIRM)
        except Refused as refused:
            faults = faults_of(refused)
    return await _times(request, typed, faults, 422)


@page(CONFIRM, may=PUBLIC, in_transaction=False)
async def show_confirm(request: WebRequest) -> Answer:
    return _confirm(request, {})


def _confirm(
    request: WebRequest, faults: Mapping[str, str], made: service.Appointment | None = None, status: int = 200
) -> Answer:
    minutes = int(service.HELD_FOR.total_seconds() // 60)
    values = {"faults": faults, "errors": summary_of(faults), "made": made, "minutes": minutes}
    return shown(request, "hall/booking_code.html", status=status, most=service.MOST_OPEN, **values)


@act(CONFIRM, may=PUBLIC)
async def confirm(request: WebRequest) -> Answer:
    faults, found = await _by_code(request, service.confirm)
    return _confirm(request, faults, found, 422 if faults else 200)


@page(CANCEL, may=PUBLIC, in_transaction=False)
async def show_cancel(request: WebRequest) -> Answer:
    return shown(request, "hall/booking_cancel.html", faults={}, errors=[], gone=None)


@act(CANCEL, may=PUBLIC)
async def cancel(request: WebRequest) -> Answer:
    faults, gone = await _by_code(request, service.cancel)
    values = {"faults": faults, "errors": summary_of(faults), "gone": gone}
    return shown(request, "hall/booking_cancel.html", status=422 if faults else 200, **values)


async def _by_code(request: WebRequest, do: service.ByCode) -> tuple[Mapping[str, str], service.Appointment | None]:
    """A wrong code is counted, and says the same as one that is over."""
    faults, typed = await faults_and_form_of(request)
    if faults:
        return faults, None
    code = only(typed, "code")
    if not code:
        return {"code": "Nhập mã lịch hẹn."}, None
    # Digits can be tried out: while an address is slowed even the right ones are refused.
    found = await asker_of(request).asks(None, lambda: do(code[:LONGEST], business_now(request)))
    return ({}, found) if found is not None else ({"code": service.NOT_THIS}, None)


@page("/lich-hen", may=(Permission.RECEIVE, Permission.SEE_EVERY_DOSSIER))
async def show_day(request: WebRequest) -> Answer:
    """`?ngay=`: another day than today; `sau=`: from a place on."""
    query, who = query_of(request), acting(request)
    on = date_of(only(query, "ngay")) or local_date(who.at)
    found = await service.day_of_appointments(who, on, only(query, "sau"))
    return shown(request, "hall/appointments.html", found=found, on=on, says=day_says(on))


PAGES = (show_times, hold, show_confirm, confirm, show_cancel, cancel, show_day)
