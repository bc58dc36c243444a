"""The clock against an oracle that lists every working minute of 2017–2027, on every shipped calendar.

2,000 cases a run, 100,000 with `-m slow`; a seed is printed with a mismatch, and runs are the same every time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.domain.oracle import EPOCH, Oracle

from motcua import paths
from motcua.centers import Centers, read_centers
from motcua.domain.calendar import (
    LOCAL,
    Calendar,
    Closure,
    Pause,
    Span,
    add_working_minutes,
    due,
    local,
    reckon,
    working_minutes_between,
)
from motcua.domain.regimes import PAUSE, RESET, regime_named
from motcua.domain.terms import Term

KEYS = ("que-vo", "gia-binh")
TERMS = ("0.5wd", "1wd", "2.5wd", "3wd", "10wd", "30wd", "1d", "7d", "15d", "30d", "4h", "1h", "7h", "same_day")
SPAN = (datetime(2027, 6, 1) - EPOCH) // timedelta(minutes=1)


@pytest.fixture(scope="module")
def centers() -> Centers:
    return read_centers(paths.tenants())


@pytest.fixture(scope="module")
def oracles() -> dict[str, Oracle]:
    return {key: Oracle(key) for key in KEYS}


def zoned(at: datetime) -> datetime:
    return at.replace(tzinfo=LOCAL)


def naive(at: datetime | None) -> datetime:
    assert at is not None
    return local(at).replace(tzinfo=None)


def starts(how_many: int, seed: int) -> Iterator[tuple[str, datetime, str, random.Random]]:
    """Every minute may be asked for; a third are the edges of spans, where mistakes live."""
    dice = random.Random(seed)
    edges = (450, 420, 690, 780, 810, 1020, 900, 901, 0, 1439)
    for _ in range(how_many):
        start = EPOCH + timedelta(minutes=dice.randrange(SPAN))
        if dice.random() < 1 / 3:
            start = start.replace(hour=0, minute=0) + timedelta(minutes=dice.choice(edges))
        yield dice.choice(KEYS), start, dice.choice(TERMS), dice


def check_due(centers: Centers, oracles: dict[str, Oracle], how_many: int, seed: int) -> None:
    for key, start, term, dice in starts(how_many, seed):
        is_next = dice.random() < 0.5
        calendar = centers[key].calendar
        if is_next:
            calendar = _next_day(calendar)
        found = due(zoned(start), Term.parse(term), calendar).at
        wanted = oracles[key].due(start, term, next_day=is_next)
        assert naive(found) == wanted, (seed, key, start, term, is_next)


_NEXT: dict[int, Calendar] = {}


def _next_day(calendar: Calendar) -> Calendar:
    """Made once: its tables are what makes it fast."""
    if id(calendar) not in _NEXT:
        _NEXT[id(calendar)] = replace(calendar, start="next_day")
    return _NEXT[id(calendar)]


def test_due_dates_agree_with_the_list_of_minutes(centers: Centers, oracles: dict[str, Oracle]) -> None:
    check_due(centers, oracles, 2_000, 41)


@pytest.mark.slow
def test_a_hundred_thousand_due_dates_agree(centers: Centers, oracles: dict[str, Oracle]) -> None:
    check_due(centers, oracles, 100_000, 42)


def test_every_minute_is_listed_as_the_calendar_counts_it(centers: Centers, oracles: dict[str, Oracle]) -> None:
    for key in KEYS:
        whole = working_minutes_between(centers[key].calendar, zoned(EPOCH), zoned(datetime(2028, 1, 1)))
        assert whole == len(oracles[key].minutes)
        assert whole > 11 * 240 * 480


def test_the_oracle_sees_a_wrong_calendar(centers: Centers, oracles: dict[str, Oracle]) -> None:
    """Negative control: one Saturday worked less, and the comparison fails."""
    calendar = centers["que-vo"].calendar
    years = tuple(
        replace(year, days=tuple(day for day in year.days if not day.is_worked)) if year.year == 2026 else year
        for year in calendar.years
    )
    wrong = replace(calendar, years=years)
    start = datetime(2026, 8, 14, 9)
    assert naive(due(zoned(start), Term.parse("6wd"), calendar).at) == oracles["que-vo"].due(start, "6wd")
    assert naive(due(zoned(start), Term.parse("6wd"), wrong).at) != oracles["que-vo"].due(start, "6wd")


def check_pauses(centers: Centers, oracles: dict[str, Oracle], how_many: int, seed: int) -> None:
    for key, start, _, dice in starts(how_many, seed):
        minutes = dice.choice((240, 480, 1440, 4800))
        pauses = []
        for _ in range(dice.randrange(3)):
            begins = start + timedelta(minutes=dice.randrange(30 * 1440))
            pauses.append((begins, begins + timedelta(minutes=dice.randrange(1, 12 * 1440))))
        calendar = centers[key].calendar
        given = [Pause("financial_obligation", zoned(begins), zoned(ends)) for begins, ends in pauses]
        found = due(zoned(start), Term.parse(f"{minutes / 480}wd"), calendar, given).at
        # Two answers are right where a pause begins at the very minute the term is used up: it is due before it.
        assert naive(found) == oracles[key].due_paused(start, minutes, pauses), (seed, key, start, minutes, pauses)


def test_pauses_agree_with_the_list_of_minutes(centers: Centers, oracles: dict[str, Oracle]) -> None:
    check_pauses(centers, oracles, 2_000, 43)


def test_a_supplement_restarts_or_pauses_as_the_regime_says(centers: Centers, oracles: dict[str, Oracle]) -> None:
    """NĐ 61/2018, Điều 19 khoản 4: the term counts from the start once the dossier is complete."""
    for key, start, _, dice in starts(150, 44):
        oracle, calendar = oracles[key], centers[key].calendar
        asked = start + timedelta(minutes=dice.randrange(1440))
        complete = asked + timedelta(minutes=dice.randrange(1, 20 * 1440))
        pause = [Pause("supplement", zoned(asked), zoned(complete))]
        for regime, wanted in (
            (regime_named("nd61_2018"), oracle.due(complete, "10wd")),
            (regime_named("qd09_2015"), oracle.due_paused(start, 4800, [(asked, complete)])),
        ):
            found = reckon(zoned(start), Term.parse("10wd"), calendar, pause, regime=regime)
            assert naive(found.at) == wanted, (regime.key, start, asked, complete)
            assert found.supplement_clock == (RESET if regime.key == "nd61_2018" else PAUSE)


def test_more_time_or_a_later_start_is_never_due_earlier(centers: Centers) -> None:
    for key, start, term, dice in starts(2_000, 45):
        calendar = centers[key].calendar
        first = due(zoned(start), Term.parse(term), calendar).at
        later = due(zoned(start + timedelta(minutes=dice.randrange(3 * 1440))), Term.parse(term), calendar).at
        assert naive(first) <= naive(later), (key, start, term)
        if term != "same_day":
            unit = term.lstrip("0123456789.")
            longer = due(zoned(start), Term.parse(f"{int(float(term[: -len(unit)])) + 1}{unit}"), calendar).at
            assert naive(first) <= naive(longer), (key, start, term)


def test_counting_the_minutes_up_to_a_due_date_gives_the_term_back(centers: Centers) -> None:
    for key, start, _, dice in starts(2_000, 46):
        calendar, minutes = centers[key].calendar, dice.randrange(1, 20_000)
        at = add_working_minutes(calendar, zoned(start), minutes)
        assert working_minutes_between(calendar, zoned(start), at) == minutes
        assert add_working_minutes(calendar, zoned(start), minutes - 1) < at


def test_a_closure_never_shortens_in_any_unit(centers: Centers) -> None:
    """Also for calendar days and “same day”: an afternoon shut by a storm takes that afternoon from nobody."""
    spans = (None, Span(420, 690), Span(780, 1020), Span(900, 1020))
    days = [datetime(2026, 1, 5).date() + timedelta(days=7 * week + week % 6) for week in range(48)]
    shut = {
        (key, number): centers[key].calendar.with_closures(
            Closure(on, on, "bão", "Quyết định thử", spans[(place + number) % 4]) for place, on in enumerate(days)
        )
        for key in KEYS
        for number in range(4)
    }
    for key, start, term, dice in starts(2_000, 47):
        start = start.replace(year=2026, day=min(start.day, 28))
        number = dice.randrange(4)
        open_at = due(zoned(start), Term.parse(term), centers[key].calendar).at
        shut_at = due(zoned(start), Term.parse(term), shut[key, number]).at
        assert naive(open_at) <= naive(shut_at), (key, start, term, number)


def test_a_term_that_ends_on_a_shut_afternoon_goes_on_to_the_next_day(centers: Centers) -> None:
    calendar = centers["que-vo"].calendar
    on = datetime(2018, 7, 18, 9).date()
    shut = calendar.with_closures([Closure(on, on, "bão số 3", "Quyết định thử", Span(720, 1440))])
    start = zoned(datetime(2018, 7, 16, 9))
    assert naive(due(start, Term.parse("2d"), calendar).at) == datetime(2018, 7, 18, 17)
    assert naive(due(start, Term.parse("2d"), shut).at) == datetime(2018, 7, 19, 17)
    assert shut.closing(on) != calendar.closing(on), "negative control: the closing of that day itself is earlier"


def test_closures_agree_with_the_list_of_minutes(centers: Centers) -> None:
    shut = [(datetime(2026, 9, 8).date(), (0, 1440)), (datetime(2026, 9, 9).date(), (780, 1020))]
    oracle = Oracle("que-vo", closures=shut)
    calendar = centers["que-vo"].calendar.with_closures(
        Closure(on, on, "bão", "Quyết định thử", None if span == (0, 1440) else Span(*span)) for on, span in shut
    )
    dice = random.Random(48)
    for _ in range(500):
        start = datetime(2026, 8, 20) + timedelta(minutes=dice.randrange(20 * 1440))
        term = dice.choice(("0.5wd", "3wd", "10wd", "4h"))
        assert naive(due(zoned(start), Term.parse(term), calendar).at) == oracle.due(start, term), (start, term)


def test_the_explained_minutes_add_up_to_the_term(centers: Centers) -> None:
    for key, start, term, _ in starts(500, 49):
        parsed = Term.parse(term)
        on = start.date()
        found = reckon(zoned(start), parsed, centers[key].calendar, regime=centers[key].regime_on(on))
        assert naive(found.at)
        if parsed.is_counted_in_working_time:
            assert sum(line.minutes for line in found.lines) == parsed.minutes, (key, start, term)
        assert f"{naive(found.at):%H:%M}" in found.lines[-1].says
