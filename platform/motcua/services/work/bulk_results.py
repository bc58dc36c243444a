"""What became of each dossier of a batch, for who asked for it and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.errors import NotHere
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting
from motcua.services.office import Office
from motcua.services.work.worklists import WorklistRow, check_sees_lists, lines_of, sight_of
from motcua.store.engine import transaction
from motcua.store.queries import bulk as stored
from motcua.store.queries import visible as seen

PAGE = 100
LATELY = 20


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one dossier. `says` is the result or the reason; `row` how it stands now, None: not theirs."""

    id: UUID
    state: str
    says: str
    row: WorklistRow | None
    seq: int = 0

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def is_refused(self) -> bool:
        return self.state == "refused"


@dataclass(frozen=True, slots=True)
class Batch:
    """How one batch stands. `is_stopped`: some wait, and nobody is at it unless the page that began it still is."""

    id: UUID
    move: Move
    query: str
    at: datetime
    is_asked: bool
    is_beside: bool
    has_more: bool
    done: int
    refused: int
    waiting: int

    @property
    def label(self) -> str:
        return MOVES[self.move].label

    @property
    def total(self) -> int:
        return self.done + self.refused + self.waiting

    @property
    def is_under_way(self) -> bool:
        return self.is_beside and self.waiting > 0 and not self.is_asked

    @property
    def is_stopped(self) -> bool:
        return self.waiting > 0 and not self.is_beside and not self.is_asked

    @property
    def percent(self) -> int:
        return 100 * (self.total - self.waiting) // max(self.total, 1)


@dataclass(frozen=True, slots=True)
class Results:
    batch: Batch
    items: tuple[Done, ...]
    next_seq: int | None = None
    answers: Mapping[str, str] | None = None
    """What was asked once for all, to be sent again with what was refused."""


async def results(
    office: Office, acting: Acting, batch_id: UUID, *, state: str | None = None, after: int = 0
) -> Results:
    """One page of a batch in its order; `state` narrows it to `done`, `refused` or `waiting`."""
    check_sees_lists(acting.staff)
    async with transaction():
        row = await stored.batch_of(batch_id)
        if row is None or row["staff_id"] != acting.staff.id:
            raise NotHere
        counts = (await stored.counts_of([batch_id]))[batch_id]
        items = await stored.items_of(batch_id, state, after, PAGE)
        rows = await seen.these(sight_of(acting.staff), [item["dossier_id"] for item in items])
        by_id = {line.id: line for line in await lines_of(office, acting, rows)}
        answers = (await stored.answers_of(batch_id)).get("", {})
    done = tuple(
        Done(item["dossier_id"], item["state"], item["says"], by_id.get(item["dossier_id"]), item["seq"])
        for item in items
    )
    return Results(_batch(row, counts), done, items[-1]["seq"] if len(items) == PAGE else None, answers)


async def lately(acting: Acting) -> tuple[Batch, ...]:
    """The batches this person had done, the latest first."""
    check_sees_lists(acting.staff)
    async with transaction():
        rows = await stored.batches_of(acting.staff.id, LATELY)
        counts = await stored.counts_of([row["id"] for row in rows])
    return tuple(_batch(row, counts[row["id"]]) for row in rows)


def _batch(row: Mapping[str, object], counts: Mapping[str, int]) -> Batch:
    at, batch_id = row["at"], row["id"]
    assert isinstance(at, datetime)
    assert isinstance(batch_id, UUID)
    return Batch(
        batch_id,
        Move(str(row["move"])),
        str(row["query"]),
        at,
        row["state"] == "asked",
        bool(row["is_beside"]),
        bool(row["has_more"]),
        counts.get("done", 0),
        counts.get("refused", 0),
        counts.get("waiting", 0),
    )
