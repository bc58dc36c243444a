"""The moves a dossier's page offers to one person, each with its questions or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.dossier import why_not
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Staff
from motcua.services.asked import MoveField, fields_of
from motcua.services.moves import AT_INTAKE
from motcua.services.records import Kept


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


def offered_moves(kept: Kept, staff: Staff) -> tuple[OfferedMove, ...]:
    dossier = kept.dossier
    return tuple(
        OfferedMove(
            move,
            facts.label,
            fields_of(
                move,
                fee_due=dossier.fee_due,
                fee_is_paid=dossier.fee_paid_at is not None,
                originals=kept.originals_to_return,
                applicant_name=kept.applicant_name,
            ),
            why_not(move, dossier, staff),
        )
        for move, facts in MOVES.items()
        if dossier.state in facts.sources and move not in AT_INTAKE
    )
