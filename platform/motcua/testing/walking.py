"""Driving dossiers through their steps as the right people, at the hours a test says.

case = await accept_dossier(office, center, "dang-ky-ho-kinh-doanh", at=at("2017-11-06 10:00"))
await walk(case)
assert (await case.dossier()).state is State.HANDED_BACK

What lies beside the straight way is one move each, made by whoever may:

await walk(case, until=State.PROCESSING)
await case.make(Move.ASK_FOR_SUPPLEMENT, at("2017-11-07 09:00"), data={"missing": "…", "reason": "…"})

Time passes when a test says so:

await case.travel_to_due(working_days=1)
assert await case.is_late()
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

from motcua.centers import Center, entered
from motcua.domain.calendar import add_working_minutes, local
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Staff
from motcua.domain.states import State
from motcua.services.accounts.crew import Crew
from motcua.services.counter import intake
from motcua.services.dossiers import moves
from motcua.services.office import Office
from motcua.services.samples.people import Place, applicant_answers, draw_person
from motcua.services.samples.scripts import Act, script_of
from motcua.testing.answers import Filling, fill_at
from motcua.testing.cases import Case

Pace = Callable[[Act], int]


async def accept_dossier(
    office: Office,
    center: Center,
    procedure: str,
    *,
    at: datetime,
    by: Staff | None = None,
    crew: Crew | None = None,
    seed: int = 0,
    size: str = "shortest",
    filling: Filling | None = None,
    intake_changes: dict[str, Any] | None = None,
    **answers: Any,
) -> Case:
    """Receives a dossier of an installed procedure with valid answers (`fill`) and every paper it needs.

    `answers` as for `fill`; `intake_changes` replace fields of the `Intake` (`fee_collected=True`, `note="…"`).
    """
    case = await prepare(office, center, procedure, at=at, crew=crew, seed=seed, size=size, filling=filling, **answers)
    taken = case_intake(case, **(intake_changes or {}))
    who = by or case.crew.receiving(case.version.agency)[0]
    with entered(center):
        accepted = await intake.accept(office, Acting(who, at), taken, uuid4())
    case.id, case.code, case.secret = accepted.id, accepted.code, accepted.secret
    case.moments.append((Move.ACCEPT, at))
    return case


async def prepare(
    office: Office,
    center: Center,
    procedure: str,
    *,
    at: datetime,
    crew: Crew | None = None,
    seed: int = 0,
    size: str = "shortest",
    filling: Filling | None = None,
    **answers: Any,
) -> Case:
    """A case that is not at the counter yet: with its people and answers, but no dossier."""
    version = office.catalog.procedures[procedure]
    with entered(center):
        crew = crew or await Crew.of(center)
    on = local(at).date()
    made = filling or fill_at(office.catalog, center, procedure, size=size, filed_on=on, seed=seed, answers=answers)
    person = draw_person(Random(f"{procedure}/{seed}"), Place.of(center), on)
    return Case(office, center, crew, version, person, uuid4(), filling=made)


def case_intake(case: Case, **changes: Any) -> intake.Intake:
    """What the counter types for a case; `changes` replace its fields."""
    assert case.filling is not None
    values: dict[str, Any] = {
        "version_hash": case.version.hash,
        "applicant": applicant_answers(case.person),
        "answers": case.filling.raw,
        "papers": case.filling.papers,
    }
    return intake.Intake(**(values | changes))


async def acts_of(
    case: Case, *, is_granted: bool = True, is_returned: bool = False, rng: Random | None = None
) -> tuple[Act, ...]:
    """The script of a dossier just accepted: every move up to the hand-back."""
    kept = await case.kept()
    return script_of(kept, rng or Random(case.code), is_granted=is_granted, is_returned=is_returned)


async def walk(
    case: Case,
    *,
    until: State | None = None,
    starting_at: datetime | None = None,
    pace: int | Pace = 15,
    is_granted: bool = True,
    is_returned: bool = False,
) -> list[moves.Made]:
    """Walks a dossier through every step still before it, each move `pace` working minutes after the one before.

    `until`: stops once the dossier stands in that state; walked again, it goes on from there. `pace` may be a function
    of the act, for a desk that is slow (`lambda act: 2_000 if act.step == "tham-dinh" else 15`). `is_granted=False`:
    refused after examination.
    """
    made: list[moves.Made] = []
    moment = starting_at or case.at
    acts = await acts_of(case, is_granted=is_granted, is_returned=is_returned)
    for act in acts[case.walked :]:
        minutes = pace if isinstance(pace, int) else pace(act)
        moment = add_working_minutes(case.center.calendar, moment, minutes)
        made.append(await case.play(act, moment))
        case.walked += 1
        if made[-1].state is until:
            break
    return made
