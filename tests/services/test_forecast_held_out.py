"""The forecast's hit rate on months held out: learnt from nine months of generated dossiers, foretold each morning of
the three that follow, and scored by what came; against two guesses on the very same rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from tests.services.conftest import Desk_
from tests.services.paced_year import END, HELD_OUT, live_a_year

from motcua.centers import entered
from motcua.domain.calendar import local
from motcua.domain.counting import working_minutes_between
from motcua.domain.forecasts import Hits
from motcua.domain.worktime import Calendar
from motcua.services.oversight import forecasting
from motcua.store.engine import transaction
from motcua.store.rows import rows

SEED = 61


@dataclass(frozen=True)
class Row:
    """One dossier on one morning. `gone`: of its working time from reception until its date, how much was over."""

    said: bool
    late: bool
    gone: float


def answered_right(hits: Hits) -> float:
    """Of a hundred dossiers watched, of how many the answer (late, or in time) was right."""
    false_alarms, misses = hits.said - hits.hit, hits.late - hits.hit
    return 100 * (hits.watched - false_alarms - misses) / hits.watched


@dataclass(frozen=True)
class HeldOut:
    """Everything foretold in the months held out that came one way or the other, and what the director's page shows
    of it."""

    rows: tuple[Row, ...]
    shown: Hits

    def score(self, says: Callable[[Row], bool]) -> Hits:
        said = [row for row in self.rows if says(row)]
        late = sum(row.late for row in self.rows)
        return Hits(len(self.rows), len(said), sum(row.late for row in said), late)


@pytest.fixture(scope="module")
async def held_out(office: Any, que_vo: Any, crew: Any, published: None) -> HeldOut:
    with entered(que_vo):
        calendar, is_learnt = que_vo.calendar, False
        async for morning in live_a_year(Desk_(office, crew), calendar, SEED):
            if morning < HELD_OUT:
                continue
            if not is_learnt:  # once, from what was before: of the months held out nothing is learnt
                await forecasting.learn(morning)
                is_learnt = True
            await forecasting.score(morning)
            await forecasting.make_forecast(morning)
        await forecasting.score(END + timedelta(days=20))
        async with transaction():
            found = await rows(
                """SELECT f.made_on, f.due_at, f.is_late, f.came, d.received_at FROM forecast f
                JOIN dossier d ON d.id = f.dossier_id WHERE f.came <> 'moved' ORDER BY f.made_on, d.received_at, d.id"""
            )
            shown = (await forecasting.scored_since(local(HELD_OUT).date())).whole
    return HeldOut(tuple(row_of(each, calendar) for each in found), shown)


def row_of(each: Any, calendar: Calendar) -> Row:
    whole = working_minutes_between(calendar, each["received_at"], each["due_at"])
    gone = working_minutes_between(calendar, each["received_at"], calendar.opening(each["made_on"]))
    return Row(each["is_late"], each["came"] == "late", gone / whole)


def balance(hits: Hits) -> float:
    """One number of how much was right and how much was found (their harmonic mean, of a hundred)."""
    return 200 * hits.hit / (hits.said + hits.late)


def forecast(row: Row) -> bool:
    return row.said


def past_half_of_its_time(row: Row) -> bool:
    """The first guess: every row is due within the days ahead, and more than half of its time is gone."""
    return row.gone > 0.5


def late_at_the_base_rate(rate: float, rng: Random) -> Callable[[Row], bool]:
    """The second: as many as are late at all, by lot."""
    return lambda row: rng.random() < rate


async def test_the_forecast_is_right_more_often_than_both_guesses(held_out: HeldOut) -> None:
    found = held_out.score(forecast)
    assert found.watched > 100
    assert found.late > 15
    half = held_out.score(past_half_of_its_time)
    rate = found.late / found.watched
    lot = held_out.score(late_at_the_base_rate(rate, Random(3)))
    nobody = held_out.score(lambda row: False)  # the base rate's own best answer: that nobody will be late
    assert answered_right(found) > max(answered_right(each) for each in (half, lot, nobody)) + 3
    assert balance(found) > max(balance(each) for each in (half, lot)) + 15
    assert (found.right or 0) >= 75
    assert (found.found or 0) >= 35


async def test_the_same_answers_given_to_other_dossiers_would_not_be(held_out: HeldOut) -> None:
    """The control: that is no property of how often something is said."""
    answers = [row.said for row in held_out.rows]
    Random(5).shuffle(answers)
    shuffled = replace(
        held_out, rows=tuple(replace(row, said=said) for row, said in zip(held_out.rows, answers, strict=True))
    )
    found, half = shuffled.score(forecast), held_out.score(past_half_of_its_time)
    assert found.said == held_out.score(forecast).said
    assert balance(found) < balance(half) + 15
    assert answered_right(found) < answered_right(held_out.score(lambda row: False))


async def test_the_page_shows_the_rates_that_the_rows_come_to(held_out: HeldOut) -> None:
    assert held_out.shown == held_out.score(forecast)
