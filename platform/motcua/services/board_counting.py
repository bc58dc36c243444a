"""The background round that adds up what the public board shows, so that no page ever counts dossiers.

The month that runs and the one before are counted at every round, the year before once a day (a dossier taken over
from paper has a past), and everything there is once for a rule. Killed half-way, it begins again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motcua.domain.calendar import local
from motcua.domain.opening import at_minute
from motcua.services.lateness import late_by
from motcua.store.engine import transaction
from motcua.store.queries import board as stored
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.visible import Sight, by_agency

COUNTED = "board.counted"
#: Raised when `count_month` counts otherwise: every month is then counted once more.
RULE = 1
MONTHS = 13


async def count_board(at: datetime) -> None:
    """One round at the center entered. What stood open and late is told as it was at the day's first round."""
    on = local(at).date()
    async with transaction():
        before = await get_setting(COUNTED) or {}
        first = await stored.first_day_received()
    is_new_day = before.get("on") != on.isoformat()
    months = list(_months(_before(on, 1), on))
    if before.get("rule") != RULE and first is not None:
        months = list(_months(local(first).date(), on))
    elif is_new_day:
        months = list(_months(_before(on, MONTHS - 1), on))
    for month in months:
        async with transaction():
            await stored.count_month(month, at_minute(month, 0), at_minute(_next(month), 0))
    if is_new_day:
        async with transaction():
            late = late_by(at)
            found = await by_agency(Sight(everything=True), late=late, soon=late)
            await stored.put_standing(on, [(row["agency"], row["open"], row["late"]) for row in found])
            await put_setting(COUNTED, {"on": on, "rule": RULE}, set_by=None, at=at)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _before(on: date, count: int) -> date:
    number = on.year * 12 + on.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)
