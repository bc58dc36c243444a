"""The counter's statutory letters from a dossier as it is stored: receipt, request to complete, refusal, stopping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import Center, here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.calendar import due
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
    ReceiptData,
    RefusalData,
    RegisterPlace,
    Submitter,
)
from motcua.letters.stop import StopData
from motcua.services.codes import local_date, tracking_secret
from motcua.services.counter.planning import planned
from motcua.services.counter.reading import DELIVERIES
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.timeline import who_did
from motcua.services.office import Office
from motcua.store.queries.counters import given_before

NOT_ACCEPTED = (State.INCOMPLETE, State.REFUSED)
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """What a letter about one dossier is made of. `companions`: the dossiers of its visit, itself among them;
    `payments`: what was paid for it, each with its receipt."""

    office: Office
    acting: Acting
    kept: records.Kept
    version: ProcedureVersion
    events: tuple[Mapping[str, Any], ...]
    companions: tuple[UUID, ...] = ()
    payments: tuple[Mapping[str, Any], ...] = ()

    @property
    def state(self) -> State:
        return self.kept.dossier.state

    def last(self, *kinds: str) -> Mapping[str, Any] | None:
        """The last event of one of these kinds."""
        return next((event for event in reversed(self.events) if event["kind"] in kinds), None)

    def event(self, *kinds: str) -> Mapping[str, Any]:
        found = self.last(*kinds)
        if found is None:
            raise LookupError(f"no event of {kinds}")
        return found


def seq_of(event: Mapping[str, Any] | None) -> str:
    """An event as the occasion of a letter; "" for none."""
    return str(event["seq"]) if event is not None else ""


async def receipt(of: Material, given: Given) -> ReceiptData:
    """Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả; after a correction it takes the place of the one before."""
    is_corrected = of.last("correct") is not None
    accepted = who_did(of.event("accept"))
    made = receipt_data(of.office, of.kept, of.version, accepted, is_corrected=is_corrected)
    return replace(made, place=await register_place(of.kept))


async def register_place(kept: records.Kept) -> RegisterPlace:
    """Its line in Sổ theo dõi hồ sơ: the numbers of the days before, and its own of the day (TT 01/2018, Điều 10.2)."""
    code, received_at = kept.dossier.code, kept.dossier.received_at
    if not code or received_at is None:
        return RegisterPlace()
    on = local_date(received_at)
    return RegisterPlace(str(on.year), f"{await given_before(on) + int(code[-4:]):02d}")


async def completion_request(of: Material, given: Given) -> CompletionRequestData:
    """Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: the counter's own, before acceptance."""
    event = of.event("ask_to_complete")
    missing = event["data"].get("missing") or [paper["label"] for paper in of.kept.papers if not _given(paper)]
    return CompletionRequestData(
        letterhead=head_on(here(), event["at"]),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        papers=tuple(PaperLine(text) for text in missing),
        reason=event["data"]["reason"],
        guided_by=who_did(event),
        guide_phone=here().phone,
        dated_at=event["at"],
    )


async def supplement_request(of: Material, given: Given) -> CompletionRequestData:
    """Mẫu 02 for what the agency asked for: the counter issues it, the agency never writes to the applicant itself
    (NĐ 61/2018, Điều 19.4)."""
    asked = of.event("ask_for_supplement")
    issued = of.last("issue_supplement")
    return CompletionRequestData(
        letterhead=head_on(here(), asked["at"]),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        papers=tuple(PaperLine(line) for line in asked["data"]["missing"].splitlines() if line.strip()),
        reason=asked["data"]["reason"],
        guided_by=who_did(issued) if issued is not None else of.acting.staff.name,
        guide_phone=here().phone,
        dated_at=of.acting.at,
        code=of.kept.dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
    )


async def refusal(of: Material, given: Given) -> RefusalData:
    """Mẫu 03, phiếu từ chối tiếp nhận hồ sơ."""
    event = of.event("refuse")
    return RefusalData(
        letterhead=head_on(here(), event["at"]),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        reason=event["data"]["reason"],
        refused_by=who_did(event),
        dated_at=event["at"],
    )


async def result_refusal(of: Material, given: Given) -> RefusalData:
    """Mẫu 03 after an examination: a result, so it carries the number of the agency's document (Điều 19.8)."""
    numbered = of.event("number")
    reasons = [event["data"].get("reason") for event in of.events if event["data"].get("proposal") == "refuse"]
    return RefusalData(
        letterhead=head_on(here(), numbered["at"]),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        reason=str(reasons[-1]),
        refused_by=of.acting.staff.name,
        dated_at=numbered["at"],
        code=of.kept.dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
        agency=agency_name(here(), of.kept.dossier.agency),
        document=of.kept.row["result_number"],
    )


async def stop_notice(of: Material, given: Given) -> StopData:
    """To the applicant, with the agency's document by which the dossier was stopped."""
    event = of.event("stop")
    assert of.kept.dossier.received_at is not None
    return StopData(
        letterhead=head_on(here(), event["at"]),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        agency=agency_name(here(), of.kept.dossier.agency),
        document=event["data"]["document_number"],
        reason=event["data"]["reason"],
        told_by=of.acting.staff.name,
        received_at=of.kept.dossier.received_at,
        dated_at=event["at"],
        code=of.kept.dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
    )


def tracking_link(office: Office, kept: records.Kept) -> str:
    return f"{office.settings.base_url}/{here().key}/tra-cuu/{kept.dossier.code}/{tracking_secret(kept.dossier.id)}"


def receipt_data(
    office: Office, kept: records.Kept, version: ProcedureVersion, received_by: str, *, is_corrected: bool = False
) -> ReceiptData:
    """The receipt's words. The due date is the one that was promised, not where pauses have moved it since."""
    center, dossier, row = here(), kept.dossier, kept.row
    assert dossier.received_at is not None
    term = Term.parse(row["term"])
    is_provisional = due(dossier.received_at, term, center.calendar).is_provisional
    return ReceiptData(
        letterhead=head_on(center, dossier.received_at),
        code=dossier.code or "",
        tracking_link=tracking_link(office, kept),
        submitter=submitter_of(kept),
        request=version.title,
        papers=tuple(_paper(paper) for paper in kept.papers if _given(paper)),
        term_says=term.says,
        dated_at=dossier.received_at,
        due_at=dossier.first_due_at,
        received_by=received_by,
        collected_at=DELIVERIES[row["answers"]["delivery"]],
        fees=fee_lines(kept, version, center),
        fee_note=row["fee_note"] if dossier.fee_due is None else "",
        due_note=_due_note(term, is_provisional),
        is_reprint=is_corrected,
    )


def _due_note(term: Term, is_provisional: bool) -> str:
    if term.kind == "unknown":
        return "Thời hạn của thủ tục chưa xác nhận; Trung tâm sẽ báo ngày trả."
    return "Ngày hẹn tạm tính: lịch nghỉ lễ của năm chưa được công bố." if is_provisional else ""


def _given(paper: Mapping[str, Any]) -> bool:
    return bool(paper["originals"] or paper["certified_copies"] or paper["copies"])


def _paper(paper: Mapping[str, Any]) -> PaperLine:
    note = "xuất trình, đã trả lại" if paper["is_presented"] else ""
    if paper["originals"] and not paper["is_presented"]:
        note = GOES_BACK[paper["goes_back"]]
    return PaperLine(paper["label"], paper["originals"], paper["certified_copies"], paper["copies"], note)


def fee_lines(kept: records.Kept, version: ProcedureVersion, center: Center) -> tuple[FeeLine, ...]:
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


def head_on(center: Center, at: datetime) -> Letterhead:
    """The unit under the name it has on that day (its name changed on 21-6-2018)."""
    unit = center.named_on(local_date(at))
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
