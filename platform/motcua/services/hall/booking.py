"""Appointments: a place of a slot is held, confirmed by the code that was sent, and gives priority at its time.

Nothing that the public page answers says whether an address or an appointment exists: whoever has too many already is
told the same, and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.calendar import day_says, local, parse_instant
from motcua.domain.contacts import Email, Phone
from motcua.domain.errors import Conflict, Refused
from motcua.domain.hall import APPOINTMENT_SAYS, AppointmentState, CounterGroup
from motcua.domain.people import Acting, Permission
from motcua.services.hall.counter import groups_for
from motcua.services.hall.numbers import Arrival, Ticket, group_of, take_number, ticket_from
from motcua.services.hall.slots import bookable_days, bookable_groups, starts_on
from motcua.services.messages.queue import Recipient, queue_message
from motcua.store.engine import transaction
from motcua.store.queries import hall as numbers
from motcua.store.queries import hall_appointments as stored
from motcua.store.secrets import fingerprint

HELD_FOR = timedelta(minutes=15)
MOST_OPEN, MOST_TRIES, PAGE = 3, 5, 50
CODE_DIGITS = 10
LONGEST_NAME = 100
NOT_THIS = "Mã lịch hẹn không đúng hoặc đã hết hạn. Hãy kiểm tra lại mã trong tin nhắn, thư điện tử."


@dataclass(frozen=True, slots=True)
class Appointment:
    group: str
    when: str
    code: str


ByCode = Callable[[str, datetime], Awaitable[Appointment | None]]


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """For staff. `phone` and `name` are gone a month after the day."""

    id: UUID
    starts_at: datetime
    group: str
    name: str
    contact: str
    state: str


@dataclass(frozen=True, slots=True)
class DayOfAppointments:
    lines: tuple[AppointmentLine, ...]
    next_after: str


def _when(starts_at: datetime) -> str:
    return f"{local(starts_at):%H:%M} {day_says(local(starts_at).date())}"


def appointment_code(appointment_id: UUID, attempt: int = 0) -> str:
    """Ten digits, derived with the key file: ten thousand million of them, and wrong ones are counted."""
    number = int.from_bytes(fingerprint(f"{appointment_id}/{attempt}", "hall.appointment.code")[:8])
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def code_says(code: str) -> str:
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def _read(typed: Mapping[str, str], at: datetime) -> tuple[CounterGroup, datetime, dict[str, str]]:
    faults: dict[str, str] = {}
    group = next((each for each in bookable_groups() if each.key == typed.get("nhom")), None)
    if group is None:
        faults["nhom"] = "Hãy chọn lĩnh vực cần giải quyết."
    starts_at = None
    try:
        starts_at = parse_instant(typed.get("gio", "")) if len(typed.get("gio", "")) < 30 else None
        on = local(starts_at).date() if starts_at else None
    except (ValueError, OverflowError):
        starts_at = on = None
    if starts_at is None or on not in bookable_days(at) or starts_at not in starts_on(on) or starts_at <= at:
        faults["gio"] = "Hãy chọn một khung giờ."
    name = " ".join(typed.get("name", "").split())
    if not name or len(name) > LONGEST_NAME:
        faults["name"] = "Nhập họ và tên người đến."
    person = {"name": name, "phone": "", "email": ""}
    contact = typed.get("contact", "").strip()
    kind = "email" if "@" in contact else "phone"
    box = Email("Thư điện tử") if kind == "email" else Phone("Số điện thoại")
    try:
        person[kind] = box.parse(contact) if contact else ""
        if not contact:
            faults["contact"] = "Nhập số điện thoại hoặc thư điện tử để nhận mã."
    except Refused as refused:
        faults["contact"] = refused.sentence
    if faults:
        raise Refused("Chưa đặt được lịch hẹn.", faults)
    assert group is not None
    assert starts_at is not None
    return group, starts_at, person


async def hold(typed: Mapping[str, str], at: datetime, key: UUID) -> None:
    """Keeps a place until the code comes back. `typed`: nhom, gio (`2017-11-09T08:00`), name, contact."""
    group, starts_at, person = _read(typed, at)
    appointment_id = uuid5(key, f"{here().key}/appointment")
    contact = person["email"].lower() or person["phone"]
    async with transaction():
        await stored.lock_slot(group.key, starts_at)
        if await stored.appointment(appointment_id) is not None:
            return
        if (await stored.taken(group.key, [starts_at], at)).get(starts_at, 0) >= group.places:
            raise Refused("Khung giờ đã hết chỗ.", {"gio": "Khung giờ này vừa hết chỗ. Hãy chọn khung giờ khác."})
        if await stored.open_of_contact(contact, at) >= MOST_OPEN:
            return
        code = await _insert(appointment_id, group, starts_at, person, contact, at)
        says = {"about": group.name, "when": _when(starts_at), "number": code_says(code)}
        to = Recipient(person["name"], person["email"], person["phone"])
        minutes = {"minutes": str(int(HELD_FOR.total_seconds() // 60))}
        await queue_message(to, "place_held", says | minutes, once=f"hall/held/{appointment_id}", at=at)


async def _insert(
    appointment_id: UUID,
    group: CounterGroup,
    starts_at: datetime,
    person: dict[str, str],
    contact: str,
    at: datetime,
) -> str:
    for attempt in range(MOST_TRIES):
        code = appointment_code(appointment_id, attempt)
        if await stored.insert_appointment(
            appointment_id, person, contact=contact, code=code, on_day=local(starts_at).date(), starts_at=starts_at,
            group_key=group.key, held_until=at + HELD_FOR, at=at,
        ):  # fmt: skip
            return code
    raise Conflict("Chưa đặt được lịch hẹn. Hãy thử lại.")


async def _of_code(code: str) -> tuple[str, dict[str, Any] | None]:
    bare = "".join(code.split())
    if not (bare.isascii() and bare.isdigit() and len(bare) == CODE_DIGITS):
        return bare, None
    return bare, await stored.appointment_of_code(bare)


def _shown(found: Mapping[str, Any], code: str) -> Appointment:
    group = here().hall.group(found["group_key"])
    return Appointment(group.name if group else "", _when(found["starts_at"]), code_says(code))


async def confirm(code: str, at: datetime) -> Appointment | None:
    """The place is booked. None for a code that is none, or whose time is over; done twice it is done."""
    async with transaction():
        bare, found = await _of_code(code)
        if found is None or found["starts_at"] <= at:
            return None
        if found["state"] == AppointmentState.HELD and found["held_until"] > at:
            await stored.set_state(found["id"], AppointmentState.BOOKED, at)
            made, person = _shown(found, bare), stored.opened(found["sealed"])
            says = {"about": made.group, "when": made.when, "number": made.code}
            to = Recipient(person["name"], person["email"], person["phone"])
            await queue_message(to, "appointment", says, once=f"hall/booked/{found['id']}", at=at)
            return made
        return _shown(found, bare) if found["state"] == AppointmentState.BOOKED else None


async def cancel(code: str, at: datetime) -> Appointment | None:
    async with transaction():
        bare, found = await _of_code(code)
        if found is None or found["state"] not in (AppointmentState.HELD, AppointmentState.BOOKED):
            return None
        await stored.set_state(found["id"], AppointmentState.CANCELLED, at)
        return _shown(found, bare)


async def check_in(code: str, at: datetime, key: UUID, *, by: str) -> Ticket | None:
    """Gives the number of who has come; the same code again shows the same number. None for a code that is none today.

    Too early is refused with when to come; too late gives a number like everybody's.
    """
    rules = here().hall.rules
    async with transaction():
        _, found = await _of_code(code)
        if found is None or found["state"] == AppointmentState.HELD or found["on_day"] != local(at).date():
            return None
        if found["state"] == AppointmentState.CHECKED_IN:
            row = await numbers.ticket_of_appointment(found["id"])
            return ticket_from(row) if row is not None else None
        opens_at = found["starts_at"] - timedelta(minutes=rules.early_minutes)
        if at < opens_at:
            raise Conflict(f"Lịch hẹn lúc {_when(found['starts_at'])}. Mời ông/bà nhận số từ {local(opens_at):%H:%M}.")
        is_late = at > found["starts_at"] + timedelta(minutes=rules.late_minutes)
        arrival = Arrival(found["id"], None if is_late else found["starts_at"])
        made = await take_number(group_of(found["group_key"]).key, "", at, key, by=by, arrival=arrival)
        await stored.set_state(found["id"], AppointmentState.CHECKED_IN, at)
        return made


async def day_of_appointments(acting: Acting, on: date, after: str) -> DayOfAppointments:
    """Of the groups that this person serves, page by page; the director's are all."""
    sees_all = acting.staff.may(Permission.SEE_EVERY_DOSSIER)
    groups = here().hall.groups if sees_all else groups_for(acting.staff)
    async with transaction():
        found = await stored.appointments_of_day(on, [each.key for each in groups], _place(after), PAGE + 1)
    lines = tuple(map(_line, found[:PAGE]))
    last = f"{lines[-1].starts_at.isoformat()}_{lines[-1].id}" if len(found) > PAGE else ""
    return DayOfAppointments(lines, last)


def _place(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    starts, _, last = after.partition("_")
    try:
        at, found = parse_instant(starts), UUID(last)
        if not 2000 <= at.year <= 2100:  # nearer the ends of the calendar the database can't turn it into its own
            raise ValueError(after)
        return at, found
    except (ValueError, OverflowError):
        raise Refused("Địa chỉ trang không đúng.") from None


def _line(row: Mapping[str, Any]) -> AppointmentLine:
    person, group = stored.opened(row["sealed"]), here().hall.group(row["group_key"])
    return AppointmentLine(
        row["id"], row["starts_at"], group.name if group else row["group_key"], person.get("name", ""),
        person.get("phone", "") or person.get("email", ""), APPOINTMENT_SAYS[row["state"]],
    )  # fmt: skip
