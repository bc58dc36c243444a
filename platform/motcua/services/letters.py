"""The counter's printed forms, Mẫu 01, 02 and 03 of Thông tư 01/2018/TT-VPCP, from a dossier as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.centers import Center, here
from motcua.domain.calendar import due
from motcua.domain.errors import Conflict
from motcua.domain.papers import GOES_BACK
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import State
from motcua.domain.terms import Term
from motcua.letters.data import (
    CompletionRequestData,
    FeeLine,
    PaperLine,
    Printable,
    ReceiptData,
    RefusalData,
)
from motcua.services import records
from motcua.services.answers import opened_answers
from motcua.services.counter import DELIVERIES
from motcua.services.letter_parts import event_of, head_of, seen, submitter_of, tracking_link
from motcua.services.office import Office
from motcua.services.planning import planned
from motcua.services.timeline import who_did
from motcua.store.engine import transaction

NOT_ACCEPTED = (State.INCOMPLETE, State.REFUSED)


async def receipt(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả, as a PDF; printed again, it is the same."""
    async with transaction():
        kept, version = await seen(office, acting, dossier_id)
        if kept.dossier.state in NOT_ACCEPTED:
            raise Conflict("Hồ sơ chưa được tiếp nhận nên không có giấy tiếp nhận.")
        received_by = await received_by_of(dossier_id)
    return await office.letters.print_letter(receipt_data(office, kept, version, received_by))


async def received_by_of(dossier_id: UUID) -> str:
    """Who signs the receipt; in whose place, where that was another's."""
    return who_did(await event_of(dossier_id, "accept", "Hồ sơ này chưa được tiếp nhận."))


async def completion_request(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, as it was issued."""
    async with transaction():
        kept, version = await seen(office, acting, dossier_id)
        event = await event_of(dossier_id, "ask_to_complete", "Hồ sơ này không có phiếu yêu cầu hoàn thiện.")
    missing = event["data"].get("missing") or [paper["label"] for paper in kept.papers if not _given(paper)]
    letter: Printable = CompletionRequestData(
        letterhead=head_of(here(), kept),
        submitter=submitter_of(kept),
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
        kept, version = await seen(office, acting, dossier_id)
        event = await event_of(dossier_id, "refuse", "Hồ sơ này không bị từ chối tiếp nhận.")
    letter: Printable = RefusalData(
        letterhead=head_of(here(), kept),
        submitter=submitter_of(kept),
        request=version.title,
        reason=event["data"]["reason"],
        refused_by=who_did(event),
        made_at=event["at"],
    )
    return await office.letters.print_letter(letter)


def receipt_data(office: Office, kept: records.Kept, version: ProcedureVersion, received_by: str) -> ReceiptData:
    """The receipt's words. The due date is the one that was promised, not where pauses have moved it since."""
    center, dossier, row = here(), kept.dossier, kept.row
    assert dossier.received_at is not None
    term = Term.parse(row["term"])
    is_provisional = due(dossier.received_at, term, center.calendar).is_provisional
    return ReceiptData(
        letterhead=head_of(center, kept),
        code=dossier.code or "",
        tracking_link=tracking_link(office, kept),
        submitter=submitter_of(kept),
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
