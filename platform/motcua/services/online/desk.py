"""The center answers what was filed online: accept, ask to complete once, or refuse, within its time.

The dossier is made by the very services of the counter, so its code, clock, letters and trail are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
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
from motcua.domain.people import Acting
from motcua.services.codes import tracking_secret
from motcua.services.counter import intake as intakes
from motcua.services.counter.earlier import OpenOne, number_of, open_ones
from motcua.services.counter.intake import Accepted
from motcua.services.counter.reading import Intake, check_receives, communes_of
from motcua.services.deadlines.lateness import is_late, time_left
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import LONGEST, clean_text
from motcua.services.dossiers.timeline import at_says
from motcua.services.messages.queue import queue_message
from motcua.services.office import Office
from motcua.services.online.ends import completion_due
from motcua.services.online.files import files_of
from motcua.services.online.filings import Filing, as_filing
from motcua.services.online.reading import Judged, PaperAsked, judge, recipient_of, split
from motcua.services.online.waiting import may_see
from motcua.services.post.asking import drop_pick_up
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored
from motcua.store.queries import post

MOST_LINES = 20
ANSWERS: Mapping[str, FilingState] = {
    "accept": FilingState.ACCEPTED,
    "ask": FilingState.ASKED,
    "refuse": FilingState.REFUSED,
}


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
        await _tell(filing, kept, "receipt", values, acting.at)
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
        until = completion_due(acting.at)
        changes = {"asked": asked.to_data(), "asked_at": acting.at, "due_at": until}
        await stored.change_filing(filing.id, changes, acting.at)
        ends = f"\n\nHoàn thiện chậm nhất {at_says(until)}; quá hạn, hồ sơ không được tiếp nhận." if until else ""
        values = {
            "procedure": filing.version.title,
            "what": "\n".join(f"- {each}" for each in missing) + f"\n\nLý do: {asked.reason}{ends}",
            "link": link,
        }
        kept = await records.load(made.id)
        assert kept is not None
        await _tell(filing, kept, "completion", values, acting.at)
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
        await _tell(filing, kept, "refused", values, acting.at)
    return made


async def _tell(filing: Filing, kept: records.Kept, occasion: str, values: Mapping[str, str], at: datetime) -> None:
    """Under the key by which anybody tells of the dossier's latest event: told here, it is not told again."""
    once = f"{kept.dossier.id}/{kept.row['event_seq']}"
    await queue_message(recipient_of(filing), occasion, values, once=once, dossier_id=kept.dossier.id, at=at)


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
        papers={paper.key: (0, 0, paper.held) for paper in found.papers if paper.held and paper.key in own},
        channel=ONLINE,
        delivery=filing.one("_delivery"),
        delivery_address=filing.one("_delivery_address"),
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
    await post.bind_tasks(filing.id, made.id)
    if answer == "refuse":
        await drop_pick_up(filing.id, acting.at, acting.staff.name, "Trung tâm không tiếp nhận hồ sơ")
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
