"""Every shipped procedure, every way, every state it can reach: somebody acts, until a date or for a reason."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from motcua import paths
from motcua.catalog import build_catalog, load_plugins
from motcua.centers import Center, read_centers
from motcua.domain import standing as standings
from motcua.domain.calendar import due
from motcua.domain.conditions import Env
from motcua.domain.dossier import Dossier, StepRecord, has_awaited, why_not
from motcua.domain.moves import AT_INTAKE, MOVES, STAYING, Move
from motcua.domain.people import CLERK_DESK, EVERY_AGENCY, RECEPTION_DESK, Role, Staff
from motcua.domain.plans import plan
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.routes import Lane, Route, Step, at_agency
from motcua.domain.standing import silence, standing_of
from motcua.domain.states import STATES, State
from motcua.domain.terms import Term, working_days
from motcua.services.counter.planning import Planned, step_records
from motcua.services.deadlines.dues import dossier_due
from motcua.services.dossiers.walk import Walk, walked

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)  # Wednesday, 08:00
ID = UUID(int=5)
GIVEN = {
    "reason": "x", "question": "x", "opinion": "x", "finding": "x", "evidence": "x", "received": "x",
    "assignee": str(UUID(int=9)), "signer": str(UUID(int=8)),
}  # fmt: skip
ENDS = [Move.WITHDRAW, Move.STOP, Move.CANCEL_ACCEPTANCE]
WALKED = [move for move in Move if move not in {Move.ACCEPT, Move.ASK_TO_COMPLETE, Move.REFUSE, *STAYING}]


def center() -> Center:
    return read_centers(paths.tenants())["que-vo"]


def versions() -> tuple[ProcedureVersion, ...]:
    found = tuple(build_catalog(load_plugins()).procedures.values())
    assert len(found) >= 6
    return found


def ways(version: ProcedureVersion, here: Center) -> Iterator[tuple[Term, tuple[StepRecord, ...]]]:
    """Every lane under every term, alone and with all that other agencies may add to it."""
    rules = tuple(replace(rule, only_if=None) for rule in version.routing_rules)
    env = Env({}, AT.date(), "direct")
    terms = {str(term): term for term in (version.term.default, *(case.term for case in version.term.cases))}
    for lane in version.route.lanes:
        route = Route(Lane(None, lane.steps), reception=version.route.reception, hand_back=version.route.hand_back)
        for term in terms.values():
            for added in {rules, ()}:
                on = frozenset(rule.plugin for rule in added)
                steps = plan(route, version.agency, term, added, env, on)
                planned = Planned(env, version.fee.compute(env), term, due(AT, term, here.calendar), steps)
                yield term, step_records(here, planned, ID, AT)


def everybody(steps: tuple[StepRecord, ...]) -> tuple[Staff, ...]:
    """One person for each desk, and the center's own people."""
    held = {(step.agency, step.desk) for step in steps if not step.is_outside}
    return (
        person(RECEPTION_DESK), person(CLERK_DESK), person(("center", "director")), *(person(desk) for desk in held)
    )  # fmt: skip


def person(desk: tuple[str, str]) -> Staff:
    roles = {
        RECEPTION_DESK: {Role.RECEPTION}, CLERK_DESK: {Role.CLERK}, ("center", "director"): {Role.DIRECTOR}
    }.get(desk, {Role.OFFICER, Role.HEAD})  # fmt: skip
    receives = frozenset({EVERY_AGENCY}) if desk == RECEPTION_DESK else frozenset[str]()
    return Staff(ID, "x", "x", "", frozenset(roles), frozenset({desk}), receives, agency=desk[0])


def given(move: Move, dossier: Dossier) -> Iterator[dict[str, Any]]:
    """A move with each choice that changes where it leads."""
    if move in (Move.SUBMIT, Move.RECEIVE_FROM_OUTSIDE):
        yield from ({**GIVEN, "proposal": proposal} for proposal in ("grant", "refuse"))
    elif move is Move.SUSPEND:
        step = dossier.current_step
        awaits = step is not None and step.awaits and not has_awaited(dossier, step)
        yield {**GIVEN} if awaits else {**GIVEN, "kind": "verification"}
    else:
        yield GIVEN


def reachable(term: Term, steps: tuple[StepRecord, ...], here: Center) -> Iterator[Dossier]:
    """Breadth first over the table of moves; a state is known by what the moves decide on."""
    first = Dossier(ID, "X", "p", steps[0].agency, State.ACCEPTED, 1, steps, received_at=AT)
    first = replace(first, due_at=dossier_due(first, term, here.calendar, AT))
    yield replace(first, state=State.INCOMPLETE, steps=(), due_at=None)
    yield replace(first, state=State.REFUSED, steps=(), due_at=None)
    people = everybody(steps)
    queue, known = deque([first]), {_key(first)}
    while queue:
        dossier = queue.popleft()
        yield dossier
        for move in WALKED:
            able = [who for who in people if why_not(move, dossier, who) is None]
            for who in able[:1] if move is not Move.GIVE_OPINION else able:
                for data in given(move, dossier):
                    after = walked(move, Walk(dossier, who.id, AT, data, here.calendar, who.desks))
                    after = replace(after, due_at=dossier_due(after, term, here.calendar, AT))
                    if _key(after) not in known:
                        known.add(_key(after))
                        queue.append(after)


def _key(dossier: Dossier) -> Any:
    pauses = frozenset((pause.kind, pause.to_at is None) for pause in dossier.pauses)
    return dossier.state, tuple((step.state, step.proposal) for step in dossier.steps), pauses, dossier.outcome


def may_go_on(dossier: Dossier) -> bool:
    """The next actor, alone, has a move that leads on: no dead end, and no move that is somebody else's."""
    actor = standing_of(dossier).actor
    assert actor is not None
    who = person((actor.agency, actor.desk))
    at_intake = dossier.state is State.INCOMPLETE
    leading = [
        move for move in Move if move not in STAYING and move not in ENDS and (at_intake or move not in AT_INTAKE)
    ]
    return any(dossier.state in MOVES[move].sources and why_not(move, dossier, who) is None for move in leading)


def faults_of(term: Term, steps: tuple[StepRecord, ...], here: Center) -> tuple[set[State], list[str]]:
    reached, faults = set[State](), []
    for dossier in reachable(term, steps, here):
        reached.add(dossier.state)
        if fault := silence(dossier):
            faults.append(f"{dossier.state}: {fault}")
        elif not STATES[dossier.state].is_final and not may_go_on(dossier):
            faults.append(f"{dossier.state}: ai phải xử lý tiếp lại không làm gì được")
    return reached, faults


def shape(way: tuple[Term, tuple[StepRecord, ...]]) -> Any:
    """All that the moves decide on: two procedures of one shape reach the same states."""
    term, steps = way
    desks = list(dict.fromkeys((step.agency, step.desk) for step in steps))
    ids = [step.id for step in steps]
    return term.has_no_end, tuple(
        (
            step.kind,
            desks.index((step.agency, step.desk)),
            step.is_outside,
            step.signs,
            step.awaits,
            step.within in ("none", "unknown"),
            ids.index(step.parent_id) if step.parent_id else None,
        )
        for step in steps
    )


def of_every_shape() -> tuple[ProcedureVersion, ...]:
    """The procedures, less those whose every way has the shape of one that is walked already."""
    here, seen, kept = center(), set[Any](), []
    for version in versions():
        shapes = {shape(way) for way in ways(version, here)}
        if shapes - seen:
            kept.append(version)
            seen |= shapes
    return tuple(kept)


@pytest.mark.parametrize("version", of_every_shape(), ids=lambda version: version.key)
def test_no_state_of_a_shipped_procedure_is_silent(version: ProcedureVersion) -> None:
    here = center()
    reached = set[State]()
    for term, steps in ways(version, here):
        states, faults = faults_of(term, steps, here)
        assert not faults
        reached |= states
    assert {State.PROCESSING, State.SUSPENDED, State.SUPPLEMENT, State.WITHDRAWN, State.HANDED_BACK} <= reached


PROVINCE = at_agency("province", "so", "Sở chuyên ngành")
COMMUNE = at_agency("commune", "ubnd", "UBND xã")
LEADER = at_agency("ubnd", "leader", "Lãnh đạo UBND huyện", signs=True)


def outside_way(here: Center) -> tuple[Term, tuple[StepRecord, ...]]:
    """No shipped procedure leaves the center yet: one that goes to a commune first and to the province last."""
    lane = Lane(
        None,
        (
            Step("Xác nhận", COMMUNE, working_days(2)),
            Step("Ký", LEADER, working_days(2)),
            Step("Cấp", PROVINCE, Term("none")),
        ),
    )
    env, term = Env({}, AT.date(), "direct"), working_days(10)
    steps = plan(Route(lane), "noi_vu", term, (), env, frozenset())
    fee = versions()[0].fee.compute(env)
    return term, step_records(here, Planned(env, fee, term, due(AT, term, here.calendar), steps), ID, AT)


def test_a_way_through_a_commune_and_the_province_is_not_silent_either() -> None:
    here = center()
    reached, faults = faults_of(*outside_way(here), here)
    assert not faults
    assert State.OUTSIDE in reached


def test_all_procedures_together_reach_every_state() -> None:
    here = center()
    reached, _ = faults_of(*outside_way(here), here)
    for version in of_every_shape():
        for term, steps in ways(version, here):
            reached |= {dossier.state for dossier in reachable(term, steps, here)}
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(State))
def test_a_state_without_a_sentence_is_found(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    here = center()
    monkeypatch.setitem(STATES, state, replace(STATES[state], sentence=" "))  # type: ignore[attr-defined]
    found = [faults_of(*way, here)[1] for way in _some_ways(here)]
    assert any(f"{state}: không có câu nào cho người nộp" in faults for faults in found)


def test_a_state_in_which_nobody_acts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_outside(dossier: Dossier) -> Any:
        return None if dossier.state is State.SUPPLEMENT_ASKED else real(dossier)

    real = standings.next_actor
    here = center()
    monkeypatch.setattr(standings, "next_actor", nobody_outside)
    assert any("không ai phải xử lý tiếp" in fault for way in _some_ways(here) for fault in faults_of(*way, here)[1])


def _some_ways(here: Center) -> list[tuple[Term, tuple[StepRecord, ...]]]:
    """Ways that together reach every state: one with opinions and one outside."""
    with_opinions = next(
        way for version in versions() for way in ways(version, here) if any(s.kind == "opinion" for s in way[1])
    )
    return [with_opinions, outside_way(here)]
