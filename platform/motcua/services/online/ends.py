"""How something filed online ends without an answer: its applicant takes it back, or does not complete it in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import due, local
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotHere
from motcua.domain.filings import EDITABLE, FILING_STATES, NEW, WAITING, FilingState
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.domain.terms import Term
from motcua.services.catalogue import version_of
from motcua.services.dossiers import records
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.services.post.asking import BY_APPLICANT, drop_pick_up
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored

CHANGED_MIND = "Người nộp rút hồ sơ nộp trực tuyến khi chưa được tiếp nhận."


def completion_due(asked_at: datetime) -> datetime | None:
    """Until when it may be completed; None where the center has not set such a time."""
    term = here().completion_for
    return due(asked_at, Term.parse(term), here().calendar).at if term else None


async def withdraw(office: Office, applying: Applying, filing_id: UUID, seen: int) -> FilingState:
    """Before it is accepted its applicant may take it back at any time; a draft goes without a trace."""
    async with transaction():
        row = await stored.load_filing(filing_id, lock=True)
        if row is None or row["citizen_id"] != applying.citizen.id:
            raise NotHere
        state = FilingState(row["state"])
        if state is FilingState.WITHDRAWN:
            return state
        if row["version"] != seen:
            raise Conflict("Hồ sơ vừa thay đổi. Tải lại trang để xem tình trạng mới nhất.")
        if state is FilingState.DRAFT:
            await stored.delete_draft(filing_id, applying.citizen.id)
            await stored.drop_scans(filing_id)
            return FilingState.DRAFT
        kept = await records.locked(row["dossier_id"]) if row["dossier_id"] is not None else None
        is_undecided = kept is None or (row["kind"] == NEW and kept.dossier.state is State.INCOMPLETE)
        if state not in WAITING | EDITABLE or not is_undecided:
            raise Conflict(f"Hồ sơ này không rút ở đây được: {FILING_STATES[state].name.lower()}.")
        await stored.change_filing(filing_id, {"state": FilingState.WITHDRAWN.value}, applying.at)
        await drop_pick_up(filing_id, applying.at, BY_APPLICANT, "Người nộp rút hồ sơ")
        if kept is not None:
            told = {"reason": CHANGED_MIND, "asked_by": f"{kept.applicant_name} (trực tuyến)"}
            once = await _end(kept, Move.WITHDRAW, State.WITHDRAWN, told, applying.at)
            version = await version_of(office, row["version_hash"])
            values = {"code": row["number"], "procedure": version.title}
            await queue_message(_to(row), "withdrawn", values, once=once, dossier_id=kept.dossier.id, at=applying.at)
    return FilingState.WITHDRAWN


async def lapse(filing_id: UUID, at: datetime) -> bool:
    """Its time to be completed is over: refused, its applicant is told and may file again. False where it was not."""
    async with transaction():
        row = await stored.load_filing(filing_id, lock=True)
        if row is None or row["state"] != FilingState.ASKED or row["kind"] != NEW:
            return False
        if row["due_at"] is None or row["due_at"] >= at or row["dossier_id"] is None:
            return False
        kept = await records.locked(row["dossier_id"])
        if kept is None or kept.dossier.state is not State.INCOMPLETE:
            return False
        until = local(row["due_at"])
        reason = f"Quá thời hạn hoàn thiện hồ sơ ({until:%H:%M} ngày {until:%d/%m/%Y}) mà người nộp chưa nộp lại."
        changes = {"state": FilingState.REFUSED.value, "reason": reason, "answered_at": at}
        await stored.change_filing(filing_id, changes | {"answered_by": None, "answered_by_name": ""}, at)
        await drop_pick_up(filing_id, at, "Trung tâm", "Hết hạn hoàn thiện hồ sơ")
        once = await _end(kept, Move.REFUSE, State.REFUSED, {"reason": reason}, at, {"refusal_reason": reason})
        values = {"number": row["number"], "reason": reason}
        await queue_message(_to(row), "lapsed", values, once=once, dossier_id=kept.dossier.id, at=at)
    return True


async def _end(
    kept: records.Kept,
    move: Move,
    state: State,
    told: Mapping[str, Any],
    at: datetime,
    columns: Mapping[str, Any] | None = None,
) -> str:
    """The dossier that waited to be completed ends as well, which no desk can do; the key by which that event is told.

    The counter's own moves don't lead here: what it can do with an incomplete dossier is to take it in or refuse it.
    """
    before = kept.dossier
    stands = await records.write(kept, replace(before, state=state), at, columns or {})
    await records.record_by_itself(stands, move, before.state, told, at)
    after = await records.load(before.id)
    assert after is not None
    return f"{before.id}/{after.row['event_seq']}"


def _to(row: Mapping[str, Any]) -> Recipient:
    def last(name: str) -> str:
        return str((row["typed"].get(name) or ("",))[-1]).strip()

    return Recipient(row["applicant_name"], last("applicant.email"), last("applicant.phone"))
