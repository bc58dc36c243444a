"""The cash desk: one dossier with what is owed for it, why, what was paid, and what may be done about it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.dossier import why_not
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.fee_rules import FeeLine
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission
from motcua.domain.states import STATES
from motcua.domain.words import dong
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.counter.planning import planned
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.moves import make_within
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.timeline import EXEMPTED, FEE_SET
from motcua.services.dossiers.visibility import load_seen
from motcua.services.letters.issuing import Printed, issue_within, read_issued
from motcua.services.money.payments import columns_after, fee_says
from motcua.services.money.transfers import Transfer, account_now, ask_transfer, transfer_of
from motcua.services.money.written import amount_given, reason_given
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import payments as stored
from motcua.store.queries.letters import load_letter
from motcua.store.queries.receipts import receipts_of
from motcua.store.queries.transfers import refunds_of

RECEIPT = "bien-lai"
MOST_WITHOUT_RECEIPT = 20
NOTHING_OWED = "Hồ sơ này không còn khoản phí, lệ phí nào phải nộp."


@dataclass(frozen=True, slots=True)
class Owed:
    """A dossier at the cash desk. `rule` says the fee in words, `lines` how it comes to its amount by the answers;
    `why_not` is why nothing can be taken now."""

    id: UUID
    code: str
    seen: int
    procedure: str
    applicant: str
    state: str
    rule: str
    says: str
    due: int | None
    balance: int | None
    lines: tuple[FeeLine, ...]
    exemption: str
    why_not: str
    payments: tuple[Mapping[str, Any], ...]
    receipts: tuple[Mapping[str, Any], ...]
    refunds: tuple[Mapping[str, Any], ...]
    exemptions: tuple[Mapping[str, Any], ...]
    transfer: Transfer | None
    can_transfer: bool
    may_exempt: bool

    @property
    def refundable(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(
            each
            for each in self.payments
            if each["cancelled_at"] is None and each["refunded"] < each["amount"] and each["pending"] is None
        )


async def owed(office: Office, acting: Acting, dossier_id: UUID) -> Owed:
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        version = await version_for(office, kept.row)
        payments = tuple(await stored.payments_of(dossier_id))
        receipts = tuple(await receipts_of(dossier_id))
        refunds = tuple(await refunds_of(dossier_id))
        exemptions = tuple(await stored.exemptions_of(dossier_id))
        transfer = await transfer_of(kept.dossier, acting.at)
    dossier, row = kept.dossier, kept.row
    answers = opened_answers(version.form, row["answers"]["form"])
    assert dossier.received_at is not None
    fee = planned(here(), version, answers, dossier.received_at, row["channel"]).fee
    sentence = ""
    if not dossier.owes_fee:
        sentence = NOTHING_OWED
    else:
        sentence = why_not(Move.COLLECT_FEE, dossier, acting.staff) or ""
    balance = dossier.fee_balance
    return Owed(
        id=dossier.id,
        code=dossier.code or "",
        seen=dossier.version,
        procedure=version.title,
        applicant=kept.applicant_name,
        state=STATES[dossier.state].name,
        rule=version.fee.says,
        says=fee_says(dossier, row["fee_note"]),
        due=dossier.fee_due,
        balance=balance,
        lines=fee.lines if fee.amount == dossier.fee_due else (),
        exemption=fee.exemption or "",
        why_not=sentence,
        payments=payments,
        receipts=receipts,
        refunds=refunds,
        exemptions=exemptions,
        transfer=transfer,
        can_transfer=not sentence and (balance is None or balance > 0) and account_now(acting.at) is not None,
        may_exempt=not sentence or (bool(fee.exemption) and not exemptions),
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """`letter_id` is the receipt's."""

    letter_id: UUID
    sentence: str


async def take_cash(
    office: Office, acting: Acting, dossier_id: UUID, seen: int, typed: Mapping[str, str], key: UUID
) -> Taken:
    """Thu tiền mặt and the receipt for it, in one transaction. `typed`: received and, where the amount is not
    confirmed, amount."""
    async with transaction(), once(key, acting, f"take_cash:{dossier_id}") as told:
        if told.outcome is None:
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            if not kept.dossier.owes_fee:
                raise Conflict(NOTHING_OWED)
            balance = kept.dossier.fee_balance
            data = {"fee_collected": "yes"}
            if balance is None:
                balance = amount_given(typed.get("amount", ""), "Hãy nhập số tiền phải thu.")
                data = {"fee_amount": str(balance)}
            change = _change(typed.get("received", ""), balance)
            made = await make_within(office, acting, Move.COLLECT_FEE, dossier_id, seen, data)
            sentence = f"Đã thu {dong(balance)}{change}."
            letter = ""
            if balance:
                letter = str(await issue_within(office, acting, dossier_id, RECEIPT, made["version"], {}))
            told.outcome = {"letter": letter, "says": sentence}
        return Taken(UUID(told.outcome["letter"]) if told.outcome["letter"] else UUID(int=0), told.outcome["says"])


def _change(received: str, balance: int) -> str:
    """What goes back over the counter, where somebody typed what they were handed."""
    if not received.strip():
        return ""
    given = amount_given(received, "", "received")
    if given < balance:
        sentence = f"Tiền khách đưa chưa đủ: còn thiếu {dong(balance - given)}."
        raise Refused(sentence, {"received": sentence})
    return f"; trả lại {dong(given - balance)}" if given > balance else ""


async def exempt(acting: Acting, dossier_id: UUID, seen: int, typed: Mapping[str, str], key: UUID) -> str:
    """Miễn, giảm: on what ground, shown by which paper, what is then owed. `typed`: ground, paper, amount."""
    ground = reason_given(typed.get("ground", ""), "Hãy nêu trường hợp được miễn, giảm.", "ground")
    paper = reason_given(typed.get("paper", ""), "Hãy ghi tên, số, ngày của giấy tờ chứng minh.", "paper")
    now = amount_given(typed.get("amount", ""), "Hãy nhập số tiền còn phải nộp; miễn hết thì ghi 0.", "amount")
    async with transaction(), once(key, acting, f"exempt:{dossier_id}") as told:
        if told.outcome is None:
            if not acting.staff.may(Permission.COLLECT_FEE):
                raise NotAllowed("Miễn, giảm phí, lệ phí do người thu phí ghi nhận.")
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            await check_seen(kept, seen)
            dossier = kept.dossier
            if dossier.fee_due is not None and now > dossier.fee_due:
                sentence = f"Miễn, giảm thì số còn phải nộp không quá {dong(dossier.fee_due)}."
                raise Refused(sentence, {"amount": sentence})
            if STATES[dossier.state].is_final:
                raise Conflict("Hồ sơ đã kết thúc: không ghi miễn, giảm nữa.")
            await stored.insert_exemption(
                dossier_id, ground=ground, paper=paper, was=dossier.fee_due, now=now, by=acting.staff.id,
                by_name=acting.staff.name, at=acting.at,
            )  # fmt: skip
            columns = {**columns_after(dossier, acting.at, due=now), "fee_note": f"Miễn, giảm: {ground}"}
            about: dict[str, Any] = {"ground": ground, "paper": paper, "fee_now": now}
            if dossier.fee_due is not None:
                about["fee_was"] = dossier.fee_due
            after = replace(dossier, fee_due=now)
            await records.record_beside(
                kept, acting, Move.COLLECT_FEE, EXEMPTED, about, after=after, columns=columns, is_money=True
            )
            told.outcome = {"says": f"Đã ghi miễn, giảm; còn phải nộp {dong(now)}."}
        return str(told.outcome["says"])


async def ask_transfer_at_desk(acting: Acting, dossier_id: UUID, seen: int, typed: Mapping[str, str], key: UUID) -> str:
    """The code to be shown on the screen; asked for again it is the same. `typed`: amount, where it is not confirmed:
    it is then what is owed."""
    async with transaction(), once(key, acting, f"transfer:{dossier_id}") as told:
        if told.outcome is None:
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            await check_seen(kept, seen)
            dossier = kept.dossier
            if sentence := why_not(Move.COLLECT_FEE, dossier, acting.staff):
                raise Conflict(sentence)
            if dossier.fee_balance is None:
                due = amount_given(typed.get("amount", ""), "Hãy nhập số tiền phải thu.")
                dossier = replace(dossier, fee_due=dossier.fee_paid + due)
                columns = columns_after(kept.dossier, acting.at, due=dossier.fee_due)
                about = {"fee_now": dossier.fee_due}
                await records.record_beside(
                    kept, acting, Move.COLLECT_FEE, FEE_SET, about, after=kept.dossier, columns=columns,
                    is_money=True,
                )  # fmt: skip
            await ask_transfer(dossier, acting.at)
            told.outcome = {"says": "Đã tạo mã chuyển khoản; khoản thu được ghi khi đối soát sao kê ngân hàng."}
        return str(told.outcome["says"])


async def without_receipt(acting: Acting) -> tuple[Mapping[str, Any], ...]:
    """Payments taken with a tick at the counter, and transfers: their receipts are still to be made out."""
    by = None if acting.staff.may(Permission.SETTLE_FEES) else acting.staff.id
    async with transaction():
        return tuple(await stored.without_receipt(by, MOST_WITHOUT_RECEIPT))


async def fresh_receipt(office: Office, acting: Acting, dossier_id: UUID, letter_id: UUID) -> Printed:
    """For its first printing: on its day, by who made it out. Afterwards it is a reprint, with a reason on record."""
    async with transaction():
        await load_seen(acting.staff, dossier_id)
        found = next((each for each in await receipts_of(dossier_id) if each["letter_id"] == letter_id), None)
        if found is None:
            raise NotHere
        letter = await load_letter(letter_id)
        assert letter is not None  # a foreign key
        is_fresh = local_date(found["at"]) == local_date(acting.at) and letter["issued_by"] == acting.staff.id
        if found["voided_at"] is not None or not is_fresh:
            raise NotAllowed("Biên lai này chỉ in lại được ở trang hồ sơ, có nêu lý do.")
        return await read_issued(office, letter_id)
