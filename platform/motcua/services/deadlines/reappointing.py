"""An apology with a new date: asked for by who has the dossier, answered by the director, told to the applicant.

NĐ 61/2018, Điều 19.9. The date on the receipt stays with the dossier: it is what statistics count. Who is told is
written down with the act; the applicant's letter waits to be sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.dossier import Dossier, ReappointmentRecord
from motcua.domain.errors import Conflict, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission
from motcua.domain.reappointments import new_due_at
from motcua.domain.routes import CENTER
from motcua.services.dossiers import records
from motcua.services.dossiers.hindrances import late_to_reappoint
from motcua.services.dossiers.timeline import REAPPOINTED, at_says
from motcua.services.messages.outgoing import outgoing
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import applicant_of, once_of
from motcua.store.engine import transaction
from motcua.store.queries import reappointments as stored
from motcua.store.queries.effects import add_notice

SHOWN = 10
#: An answer that is no longer news.
NEWS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Declined:
    """A new date that this person asked for and did not get."""

    dossier_id: UUID
    code: str
    answer: str
    by: str
    at: datetime


async def ask(kept: records.Kept, acting: Acting, given: Mapping[str, Any]) -> dict[str, Any]:
    """Keeps what was asked for the director to answer; what the event tells of it. Inside the move's transaction."""
    dossier = kept.dossier
    assert dossier.due_at is not None  # a hindrance otherwise
    at = new_due_at(dossier, given["new_due_on"], here().calendar)
    if isinstance(at, str):
        raise Refused(at, {"new_due_on": at})
    late_says = late_to_reappoint(dossier, acting.at)
    number = await stored.ask(
        dossier.id,
        acting.staff,
        acting.at,
        due_was=dossier.due_at,
        new_due_at=at,
        reason=given["reason"],
        late_says=late_says,
    )
    text = f"{acting.staff.name} đề nghị xin lỗi, hẹn lại hồ sơ {dossier.code} đến {at_says(at)}."
    await _tell(dossier, number, "asked", "director", text, acting.at)
    return {"due_was": at_says(dossier.due_at), "asked_due": at_says(at), "late_says": late_says}


async def decline(kept: records.Kept, acting: Acting, given: Mapping[str, Any]) -> dict[str, Any]:
    """Back to who asked, with the reason."""
    asked = _asked(kept.dossier)
    await stored.answer(asked.id, "declined", acting.staff, acting.at, given["reason"])
    text = f"Không đồng ý hẹn lại hồ sơ {kept.dossier.code}: {given['reason']}"
    await _tell(kept.dossier, asked.id, "declined", _holder(kept.dossier), text, acting.at)
    return {"asked_by": asked.asked_by_name}


async def approve(kept: records.Kept, acting: Acting, told: Mapping[str, Any]) -> None:
    """The letter is issued: its date is the dossier's from now on, and the applicant is to be told. `told`: the letter.

    Inside the transaction that issues it.
    """
    dossier, asked = kept.dossier, _asked(kept.dossier)
    assert dossier.due_at is not None  # `why_not_approve`
    said = {
        **told,
        "reason": asked.reason,
        "asked_by": asked.asked_by_name,
        "due_was": at_says(dossier.due_at),
        "due_now": at_says(asked.new_due_at),
        "late_says": late_to_reappoint(dossier, acting.at),
    }
    await stored.answer(asked.id, "approved", acting.staff, acting.at)
    after = replace(dossier, due_at=asked.new_due_at, reappointed_to=asked.new_due_at)
    columns = {"reappointed_to": asked.new_due_at}
    await records.record_beside(
        kept, acting, Move.DECLINE_TO_REAPPOINT, REAPPOINTED, said, after=after, columns=columns
    )
    text = (
        f"Trung tâm xin lỗi vì chậm trả kết quả hồ sơ {dossier.code} (đã hẹn {at_says(dossier.due_at)}). "
        f"Hẹn trả lại: {at_says(asked.new_due_at)}. Lý do: {asked.reason}"
    )
    await _tell(dossier, asked.id, "approved", "applicant", text, acting.at)
    said_to_them = {key: said[key] for key in ("due_was", "due_now", "reason")} | {"code": dossier.code or ""}
    once = once_of(_source_key(asked.id, "approved"))
    await queue_message(applicant_of(kept), "reappointed", said_to_them, once=once, dossier_id=dossier.id, at=acting.at)
    until, number = at_says(asked.new_due_at), told["letter_number"]
    text = f"Đồng ý hẹn lại hồ sơ {dossier.code} đến {until}; đã phát hành phiếu xin lỗi số {number}."
    await _tell(dossier, asked.id, "approved_agency", _holder(dossier), text, acting.at)


async def declined_for(acting: Acting) -> tuple[Declined, ...]:
    """What the person's home tells them of their requests, until they ask again or two weeks have passed."""
    if not acting.staff.may(Permission.ASK_TO_REAPPOINT):
        return ()
    async with transaction():
        rows = await stored.declined_for(acting.staff.id, acting.at - NEWS, SHOWN)
    return tuple(
        Declined(row["id"], row["code"], row["answer"], row["answered_by_name"], row["answered_at"]) for row in rows
    )


def _asked(dossier: Dossier) -> ReappointmentRecord:
    asked = dossier.reappointment_asked
    if asked is None:
        raise Conflict("Đề nghị hẹn lại này đã được trả lời.")
    return asked


def _holder(dossier: Dossier) -> str:
    step = dossier.current_step
    return f"agency:{step.agency}" if step is not None and step.agency != CENTER else "reception"


async def _tell(dossier: Dossier, number: int, what: str, to: str, text: str, at: datetime) -> None:
    await add_notice(
        dossier.id,
        at=at,
        event=f"reappoint_{what}",
        channel=to,
        text=text,
        state=outgoing(),
        source_key=_source_key(number, what),
    )


def _source_key(number: int, what: str) -> str:
    return f"reappoint/{number}/{what}"
