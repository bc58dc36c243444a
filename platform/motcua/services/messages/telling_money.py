"""What an applicant is told of money: that a fee is to be paid and how, and what became of giving some back.

A fee paid on the spot is no news. It is told where the person is not at the counter (online, post), or where it became
another one after they had left; an amount is told once for a dossier, whatever leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.moves import Move
from motcua.domain.words import dong
from motcua.services.catalogue import version_for
from motcua.services.dossiers import records
from motcua.services.dossiers.timeline import EXEMPTED, FEE_SET, REFUND_DECIDED, REFUNDED
from motcua.services.hall.day import AT_THE_COUNTER
from motcua.services.letters.statutory import tracking_link
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import FRESH, applicant_of
from motcua.services.money.refunds import APPROVE, DECISION_NAMES, KIND_NAMES, REFUND
from motcua.services.money.transfers import account_now
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_event

#: A dossier begins with what its first fee is, and may be set right; what is exempted or set stands beside the moves.
FEES = frozenset({Move.ACCEPT.value, Move.CORRECT.value, FEE_SET, EXEMPTED})
#: Of these it is told at the counter as well: the person need not be there, or has chosen to pay later.
AFTERWARDS = frozenset({Move.CORRECT.value, FEE_SET})
BY_TRANSFER = "chuyển khoản theo mã VietQR ở trang hồ sơ (đường dẫn dưới đây), giữ nguyên nội dung chuyển khoản; hoặc "


async def tell_of_money(office: Office, payload: Mapping[str, Any], now: datetime) -> None:
    """Of the event that a job names. `now`: business time."""
    dossier_id, seq = UUID(payload["dossier_id"]), int(payload["seq"])
    async with transaction():
        event = await load_event(dossier_id, seq)
        if event is None or now - event["at"] > FRESH:
            return
        kept = await records.load(dossier_id)
        if kept is None or not kept.dossier.code:
            return
        if event["kind"] in FEES:
            await _tell_fee(office, kept, event)
        elif event["kind"] in (REFUND_DECIDED, REFUNDED):
            await _tell_refund(office, kept, event)


async def _tell_fee(office: Office, kept: records.Kept, event: Mapping[str, Any]) -> None:
    dossier = kept.dossier
    balance = dossier.fee_balance or 0
    is_away = kept.row["channel"] != AT_THE_COUNTER or event["kind"] in AFTERWARDS
    if balance <= 0 or not is_away or not kept.row["is_open"]:
        return
    if event["kind"] == Move.CORRECT and "fee_now" not in event["data"]:
        return
    version = await version_for(office, kept.row)
    at_desk = "nộp tại nơi thu phí của Trung tâm, đọc mã hồ sơ hoặc đưa Giấy tiếp nhận."
    said = {
        "code": dossier.code or "",
        "procedure": version.title,
        "amount": dong(balance),
        "how": f"{BY_TRANSFER if account_now(event['at']) else ''}{at_desk}",
        "link": tracking_link(office, kept),
    }
    once = f"fee/{dossier.id}/{balance}"
    await queue_message(applicant_of(kept), "fee", said, once=once, dossier_id=dossier.id, at=event["at"])


async def _tell_refund(office: Office, kept: records.Kept, event: Mapping[str, Any]) -> None:
    dossier, data = kept.dossier, event["data"]
    said = {
        "code": dossier.code or "",
        "amount": dong(data["refund_amount"]),
        "what": _refund_says(event["kind"], data),
        "link": tracking_link(office, kept),
    }
    # Taking back what was written down wrong moves no money: it is the cash desk's own affair.
    if not said["what"]:
        return
    once = f"refund/{dossier.id}/{event['seq']}"
    await queue_message(applicant_of(kept), "refund", said, once=once, dossier_id=dossier.id, at=event["at"])


def _refund_says(kind: str, data: Mapping[str, Any]) -> str:
    if kind == REFUNDED:
        return f"Trung tâm đã hoàn trả. Chứng từ: {data['evidence']}."
    if data["refund_kind"] != KIND_NAMES[REFUND]:
        return ""
    if data["decision"] == DECISION_NAMES[APPROVE]:
        return "Giám đốc Trung tâm đã duyệt. Nơi thu phí sẽ trả tiền mặt tại Trung tâm hoặc chuyển khoản cho Ông/Bà."
    return f"Giám đốc Trung tâm không duyệt. Lý do: {data['reason']}"
