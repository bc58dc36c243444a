"""The letters along a dossier's way: apology with a new date, control slip, hand-over of the result, fee receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from motcua.centers import here
from motcua.domain.dossier import OUTCOMES, Dossier
from motcua.domain.people import RECEPTION_DESK
from motcua.domain.reappointments import made_before
from motcua.domain.routes import CENTER
from motcua.domain.states import STATES, State
from motcua.letters.apology import ApologyData
from motcua.letters.control import ControlSlipData, Passing
from motcua.letters.data import FeeLine
from motcua.letters.handback import FeeReceiptData, ResultSlipData
from motcua.services.codes import local_date
from motcua.services.counter.reading import DELIVERIES
from motcua.services.deadlines.lateness import outcome_in_time
from motcua.services.dossiers.hindrances import why_not_approve
from motcua.services.dossiers.naming import agency_name, desk_name
from motcua.services.dossiers.timeline import who_did
from motcua.services.letters.statutory import (
    Given,
    Material,
    fee_lines,
    head_on,
    register_place,
    submitter_of,
    tracking_link,
)
from motcua.services.money.payments import fee_says
from motcua.services.money.receipts import payment_for

# Whoever holds the dossier after one of these may be another than before.
HANDING = frozenset(
    {"hand_over", "submit", "return", "sign", "take_back", "send_outside", "receive_from_outside"}
    | {"issue_supplement", "receive_supplement", "stop", "withdraw"}
)
# Made by whoever takes it, not by who gives it.
TAKING = frozenset({"take_back", "receive_from_outside", "receive_supplement"})
_BEFORE_RESULT = frozenset(State) - {
    State.INCOMPLETE, State.REFUSED, State.NUMBERED, State.READY, State.HANDED_BACK, State.WITHDRAWN, State.STOPPED,
    State.CANCELLED,
}  # fmt: skip
PAID_HOW: Mapping[str, str] = {"cash": "Tiền mặt", "transfer": "Chuyển khoản"}


def apology_occasion(of: Material) -> str:
    """Which re-appointment this would be, once somebody has asked for it: the first, as a rule the only one."""
    dossier = of.kept.dossier
    if of.state not in _BEFORE_RESULT or dossier.reappointment_asked is None:
        return ""
    return str(1 + made_before(dossier))


def why_not_apologise(of: Material) -> str | None:
    """The rule of the regime of reception: once, and before the date that was promised has passed."""
    return why_not_approve(of.kept.dossier, of.acting.at)


async def apology(of: Material, given: Given) -> ApologyData:
    """Mẫu 04, with the reason and the date that were asked for. The director signs, under the title of that day."""
    dossier, center = of.kept.dossier, here()
    asked = dossier.reappointment_asked
    assert dossier.received_at is not None
    assert asked is not None  # the occasion
    return ApologyData(
        letterhead=head_on(center, of.acting.at),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        sector=of.version.sector,
        agency=agency_name(center, dossier.agency),
        reason=asked.reason,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        new_due_at=asked.new_due_at,
        collected_at=DELIVERIES.get(of.kept.delivery, ""),
        signer_title=of.acting.staff.title or center.named_on(local_date(of.acting.at)).head_title,
        signer=of.acting.staff.name,
        dated_at=of.acting.at,
        code=dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
    )


def control_occasion(of: Material) -> str:
    """A new slip for each hand-over: the row that it adds."""
    return str(len(tuple(passings(of)))) if of.last("hand_over") is not None else ""


async def control_slip(of: Material, given: Given) -> ControlSlipData:
    """Mẫu 05: which agency gave the dossier to which, when, and whether in its time."""
    dossier, center = of.kept.dossier, here()
    assert dossier.received_at is not None
    others = dict.fromkeys(
        agency_name(center, step.agency) for step in dossier.steps if step.agency not in (CENTER, dossier.agency)
    )
    return ControlSlipData(
        letterhead=head_on(center, dossier.received_at),
        dossier_of=of.kept.applicant_name,
        request=of.version.title,
        received_at=dossier.received_at,
        due_at=dossier.due_at or dossier.first_due_at,
        lead=agency_name(center, dossier.agency),
        others=tuple(others),
        passings=tuple(passings(of)),
        dated_at=of.acting.at,
        code=dossier.code or "",
        place=await register_place(of.kept),
        is_over=STATES[dossier.state].is_final,
        tracking_link=tracking_link(of.office, of.kept),
    )


def passings(of: Material) -> Iterator[Passing]:
    """From the trail: what happened, not what somebody remembers; who took it is known once they confirmed."""
    holder, passing = RECEPTION_DESK, None
    for event in of.events:
        if event["kind"] == "confirm_receipt" and passing is not None and not passing.taken_by:
            passing = replace(passing, taken_by=who_did(event), taken_at=event["at"])
        now = event["data"].get("at")
        if event["kind"] not in HANDING or not now or (to := _place(now[0], now[1])) == holder:
            continue
        if passing is not None:
            yield passing
        is_taken = event["kind"] in TAKING
        passing = Passing(
            giver=_named(holder),
            receiver=_named(to),
            at=event["at"],
            given_by="" if is_taken else who_did(event),
            taken_by=who_did(event) if is_taken else "",
            outcome=_kept_time(of.kept.dossier, holder[0], event),
            note=_note(event),
        )
        holder = to
    if passing is not None:
        yield passing


def _place(agency: str, desk: str) -> tuple[str, str]:
    """Inside an agency the paper stays where it is; at the center it changes desks."""
    return (agency, desk) if agency == CENTER else (agency, "")


def _named(place: tuple[str, str]) -> str:
    return desk_name(here(), {}, *place) if place[0] == CENTER else agency_name(here(), place[0])


def _kept_time(dossier: Dossier, agency: str, event: Mapping[str, Any]) -> str:
    for step in dossier.route:
        if step.agency == agency and step.done_at == event["at"]:
            return outcome_in_time(step.due_at, event["at"])
    return ""


def _note(event: Mapping[str, Any]) -> str:
    notes = {"return": "Trả lại bước trước", "issue_supplement": "Yêu cầu bổ sung", "receive_supplement": "Đã bổ sung"}
    return notes.get(event["kind"], "")


def result_occasion(of: Material) -> str:
    """Ready for the applicant, then once more when it has been handed over."""
    if of.state is State.READY:
        return "ready"
    return "handed_back" if of.state is State.HANDED_BACK else ""


async def result_slip(of: Material, given: Given) -> ResultSlipData:
    dossier, row, center = of.kept.dossier, of.kept.row, here()
    handed = of.last("hand_back", "send_by_post", "resolve_at_once")
    made_at = row["handed_back_at"] or of.acting.at
    if handed is not None:
        labels = {paper["key"]: paper["label"] for paper in of.kept.papers}
        originals = tuple(labels[key] for key in handed["data"].get("originals_returned", ()) if key in labels)
    else:
        originals = tuple(f"{paper.title} ({paper.count:02d})" for paper in of.kept.originals_to_return)
    return ResultSlipData(
        letterhead=head_on(center, made_at),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        result=of.version.result or "Kết quả giải quyết thủ tục hành chính",
        outcome=OUTCOMES.get(dossier.outcome or "", "").lower(),
        result_number=row["result_number"] or "",
        has_fee="Không" if dossier.fee_due == 0 and not dossier.fee_paid else fee_says(dossier, "Chưa xác nhận"),
        delivery=DELIVERIES.get(of.kept.delivery, ""),
        posting_number=row["posting_number"] or "",
        originals=originals,
        given_by=who_did(handed) if handed is not None else of.acting.staff.name,
        received_by=row["handed_back_to"] or "",
        dated_at=made_at,
        code=dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
    )


def fee_occasion(of: Material) -> str:
    """A receipt for each payment; what was voided is made out again."""
    payment = payment_for(of)
    if payment is not None:
        return str(payment["occasion"] or f"{payment['id']}/{payment['voided']}")
    dossier = of.kept.dossier
    if of.payments or dossier.fee_paid_at is None or not dossier.fee_due:
        return ""
    paid = _paid_before(of)
    return str(paid["seq"]) if paid is not None else ""


def _paid_before(of: Material) -> Mapping[str, Any] | None:
    """The event of a payment from before payments had rows of their own."""
    return next((event for event in reversed(of.events) if event["data"].get("fee_amount")), None)


async def fee_receipt(of: Material, given: Given) -> FeeReceiptData:
    """Three copies, with the amount in words; the number is of the open book."""
    dossier, payment, center = of.kept.dossier, payment_for(of), here()
    if payment is not None:
        amount, paid_at = payment["amount"], payment["at"]
        how, collected_by = payment["how"], payment["taken_by_name"]
    else:
        event = _paid_before(of)
        assert event is not None  # the occasion
        assert dossier.fee_due is not None
        assert dossier.fee_paid_at is not None
        amount, paid_at, how, collected_by = dossier.fee_due, dossier.fee_paid_at, "cash", who_did(event)
    paid_on = local_date(paid_at)
    settings = center.fee_receipts_on(paid_on)
    lines = fee_lines(of.kept, of.version, center)
    if sum(line.amount or 0 for line in lines) != amount:
        lines = (FeeLine("Phí, lệ phí đã thu", amount),)
    return FeeReceiptData(
        letterhead=head_on(center, paid_at),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        lines=lines,
        amount=amount,
        how=PAID_HOW[how],
        collected_by=collected_by,
        dated_at=paid_at,
        code=dossier.code or "",
        unit=settings.unit or center.name_on(paid_on),
        tax_code=settings.tax_code,
        form=settings.form,
        symbol=settings.symbol,
        book=f"BLTP-{local_date(of.acting.at).year}",
        tracking_link=tracking_link(of.office, of.kept),
    )
