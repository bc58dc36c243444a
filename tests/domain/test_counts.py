"""What one dossier counts for, from its trail: by hand, and against the days asked one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.counts import NOBODY, Count, cells_of, change_between, counts_of
from motcua.domain.course import DoneStep, Passed, Told
from motcua.domain.measures import ENDLESS, SETTLED, STANDS, Measure
from motcua.domain.states import STATES, State

OFFICER, RECEIVER = UUID(int=7), UUID(int=8)
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    """In Vietnam's time."""
    return datetime.fromisoformat(f"2017-{text}+07:00")


def told(when: str, kind: str, to: State, due: str | None = None) -> Told:
    return Told(at(when), kind, to.value, at(due) if due else None, OFFICER)


def passed(*events: Told, state: State | None = None, due: str | None = "", **changes: object) -> Passed:
    last = events[-1]
    values: dict[str, object] = {
        "id": UUID(int=1), "agency": "tu_phap", "procedure": "thu", "channel": "direct", "received_at": events[0].at,
        "state": state or State(last.to or "accepted"), "due_at": last.due_at if due == "" else due,
        "outcome": "granted", "receiver": RECEIVER, "events": events, "steps": (),
    }  # fmt: skip
    return Passed(**(values | changes))  # type: ignore[arg-type]


def spans(found: tuple[Count, ...], measure: Measure) -> list[tuple[date, date | None]]:
    return [(each.from_on, each.until_on) for each in found if each.measure == measure]


def test_a_dossier_on_its_way_is_in_process_and_will_be_overdue_unless_something_comes() -> None:
    found = counts_of(passed(told("11-08T08:00", "accept", State.ACCEPTED, "11-13T17:00")))
    assert spans(found, Measure.IN_PROCESS) == [(date(2017, 11, 8), ENDLESS)]
    assert spans(found, Measure.OVERDUE) == [(date(2017, 11, 13), ENDLESS)]
    assert [each.officer for each in found if each.measure == Measure.RECEIVED] == [RECEIVER]


def test_settled_in_time_it_was_never_overdue() -> None:
    found = counts_of(
        passed(
            told("11-08T08:00", "accept", State.ACCEPTED, "11-13T17:00"),
            told("11-13T09:00", "take_back", State.READY, "11-13T17:00"),
        )
    )
    assert spans(found, Measure.OVERDUE) == []
    assert spans(found, Measure.IN_PROCESS) == [(date(2017, 11, 8), date(2017, 11, 13))]
    assert spans(found, Measure.ON_TIME) == [(date(2017, 11, 13), None)]


def test_while_it_is_suspended_it_cannot_become_overdue() -> None:
    found = counts_of(
        passed(
            told("11-08T08:00", "accept", State.ACCEPTED, "11-10T17:00"),
            told("11-09T08:00", "issue_supplement", State.SUPPLEMENT),
            told("11-20T08:00", "receive_supplement", State.IN_TRANSIT, "11-22T17:00"),
        )
    )
    assert spans(found, Measure.WAITING_SUPPLEMENT) == [(date(2017, 11, 9), date(2017, 11, 20))]
    assert spans(found, Measure.OVERDUE) == [(date(2017, 11, 22), ENDLESS)]


def test_a_new_date_does_not_make_it_in_time() -> None:
    course = (
        told("11-08T08:00", "accept", State.ACCEPTED, "11-10T17:00"),
        told("11-09T08:00", "reappoint", State.PROCESSING, "11-15T17:00"),
    )
    late = counts_of(passed(*course, told("11-14T08:00", "take_back", State.READY, "11-15T17:00")))
    assert spans(late, Measure.LATE_KEPT) == [(date(2017, 11, 14), None)]
    assert spans(late, Measure.OVERDUE_KEPT) == [(date(2017, 11, 10), date(2017, 11, 14))]
    assert spans(late, Measure.OVERDUE) == []
    later = counts_of(passed(*course, told("11-17T08:00", "take_back", State.READY, "11-15T17:00")))
    assert spans(later, Measure.LATE) == [(date(2017, 11, 17), None)]
    assert spans(later, Measure.OVERDUE_KEPT) == [(date(2017, 11, 10), date(2017, 11, 15))]
    assert spans(later, Measure.OVERDUE) == [(date(2017, 11, 15), date(2017, 11, 17))]


def test_what_was_never_received_counts_for_the_counter_only() -> None:
    found = counts_of(passed(told("11-08T08:00", "refuse", State.REFUSED)))
    assert [(each.measure, each.officer) for each in found] == [(Measure.REFUSED, OFFICER)]


def test_somebody_who_only_looked_changes_nothing() -> None:
    accepted = told("11-08T08:00", "accept", State.ACCEPTED, "11-10T17:00")
    seen = Told(at("11-09T08:00"), "province_saw", None, None, OFFICER)
    assert counts_of(passed(accepted)) == counts_of(
        passed(accepted, seen, state=State.ACCEPTED, due=accepted.due_at)  # type: ignore[arg-type]
    )


def test_the_cause_is_the_step_that_was_late_longest() -> None:
    course = passed(
        told("11-08T08:00", "accept", State.ACCEPTED, "11-10T17:00"),
        told("11-14T08:00", "take_back", State.READY, "11-10T17:00"),
    )

    def with_steps(*steps: DoneStep) -> set[str]:
        found = counts_of(passed(*course.events, steps=steps))
        return {each.measure for each in found if each.measure.startswith("cause")}

    hour = timedelta(hours=1)
    due = at("11-09T08:00")
    own = DoneStep("step", "tu_phap", False, due, due + hour, OFFICER, False)
    asked = DoneStep("opinion", "noi_vu", False, due, due + 2 * hour, OFFICER, False)
    outside = DoneStep("step", "commune", False, due, due + 3 * hour, OFFICER, True)
    assert with_steps() == {Measure.CAUSE_UNKNOWN}
    assert with_steps(own) == {Measure.CAUSE_AGENCY}
    assert with_steps(own, asked) == {Measure.CAUSE_OPINION}
    assert with_steps(own, asked, outside) == {Measure.CAUSE_OUTSIDE}


WAYS = [state for state in State if state not in (State.INCOMPLETE, State.REFUSED)]


@st.composite
def courses(draw: st.DrawFn) -> Passed:
    """Any states in any order at any moments, with any dates: more than the moves allow."""
    when = datetime(2017, 11, 8, 1, tzinfo=UTC)
    events = []
    for number in range(draw(st.integers(1, 8))):
        state = State.ACCEPTED if not number else draw(st.sampled_from(WAYS))
        due = draw(st.none() | st.integers(-50, 400).map(lambda hours: when + timedelta(hours=hours)))  # noqa: B023
        kind = draw(st.sampled_from(["submit", "reappoint", "issue_supplement", "hand_back"]))
        events.append(Told(when, "accept" if not number else kind, state.value, due, OFFICER))
        if STATES[state].is_final or state is State.READY:
            break
        when += timedelta(hours=draw(st.integers(0, 200)))
    last = events[-1]
    return passed(*events, due=last.due_at)  # type: ignore[arg-type]


def stood(course: Passed, day: date) -> set[str]:
    """Asked of the end of one day alone."""
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + DAY - timedelta(hours=7, microseconds=1)
    before = [event for event in course.events if event.at <= end]
    if not before:
        return set()
    last = before[-1]
    state, found = State(last.to or ""), set()
    facts = STATES[state]
    if not facts.is_final and state is not State.READY:
        found.add("in_process")
    if not facts.is_final and not facts.waits_for_applicant and last.due_at is not None and last.due_at <= end:
        found.add("overdue")
    if state is State.SUPPLEMENT:
        found.add("waiting_supplement")
    if state is State.SUSPENDED:
        found.add("suspended")
    return found


@given(courses())
def test_at_the_end_of_every_day_it_stands_as_the_trail_says(course: Passed) -> None:
    cells = cells_of(counts_of(course))
    for number in range(-1, 90):
        day = date(2017, 11, 8) + number * DAY
        summed = {
            measure.value
            for measure in STANDS - {Measure.OVERDUE_KEPT}
            if sum(n for cell, n in cells.items() if cell.measure == measure and cell.on <= day)
        }
        assert summed == stood(course, day), day


@given(courses(), courses())
def test_the_sums_take_the_difference_and_a_dossier_settles_once(one: Passed, other: Passed) -> None:
    before, after = counts_of(one), counts_of(other)
    change, cells = change_between(before, after), cells_of(before)
    for cell, n in change.items():
        cells[cell] += n
    assert {cell: n for cell, n in cells.items() if n} == {cell: n for cell, n in cells_of(after).items() if n}
    assert sum(each.n for each in after if each.measure in SETTLED) <= 1
    assert all(each.officer == NOBODY for each in after if each.measure in STANDS)
