"""Thousands of random moves, lawful and not, against a pure model of where a dossier may stand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from motcua.domain import dossier as rules
from motcua.domain.calendar import Calendar, OpeningHours, Span
from motcua.domain.dossier import Dossier, StepRecord, next_actor, sentence_for_applicant, why_not
from motcua.domain.errors import Refused
from motcua.domain.moves import AT_INTAKE, MOVES, STAYING, Move
from motcua.domain.people import Role, Staff
from motcua.domain.regimes import regime_named
from motcua.domain.states import FINANCIAL, NATIONAL_STATUSES, STATES, State
from motcua.domain.supplements import why_not_allow, why_not_ask
from motcua.services.dossiers import walk as walking
from motcua.services.dossiers.asked import Situation, cleaned, fields_of
from motcua.services.dossiers.walk import Walk, walked

CALENDAR = Calendar(hours=(OpeningHours(weekdays=frozenset(range(5)), spans=(Span(450, 690), Span(780, 1020))),))
START = datetime(2017, 11, 8, 1, tzinfo=UTC)
ON_A_PAGE = [move for move in Move if move not in AT_INTAKE]
ENDING = frozenset({Move.WITHDRAW, Move.STOP, Move.CANCEL_ACCEPTANCE})
ENDS_AT = (6, 15, 24)
LEADING_ON = [move for move in ON_A_PAGE if move not in ENDING | STAYING]
COLLEAGUE = str(uuid.UUID(int=77))
GIVEN: Mapping[str, str] = {
    **dict.fromkeys(
        ("note", "reason", "question", "opinion", "finding", "evidence", "missing", "received", "document_number",
         "posting_number", "received_by", "value"),
        "x",
    ),
    "proposal": "grant", "receiver": "applicant", "told_by": "hand", "kind": "dispute", "field": "form/a",
    "assignee": COLLEAGUE, "how": "paper_only", "new_due_on": "29/12/2017",
}  # fmt: skip
SITUATION = Situation(colleagues=((COLLEAGUE, "Người thử"),), correctable=(("form/a", "Mục"),))


def person(role: Role, *desks: tuple[str, str], receives: str = "", agency: str | None = None) -> Staff:
    held = frozenset({receives} if receives else ())
    return Staff(uuid.uuid4(), role.value, "Người thử", "", frozenset({role}), frozenset(desks), held, agency)


PEOPLE = (
    person(Role.RECEPTION, receives="*"),
    person(Role.RECEPTION, receives="noi_vu"),
    person(Role.OFFICER, ("tnmt", "officer"), agency="tnmt"),
    person(Role.OFFICER, ("thue", "officer"), agency="thue"),
    person(Role.OFFICER, ("ktht", "officer"), agency="ktht"),
    person(Role.HEAD, ("tnmt", "head"), agency="tnmt"),
    person(Role.CLERK),
    person(Role.DIRECTOR),
    person(Role.CASHIER),
)


def step(ordinal: int, agency: str, desk: str, **more: Any) -> StepRecord:
    facts = {"kind": "step", "signs": False, "within": "1wd", "state": "waiting"} | more
    return StepRecord(id=uuid.UUID(int=ordinal), ordinal=ordinal, key=f"s{ordinal}", label="", agency=agency, desk=desk,
                      **facts)  # fmt: skip


def route() -> tuple[StepRecord, ...]:
    """A step with an opinion, one at the province, one that awaits a tax, one that signs."""
    return (
        step(1, "tnmt", "officer"),
        step(2, "province", "so"),
        step(3, "thue", "officer", awaits=FINANCIAL),
        step(4, "tnmt", "head", signs=True),
        step(9, "ktht", "officer", kind="opinion", parent_id=uuid.UUID(int=1)),
    )


QD09 = regime_named("qd09_2015")


def against(move: Move, case: Dossier, who: Staff) -> str | None:
    """What the table, and for supplements the law of the day, has against a move."""
    if sentence := why_not(move, case, who):
        return sentence
    if move is Move.ASK_FOR_SUPPLEMENT:
        return why_not_ask(case, QD09, CALENDAR, START)
    return why_not_allow(case, QD09) if move is Move.ALLOW_SUPPLEMENT else None


class Life(RuleBasedStateMachine):
    """The model: the state, whether the clock stands, and whether a supplement was asked; nothing else is believed."""

    steps_made = 0
    made: ClassVar[set[Move]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.at = START
        self.case = Dossier(uuid.uuid4(), "X-171108-0001", "p", "tnmt", State.ACCEPTED, 1, route(), received_at=START,
                            fee_due=50_000)  # fmt: skip
        self.is_paused = False
        self.supplements = 0

    @rule(move=st.sampled_from(ON_A_PAGE), who=st.sampled_from(PEOPLE), minutes=st.integers(0, 3_000))
    def anybody_tries(self, move: Move, who: Staff, minutes: int) -> None:
        if move in ENDING:  # tried by a rule of their own: ended at random, no dossier would come far
            return
        self.at += timedelta(minutes=minutes)
        self.attempt(move, who, GIVEN)

    @precondition(lambda self: not STATES[self.case.state].is_final)
    @rule(pick=st.integers(0, 1_000), minutes=st.integers(0, 3_000))
    def somebody_goes_on(self, pick: int, minutes: int) -> None:
        """No state is a dead end: somebody may always make a move that leads on."""
        self.at += timedelta(minutes=minutes)
        lawful = [(m, p) for m in LEADING_ON for p in PEOPLE if against(m, self.case, p) is None]
        assert lawful, f"nobody may go on in {self.case.state}"
        self.attempt(*lawful[pick % len(lawful)], GIVEN)

    @rule(move=st.sampled_from(sorted(STAYING)), pick=st.integers(0, 100))
    def somebody_does_something_beside(self, move: Move, pick: int) -> None:
        self.somebody_makes(move, pick)

    @precondition(lambda self: self.case.version in ENDS_AT)
    @rule(which=st.integers(0, 100), pick=st.integers(0, 100))
    def somebody_ends_it(self, which: int, pick: int) -> None:
        lawful = sorted(m for m in ENDING if any(against(m, self.case, p) is None for p in PEOPLE))
        if lawful:
            self.somebody_makes(lawful[which % len(lawful)], pick)

    def somebody_makes(self, move: Move, pick: int) -> None:
        able = [who for who in PEOPLE if against(move, self.case, who) is None]
        if able:
            self.attempt(move, able[pick % len(able)], GIVEN)

    @rule(move=st.sampled_from([move for move in ON_A_PAGE if MOVES[move].needs]))
    def somebody_forgets_what_it_needs(self, move: Move) -> None:
        with pytest.raises(Refused) as refusal:
            cleaned(fields_of(move, SITUATION), {})
        assert set(MOVES[move].needs) <= set(refusal.value.errors)

    def attempt(self, move: Move, who: Staff, data: Mapping[str, str]) -> None:
        type(self).steps_made += 1
        before = self.case
        if against(move, before, who) is not None:
            return
        type(self).made.add(move)
        facts = MOVES[move]
        assert before.state in facts.sources
        assert who.may(facts.permission)
        given = cleaned(fields_of(move, self.situation()), data)
        after = walked(move, Walk(before, who.id, self.at, given, CALENDAR, who.desks))
        assert after.state in facts.to
        assert move not in STAYING or after.state is before.state
        self.is_paused = {
            Move.SUSPEND: True, Move.ISSUE_SUPPLEMENT: True, Move.RESUME: False, Move.RECEIVE_SUPPLEMENT: False,
            Move.WITHDRAW: False, Move.STOP: False, Move.CANCEL_ACCEPTANCE: False,
        }.get(move, self.is_paused)  # fmt: skip
        self.supplements += move is Move.ASK_FOR_SUPPLEMENT
        self.case = replace(after, version=before.version + 1)

    def situation(self) -> Situation:
        step = self.case.current_step
        awaited = step.awaits if step is not None and not rules.has_awaited(self.case, step) else None
        return replace(SITUATION, awaited=awaited)

    @invariant()
    def no_state_is_silent(self) -> None:
        actor = next_actor(self.case)
        assert (actor is None) is STATES[self.case.state].is_final
        assert sentence_for_applicant(self.case).strip()
        assert self.case.status in NATIONAL_STATUSES

    @invariant()
    def the_clock_stands_exactly_while_the_model_says_so(self) -> None:
        assert (self.case.open_pause is not None) is self.is_paused
        assert self.is_paused is (self.case.state in (State.SUSPENDED, State.SUPPLEMENT))

    @invariant()
    def one_step_has_it_at_most_and_no_supplement_is_asked_beyond_what_is_allowed(self) -> None:
        having = [each for each in self.case.route if each.state in ("active", "in_transit")]
        assert len(having) == (self.case.state in AT_A_STEP)
        assert self.supplements <= 1 + self.case.supplements_allowed

    @invariant()
    def nothing_is_decided_without_the_signature_and_the_tax(self) -> None:
        if self.case.outcome is not None:
            assert all(each.state == "done" for each in self.case.route)
            assert any(pause.kind == FINANCIAL and pause.to_at for pause in self.case.pauses)


AT_A_STEP = {
    State.IN_TRANSIT, State.PROCESSING, State.CONSULTING, State.SUSPENDED, State.SUPPLEMENT_ASKED, State.SUPPLEMENT,
    State.OUTSIDE,
}  # fmt: skip
RUN = settings(
    max_examples=700, stateful_step_count=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate],
)  # fmt: skip


def test_thousands_of_moves_keep_to_the_model() -> None:
    Life.steps_made = 0
    Life.made.clear()
    run_state_machine_as_test(Life, settings=RUN)
    assert Life.steps_made > 2_000
    assert Life.made == set(ON_A_PAGE), "a move that was never made proves nothing"


def test_a_clock_that_is_not_set_going_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "_clock_goes_on", lambda walk, _: walk.dossier)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Life, settings=RUN)
