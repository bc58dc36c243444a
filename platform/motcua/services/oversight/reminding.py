"""Công văn đôn đốc, issued to an agency with a number of its book and told to who heads it (NĐ 61/2018, Điều 9.2).

What it lists is kept as it stood when it was issued; `oversight.reminders` reads and answers it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.letter_kinds import AGENCY_REMINDER
from motcua.domain.people import Acting
from motcua.letters.data import Issue
from motcua.letters.reminder import ReminderData, ReminderLine
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.timeline import at_says
from motcua.services.letters.issuing import Printed, set_letter, store_letter
from motcua.services.letters.statutory import head_on
from motcua.services.messages.outgoing import outgoing
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.services.oversight.figures import check_directs, moments
from motcua.services.oversight.forecasting import made_on
from motcua.services.requests import once
from motcua.services.work.worklists import WorklistRow, lines_of
from motcua.store.engine import Row, transaction
from motcua.store.queries import director
from motcua.store.queries import reminders as stored
from motcua.store.queries.director import Figure, Of
from motcua.store.queries.effects import add_notice

#: One letter lists so many of either kind, the most urgent; the rest go into the next.
MOST = 200
LONGEST_NOTE = 1_000
LATE, FORETOLD = "late", "foretold"
ANSWER_AFTER = 2


@dataclass(frozen=True, slots=True)
class ToRemind:
    """What a reminder to an agency would list now; `answer_by`: the day it would ask an answer for."""

    agency: str
    name: str
    late: tuple[WorklistRow, ...]
    near: tuple[WorklistRow, ...]
    heads: tuple[str, ...]
    answer_on: date


async def to_remind(office: Office, acting: Acting, agency: str) -> ToRemind:
    check_directs(acting.staff)
    if agency not in here().agencies:
        raise NotHere
    async with transaction():
        late, near = await _listed(office, acting, agency)
        heads = await director.heads_of([agency])
    day = local(acting.at).date()
    for _ in range(ANSWER_AFTER):
        day = here().calendar.working_day_after(day)
    return ToRemind(agency, agency_name(here(), agency), late, near, tuple(each["name"] for each in heads), day)


async def _listed(
    office: Office, acting: Acting, agency: str
) -> tuple[tuple[WorklistRow, ...], tuple[WorklistRow, ...]]:
    when, of = moments(acting.at, await made_on()), Of(agency)
    late = await director.listed(Figure.LATE, when, of, limit=MOST)
    near = await director.listed(Figure.FORETOLD, when, of, limit=MOST) if when.foretold_on else []
    ids = {each["id"] for each in late}
    return (
        await lines_of(office, acting, late),
        await lines_of(office, acting, [each for each in near if each["id"] not in ids]),
    )


def _letter(
    acting: Acting,
    agency: str,
    note: str,
    answer_by: datetime,
    late: Sequence[WorklistRow],
    near: Sequence[WorklistRow],
) -> ReminderData:
    regime = here().regime_on(local(acting.at).date())
    return ReminderData(
        letterhead=head_on(here(), acting.at),
        dated_at=acting.at,
        agency=agency_name(here(), agency),
        basis=f"Theo {regime.name} và số liệu theo dõi tại Trung tâm lúc {at_says(acting.at)},",
        note=note,
        answer_by=at_says(answer_by),
        late=tuple(map(_printed, late)),
        near=tuple(map(_printed, near)),
        signer_title=acting.staff.title or here().head_title,
        signer=acting.staff.name,
    )


def _printed(line: WorklistRow) -> ReminderLine:
    assert line.due_at is not None  # both figures are of dates
    how_late = line.due_left.removeprefix("Quá hạn ").removeprefix("Còn ")
    return ReminderLine(line.code, line.procedure_title, line.at_desk, f"{local(line.due_at):%H:%M %d/%m/%Y}", how_late)


async def previewed(office: Office, acting: Acting, agency: str) -> Printed:
    """How it would print; nothing is issued."""
    found = await to_remind(office, acting, agency)
    if not found.late and not found.near:
        raise NotHere("Cơ quan này không có hồ sơ nào phải đôn đốc.")
    letter = _letter(acting, agency, "", here().calendar.closing(found.answer_on), found.late, found.near)
    issue = Issue(AGENCY_REMINDER.title, number=f"……/{AGENCY_REMINDER.book}", is_preview=True)
    return Printed(await set_letter(office, letter, issue), "xem-truoc-don-doc.pdf")


async def remind(office: Office, acting: Acting, agency: str, note: str, answer_on: date | None, key: UUID) -> UUID:
    """Issues the letter with what is late and foretold at this moment, and tells who heads the agency."""
    check_directs(acting.staff)
    if agency not in here().agencies:
        raise NotHere
    text = clean_text("Ý kiến của Giám đốc", note, LONGEST_NOTE)
    answer_by = _answer_by(acting, answer_on)
    async with transaction(), once(key, acting, f"reminder:{agency}") as told:
        if told.outcome is None:
            late, near = await _listed(office, acting, agency)
            if not late and not near:
                raise Conflict("Cơ quan này không có hồ sơ nào phải đôn đốc.")
            heads = await director.heads_of([agency])
            reminder_id = uuid4()
            letter = _letter(acting, agency, text, answer_by, late, near)
            made = await store_letter(
                office, acting, AGENCY_REMINDER, letter, Issue(AGENCY_REMINDER.title), str(reminder_id), None
            )
            row = {
                "id": reminder_id,
                "letter_id": made.id,
                "agency": agency,
                "number": made.number,
                "note": text,
                "answer_by": answer_by,
                "late": len(late),
                "near": len(near),
                "issued_by_name": acting.staff.name,
                "at": acting.at,
            }
            await stored.insert(row, [*_kept(late, LATE), *_kept(near, FORETOLD)])
            await _tell(office, row, heads, [*late, *near])
            told.outcome = {"id": str(reminder_id)}
        return UUID(told.outcome["id"])


def _answer_by(acting: Acting, on: date | None) -> datetime:
    calendar = here().calendar
    if on is None or on < local(acting.at).date() or not calendar.is_working_day(on):
        raise Refused("Chọn ngày trả lời.", {"answer_on": "Ngày trả lời là một ngày làm việc, từ hôm nay trở đi."})
    if (on - local(acting.at).date()).days > 366:
        raise Refused("Chọn ngày trả lời.", {"answer_on": "Ngày trả lời xa quá một năm."})
    return calendar.closing(on)


def _kept(lines: Sequence[WorklistRow], why: str) -> list[stored.Listed]:
    return [
        (line.id, line.code, line.procedure_title, line.at_desk, line.due_at, why)
        for line in lines
        if line.due_at is not None
    ]


async def _tell(office: Office, row: Mapping[str, Any], heads: Sequence[Row], lines: Sequence[WorklistRow]) -> None:
    """On every dossier, for who works on it; and to who heads the agency, where they can be reached."""
    reminder_id, number, at, agency = row["id"], row["number"], row["at"], row["agency"]
    for line in sorted(lines, key=lambda each: each.id):
        await add_notice(
            line.id,
            at=at,
            event="reminder",
            channel=f"agency:{agency}",
            text=f"Giám đốc Trung tâm đôn đốc hồ sơ {line.code} bằng công văn số {number}.",
            state=outgoing(),
            source_key=f"reminder/{reminder_id}/{line.id}",
        )
    said = {
        "number": number,
        "agency": agency_name(here(), agency),
        "late": str(row["late"]),
        "near": str(row["near"]),
        "until": at_says(row["answer_by"]),
        "link": f"{office.settings.base_url}/{here().key}/don-doc/{reminder_id}",
    }
    for head in heads:
        to = Recipient(head["name"], head["email"], head["phone"])
        await queue_message(to, "agency_reminder", said, once=f"reminder/{reminder_id}/{head['id']}", at=at)
