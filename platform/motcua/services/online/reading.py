"""What was typed online, judged by the same definitions as at the counter, and handed in when it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.applicant import ApplicantForm
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, Refused
from motcua.domain.filings import (
    AUTHORITY,
    AUTHORITY_LABEL,
    ONLINE,
    OTHER,
    OTHER_LABEL,
    WAITING,
    FilingState,
)
from motcua.domain.forms import Filled
from motcua.domain.papers import Paper
from motcua.domain.procedures import ProcedureVersion
from motcua.services.codes import local_date
from motcua.services.counter.reading import DELIVERIES, read_answers, read_applicant
from motcua.services.dossiers.timeline import at_says
from motcua.services.files.keeping import FileLine
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.services.online.files import files_of
from motcua.services.online.filings import Filing, Typed, check_received, name_in, own_filing
from motcua.services.online.procedures import answer_due
from motcua.services.post.asking import ask_with_filing
from motcua.services.post.places import LONGEST_ADDRESS
from motcua.store.engine import transaction
from motcua.store.queries import counters
from motcua.store.queries import filings as stored

MISSING = "Chưa có tệp của giấy tờ này."
REFUSED = "Tệp đã gửi có mã độc nên bị loại; cần gửi lại bản khác."


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper of the case with what was uploaded of it. `asked_again`: the center wants it anew."""

    key: str
    label: str
    wants: str
    note: str
    is_required: bool
    files: tuple[FileLine, ...] = ()
    asked_again: bool = False
    error: str = ""

    @property
    def held(self) -> int:
        """How many files there are of it; what the scanner refused is none."""
        return sum(not file.is_refused for file in self.files)


@dataclass(frozen=True, slots=True)
class Judged:
    """The form as typed and what is wrong with it, by posted name; papers apart, by `paper.<key>`."""

    applicant: Filled
    answers: Filled
    papers: tuple[PaperAsked, ...]
    errors: Mapping[str, str]
    missing: Mapping[str, str]


def split(typed: Typed) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The applicant's answers and the procedure's; names that begin with `_` are the page's own."""
    mine = {name: list(texts) for name, texts in typed.items() if not name.startswith("_")}
    applicant = {name: texts for name, texts in mine.items() if ApplicantForm.definition.knows(name)}
    return applicant, {name: texts for name, texts in mine.items() if name not in applicant}


def read(
    office: Office, version: ProcedureVersion, typed: Typed, at: datetime, *, acted_at: datetime | None = None
) -> tuple[Filled, Filled]:
    applicant, answers = split(typed)
    return read_applicant(applicant, at, ONLINE), read_answers(office, version, answers, at, ONLINE, acted_at=acted_at)


def papers_of(version: ProcedureVersion, applicant: Filled, answers: Filled, at: datetime) -> tuple[PaperAsked, ...]:
    """What the case asks for; who files for another adds what allows it."""
    shown = version.form.visible(answers.answers, filed_on=local_date(at), channel=ONLINE)
    asked = [
        PaperAsked(item.key, item.label, item.numbers, item.note, item.required)
        for item in shown
        if isinstance(item, Paper)
    ]
    if applicant.answers.get("proxy.is_used") is True:
        asked.append(PaperAsked(AUTHORITY, AUTHORITY_LABEL, "1 bản", "Có chứng thực theo quy định", True))
    return (*asked, PaperAsked(OTHER, OTHER_LABEL, "", "", False))


def judge(office: Office, filing: Filing, files: Iterable[FileLine], at: datetime) -> Judged:
    applicant, answers = read(office, filing.version, filing.typed, at)
    return judged(filing, applicant, answers, tuple(files), at)


def judged(filing: Filing, applicant: Filled, answers: Filled, files: tuple[FileLine, ...], at: datetime) -> Judged:
    errors = {**applicant.errors, **answers.errors}
    if filing.one("_delivery") not in DELIVERIES:
        errors["_delivery"] = "Chọn nơi nhận kết quả."
    if len(filing.one("_delivery_address")) > LONGEST_ADDRESS:
        errors["_delivery_address"] = f"Địa chỉ dài nhất {LONGEST_ADDRESS} ký tự."
    asked = papers_of(filing.version, applicant, answers, at)
    known = {paper.key for paper in asked}
    by_paper: dict[str, list[FileLine]] = {}
    for file in files:
        by_paper.setdefault(file.paper_key if file.paper_key in known else OTHER, []).append(file)
    missing: dict[str, str] = {}
    found = []
    for paper in asked:
        mine = tuple(by_paper.get(paper.key, ()))
        again = filing.asked is not None and paper.key in filing.asked.papers
        since = filing.asked_at if again and filing.state is FilingState.ASKED else None
        says, held = "", [file for file in mine if not file.is_refused]
        if paper.is_required and not held:
            says = REFUSED if mine else MISSING
        elif since is not None and not any(file.at > since for file in held):
            says = "Trung tâm đề nghị nộp lại giấy tờ này; chưa thấy tệp mới."
        if says:
            missing[f"paper.{paper.key}"] = f"{paper.label}: {says[0].lower()}{says[1:]}"
        found.append(PaperAsked(paper.key, paper.label, paper.wants, paper.note, paper.is_required, mine, again, says))
    return Judged(applicant, answers, tuple(found), errors, missing)


async def submit(office: Office, applying: Applying, filing_id: UUID, seen: int, has_agreed: bool, link: str) -> Filing:
    """Hands it in, for the first time or completed. Sent twice, it is handed in once."""
    at = applying.at
    async with transaction():
        filing = await own_filing(office, applying, filing_id, lock=True)
        if filing.state in WAITING:
            return filing
        if not filing.can_edit:
            raise Conflict(f"Hồ sơ này không nộp được nữa: {filing.state_name.lower()}.")
        if filing.seen != seen:
            raise Conflict("Tờ khai vừa được sửa ở nơi khác. Xem lại nội dung rồi nộp.")
        files = await files_of(filing_id)
        applicant, answers = read(office, filing.version, filing.typed, at, acted_at=at)
        found = judged(filing, applicant, answers, files, at)
        wrong = {**found.errors, **found.missing}
        if not wrong and not has_agreed:
            wrong = {"agreed": "Đánh dấu cam đoan trước khi nộp."}
        if wrong:
            raise Refused(f"Có {len(wrong)} mục cần sửa trước khi nộp.", wrong)
        is_first = filing.state is FilingState.DRAFT
        if is_first:
            await check_received(office, applying, filing)
        due_at = answer_due(at)
        changes = {
            "state": (FilingState.SUBMITTED if is_first else FilingState.COMPLETED).value,
            "due_at": due_at,
            "applicant_name": name_in(filing.typed),
        }
        if is_first:
            changes |= {"submitted_at": at, "number": await _number(at)}
        await stored.change_filing(filing_id, changes, at)
        filing = await own_filing(office, applying, filing_id)
        if is_first and filing.one("_pick_up") == "yes":
            await ask_with_filing(filing, applicant.answers, at)
        await _tell(filing, due_at, link, "submitted" if is_first else "completed", at)
    return filing


async def _number(at: datetime) -> str:
    """Its own number: it is no dossier yet, and gets no dossier's code (NĐ 61/2018/NĐ-CP, Điều 17.3)."""
    on = local_date(at)
    return f"NT-{on:%y%m%d}-{await counters.next_number(f'filing/{on:%Y-%m-%d}'):04d}"


async def _tell(filing: Filing, due_at: datetime, link: str, which: str, at: datetime) -> None:
    values = {
        "number": filing.number,
        "procedure": filing.version.title,
        "answered_by": at_says(due_at),
        "link": link,
    }
    await queue_message(recipient_of(filing), "submitted", values, once=f"{which}/{filing.id}", at=at)


def recipient_of(filing: Filing) -> Recipient:
    """Whoever filed it, where they said they can be reached."""
    return Recipient(filing.applicant_name, filing.one("applicant.email"), filing.one("applicant.phone"))
