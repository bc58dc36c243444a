"""Hoàn, hủy khoản thu: what waits for the director, what the cash desk has to pay out, what is settled."""

from __future__ import annotations

from motcua.services.dossiers.asked import MoveField
from motcua.services.money.refunds import (
    APPROVE,
    DECLINE,
    HOW_NAMES,
    KIND_NAMES,
    STATE_NAMES,
    decide_refund,
    pay_refund,
    refunds,
)
from motcua.web.ids import asked_for
from motcua.web.money_forms import Missed, Posted, attempted, form_view, places_of, summary_of
from motcua.web.page import Answer, FromPath, Permission, WebRequest, act, acting, go, page, shown

HERE = "/thu-phi/hoan"
SEES = (Permission.COLLECT_FEE, Permission.APPROVE_REFUND)
_DECIDE = (
    MoveField(
        "decision", "Quyết định", "choice", required=True, options=((APPROVE, "Duyệt"), (DECLINE, "Không duyệt"))
    ),
    MoveField("answer", "Ý kiến", "text", is_conditional=True, hint="Bắt buộc khi không duyệt."),
)
_PAY = (
    MoveField("how", "Hình thức chi", "choice", required=True, options=tuple(HOW_NAMES.items())),
    MoveField("evidence", "Số phiếu chi hoặc số giao dịch", "text", required=True),
)


@page(HERE, may=SEES)
async def show_refunds(request: WebRequest) -> Answer:
    return await _refunds(request)


async def _refunds(request: WebRequest, missed: Missed | None = None) -> Answer:
    staff = acting(request).staff
    found = await refunds(acting(request))
    may_decide, may_pay = staff.may(Permission.APPROVE_REFUND), staff.may(Permission.COLLECT_FEE)
    deciding = {
        each["id"]: form_view(
            f"duyet-{each['id']}", f"{HERE}/{each['id']}", "Ghi quyết định", _DECIDE, missed, seen=each["version"]
        )
        for each in (found.waiting if may_decide else ())
    }
    paying = {
        each["id"]: form_view(
            f"chi-{each['id']}", f"{HERE}/{each['id']}/chi", "Ghi đã chi", _PAY, missed, seen=each["version"]
        )
        for each in (found.to_pay if may_pay else ())
    }
    return shown(
        request,
        "money/refunds.html",
        status=missed.status if missed is not None else 200,
        places=places_of(staff),
        found=found,
        deciding=deciding,
        paying=paying,
        how_names=HOW_NAMES,
        kind_names=KIND_NAMES,
        state_names=STATE_NAMES,
        may_pay=may_pay,
        errors=summary_of(missed, *deciding.values(), *paying.values()),
    )


@act(f"{HERE}/{{refund_id:str}}", may=Permission.APPROVE_REFUND, in_transaction=False)
async def decide(request: WebRequest, refund_id: FromPath[str]) -> Answer:
    refund = asked_for(refund_id)

    async def work(posted: Posted) -> str:
        decision, answer = posted.typed.get("decision", ""), posted.typed.get("answer", "")
        return await decide_refund(acting(request), refund, posted.seen, decision, answer, posted.key)

    said = await attempted(request, f"duyet-{refund}", work)
    return await _refunds(request, said) if isinstance(said, Missed) else go(request, HERE, says=said)


@act(f"{HERE}/{{refund_id:str}}/chi", may=Permission.COLLECT_FEE, in_transaction=False)
async def pay(request: WebRequest, refund_id: FromPath[str]) -> Answer:
    refund = asked_for(refund_id)

    async def work(posted: Posted) -> str:
        how, evidence = posted.typed.get("how", ""), posted.typed.get("evidence", "")
        return await pay_refund(acting(request), refund, posted.seen, how, evidence, posted.key)

    said = await attempted(request, f"chi-{refund}", work)
    return await _refunds(request, said) if isinstance(said, Missed) else go(request, HERE, says=said)


PAGES = (show_refunds, decide, pay)
