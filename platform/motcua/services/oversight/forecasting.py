"""Each working day once: how fast every desk is, what will be late in the five working days ahead, and what came of
earlier forecasts. Background work; pages read what it leaves.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import LOCAL, local
from motcua.domain.counting import working_minutes_between
from motcua.domain.forecasts import Came, Hits, Watched, foretell, last_moment, what_came
from motcua.domain.opening import at_minute
from motcua.domain.pace import FIRST, LAST, Ahead, Pace, Place, Sample, paces_of
from motcua.domain.states import FINANCIAL, State
from motcua.domain.terms import Term
from motcua.domain.worktime import Calendar
from motcua.store.engine import Row, transaction
from motcua.store.queries import counts
from motcua.store.queries import forecasts as stored
from motcua.store.queries.effects import get_setting, put_setting

#: How far back a desk's pace is learnt from, and arrivals are counted.
LEARNT = timedelta(days=180)
ARRIVALS = timedelta(days=84)
#: How long what came of a forecast can be opened, dossier by dossier.
KEPT = timedelta(days=92)
#: How long a day's forecast may wait for the last of its dates: Tết and a weekend on either side.
SCORED = timedelta(days=40)
MADE = "forecast.made"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What done steps say: the pace of each place, and how many went from desk to desk."""

    paces: dict[Place, Pace]
    flows: Counter[tuple[str, str, str, str]]


async def keep_forecast(at: datetime) -> bool:
    """One round at the center entered: what is past is scored, and on a new working day the days ahead are foretold.
    Whether they were. Killed half-way, it begins that day again."""
    await score(at)
    calendar, today = here().calendar, local(at).date()
    if not calendar.is_working_day(today) or at < calendar.opening(today):
        return False
    async with transaction():
        if await made_on() == today:
            return False
    await learn(at)
    await make_forecast(at)
    async with transaction():
        await stored.forget_before(today - KEPT)
    return True


async def made_on() -> date | None:
    """The day of the newest forecast; inside the open transaction."""
    found = await get_setting(MADE)
    return date.fromisoformat(found) if found else None


async def learn(at: datetime) -> Learnt:
    async with transaction():
        done = await stored.done_steps(at - LEARNT, at)
    # Tens of thousands of spans of working time: not on the loop that answers requests.
    learnt = await asyncio.to_thread(learnt_from, done, here().calendar)
    async with transaction():
        await stored.put_paces(learnt.paces)
        await stored.put_flows(learnt.flows)
        await stored.count_arrivals(at_minute(local(at - ARRIVALS).date(), 0), at, LOCAL.utcoffset(None))
    return learnt


def learnt_from(done: Iterable[Row], calendar: Calendar) -> Learnt:
    samples: list[Sample] = []
    flows: Counter[tuple[str, str, str, str]] = Counter()
    for each in done:
        procedure = each["procedure_key"]
        place = Place(each["agency"], each["desk"], procedure, each["key"])
        took = working_minutes_between(calendar, each["handed_at"], each["done_at"])
        samples.append(Sample(place, max(took, 0), planned(each["within"], None)))
        if each["is_first"]:
            waited = working_minutes_between(calendar, each["received_at"], each["handed_at"])
            samples.append(Sample(Place(*FIRST, procedure), max(waited, 0), 0))
        if each["next_agency"] is not None:
            flows[each["agency"], each["desk"], each["next_agency"], each["next_desk"]] += 1
        elif each["ready_at"] is not None:
            waited = working_minutes_between(calendar, each["done_at"], each["ready_at"])
            samples.append(Sample(Place(*LAST, procedure), max(waited, 0), each["hand_back_minutes"]))
    return Learnt(paces_of(samples), flows)


def planned(within: str, awaits: str | None) -> int:
    """Working minutes that the plan gives a step; 0 where it gives none, or the step is outside the clock."""
    term = Term.parse(within)
    return term.minutes if term.is_counted_in_working_time and awaits != FINANCIAL else 0


async def make_forecast(at: datetime) -> int:
    """Foretells every open dossier whose date lies within the days ahead; how many."""
    calendar, today = here().calendar, local(at).date()
    until = last_moment(at, calendar)
    async with transaction():
        paces = await stored.paces()
    after: tuple[datetime, UUID] | None = None
    watched = 0
    while True:
        async with transaction():
            page = await stored.falling_due(at, until, after)
            found = [
                (foretell(Watched(each["id"], each["due_at"], ahead_of(each, at, calendar)), at, paces, calendar), each)
                for each in page
            ]
            await stored.put_forecast(
                today, [(told, each["agency"], each["at_agency"], each["at_desk"]) for told, each in found]
            )
        watched += len(page)
        if len(page) < stored.PAGE:
            break
        after = page[-1]["due_at"], page[-1]["id"]
        await asyncio.sleep(0)
    async with transaction():
        await put_setting(MADE, today.isoformat(), set_by=None, at=at)
    return watched


def ahead_of(row: Row, at: datetime, calendar: Calendar) -> list[Ahead]:
    """What is still to be done with a dossier: until it comes to its desk, its steps, the way back to the center."""
    procedure, state = row["procedure_key"], State(row["state"])
    ahead: list[Ahead] = []
    steps = row["ahead"] or ()
    if state is State.ACCEPTED:
        waited = working_minutes_between(calendar, row["received_at"], at)
        ahead.append(Ahead(Place(*FIRST, procedure), 0, max(waited, 0)))
    for agency, desk, key, within, step_state, handed_at, awaits in steps:
        spent = 0
        if handed_at is not None and step_state in ("active", "in_transit"):
            spent = max(working_minutes_between(calendar, datetime.fromisoformat(handed_at), at), 0)
        ahead.append(Ahead(Place(agency, desk, procedure, key), planned(within, awaits), spent))
    since = row["last_done_at"] if not steps and row["last_done_at"] is not None else None
    gone = max(working_minutes_between(calendar, since, at), 0) if since is not None else 0
    ahead.append(Ahead(Place(*LAST, procedure), row["hand_back_minutes"], gone))
    return ahead


async def score(at: datetime) -> int:
    """Writes down what came of everything foretold whose date has passed; how many."""
    scored = 0
    while True:
        async with transaction():
            page = await stored.unscored(at, counts.PAGE)
            if not page:
                break
            known = {
                each.passed.id: each.passed for each in await counts.passed_of([row["dossier_id"] for row in page])
            }
            await stored.put_came([_came(each, known) for each in page])
        scored += len(page)
    if scored:
        async with transaction():
            await stored.score_days(local(at - SCORED).date(), local(at).date())
    return scored


def _came(row: Row, known: dict[UUID, Any]) -> tuple[date, UUID, str]:
    passed = known.get(row["dossier_id"])  # destroyed meanwhile: nobody can say any more
    came = what_came(passed, row["due_at"]) if passed is not None else Came.MOVED
    return row["made_on"], row["dossier_id"], came.value


@dataclass(frozen=True, slots=True)
class Scored:
    """The hit rate of the last forecasts: in all, by desk and by day."""

    whole: Hits
    desks: dict[tuple[str, str], Hits]
    days: tuple[tuple[date, Hits], ...]


async def scored_since(day: date) -> Scored:
    """Inside the open transaction."""
    desks = {(each["at_agency"], each["at_desk"]): hits_of(each) for each in await stored.scores(day)}
    days = tuple((each["made_on"], hits_of(each)) for each in await stored.scores_by_day(day))
    return Scored(sum(desks.values(), Hits()), desks, days)


def hits_of(row: Row) -> Hits:
    return Hits(row["watched"], row["said"], row["hit"], row["late"])
