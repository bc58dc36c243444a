"""A dossier that was asked to be completed, as the counter typed it: the start of taking it in after all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from motcua.domain.applicant import ApplicantForm
from motcua.domain.dossier import why_not
from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import State
from motcua.services.catalogue import version_for
from motcua.services.counter.reading import Counts
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.visibility import load_seen
from motcua.services.office import Office
from motcua.store.engine import transaction


@dataclass(frozen=True, slots=True)
class Reopened:
    """`typed` fills the counter's form as if it had been posted; `seen` goes back with the decision."""

    id: UUID
    seen: int
    version: ProcedureVersion
    typed: Mapping[str, tuple[str, ...]]
    papers: Mapping[str, Counts]
    channel: str
    delivery: str
    reason: str
    arrival: Mapping[str, str] = field(default_factory=dict)
    delivery_address: str = ""


async def reopen(office: Office, acting: Acting, dossier_id: UUID) -> Reopened:
    """Conflict once it was taken in or refused; NotAllowed for who does not receive for its agency."""
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        if sentence := why_not(Move.ACCEPT, kept.dossier, acting.staff):
            raise NotAllowed(sentence) if kept.dossier.state is State.INCOMPLETE else Conflict(sentence)
        version = await version_for(office, kept.row)
    answers, form, applicant = kept.row["answers"], version.form, ApplicantForm.definition
    return Reopened(
        id=kept.dossier.id,
        seen=kept.dossier.version,
        version=version,
        typed={
            **applicant.typed(opened_answers(applicant, answers["applicant"])),
            **form.typed(opened_answers(form, answers["form"])),
        },
        papers={
            paper["key"]: (paper["originals"], paper["certified_copies"], paper["copies"]) for paper in kept.papers
        },
        channel=kept.row["channel"],
        delivery=answers.get("delivery", ""),
        reason=kept.row["refusal_reason"] or "",
        arrival=kept.arrival,
        delivery_address=answers.get("delivery_address", ""),
    )
