"""The letter of apology for an incident: looked at, issued once under its own book, printed again with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.incidents import APOLOGISED, why_not_apologise
from motcua.domain.letter_kinds import LOSS_APOLOGY
from motcua.domain.people import Acting, Permission
from motcua.letters.data import Issue
from motcua.letters.loss import LossApologyData
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.incidents import Incident, seen_incident, tell_dossier
from motcua.services.letters.issuing import Printed, read_issued, reason_of, set_letter, store_letter
from motcua.services.letters.statutory import head_on
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import applicant_of
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import incidents as stored
from motcua.store.queries.letters import insert_reprint

TO_APOLOGISE = (
    MoveField(
        "remedy", "Cách khắc phục nêu trong thư", required=True, hint="Làm lại giấy tờ gì, ai làm, khi nào xong."
    ),
)


async def preview_apology(office: Office, acting: Acting, incident_id: UUID) -> Printed:
    async with transaction():
        incident = await seen_incident(acting.staff, incident_id)
    issue = Issue(LOSS_APOLOGY.title, number=f"……/{LOSS_APOLOGY.book}", is_preview=True)
    return Printed(await set_letter(office, _letter(incident, acting, ""), issue), "xem-truoc-thu-xin-loi.pdf")


async def issue_apology(
    office: Office, acting: Acting, incident_id: UUID, seen: int, data: Mapping[str, str], key: UUID
) -> Printed:
    """Issues it, or prints it again (with `reason`); the applicant is told when it is issued."""
    async with transaction(), once(key, acting, f"incident_letter:{incident_id}") as told:
        if told.outcome is None:
            incident = await seen_incident(acting.staff, incident_id, lock=True)
            if not acting.staff.may(Permission.ANSWER_INCIDENT):
                raise NotAllowed("Thư xin lỗi do Giám đốc, Phó Giám đốc Trung tâm phát hành.")
            if incident.letter_id is not None:
                said = reason_of(data.get("reason", ""))
                await insert_reprint(incident.letter_id, said, acting.staff.id, acting.staff.name, acting.at)
                told.outcome = {"id": str(incident.letter_id)}
            else:
                told.outcome = {"id": str(await _issue(office, acting, incident, seen, data))}
        return await read_issued(office, UUID(told.outcome["id"]))


async def _issue(office: Office, acting: Acting, incident: Incident, seen: int, data: Mapping[str, str]) -> UUID:
    given = cleaned(TO_APOLOGISE, data)
    if sentence := why_not_apologise(incident.standing):
        raise Conflict(sentence)
    if incident.seen != seen:
        raise Conflict("Sự cố này vừa có thay đổi. Tải lại trang, xem lại rồi phát hành.")
    # The dossier before the book: whoever moves it locks them in this order.
    kept = await records.locked(incident.dossier_id) if incident.dossier_id is not None else None
    letter = _letter(incident, acting, given["remedy"])
    made = await store_letter(
        office, acting, LOSS_APOLOGY, letter, Issue(LOSS_APOLOGY.title), f"incident/{incident.id}", None
    )
    await stored.change_incident(incident.id, {"letter_id": made.id})
    says = f"Phát hành thư xin lỗi số {made.number}. Khắc phục: {given['remedy']}"
    await stored.add_step(incident.id, acting.at, acting.staff.id, acting.staff.name, says)
    if kept is not None:
        await tell_dossier(kept, acting, APOLOGISED, f"Thư xin lỗi số {made.number}")
        text = (
            f"Trung tâm xin lỗi vì giấy tờ “{incident.what}” bị {incident.harm_says.lower()}. "
            f"Thư xin lỗi số {made.number}. Khắc phục: {given['remedy']} Ông/Bà không phải chịu chi phí làm lại."
        )
        await queue_message(
            applicant_of(kept),
            "incident",
            {"about": f"hồ sơ {kept.dossier.code}", "text": text},
            once=f"incident/{incident.id}/apology",
            dossier_id=kept.dossier.id,
            at=acting.at,
        )
    return made.id


def _letter(incident: Incident, acting: Acting, remedy: str) -> LossApologyData:
    amount = f" ({incident.cost_amount:,} đồng)".replace(",", ".") if incident.cost_amount is not None else ""
    return LossApologyData(
        letterhead=head_on(here(), acting.at),
        dated_at=acting.at,
        person=incident.person,
        address=incident.address,
        about=incident.code,
        harm=incident.harm_says,
        what=incident.what,
        found_on=f"{incident.found_on:%d/%m/%Y}",
        fault=incident.fault_says,
        cost=f"{incident.cost}{amount}",
        remedy=remedy,
        incident=incident.number,
        signer_title=acting.staff.title,
        signer=acting.staff.name,
    )
