"""What waits for the director's word: apologies with a new date, and another request for a supplement.

The answers are the moves and the letter that the dossier's own page has; here they stand beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission
from motcua.domain.states import State
from motcua.domain.supplements import why_not_allow
from motcua.services.catalogue import versions_of
from motcua.services.codes import local_date
from motcua.services.dossiers import moves
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name
from motcua.services.dossiers.records import Kept
from motcua.services.dossiers.visibility import load_seen
from motcua.services.letters.issuing import issue
from motcua.services.messages.outgoing import outgoing
from motcua.services.office import Office
from motcua.services.oversight.figures import check_directs
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import director
from motcua.store.queries import wishes as stored
from motcua.store.queries.effects import add_notice

APOLOGY = "phieu-xin-loi"
LONGEST = 1_000
SHOWN = 100


@dataclass(frozen=True, slots=True)
class WishLine:
    """A dossier that waits for the director's word. `wants`: what is asked for; `late_says`: what the law has against
    the moment of asking."""

    dossier_id: UUID
    code: str
    title: str
    agency: str
    at_desk: str
    version: int
    wants: str
    due_at: datetime | None
    new_due_at: datetime | None
    reason: str
    asked_by: str
    asked_at: datetime
    late_says: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    new_dates: tuple[WishLine, ...]
    supplements: tuple[WishLine, ...]


async def wishes(office: Office, acting: Acting) -> Wishes:
    """The first hundred of either kind, the most urgent first."""
    check_directs(acting.staff)
    async with transaction():
        dates, supplements = await director.reappointments_asked(SHOWN), await stored.asked(SHOWN)
        versions = await versions_of(office, {each["version_hash"] for each in (*dates, *supplements)})
    return Wishes(
        tuple(_line(each, versions[each["version_hash"]], "hen-lai") for each in dates),
        tuple(_line(each, versions[each["version_hash"]], "bo-sung") for each in supplements),
    )


def _line(row: Row, version: Any, wants: str) -> WishLine:
    return WishLine(
        row["id"],
        row["code"] or "",
        version.title,
        agency_name(here(), row["agency"]),
        desk_name(here(), desk_labels(version), row["at_agency"], row["at_desk"]),
        row["version"],
        wants,
        row.get("due_was", row.get("due_at")),
        row.get("new_due_at"),
        row["reason"],
        row["asked_by_name"],
        row["asked_at"],
        row.get("late_says", ""),
    )


async def approve_new_date(office: Office, acting: Acting, dossier_id: UUID, seen: int, key: UUID) -> str:
    """Issues the letter of apology: its date is the dossier's from now on."""
    check_directs(acting.staff)
    await issue(office, acting, dossier_id, APOLOGY, seen, {}, key)
    return "Đã đồng ý hẹn lại và phát hành phiếu xin lỗi."


async def decline_new_date(office: Office, acting: Acting, dossier_id: UUID, seen: int, reason: str, key: UUID) -> str:
    check_directs(acting.staff)
    made = await moves.make(office, acting, Move.DECLINE_TO_REAPPOINT, dossier_id, seen, {"reason": reason}, key)
    return made.sentence


async def allow_supplement(office: Office, acting: Acting, dossier_id: UUID, seen: int, reason: str, key: UUID) -> str:
    check_directs(acting.staff)
    async with transaction():
        made = await moves.make(office, acting, Move.ALLOW_SUPPLEMENT, dossier_id, seen, {"reason": reason}, key)
        await stored.answer(dossier_id, "allowed", reason, acting.staff.name, acting.at)
    return made.sentence


async def decline_supplement(office: Office, acting: Acting, dossier_id: UUID, reason: str, key: UUID) -> str:
    check_directs(acting.staff)
    said = clean_text("Lý do", reason, LONGEST)
    if not said:
        raise Refused("Hãy ghi lý do không cho phép.", {"reason": "Hãy ghi lý do không cho phép."})
    async with transaction(), once(key, acting, f"wish:{dossier_id}") as told:
        if told.outcome is None:
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            if not await stored.answer(dossier_id, "declined", said, acting.staff.name, acting.at):
                raise Conflict("Đề nghị này đã được trả lời.")
            await _tell(kept, acting, f"Không cho phép yêu cầu bổ sung lần nữa hồ sơ {kept.dossier.code}: {said}", key)
            told.outcome = {}
    return "Đã trả lời: không cho phép yêu cầu bổ sung lần nữa."


@dataclass(frozen=True, slots=True)
class Asking:
    """A dossier as whoever wants to ask sees it: why not, or None; and what became of the last wish."""

    dossier_id: UUID
    code: str
    why_not: str | None
    last: Row | None


async def asking(acting: Acting, dossier_id: UUID) -> Asking:
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        last = await stored.last_of(dossier_id)
    return Asking(dossier_id, kept.dossier.code or "", _why_not(acting, kept, last), last)


def _why_not(acting: Acting, kept: Kept, last: Row | None) -> str | None:
    dossier, step = kept.dossier, kept.dossier.current_step
    if not acting.staff.may(Permission.PROCESS) or step is None or not acting.staff.holds(step.agency, step.desk):
        return "Đề nghị này do người đang giữ hồ sơ tại cơ quan giải quyết gửi."
    if dossier.state is not State.PROCESSING:
        return "Hồ sơ không ở bước thẩm định: không yêu cầu bổ sung được."
    assert dossier.received_at is not None  # what is processed was received
    if sentence := why_not_allow(dossier, here().regime_on(local_date(dossier.received_at))):
        return sentence
    if last is not None and last["state"] == "asked" and last["allowed_before"] == dossier.supplements_allowed:
        return "Đã gửi đề nghị, đang chờ Giám đốc Trung tâm trả lời."
    return None


async def ask(acting: Acting, dossier_id: UUID, reason: str, key: UUID) -> str:
    """To be allowed another request for a supplement; the director answers it."""
    said = clean_text("Lý do", reason, LONGEST)
    async with transaction(), once(key, acting, f"ask-supplement:{dossier_id}") as told:
        if told.outcome is None:
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            last = await stored.last_of(dossier_id)
            if sentence := _why_not(acting, kept, last):
                at_desk = acting.staff.may(Permission.PROCESS)
                raise (Conflict if at_desk else NotAllowed)(sentence)
            if not said:
                raise Refused(
                    "Hãy ghi lý do.", {"reason": "Hãy ghi giấy tờ còn thiếu và lý do chưa yêu cầu lần trước."}
                )
            if last is not None and last["state"] == "asked":  # allowed by the dossier's own page meanwhile
                await stored.answer(dossier_id, "allowed", "", "", acting.at)
            allowed = kept.dossier.supplements_allowed
            await stored.ask(uuid4(), dossier_id, said, allowed, acting.staff.name, acting.at)
            text = f"{acting.staff.name} đề nghị cho yêu cầu bổ sung lần nữa hồ sơ {kept.dossier.code}: {said}"
            await _tell(kept, acting, text, key, to="director")
            told.outcome = {}
    return "Đã gửi đề nghị đến Giám đốc Trung tâm."


async def _tell(kept: Kept, acting: Acting, text: str, key: UUID, *, to: str = "") -> None:
    step = kept.dossier.current_step
    await add_notice(
        kept.dossier.id,
        at=acting.at,
        event="supplement_wish",
        channel=to or (f"agency:{step.agency}" if step is not None else "reception"),
        text=text,
        state=outgoing(),
        source_key=f"wish/{key}",
    )
