"""The center answers what was filed online: accept, ask to complete once, or refuse, within its time.

The dossier is made by the very services of the counter, so its code, clock, letters and trail are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.filings import (
    ONLINE,
    OTHER,
    OTHER_LABEL,
    SUPPLEMENT,
    AskedFor,
    FilingState,
    why_not_answer,
    why_not_ask,
)
from motcua.domain.forms import Shown
from motcua.domain.opening import at_minute
from motcua.domain.people import EVERY_AGENCY, Acting, Permission, Staff
from motcua.services import intake as intakes
from motcua.services import records
from motcua.services.asked import LONGEST, clean_text
from motcua.services.codes import local_date, tracking_secret
from motcua.services.counter import Intake, check_receives, communes_of
from motcua.services.earlier import OpenOne, number_of, open_ones
from motcua.services.filing_files import files_of
from motcua.services.filing_reading import Judged, PaperAsked, judge, recipient_of, split
from motcua.services.filings import Filing, FilingLine, as_filing, lines_of
from motcua.services.intake import Accepted
from motcua.services.lateness import is_late, time_left
from motcua.services.messages import queue_message
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.timeline import at_says
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored

PAGE = 50
MOST_LINES = 20
ANSWERS: Mapping[str, FilingState] = {
    "accept": FilingState.ACCEPTED,
    "ask": FilingState.ASKED,
    "refuse": FilingState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One filing that waits, as the desk lists it."""

    filing: FilingLine
    agency: str
    left: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DeskList:
    """`after` leads to the next page; `waiting` and `late` count all of them."""

    lines: tuple[DeskLine, ...]
    after: tuple[datetime, UUID] | None
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What was filed beside its papers, for whoever answers. `others`: open dossiers of the same person."""

    filing: Filing
    judged: Judged
    sections: tuple[Shown, ...]
    others: tuple[OpenOne, ...]
    left: str
    is_late: bool
    why_not_answer: str
    why_not_ask: str


def agencies_seen(staff: Staff) -> frozenset[str] | None:
    """Of which agencies somebody sees what was filed; None: of all."""
    if staff.may(Permission.SEE_EVERY_DOSSIER) or EVERY_AGENCY in staff.receives:
        return None
    return staff.receives if staff.may(Permission.RECEIVE) else frozenset()


def may_see(staff: Staff, agency: str) -> bool:
    seen = agencies_seen(staff)
    return seen is None or agency in seen


async def waiting(office: Office, acting: Acting, after: tuple[datetime, UUID] | None = None) -> DeskList:
    """The most urgent first."""
    agencies = agencies_seen(acting.staff)
    async with transaction():
        rows = await stored.waiting_filings(agencies, after, PAGE + 1)
        counted = await stored.count_waiting(agencies, acting.at)
        lines = await lines_of(office, rows[:PAGE])
    last = lines[-1] if len(rows) > PAGE else None
    shown = tuple(
        DeskLine(
            line,
            agency_name(here(), line.agency),
            time_left(line.due_at, acting.at, here().calendar),
            is_late(line.due_at, acting.at),
        )
        for line in lines
    )
    going_on = (last.due_at, last.id) if last is not None and last.due_at is not None else None
    return DeskList(shown, going_on, counted["waiting"], counted["late"])


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The numbers of the online desk: what waits, of that what is past its time, and the answers of the day."""

    waiting: int = 0
    late: int = 0
    answered: int = 0
    answered_late: int = 0


async def unanswered(acting: Acting) -> Unanswered:
    """Of the agencies that the person sees; the day's answers of the whole center."""
    agencies = agencies_seen(acting.staff)
    if agencies is not None and not agencies:
        return Unanswered()
    since = at_minute(local_date(acting.at), 0)
    async with transaction():
        counted = await stored.count_waiting(agencies, acting.at)
        given = await stored.count_answers(since, since + timedelta(days=1))
    return Unanswered(counted["waiting"], counted["late"], given["answered"], given["late"])


async def _seen(office: Office, acting: Acting, filing_id: UUID, *, lock: bool = False) -> Filing:
    """A draft is its citizen's alone: nobody here knows of it."""
    row = await stored.load_filing(filing_id, lock=lock)
    if row is None or row["state"] == FilingState.DRAFT or (row["number"] is None and row["kind"] != SUPPLEMENT):
        raise NotHere
    if not may_see(acting.staff, row["agency"]):
        raise NotAllowed("Hồ sơ này không thuộc quầy của bạn. Quầy của cơ quan giải quyết trả lời người nộp.")
    return await as_filing(office, row)


async def compare(office: Office, acting: Acting, filing_id: UUID) -> Compared:
    async with transaction():
        filing = await _seen(office, acting, filing_id)
        found = judge(office, filing, await files_of(filing_id), acting.at)
        if filing.kind == SUPPLEMENT:
            return await _sent_again(filing, found, acting.at)
        number = number_of(found.applicant.answers)
        others = await open_ones(office, acting, number, filing.version.key)
    communes = communes_of(here())
    sections = (
        *ApplicantForm.definition.show(found.applicant.answers, communes),
        *filing.version.form.show(found.answers.answers, communes),
    )
    return Compared(
        filing,
        found,
        sections,
        tuple(each for each in others if each.id != filing.dossier_id),
        time_left(filing.due_at, acting.at, here().calendar) if filing.waits else "",
        filing.waits and is_late(filing.due_at, acting.at),
        why_not_answer(filing.state) or "",
        why_not_ask(filing.state) or "",
    )


async def _sent_again(filing: Filing, found: Judged, at: datetime) -> Compared:
    """What completes an accepted dossier: files and a note, no form."""
    return Compared(
        filing,
        replace(found, papers=(PaperAsked(OTHER, OTHER_LABEL, "", "", False, await files_of(filing.id)),)),
        (),
        (),
        time_left(filing.due_at, at, here().calendar) if filing.waits else "",
        filing.waits and is_late(filing.due_at, at),
        why_not_answer(filing.state) or "",
        "",
    )


async def check_may_see(office: Office, acting: Acting, filing_id: UUID) -> None:
    async with transaction():
        await _seen(office, acting, filing_id)


async def accept(office: Office, acting: Acting, filing_id: UUID, seen: int, link: str) -> Accepted:
    """Code, clock and receipt by the reception's own service, with the channel online."""
    async with transaction():
        filing, again = await _to_answer(office, acting, filing_id, seen, "accept")
        if again is not None:
            return again
        made = await _made(office, acting, filing, "accept", "", ())
        kept = await records.load(made.id)
        assert kept is not None
        due_at = kept.dossier.due_at
        values = {
            "code": made.code,
            "procedure": filing.version.title,
            "due": at_says(due_at) if due_at else "chưa ấn định",
            "link": link.format(code=made.code, secret=made.secret),
        }
        await queue_message(recipient_of(filing), "receipt", values, once=_once(kept), dossier_id=made.id)
    return made


async def ask(
    office: Office,
    acting: Acting,
    filing_id: UUID,
    seen: int,
    *,
    reason: str,
    papers: Sequence[str],
    lines: Sequence[str],
    link: str,
) -> Accepted:
    """Once: which papers and which answers, and why. The dossier waits without a code, as at the counter."""
    async with transaction():
        filing, again = await _to_answer(office, acting, filing_id, seen, "ask")
        if again is not None:
            return again
        found = judge(office, filing, await files_of(filing_id), acting.at)
        labels = {paper.key: paper.label for paper in found.papers}
        wanted = tuple(key for key in labels if key in set(papers))
        said = tuple(clean for text in lines if (clean := clean_text("Nội dung cần sửa", text, LONGEST["text"])))
        if not wanted and not said:
            raise Refused(
                "Đánh dấu giấy tờ hoặc ghi nội dung cần bổ sung.", {"papers": "Nêu ít nhất một việc cần bổ sung."}
            )
        if len(said) > MOST_LINES:
            raise Refused("Quá nhiều dòng.", {"lines": f"Ghi nhiều nhất {MOST_LINES} dòng."})
        missing = (*(labels[key] for key in wanted), *said)
        made = await _made(office, acting, filing, "ask", reason, missing)
        asked = AskedFor(" ".join(reason.split()), wanted, said)
        await stored.change_filing(filing.id, {"asked": asked.to_data(), "asked_at": acting.at}, acting.at)
        values = {
            "code": filing.number,
            "procedure": filing.version.title,
            "what": "\n".join(f"- {each}" for each in missing) + f"\n\nLý do: {asked.reason}",
            "until": "",
            "link": link,
        }
        kept = await records.load(made.id)
        assert kept is not None
        await queue_message(recipient_of(filing), "supplement", values, once=_once(kept), dossier_id=made.id)
    return made


async def refuse(office: Office, acting: Acting, filing_id: UUID, seen: int, reason: str) -> Accepted:
    async with transaction():
        filing, again = await _to_answer(office, acting, filing_id, seen, "refuse")
        if again is not None:
            return again
        made = await _made(office, acting, filing, "refuse", reason, ())
        values = {"code": filing.number, "procedure": filing.version.title, "reason": " ".join(reason.split())}
        kept = await records.load(made.id)
        assert kept is not None
        await queue_message(recipient_of(filing), "refused", values, once=_once(kept), dossier_id=made.id)
    return made


def _once(kept: records.Kept) -> str:
    """The key under which anybody tells of the dossier's latest event: told here, it is not told again."""
    return f"{kept.dossier.id}/{kept.row['event_seq']}"


async def _to_answer(
    office: Office, acting: Acting, filing_id: UUID, seen: int, answer: str
) -> tuple[Filing, Accepted | None]:
    """The filing, locked. With what was made, where this very answer was given already by this person."""
    filing = await _seen(office, acting, filing_id, lock=True)
    if filing.kind == SUPPLEMENT:
        raise NotHere
    check_receives(acting, filing.version, is_old=True)
    is_mine = filing.answered_by == acting.staff.id and filing.state is ANSWERS[answer]
    if is_mine and filing.dossier_id is not None and filing.seen in (seen + 1, seen + 2):
        kept = await records.load(filing.dossier_id)
        assert kept is not None
        code = kept.dossier.code or ""
        return filing, Accepted(filing.dossier_id, code, tracking_secret(filing.dossier_id) if code else "")
    if sentence := (why_not_ask if answer == "ask" else why_not_answer)(filing.state):
        raise Conflict(sentence)
    if filing.seen != seen:
        raise Conflict("Người nộp vừa thay đổi hồ sơ này. Tải lại trang, xem lại rồi trả lời.")
    return filing, None


def intake_of(filing: Filing, found: Judged) -> Intake:
    """As the counter would have typed it. Online is a copy: originals are compared later."""
    applicant, answers = split(filing.typed)
    own = {paper.key for paper in filing.version.papers}
    return Intake(
        version_hash=filing.version.hash,
        applicant=applicant,
        answers=answers,
        papers={paper.key: (0, 0, len(paper.files)) for paper in found.papers if paper.files and paper.key in own},
        channel=ONLINE,
        delivery=filing.one("_delivery"),
        note=filing.one("_note"),
        is_submitted=True,
    )


async def _made(
    office: Office, acting: Acting, filing: Filing, answer: str, reason: str, missing: Sequence[str]
) -> Accepted:
    """The dossier that the answer makes or moves on, its scans, and the answer on the filing."""
    intake = intake_of(filing, judge(office, filing, await files_of(filing.id), acting.at))
    key, before = uuid5(filing.id, answer), filing.dossier_id
    kept = await records.locked(before) if before is not None else None
    seen = kept.dossier.version if kept is not None else None
    if answer == "accept":
        made = await intakes.accept(office, acting, intake, key, seen, before)
    elif answer == "ask":
        made = await intakes.ask_to_complete(office, acting, intake, reason, missing, key)
    else:
        made = await intakes.refuse(office, acting, intake, reason, key, seen, before)
    await stored.bind_scans(filing.id, made.id)
    await stored.bind_to_citizen(filing.citizen_id, made.id, "filed", acting.at)
    changes: dict[str, Any] = {
        "state": ANSWERS[answer].value,
        "answered_at": acting.at,
        "answered_by": acting.staff.id,
        "answered_by_name": acting.staff.name,
        "reason": " ".join(reason.split()),
        "late_answers": filing.late_answers + is_late(filing.due_at, acting.at),
        "dossier_id": made.id,
    }
    await stored.change_filing(filing.id, changes, acting.at)
    return made
