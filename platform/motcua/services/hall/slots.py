"""When appointments can be made: the center's own hours cut into slots, and how many places of each are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.centers import here
from motcua.domain.calendar import at_minute, local
from motcua.domain.hall import CounterGroup, slots_of
from motcua.store.engine import transaction
from motcua.store.queries import hall_appointments as stored


@dataclass(frozen=True, slots=True)
class Slot:
    """`value`: what a form sends for it."""

    value: str
    says: str
    left: int


def bookable_groups() -> tuple[CounterGroup, ...]:
    return tuple(each for each in here().hall.groups if each.places)


def bookable_days(at: datetime) -> tuple[date, ...]:
    """Days with a slot still to come, today first."""
    today, ahead = local(at).date(), here().hall.rules.days_ahead
    days = (today + timedelta(days=number) for number in range(ahead + 1))
    return tuple(day for day in days if any(starts > at for starts in starts_on(day)))


def starts_on(on: date) -> list[datetime]:
    center = here()
    return [at_minute(on, minute) for minute in slots_of(center.calendar.reception_spans(on), center.hall.rules)]


async def slots(group: CounterGroup, on: date, at: datetime) -> tuple[Slot, ...]:
    """The slots of a day that are still to come, full ones too."""
    starts = [each for each in starts_on(on) if each > at]
    async with transaction():
        taken = await stored.taken(group.key, starts, at)
    return tuple(
        Slot(f"{local(each):%Y-%m-%dT%H:%M}", f"{local(each):%H:%M}", max(0, group.places - taken.get(each, 0)))
        for each in starts
    )
