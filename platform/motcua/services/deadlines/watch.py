"""The watch: who is told that something falls due within a working day, or has; and what goes back by itself.

Each is told once for one due date, and only while the office is open: a warning at night warns nobody. A new due date
is a new promise and is watched again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import day_says, local
from motcua.domain.moves import Move
from motcua.domain.states import STATES, State
from motcua.services.deadlines.lateness import soon_after, time_left
from motcua.services.dossiers import records
from motcua.services.dossiers.walk import Walk, walked
from motcua.services.messages.outgoing import outgoing
from motcua.services.online.ends import lapse
from motcua.store.engine import transaction
from motcua.store.queries.calendars import falling_due, lapsed_supplements
from motcua.store.queries.effects import add_notice
from motcua.store.queries.filings import count_waiting, uncompleted_filings

NOBODY = UUID(int=0)
WATCHED = tuple(state.value for state in State if not STATES[state].is_final and not STATES[state].waits_for_applicant)
LAPSED = "Quá thời hạn bổ sung mà người nộp chưa bổ sung hồ sơ."


@dataclass(frozen=True, slots=True)
class Watched:
    """How many were found for the first time, in one round."""

    near: int = 0
    expired: int = 0
    lapsed: int = 0
    unanswered: int = 0
    """What was filed online and is past its time to answer: it stands on the homes of reception and director."""


async def watch(at: datetime) -> Watched:
    """One round at the center entered. Nothing while the office is shut: it is found when the office opens again."""
    calendar = here().calendar
    if not calendar.is_open(at):
        return Watched()
    until = soon_after(at, calendar).until
    assert until is not None
    counted = {"near": 0, "expired": 0}
    async with transaction():
        for row in await falling_due(until, at, list(WATCHED)):
            counted[row["kind"]] += await _tell(row, at)
    async with transaction():
        overdue = await lapsed_supplements(at)
    lapsed = 0
    for dossier_id in overdue:
        async with transaction():
            lapsed += await _lapse(dossier_id, at)
    async with transaction():
        uncompleted = await uncompleted_filings(at)
    for filing_id in uncompleted:
        lapsed += await lapse(filing_id, at)
    async with transaction():
        unanswered = (await count_waiting(None, at))["late"]
    return Watched(counted["near"], counted["expired"], lapsed, unanswered)


async def _tell(row: dict[str, Any], at: datetime) -> bool:
    due_at, kind = row["due_at"], row["kind"]
    left = time_left(due_at, at, here().calendar).lower()
    when = f"{local(due_at):%H:%M} {day_says(local(due_at).date())}"
    says = f"Hồ sơ {row['code']} hẹn trả {when}: {left}."
    if kind == "near" and row["reappointed_to"] is None:
        rules = here().regime_on(local(row["received_at"]).date())
        says += f" Không kịp thì văn bản xin lỗi, hẹn lại phải gửi trước hạn {rules.apology_days_before} ngày."
    return await add_notice(
        row["id"],
        at=at,
        event=f"watch_{kind}",
        channel=f"agency:{row['at_agency'] or row['agency']}" if row["at_agency"] != "center" else "reception",
        text=says,
        state=outgoing(),
        source_key=f"watch/{kind}/{row['id']}/{int(due_at.timestamp())}",
    )


async def _lapse(dossier_id: UUID, at: datetime) -> bool:
    """The applicant's time to complete is over: the dossier goes back, and its papers are theirs to fetch."""
    kept = await records.locked(dossier_id)
    if kept is None or kept.dossier.state is not State.SUPPLEMENT or kept.dossier.open_pause is None:
        return False
    deadline = kept.dossier.open_pause.deadline_at
    if deadline is None or deadline >= at:
        return False
    until = f"{local(deadline):%H:%M} {day_says(local(deadline).date())}"
    reason = f"{LAPSED} Hạn bổ sung: {until}."
    before = kept.dossier
    after = walked(Move.STOP, Walk(before, NOBODY, at, {"reason": reason}, here().calendar))
    stands = await records.write(kept, after, at, {"refusal_reason": reason})
    await records.record_by_itself(stands, Move.STOP, before.state, {"reason": reason}, at)
    return True
