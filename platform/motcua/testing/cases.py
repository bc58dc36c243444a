"""One dossier in a test: where it stands, whose turn it is, what is made of it, and time passing over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from motcua.centers import Center, entered
from motcua.domain.calendar import add_working_minutes, local, working_minutes_between
from motcua.domain.dossier import Dossier, NextActor, next_actor, why_not
from motcua.domain.errors import NotHere
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Role, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import MINUTES_PER_WORKING_DAY
from motcua.services.accounts.crew import Crew
from motcua.services.deadlines.lateness import is_overdue
from motcua.services.dossiers import moves, records
from motcua.services.office import Office
from motcua.services.samples.people import Person
from motcua.services.samples.scripts import Act, Desk
from motcua.store.engine import transaction
from motcua.testing.answers import Filling


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
    now: datetime | None = None
    walked: int = 0
    """How many acts of its script `walk` has made."""

    @property
    def at(self) -> datetime:
        """When the last thing happened, or the later moment that the case has travelled to."""
        last = self.moments[-1][1]
        return last if self.now is None else max(last, self.now)

    async def due_at(self) -> datetime:
        """When its result is due; `LookupError` where the law sets no term or nobody has confirmed one."""
        due_at = (await self.dossier()).due_at
        if due_at is None:
            raise LookupError(f"{self.version.key}: nothing is due ({self.version.term.says})")
        return due_at

    async def is_late(self) -> bool:
        """Whether it is overdue now, as the pages count it: never while it waits for the applicant, nor when over."""
        dossier = await self.dossier()
        return is_overdue(dossier.state, dossier.due_at, self.at)

    def travel(self, to: datetime) -> datetime:
        """Time passes until `to` and nothing happens; what is made next is made then. Time never goes back."""
        if to < self.at:
            raise ValueError(f"{local(to):%d/%m/%Y %H:%M} is before {local(self.at):%d/%m/%Y %H:%M}")
        self.now = to
        return to

    async def travel_to_due(self, *, working_days: float = 0) -> datetime:
        """To the moment it is due; -1: a working day before, 1: a working day after, when it is late."""
        due_at, calendar = await self.due_at(), self.center.calendar
        minutes = round(working_days * MINUTES_PER_WORKING_DAY)
        if minutes >= 0:
            return self.travel(add_working_minutes(calendar, due_at, minutes) if minutes else due_at)
        left = working_minutes_between(calendar, self.at, due_at) + minutes
        if left < 0:
            raise ValueError(f"less than {-working_days:g} working days are left")
        return self.travel(add_working_minutes(calendar, self.at, left))

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
        at: datetime | None = None,
        by: Staff | None = None,
        data: Mapping[str, str] | None = None,
        *,
        seen: int | None = None,
        key: UUID | None = None,
    ) -> moves.Made:
        """Makes one move as `by` (else whoever may) `at` a moment (else where the case stands in time), with the
        version last seen unless `seen` says another."""
        at = at or self.at
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
