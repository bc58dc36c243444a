"""By when the step in hand must end: never after the due date, earlier the more is planned after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import Calendar, OpeningHours, Span, add_working_minutes, working_minutes_between
from motcua.domain.dossier import Dossier, StepRecord
from motcua.domain.risk import minutes_after, must_end_by, risk_at
from motcua.domain.states import FINANCIAL, STATES, State
from motcua.domain.terms import Term

CALENDAR = Calendar(hours=(OpeningHours(weekdays=frozenset(range(5)), spans=(Span(450, 690), Span(780, 1020))),))
AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)  # Wednesday, 08:00
WORKED_ON = (State.PROCESSING, State.IN_TRANSIT, State.CONSULTING, State.SUPPLEMENT_ASKED, State.OUTSIDE)


def step(ordinal: int, within: str = "1wd", state: str = "waiting", awaits: str | None = None) -> StepRecord:
    return StepRecord(
        UUID(int=ordinal), ordinal, "step", f"s{ordinal}", "", "a", "d", False, within, state, None, awaits
    )


def dossier(
    steps: tuple[StepRecord, ...], due_at: datetime | None, state: State = State.PROCESSING, hand_back: int = 120
) -> Dossier:
    return Dossier(
        UUID(int=1), "X", "p", "a", state, 1, steps, due_at=due_at, received_at=AT, hand_back_minutes=hand_back
    )


def test_the_steps_that_are_left_and_the_hand_back_are_taken_off_the_due_date() -> None:
    due_at = add_working_minutes(CALENDAR, AT, 3 * 480)
    first = dossier((step(1, state="active"), step(2, "0.5wd"), step(3, "4h")), due_at)
    assert minutes_after(first) == 240 + 240 + 120
    # 3 working days from Wednesday 08:00 end on Monday 08:00; ten hours of work before that is Thursday 15:30.
    assert must_end_by(first, CALENDAR) == datetime(2017, 11, 9, 15, 30, tzinfo=UTC) - timedelta(hours=7)
    last = replace(first, steps=(step(1, state="done"), step(2, state="done"), step(3, state="active")))
    assert minutes_after(last) == 120
    assert minutes_after(replace(first, state=State.SIGNED)) == 120
    assert must_end_by(replace(first, state=State.NUMBERED), CALENDAR) == due_at


def test_a_tax_and_a_step_without_a_term_take_nothing_off() -> None:
    steps = (step(1, state="active"), step(2, "3wd", awaits=FINANCIAL), step(3, "none"))
    assert minutes_after(dossier(steps, None, hand_back=0)) == 0


def test_the_counter_has_the_law_s_own_hour_as_well() -> None:
    """NĐ 61/2018, Điều 18.2: the same day, however far away the due date is."""
    due_at = add_working_minutes(CALENDAR, AT, 10 * 480)
    tonight = datetime(2017, 11, 8, 10, 0, tzinfo=UTC)
    waiting = dossier((step(1),), due_at, State.ACCEPTED)
    assert risk_at(waiting, tonight, CALENDAR) == tonight
    soon = replace(waiting, due_at=add_working_minutes(CALENDAR, AT, 700))
    latest = must_end_by(soon, CALENDAR)
    assert latest is not None
    assert risk_at(soon, tonight, CALENDAR) == latest < tonight
    # The control: at a desk its own time does not make a dossier more urgent than the law does.
    assert risk_at(replace(waiting, state=State.PROCESSING), tonight, CALENDAR) == must_end_by(waiting, CALENDAR)


def test_without_a_term_the_desk_s_own_time_is_there() -> None:
    assert risk_at(dossier((step(1, state="active"),), None), AT, CALENDAR) == AT


@pytest.mark.parametrize("state", [each for each in State if STATES[each].is_final or STATES[each].waits_for_applicant])
def test_where_nobody_s_time_runs_there_is_none(state: State) -> None:
    assert risk_at(dossier((step(1),), AT, state), AT, CALENDAR) is None


@st.composite
def routes(draw: st.DrawFn) -> tuple[tuple[StepRecord, ...], datetime]:
    """A route of which one step is in hand, and a due date: in time for all of it, too near, or gone by."""
    within = draw(st.lists(st.sampled_from(["0.25wd", "0.5wd", "1wd", "3wd", "2h", "0.05h"]), min_size=1, max_size=8))
    at = draw(st.integers(0, len(within) - 1))
    steps = tuple(
        step(number, each, "done" if number < at else "active" if number == at else "waiting")
        for number, each in enumerate(within)
    )
    return steps, add_working_minutes(CALENDAR, AT, draw(st.integers(0, 20_000)))


@given(routes(), st.sampled_from(WORKED_ON), st.integers(0, 480))
def test_it_never_lies_after_the_due_date_and_what_is_left_fits_in_between(
    route: tuple[tuple[StepRecord, ...], datetime], state: State, hand_back: int
) -> None:
    steps, due_at = route
    found = must_end_by(dossier(steps, due_at, state, hand_back), CALENDAR)
    assert found is not None
    assert found <= due_at
    left = sum(Term.parse(each.within).minutes for each in steps if each.state == "waiting") + hand_back
    whole = working_minutes_between(CALENDAR, AT, due_at)
    assert working_minutes_between(CALENDAR, found, due_at) == min(left, whole)


@given(routes(), st.sampled_from(["0.25wd", "1wd", "0.05h"]))
def test_of_two_with_one_due_date_the_one_with_more_steps_left_comes_first(
    route: tuple[tuple[StepRecord, ...], datetime], added: str
) -> None:
    steps, due_at = route
    fewer = must_end_by(dossier(steps, due_at), CALENDAR)
    more = must_end_by(dossier((*steps, step(99, added)), due_at), CALENDAR)
    assert fewer is not None
    assert more is not None
    assert more <= fewer
    opening = CALENDAR.starts_counting_at(AT)
    assert more < fewer or fewer <= opening, "equal only where there is no time left for either"
