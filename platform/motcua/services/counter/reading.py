"""Reading what was typed at the counter: applicant, answers and papers, all wrong ones at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import Center, here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.conditions import CHANNELS, Env
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.filings import ONLINE
from motcua.domain.forms import WHOLE_FORM, Filled
from motcua.domain.papers import Paper
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import GONE, as_decided, takes_in, version_of, why_not_received
from motcua.services.codes import local_date
from motcua.services.dossiers.asked import LONGEST, MoveField, clean_text, cleaned
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.online.procedures import channels_of
from motcua.store.engine import transaction
from motcua.store.queries.review import load_publications

Raw = Mapping[str, Sequence[Any]]
Counts = tuple[int, int, int]
DELIVERIES: Mapping[str, str] = {
    "counter": "Tại Bộ phận tiếp nhận và trả kết quả",
    "post": "Qua dịch vụ bưu chính công ích",
}
POST = "post"
# QĐ 45/2016/QĐ-TTg: what comes by the public post is known by its number and the day of the postmark.
BY_POST = (
    MoveField("arrival_number", "Số hiệu bưu gửi", "text", required=True),
    MoveField("arrival_posted_on", "Ngày gửi theo dấu bưu cục", "date", required=True),
)
MOST_OF_A_PAPER = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One dossier as the counter typed it.

    `applicant` answers `ApplicantForm`, `answers` the procedure's form; each as posted, or already parsed. `papers`
    counts (originals, certified copies, copies) by paper key. `draft_key` names the scans uploaded for this form.
    `fee_amount` is what was collected where the fee is not confirmed. `is_second_meant`: it may stand beside an open
    dossier of the same person and procedure. `beside` names a dossier of the same visit.
    `delivery_address`: where the post brings the result, if not to the applicant's own address.
    `is_submitted`: it was filed online while its version was received, and is judged by that one.
    `arrival_number` and `arrival_posted_on` are of the letter in which a dossier came by post.
    """

    version_hash: str
    applicant: Filled | Raw
    answers: Filled | Raw
    papers: Mapping[str, Counts] = field(default_factory=dict)
    draft_key: UUID | None = None
    channel: str = "direct"
    fee_collected: bool = False
    fee_amount: int | None = None
    note: str = ""
    delivery: str = "counter"
    delivery_address: str = ""
    is_second_meant: bool = True
    beside: UUID | None = None
    arrival_number: str = ""
    arrival_posted_on: str = ""
    is_submitted: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """An intake, read. `errors` are by posted name, papers as `paper.<key>`."""

    version: ProcedureVersion
    applicant: Filled
    answers: Filled
    papers: tuple[tuple[Paper, Counts], ...]
    note: str
    errors: Mapping[str, str]
    delivery_address: str = ""
    arrival: Mapping[str, Any] = field(default_factory=dict)


def communes_of(center: Center) -> dict[str, str]:
    return {commune.code: commune.name for commune in center.communes}


async def receivable(
    office: Office, acting: Acting, version_hash: str, *, is_completed: bool = False
) -> ProcedureVersion:
    """The version with what is decided over it today, if this person may take in a dossier under it today.

    `is_completed`: the dossier was asked to be completed under this version; a newer one that was published meanwhile
    is not held against the applicant, a procedure that is not received any more is.
    """
    on = local_date(acting.at)
    async with transaction():
        version = await version_of(office, version_hash)
        check_receives(acting, version, is_old=is_completed)
        if not is_completed and not takes_in(office, version):
            raise Conflict(GONE)
        publications = await load_publications(version.key)
        of_procedure = why_not_received(publications, on)
        this = next((each for each in publications if each.version_hash == version.hash), None)
        if of_procedure is not None:
            raise Conflict(of_procedure)
        if this is None or not (this.is_received_on(on) or (is_completed and this.was_published)):
            raise Conflict("Thủ tục này đã có phiên bản khác đang áp dụng. Hãy mở lại trang tiếp nhận và nhập lại.")
        return await as_decided(office, version, on)


def check_receives(acting: Acting, version: ProcedureVersion, *, is_old: bool = False) -> None:
    """`is_old`: a dossier that is here already goes its way also when its agency's plugin has been switched off."""
    center = here()
    if version.plugin not in center.plugins and not is_old:
        raise NotHere("Thủ tục này không được tiếp nhận tại trung tâm.")
    if not acting.staff.may(Permission.RECEIVE):
        raise NotAllowed(
            f"Bạn không có quyền {PERMISSION_NAMES[Permission.RECEIVE]}. "
            f"Việc này thuộc về: {who_may(Permission.RECEIVE)}."
        )
    if not acting.staff.receives_for(version.agency):
        name = agency_name(center, version.agency)
        raise NotAllowed(
            f"Quầy của bạn không tiếp nhận thủ tục của {name}. Hãy mời người nộp sang quầy của cơ quan này."
        )


def read_answers(
    office: Office,
    version: ProcedureVersion,
    answers: Filled | Raw,
    at: datetime,
    channel: str,
    *,
    acted_at: datetime | None = None,
) -> Filled:
    """The procedure's form with every check on it: its own, those in code, and other agencies'.

    `at` is when the dossier is or was filed, `acted_at` when somebody acts on the answers. Only then what a plugin's
    code fails on is held against it: a page that is drawn again with every letter typed would count one thing often.
    """
    if isinstance(answers, Filled):
        filled = answers
    else:
        communes = communes_of(here())
        filled = version.form.parse(answers, filed_on=local_date(at), channel=channel, communes=communes)
    env = Env(filled.answers, local_date(at), channel)
    center = here()
    results = office.catalog.live_checks(version, env, center.plugins, office.quarantine.held(center.key))
    if acted_at is not None and results.failures:
        typed = hash((version.hash, repr(sorted(filled.answers.items(), key=str))))
        office.quarantine.note(center.key, results.failures, typed, acted_at)
    errors = {name: text for name, text in results.errors.items() if name in filled.names or name == WHOLE_FORM}
    # A sentence whose field is not on the page would be lost beside it: it is shown above the form.
    beyond = [text for name, text in results.errors.items() if name not in errors]
    return filled.also(errors | ({WHOLE_FORM: " ".join(beyond)} if beyond else {}), results.unchecked)


def read_applicant(applicant: Filled | Raw, at: datetime, channel: str) -> Filled:
    if isinstance(applicant, Filled):
        return applicant
    return ApplicantForm.parse(applicant, filed_on=local_date(at), channel=channel, communes=communes_of(here()))


def read_intake(office: Office, acting: Acting, version: ProcedureVersion, intake: Intake) -> Typed:
    if intake.channel not in CHANNELS or intake.channel not in channels_of(version):
        raise Refused("Thủ tục này không nhận theo hình thức nộp đã chọn.", {"channel": "Chọn hình thức nộp khác."})
    if intake.delivery not in DELIVERIES:
        raise Refused("Chọn nơi nhận kết quả.", {"delivery": "Chọn nơi nhận kết quả trong danh sách."})
    note = clean_text("Ghi chú", intake.note, LONGEST["long_text"])
    applicant = read_applicant(intake.applicant, acting.at, intake.channel)
    answers = read_answers(office, version, intake.answers, acting.at, intake.channel, acted_at=acting.at)
    papers, missing = _read_papers(version, answers, intake, acting.at)
    arrival, faults = _read_arrival(intake, acting.at)
    address = ""
    if intake.delivery == POST:
        address = clean_text("Địa chỉ nhận kết quả", intake.delivery_address, LONGEST["text"])
    errors = {**applicant.errors, **answers.errors, **missing, **faults}
    return Typed(version, applicant, answers, papers, note, errors, address, arrival)


def _read_arrival(intake: Intake, at: datetime) -> tuple[dict[str, Any], dict[str, str]]:
    if intake.channel != POST:
        return {}, {}
    try:
        found = cleaned(BY_POST, {asked.name: getattr(intake, asked.name) for asked in BY_POST})
    except Refused as refusal:
        return {}, dict(refusal.errors)
    if found["arrival_posted_on"] > local_date(at):
        return {}, {"arrival_posted_on": "Ngày gửi không thể sau hôm nay."}
    return found, {}


def _read_papers(
    version: ProcedureVersion, answers: Filled, intake: Intake, at: datetime
) -> tuple[tuple[tuple[Paper, Counts], ...], dict[str, str]]:
    shown = version.form.visible(answers.answers, filed_on=local_date(at), channel=intake.channel)
    asked = [item for item in shown if isinstance(item, Paper)]
    errors: dict[str, str] = {}
    read: list[tuple[Paper, Counts]] = []
    for paper in asked:
        counts = intake.papers.get(paper.key, (0, 0, 0))
        if any(not 0 <= number <= MOST_OF_A_PAPER for number in counts):
            errors[f"paper.{paper.key}"] = f"Số lượng phải từ 0 đến {MOST_OF_A_PAPER}."
            continue
        is_there = any(counts) if intake.channel == ONLINE else is_enough(paper, counts)
        if (paper.required or any(counts)) and not is_there:
            errors[f"paper.{paper.key}"] = f"Cần {paper.numbers}: {paper.label}."
        read.append((paper, counts))
    for key in intake.papers.keys() - {paper.key for paper in asked}:
        if any(intake.papers[key]):
            errors[f"paper.{key}"] = "Giấy tờ này không thuộc thành phần hồ sơ của trường hợp đã khai."
    return tuple(read), errors


def is_enough(paper: Paper, counts: Counts) -> bool:
    """An original stands in for a certified copy, and either for a plain copy; never the other way round."""
    spare = 0
    for given, needed in zip(counts, (paper.originals, paper.certified_copies, paper.copies), strict=True):
        spare += given - needed
        if spare < 0:
            return False
    return True


def check_typed(typed: Typed) -> None:
    """Refuses with every sentence beside its field; papers say how to go on."""
    if not typed.errors:
        return
    only_papers = all(name.startswith("paper.") for name in typed.errors)
    sentence = (
        "Hồ sơ chưa đủ giấy tờ. Bổ sung số lượng, hoặc lập phiếu yêu cầu hoàn thiện hồ sơ."
        if only_papers
        else f"Có {len(typed.errors)} mục cần sửa trước khi tiếp nhận."
    )
    raise Refused(sentence, dict(typed.errors))
