"""Making a move: the one place through which every change of an accepted dossier goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.dossier import Dossier, why_not
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Spoken
from motcua.domain.moves import AT_INTAKE, MOVES, STAYING, Move, Where
from motcua.domain.people import Acting, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.results import How, Signature
from motcua.domain.states import STATES, State
from motcua.domain.terms import Term
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.counter.correcting import corrected
from motcua.services.counter.receivers import proxy_of
from motcua.services.deadlines import reappointing
from motcua.services.deadlines.dues import dossier_due
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import masked
from motcua.services.dossiers.asked import cleaned, fields_of
from motcua.services.dossiers.hindrances import ground_to_ask, hindrance, late_to_reappoint
from motcua.services.dossiers.offered import colleagues_of, signers_of, situation_of
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.visibility import check_may_see
from motcua.services.dossiers.walk import Walk, walked
from motcua.services.money import payments
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.services.results.numbering import result_numbers
from motcua.services.results.signatures import bound_for_numbering, signed, signing_of
from motcua.store.engine import transaction
from motcua.store.queries.results import insert_signature
from motcua.store.queries.visible import staff_names


@dataclass(frozen=True, slots=True)
class Made:
    """A move that was made (now, or earlier by the same key): where the dossier stands, and a sentence that says so."""

    id: UUID
    code: str
    version: int
    state: State
    sentence: str


async def make(
    office: Office, acting: Acting, move: Move, dossier_id: UUID, seen: int, data: Mapping[str, str], key: UUID
) -> Made:
    """Makes `move`. `seen` is the version on the person's screen, `key` the form's: sent twice, it is made once."""
    if move in AT_INTAKE:
        raise Conflict(f"Việc “{MOVES[move].label}” thực hiện ở màn hình tiếp nhận.")
    async with transaction(), once(key, acting, f"{move}:{dossier_id}") as told:
        if told.outcome is None:
            told.outcome = await make_within(office, acting, move, dossier_id, seen, data)
        outcome = told.outcome
    state = State(outcome["state"])
    sentence = f"{MOVES[move].past}: hồ sơ {outcome['code']} – {STATES[state].name.lower()}."
    return Made(dossier_id, outcome["code"], outcome["version"], state, sentence)


async def make_within(
    office: Office, acting: Acting, move: Move, dossier_id: UUID, seen: int, data: Mapping[str, str]
) -> dict[str, Any]:
    """The move itself, inside the caller's transaction."""
    kept = await records.locked(dossier_id)
    if kept is None:
        raise NotHere
    before = kept.dossier
    check_may_see(acting.staff, before)
    await check_seen(kept, seen)
    check_lawful(move, before, acting.staff)
    if sentence := hindrance(move, kept, acting.at):
        raise Conflict(sentence)
    version = await version_for(office, kept.row)
    signers = await signers_of(before, acting.at) if move is Move.RESOLVE_AT_ONCE else ()
    situation = situation_of(kept, version, await colleagues_of(before, acting), signers)
    if move is Move.SIGN:
        situation = replace(situation, signing=signing_of(kept, acting.staff, acting.at))
    if move is Move.ASK_TO_REAPPOINT:
        situation = replace(situation, late_to_reappoint=late_to_reappoint(before, acting.at))
    given = cleaned(fields_of(move, situation), data)
    calendar = here().calendar
    clock = here().regime_on(local_date(kept.row["received_at"])).supplement_clock
    walk = Walk(before, acting.staff.id, acting.at, given, calendar, acting.staff.desks, clock)
    after = walked(move, walk)
    if after.state not in MOVES[move].to or (move in STAYING and after.state is not before.state):
        raise AssertionError(f"{move} led to {after.state}")
    after = replace(after, due_at=dossier_due(after, Term.parse(kept.row["term"]), calendar, acting.at))
    columns, told = await _besides(office, kept, version, move, after, acting, given)
    if "fee_paid_at" in columns:
        after = replace(after, fee_paid_at=columns["fee_paid_at"])
    # What was typed as the right answer may be sensitive: the event says it as the page does.
    said = {name: value for name, value in given.items() if (move, name) != (Move.CORRECT, "value")}
    return await records.save(kept, after, acting, move, {**said, **told}, columns)


async def _besides(
    office: Office,
    kept: records.Kept,
    version: ProcedureVersion,
    move: Move,
    after: Dossier,
    acting: Acting,
    given: Mapping[str, Any],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What else the move writes on the dossier, and what else its event tells."""
    if move is Move.SIGN:
        signature, told = await signed(kept, acting, given)
        if after.state is not State.SIGNED:
            return {}, told
        return {"result_signed_on": signature.signed_on}, told | {"outcome": after.outcome}
    if after.state is State.SIGNED and kept.dossier.state is not State.SIGNED:
        return {"result_signed_on": local_date(acting.at)}, {"outcome": after.outcome}
    if move is Move.NUMBER:
        bound = await bound_for_numbering(kept)
        numbered = await result_numbers(office, kept, acting.at)
        told = {"result_number": numbered.says, "result_book": numbered.book}
        return dict(told), told | bound
    if move is Move.RESOLVE_AT_ONCE:
        return await _resolved(office, kept, acting, given)
    if move is Move.ASK_TO_REAPPOINT:
        return {}, await reappointing.ask(kept, acting, given)
    if move is Move.DECLINE_TO_REAPPOINT:
        return {}, await reappointing.decline(kept, acting, given)
    if move is Move.ASK_FOR_SUPPLEMENT:
        return {}, {"basis": ground_to_ask(kept.dossier)}
    if move is Move.CORRECT:
        made = await corrected(office, acting, kept, version, given)
        return dict(made.columns), dict(made.told)
    if move is Move.ASSIGN:
        return {}, {"assignee": await _name_of(UUID(given["assignee"]))}
    if move in (Move.HAND_BACK, Move.SEND_BY_POST):
        return await handed_back(kept, acting, given)
    if move is Move.COLLECT_FEE:
        return await _fee_taken(kept, acting, given)
    if move in (Move.WITHDRAW, Move.RETURN_PAPERS):
        return {}, await _originals_returned(kept, acting)
    if move in (Move.STOP, Move.CANCEL_ACCEPTANCE):
        return {"refusal_reason": given["reason"]}, {}
    return {}, {}


async def _name_of(staff_id: UUID) -> str:
    return (await staff_names([staff_id])).get(staff_id, "")


async def handed_back(
    kept: records.Kept, acting: Acting, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of a dossier whose result is out of the house, and what the event tells besides."""
    to = given.get("received_by", kept.applicant_name)
    columns: dict[str, Any] = {
        "handed_back_at": acting.at,
        "handed_back_to": to,
        "posting_number": given.get("posting_number"),
    }
    told: dict[str, Any] = {}
    if given.get("receiver") == "proxy":
        taken_by = proxy_of(given, acting.at)
        columns["handed_back_proxy"], told["proxy_number"] = taken_by.sealed, masked(taken_by.number)
    paid, said = await _fee_taken(kept, acting, given)
    return columns | paid, told | said | await _originals_returned(kept, acting)


async def _resolved(
    office: Office, kept: records.Kept, acting: Acting, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Signed on paper by who is named, numbered and handed over; recorded by who served the person."""
    kept = replace(kept, dossier=replace(kept.dossier, outcome="granted"))
    to = given.get("received_by") or stands_here(kept)
    columns, told = await handed_back(kept, acting, {**given, "received_by": to})
    numbered = await result_numbers(office, kept, acting.at, UUID(given["signer"]))
    columns |= {
        "result_signed_on": local_date(acting.at),
        "result_number": numbered.says,
        "result_book": numbered.book,
    }
    signer = await _name_of(UUID(given["signer"]))
    step = next(step for step in kept.dossier.route if step.signs)
    signature = Signature(step.id, How.PAPER_ONLY, signer, local_date(acting.at), acting.at)
    await insert_signature(kept.dossier.id, signature, acting.staff.id)
    told |= {"received_by": to, "result_number": numbered.says, "outcome": "granted"}
    return columns, told | {"signed_by": signer, "how": signature.how.value}


def stands_here(kept: records.Kept) -> str:
    """Who stands at the counter: the proxy, where one came."""
    proxy = kept.row["proxy"]
    return str(proxy["name"]) if proxy else kept.applicant_name


async def _fee_taken(
    kept: records.Kept, acting: Acting, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was still due, or what was typed where the amount was not confirmed; in cash, to who makes the move."""
    dossier, typed = kept.dossier, given.get("fee_amount")
    if not given.get("fee_collected") and typed is None:
        return {}, {}
    if typed is not None:
        dossier = replace(dossier, fee_due=dossier.fee_paid + typed)
    amount = dossier.fee_balance or 0
    if amount <= 0:
        return {"fee_due": dossier.fee_due, "fee_paid_at": acting.at}, {"fee_amount": 0}
    await payments.keep_payment(dossier, acting, amount)
    return payments.columns_after(dossier, acting.at, more=amount), {"fee_amount": amount}


async def _originals_returned(kept: records.Kept, acting: Acting) -> dict[str, Any]:
    returned = [paper.key for paper in kept.originals_to_return]
    if not returned:
        return {}
    await records.originals_returned(kept.dossier.id, returned, acting.at)
    return {"originals_returned": returned}


def check_lawful(move: Move, dossier: Dossier, staff: Staff) -> None:
    """Refuses with the table's sentence: 409 when the dossier is not in a state for it, 403 when it isn't theirs."""
    sentence = why_not(move, dossier, staff)
    if sentence is not None:
        raise _refusal(move, dossier, staff, sentence)


def _refusal(move: Move, dossier: Dossier, staff: Staff, sentence: str) -> Spoken:
    facts = MOVES[move]
    if dossier.state not in facts.sources:
        return Conflict(sentence)
    step = dossier.current_step
    is_at_desk = facts.where is Where.STEP_DESK and step is not None and staff.holds(step.agency, step.desk)
    return Conflict(sentence) if staff.may(facts.permission) and is_at_desk else NotAllowed(sentence)


Mover = Callable[[Office, Acting, UUID, int, Mapping[str, str], UUID], Awaitable[Made]]


def _mover(move: Move) -> Mover:
    async def made(
        office: Office, acting: Acting, dossier_id: UUID, seen: int, data: Mapping[str, str], key: UUID
    ) -> Made:
        return await make(office, acting, move, dossier_id, seen, data, key)

    made.__name__ = made.__qualname__ = move.value
    made.__doc__ = MOVES[move].label
    return made


hand_over = _mover(Move.HAND_OVER)
confirm_receipt = _mover(Move.CONFIRM_RECEIPT)
consult = _mover(Move.CONSULT)
give_opinion = _mover(Move.GIVE_OPINION)
suspend = _mover(Move.SUSPEND)
resume = _mover(Move.RESUME)
submit = _mover(Move.SUBMIT)
return_step = _mover(Move.RETURN)
sign = _mover(Move.SIGN)
number = _mover(Move.NUMBER)
take_back = _mover(Move.TAKE_BACK)
hand_back = _mover(Move.HAND_BACK)
