"""Filing a dossier: what the counter typed, as the rows that keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.domain.applicant import ApplicantForm, applicant_name
from motcua.domain.dossier import Dossier
from motcua.domain.errors import Refused
from motcua.domain.people import Acting
from motcua.services.counter.applicants import file_applicant
from motcua.services.counter.planning import Planned
from motcua.services.counter.reading import Intake, Typed
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import sealed_answers
from motcua.store.folding import fold
from motcua.store.queries import dossiers
from motcua.store.queries import intake as written

MOST_FEE = 10_000_000_000


def folded_text(typed: Typed, code: str) -> str:
    return folded_words(typed.version.title, typed.applicant.answers, code)


def folded_words(title: str, applicant: Mapping[str, Any], *numbers: str) -> str:
    """What a dossier is found by: its numbers, who applied, where they live, for what."""
    return fold(*numbers, applicant_name(dict(applicant)), applicant.get("applicant.address"), title)


def columns_of(acting: Acting, intake: Intake, typed: Typed, plan: Planned) -> dict[str, Any]:
    version, applicant = typed.version, typed.applicant.answers
    is_proxy = applicant.get("proxy.is_used") is True
    return {
        "version_hash": version.hash,
        "overrides": [each.to_data() for each in version.overrides],
        "channel": intake.channel,
        "answers": {
            "form": sealed_answers(version.form, typed.answers.answers),
            "applicant": sealed_answers(ApplicantForm.definition, applicant),
            "unchecked": list(typed.answers.unchecked),
            "delivery": intake.delivery,
            **({"delivery_address": typed.delivery_address} if typed.delivery_address else {}),
            **({"arrival": posted_in(typed)} if typed.arrival else {}),
        },
        "proxy": {"name": applicant["proxy.name"], "authority": applicant.get("proxy.authority", "")}
        if is_proxy
        else None,
        "received_at": acting.at,
        "term": str(plan.term),
        "folded": folded_text(typed, ""),
        "receiver_id": acting.staff.id,
    }


def posted_in(typed: Typed) -> dict[str, str]:
    """The letter in which a dossier came by post, as it is kept and told."""
    return {name: str(value) for name, value in typed.arrival.items()}


def fee_columns(intake: Intake, plan: Planned, at: datetime) -> dict[str, Any]:
    """What is owed, and what was paid at the counter at once."""
    amount = plan.fee.amount
    note = f"Miễn: {plan.fee.exemption}" if plan.fee.exemption and amount == 0 else plan.fee.note
    if amount is None and intake.fee_amount is not None:
        amount, is_paid = intake.fee_amount, True
        if not 0 <= amount <= MOST_FEE:
            raise Refused("Số tiền không hợp lệ.", {"fee_amount": "Số tiền không hợp lệ."})
    else:
        is_paid = intake.fee_collected and bool(amount)
    paid = (amount or 0) if is_paid else 0
    return {"fee_due": amount, "fee_note": note, "fee_paid": paid, "fee_paid_at": at if is_paid else None}


def told_of(intake: Intake, typed: Typed, plan: Planned) -> dict[str, Any]:
    told: dict[str, Any] = {
        "procedure": typed.version.key,
        "channel": intake.channel,
        "papers": {paper.key: list(counts) for paper, counts in typed.papers if any(counts)},
    }
    told |= posted_in(typed)
    if typed.note:
        told["note"] = typed.note
    if typed.answers.unchecked:
        told["unchecked"] = list(typed.answers.unchecked)
    if intake.fee_collected and plan.fee.amount:
        told["fee_amount"] = plan.fee.amount
    elif plan.fee.amount is None and intake.fee_amount is not None:
        told["fee_amount"] = intake.fee_amount
    return told


async def write_dossier(
    acting: Acting,
    dossier: Dossier,
    kept: records.Kept | None,
    typed: Typed,
    columns: dict[str, Any],
    told: Mapping[str, Any],
) -> None:
    """The applicant, the dossier's row and its papers; the caller adds what the move is about."""
    columns = columns | records.standing(dossier)
    applicant_id = await file_applicant(typed.applicant.answers, acting.at)
    columns["applicant_id"] = applicant_id
    if kept is not None:
        if not await dossiers.update_dossier(dossier.id, kept.dossier.version, acting.at, columns):
            raise AssertionError("a locked dossier changed")
    else:
        await dossiers.insert_dossier(
            {
                "id": dossier.id,
                "procedure_key": dossier.procedure_key,
                "agency": dossier.agency,
                "version": 1,
                "created_at": acting.at,
                "changed_at": acting.at,
                **columns,
            }
        )
    await written.put_papers(
        dossier.id,
        [
            {
                "key": paper.key,
                "label": paper.label,
                "originals": counts[0],
                "certified_copies": counts[1],
                "copies": counts[2],
                "is_presented": paper.is_presented,
                "goes_back": paper.goes_back,
            }
            for paper, counts in typed.papers
        ],
    )
