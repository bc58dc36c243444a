"""The moves a dossier's page offers to one person, each with its questions or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from motcua.domain.calendar import local
from motcua.domain.dossier import Dossier, has_awaited, why_not
from motcua.domain.moves import AT_INTAKE, MOVES, Move
from motcua.domain.people import Acting, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.services.counter.correcting import correctable
from motcua.services.dossiers.asked import MoveField, Situation, fields_of
from motcua.services.dossiers.hindrances import hindrance, is_beside_the_point, late_to_reappoint
from motcua.services.dossiers.records import Kept
from motcua.services.results.signatures import signing_of
from motcua.store.queries.steps import staff_at_desk


@dataclass(frozen=True, slots=True)
class OfferedMove:
    """A move whose state fits. `why_not` None: this person may make it now."""

    move: Move
    label: str
    fields: tuple[MoveField, ...]
    why_not: str | None

    @property
    def is_open(self) -> bool:
        return self.why_not is None


async def colleagues_of(dossier: Dossier, acting: Acting) -> tuple[tuple[str, str], ...]:
    """Who sits at the desk of the step, for whoever may share out its work."""
    step = dossier.current_step
    if step is None or why_not(Move.ASSIGN, dossier, acting.staff) is not None:
        return ()
    return await people_at(step.agency, step.desk, acting.at)


async def signers_of(dossier: Dossier, at: datetime) -> tuple[tuple[str, str], ...]:
    """Who sits at the desk that signs on this dossier's way."""
    signing = next((step for step in dossier.route if step.signs), None)
    return await people_at(signing.agency, signing.desk, at) if signing is not None else ()


async def people_at(agency: str, desk: str, at: datetime) -> tuple[tuple[str, str], ...]:
    """Who sits there and may act on that business day: nobody whose secondment is over is offered."""
    found = await staff_at_desk(agency, desk, local(at).date())
    return tuple((str(each["id"]), each["name"]) for each in found)


def situation_of(
    kept: Kept,
    version: ProcedureVersion,
    colleagues: tuple[tuple[str, str], ...],
    signers: tuple[tuple[str, str], ...] = (),
) -> Situation:
    """What the questions of this dossier's moves depend on."""
    dossier, step = kept.dossier, kept.dossier.current_step
    return Situation(
        fee_due=dossier.fee_balance,
        fee_is_paid=dossier.fee_paid_at is not None,
        originals=kept.originals_to_return,
        applicant_name=kept.applicant_name,
        awaited=step.awaits if step is not None and not has_awaited(dossier, step) else None,
        colleagues=colleagues,
        signers=signers,
        correctable=correctable(version, kept) if dossier.state in MOVES[Move.CORRECT].sources else (),
    )


def offered_moves(
    kept: Kept,
    version: ProcedureVersion,
    staff: Staff,
    at: datetime,
    colleagues: tuple[tuple[str, str], ...] = (),
) -> tuple[OfferedMove, ...]:
    dossier = kept.dossier
    situation = replace(situation_of(kept, version, colleagues), signing=signing_of(kept, staff, at))
    situation = replace(situation, late_to_reappoint=late_to_reappoint(dossier, at))
    return tuple(
        OfferedMove(
            move,
            facts.label,
            fields_of(move, situation),
            why_not(move, dossier, staff) or hindrance(move, kept, at),
        )
        for move, facts in MOVES.items()
        if dossier.state in facts.sources and move not in AT_INTAKE and not is_beside_the_point(move, kept)
    )
