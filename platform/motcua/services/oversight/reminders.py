"""Reminders as an agency gets them and the director follows them: the list, one with its dossiers, the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.domain.states import STATES, State
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.naming import agency_name
from motcua.services.letters.issuing import Printed, read_issued
from motcua.services.office import Office
from motcua.services.oversight.reminding import LATE
from motcua.store.engine import Row, transaction
from motcua.store.queries import reminders as stored

LONGEST_ANSWER = 4_000
SHOWN = 10
CHANGED = "Công văn này vừa được người khác xử lý. Hãy tải lại trang để xem tình trạng mới nhất."


@dataclass(frozen=True, slots=True)
class ReminderLineNow:
    """One dossier of a reminder: as it was listed, and as it stands now."""

    dossier_id: UUID
    code: str
    title: str
    at_desk: str
    due_at: datetime
    is_late: bool
    now: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder; `may_answer`: the person heads the agency and it waits for them."""

    id: UUID
    number: str
    agency: str
    at: datetime
    issued_by: str
    answer_by: datetime
    late: int
    near: int
    note: str
    seen_at: datetime | None
    seen_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    version: int
    may_answer: bool
    is_overdue: bool
    lines: tuple[ReminderLineNow, ...] = ()

    @property
    def says(self) -> str:
        if self.answered_at is not None:
            return "Đã trả lời"
        if self.is_overdue:
            return "Quá hạn trả lời"
        return "Đã nhận, chưa trả lời" if self.seen_at is not None else "Chưa xác nhận"


def agencies_seen(staff: Staff) -> tuple[str, ...] | None:
    """Whose reminders a person reads; None: all."""
    if staff.may(Permission.DIRECT) or staff.may(Permission.SEE_EVERY_DOSSIER):
        return None
    return (staff.agency,) if staff.agency else ()


def answers_for(staff: Staff, agency: str) -> bool:
    return Role.HEAD in staff.roles and staff.agency == agency


async def reminders(acting: Acting, after: tuple[datetime, UUID] | None = None) -> tuple[Reminder, ...]:
    """A page, the newest first."""
    agencies = agencies_seen(acting.staff)
    if agencies == ():
        return ()
    async with transaction():
        found = await stored.reminders(agencies, after)
    return tuple(_reminder(row, acting) for row in found)


async def unanswered(acting: Acting) -> tuple[Reminder, ...]:
    """What the home of an agency's people, and of the director, shows: the longest waiting first."""
    agencies = agencies_seen(acting.staff)
    if agencies == () or not acting.staff.may(Permission.SEE_DOSSIERS):
        return ()
    async with transaction():
        found = await stored.unanswered(agencies, SHOWN)
    return tuple(_reminder(row, acting) for row in found)


async def open_reminder(acting: Acting, reminder_id: UUID) -> Reminder:
    async with transaction():
        row = await _seen(acting, reminder_id)
        lines = await stored.listed_in(reminder_id)
    return _reminder(row, acting, lines)


async def _seen(acting: Acting, reminder_id: UUID, *, lock: bool = False) -> Row:
    row = await stored.load(reminder_id, lock=lock)
    if row is None:
        raise NotHere
    agencies = agencies_seen(acting.staff)
    if agencies is not None and row["agency"] not in agencies:
        raise NotAllowed("Công văn này gửi cơ quan khác.")
    return row


def _reminder(row: Row, acting: Acting, lines: Sequence[Row] = ()) -> Reminder:
    is_open = row["answered_at"] is None
    return Reminder(
        row["id"],
        row["number"],
        agency_name(here(), row["agency"]),
        row["at"],
        row["issued_by_name"],
        row["answer_by"],
        row["late"],
        row["near"],
        row["note"],
        row["seen_at"],
        row["seen_by_name"],
        row["answer"],
        row["answered_at"],
        row["answered_by_name"],
        row["version"],
        is_open and answers_for(acting.staff, row["agency"]),
        is_open and acting.at > row["answer_by"],
        tuple(
            ReminderLineNow(
                line["dossier_id"],
                line["code"],
                line["title"],
                line["at_desk"],
                line["due_at"],
                line["why"] == LATE,
                STATES[State(line["state"])].name if line["state"] else "Đã tiêu hủy theo thời hạn lưu",
                not line["state"] or State(line["state"]) is State.READY or not line["is_open"],
            )
            for line in lines
        ),
    )


async def printed(office: Office, acting: Acting, reminder_id: UUID) -> Printed:
    async with transaction():
        row = await _seen(acting, reminder_id)
        return await read_issued(office, row["letter_id"])


async def acknowledge(acting: Acting, reminder_id: UUID, seen: int) -> str:
    """The agency has it; whoever heads it says so."""
    async with transaction():
        row = await _theirs(acting, reminder_id)
        if not await stored.note_seen(reminder_id, seen, acting.staff.name, acting.at):
            raise Conflict(CHANGED)
    return f"Đã xác nhận nhận công văn số {row['number']}."


async def answer(acting: Acting, reminder_id: UUID, seen: int, text: str) -> str:
    """In writing; the director reads it beside the dossiers as they stand."""
    async with transaction():
        row = await _theirs(acting, reminder_id)
        said = clean_text("Nội dung trả lời", text, LONGEST_ANSWER)
        if not said:
            raise Refused("Hãy ghi nội dung trả lời.", {"answer": "Hãy ghi nội dung trả lời."})
        if not await stored.note_answer(reminder_id, seen, said, acting.staff.name, acting.at):
            raise Conflict(CHANGED)
    return f"Đã trả lời công văn số {row['number']}."


async def _theirs(acting: Acting, reminder_id: UUID) -> Row:
    row = await _seen(acting, reminder_id, lock=True)
    if not answers_for(acting.staff, row["agency"]):
        raise NotAllowed("Công văn đôn đốc do lãnh đạo cơ quan được đôn đốc xác nhận và trả lời.")
    return row
