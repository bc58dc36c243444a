"""What a machine does with a dossier: the moves of its desks, through the same service as a person's click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.dossier import Dossier, StepRecord
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.machines import MACHINE_MOVES, Machine
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting
from motcua.services.catalogue import version_for
from motcua.services.dossiers import moves, records
from motcua.services.dossiers.asked import MoveField
from motcua.services.dossiers.offered import offered_moves
from motcua.services.office import Office
from motcua.store.engine import transaction

NO_DOSSIER = "Không có hồ sơ này trong phạm vi của khóa."


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A move that the machine may make now, with the questions it must answer."""

    move: Move
    fields: tuple[MoveField, ...]


@dataclass(frozen=True, slots=True)
class OpenedDossier:
    """A dossier as its desk's own system needs it: where it stands, and what may be done with it."""

    dossier: Dossier
    procedure: str
    procedure_title: str
    steps: tuple[StepRecord, ...]
    moves: tuple[OpenMove, ...]


async def open_dossier(office: Office, machine: Machine, dossier_id: UUID, at: datetime) -> OpenedDossier:
    """NotHere when it comes to none of the machine's desks: it isn't told that there is such a dossier."""
    async with transaction():
        kept = await _of_its_desks(machine, dossier_id)
        version = await version_for(office, kept.row)
        staff = machine.as_staff
        offered = offered_moves(kept, version, staff, at, ()) if staff.roles else ()
    return OpenedDossier(
        kept.dossier,
        kept.row["procedure_key"],
        version.title,
        tuple(sorted(kept.dossier.steps, key=lambda step: step.ordinal)),
        tuple(
            OpenMove(each.move, each.fields) for each in offered if each.is_open and each.move.value in MACHINE_MOVES
        ),
    )


async def make_move(
    office: Office,
    machine: Machine,
    dossier_id: UUID,
    name: str,
    seen: int,
    values: Mapping[str, str],
    key: UUID,
    at: datetime,
) -> moves.Made:
    """Makes a move of the machine's desk. `key` is the caller's Idempotency-Key: sent again, the first answer is told.

    Refused for what a machine may not do; NotHere as in `open_dossier`; NotAllowed or Conflict as for a person.
    """
    move = MACHINE_MOVES.get(name)
    if move is None:
        if name in {each.value for each in Move}:
            raise NotAllowed(f"Việc “{MOVES[Move(name)].label}” do người có thẩm quyền thực hiện, không làm bằng khóa.")
        raise Refused("Không có việc nào tên như vậy.", {"move": f"Chọn một trong: {', '.join(MACHINE_MOVES)}."})
    async with transaction():
        await _of_its_desks(machine, dossier_id)
        return await moves.make(office, Acting(machine.as_staff, at), move, dossier_id, seen, values, key)


async def _of_its_desks(machine: Machine, dossier_id: UUID) -> records.Kept:
    kept = await records.load(dossier_id)
    if kept is None or not machine.works_on(frozenset((step.agency, step.desk) for step in kept.dossier.steps)):
        raise NotHere(NO_DOSSIER)
    return kept
