"""What the public post carries, as pages read it: by state, one task with its steps, what waits at the counter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import EVERY_AGENCY, Acting, Permission, Staff
from motcua.domain.post import (
    ACTS,
    AT_COUNTER,
    CARRYING_NAMES,
    ENDED,
    IN_HAND,
    POST_EVENTS,
    POST_STATES,
    WAITING,
    Carrying,
    PostAct,
    PostState,
    why_not_act,
)
from motcua.services.catalogue import versions_of
from motcua.services.files.keeping import FileLine, OpenFile, as_line, open_clean
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import post as stored
from motcua.store.queries.post import Place

_LOOKS = (Permission.CARRY_POST, Permission.SEE_EVERY_DOSSIER)
LISTS: Mapping[str, frozenset[PostState]] = {"cho": WAITING, "dang": IN_HAND | AT_COUNTER, "xong": ENDED}


@dataclass(frozen=True, slots=True)
class PostTask:
    """One task. `name`, `address`, `phone` are of whom the post goes to; `code` of the dossier, "" while there is none.

    `receiver` tells who took the result; `postage` is the post's own charge in đồng.
    """

    id: UUID
    kind: Carrying
    state: PostState
    agency: str
    about: str
    code: str
    name: str
    address: str
    phone: str
    asked_at: datetime
    asked_by: str
    changed_at: datetime
    dossier_id: UUID | None
    trip_id: UUID | None
    officer_name: str
    papers: str
    posting_number: str
    postage: int | None
    attempts: int
    seen: int
    receiver: str = ""

    @property
    def kind_name(self) -> str:
        return CARRYING_NAMES[self.kind]

    @property
    def state_name(self) -> str:
        return POST_STATES[self.state].name

    @property
    def sentence(self) -> str:
        return POST_STATES[self.state].sentence

    @property
    def holder(self) -> str:
        return POST_STATES[self.state].holder

    @property
    def is_ended(self) -> bool:
        return POST_STATES[self.state].is_final


@dataclass(frozen=True, slots=True)
class PostStep:
    """What was done, when, by whom; `note` is what was written down with it, for staff."""

    at: datetime
    past: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task on its page. `acts` are those that this person may do now; `files` the photographs kept with it."""

    task: PostTask
    steps: tuple[PostStep, ...]
    acts: tuple[PostAct, ...]
    files: tuple[FileLine, ...]


def agencies_seen(staff: Staff) -> tuple[str, ...] | None:
    """Whose tasks somebody may see: those of their counter; None: of all agencies."""
    if any(staff.may(each) for each in _LOOKS) or (_is_counter(staff) and EVERY_AGENCY in staff.receives):
        return None
    if not _is_counter(staff):
        raise NotAllowed("Việc bưu chính dành cho cán bộ bưu chính công ích, quầy và Giám đốc Trung tâm.")
    return tuple(sorted(staff.receives))


def _is_counter(staff: Staff) -> bool:
    return staff.may(Permission.RECEIVE) or staff.may(Permission.HAND_BACK)


def check_sees(staff: Staff, agency: str) -> None:
    seen = agencies_seen(staff)
    if seen is not None and agency not in seen:
        raise NotAllowed("Việc bưu chính này thuộc quầy của cơ quan khác.")


def may_act(staff: Staff, act: PostAct, agency: str) -> bool:
    """The post does its own side; the counter that receives for the agency does the other."""
    permission = ACTS[act].permission
    if not staff.may(permission):
        return False
    return permission is Permission.CARRY_POST or staff.receives_for(agency)


def as_task(row: Mapping[str, Any]) -> PostTask:
    said = row["said"]
    return PostTask(
        id=row["id"],
        kind=Carrying(row["kind"]),
        state=PostState(row["state"]),
        agency=row["agency"],
        about=row["about"],
        code=row.get("code") or "",
        name=said["name"],
        address=said["address"],
        phone=said["phone"],
        asked_at=row["asked_at"],
        asked_by=row["asked_by"],
        changed_at=row["changed_at"],
        dossier_id=row["dossier_id"],
        trip_id=row["trip_id"],
        officer_name=row["officer_name"],
        papers=row["papers"],
        posting_number=row["posting_number"],
        postage=row["postage"],
        attempts=row["attempts"],
        seen=row["version"],
        receiver=said.get("receiver", ""),
    )


def as_steps(rows: Iterable[Mapping[str, Any]]) -> tuple[PostStep, ...]:
    return tuple(PostStep(row["at"], POST_EVENTS[f"post_{row['act']}"], row["by_name"], row["note"]) for row in rows)


async def tasks(
    acting: Acting, which: str, place: Place | None
) -> tuple[tuple[PostTask, ...], Place | None, Mapping[str, int]]:
    """One page of a list (a key of `LISTS`), where the next begins, and how many there are in the open lists.

    What has ended is listed for the post and for who sees everything: the counter finds it on the dossier's page.
    """
    agencies = agencies_seen(acting.staff)
    states = sorted(LISTS[which])
    async with transaction():
        if which == "xong":
            rows = await stored.tasks_ended(states, place) if agencies is None else []
        else:
            rows = await stored.tasks_in(states, agencies, place)
        counts = await stored.count_by_state(agencies)
    shown = rows[: stored.PAGE]
    by = "changed_at" if which == "xong" else "asked_at"
    after = (shown[-1][by], shown[-1]["id"]) if len(rows) > stored.PAGE else None
    totals = {name: sum(counts.get(state, 0) for state in of) for name, of in LISTS.items() if name != "xong"}
    return tuple(as_task(row) for row in shown), after, totals


async def at_counter(acting: Acting) -> tuple[PostTask, ...]:
    """What the post has brought and the counter has to confirm; the longest waiting first."""
    async with transaction():
        rows = await stored.tasks_in(sorted(AT_COUNTER), agencies_seen(acting.staff), None)
    return tuple(as_task(row) for row in rows[: stored.PAGE])


@dataclass(frozen=True, slots=True)
class ToGive:
    """A result that lies ready and goes by post."""

    dossier_id: UUID
    code: str
    seen: int
    title: str
    agency: str
    applicant_name: str
    since: datetime
    owes_fee: bool


async def results_to_give(
    office: Office, acting: Acting, place: Place | None
) -> tuple[tuple[ToGive, ...], Place | None]:
    async with transaction():
        rows = await stored.results_to_give(agencies_seen(acting.staff), place)
        versions = await versions_of(office, {row["version_hash"] for row in rows})
    shown = rows[: stored.PAGE]
    lines = tuple(
        ToGive(
            row["id"],
            row["code"],
            row["version"],
            versions[row["version_hash"]].title,
            row["agency"],
            row["applicant_name"],
            row["changed_at"],
            row["fee_paid_at"] is None and row["fee_due"] != 0,
        )
        for row in shown
    )
    return lines, (shown[-1]["changed_at"], shown[-1]["id"]) if len(rows) > stored.PAGE else None


async def open_task(acting: Acting, task_id: UUID) -> OpenTask:
    staff = acting.staff
    async with transaction():
        row = await _seen_row(staff, task_id)
        steps = await stored.steps_of([task_id])
        files = await stored.files_of_task(task_id)
    task = as_task(row)
    acts = tuple(
        act for act in PostAct if why_not_act(act, task.kind, task.state) is None and may_act(staff, act, task.agency)
    )
    return OpenTask(task, as_steps(steps), acts, tuple(as_line(file) for file in files))


async def _seen_row(staff: Staff, task_id: UUID) -> Mapping[str, Any]:
    row = await stored.load_task(task_id)
    if row is None:
        raise NotHere
    check_sees(staff, row["agency"])
    return row


async def open_proof(office: Office, acting: Acting, task_id: UUID, file_id: UUID | None) -> OpenFile:
    async with transaction():
        await _seen_row(acting.staff, task_id)
        found = next((row for row in await stored.files_of_task(task_id) if row["id"] == file_id), None)
    if found is None:
        raise NotHere
    return await open_clean(office, found)


@dataclass(frozen=True, slots=True)
class PostWork:
    """What a home says: of the post, what waits and what is in hand; of the counter, what is to be confirmed."""

    waiting: int = 0
    in_hand: int = 0
    to_confirm: int = 0
    is_post: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.is_post or self.to_confirm)


async def post_work(acting: Acting) -> PostWork:
    staff = acting.staff
    is_post = staff.may(Permission.CARRY_POST)
    if not is_post and not _is_counter(staff):
        return PostWork()
    async with transaction():
        counts = await stored.count_by_state(agencies_seen(staff))

    def together(states: Iterable[PostState]) -> int:
        return sum(counts.get(state, 0) for state in states)

    return PostWork(together(WAITING), together(IN_HAND), together(AT_COUNTER), is_post)
