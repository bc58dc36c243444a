"""A morning at the hall that no other test has used: numbers and counters go by the day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from motcua.centers import here
from motcua.domain.calendar import at_minute
from motcua.domain.people import Acting, Staff
from motcua.services.hall import counter as hall_counter
from motcua.services.hall.numbers import Ticket, take_number

GROUP, OTHER = "tu-phap", "tai-chinh-ke-hoach"
_day = [date(2017, 12, 1)]


def next_morning() -> datetime:
    """08:00 of a working day."""
    _day[0] = here().calendar.working_day_after(_day[0])
    return at_minute(_day[0], 8 * 60)


@dataclass
class Morning:
    make_staff: Callable[..., Awaitable[Staff]]
    at: datetime = field(default_factory=next_morning)

    def minutes(self, number: float) -> datetime:
        return self.at + timedelta(minutes=number)

    async def take(self, group: str = GROUP, priority: str = "", *, minute: float = 0, **more: Any) -> Ticket:
        return await take_number(group, priority, self.minutes(minute), uuid4(), by="Kiosk thử", **more)

    async def officer(self, number: int, groups: Sequence[str] = (GROUP,)) -> Staff:
        staff = await self.make_staff(receives=("*",))
        await hall_counter.open_counter(Acting(staff, self.at), number, groups)
        return staff

    async def next(self, staff: Staff, *, minute: float = 0, seen: str | None = None) -> str:
        """Presses the button on a page that shows what is so."""
        acting = Acting(staff, self.minutes(minute))
        if seen is None:
            current = (await hall_counter.at_counter(acting)).current
            seen = current.label if current else ""
        return await hall_counter.call_next(acting, seen, uuid4())

    async def serving(self, staff: Staff) -> str:
        current = (await hall_counter.at_counter(Acting(staff, self.at))).current
        return current.label if current else ""
