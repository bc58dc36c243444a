"""Twelve months of dossiers at one center whose desks have paces of their own, as real ones do; every move through the
services, in the order of time.

The copies of `test_twelve_months` would teach a forecast nothing: a week's are the same few lives as every other
week's, so that months held out would be the learnt ones again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from motcua.domain.calendar import local
from motcua.domain.counting import add_working_minutes
from motcua.domain.worktime import Calendar

START, HELD_OUT, END = (datetime(*day, 1, 0, tzinfo=UTC) for day in ((2017, 11, 9), (2018, 8, 9), (2018, 11, 9)))
DAY = 480
GRANT = {"proposal": "grant", "finding": "Đủ điều kiện"}
SIGN = {"how": "paper_only"}


@dataclass(frozen=True)
class Act:
    """A move: who makes it, how many working minutes after the one before at the median, and with what."""

    who: str
    move: str
    minutes: float
    data: Mapping[str, str]


def acts(*made: tuple[str, str, float, Mapping[str, str]]) -> tuple[Act, ...]:
    return tuple(Act(*each) for each in made)


BACK = (("clerk", "number", 40, {}), ("reception", "take_back", 60, {}))
#: Planned are 1.5 and 1 working days: both desks are quicker, the officer more so.
BUSINESS = acts(
    ("reception", "hand_over", 45, {}),
    ("officer", "confirm_receipt", 30, {}),
    ("officer", "submit", 0.6 * 1.5 * DAY, GRANT),
    ("head", "sign", 0.9 * DAY, SIGN),
    *BACK,
)
#: Planned are 4 working days, the tax office's (outside the clock), 1 and 2: all but the head are slower.
LAND = acts(
    ("reception", "hand_over", 45, {}),
    ("officer", "confirm_receipt", 30, {}),
    ("officer", "consult", 0.4 * DAY, {"question": "Có vướng quy hoạch không?"}),
    ("culture", "give_opinion", 0.8 * DAY, {"opinion": "Không"}),
    ("roads", "give_opinion", 0.8 * DAY, {"opinion": "Không vướng"}),
    ("officer", "submit", 2.6 * DAY, GRANT),
    ("tax", "confirm_receipt", 30, {}),
    ("tax", "suspend", 0.5 * DAY, {"reason": "Thông báo thuế số 12"}),
    ("tax", "resume", 4 * DAY, {"evidence": "Giấy nộp tiền 77"}),
    ("tax", "submit", 0.5 * DAY, {**GRANT, "finding": "Đã nộp"}),
    ("head", "confirm_receipt", 30, {}),
    ("head", "sign", 0.6 * DAY, SIGN),
    ("leader", "confirm_receipt", 30, {}),
    ("leader", "sign", 2.6 * DAY, SIGN),
    *BACK,
)
KINDS = (("thu-kinh-doanh", BUSINESS, 150), ("thu-dat-dai", LAND, 70))
#: How far a dossier wanders from its desk's pace (lognormal): a third of the steps by more than a third.
WANDERS = 0.35


@dataclass(frozen=True)
class Due:
    """One act of one dossier, at its time. `act` None: it is received."""

    at: datetime
    number: int
    procedure: str
    act: Act | None


def planned(calendar: Calendar, rng: Random) -> list[Due]:
    """Everything that will happen, in the order of time."""
    found = []
    number = 0
    for procedure, course, count in KINDS:
        for _ in range(count):
            number += 1
            at = add_working_minutes(calendar, START + timedelta(days=rng.uniform(0, (END - START).days)), 1)
            found.append(Due(at, number, procedure, None))
            for act in course:
                took = act.minutes * rng.lognormvariate(0, WANDERS)
                at = add_working_minutes(calendar, at, max(round(took), 1))
                found.append(Due(at, number, procedure, act))
    return sorted(found, key=lambda due: (due.at, due.number))


async def live_a_year(desk: Any, calendar: Calendar, seed: int) -> AsyncIterator[datetime]:
    """Makes all of it; stops at every opening of a working day, before what happens that day."""
    ids: dict[int, Any] = {}
    openings = list(opening_hours(calendar))
    for due in planned(calendar, Random(seed)):
        while openings and due.at >= openings[0]:
            yield openings.pop(0)
        here = replace(desk, at=due.at)
        if due.act is None:
            ids[due.number] = (await here.accept(due.procedure, fee_collected=due.procedure != "thu-dat-dai")).id
        else:
            await here.make(due.act.who, due.act.move, ids[due.number], **due.act.data)


def opening_hours(calendar: Calendar) -> Iterator[datetime]:
    """The opening of every working day of the year."""
    at = START
    while at < END:
        if calendar.is_working_day(day := local(at).date()):
            yield calendar.opening(day)
        at += timedelta(days=1)
