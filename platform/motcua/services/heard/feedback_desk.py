"""Phản ánh, kiến nghị at the desk: the director gives each to somebody, who answers; the director publishes or not.

An answer may be published with its question only in words that name nobody, written or looked through by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.feedback import ACTS, KINDS, LONGEST, OPEN, STATE_NAMES, FeedbackState, suspects
from motcua.domain.people import Acting, Permission, Role, Staff, who_may
from motcua.services.deadlines.lateness import time_left
from motcua.services.dossiers.naming import agency_name
from motcua.services.heard.feedback import (
    ANSWER,
    PAGE,
    answer_of,
    feedback_link,
    is_late,
    opened,
    place_after,
    place_of,
)
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import feedback as stored
from motcua.store.secrets import seal

WHO_ANSWERS = "Chỉ người được giao trả lời, Giám đốc và Phó Giám đốc mở được phản ánh, kiến nghị này."
CHANGED = "Phản ánh, kiến nghị này vừa được người khác xử lý. Hãy tải lại trang để xem tình trạng mới nhất."


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One in a list: no word of what was written, no name."""

    id: UUID
    number: str
    kind: str
    agency: str
    received_at: datetime
    time_left: str
    is_late: bool
    state: str
    assigned_name: str
    is_published: bool


@dataclass(frozen=True, slots=True)
class FeedbackList:
    lines: tuple[FeedbackLine, ...]
    next_place: str
    late: int
    sees_all: bool


@dataclass(frozen=True, slots=True)
class OpenFeedback:
    """One, opened by who may. `contact` is what they gave to be reached by. `suspects`: what seems to be personal in
    the words about to be published."""

    id: UUID
    version: int
    line: FeedbackLine
    due_says: str
    text: str
    contact: tuple[tuple[str, str], ...]
    answer: str
    answered_at: datetime | None
    answered_by: str
    public_question: str
    public_answer: str
    published_at: datetime | None
    acts: tuple[tuple[datetime, str, str], ...]
    may_assign: bool
    may_answer: bool
    may_publish: bool
    people: tuple[tuple[str, str], ...]
    assigned_to: str
    suspects: tuple[str, ...]


async def feedback_list(acting: Acting, *, is_open: bool, after: str) -> FeedbackList:
    """Everything for who hears people; for everybody else what was given to them, or to whom they stand in for."""
    sees_all = acting.staff.may(Permission.HEAR_PEOPLE)
    whose = None if sees_all else _selves(acting.staff)
    async with transaction():
        read = stored.open_feedback if is_open else stored.answered_feedback
        found = await read(whose, place_of(after), PAGE)
        late = await stored.count_late(acting.at, whose)
    last = found[-1] if len(found) == PAGE else None
    where = place_after(last["due_at"] if is_open else last["answered_at"], last["id"]) if last is not None else ""
    return FeedbackList(tuple(_line(row, acting.at) for row in found), where, late, sees_all)


def _selves(staff: Staff) -> list[UUID]:
    return [staff.id, *(away.id for away in staff.stands_in_for)]


def _line(row: Mapping[str, Any], at: datetime) -> FeedbackLine:
    state = FeedbackState(row["state"])
    left = time_left(row["due_at"], at, here().calendar) if state in OPEN else ""
    return FeedbackLine(
        row["id"],
        row["number"],
        KINDS[row["kind"]],
        agency_name(here(), row["agency"]) if row["agency"] else "",
        row["received_at"],
        left,
        is_late(row, at),
        STATE_NAMES[state],
        row["assigned_name"],
        row["published_at"] is not None,
    )


async def open_feedback(acting: Acting, feedback_id: UUID) -> OpenFeedback:
    async with transaction():
        row = await _mine(acting, feedback_id)
        events = await stored.load_events(feedback_id)
        hears = acting.staff.may(Permission.HEAR_PEOPLE)
        is_open = FeedbackState(row["state"]) in OPEN
        people = await stored.who_may_answer() if hears and is_open else []
    content, answer = opened(row), answer_of(row)
    question, said = row["public_question"] or content["text"], row["public_answer"] or answer
    labels = (("name", "Họ và tên"), ("phone", "Điện thoại"), ("email", "Thư điện tử"))
    return OpenFeedback(
        feedback_id,
        row["version"],
        _line(row, acting.at),
        row["due_says"],
        content["text"],
        tuple((label, content[name]) for name, label in labels if content[name]),
        answer,
        row["answered_at"],
        row["answered_by_name"],
        question,
        said,
        row["published_at"],
        tuple((each["at"], _act_says(each), each["actor_name"]) for each in events),
        may_assign=hears and is_open,
        may_answer=is_open,
        may_publish=hears and not is_open,
        people=tuple((str(each["id"]), f"{each['name']}, {each['title']}") for each in people if _works(each["roles"])),
        assigned_to=str(row["assigned_to"] or ""),
        suspects=suspects(f"{question}\n{said}"),
    )


def _works(roles: Sequence[str]) -> bool:
    """An administrator keeps accounts and reads nothing that people write."""
    return any(role != Role.ADMINISTRATOR for role in roles)


def _act_says(event: Mapping[str, Any]) -> str:
    to = event["data"].get("assignee")
    return f"{ACTS[event['kind']]}: {to}" if to else ACTS[event["kind"]]


async def _mine(acting: Acting, feedback_id: UUID, *, lock: bool = False) -> Row:
    row = await stored.load_feedback(feedback_id, lock=lock)
    if row is None:
        raise NotHere
    if not acting.staff.may(Permission.HEAR_PEOPLE) and row["assigned_to"] not in _selves(acting.staff):
        raise NotAllowed(WHO_ANSWERS)
    return row


def _check_hears(acting: Acting) -> None:
    if not acting.staff.may(Permission.HEAR_PEOPLE):
        raise NotAllowed(f"Việc này do {who_may(Permission.HEAR_PEOPLE)} thực hiện.")


async def _write(row: Row, seen: int, changes: Mapping[str, Any]) -> None:
    if row["version"] != seen or not await stored.update_feedback(row["id"], seen, changes):
        raise Conflict(CHANGED)


async def assign(acting: Acting, feedback_id: UUID, seen: int, staff_id: UUID | None) -> str:
    """Gives it to somebody to answer, or to somebody else. Its date stays what it was."""
    _check_hears(acting)
    async with transaction():
        row = await _mine(acting, feedback_id, lock=True)
        _check_open(row)
        people = {each["id"]: each for each in await stored.who_may_answer() if _works(each["roles"])}
        if staff_id is None or staff_id not in people:
            raise Refused("Hãy chọn người trả lời.", {"assignee": "Hãy chọn người trả lời."})
        name = people[staff_id]["name"]
        changes = {"assigned_to": staff_id, "assigned_name": name, "state": FeedbackState.ASSIGNED.value}
        await _write(row, seen, changes)
        await stored.append_event(feedback_id, "assigned", acting.at, acting.staff, "", {"assignee": name})
    return f"Đã giao {name} trả lời phản ánh, kiến nghị {row['number']}."


async def answer(
    office: Office, acting: Acting, feedback_id: UUID, seen: int, text: str, *, declines: bool, key: UUID
) -> str:
    """Answers it, or says that it is not for this center; whoever wrote is told where they can be reached."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        says = f"Nội dung trả lời phải có từ 1 đến {LONGEST} ký tự."
        raise Refused(says, {"answer": says})
    async with transaction(), once(key, acting, f"answer:{feedback_id}") as told:
        if told.outcome is None:
            row = await _mine(acting, feedback_id, lock=True)
            _check_open(row)
            state = FeedbackState.DECLINED if declines else FeedbackState.ANSWERED
            changes = {
                "state": state.value,
                "answer_sealed": seal(text, ANSWER),
                "answered_at": acting.at,
                "answered_by_name": acting.staff.name,
            }
            await _write(row, seen, changes)
            await stored.append_event(feedback_id, state.value, acting.at, acting.staff, "", {})
            in_time = row["due_at"] is None or acting.at <= row["due_at"]
            month = local(row["received_at"]).date().replace(day=1)
            await stored.add_sums(month, answered=1, in_time=int(in_time))
            content = opened(row)
            if content["email"] or content["phone"]:
                to = Recipient(content["name"], content["email"], content["phone"])
                said = {"number": row["number"], "link": feedback_link(office, row)}
                await queue_message(to, "answered", said, once=f"feedback/{feedback_id}/answered", at=acting.at)
            told.outcome = row["number"]
    return f"Đã trả lời phản ánh, kiến nghị {told.outcome}."


def _check_open(row: Row) -> None:
    if FeedbackState(row["state"]) not in OPEN:
        raise Conflict("Phản ánh, kiến nghị này đã được trả lời.")


async def publish(
    acting: Acting, feedback_id: UUID, seen: int, question: str, said: str, *, is_sure: bool, withdraws: bool = False
) -> str:
    """Puts the question and the answer on the public page in the words given here; or takes them off it."""
    _check_hears(acting)
    question, said = question.strip(), said.strip()
    if not withdraws:
        _check_words(question, said, is_sure=is_sure)
    async with transaction():
        row = await _mine(acting, feedback_id, lock=True)
        if FeedbackState(row["state"]) in OPEN:
            raise Conflict("Trả lời xong mới công khai được.")
        changes: dict[str, Any] = {"published_at": None, "published_by_name": ""}
        if not withdraws:
            changes = {"public_question": question, "public_answer": said, "published_at": acting.at}
            changes |= {"published_by_name": acting.staff.name}
        await _write(row, seen, changes)
        kind = "withdrawn" if withdraws else "published"
        await stored.append_event(feedback_id, kind, acting.at, acting.staff, "", {})
    done = "Đã gỡ khỏi" if withdraws else "Đã đăng lên"
    return f"{done} trang hỏi đáp công khai: {row['number']}."


def _check_words(question: str, said: str, *, is_sure: bool) -> None:
    errors = {}
    for name, text in (("public_question", question), ("public_answer", said)):
        if not 0 < len(text) <= LONGEST:
            errors[name] = f"Phải có từ 1 đến {LONGEST} ký tự."
        elif (found := suspects(text)) and not is_sure:
            errors[name] = f"Có vẻ còn {', '.join(found)}. Sửa lại, hoặc đánh dấu đã kiểm tra."
    if errors:
        raise Refused(next(iter(errors.values())), errors)
