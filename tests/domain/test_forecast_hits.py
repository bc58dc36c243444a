"""The forecast on a year of generated dossiers: learnt from nine months, its hits counted on the three held out.

Every desk has a pace of its own, none of them the planned one; a dossier's steps wander about it. The forecast of a day
sees only what that day knew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from motcua.domain.counting import add_working_minutes, working_minutes_between
from motcua.domain.forecasts import Hits, Watched, foretell, last_moment
from motcua.domain.opening import OpeningHours, Span
from motcua.domain.pace import Ahead, Pace, Place, Sample, paces_of
from motcua.domain.worktime import Calendar

CALENDAR = Calendar(hours=(OpeningHours(weekdays=frozenset(range(5)), spans=(Span(450, 690), Span(780, 1020))),))
START = datetime(2017, 1, 2, 1, 0, tzinfo=UTC)
LEARNT_UNTIL, END = START + timedelta(days=273), START + timedelta(days=364)
DAY = 480
#: Of each procedure: its desks with the planned share of the term, and the term in working minutes.
PROCEDURES = {
    "dat-dai": ((("dat", "thu-ly", 5 * DAY), ("thue", "nghia-vu", 3 * DAY), ("ubnd", "ky", 2 * DAY)), 11 * DAY),
    "kinh-doanh": ((("tai-chinh", "thu-ly", DAY), ("tai-chinh", "ky", DAY)), 3 * DAY),
    "xay-dung": ((("ha-tang", "thu-ly", 6 * DAY), ("ha-tang", "ky", 2 * DAY)), 10 * DAY),
}
#: How long each desk takes of what is planned, at the median: nobody keeps to the plan.
OWN_PACE = {
    ("dat", "thu-ly"): 0.7, ("thue", "nghia-vu"): 1.9, ("ubnd", "ky"): 0.9, ("tai-chinh", "thu-ly"): 0.5,
    ("tai-chinh", "ky"): 1.3, ("ha-tang", "thu-ly"): 1.15, ("ha-tang", "ky"): 0.6,
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A dossier as it went: when each of its steps began and ended."""

    id: UUID
    procedure: str
    due_at: datetime
    steps: tuple[tuple[Place, int, datetime, datetime], ...]

    @property
    def done_at(self) -> datetime:
        return self.steps[-1][3]


def a_year(seed: int, count: int = 2_400) -> tuple[Made, ...]:
    rng = Random(seed)
    made = []
    for number in range(count):
        name = rng.choice(list(PROCEDURES))
        plan, term = PROCEDURES[name]
        at = add_working_minutes(CALENDAR, START + timedelta(days=rng.uniform(0, 364)), 0)
        due_at, steps = add_working_minutes(CALENDAR, at, term), []
        for agency, desk, planned in plan:
            took = max(int(planned * OWN_PACE[agency, desk] * rng.lognormvariate(0, 0.35)), 1)
            done_at = add_working_minutes(CALENDAR, at, took)
            steps.append((Place(agency, desk, name, desk), planned, at, done_at))
            at = done_at
        made.append(Made(UUID(int=number), name, due_at, tuple(steps)))
    return tuple(made)


def learnt(year: tuple[Made, ...], until: datetime) -> dict[Place, Pace]:
    return paces_of(
        Sample(place, working_minutes_between(CALENDAR, began, ended), planned)
        for made in year
        for place, planned, began, ended in made.steps
        if ended < until
    )


def mornings() -> Iterator[datetime]:
    at = LEARNT_UNTIL
    while at < END:
        if CALENDAR.is_working_day(at.date()):
            yield CALENDAR.opening(at.date())
        at += timedelta(days=1)


def seen_at(made: Made, at: datetime) -> Watched:
    """What a morning knows: the steps that are not over, and how long the one in hand has been there."""
    ahead = [
        Ahead(place, planned, max(working_minutes_between(CALENDAR, began, at), 0) if began <= at else 0)
        for place, planned, began, ended in made.steps
        if ended > at
    ]
    return Watched(made.id, made.due_at, ahead)


def hits(year: tuple[Made, ...], paces: Mapping[Place, Pace], rng: Random | None = None) -> Hits:
    """Over every morning of the months held out. `rng`: a forecast that says the same number by lot."""
    found = Hits()
    for at in mornings():
        until = last_moment(at, CALENDAR)
        watched = [each for each in year if each.steps[0][2] < at < each.due_at <= until and each.done_at > at]
        said = {each.id for each in watched if foretell(seen_at(each, at), at, dict(paces), CALENDAR).is_late}
        if rng is not None:
            said = set(rng.sample([each.id for each in watched], len(said)))
        late = {each.id for each in watched if each.done_at > each.due_at}
        found += Hits(len(watched), len(said), len(said & late), len(late))
    return found


@pytest.fixture(scope="module")
def year() -> tuple[Made, ...]:
    return a_year(8)


def test_of_four_that_are_foretold_late_three_are_and_of_four_that_are_late_three_were_foretold(
    year: tuple[Made, ...],
) -> None:
    found = hits(year, learnt(year, LEARNT_UNTIL))
    assert found.late > 300
    assert found.watched > 2 * found.late
    assert found.right is not None
    assert found.found is not None
    assert found.right >= 75, found
    assert found.found >= 75, found


def test_the_planned_pace_finds_fewer(year: tuple[Made, ...]) -> None:
    """The control: it is the desks' own pace that the forecast lives by."""
    own, planned = hits(year, learnt(year, LEARNT_UNTIL)), hits(year, {})
    assert (planned.found or 0) < (own.found or 0) - 20, (planned, own)


def test_as_many_said_by_lot_are_right_far_less_often(year: tuple[Made, ...]) -> None:
    own = hits(year, learnt(year, LEARNT_UNTIL))
    lot = hits(year, learnt(year, LEARNT_UNTIL), Random(3))
    assert (lot.right or 0) < (own.right or 0) - 20, (lot, own)


def test_what_took_longer_than_nine_of_ten_is_still_given_some_time() -> None:
    pace = Pace(20, (10, 20, 30, 40, 50, 60, 70, 80, 90))
    assert pace.left(0) == 50
    assert pace.left(50) == 30  # of 60, 70, 80 and 90 the upper middle is 80
    assert pace.left(500) == 20


def test_a_desk_with_few_steps_is_judged_by_all_that_it_does_and_without_any_by_the_plan() -> None:
    desk = [Sample(Place("a", "d", f"p{number}", "s"), 200, 100) for number in range(8)]
    paces = paces_of(desk)
    assert Place("a", "d", "p1", "s") not in paces
    assert foretell_minutes(Ahead(Place("a", "d", "p1", "s"), 60), paces) == 120
    assert foretell_minutes(Ahead(Place("b", "d", "p1", "s"), 60, 20), paces) == 40


def foretell_minutes(ahead: Ahead, paces: dict[Place, Pace]) -> int:
    at = CALENDAR.opening(START.date())
    return foretell(Watched(UUID(int=1), at + timedelta(days=1), [ahead]), at, paces, CALENDAR).needs
