from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from motcua import paths
from motcua.centers import read_center
from motcua.domain.calendar import Calendar, OpeningHours, Span
from motcua.domain.dossier import Dossier, StepRecord, next_actor
from motcua.domain.moves import Move
from motcua.domain.states import FINANCIAL, STATES, State
from motcua.domain.terms import Term
from motcua.services.deadlines.dues import dossier_due, transfer_due
from motcua.services.deadlines.lateness import time_left
from motcua.services.dossiers.walk import Walk, walked

CALENDAR = Calendar(hours=(OpeningHours(weekdays=frozenset(range(5)), spans=(Span(450, 690), Span(780, 1020))),))
CENTER = read_center(paths.tenants() / "que-vo")
BY = uuid4()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local instant of November 2017 (the 8th is a Wednesday)."""
    return datetime(2017, 11, day, hour - 7, minute, tzinfo=UTC)


def step(ordinal: int, agency: str, desk: str, **more: object) -> StepRecord:
    facts = {"kind": "step", "signs": False, "within": "1wd", "state": "waiting"} | more
    key = f"s{ordinal}"
    return StepRecord(id=UUID(int=ordinal), ordinal=ordinal, key=key, label=key, agency=agency, desk=desk, **facts)


def dossier(*steps: StepRecord, state: State = State.ACCEPTED) -> Dossier:
    return Dossier(uuid4(), "X-171108-0001", "p", "tnmt", state, 1, steps, due_at=at(15, 17), received_at=at(8, 8))


def go(case: Dossier, move: Move, when: datetime, **data: object) -> Dossier:
    desks = frozenset((s.agency, s.desk) for s in case.steps)
    after = walked(move, Walk(case, BY, when, data, CALENDAR, desks))
    assert (next_actor(after) is None) is (after.state is State.HANDED_BACK)
    return after


ROUTE = (
    step(1, "tnmt", "officer"),
    step(2, "thue", "officer", awaits=FINANCIAL),
    step(3, "tnmt", "head", signs=True),
    step(4, "ubnd", "leader", signs=True),
)


def test_the_straight_way_from_the_counter_to_the_hand_back() -> None:
    case = go(dossier(*ROUTE), Move.HAND_OVER, at(8, 9))
    assert (case.state, case.route[0].state) == (State.IN_TRANSIT, "in_transit")
    assert case.route[0].due_at == at(9, 9)
    case = go(case, Move.CONFIRM_RECEIPT, at(8, 10))
    assert case.route[0].confirmed_at == at(8, 10)
    case = go(case, Move.SUBMIT, at(8, 15), proposal="grant", finding="Đủ điều kiện")
    assert case.state is State.IN_TRANSIT  # another agency's paper has to arrive
    case = go(case, Move.CONFIRM_RECEIPT, at(8, 16))
    case = go(case, Move.SUSPEND, at(9, 8), reason="Thông báo thuế số 1")
    assert case.current_step is not None
    assert case.current_step.due_at is None
    case = go(case, Move.RESUME, at(13, 8), evidence="Giấy nộp tiền số 1")
    assert case.current_step is not None
    assert case.current_step.due_at == at(13, 15)  # 15:00 on the 9th, one working hour used on the 8th
    case = go(case, Move.SUBMIT, at(13, 9), proposal="grant", finding="Đã nộp")
    case = go(case, Move.CONFIRM_RECEIPT, at(13, 10))
    case = go(case, Move.SIGN, at(13, 11))
    assert case.state is State.IN_TRANSIT
    case = go(case, Move.CONFIRM_RECEIPT, at(13, 14))
    case = go(case, Move.SIGN, at(13, 15))
    assert (case.state, case.outcome) == (State.SIGNED, "granted")
    for move in (Move.NUMBER, Move.TAKE_BACK, Move.HAND_BACK):
        case = go(case, move, at(13, 16))
    assert case.state is State.HANDED_BACK


def test_a_clock_set_back_never_ends_a_pause_before_it_began() -> None:
    case = dossier(step(1, "thue", "officer", state="active", awaits=FINANCIAL), ROUTE[2], state=State.PROCESSING)
    case = go(case, Move.SUSPEND, at(9, 10), reason="Thông báo thuế số 2")
    case = go(case, Move.RESUME, at(9, 9), evidence="Giấy nộp tiền số 2")
    assert (case.pauses[0].from_at, case.pauses[0].to_at) == (at(9, 10), at(9, 10))


def test_inside_one_agency_the_next_desk_has_it_at_once() -> None:
    case = go(
        dossier(step(1, "a", "o", state="active"), step(2, "a", "h"), state=State.PROCESSING),
        Move.SUBMIT,
        at(8, 9),
        proposal="grant",
        finding="x",
    )
    assert (case.state, case.route[1].state, case.route[1].confirmed_at) == (State.PROCESSING, "active", at(8, 9))


def test_a_proposal_to_refuse_becomes_the_outcome_when_it_is_signed() -> None:
    case = dossier(step(1, "a", "o", state="active"), step(2, "a", "h", signs=True), state=State.PROCESSING)
    case = go(case, Move.SUBMIT, at(8, 9), proposal="refuse", finding="Không đạt", reason="Sai quy hoạch")
    assert case.outcome is None
    assert "Sai quy hoạch" in case.route[0].note
    assert go(case, Move.SIGN, at(8, 10)).outcome == "refused"


def test_a_returned_step_starts_its_clock_again() -> None:
    case = dossier(
        step(1, "a", "o", state="done", due_at=at(7, 9), done_at=at(7, 8), proposal="grant"),
        step(2, "a", "h", signs=True, state="active", handed_at=at(7, 8)),
        state=State.PROCESSING,
    )
    case = go(case, Move.RETURN, at(8, 9), reason="Thiếu biên bản")
    assert [s.state for s in case.route] == ["active", "waiting"]
    assert case.route[0].due_at == at(9, 9)
    assert case.route[0].done_at is None


def test_opinions_are_asked_in_parallel_and_the_last_answer_gives_it_back() -> None:
    lead = step(1, "a", "o", state="active")
    asked = [step(n, agency, "o", kind="opinion", parent_id=lead.id) for n, agency in ((8, "b"), (9, "c"))]
    case = go(dossier(lead, step(2, "a", "h"), *asked, state=State.PROCESSING), Move.CONSULT, at(8, 9), question="?")
    assert case.state is State.CONSULTING
    assert len(case.open_opinions) == 2
    case = go(case, Move.GIVE_OPINION, at(8, 10), opinion="Được")
    assert case.state is State.CONSULTING
    assert go(case, Move.GIVE_OPINION, at(8, 11), opinion="Được").state is State.PROCESSING


def test_a_route_that_ends_without_a_signature_is_decided_by_its_last_step() -> None:
    case = dossier(step(1, "a", "o", state="active"), state=State.PROCESSING)
    case = go(case, Move.SUBMIT, at(8, 9), proposal="refuse", finding="x", reason="y")
    assert (case.state, case.outcome) == (State.SIGNED, "refused")


def in_process(*more: StepRecord) -> Dossier:
    first = step(1, "tnmt", "officer", state="active", handed_at=at(8, 9), confirmed_at=at(8, 9), due_at=at(9, 9))
    return dossier(first, step(2, "tnmt", "head", signs=True), *more, state=State.PROCESSING)


@pytest.mark.parametrize(("clock", "due"), [("pause", at(14, 8)), ("reset", at(14, 9))])
def test_a_supplement_stops_the_clock_and_the_regime_says_how_it_goes_on(clock: str, due: datetime) -> None:
    case = in_process()
    case = go(case, Move.ASK_FOR_SUPPLEMENT, at(8, 9, 30), missing="Bản đồ", reason="Thiếu")
    assert (case.state, case.open_pause) == (State.SUPPLEMENT_ASKED, None)
    case = go(case, Move.ISSUE_SUPPLEMENT, at(8, 10), told_by="hand")
    assert (case.state, case.status, case.route[0].due_at) == (State.SUPPLEMENT, 5, None)
    desks = frozenset({("tnmt", "officer")})
    made = Walk(case, BY, at(13, 9), {"received": "Bản đồ"}, CALENDAR, desks, clock)
    case = walked(Move.RECEIVE_SUPPLEMENT, made)
    assert (case.state, case.open_pause, case.route[0].state) == (State.IN_TRANSIT, None, "in_transit")
    assert case.route[0].due_at == due
    assert case.clock_from == (at(13, 9) if clock == "reset" else None)
    # Received on Wednesday the 8th at 8: five days, less the two hours that had passed, or five days anew.
    whole = dossier_due(case, Term.parse("5wd"), CALENDAR, at(13, 9))
    assert whole == (at(20, 9) if clock == "reset" else at(17, 16, 30))


def test_opinions_that_do_not_come_lapse_with_the_reason() -> None:
    case = in_process(
        step(9, "b", "o", kind="opinion", parent_id=UUID(int=1), state="active", handed_at=at(8, 9), due_at=at(9, 9))
    )
    case = dataclasses.replace(case, state=State.CONSULTING)
    case = go(case, Move.GO_ON_WITHOUT, at(10, 9), reason="Quá hạn trả lời")
    assert (case.state, case.steps[-1].state, case.steps[-1].note) == (State.PROCESSING, "lapsed", "Quá hạn trả lời")


def test_a_step_outside_goes_through_the_counter_both_ways() -> None:
    case = dossier(step(1, "province", "so-tnmt"), step(2, "tnmt", "head", signs=True))
    case = go(case, Move.HAND_OVER, at(8, 9))
    case = go(case, Move.SEND_OUTSIDE, at(8, 10), document_number="12/TTHCC")
    assert (case.state, case.route[0].state, case.route[0].confirmed_at) == (State.OUTSIDE, "active", at(8, 10))
    case = go(case, Move.RECEIVE_FROM_OUTSIDE, at(9, 10), document_number="7/STNMT", proposal="grant", finding="Được")
    assert (case.state, case.route[1].state) == (State.IN_TRANSIT, "in_transit")


@pytest.mark.parametrize("move", [Move.WITHDRAW, Move.STOP, Move.CANCEL_ACCEPTANCE])
def test_an_early_ending_leaves_nothing_open(move: Move) -> None:
    case = go(in_process(), Move.SUSPEND, at(8, 10), kind="dispute", reason="Đơn khiếu nại")
    assert case.open_pause is not None
    assert case.open_pause.kind == "dispute"
    case = walked(move, Walk(case, BY, at(8, 11), {"reason": "x"}, CALENDAR))
    assert STATES[case.state].is_final
    assert (case.open_pause, case.current_step, next_actor(case)) == (None, None, None)


def test_work_is_taken_on_or_given_to_somebody() -> None:
    case = go(in_process(), Move.TAKE_ON, at(8, 10))
    assert case.route[0].assignee_id == BY
    other = uuid4()
    assert go(case, Move.ASSIGN, at(8, 11), assignee=str(other)).route[0].assignee_id == other


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at(8, 8), at(8, 17)),
        (at(8, 14, 59), at(8, 17)),
        (at(8, 15), at(8, 17)),  # “sau 15 giờ”: at 15:00 sharp it is not after
        (at(8, 15, 1), at(9, 8, 30)),
        (at(10, 16), at(13, 8, 30)),
        (at(11, 9), at(13, 8, 30)),
    ],
)
def test_the_counter_transfers_the_same_day_or_at_the_start_of_the_next(received: datetime, due: datetime) -> None:
    assert transfer_due(received, CENTER) == due


def test_the_hour_of_the_transfer_is_the_centers_own() -> None:
    """NĐ 61/2018, Điều 18.2 names 15:00; QĐ 09/2015 was not read again, so a center may have set another."""
    regimes = tuple(each.with_settings({"transfer_until": 16 * 60}) for each in CENTER.regimes)
    assert transfer_due(at(8, 15, 30), replace(CENTER, regimes=regimes)) == at(8, 17)
    assert transfer_due(at(8, 15, 30), CENTER) == at(9, 8, 30), "negative control: as shipped"


@pytest.mark.parametrize(
    ("due_at", "now", "says"),
    [
        (at(10, 9), at(8, 9), "Còn 2 ngày làm việc"),
        (at(8, 15), at(8, 9), "Còn 4 giờ làm việc"),
        (at(8, 9, 20), at(8, 9), "Còn 20 phút làm việc"),
        (at(8, 9), at(10, 9), "Quá hạn 2 ngày làm việc"),
        (None, at(8, 9), ""),
    ],
)
def test_time_left_is_said_in_working_time(due_at: datetime | None, now: datetime, says: str) -> None:
    assert time_left(due_at, now, CALENDAR) == says


def test_a_clock_that_stands_does_not_hide_what_was_late_already() -> None:
    late = step(1, "a", "o", state="active", awaits=FINANCIAL, handed_at=at(6, 8), due_at=at(7, 8))
    case = go(dossier(late, state=State.PROCESSING), Move.SUSPEND, at(8, 8), reason="x")
    assert case.route[0].due_at == at(7, 8)
    fresh = dataclasses.replace(late, due_at=at(9, 8))
    assert go(dossier(fresh, state=State.PROCESSING), Move.SUSPEND, at(8, 8), reason="x").route[0].due_at is None
