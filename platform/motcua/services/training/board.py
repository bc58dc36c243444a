"""What a participant has to do, what is done, and everybody's progress for the trainer. The trail decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.centers.training import SPEEDS
from motcua.domain.errors import NotAllowed, Refused
from motcua.domain.people import Acting, Staff
from motcua.domain.states import STATES, State
from motcua.services.accounts.crew import Crew
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.services.training.clock import JUMPS
from motcua.services.training.exercises import BY_KEY, EXERCISES, Exercise
from motcua.services.training.starting import dossier_for
from motcua.services.training.twin import check_is_twin
from motcua.store.engine import transaction
from motcua.store.queries.training import begin_task, done_in_tasks, load_tasks


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise of one person. `begun_at` None: not begun; `done_at`: when the trail says that they did it."""

    exercise: Exercise
    begun_at: datetime | None = None
    done_at: datetime | None = None
    dossier_id: UUID | None = None
    code: str = ""
    standing: str = ""

    @property
    def says(self) -> str:
        return "Đã xong" if self.done_at else "Đang làm" if self.begun_at else "Chưa làm"


@dataclass(frozen=True, slots=True)
class Participant:
    name: str
    title: str
    username: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        return sum(task.done_at is not None for task in self.tasks)

    @property
    def now_at(self) -> str:
        """What they are at: the exercise begun last and not done."""
        begun = [(task.begun_at, task.exercise.title) for task in self.tasks if task.begun_at and not task.done_at]
        return max(begun)[1] if begun else ""


@dataclass(frozen=True, slots=True)
class Mine:
    is_training: bool
    tasks: tuple[Task, ...] = ()

    @property
    def done(self) -> int:
        return sum(task.done_at is not None for task in self.tasks)

    @property
    def next_task(self) -> Task | None:
        """What to do next: what is begun first, then the first that is not."""
        open_ones = [task for task in self.tasks if not task.done_at]
        return min(open_ones, key=lambda task: task.begun_at is None, default=None)


@dataclass(frozen=True, slots=True)
class Board:
    is_training: bool
    participants: tuple[Participant, ...] = ()
    speed: int | None = None
    speeds: Mapping[int, str] | None = None
    jumps: Mapping[str, str] | None = None

    @property
    def done(self) -> int:
        return sum(each.done for each in self.participants)

    @property
    def whole(self) -> int:
        return sum(len(each.tasks) for each in self.participants)


async def mine(office: Office, acting: Acting) -> Mine:
    if here().training is None:
        return Mine(False)
    async with transaction():
        tasks = await load_tasks(acting.staff.id)
        done = await done_in_tasks(acting.staff.id)
    return Mine(True, _tasks(acting.staff, tasks, done))


async def begin(office: Office, acting: Acting, name: str, key: UUID) -> UUID | None:
    """Begins the exercise of that name, or begins it anew with another dossier: this one, or None where the person
    makes it. `key` is the form's: sent twice, it is begun once."""
    check_is_twin(office)
    exercise = BY_KEY.get(name)
    if exercise is None:
        raise Refused("Không có bài tập này. Hãy tải lại trang.")
    if not exercise.is_for(acting.staff):
        raise NotAllowed("Bài tập này dành cho nhiệm vụ khác.")
    async with transaction(), once(key, acting, f"training:{name}") as told:
        if told.outcome is None:
            dossier_id = await dossier_for(office, acting, exercise) if exercise.before else None
            await begin_task(acting.staff.id, exercise.key, dossier_id, acting.at)
            told.outcome = {"id": str(dossier_id) if dossier_id else ""}
        made: str = told.outcome["id"]
    return UUID(made) if made else None


async def board(office: Office) -> Board:
    """Two statements, however many take part."""
    center = here()
    if center.training is None:
        return Board(False)
    crew = await Crew.of(center)
    async with transaction():
        tasks, done = await load_tasks(), await done_in_tasks()
    people = (
        Participant(
            staff.name,
            staff.title,
            staff.username,
            _tasks(staff, _of(tasks, staff), _of(done, staff)),
        )
        for staff in crew.by_name.values()
    )
    speed = center.time.speed if center.time else None
    return Board(True, tuple(each for each in people if each.tasks), speed, SPEEDS, JUMPS)


def _of(rows: Iterable[Mapping[str, Any]], staff: Staff) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["staff_id"] == staff.id]


def _tasks(staff: Staff, begun: Iterable[Mapping[str, Any]], done: Iterable[Mapping[str, Any]]) -> tuple[Task, ...]:
    rows = {row["exercise"]: row for row in begun}
    events = {(row["exercise"], row["kind"]): row["at"] for row in done}
    return tuple(
        _task(exercise, rows.get(exercise.key), events.get((exercise.key, str(exercise.done_by))))
        for exercise in EXERCISES
        if exercise.is_for(staff) or exercise.key in rows
    )


def _task(exercise: Exercise, row: Mapping[str, Any] | None, done_at: datetime | None) -> Task:
    if row is None:
        return Task(exercise)
    standing = STATES[State(row["state"])].name if row["state"] else ""
    return Task(exercise, row["begun_at"], done_at, row["dossier_id"], row["code"] or "", standing)
