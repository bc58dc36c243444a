"""Giving money back, and taking back what was written down wrong: asked for by the cashier with a reason, decided by
the director, never by who asked.

A refund is paid out after the decision, in cash from the shift or by transfer. A cancelling (hủy khoản thu) says that
the money never was: only while the shift is not closed, and done with the decision; the receipt is voided with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission
from motcua.domain.words import dong
from motcua.services.dossiers import records
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.timeline import REFUND_ASKED, REFUND_DECIDED, REFUNDED
from motcua.services.dossiers.visibility import load_seen
from motcua.services.money.payments import CASH, TRANSFER, columns_after, shift_for
from motcua.services.money.written import amount_given, reason_given
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import payments as money
from motcua.store.queries import receipts
from motcua.store.queries import transfers as stored

REFUND, CANCEL = "refund", "cancel"
KIND_NAMES: Mapping[str, str] = {REFUND: "Hoàn trả tiền đã thu", CANCEL: "Hủy khoản thu ghi sai"}
STATE_NAMES: Mapping[str, str] = {
    "asked": "Chờ Giám đốc duyệt",
    "approved": "Đã duyệt, chờ chi",
    "declined": "Không duyệt",
    "paid": "Đã xong",
}
HOW_NAMES: Mapping[str, str] = {CASH: "Tiền mặt", TRANSFER: "Chuyển khoản"}
APPROVE, DECLINE = "approved", "declined"
DECISION_NAMES: Mapping[str, str] = {APPROVE: "Duyệt", DECLINE: "Không duyệt"}
MOST_SHOWN = 100
_NOT_LIVE = "Khoản thu này đã hủy hoặc đã hoàn hết."
_LATER = "Đề nghị này vừa được người khác xử lý. Hãy mở lại trang."


@dataclass(frozen=True, slots=True)
class Refunds:
    waiting: tuple[Mapping[str, Any], ...]
    to_pay: tuple[Mapping[str, Any], ...]
    settled: tuple[Mapping[str, Any], ...]


async def refunds(acting: Acting) -> Refunds:
    """What waits for the director, for the cash desk, and what is settled. Codes and sums, no names of applicants."""
    async with transaction():
        waiting = await stored.refunds_in(["asked"], MOST_SHOWN)
        to_pay = await stored.refunds_in(["approved"], MOST_SHOWN)
        settled = await stored.refunds_in(["paid", "declined"], MOST_SHOWN)
    return Refunds(tuple(waiting), tuple(to_pay), tuple(settled))


async def ask_refund(acting: Acting, dossier_id: UUID, seen: int, typed: Mapping[str, str], key: UUID) -> str:
    """`typed`: payment, kind, amount (of a refund), reason. The sentence that says what was asked."""
    kind, reason = typed.get("kind", ""), typed.get("reason", "")
    if kind not in KIND_NAMES:
        raise Refused("Hãy chọn hoàn trả hay hủy khoản thu.", {"kind": "Hãy chọn hoàn trả hay hủy khoản thu."})
    said = reason_given(reason, "Hãy nêu lý do.")
    async with transaction(), once(key, acting, f"refund:{dossier_id}") as told:
        if told.outcome is None:
            _check(acting, Permission.COLLECT_FEE)
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            await check_seen(kept, seen)
            payment = await _payment(typed.get("payment", ""), dossier_id)
            left = payment["amount"] - payment["refunded"]
            if payment["cancelled_at"] is not None or not left:
                raise Conflict(_NOT_LIVE)
            amount = left
            if kind == REFUND:
                amount = amount_given(typed.get("amount", ""), "Hãy nhập số tiền hoàn trả.")
                if not 0 < amount <= left:
                    sentence = f"Hoàn được từ 1 đồng đến {dong(left)}."
                    raise Refused(sentence, {"amount": sentence})
            else:
                _check_can_cancel(payment)
            if not await stored.insert_refund(
                uuid4(), payment_id=payment["id"], dossier_id=dossier_id, kind=kind, amount=amount, reason=said,
                by=acting.staff.id, by_name=acting.staff.name, at=acting.at,
            ):  # fmt: skip
                raise Conflict("Khoản thu này đã có đề nghị chưa xử lý xong.")
            about = {"refund_kind": KIND_NAMES[kind], "refund_amount": amount, "reason": said}
            await records.record_beside(kept, acting, Move.COLLECT_FEE, REFUND_ASKED, about)
            told.outcome = {"says": f"Đã đề nghị {KIND_NAMES[kind].lower()} {dong(amount)}; chờ Giám đốc duyệt."}
        return str(told.outcome["says"])


async def decide_refund(
    acting: Acting, refund_id: UUID, seen: int, decision: str, answer: str, key: UUID
) -> str:  # fmt: skip
    """The director's word; a cancelling is done with it."""
    if decision not in (APPROVE, DECLINE):
        raise Refused("Hãy chọn duyệt hoặc không duyệt.", {"decision": "Hãy chọn duyệt hoặc không duyệt."})
    said = reason_given(answer, "Hãy nêu lý do không duyệt.", "answer") if decision == DECLINE else answer.strip()[:300]
    async with transaction(), once(key, acting, f"decide_refund:{refund_id}") as told:
        if told.outcome is None:
            _check(acting, Permission.APPROVE_REFUND)
            found, kept = await _refund(acting, refund_id)
            if found["asked_by"] == acting.staff.id:
                raise NotAllowed("Người đề nghị không tự duyệt đề nghị của mình.")
            is_cancel = found["kind"] == CANCEL and decision == APPROVE
            state = "paid" if is_cancel else decision
            if not await stored.decide_refund(
                refund_id, seen, state, answer=said, by_name=acting.staff.name, at=acting.at, paid=is_cancel
            ):
                raise Conflict(_LATER)
            words = DECISION_NAMES[decision]
            about = {"refund_kind": KIND_NAMES[found["kind"]], "decision": words, "reason": said}
            about["refund_amount"] = found["amount"]
            columns: dict[str, Any] = {}
            if is_cancel:
                payment = await _payment(str(found["payment_id"]), found["dossier_id"], lock=True)
                _check_can_cancel(payment)
                columns = columns_after(kept.dossier, acting.at, more=-payment["amount"])
                await money.change_payment(payment["id"], cancelled_at=acting.at)
                if payment["shift_id"] is not None:
                    await money.touch_shift(payment["shift_id"])
                await receipts.void_receipts_of(payment["id"], found["reason"], acting.staff.name, acting.at)
            await _record(kept, acting, Move.CANCEL_ACCEPTANCE, REFUND_DECIDED, about, columns)
            told.outcome = {"says": f"{words}: {KIND_NAMES[found['kind']].lower()} {dong(found['amount'])}."}
        return str(told.outcome["says"])


async def pay_refund(acting: Acting, refund_id: UUID, seen: int, how: str, evidence: str, key: UUID) -> str:
    """Chi: the money goes back. `evidence`: who signed for it, or the number of the transfer."""
    if how not in HOW_NAMES:
        raise Refused("Hãy chọn hình thức chi.", {"how": "Hãy chọn hình thức chi."})
    said = reason_given(evidence, "Hãy ghi số phiếu chi hoặc số giao dịch chuyển khoản.", "evidence")
    async with transaction(), once(key, acting, f"pay_refund:{refund_id}") as told:
        if told.outcome is None:
            _check(acting, Permission.COLLECT_FEE)
            found, kept = await _refund(acting, refund_id)
            shift = await shift_for(acting) if how == CASH else None
            if not await stored.pay_refund(
                refund_id, seen, how=how, evidence=said, shift_id=shift, by_name=acting.staff.name, at=acting.at
            ):
                raise Conflict(_LATER if found["state"] != "asked" else "Giám đốc chưa duyệt đề nghị này.")
            columns = columns_after(kept.dossier, acting.at, more=-found["amount"])
            await money.change_payment(found["payment_id"], refunded=found["amount"])
            about = {"refund_amount": found["amount"], "evidence": said, "reason": found["reason"]}
            await _record(kept, acting, Move.COLLECT_FEE, REFUNDED, about, columns)
            told.outcome = {"says": f"Đã hoàn trả {dong(found['amount'])}."}
        return str(told.outcome["says"])


async def _record(
    kept: records.Kept, acting: Acting, like: Move, kind: str, about: Mapping[str, Any], columns: Mapping[str, Any]
) -> None:
    after = kept.dossier if columns else None
    await records.record_beside(kept, acting, like, kind, about, after=after, columns=columns, is_money=True)


async def _refund(acting: Acting, refund_id: UUID) -> tuple[Mapping[str, Any], records.Kept]:
    """The dossier is held before anything of it, so that two who act on it wait for each other."""
    found = await stored.load_refund(refund_id)
    if found is None:
        raise NotHere
    kept = await load_seen(acting.staff, found["dossier_id"], lock=True)
    again = await stored.load_refund(refund_id)
    assert again is not None  # never deleted
    return again, kept


async def _payment(text: str, dossier_id: UUID, *, lock: bool = False) -> Mapping[str, Any]:
    """`lock`: its shift is held as well, so that nobody closes it meanwhile."""
    try:
        payment = await money.load_payment(UUID(text))
    except ValueError:
        payment = None
    if payment is None or payment["dossier_id"] != dossier_id:
        raise NotHere
    if not lock or payment["shift_id"] is None:
        return payment
    shift = await money.load_shift(payment["shift_id"], lock=True)
    assert shift is not None  # a foreign key
    return {**payment, "shift_closed_at": shift["closed_at"]}


def _check_can_cancel(payment: Mapping[str, Any]) -> None:
    if payment["how"] != CASH:
        raise Conflict("Tiền chuyển khoản đã về tài khoản: chỉ hoàn trả được, không hủy khoản thu.")
    if payment["shift_closed_at"] is not None:
        raise Conflict("Ca thu đã chốt: khoản này chỉ hoàn trả được, không hủy nữa.")
    if payment["refunded"]:
        raise Conflict("Khoản này đã hoàn một phần: không hủy được nữa.")


def _check(acting: Acting, permission: Permission) -> None:
    if not acting.staff.may(permission):
        whose = "Giám đốc Trung tâm" if permission is Permission.APPROVE_REFUND else "người thu phí, lệ phí"
        raise NotAllowed(f"Việc này thuộc về {whose}.")
