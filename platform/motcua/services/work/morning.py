"""The mail of the morning: for who asked for it, once on each working day, what waits for them in numbers and links.

Nothing in it is about an applicant: no code, no name, no procedure. Whoever reads it over a shoulder, or on the way,
learns how much work there is. A training twin writes none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.catalog.plugins import described
from motcua.centers import here
from motcua.domain.calendar import day_says, local
from motcua.domain.errors import Refused
from motcua.domain.opening import clock
from motcua.domain.people import Acting, Permission
from motcua.services.accounts.substitutes import as_of_today
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.services.online.waiting import agencies_seen, unanswered
from motcua.services.work.homes import agency_loads, home_view_of, tasks_of
from motcua.services.work.worklists import VIEWS, places_of, worklist
from motcua.store.engine import transaction
from motcua.store.queries import mornings as stored
from motcua.store.queries.accounts import as_staff

LOG = logging.getLogger("motcua.morning")
EARLIEST, LATEST, EVERY = 6 * 60, 9 * 60, 15
USUAL = 7 * 60
#: A mail that could not be written for so long (nothing was running) is no mail of the morning any more.
STALE = timedelta(hours=3)
SLUGS = {"mine": "cua-toi", "today": "hom-nay", "late": "qua-han", "soon": "sap-het-han", "unassigned": "cho-phan-cong"}
SLUGS |= {"fee": "thu-phi", "reappoint": "de-nghi-hen-lai", "reception": "tai-quay", "hand_back": "cho-tra"}
PAGE = "/tai-khoan/thu-buoi-sang"


@dataclass(frozen=True, slots=True)
class Number:
    """One line: how many, and the list that holds exactly so many. `of`: a part of the line before."""

    label: str
    count: int
    path: str
    of: bool = False


@dataclass(frozen=True, slots=True)
class Morning:
    """What the mail says. `agencies`: the director's, of the whole center."""

    numbers: tuple[Number, ...]
    agencies: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """`at_minute` None: no mail. `email` as the administrator wrote it down; "" where there is none."""

    at_minute: int | None
    email: str


def times() -> tuple[tuple[int, str], ...]:
    return tuple((minute, clock(minute)) for minute in range(EARLIEST, LATEST + 1, EVERY))


async def morning_of(office: Office, acting: Acting) -> Morning:
    """What stands now. Every number is counted by the list that its link opens."""
    staff = acting.staff
    found = await worklist(office, acting, view=home_view_of(staff), limit=1)
    numbers = [Number(VIEWS[view], found.counts[view], _list(view)) for view in ("today", "late")]
    if places_of(staff):
        numbers.append(Number("Đang chờ bạn xử lý", found.counts["mine"], _list("mine")))
    for task in tasks_of(staff, found):
        state = f"&trang-thai={task.state.value}" if task.state is not None else ""
        if task.view != "late":
            numbers.append(Number(task.label, task.count, f"{_list(task.view)}{state}", of=bool(state)))
    seen = agencies_seen(staff)
    if seen is None or seen:
        waiting = (await unanswered(acting)).waiting
        numbers.append(Number("Hồ sơ nộp trực tuyến chờ trả lời", waiting, "/nop-truc-tuyen"))
    agencies = []
    if staff.may(Permission.SEE_EVERY_DOSSIER):
        for load in await agency_loads(office, acting):
            for view, count in (("late", load.late), ("soon", load.soon)):
                if count:
                    label = f"{load.name}: {VIEWS[view].lower()}"
                    agencies.append(Number(label, count, f"{_list(view)}&co-quan={load.agency}"))
    return Morning(tuple(numbers), tuple(agencies))


def _list(view: str) -> str:
    return f"/viec?xem={SLUGS[view]}"


async def choice_of(acting: Acting) -> Choice:
    async with transaction():
        found = await stored.choice_of(acting.staff.id)
        return Choice(found["at_minute"] if found else None, await stored.email_of(acting.staff.id))


async def choose(acting: Acting, at_minute: int) -> str:
    """From the next working day on, and today where the time is still to come or not long past; the time in words."""
    if at_minute not in dict(times()):
        raise Refused("Hãy chọn một giờ có trong danh sách.", {"gio": "Hãy chọn một giờ có trong danh sách."})
    async with transaction():
        if not await stored.email_of(acting.staff.id):
            sentence = "Tài khoản của bạn chưa ghi địa chỉ thư điện tử. Đề nghị quản trị Trung tâm bổ sung."
            raise Refused(sentence, {"gio": sentence})
        await stored.choose(acting.staff.id, at_minute, acting.at)
    return clock(at_minute)


async def stop(acting: Acting) -> None:
    async with transaction():
        await stored.stop(acting.staff.id)


async def write_mornings(office: Office, at: datetime) -> int:
    """One round at the center entered, in business time: how many mails were written. None is sent here."""
    center, now = here(), local(at)
    if center.training is not None or not center.calendar.is_working_day(now.date()):
        return 0
    minute = now.hour * 60 + now.minute
    async with transaction():
        people = await stored.due(now.date(), minute - int(STALE.total_seconds()) // 60, minute)
    written = 0
    for person in people:
        try:
            written += await _write(office, person, at)
        except Exception as error:  # one mail that can't be written keeps nobody else's back
            LOG.error("the mail of the morning of one person failed: %s", described(error))
    return written


async def _write(office: Office, person: dict[str, Any], at: datetime) -> bool:
    """Claimed and written in one transaction: killed on the way, neither has happened."""
    today = local(at).date()
    async with transaction():
        if not await stored.claim(person["id"], today):
            return False
        acting = Acting(await as_of_today(as_staff(person), today), at)
        if not acting.staff.may(Permission.SEE_DOSSIERS):
            return False
        says = said(office, await morning_of(office, acting), at)
        to = Recipient(person["name"], person["email"])
        return await queue_message(to, "morning", says, once=f"morning/{person['id']}/{today}", at=at)


def said(office: Office, morning: Morning, at: datetime) -> dict[str, str]:
    """The values of the mail's template."""
    root = f"{office.settings.base_url}/{here().key}"
    return {
        "on": day_says(local(at).date()),
        "numbers": "\n".join(_line(root, number) for number in morning.numbers),
        "agencies": "\n".join(_line(root, number) for number in morning.agencies),
        "link": f"{root}/viec",
        "off": f"{root}{PAGE}",
    }


def _line(root: str, number: Number) -> str:
    start = "  + " if number.of else "- "
    return f"{start}{number.label}: {number.count}" + (f"  {root}{number.path}" if number.count else "")
