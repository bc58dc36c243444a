"""What every printed letter of a dossier is made of: who may print it, its event, its head and who submitted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from motcua.centers import Center, here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.errors import Conflict
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.sections import ID_KINDS
from motcua.letters.data import Letterhead, Submitter
from motcua.services import records
from motcua.services.answers import opened_answers
from motcua.services.catalogue import version_of
from motcua.services.codes import local_date, tracking_secret
from motcua.services.office import Office
from motcua.services.visibility import load_seen
from motcua.store.queries.trail import load_events


async def seen(office: Office, acting: Acting, dossier_id: UUID) -> tuple[records.Kept, ProcedureVersion]:
    kept = await load_seen(acting.staff, dossier_id)
    return kept, await version_of(office, kept.row["version_hash"])


async def event_of(dossier_id: UUID, kind: str, otherwise: str) -> Mapping[str, Any]:
    event = await last_event(dossier_id, kind)
    if event is None:
        raise Conflict(otherwise)
    return event


async def last_event(dossier_id: UUID, kind: str) -> Mapping[str, Any] | None:
    return next((event for event in reversed(await load_events(dossier_id)) if event["kind"] == kind), None)


def tracking_link(office: Office, kept: records.Kept) -> str:
    return f"{office.settings.base_url}/{here().key}/tra-cuu/{kept.dossier.code}/{tracking_secret(kept.dossier.id)}"


def head_of(center: Center, kept: records.Kept) -> Letterhead:
    assert kept.dossier.received_at is not None
    return head_on(center, local_date(kept.dossier.received_at))


def head_on(center: Center, on: date) -> Letterhead:
    """The unit under the name it had on that day (its name changed on 21-6-2018)."""
    unit = center.named_on(on)
    return Letterhead(
        governing_body=unit.parent,
        center=unit.name,
        place=center.short_name,
        address=center.address,
        phone=center.phone,
        email=center.email,
    )


def submitter_of(kept: records.Kept) -> Submitter:
    answers = opened_answers(ApplicantForm.definition, kept.row["answers"]["applicant"])
    is_person = answers.get("applicant.kind") == "person"
    kind = ID_KINDS.get(answers.get("applicant.id_kind", ""), "Số giấy tờ tùy thân") if is_person else "Mã số thuế"
    proxy, head = answers.get("proxy.name"), answers.get("applicant.head_name")
    return Submitter(
        dossier_of=kept.applicant_name,
        name=proxy or head or kept.applicant_name,
        address=answers.get("applicant.address", ""),
        phone=answers.get("applicant.phone", ""),
        email=answers.get("applicant.email", ""),
        id_label=kind,
        id_number=answers.get("applicant.id_number" if is_person else "applicant.tax_code", ""),
    )
