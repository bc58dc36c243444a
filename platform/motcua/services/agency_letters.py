"""Letters about what an agency decided, which the counter gives to the applicant: supplement, stop, refused result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import Conflict
from motcua.domain.people import Acting
from motcua.letters.data import CompletionRequestData, PaperLine, Printable, RefusalData
from motcua.letters.stop import StopData
from motcua.services.letter_parts import event_of, head_of, last_event, seen, submitter_of, tracking_link
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.timeline import who_did
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events


async def supplement_request(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 02 for what the agency asked for: the counter issues it, the agency never writes to the applicant itself.

    Before it is issued it shows who prints it; afterwards it stays as it was issued (NĐ 61/2018, Điều 19.4).
    """
    async with transaction():
        kept, version = await seen(office, acting, dossier_id)
        asked = await event_of(dossier_id, "ask_for_supplement", "Cơ quan giải quyết chưa đề nghị bổ sung hồ sơ này.")
        issued = await last_event(dossier_id, "issue_supplement") or asked
    by = acting.staff.name if issued is asked else who_did(issued)
    letter: Printable = CompletionRequestData(
        letterhead=head_of(here(), kept),
        submitter=submitter_of(kept),
        request=version.title,
        papers=tuple(PaperLine(line) for line in asked["data"]["missing"].splitlines() if line.strip()),
        reason=asked["data"]["reason"],
        guided_by=by,
        guide_phone=here().phone,
        made_at=issued["at"],
        code=kept.dossier.code or "",
        tracking_link=tracking_link(office, kept),
    )
    return await office.letters.print_letter(letter)


async def stop_notice(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """To the applicant, with the agency's document by which the dossier was stopped."""
    async with transaction():
        kept, version = await seen(office, acting, dossier_id)
        event = await event_of(dossier_id, "stop", "Hồ sơ này không bị dừng giải quyết.")
    assert kept.dossier.received_at is not None
    letter: Printable = StopData(
        letterhead=head_of(here(), kept),
        submitter=submitter_of(kept),
        request=version.title,
        agency=agency_name(here(), kept.dossier.agency),
        document=event["data"]["document_number"],
        reason=event["data"]["reason"],
        told_by=acting.staff.name,
        received_at=kept.dossier.received_at,
        made_at=event["at"],
        code=kept.dossier.code or "",
        tracking_link=tracking_link(office, kept),
    )
    return await office.letters.print_letter(letter)


async def result_refusal(office: Office, acting: Acting, dossier_id: UUID) -> bytes:
    """Mẫu 03 after an examination: a result, so it carries the number of the agency's document."""
    async with transaction():
        kept, version = await seen(office, acting, dossier_id)
        number = kept.row["result_number"]
        if kept.dossier.outcome != "refused" or not number:
            raise Conflict("Hồ sơ này không có kết quả từ chối giải quyết đã vào số.")
        numbered = await event_of(dossier_id, "number", "Kết quả chưa vào số.")
        reasons = [event["data"].get("reason") for event in await load_events(dossier_id) if _refuses(event)]
    letter: Printable = RefusalData(
        letterhead=head_of(here(), kept),
        submitter=submitter_of(kept),
        request=version.title,
        reason=str(reasons[-1]),
        refused_by=acting.staff.name,
        made_at=numbered["at"],
        code=kept.dossier.code or "",
        tracking_link=tracking_link(office, kept),
        agency=agency_name(here(), kept.dossier.agency),
        document=number,
    )
    return await office.letters.print_letter(letter)


def _refuses(event: Mapping[str, Any]) -> bool:
    return bool(event["data"].get("proposal") == "refuse")
