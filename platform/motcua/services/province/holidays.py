"""A day off, or a rest day that is worked, decided by the province for all its centers.

The decision is kept once, at the province. Every process that serves carries it to each center within seconds, as a
decision of the calendar like those of `motcua calendar import`: the center's open dossiers are counted again by the
center's own rules, and a center that is added later, or has no such year yet, gets it when it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.centers import Center, Centers, entered
from motcua.centers.province import province_office
from motcua.domain.calendar import CalendarYear, SpecialDay, day_says
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.people import Acting, who_may
from motcua.domain.province import ProvincePermission
from motcua.domain.year_data import differences, year_to_data
from motcua.services.deadlines.calendars import keep_calendar
from motcua.services.office import Office
from motcua.services.province.trail import note
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries.calendars import add_decision
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.review import lock_review

SETTING = "calendar.days"
DONE = "calendar.from_province"
#: In the body of a center's decision: it is the province's.
BY_PROVINCE = "by_province"
KINDS: Mapping[str, str] = {"holiday": "Ngày nghỉ", "worked": "Ngày làm bù (hoán đổi)"}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """A day as typed, checked by `look`."""

    on: date
    kind: str
    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the day changes: sentences; centers that follow at once, and the names of those without the year yet."""

    changes: tuple[str, ...]
    at_once: int
    later: tuple[str, ...]
    seen: int


async def decided_days() -> list[Mapping[str, Any]]:
    """The province's decisions, the first first; inside its place."""
    async with transaction():
        return list(await get_setting(SETTING) or [])


async def look(office: Office, acting: Acting, wish: Wish) -> Preview:
    """Refused, by field, where the day changes nothing or is no day for it."""
    _check(acting)
    faults = {}
    if wish.kind not in KINDS:
        faults["kind"] = "Hãy chọn loại ngày."
    if not 0 < len(wish.name) <= LONGEST:
        faults["name"] = "Hãy nhập tên ngày, như “Nghỉ bù Quốc khánh”."
    if not 0 < len(wish.document) <= LONGEST:
        faults["document"] = "Hãy nhập văn bản quyết định: số, ngày, cơ quan ban hành."
    if not faults and wish.kind == "worked" and wish.on.weekday() < 5 and not _rests_somewhere(office, wish.on):
        faults["on"] = "Ngày này vốn là ngày làm việc."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    centers = list(office.centers.values())
    known = [(center, year) for center in centers if (year := center.calendar.year(wish.on.year)) is not None]
    changes = list(dict.fromkeys(
        each.says for _, year in known for each in differences(year, with_day(year, _day(_data(wish))))
    ))  # fmt: skip
    if known and not changes:
        raise Refused("Lịch đã có đúng ngày này.", {"on": "Lịch của các trung tâm đã có đúng ngày này."})
    later = tuple(center.name for center in centers if center.calendar.year(wish.on.year) is None)
    return Preview(tuple(changes), len(known), later, len(await decided_days()))


async def decide(office: Office, acting: Acting, wish: Wish, seen: int, key: UUID, now: datetime) -> str:
    """`seen`: how many decisions there were when it was looked at."""
    async with transaction(), once(key, acting, "calendar:day") as told:
        if told.outcome is not None:
            return str(told.outcome)
        # The lock of the trail holds back whoever decides at the same time.
        data = {"day": day_says(wish.on), "title": wish.name, "kind": KINDS.get(wish.kind, ""),
                "document": wish.document}  # fmt: skip
        await note(acting.staff, "calendar_decided", now, data, about="calendar")
        preview = await look(office, acting, wish)
        if preview.seen != seen:
            raise Conflict("Vừa có quyết định khác về lịch. Mở lại trang để xem rồi quyết định.")
        entry = {**_data(wish), "by": acting.staff.name, "at": now.isoformat(), "key": str(key)}
        await put_setting(SETTING, [*await decided_days(), entry], set_by=acting.staff.id, at=now)
        told.outcome = f"Đã quyết định: {day_says(wish.on)}, {wish.name}. Các trung tâm áp dụng trong vài giây."
    return str(told.outcome)


def with_day(year: CalendarYear, day: SpecialDay) -> CalendarYear:
    """The year with this day in the place of what it said of it."""
    days = sorted((*(each for each in year.days if each.on != day.on), day), key=lambda each: each.on)
    return replace(year, days=tuple(days))


class Carrying:
    """What one process has carried to its centers: asked again and again, it does nothing where nothing is new."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._carried: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._days: Sequence[Mapping[str, Any]] = ()

    async def look(self) -> None:
        """One small question for all centers."""
        with entered(province_office(self.office.centers)):
            self._days = await decided_days()

    async def to(self, key: str, at: datetime) -> None:
        years = tuple(year.year for year in self.office.centers[key].calendar.years)
        if self._carried.get(key) != (len(self._days), years) and self._days:
            await carry(self.office.centers, key, self._days, at)
        self._carried[key] = len(self._days), years


async def carry(centers: Centers, key: str, days: Sequence[Mapping[str, Any]], at: datetime) -> int:
    """Decides at one center what the province has decided and the center has not yet; how many days that were."""
    await keep_calendar(centers, key, at)
    center: Center = centers[key]
    with entered(center):
        async with transaction():
            await lock_review()  # of two processes one carries
            done = list(await get_setting(DONE) or [])
            years = {year.year: year for year in center.calendar.years}
            new = [each for each in days if each["key"] not in done and date.fromisoformat(each["on"]).year in years]
            for each in new:
                day = _day(each)
                year = years[day.on.year] = with_day(years[day.on.year], day)
                body = year_to_data(year) | {BY_PROVINCE: True}
                await add_decision(
                    "year", year.year, document=each["document"], body=body, decided_by=each["by"],
                    at=datetime.fromisoformat(each["at"]),
                )  # fmt: skip
            if new:
                await put_setting(DONE, [*done, *(each["key"] for each in new)], set_by=None, at=at)
    if new:
        await keep_calendar(centers, key, at)
    return len(new)


def _data(wish: Wish) -> dict[str, Any]:
    return {"on": wish.on.isoformat(), "kind": wish.kind, "name": wish.name, "document": wish.document}


def _day(data: Mapping[str, Any]) -> SpecialDay:
    return SpecialDay(date.fromisoformat(data["on"]), data["name"], data["document"], data["kind"] == "worked")


def _rests_somewhere(office: Office, on: date) -> bool:
    return any(not center.calendar.is_working_day(on) for center in office.centers.values())


def _check(acting: Acting) -> None:
    if not acting.staff.may(ProvincePermission.DECIDE_CALENDAR):
        raise NotAllowed(f"Quyết định lịch chung là việc của: {who_may(ProvincePermission.DECIDE_CALENDAR)}.")
