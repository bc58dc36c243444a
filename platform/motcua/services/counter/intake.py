"""Taking dossiers in: accept, ask to complete, or refuse. Each makes one dossier, however often the form is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.applicant import applicant_name
from motcua.domain.citizens import Applying
from motcua.domain.dossier import Dossier, why_not
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.forms import Filled
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import State
from motcua.services.books.closed import check_register_is_open
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date, secret_hash, tracking_secret
from motcua.services.counter import visits
from motcua.services.counter.applicants import find_applicant
from motcua.services.counter.earlier import check_reused, number_of, open_ones
from motcua.services.counter.filing import columns_of, fee_columns, folded_text, told_of, write_dossier
from motcua.services.counter.planning import Preview, hand_back_minutes, planned, preview_of, step_records
from motcua.services.counter.reading import (
    DELIVERIES,
    Intake,
    Typed,
    check_receives,
    check_typed,
    read_answers,
    read_applicant,
    read_intake,
    receivable,
)
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import cleaned, fields_of
from motcua.services.dossiers.stale import check_seen
from motcua.services.hall import day as hall_day
from motcua.services.money.payments import keep_payment
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import counters, drafts, files, post, steps
from motcua.store.queries import intake as written

__all__ = [
    "DELIVERIES",
    "Accepted",
    "Intake",
    "Preview",
    "accept",
    "ask_to_complete",
    "find_applicant",
    "preview",
    "refuse",
]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A dossier was made. `secret` goes into the receipt's QR; only what was accepted has a code (NĐ 61, Đ17.3)."""

    id: UUID
    code: str
    secret: str


async def preview(
    office: Office, acting: Acting | Applying, version: ProcedureVersion, filled: Filled, channel: str
) -> Preview:
    """Fee, due date and way of a dossier with these answers, before it is one."""
    center = here()
    judged = read_answers(office, version, filled, acting.at, channel)
    plan = planned(center, version, judged.answers, acting.at, channel)
    warnings = (*judged.warnings.values(), *(f"Chưa kiểm tra được: {each}" for each in judged.unchecked))
    return preview_of(center, version, plan, warnings)


async def accept(
    office: Office, acting: Acting, intake: Intake, key: UUID, seen: int | None = None, dossier_id: UUID | None = None
) -> Accepted:
    """Takes a dossier in, or one that was asked to be completed (`dossier_id` and the version `seen`)."""
    async with transaction(), once(key, acting, f"accept:{dossier_id or ''}") as told:
        if told.outcome is None:
            told.outcome = await take_in(office, acting, intake, key, seen, dossier_id)
    made = UUID(told.outcome["id"])
    return Accepted(made, told.outcome["code"], tracking_secret(made))


async def take_in(
    office: Office, acting: Acting, intake: Intake, key: UUID, seen: int | None = None, dossier_id: UUID | None = None
) -> dict[str, Any]:
    """The acceptance itself, inside the caller's transaction."""
    center = here()
    kept = await _incomplete(acting, dossier_id, seen, Move.ACCEPT) if dossier_id is not None else None
    version = await receivable(
        office, acting, intake.version_hash, is_completed=kept is not None or intake.is_submitted
    )
    if kept is not None and kept.row["procedure_key"] != version.key:
        raise Conflict("Hồ sơ đang hoàn thiện thuộc thủ tục khác.")
    typed = read_intake(office, acting, version, intake)
    check_typed(typed)
    await _check_person(office, acting, intake, typed, dossier_id)
    plan = planned(center, version, typed.answers.answers, acting.at, intake.channel)
    made_id = dossier_id or _new_id(key)
    records_of_steps = step_records(center, plan, made_id, acting.at)
    if not records_of_steps:
        raise Conflict("Quy trình của thủ tục không có bước nào; hãy báo quản trị Trung tâm.")
    dossier = Dossier(
        made_id, None, version.key, version.agency, State.ACCEPTED, (seen or 0) + 1, records_of_steps,
        due_at=plan.due.at, first_due_at=plan.due.at, received_at=acting.at,
        hand_back_minutes=hand_back_minutes(center, plan, acting.at),
    )  # fmt: skip
    columns = columns_of(acting, intake, typed, plan) | fee_columns(intake, plan, acting.at)
    columns |= {"first_due_at": plan.due.at, "secret_hash": secret_hash(tracking_secret(made_id))}
    columns |= {"hand_back_minutes": dossier.hand_back_minutes}
    await write_dossier(acting, dossier, kept, typed, columns, told_of(intake, typed, plan))
    await steps.insert_steps(made_id, records_of_steps)
    if intake.beside is not None:
        await visits.join(acting, made_id, intake.beside, number_of(typed.applicant.answers))
    await _take_over(acting, intake, made_id)
    if columns["fee_paid"]:
        await keep_payment(dossier, acting, columns["fee_paid"])
    await hall_day.stamp(acting, made_id, intake.channel)
    # The counter's row stays locked until the transaction ends: it comes last (design §9).
    code = await counters.next_dossier_code(center.unit_code, local_date(acting.at))
    await check_register_is_open(local_date(acting.at).year)
    await written.give_code(made_id, code, folded_text(typed, code))
    if typed.arrival:
        await post.bind_received(typed.arrival["arrival_number"], version.agency, made_id)
    told = {"code": code, **told_of(intake, typed, plan), "fee": columns["fee_due"], "term": str(plan.term)}
    await records.record(acting, replace(dossier, code=code), Move.ACCEPT, _state_of(kept), told, code)
    return {"id": str(made_id), "code": code}


async def _check_person(office: Office, acting: Acting, intake: Intake, typed: Typed, dossier_id: UUID | None) -> None:
    """Nothing of somebody else's goes into the dossier, and no second one is made unawares."""
    number = number_of(typed.applicant.answers)
    if intake.draft_key is not None:
        await check_reused(acting, intake.draft_key, number)
    if intake.is_second_meant:
        return
    others = [each for each in await open_ones(office, acting, number, typed.version.key) if each.id != dossier_id]
    if others:
        sentence = f"Người này đang có hồ sơ {others[0].code} cùng thủ tục chưa giải quyết xong."
        raise Refused(sentence, {"second": f"{sentence} Đánh dấu xác nhận nếu vẫn tiếp nhận thêm."})


async def _take_over(acting: Acting, intake: Intake, made_id: UUID) -> None:
    """What was kept for the form goes to the dossier, and its draft is done with."""
    if intake.draft_key is not None:
        await files.bind_files(intake.draft_key, made_id, acting.staff.id)
        await drafts.delete_draft(intake.draft_key, acting.staff.id)


async def ask_to_complete(
    office: Office, acting: Acting, intake: Intake, reason: str, missing: Sequence[str], key: UUID
) -> Accepted:
    """Mẫu 02: what is missing, said once (NĐ 61/2018, Điều 15.3). The dossier waits without a code."""
    listed = [clean for text in missing if (clean := _line(text))]
    return await _not_accepted(office, acting, intake, Move.ASK_TO_COMPLETE, State.INCOMPLETE, reason, listed, key)


async def refuse(
    office: Office, acting: Acting, intake: Intake, reason: str, key: UUID, seen: int | None = None,
    dossier_id: UUID | None = None,
) -> Accepted:  # fmt: skip
    """Mẫu 03: not taken in, with the reason. `dossier_id` refuses one that was asked to be completed."""
    return await _not_accepted(
        office, acting, intake, Move.REFUSE, State.REFUSED, reason, [], key, seen=seen, dossier_id=dossier_id
    )


def _line(text: str) -> str:
    return cleaned(fields_of(Move.RETURN), {"reason": text})["reason"] if text.strip() else ""


async def _not_accepted(
    office: Office,
    acting: Acting,
    intake: Intake,
    move: Move,
    state: State,
    reason: str,
    missing: Sequence[str],
    key: UUID,
    *,
    seen: int | None = None,
    dossier_id: UUID | None = None,
) -> Accepted:
    async with transaction(), once(key, acting, f"{move}:{dossier_id or ''}") as told:
        if told.outcome is None:
            kept = await _incomplete(acting, dossier_id, seen, move) if dossier_id is not None else None
            version = await _judged(office, acting, intake, kept)
            given = cleaned(fields_of(move), {"reason": reason})
            typed = _as_far_as_typed(office, acting, version, intake)
            plan = planned(here(), version, typed.answers.answers, acting.at, intake.channel)
            made_id = dossier_id or _new_id(key)
            dossier = Dossier(made_id, None, version.key, version.agency, state, (seen or 0) + 1, received_at=acting.at)
            columns = columns_of(acting, intake, typed, plan) | {"refusal_reason": given["reason"]}
            said = {**given, "missing": list(missing)} if missing else given
            await write_dossier(acting, dossier, kept, typed, columns, said)
            await _take_over(acting, intake, made_id)
            await hall_day.stamp(acting, made_id, intake.channel)
            await records.record(acting, dossier, move, _state_of(kept), said, None)
            told.outcome = {"id": str(made_id), "code": ""}
    return Accepted(UUID(told.outcome["id"]), "", "")


async def _judged(office: Office, acting: Acting, intake: Intake, kept: records.Kept | None) -> ProcedureVersion:
    """What was asked to be completed may be refused under its own version, whatever was decided since."""
    if kept is None:
        return await receivable(office, acting, intake.version_hash, is_completed=intake.is_submitted)
    version = await version_for(office, kept.row)
    check_receives(acting, version, is_old=True)
    return version


def _as_far_as_typed(office: Office, acting: Acting, version: ProcedureVersion, intake: Intake) -> Typed:
    """What is missing is why the dossier is not accepted; who applied must be known all the same."""
    applicant = read_applicant(intake.applicant, acting.at, intake.channel)
    if not applicant_name(dict(applicant.answers)) or applicant.errors:
        errors = dict(applicant.errors) or {"applicant.name": "Nhập họ và tên"}
        raise Refused("Cần thông tin người nộp để lập phiếu.", errors)
    return replace(read_intake(office, acting, version, replace(intake, applicant=applicant)), errors={})


async def _incomplete(acting: Acting, dossier_id: UUID, seen: int | None, move: Move) -> records.Kept:
    kept = await records.locked(dossier_id)
    if kept is None:
        raise NotHere
    await check_seen(kept, seen)
    if sentence := why_not(move, kept.dossier, acting.staff):
        raise Conflict(sentence) if kept.dossier.state is not State.INCOMPLETE else NotAllowed(sentence)
    return kept


def _state_of(kept: records.Kept | None) -> State | None:
    return kept.dossier.state if kept is not None else None


def _new_id(key: UUID) -> UUID:
    """From the form's own key: the same form makes the same dossier, and no other center's."""
    return uuid5(key, f"{here().key}/dossier")
