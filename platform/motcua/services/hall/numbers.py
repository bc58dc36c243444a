"""Numbers of the hall: taking one, following one's place, and how long it may take.

A number is a letter of its group and a counter's next value of the day, so that none is given twice in a day, to
whomever it is transferred.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import zxingcpp

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused
from motcua.domain.hall import (
    DECLARED,
    MOST_A_DAY,
    PRIORITY_NAMES,
    CounterGroup,
    Priority,
    TicketState,
    estimate_says,
    giving_span,
    half_hour_of,
    label_of,
)
from motcua.domain.opening import clock
from motcua.domain.worktime import day_and_minute
from motcua.services.codes import secret_hash
from motcua.store.engine import transaction
from motcua.store.queries import hall as stored
from motcua.store.queries import hall_waits
from motcua.store.queries.counters import next_number
from motcua.store.secrets import fingerprint

PACE_OF = timedelta(days=30)
# Of so few nobody's pace is known: the days before count as well.
ENOUGH_TODAY = 5
LONGEST_PLACE = 64


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number as the person holds it. `place`: the secret of its page on a telephone."""

    id: UUID
    label: str
    group: str
    group_name: str
    state: TicketState
    priority: str
    priority_name: str
    issued_at: datetime
    counter: int | None
    called_at: datetime | None
    calls: int
    place: str
    seen: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody with an appointment. `goes_first_from`: its time; None for who came too late to go before others."""

    appointment_id: UUID
    goes_first_from: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: `ahead` people before them, `says` how long that may take."""

    ticket: Ticket
    ahead: int
    says: str


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group as somebody sees it who is about to take a number."""

    group: CounterGroup
    waiting: int
    says: str


def place_secret(ticket_id: UUID) -> str:
    """128 bits for the QR of a ticket, derived with the key file, so that it can be printed again."""
    return base64.urlsafe_b64encode(fingerprint(str(ticket_id), "hall.place")[:16]).decode().rstrip("=")


def ticket_from(row: dict[str, Any]) -> Ticket:
    group = here().hall.group(row["group_key"])
    return Ticket(
        row["id"], row["label"], row["group_key"], group.name if group else row["group_key"],
        TicketState(row["state"]), row["priority"], PRIORITY_NAMES.get(row["priority"], ""), row["issued_at"],
        row["counter"], row["called_at"], row["calls"], place_secret(row["id"]), row["version"],
    )  # fmt: skip


def group_of(key: str) -> CounterGroup:
    found = here().hall.group(key)
    if found is None:
        raise Refused("Hãy chọn lĩnh vực cần giải quyết.", {"nhom": "Hãy chọn một lĩnh vực trong danh sách."})
    return found


def why_none(at: datetime) -> str | None:
    """Why no numbers are given at this moment, or None."""
    on, minute = day_and_minute(at)
    center = here()
    span = giving_span(center.calendar.reception_spans(on), center.hall.rules)
    if span is None:
        return "Hôm nay Trung tâm không tiếp nhận hồ sơ."
    if minute < span.opens:
        return f"Chưa đến giờ lấy số. Máy phát số từ {clock(span.opens)}."
    if minute >= span.closes:
        return f"Đã hết giờ lấy số hôm nay ({clock(span.closes)}). Mời ông/bà trở lại vào ngày làm việc tiếp theo."
    return None


async def take_number(
    group_key: str, priority: str, at: datetime, key: UUID, *, by: str, arrival: Arrival | None = None
) -> Ticket:
    """The next number of a group; the same form sent twice takes one. `by`: the machine or person that gave it.

    `arrival`: who comes with an appointment goes before others from its time on.
    """
    group = group_of(group_key)
    if priority and priority not in DECLARED:
        raise Refused("Hãy chọn lại đối tượng ưu tiên.", {"uu-tien": "Đối tượng ưu tiên không có trong danh sách."})
    if sentence := why_none(at):
        raise Conflict(sentence)
    ticket_id = uuid5(key, f"{here().key}/hall")
    async with transaction():
        found = await stored.ticket(ticket_id)
        if found is None:
            found = await _given(group, priority, at, ticket_id, by, arrival)
    return ticket_from(found)


async def _given(
    group: CounterGroup, priority: str, at: datetime, ticket_id: UUID, by: str, arrival: Arrival | None
) -> dict[str, Any]:
    on = local(at).date()
    number = await next_number(f"hall/{on:%Y-%m-%d}/{group.letter}")
    # Of two equal requests the second waited for the counter's row: the first has given the number by now.
    if (found := await stored.ticket(ticket_id)) is not None:
        return found
    if number > MOST_A_DAY:
        raise Conflict("Hôm nay đã phát hết số của lĩnh vực này. Mời ông/bà liên hệ quầy hướng dẫn.")
    goes_first_from = at if priority else None
    if arrival is not None and arrival.goes_first_from is not None:
        priority, goes_first_from = Priority.APPOINTMENT, arrival.goes_first_from
    await stored.insert_ticket(
        ticket_id,
        on_day=on,
        label=label_of(group.letter, number),
        group_key=group.key,
        priority=priority,
        priority_from=goes_first_from,
        place_hash=secret_hash(place_secret(ticket_id)),
        appointment_id=arrival.appointment_id if arrival else None,
        issued_by=by,
        at=at,
    )
    added = {"issued": 1, "with_priority": int(bool(priority))}
    await hall_waits.add_to_wait(on, group.key, half_hour_of(day_and_minute(at)[1]), added)
    made = await stored.ticket(ticket_id)
    assert made is not None
    return made


async def ticket_today(ticket_id: UUID, at: datetime) -> Place | None:
    """A number of today with its place; None for another day's, or none."""
    async with transaction():
        found = await stored.ticket(ticket_id)
        if found is None or found["on_day"] != local(at).date():
            return None
        return await _place(found, at)


async def place_of(secret: str, at: datetime) -> Place | None:
    """By the secret of the ticket's QR. The day after, it only says that the number is over."""
    if not 0 < len(secret) <= LONGEST_PLACE or not secret.isascii():
        return None
    async with transaction():
        found = await stored.ticket_of_place(secret_hash(secret))
        if found is None:
            return None
        if found["on_day"] != local(at).date():
            found["state"] = TicketState.LAPSED
        return await _place(found, at)


async def _place(found: dict[str, Any], at: datetime) -> Place:
    if found["state"] != TicketState.WAITING:
        return Place(ticket_from(found), 0, "")
    ahead = await stored.ahead_of(found, at)
    says = (await _paces([found["group_key"]], at))[found["group_key"]]
    return Place(ticket_from(found), ahead, estimate_says(ahead, *says))


async def standings(at: datetime) -> tuple[GroupStanding, ...]:
    """Every group with who waits, for the kiosk."""
    groups = here().hall.groups
    async with transaction():
        waiting = await stored.waiting_by_group(local(at).date())
        paces = await _paces([each.key for each in groups], at)
    return tuple(
        GroupStanding(each, waiting.get(each.key, 0), estimate_says(waiting.get(each.key, 0), *paces[each.key]))
        for each in groups
    )


async def _paces(groups: list[str], at: datetime) -> dict[str, tuple[int, float]]:
    """By group: counters open for it, and seconds one person takes: today's, else the month's, else the rule's."""
    on = local(at).date()
    counters = await stored.counters_open(on)
    served = await hall_waits.service_pace(groups, on - PACE_OF, on)
    default = here().hall.rules.service_minutes * 60
    found: dict[str, tuple[int, float]] = {}
    for key in groups:
        today, seconds, every, all_seconds = served.get(key, (0, 0, 0, 0))
        pace = seconds / today if today >= ENOUGH_TODAY else all_seconds / every if every >= ENOUGH_TODAY else default
        found[key] = (sum(key in each["groups"] for each in counters), float(pace))
    return found


def place_qr(link: str) -> str:
    """SVG. Level M survives a crease; the quiet zone is part of the picture."""
    made = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(made.to_svg(add_quiet_zones=True))
