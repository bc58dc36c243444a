"""Hundreds of random moves on the database beside the same moves on a value in memory: row by row the two agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import here
from motcua.domain.dossier import Dossier, has_awaited, next_actor, why_not
from motcua.domain.errors import Spoken
from motcua.domain.moves import AT_INTAKE, STAYING, Move
from motcua.domain.people import Acting, Staff
from motcua.domain.standing import silence
from motcua.domain.states import STATES, State
from motcua.domain.terms import Term
from motcua.services.deadlines.dues import dossier_due
from motcua.services.dossiers import records
from motcua.services.dossiers.hindrances import hindrance
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.walk import Walk, walked
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

PROCEDURES = ("thu-kinh-doanh", "thu-dat-dai", "thu-ra-ngoai")
ON_A_PAGE = [move for move in Move if move not in AT_INTAKE]
ENDING = (Move.WITHDRAW, Move.STOP, Move.CANCEL_ACCEPTANCE)
BESIDE = [move for move in ON_A_PAGE if move in STAYING]
LEADING = [move for move in ON_A_PAGE if move not in (*ENDING, *BESIDE)]
MOVES_MADE = 900


def given(number: int, key: str, colleague: UUID) -> dict[str, str]:
    texts = ("note", "reason", "question", "opinion", "finding", "evidence", "missing", "received", "posting_number",
             "document_number", "received_by")  # fmt: skip
    return {
        **dict.fromkeys(texts, "x"), "proposal": "grant", "receiver": "applicant", "told_by": "hand", "kind": "dispute",
        "assignee": str(colleague), "how": "paper_only", "fee_collected": "yes", "fee_amount": "50.000",
        "new_due_on": "29/06/2018", "is_late_known": "yes",
        "original.request": "yes", "original.deed": "yes", "value": f"Lần {number}",
        "field": "form/parcel" if key == "thu-dat-dai" else "form/owner_name",
    }  # fmt: skip


class Life:
    """One dossier: what the database holds, and the value that the moves should have made of it."""

    def __init__(self, desk: Any, key: str, rng: Random) -> None:
        self.desk, self.key, self.rng, self.at = desk, key, rng, desk.at
        self.people: list[Staff] = list(vars(desk.crew).values())
        self.case: Dossier
        self.events = 1

    async def begin(self) -> None:
        delivery = self.rng.choice(("counter", "post"))
        self.id = UUID(str((await self.desk.accept(self.key, delivery=delivery)).id))
        self.case = (await self.kept()).dossier

    async def kept(self) -> records.Kept:
        async with transaction():
            found = await records.load(self.id)
        assert found is not None
        return found

    async def step(self, made: Counter[Move]) -> None:
        self.at += timedelta(days=4) if self.rng.random() < 0.15 else timedelta(minutes=self.rng.randrange(0, 600))
        kept = await self.kept()
        assert self.as_moves_make_it(kept.dossier) == self.as_moves_make_it(self.case)
        move, who = self.pick(kept)
        data = given(self.case.version, self.key, self.colleague())
        try:
            await make(self.desk.office, Acting(who, self.at), move, self.id, self.case.version, data, uuid4())
        except Spoken:
            assert not self.is_lawful(move, who, kept), f"{move} in {self.case.state} was lawful"
            assert await self.kept() == kept  # nothing of it was written
        else:
            assert self.is_lawful(move, who, kept), f"{move} in {self.case.state} was not lawful"
            made[move] += 1
            self.events += 1
            self.case = self.after(move, who, data, kept)
        await self.check()

    def colleague(self) -> UUID:
        step = self.case.current_step
        held = (each.id for each in self.people if step is not None and each.holds(step.agency, step.desk))
        return next(held, self.people[0].id)

    def is_lawful(self, move: Move, who: Staff, kept: records.Kept) -> bool:
        return why_not(move, self.case, who) is None and hindrance(move, kept, self.at) is None

    def pick(self, kept: records.Kept) -> tuple[Move, Staff]:
        """Mostly one that leads on, now and then one beside or an ending, else anything by anybody."""
        chance = self.rng.random()
        wanted = LEADING if chance < 0.65 else BESIDE if chance < 0.8 else ENDING if chance < 0.83 else ()
        if STATES[self.case.state].is_final:
            wanted = BESIDE
        lawful = [(m, w) for m in wanted for w in self.people if self.is_lawful(m, w, kept)]
        if lawful:
            return self.rng.choice(lawful)
        return self.rng.choice([*LEADING, *BESIDE]), self.rng.choice(self.people)

    def after(self, move: Move, who: Staff, data: dict[str, str], kept: records.Kept) -> Dossier:
        step = self.case.current_step
        if step is not None and step.awaits and not has_awaited(self.case, step):
            data = {name: text for name, text in data.items() if name != "kind"}
        after = walked(move, Walk(self.case, who.id, self.at, data, here().calendar, who.desks))
        term = Term.parse(kept.row["term"])
        paid = {}
        if move in (Move.COLLECT_FEE, Move.HAND_BACK, Move.SEND_BY_POST) and self.case.owes_fee:
            due = 50_000 if self.case.fee_due is None else self.case.fee_due
            paid = {"fee_paid_at": self.at, "fee_due": due, "fee_paid": due}
        due_at = dossier_due(after, term, here().calendar, self.at)
        return replace(after, version=self.case.version + 1, due_at=due_at, **paid)

    def as_moves_make_it(self, dossier: Dossier) -> Dossier:
        """By when the applicant completes, and what was asked of the director, is written beside the move."""
        pauses = tuple(replace(pause, deadline_at=None) for pause in dossier.pauses)
        return replace(dossier, pauses=pauses, reappointments=())

    async def check(self) -> None:
        kept = await self.kept()
        assert self.as_moves_make_it(kept.dossier) == self.as_moves_make_it(self.case)
        actor = next_actor(self.case)
        assert (kept.row["at_agency"], kept.row["at_desk"]) == ((actor.agency, actor.desk) if actor else (None, None))
        assert kept.row["is_open"] is not STATES[self.case.state].is_final
        assert silence(self.case) is None
        async with transaction():
            assert len(await load_events(self.id)) == self.events


async def lived(desk: Any, seed: int, count: int) -> tuple[Counter[Move], set[State]]:
    rng, made, reached = Random(seed), Counter[Move](), set[State]()
    while sum(made.values()) < count:
        life = Life(desk, rng.choice(PROCEDURES), rng)
        await life.begin()
        for _ in range(80):
            await life.step(made)
            reached.add(life.case.state)
            if STATES[life.case.state].is_final and rng.random() < 0.5:
                break
    return made, reached


@pytest.mark.slow
async def test_hundreds_of_moves_leave_in_the_database_what_they_make_of_a_value(desk: Any) -> None:
    made, reached = await lived(desk, 7, MOVES_MADE)
    assert set(made) == set(ON_A_PAGE), "a move that was never made proves nothing"
    assert reached >= set(State) - {State.INCOMPLETE, State.REFUSED, State.ACCEPTED}


async def test_a_few_of_them(desk: Any) -> None:
    made, _ = await lived(desk, 1, 25)
    assert sum(made.values()) >= 25


async def test_a_move_that_forgets_a_column_is_found(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a confirmation that does not say when."""
    monkeypatch.setattr(records, "STEP_FIELDS", tuple(name for name in records.STEP_FIELDS if name != "confirmed_at"))
    with pytest.raises(AssertionError):
        await lived(desk, 1, 60)
