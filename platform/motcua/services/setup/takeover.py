"""Take-over: dossiers in flight come from the software before this one, each at its desk, with its number and its date.

A list is reported row by row first; it is taken whole or not at all, and a row that is here already is left alone. What
was done elsewhere is not made up: the steps before the one in hand are closed without a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from motcua.centers import Center, here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.calendar import Due
from motcua.domain.dossier import Dossier, PauseRecord, StepRecord
from motcua.domain.errors import Refused
from motcua.domain.people import Acting
from motcua.domain.states import PAUSE_REASONS, SUPPLEMENT_PAUSE, State
from motcua.domain.takeover import applicant_answers, read_old_dossiers
from motcua.services.books.closed import check_register_is_open
from motcua.services.catalogue import offered
from motcua.services.codes import local_date, secret_hash, tracking_secret
from motcua.services.counter.applicants import file_applicant
from motcua.services.counter.filing import folded_words
from motcua.services.counter.planning import hand_back_minutes, step_records
from motcua.services.deadlines.dues import dossier_due, standing_due, step_due, supplement_deadline
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import sealed_answers
from motcua.services.dossiers.timeline import TAKEN_OVER, at_says
from motcua.services.office import Office
from motcua.services.setup.takeover_placing import Standing, placed
from motcua.store.engine import transaction
from motcua.store.queries import counters, dossiers, steps
from motcua.store.queries import intake as written
from motcua.store.queries.taken_over import known_numbers

TAKEN, KNOWN, WRONG = "taken", "known", "wrong"
FATES = {TAKEN: "nhận", KNOWN: "đã có", WRONG: "không nhận"}
ELSEWHERE = "Đã thực hiện ở phần mềm cũ."
FEE_NOTE = "Theo phần mềm cũ"
_PAUSES = {State.SUPPLEMENT: SUPPLEMENT_PAUSE, State.SUSPENDED: "suspended"}


@dataclass(frozen=True, slots=True)
class OldFate:
    """What becomes of one row. `where`: the step at which it will stand."""

    line: int
    old_number: str
    fate: str
    says: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class TakeoverReport:
    fates: tuple[OldFate, ...]
    standing: tuple[Standing, ...]

    @property
    def problems(self) -> tuple[OldFate, ...]:
        return tuple(each for each in self.fates if each.fate == WRONG)

    def count(self, fate: str) -> int:
        return sum(each.fate == fate for each in self.fates)


async def report_takeover(office: Office, body: bytes, name: str, at: datetime) -> TakeoverReport:
    """Reads a list at the center entered and says what would become of each row; changes nothing."""
    _, texts = await office.files.read_list(body, name, counts_lines=True)
    rows = read_old_dossiers(texts)
    if not rows:
        raise Refused(
            "Không tìm thấy dòng tiêu đề có đủ cột Số hồ sơ, Thủ tục, Người nộp, Ngày tiếp nhận, Trạng thái, "
            "hoặc dưới đó không có hồ sơ nào."
        )
    versions = await offered(office, local_date(at))
    async with transaction():
        known = await known_numbers([row.old_number.upper() for row in rows])
    fates: list[OldFate] = []
    standing: list[Standing] = []
    for row in rows:
        if row.old_number.upper() in known:
            fates.append(OldFate(row.line, row.old_number, KNOWN, f"là hồ sơ {known[row.old_number.upper()]}"))
            continue
        try:
            found = placed(here(), versions, row, at)
        except Refused as refused:
            fates.append(OldFate(row.line, row.old_number, WRONG, refused.sentence))
            continue
        where = found.step.label if found.step is not None else row.get("state")
        fates.append(OldFate(row.line, row.old_number, TAKEN, "", where))
        standing.append(found)
    return TakeoverReport(tuple(fates), tuple(standing))


async def take_over(office: Office, acting: Acting, report: TakeoverReport) -> tuple[tuple[str, str], ...]:
    """Writes every row of the report that can be taken, in one transaction; (old number, new code) of each."""
    if report.problems:
        raise Refused(f"{len(report.problems)} dòng chưa đúng nên chưa nhận hồ sơ nào. Sửa danh sách rồi chạy lại.")
    taken = []
    async with transaction():
        for found in report.standing:
            taken.append((found.row.old_number, await _taken(acting, found)))
    return tuple(taken)


async def _taken(acting: Acting, found: Standing) -> str:
    center, row, at, made_id = here(), found.row, acting.at, uuid4()
    dossier = _dossier(center, found, made_id, at)
    applicant = applicant_answers(row)
    columns = records.standing(dossier) | _columns(acting, found, dossier, applicant)
    columns["applicant_id"] = await file_applicant(applicant, at)
    await dossiers.insert_dossier(columns)
    await steps.insert_steps(made_id, dossier.steps)
    for pause in dossier.pauses:
        step = dossier.current_step
        await steps.open_pause(
            made_id, step.id if step is not None else None, kind=pause.kind, reason=pause.reason, from_at=at,
            deadline_at=pause.deadline_at,
        )  # fmt: skip
    code = await counters.next_dossier_code(center.unit_code, local_date(at))
    await check_register_is_open(local_date(at).year)
    await written.give_code(made_id, code, folded_words(found.version.title, applicant, code, row.old_number))
    told = {"old_number": row.old_number, "procedure": found.version.key, "channel": "direct"}
    accepted = replace(dossier, state=State.ACCEPTED, pauses=(), code=code)
    await records.note_by(acting, accepted, "accept", told)
    due_now = at_says(found.promised_at) if found.promised_at is not None else ""
    told |= {"due_now": due_now, "note": row.get("note")}
    await records.note_by(acting, replace(dossier, code=code), TAKEN_OVER, told, State.ACCEPTED)
    return code


def _columns(acting: Acting, found: Standing, dossier: Dossier, applicant: Mapping[str, str]) -> dict[str, object]:
    row, version = found.row, found.version
    is_decided = row.state in (State.SIGNED, State.READY)
    return {
        "id": dossier.id,
        "procedure_key": version.key,
        "version_hash": version.hash,
        "agency": version.agency,
        "overrides": [each.to_data() for each in version.overrides],
        "channel": "direct",
        "answers": {
            "form": sealed_answers(version.form, {}),
            "applicant": sealed_answers(ApplicantForm.definition, applicant),
            "unchecked": [],
            "delivery": "counter",
        },
        "fee_due": row.fee,
        "fee_note": FEE_NOTE,
        "received_at": found.received_at,
        "first_due_at": found.promised_at,
        "promised_at": found.promised_at,
        "old_number": row.old_number,
        "term": str(found.plan.term),
        "hand_back_minutes": dossier.hand_back_minutes,
        "secret_hash": secret_hash(tracking_secret(dossier.id)),
        "folded": "",
        "receiver_id": acting.staff.id,
        "result_number": row.get("result_number") or None,
        "result_signed_on": local_date(acting.at) if is_decided else None,
        "version": 2,  # one for each event, as of every dossier
        "created_at": acting.at,
        "changed_at": acting.at,
    }


def _dossier(center: Center, found: Standing, made_id: UUID, at: datetime) -> Dossier:
    """The dossier where the list says it stands: behind it what is done, before it what still waits."""
    row, state = found.row, found.row.state
    assert state is not None  # no problems
    plan = replace(found.plan, due=Due(found.promised_at))
    is_decided = state in (State.SIGNED, State.READY)
    pauses: tuple[PauseRecord, ...] = ()
    if kind := _PAUSES.get(state):
        deadline = supplement_deadline(center, at) if kind == SUPPLEMENT_PAUSE else None
        pauses = (PauseRecord(kind, row.get("note") or PAUSE_REASONS[kind], at, deadline_at=deadline),)
    dossier = Dossier(
        made_id, None, found.version.key, found.version.agency, state, 1, pauses=pauses, received_at=found.received_at,
        first_due_at=found.promised_at, due_at=found.promised_at, promised_at=found.promised_at, fee_due=row.fee,
        hand_back_minutes=hand_back_minutes(center, plan, found.received_at),
        outcome="granted" if is_decided else None,
    )  # fmt: skip
    if pauses:
        dossier = replace(dossier, due_at=dossier_due(dossier, found.plan.term, center.calendar, at))
    made = step_records(center, plan, made_id, found.received_at)
    if not made:
        raise Refused("quy trình của thủ tục không có bước nào")
    current = next((each for each in made if found.step is not None and each.key == found.step.key), None)
    return replace(dossier, steps=tuple(_step(center, each, current, dossier, at, is_decided) for each in made))


def _step(
    center: Center, step: StepRecord, current: StepRecord | None, dossier: Dossier, at: datetime, is_decided: bool
) -> StepRecord:
    if step.kind != "step":
        return step
    if is_decided or (current is not None and step.ordinal < current.ordinal):
        return replace(step, state="done", done_at=at, note=ELSEWHERE)
    if current is None or step.id != current.id:
        return step
    is_on_the_way = dossier.state is State.IN_TRANSIT
    step = replace(
        step,
        state="in_transit" if is_on_the_way else "active",
        handed_at=at,
        confirmed_at=None if is_on_the_way else at,
    )
    promised = dossier.promised_at
    if dossier.pauses:
        return replace(step, due_at=standing_due(promised, at))
    due_at = step_due(step, dossier, center.calendar, at)
    # What was late stays late, and no desk has longer than the applicant was promised.
    return replace(step, due_at=promised if due_at is None or (promised is not None and promised < due_at) else due_at)
