"""The dossier of an exercise, made by the services as others would have made it, up to the person's own turn."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4, uuid5

from motcua.catalog.plugins import described
from motcua.centers import Center, here
from motcua.domain.calendar import add_working_minutes, local, working_minutes_between
from motcua.domain.errors import Refused, Spoken
from motcua.domain.moves import Move
from motcua.domain.people import CLERK_DESK, RECEPTION_DESK, Acting, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.services.accounts.crew import Crew
from motcua.services.catalogue import offered
from motcua.services.counter import intake as counter
from motcua.services.counter.planning import planned, step_records
from motcua.services.demo.detours import supplemented
from motcua.services.demo.wishes import WISHES, applicant_of, wish_for
from motcua.services.dossiers import moves
from motcua.services.office import Office
from motcua.services.samples.answers import Asking, Sample, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Person, Place, applicant_answers
from motcua.services.samples.scripts import Act, Course, script
from motcua.services.training.exercises import Exercise
from motcua.store.engine import savepoint

LOG = logging.getLogger("motcua.training")
TRIES = 60
EARLIEST = timedelta(days=60)
#: So many working days before its due date a dossier is that will not be ready in time.
NEAR_DUE = 3
NO_DOSSIER = (
    "Chưa dựng được hồ sơ cho bài này: không có thủ tục nào đi qua vị trí của bạn theo cách bài yêu cầu. "
    "Báo giảng viên, hoặc làm bài khác."
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What will be played: who brings what for which procedure, when it came, and the acts up to the exercise."""

    version: ProcedureVersion
    person: Person
    sample: Sample
    received_at: datetime
    acts: tuple[Act, ...]
    turn: Act
    """What would happen next: at this desk the dossier is."""


async def dossier_for(office: Office, acting: Acting, exercise: Exercise) -> UUID:
    """Inside the caller's transaction. Refused where nothing that the center takes in leads to this person's turn."""
    center, rng = here(), Random(uuid4().int)  # noqa: S311  another dossier every time, no secret
    crew = await Crew.of(center)
    # Received on the day it comes, whichever of these days that will be.
    before = {each.hash for each in await offered(office, local(acting.at - EARLIEST).date())}
    versions = [each for each in await offered(office, local(acting.at).date()) if each.hash in before]
    rng.shuffle(versions)
    versions.sort(key=lambda version: version.key not in WISHES)
    for version in versions[:TRIES]:
        found = _prepared(office, center, crew, acting, exercise, version, rng)
        if found is None:
            continue
        try:
            async with savepoint():
                return await _play(office, crew, acting, exercise, found)
        except Spoken as hindered:
            # Made up of what is usual, it met what is not (a rule of this procedure alone): another one will do.
            LOG.warning("exercise %s: %s not usable: %s", exercise.key, version.key, described(hindered))
    raise Refused(NO_DOSSIER)


def _prepared(
    office: Office,
    center: Center,
    crew: Crew,
    acting: Acting,
    exercise: Exercise,
    version: ProcedureVersion,
    rng: Random,
) -> Prepared | None:
    for received_at in _moments(center, acting.at, exercise):
        scene = Scene(rng, Place.of(center), local(received_at).date())
        person = applicant_of(version.key, rng, scene)
        asking = Asking.of(office.catalog, version, scene, center.plugins)
        made = sample(asking, scene, wanted=wish_for(version.key).texts(scene, person))
        if made.filled.errors:
            return None
        plan = planned(center, version, made.filled.answers, received_at, "direct")
        steps = step_records(center, plan, uuid4(), received_at)
        if not steps or not crew.can_walk({(step.agency, step.desk) for step in steps}, version.agency):
            return None
        if exercise.done_by == Move.COLLECT_FEE and not plan.fee.amount:
            return None
        if exercise.nears_due and not _nears(center, plan.due.at, acting.at):
            continue
        course = Course(received_by=person.name, fee_is_due=bool(plan.fee.amount))
        acts = script(steps, course, rng)
        if exercise.with_supplement:
            acts = supplemented(acts, rng)
        before = _before(acts, exercise, acting.staff, version)
        return None if before is None else Prepared(version, person, made, received_at, acts[:before], acts[before])
    return None


def _moments(center: Center, at: datetime, exercise: Exercise) -> Iterator[datetime]:
    """When the dossier may have come: at the end of the working day before, so that no desk is late with it already;
    or on any of the days before, for one that must be near its due date."""
    day, found = local(at).date(), 0
    while found < (25 if exercise.nears_due else 1):
        day -= timedelta(days=1)
        if center.calendar.is_working_day(day):
            found += 1
            if exercise.nears_due:
                yield center.calendar.opening(day) + timedelta(minutes=5)
            else:
                yield center.calendar.closing(day) - timedelta(minutes=60)


def _nears(center: Center, due_at: datetime | None, at: datetime) -> bool:
    if due_at is None or due_at <= at:
        return False
    return working_minutes_between(center.calendar, at, due_at) <= NEAR_DUE * 480


def _before(acts: tuple[Act, ...], exercise: Exercise, staff: Staff, version: ProcedureVersion) -> int | None:
    """The place of the act that is this person's turn."""
    for at, act in enumerate(acts):
        if act.move in exercise.before and (exercise.asks_first or _is_theirs(act, staff, version)):
            return at
    return None


def _is_theirs(act: Act, staff: Staff, version: ProcedureVersion) -> bool:
    if act.desk in (RECEPTION_DESK, CLERK_DESK):
        return act.desk == CLERK_DESK or not staff.receives or staff.receives_for(version.agency)
    return staff.holds(*act.desk)


async def _play(office: Office, crew: Crew, acting: Acting, exercise: Exercise, found: Prepared) -> UUID:
    version, calendar = found.version, here().calendar
    reception = crew.receiving(version.agency)[0]
    intake = counter.Intake(
        version_hash=version.hash,
        applicant={name: tuple(texts) for name, texts in applicant_answers(found.person).items()},
        answers=found.sample.raw,
        papers=dict(found.sample.papers),
    )
    key = uuid4()
    made = await counter.accept(office, Acting(reception, found.received_at), intake, key)
    room = working_minutes_between(calendar, found.received_at, acting.at)
    pace = max(1, min(40, room // (len(found.acts) + 2)))
    at = found.received_at
    for number, act in enumerate(found.acts, 1):
        at = min(add_working_minutes(calendar, at, pace), acting.at - timedelta(seconds=1))
        by = reception if act.desk == RECEPTION_DESK else crew.making(act.move, act.desk, version.agency)
        await moves.make(office, Acting(by, at), act.move, made.id, number, act.data, uuid5(key, str(number)))
    if exercise.asks_first:
        await _ask_for_a_date(office, crew, acting, found, made.id, uuid5(key, "ask"))
    return made.id


async def _ask_for_a_date(
    office: Office, crew: Crew, acting: Acting, found: Prepared, dossier_id: UUID, key: UUID
) -> None:
    """Whoever has it in hand asks the director for more time."""
    calendar = here().calendar
    holder = crew.making(found.turn.move, found.turn.desk, found.version.agency)
    on = local(add_working_minutes(calendar, acting.at, 10 * 480)).date()
    data = {
        "reason": "Phải xác minh thêm tại thực địa.",
        "new_due_on": f"{on:%d/%m/%Y}",
        "is_late_known": "yes",
    }
    at = acting.at - timedelta(seconds=1)
    await moves.make(office, Acting(holder, at), Move.ASK_TO_REAPPOINT, dossier_id, len(found.acts) + 1, data, key)
