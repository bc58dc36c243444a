"""The director's page: the center as it stands now, each figure with the dossiers behind it.

What has passed is read from the sums, what is in hand from small indexes; neither grows with the years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.centers import here
from motcua.domain.forecasts import Hits
from motcua.domain.measures import SETTLED, Measure
from motcua.domain.opening import at_minute
from motcua.domain.people import Acting
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.oversight.figures import FIGURE_NAMES, FORMULAS, check_directs, labels_of, moments, place_name
from motcua.services.oversight.forecasting import made_on, scored_since
from motcua.services.oversight.reporting import last_whole_day
from motcua.store.engine import transaction
from motcua.store.queries import counts, director, forecasts, hall, sums
from motcua.store.queries.director import Figure, Moments

DAYS_DRAWN = 30
SCORES_OF = timedelta(days=60)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the whole center. `figure` None: no dossiers stand behind it, `path` opens what does."""

    label: str
    n: int
    figure: Figure | None = None
    path: str = ""
    formula: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency now; `heads` are answerable for it."""

    agency: str
    name: str
    heads: tuple[str, ...]
    open: int
    late: int
    soon: int
    supplement: int
    foretold: int


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A desk now. `hits`: how earlier forecasts of it came out; None where none has come due."""

    key: str
    name: str
    people: tuple[str, ...]
    waiting: int
    late: int
    is_more: bool
    foretold: int
    hits: Hits | None

    @property
    def per_person(self) -> float | None:
        return round(self.waiting / len(self.people), 1) if self.people else None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An officer: what they have in hand, what they did in the last thirty days, of it late."""

    id: UUID
    name: str
    in_hand: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`uncounted`: dossiers that are not in the sums yet; `foretold_on`: the day of the forecast shown."""

    at: datetime
    tiles: tuple[Tile, ...]
    agencies: tuple[AgencyLine, ...]
    desks: tuple[DeskLine, ...]
    people: tuple[PersonLine, ...]
    days: tuple[tuple[date, int, int], ...]
    arrivals: Mapping[tuple[int, int], int]
    flows: tuple[tuple[str, str, int], ...]
    foretold_on: date | None
    hits: Hits
    hits_by_day: tuple[tuple[date, Hits], ...]
    uncounted: int


async def overview(office: Office, acting: Acting) -> Overview:
    check_directs(acting.staff)
    at = acting.at
    async with transaction():
        foretold_on = await made_on()
        when = moments(at, foretold_on)
        lines = await _agencies(when)
        tiles = await _tiles(when, lines)
        scored = await scored_since(when.today - SCORES_OF)
        desks = await _desks(office, when, scored.desks)
        people = await _people(when.today)
        days = await _days(last_whole_day(at))
        arrivals = {(each["weekday"], each["hour"]): each["n"] for each in await forecasts.arrivals()}
        flows = await forecasts.flows(24)
        uncounted = await counts.uncounted()
    labels = labels_of(office)
    named = tuple(
        (
            place_name(labels, each["from_agency"], each["from_desk"]),
            place_name(labels, each["to_agency"], each["to_desk"]),
            each["n"],
        )
        for each in flows
    )
    return Overview(
        at, tiles, lines, desks, people, days, arrivals, named, foretold_on, scored.whole, scored.days, uncounted
    )


async def _agencies(when: Moments) -> tuple[AgencyLine, ...]:
    open_ones = await _stands(Measure.IN_PROCESS, when.today)
    waiting = await _stands(Measure.WAITING_SUPPLEMENT, when.today)
    over = await _stands(Measure.OVERDUE, when.today)
    ahead = await director.falls_due_later_today(when.now, at_minute(when.today, 24 * 60) - timedelta(microseconds=1))
    soon = await director.count_by_agency(Figure.SOON, when)
    foretold = await director.count_by_agency(Figure.FORETOLD, when) if when.foretold_on else {}
    keys = {key for found in (open_ones, waiting, over, soon) for key, n in found.items() if n}
    heads: dict[str, list[str]] = {}
    for each in await director.heads_of(sorted(keys)):
        phone = f" ({each['phone']})" if each["phone"] else ""
        heads.setdefault(each["agency"], []).append(f"{each['name']}{phone}")
    lines = [
        AgencyLine(
            key,
            agency_name(here(), key),
            tuple(heads.get(key, ())),
            open_ones.get(key, 0),
            over.get(key, 0) - ahead.get(key, 0),
            soon.get(key, 0),
            waiting.get(key, 0),
            foretold.get(key, 0),
        )
        for key in keys
    ]
    return tuple(sorted(lines, key=lambda line: (-line.late, -line.foretold, -line.open, line.name)))


async def _stands(measure: Measure, today: date) -> dict[str, int]:
    """By agency, at the end of today as far as it is known now."""
    found = await sums.sums((measure.value,), None, today + DAY, ("agency",))
    return {each["agency"]: each["n"] for each in found}


async def _tiles(when: Moments, lines: tuple[AgencyLine, ...]) -> tuple[Tile, ...]:
    received = await sums.sums((Measure.RECEIVED.value,), when.week_from, when.today + DAY, ("on_date",))
    waiting = await hall.waiting_by_group(when.today)
    counters = await hall.counters_open(when.today)
    numbers = {
        Figure.RECEIVED_TODAY: sum(each["n"] for each in received if each["on_date"] == when.today),
        Figure.RECEIVED_THIS_WEEK: sum(each["n"] for each in received),
        Figure.IN_PROCESS: sum(line.open for line in lines),
        Figure.SOON: sum(line.soon for line in lines),
        Figure.LATE: sum(line.late for line in lines),
        Figure.FORETOLD: sum(line.foretold for line in lines),
        Figure.TO_SIGN: await director.count(Figure.TO_SIGN, when),
        Figure.CONSULTING: await director.count(Figure.CONSULTING, when),
        Figure.SUPPLEMENT: sum(line.supplement for line in lines),
    }
    all_counters = here().hall.rules.counters
    return (
        Tile("Người đang chờ trong sảnh", sum(waiting.values()), None, "/thoi-gian-cho", "số chờ gọi của hôm nay"),
        Tile(f"Quầy đang mở (trong {all_counters} quầy)", len(counters), None, "/thoi-gian-cho", "quầy đã mở hôm nay"),
        *(
            Tile(FIGURE_NAMES[figure], n, figure, "", FORMULAS[figure], figure in (Figure.LATE, Figure.FORETOLD))
            for figure, n in numbers.items()
            if figure is not Figure.FORETOLD or when.foretold_on is not None
        ),
    )


async def _desks(office: Office, when: Moments, scores: Mapping[tuple[str, str], Hits]) -> tuple[DeskLine, ...]:
    labels, people = labels_of(office), await director.people_of_desks()
    foretold = await director.count_by_desk(Figure.FORETOLD, when) if when.foretold_on else {}
    return tuple(
        DeskLine(
            f"{each['at_agency']}/{each['at_desk']}",
            place_name(labels, each["at_agency"], each["at_desk"]),
            tuple(people.get((each["at_agency"], each["at_desk"]), ())),
            each["waiting"],
            each["late"],
            each["waiting"] >= director.MOST_AT_DESK,
            foretold.get((each["at_agency"], each["at_desk"]), 0),
            scores.get((each["at_agency"], each["at_desk"])),
        )
        for each in await director.at_desks(when.now)
    )


async def _people(today: date) -> tuple[PersonLine, ...]:
    measures = {Measure.STEP_EARLY, Measure.STEP_ON_TIME, Measure.STEP_UNTIMED, Measure.STEP_LATE}
    found = await sums.sums(
        tuple(each.value for each in measures),
        today - timedelta(days=DAYS_DRAWN),
        today + DAY,
        ("officer_id", "measure"),
    )
    in_hand = {each["id"]: each["n"] for each in await director.assigned()}
    done: dict[UUID, int] = {}
    late: dict[UUID, int] = {}
    for each in found:
        done[each["officer_id"]] = done.get(each["officer_id"], 0) + each["n"]
        if each["measure"] == Measure.STEP_LATE:
            late[each["officer_id"]] = each["n"]
    names = await sums.officers(list(in_hand.keys() | done.keys()))
    lines = [
        PersonLine(key, row["name"], in_hand.get(key, 0), done.get(key, 0), late.get(key, 0))
        for key, row in names.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.in_hand, -line.done, line.name)))


async def _days(last: date) -> tuple[tuple[date, int, int], ...]:
    """Day by day: received, settled; up to the last day that is over, since one just begun would look like a fall."""
    first = last - timedelta(days=DAYS_DRAWN - 1)
    drawn = {first + timedelta(days=number): [0, 0] for number in range(DAYS_DRAWN)}
    measures = (Measure.RECEIVED.value, *(each.value for each in SETTLED))
    for each in await sums.sums(measures, first, last + DAY, ("on_date", "measure")):
        drawn[each["on_date"]][each["measure"] != Measure.RECEIVED] += each["n"]
    calendar = here().calendar
    return tuple(
        (day, received, settled)
        for day, (received, settled) in drawn.items()
        if received or settled or calendar.is_working_day(day)
    )
