"""The table of lawful moves, walked as pure data."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, datetime

import pytest

from motcua.domain.calendar import Calendar, OpeningHours, Span
from motcua.domain.dossier import (
    FINANCIAL,
    MOVES,
    NATIONAL_STATUSES,
    STATES,
    Dossier,
    Move,
    PauseRecord,
    State,
    StepRecord,
    lawful_moves,
    next_actor,
    sentence_for_applicant,
    why_not,
)
from motcua.domain.moves import STAYING
from motcua.domain.people import Permission, Role, Staff
from motcua.domain.regimes import regime_named
from motcua.domain.supplements import why_not_allow, why_not_ask

CALENDAR = Calendar((OpeningHours(frozenset(range(5)), (Span.parse("08:00-12:00"), Span.parse("13:00-17:00"))),))
AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)


def step(ordinal: int, desk: str, state: str = "waiting", **changes: object) -> StepRecord:
    made = StepRecord(
        uuid.uuid4(), ordinal, "step", f"s{ordinal}", f"Bước {ordinal}", "tu_phap", desk, desk == "head", "1wd", state
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def dossier(state: State, *steps: StepRecord, **changes: object) -> Dossier:
    made = Dossier(uuid.uuid4(), "000.00.NN.H05-171108-0001", "x", "tu_phap", state, 1, steps)
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def person(role: Role, *desks: str, receives: str = "") -> Staff:
    return Staff(
        uuid.uuid4(),
        role.value,
        "Người thử",
        "",
        frozenset({role}),
        frozenset(("tu_phap", desk) for desk in desks),
        frozenset({receives} if receives else ()),
    )


OFFICER = person(Role.OFFICER, "officer")
HEAD = person(Role.HEAD, "head")
RECEPTION = person(Role.RECEPTION, receives="tu_phap")


def in_every_state() -> list[Dossier]:
    active = step(1, "officer", "active")
    opinion = dataclasses.replace(step(9, "officer", "active"), kind="opinion", parent_id=active.id, due_at=AT)
    made = []
    for state in State:
        pauses = (PauseRecord(FINANCIAL, "Chờ nộp thuế", AT),) if state is State.SUSPENDED else ()
        steps = (active, step(2, "head"), opinion) if state is State.CONSULTING else (active, step(2, "head"))
        made.append(dossier(state, *steps, pauses=pauses, due_at=AT))
    return made


@pytest.mark.parametrize("case", in_every_state(), ids=lambda case: case.state.value)
def test_no_state_is_silent(case: Dossier) -> None:
    actor = next_actor(case)
    assert (actor is None) is STATES[case.state].is_final
    assert sentence_for_applicant(case).strip()
    assert case.status in NATIONAL_STATUSES
    if actor is not None:
        assert actor.due_at is not None or case.open_pause is not None or case.current_step is not None


def test_every_state_can_be_reached_and_every_state_that_is_not_final_can_be_left() -> None:
    reached = {target for facts in MOVES.values() for target in facts.to}
    left = {source for facts in MOVES.values() for source in facts.sources}
    assert reached == set(State)
    not_final = {state for state in State if not STATES[state].is_final}
    # Originals still go back after an early ending; nothing else happens to a dossier that is over.
    over = {source for move, facts in MOVES.items() for source in facts.sources if move not in STAYING}
    assert over - {None} == not_final
    assert left - {None} - not_final == {State.WITHDRAWN, State.STOPPED, State.CANCELLED}


def test_a_desk_that_does_not_hold_the_step_is_told_so() -> None:
    case = dossier(State.PROCESSING, step(1, "officer", "active"), step(2, "head"))
    assert why_not(Move.SUBMIT, case, OFFICER) is None
    assert why_not(Move.SUBMIT, case, HEAD) == "Bước này không thuộc vị trí xử lý của bạn."
    refusal = why_not(Move.SUBMIT, case, RECEPTION)
    assert refusal is not None
    assert "Bạn không có quyền" in refusal
    assert "Cán bộ thụ lý" in refusal


def test_a_signing_step_is_signed_or_returned_never_submitted() -> None:
    case = dossier(State.PROCESSING, step(1, "officer", "done"), step(2, "head", "active"))
    deciding = {Move.SUBMIT, Move.RETURN, Move.SIGN, Move.SUSPEND, Move.ASK_FOR_SUPPLEMENT}
    assert deciding & set(lawful_moves(case, HEAD)) == {Move.RETURN, Move.SIGN}
    first = dossier(State.PROCESSING, step(1, "head", "active"))
    assert deciding & set(lawful_moves(first, HEAD)) == {Move.SIGN}


def test_a_step_that_awaits_tax_goes_on_only_after_the_pause_has_ended() -> None:
    waiting = dossier(State.PROCESSING, step(1, "officer", "active", awaits=FINANCIAL), step(2, "head"))
    assert Move.SUSPEND in lawful_moves(waiting, OFFICER)
    assert Move.SUBMIT not in lawful_moves(waiting, OFFICER)
    paid = dataclasses.replace(waiting, pauses=(PauseRecord(FINANCIAL, "Thuế", AT, AT, "Giấy nộp tiền số 1"),))
    assert Move.SUBMIT in lawful_moves(paid, OFFICER)


def test_a_financial_pause_is_national_status_six_and_says_what_to_pay() -> None:
    case = dossier(State.SUSPENDED, step(1, "officer", "active"), pauses=(PauseRecord(FINANCIAL, "Thuế", AT),))
    assert case.status == 6
    assert "nộp thuế" in sentence_for_applicant(case)


def test_opinions_are_answered_by_the_desk_that_was_asked_and_the_earliest_due_acts_next() -> None:
    lead = step(1, "officer", "active")
    late = dataclasses.replace(step(8, "officer", "active", due_at=None), kind="opinion", parent_id=lead.id, agency="a")
    soon = dataclasses.replace(step(9, "officer", "active", due_at=AT), kind="opinion", parent_id=lead.id, agency="b")
    case = dossier(State.CONSULTING, lead, late, soon)
    actor = next_actor(case)
    assert actor is not None
    assert actor.agency == "b"
    asked = dataclasses.replace(OFFICER, desks=frozenset({("a", "officer")}))
    assert why_not(Move.GIVE_OPINION, case, asked) is None
    assert why_not(Move.GIVE_OPINION, case, OFFICER) is not None


def test_a_refused_result_is_announced_as_a_refusal() -> None:
    case = dossier(State.READY, outcome="refused")
    assert "từ chối" in sentence_for_applicant(case)


def test_every_permission_is_held_by_some_role_and_used() -> None:
    held = {permission for role in Role for permission in person(role).permissions}
    assert held == set(Permission)


def test_the_counter_may_not_ask_twice() -> None:
    # NĐ 61/2018, Điều 15.3: hướng dẫn đầy đủ một lần
    case = dossier(State.INCOMPLETE)
    assert why_not(Move.ASK_TO_COMPLETE, case, RECEPTION) is not None
    assert lawful_moves(case, RECEPTION) == (Move.ACCEPT, Move.REFUSE)


def test_an_agency_asks_for_a_supplement_once_and_again_when_the_director_allows_it() -> None:
    # NĐ 61/2018, Điều 11.2c and 15.3
    regime = regime_named("nd61_2018")
    case = dossier(State.PROCESSING, step(1, "officer", "active"), step(2, "head"), received_at=AT)
    assert why_not(Move.ASK_FOR_SUPPLEMENT, case, OFFICER) is None
    assert why_not_ask(case, regime, CALENDAR, AT) is None
    nothing = why_not_allow(case, regime)
    assert nothing is not None
    assert "vẫn còn được yêu cầu" in nothing
    asked = dataclasses.replace(case, pauses=(PauseRecord("supplement", "x", AT, AT, "Đã nộp"),))
    refusal = why_not_ask(asked, regime, CALENDAR, AT)
    assert refusal is not None
    assert "Điều 11 khoản 2" in refusal
    assert why_not(Move.ALLOW_SUPPLEMENT, asked, OFFICER) is not None
    assert why_not(Move.ALLOW_SUPPLEMENT, asked, person(Role.DIRECTOR)) is None
    assert why_not_allow(asked, regime) is None
    allowed = dataclasses.replace(asked, supplements_allowed=1)
    assert why_not_ask(allowed, regime, CALENDAR, AT) is None
    assert why_not_allow(allowed, regime) == "Đã cho phép, cơ quan giải quyết chưa dùng đến."
    twice = dataclasses.replace(allowed, pauses=allowed.pauses * 2)
    assert why_not_ask(twice, regime, CALENDAR, AT) is not None


def test_a_step_at_the_province_is_sent_and_received_by_reception() -> None:
    outside = step(1, "so-tnmt", "in_transit", agency="province", due_at=AT)
    case = dossier(State.IN_TRANSIT, outside, step(2, "head"))
    actor = next_actor(case)
    assert actor is not None
    assert (actor.agency, actor.desk, actor.due_at) == ("center", "reception", AT)
    assert why_not(Move.SEND_OUTSIDE, case, RECEPTION) is None
    inside = dossier(State.IN_TRANSIT, step(1, "officer", "in_transit"), step(2, "head"))
    assert why_not(Move.SEND_OUTSIDE, inside, RECEPTION) is not None


def test_work_is_shared_out_and_stopped_by_the_head_of_the_agency_that_has_it() -> None:
    case = dossier(State.PROCESSING, step(1, "officer", "active"), step(2, "head"))
    for move in (Move.ASSIGN, Move.STOP):
        assert why_not(move, case, HEAD) is None
        assert why_not(move, case, OFFICER) is not None
        elsewhere = dataclasses.replace(HEAD, desks=frozenset({("noi_vu", "head")}))
        assert why_not(move, case, elsewhere) == "Hồ sơ không ở cơ quan của bạn."
