"""A visit: several procedures for one person in one go, with one receipt that lists them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.applicant import ApplicantForm
from motcua.domain.errors import Conflict, Refused
from motcua.domain.people import Acting
from motcua.letters.visit import VisitedDossier, VisitReceiptData
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.timeline import who_did
from motcua.services.dossiers.visibility import load_seen, may_see
from motcua.services.letters.statutory import NOT_ACCEPTED, Given, Material, receipt_data
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import visits as stored
from motcua.store.queries.dossiers import find_by_code
from motcua.store.queries.trail import load_events

LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class Companion:
    """The dossier beside which another is taken in: `typed` keeps the applicant on the form."""

    id: UUID
    code: str
    name: str
    typed: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One dossier of a visit, as a page lists it."""

    id: UUID
    code: str
    title: str
    due_at: datetime | None


async def companion(office: Office, acting: Acting, dossier_id: UUID) -> Companion:
    """Of a dossier taken in today, by whoever may see it."""
    async with transaction():
        kept = await _taken_in(acting, dossier_id)
    _check_today(kept, acting)
    form = ApplicantForm.definition
    typed = form.typed(opened_answers(form, kept.row["answers"]["applicant"]))
    return Companion(kept.dossier.id, kept.dossier.code or "", kept.applicant_name, typed)


async def join(acting: Acting, made_id: UUID, beside: UUID, id_number: str) -> None:
    """Inside the transaction that makes the dossier: it belongs to the visit of `beside`, the same person's."""
    kept = await _taken_in(acting, beside)
    _check_today(kept, acting)
    if not id_number or not await stored.is_of_person(beside, id_number):
        sentence = f"Hồ sơ {kept.dossier.code} cùng lượt là của người khác. Hãy mở tiếp nhận mới cho người này."
        raise Refused(sentence, {"*": sentence})
    await stored.join_visit(made_id, await stored.first_of_visit(beside), acting.at)


async def _taken_in(acting: Acting, dossier_id: UUID) -> records.Kept:
    kept = await load_seen(acting.staff, dossier_id)
    if kept.dossier.state in NOT_ACCEPTED:
        raise Conflict("Hồ sơ này chưa được tiếp nhận nên chưa thêm được thủ tục cùng lượt.")
    return kept


def _check_today(kept: records.Kept, acting: Acting) -> None:
    if local_date(kept.row["received_at"]) != local_date(acting.at):
        raise Conflict("Lượt nộp này không phải của hôm nay. Hãy mở tiếp nhận mới cho người này.")


async def visit_lines(office: Office, acting: Acting, dossier_id: UUID) -> tuple[VisitLine, ...]:
    """The dossiers of a visit that this person may see, in the order they were taken in; none where one came alone."""
    async with transaction():
        if len(await stored.dossiers_of_visit(dossier_id)) < 2:
            return ()
        found = []
        for kept in await _of_visit(acting, dossier_id):
            version = await version_for(office, kept.row)
            due_at = kept.dossier.first_due_at
            found.append(VisitLine(kept.dossier.id, kept.dossier.code or "", version.title, due_at))
    return tuple(found)


async def _of_visit(acting: Acting, dossier_id: UUID) -> list[records.Kept]:
    asked = await load_seen(acting.staff, dossier_id)
    if asked.dossier.state in NOT_ACCEPTED:
        raise Conflict("Hồ sơ chưa được tiếp nhận nên không có giấy tiếp nhận.")
    ids = await stored.dossiers_of_visit(dossier_id)
    found = [asked if each == dossier_id else await records.load(each) for each in ids]
    return [kept for kept in found if kept is not None and may_see(acting.staff, kept.dossier)]


async def dossier_of_code(office: Office, acting: Acting, code: str) -> UUID | None:
    """The dossier under this very code, if this person may see it."""
    if not code.isprintable() or len(code) > LONGEST_CODE:
        return None
    async with transaction():
        row = await find_by_code(code.upper())
        kept = await records.load(row["id"]) if row is not None else None
    return kept.dossier.id if kept is not None and may_see(acting.staff, kept.dossier) else None


def visit_occasion(of: Material) -> str:
    """Another dossier that joins the visit calls for another receipt of all."""
    if of.state in NOT_ACCEPTED or len(of.companions) < 2:
        return ""
    return f"{len(of.companions)}"


async def visit_receipt(of: Material, given: Given) -> VisitReceiptData:
    """One receipt for everything of the visit: each dossier with its code, its due date and its own QR."""
    office = of.office
    kept = await _of_visit(of.acting, of.kept.dossier.id)
    events = await load_events(kept[0].dossier.id)
    received_by = who_did(next(event for event in events if event["kind"] == "accept"))
    singles = [receipt_data(office, each, await version_for(office, each.row), "") for each in kept]
    first = singles[0]
    return VisitReceiptData(
        letterhead=first.letterhead,
        submitter=first.submitter,
        dossiers=tuple(VisitedDossier.of(single) for single in singles),
        dated_at=first.dated_at,
        received_by=received_by,
    )
