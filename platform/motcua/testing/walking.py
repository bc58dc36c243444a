"""Driving dossiers through their steps as the right people, at the hours a test says.

case = await accept_dossier(office, center, "dang-ky-ho-kinh-doanh", at=at("2017-11-06 10:00"))
await walk(case)
assert (await case.dossier()).state is State.HANDED_BACK

What lies beside the straight way is one move each, made by whoever may:

await walk(case, until=State.PROCESSING)
await case.make(Move.ASK_FOR_SUPPLEMENT, at("2017-11-07 09:00"), data={"missing": "…", "reason": "…"})
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import Center, entered
from motcua.domain.calendar import add_working_minutes, local
from motcua.domain.dossier import Dossier, NextActor, next_actor, why_not
from motcua.domain.errors import NotHere
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Role, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import State
from motcua.services import intake, moves, records
from motcua.services.crew import Crew
from motcua.services.office import Office
from motcua.services.sample_people import Person, Place, applicant_answers, draw_person
from motcua.services.scripts import Act, Course, Desk, script
from motcua.store.engine import transaction
from motcua.testing.answers import Filling, fill

Pace = Callable[[Act], int]


async def staff_at(center: Center, at: Desk | Role | str, *, agency: str = "") -> Staff:
    """Somebody of the center: who holds a desk (`("tu_phap", "officer")`), has a role, or has that username.

    For the reception give the `agency` whose procedures they must take.
    """
    with entered(center):
        crew = await Crew.of(center)
    if isinstance(at, tuple):
        return crew.at(at, agency)
    if isinstance(at, Role):
        able: Iterable[Staff] = crew.receiving(agency) if at is Role.RECEPTION and agency else crew.by_name.values()
        found = next((staff for staff in able if at in staff.roles), None)
    else:
        found = crew.by_name.get(at)
    if found is None:
        raise LookupError(f"{center.key}: nobody is {at}")
    return found


@dataclass
class Case:
    """One dossier in a test. `version_seen` follows the moves made through it, as the page on a screen would."""

    office: Office
    center: Center
    crew: Crew
    version: ProcedureVersion
    person: Person
    id: UUID
    code: str = ""
    secret: str = ""
    version_seen: int = 1
    filling: Filling | None = None
    moments: list[tuple[Move, datetime]] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """When the last thing happened."""
        return self.moments[-1][1]

    async def kept(self) -> records.Kept:
        """The dossier with its row, applicant, papers and files."""
        with entered(self.center):
            async with transaction():
                found = await records.load(self.id)
        if found is None:
            raise NotHere
        return found

    async def dossier(self) -> Dossier:
        return (await self.kept()).dossier

    async def who_is_next(self) -> NextActor | None:
        return next_actor(await self.dossier())

    async def who_may(self, move: Move) -> Staff:
        """Somebody of the center who may make `move` now; without one, the first person's reason why not."""
        dossier = await self.dossier()
        reasons = {staff.username: why_not(move, dossier, staff) for staff in self.crew.by_name.values()}
        for username, reason in reasons.items():
            if reason is None:
                return self.crew.by_name[username]
        raise LookupError(f"{move}: {next(iter(reasons.values()), 'nobody works here')}")

    async def make(
        self,
        move: Move,
        at: datetime,
        by: Staff | None = None,
        data: Mapping[str, str] | None = None,
        *,
        seen: int | None = None,
        key: UUID | None = None,
    ) -> moves.Made:
        """Makes one move as `by` (else whoever may), with the version last seen unless `seen` says another."""
        by = by or await self.who_may(move)
        with entered(self.center):
            made = await moves.make(
                self.office, Acting(by, at), move, self.id, seen or self.version_seen, data or {}, key or uuid4()
            )
        self.version_seen = made.version
        self.moments.append((move, at))
        return made

    async def play(self, act: Act, at: datetime) -> moves.Made:
        """Makes the move of an act of a script, by whoever sits at its desk."""
        by = self.crew.making(act.move, act.desk, self.version.agency)
        return await self.make(act.move, at, by, act.data)


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
    made = filling or fill(
        procedure, size=size, filed_on=on, seed=seed, center=center, plugins_on=center.plugins, **answers
    )
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
    dossier = kept.dossier
    is_paid = dossier.fee_paid_at is not None
    course = Course(
        is_granted=is_granted,
        is_returned=is_returned,
        received_by=kept.applicant_name,
        fee_is_due=bool(dossier.fee_due) and not is_paid,
        originals=tuple(paper.key for paper in kept.originals_to_return),
    )
    is_quick = kept.row["term"] == "same_day"
    return script(dossier.steps, course, rng or Random(case.code), is_quick=is_quick)


async def walk(
    case: Case,
    *,
    until: State | None = None,
    starting_at: datetime | None = None,
    pace: int | Pace = 15,
    is_granted: bool = True,
    is_returned: bool = False,
) -> list[moves.Made]:
    """Walks a dossier just accepted through every step, each move `pace` working minutes after the one before.

    `until`: stops once the dossier stands in that state. `pace` may be a function of the act, for a desk that is slow
    (`lambda act: 2_000 if act.step == "tham-dinh" else 15`). `is_granted=False`: refused after examination.
    """
    made: list[moves.Made] = []
    moment = starting_at or case.at
    for act in await acts_of(case, is_granted=is_granted, is_returned=is_returned):
        minutes = pace if isinstance(pace, int) else pace(act)
        moment = add_working_minutes(case.center.calendar, moment, minutes)
        made.append(await case.play(act, moment))
        if made[-1].state is until:
            break
    return made
