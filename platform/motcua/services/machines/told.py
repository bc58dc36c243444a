"""What a machine is told of a move: where the dossier went. No name, no answer of the form, nobody's remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.machines import Machine
from motcua.domain.moves import MOVES, Move
from motcua.domain.states import STATES, State
from motcua.store.engine import transaction
from motcua.store.queries import feed

KINDS = tuple(move.value for move in Move)


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One move. `id` is the same wherever and however often it is told; `position` its place in the feed."""

    id: str
    position: int
    at: datetime
    move: str
    move_name: str
    dossier_id: str
    code: str | None
    procedure: str
    agency: str
    from_state: str | None
    to_state: str
    to_state_name: str
    step: str | None
    at_agency: str | None
    at_desk: str | None
    due_at: str | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`cursor`: where to go on, now if `has_more`, otherwise later."""

    events: tuple[ToldEvent, ...]
    cursor: int
    has_more: bool


async def read_events(machine: Machine, after: int, limit: int) -> FeedPage:
    """The moves after a position, of the dossiers that come to the machine's desks."""
    async with transaction():
        await feed.give_positions()
        return await events_after(after, seats(machine), limit)


async def keep_feed() -> None:
    """Gives positions to whatever has none, where somebody reads, so that no reader waits for a long history."""
    async with transaction():
        if not await feed.has_readers():
            return
    given = 1
    while given:
        async with transaction():
            given = await feed.give_positions()


async def events_after(after: int, desks: tuple[str, ...], limit: int) -> FeedPage:
    """As `read_events`, for desks as `agency/desk`, inside a transaction that has given the positions."""
    rows, cursor, has_more = await feed.read_feed(after, kinds=KINDS, desks=desks, limit=limit)
    return FeedPage(tuple(map(_told, rows)), cursor, has_more)


def seats(machine: Machine) -> tuple[str, ...]:
    return tuple(sorted(f"{agency}/{desk}" for agency, desk in machine.desks))


def _told(row: Mapping[str, Any]) -> ToldEvent:
    data = row["data"]
    at_agency, at_desk = data.get("at") or (None, None)
    return ToldEvent(
        id=f"{row['dossier_id']}/{row['seq']}",
        position=row["position"],
        at=row["at"],
        move=row["kind"],
        move_name=MOVES[Move(row["kind"])].past,
        dossier_id=str(row["dossier_id"]),
        code=row["code"],
        procedure=row["procedure_key"],
        agency=row["agency"],
        from_state=data.get("from"),
        to_state=data["to"],
        to_state_name=STATES[State(data["to"])].name,
        step=data.get("step"),
        at_agency=at_agency,
        at_desk=at_desk,
        due_at=data.get("due_at"),
    )
