"""The counter's printed forms, Mẫu 01, 02 and 03 of Thông tư 01/2018/TT-VPCP, from a dossier as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.centers import Center, here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.calendar import due
from motcua.domain.errors import Conflict, NotHere
from motcua.domain.papers import GOES_BACK
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.sections import ID_KINDS
from motcua.domain.states import State
from motcua.domain.terms import Term
from motcua.letters.data import (
    CompletionRequestData,
    FeeLine,
    Letterhead,
    PaperLine,
    Printable,
    ReceiptData,
    RefusalData,
    Submitter,
)
from motcua.letters.stop import StopData
from motcua.services import records
from motcua.services.answers import opened_answers
from motcua.services.catalogue import version_of
from motcua.services.codes import local_date, tracking_secret
from motcua.services.counter import DELIVERIES
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.planning import planned
from motcua.services.timeline import who_did
from motcua.services.visibility import check_may_see
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

NOT_ACCEPTED = (State.INCOMPLETE, State.REFUSED)


async def receipt(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả, as a PDF; printed again, it is the same."""
    async with transaction():
        kept, version = await _seen(office, acting, dossier_id)
        if kept.dossier.state in NOT_ACCEPTED:
            raise Conflict("Hồ sơ chưa được tiếp nhận nên không có giấy tiếp nhận.")
        received_by = await received_by_of(dossier_id)
    return await office.letters.print_letter(receipt_data(office, kept, version, received_by))


async def received_by_of(dossier_id: UUID) -> str:
    """Who signs the receipt; in whose place, where that was another's."""
    return who_did(await _event(dossier_id, "accept", "Hồ sơ này chưa được tiếp nhận."))


async def completion_request(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, as it was issued."""
    async with transaction():
        kept, version = await _seen(office, acting, dossier_id)
        event = await _event(dossier_id, "ask_to_complete", "Hồ sơ này không có phiếu yêu cầu hoàn thiện.")
    missing = event["data"].get("missing") or [paper["label"] for paper in kept.papers if not _given(paper)]
    letter: Printable = CompletionRequestData(
        letterhead=_head(here(), kept),
        submitter=_submitter(kept),
        request=version.title,
        papers=tuple(PaperLine(text) for text in missing),
        reason=event["data"]["reason"],
        guided_by=who_did(event),
        guide_phone=here().phone,
        made_at=event["at"],
    )
    return await office.letters.print_letter(letter)


async def refusal(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 03, phiếu từ chối tiếp nhận hồ sơ."""
    async with transaction():
        kept, version = await _seen(office, acting, dossier_id)
        event = await _event(dossier_id, "refuse", "Hồ sơ này không bị từ chối tiếp nhận.")
    letter: Printable = RefusalData(
        letterhead=_head(here(), kept),
        submitter=_submitter(kept),
        request=version.title,
        reason=event["data"]["reason"],
        refused_by=who_did(event),
        made_at=event["at"],
    )
    return await office.letters.print_letter(letter)


async def supplement_request(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 02 for what the agency asked for: the counter issues it, the agency never writes to the applicant itself.

    Before it is issued it shows who prints it; afterwards it stays as it was issued (NĐ 61/2018, Điều 19.4).
    """
    async with transaction():
        kept, version = await _seen(office, acting, dossier_id)
        asked = await _event(dossier_id, "ask_for_supplement", "Cơ quan giải quyết chưa đề nghị bổ sung hồ sơ này.")
        issued = await _last(dossier_id, "issue_supplement") or asked
    by = acting.staff.name if issued is asked else who_did(issued)
    letter: Printable = CompletionRequestData(
        letterhead=_head(here(), kept),
        submitter=_submitter(kept),
        request=version.title,
        papers=tuple(PaperLine(line) for line in asked["data"]["missing"].splitlines() if line.strip()),
        reason=asked["data"]["reason"],
        guided_by=by,
        guide_phone=here().phone,
        made_at=issued["at"],
        code=kept.dossier.code or "",
        tracking_link=_link(office, kept),
    )
    return await office.letters.print_letter(letter)


async def stop_notice(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """To the applicant, with the agency's document by which the dossier was stopped."""
    async with transaction():
        kept, version = await _seen(office, acting, dossier_id)
        event = await _event(dossier_id, "stop", "Hồ sơ này không bị dừng giải quyết.")
    assert kept.dossier.received_at is not None
    letter: Printable = StopData(
        letterhead=_head(here(), kept),
        submitter=_submitter(kept),
        request=version.title,
        agency=agency_name(here(), kept.dossier.agency),
        document=event["data"]["document_number"],
        reason=event["data"]["reason"],
        told_by=acting.staff.name,
        received_at=kept.dossier.received_at,
        made_at=event["at"],
        code=kept.dossier.code or "",
        tracking_link=_link(office, kept),
    )
    return await office.letters.print_letter(letter)


async def result_refusal(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 03 after an examination: a result, so it carries the number of the agency's document."""
    async with transaction():
        kept, version = await _seen(office, acting, dossier_id)
        number = kept.row["result_number"]
        if kept.dossier.outcome != "refused" or not number:
            raise Conflict("Hồ sơ này không có kết quả từ chối giải quyết đã vào số.")
        numbered = await _event(dossier_id, "number", "Kết quả chưa vào số.")
        reasons = [event["data"].get("reason") for event in await load_events(dossier_id) if _refuses(event)]
    letter: Printable = RefusalData(
        letterhead=_head(here(), kept),
        submitter=_submitter(kept),
        request=version.title,
        reason=str(reasons[-1]),
        refused_by=acting.staff.name,
        made_at=numbered["at"],
        code=kept.dossier.code or "",
        tracking_link=_link(office, kept),
        agency=agency_name(here(), kept.dossier.agency),
        document=number,
    )
    return await office.letters.print_letter(letter)


def _refuses(event: Mapping[str, Any]) -> bool:
    return bool(event["data"].get("proposal") == "refuse")


def _link(office: Office, kept: records.Kept) -> str:
    return f"{office.settings.base_url}/{here().key}/tra-cuu/{kept.dossier.code}/{tracking_secret(kept.dossier.id)}"


def receipt_data(office: Office, kept: records.Kept, version: ProcedureVersion, received_by: str) -> ReceiptData:
    """The receipt's words. The due date is the one that was promised, not where pauses have moved it since."""
    center, dossier, row = here(), kept.dossier, kept.row
    assert dossier.received_at is not None
    term = Term.parse(row["term"])
    is_provisional = due(dossier.received_at, term, center.calendar).is_provisional
    return ReceiptData(
        letterhead=_head(center, kept),
        code=dossier.code or "",
        tracking_link=_link(office, kept),
        submitter=_submitter(kept),
        request=version.title,
        papers=tuple(_paper(paper) for paper in kept.papers if _given(paper)),
        term_says=term.says,
        received_at=dossier.received_at,
        due_at=dossier.first_due_at,
        received_by=received_by,
        collected_at=DELIVERIES[row["answers"]["delivery"]],
        fees=_fees(kept, version, center),
        fee_note=row["fee_note"] if dossier.fee_due is None else "",
        due_note="Ngày hẹn tạm tính: lịch nghỉ lễ của năm chưa được công bố." if is_provisional else "",
    )


async def _seen(office: Office, acting: Acting, dossier_id: UUID) -> tuple[records.Kept, ProcedureVersion]:
    kept = await records.load(dossier_id)
    if kept is None:
        raise NotHere
    check_may_see(acting.staff, kept.dossier)
    return kept, await version_of(office, kept.row["version_hash"])


async def _event(dossier_id: UUID, kind: str, otherwise: str) -> Mapping[str, Any]:
    event = await _last(dossier_id, kind)
    if event is None:
        raise Conflict(otherwise)
    return event


async def _last(dossier_id: UUID, kind: str) -> Mapping[str, Any] | None:
    return next((event for event in reversed(await load_events(dossier_id)) if event["kind"] == kind), None)


def _given(paper: Mapping[str, Any]) -> bool:
    return bool(paper["originals"] or paper["certified_copies"] or paper["copies"])


def _paper(paper: Mapping[str, Any]) -> PaperLine:
    note = "xuất trình, đã trả lại" if paper["is_presented"] else ""
    if paper["originals"] and not paper["is_presented"]:
        note = GOES_BACK[paper["goes_back"]]
    return PaperLine(paper["label"], paper["originals"], paper["certified_copies"], paper["copies"], note)


def _fees(kept: records.Kept, version: ProcedureVersion, center: Center) -> tuple[FeeLine, ...]:
    """The lines by the rule when they add up to what is owed; one line where the counter collected otherwise."""
    dossier = kept.dossier
    if dossier.fee_due is None:
        return (FeeLine("Phí, lệ phí", None),)
    if dossier.fee_due == 0:
        return ()
    assert dossier.received_at is not None
    answers = opened_answers(version.form, kept.row["answers"]["form"])
    fee = planned(center, version, answers, dossier.received_at, kept.row["channel"]).fee
    if fee.amount == dossier.fee_due:
        return tuple(FeeLine(label, amount) for label, amount in fee.lines)
    return (FeeLine("Phí, lệ phí đã thu", dossier.fee_due),)


def _head(center: Center, kept: records.Kept) -> Letterhead:
    """The unit under the name it had on that day (its name changed on 21-6-2018)."""
    assert kept.dossier.received_at is not None
    unit = center.named_on(local_date(kept.dossier.received_at))
    return Letterhead(
        governing_body=unit.parent,
        center=unit.name,
        place=center.short_name,
        address=center.address,
        phone=center.phone,
        email=center.email,
    )


def _submitter(kept: records.Kept) -> Submitter:
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
