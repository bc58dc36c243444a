"""Bàn thu phí: who still owes, one dossier with what is owed for it, taking the money, its receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.services.dossiers.asked import MoveField
from motcua.services.money.cash_desk import (
    Owed,
    Taken,
    ask_transfer_at_desk,
    exempt,
    fresh_receipt,
    owed,
    take_cash,
    without_receipt,
)
from motcua.services.money.receipts import void_receipt
from motcua.services.money.refunds import HOW_NAMES, KIND_NAMES, STATE_NAMES, ask_refund
from motcua.services.money.shifts import shifts
from motcua.services.work.worklists import Worklist, worklist
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.money_forms import FormView, Missed, Posted, attempted, form_view, places_of, summary_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.desk import searched
from motcua.web.pages.letters import as_pdf

HERE = "/thu-phi"
ONE = f"{HERE}/ho-so"
MAY = Permission.COLLECT_FEE
SEES = (MAY, Permission.SETTLE_FEES, Permission.APPROVE_REFUND, Permission.KEEP_RECEIPT_BOOKS)
CASH, QR, EXEMPT, REFUND, VOID = "tien-mat", "chuyen-khoan", "mien-giam", "hoan", "huy-bien-lai"
_RECEIVED = MoveField("received", "Khách đưa (đồng)", "money", hint="Để máy tính tiền trả lại; bỏ trống nếu đưa đủ.")
_AMOUNT = MoveField("amount", "Số tiền phải thu (đồng)", "money", required=True, hint="Mức thu chưa xác nhận.")
_EXEMPT = (
    MoveField("ground", "Trường hợp được miễn, giảm", "text", required=True, hint="Ví dụ: hộ nghèo, người có công."),
    MoveField("paper", "Giấy tờ chứng minh", "text", required=True, hint="Tên, số, ngày của giấy tờ đã xem."),
    MoveField("amount", "Còn phải nộp (đồng)", "money", required=True, hint="Miễn hết thì ghi 0."),
)


@page(HERE, may=SEES)
async def show_desk(request: WebRequest) -> Answer:
    found = Worklist(())
    if acting(request).staff.may(MAY):
        after = only(query_of(request), "sau") or None
        found = await worklist(office_of(request), acting(request), view="fee", after=after, limit=20)
    return await _desk(request, found)


@act(HERE, may=MAY, in_transaction=False)
async def find(request: WebRequest) -> Answer:
    """A scanned receipt opens its dossier; anything else lists what was found."""
    faults, typed = await faults_and_form_of(request)
    text, error = only(typed, "text"), next(iter(faults.values()), "")
    if not text and not error:
        error = "Hãy quét mã trên giấy tiếp nhận hoặc nhập mã hồ sơ"
    if error:
        return await _desk(request, Worklist(()), text, error, 422)
    try:
        found = await worklist(office_of(request), acting(request), view="all", text=searched(text))
    except Refused as refused:
        return await _desk(request, Worklist(()), text, refused.errors.get("text", refused.sentence), 422)
    exact = [row for row in found.rows if row.code and row.code == searched(text).upper()]
    if len(exact or found.rows) == 1:
        return go(request, f"{ONE}/{(exact or found.rows)[0].id}")
    return await _desk(request, found, text, is_search=True)


async def _desk(
    request: WebRequest, found: Worklist, text: str = "", error: str = "", status: int = 200, *, is_search: bool = False
) -> Answer:
    staff = acting(request).staff
    may_collect = staff.may(MAY)
    return shown(
        request,
        "money/desk.html",
        status=status,
        places=places_of(staff),
        found=found,
        may_collect=may_collect,
        shift=(await shifts(acting(request))).now if may_collect else None,
        without=await without_receipt(acting(request)) if may_collect else (),
        how_names=HOW_NAMES,
        text=text,
        error=error,
        errors=[{"text": error, "href": "#f-text"}] if error else [],
        is_search=is_search,
        next_address=f"{HERE}?sau={found.next_key}" if found.next_key and not is_search else "",
    )


@page(f"{ONE}/{{dossier_id:str}}", may=MAY)
async def show_one(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await _one(request, asked_for(dossier_id))


async def _one(request: WebRequest, dossier_id: UUID, missed: Missed | None = None) -> Answer:
    found = await owed(office_of(request), acting(request), dossier_id)
    forms = {form.slug: form for form in _forms(found, missed)}
    drawn = next(iter(receipt["letter_id"] for receipt in reversed(found.receipts) if receipt["voided_at"] is None), "")
    return shown(
        request,
        "money/one.html",
        status=missed.status if missed is not None else 200,
        places=places_of(acting(request).staff),
        found=found,
        forms=forms,
        fresh=drawn if "moi" in query_of(request) else "",
        how_names=HOW_NAMES,
        kind_names=KIND_NAMES,
        key_for=uuid4,
        state_names=STATE_NAMES,
        errors=summary_of(missed, *forms.values()),
        slugs={"exempt": EXEMPT, "refund": REFUND, "void": VOID, "cash": CASH, "qr": QR},
    )


def _forms(found: Owed, missed: Missed | None) -> list[FormView]:
    at, forms = f"{ONE}/{found.id}", []
    if not found.why_not:
        cash = (_RECEIVED,) if found.balance is not None else (_AMOUNT, _RECEIVED)
        forms.append(form_view(CASH, f"{at}/{CASH}", "Thu tiền mặt, lập biên lai", cash, missed, seen=found.seen))
    if found.can_transfer and found.transfer is None:
        qr = () if found.balance is not None else (_AMOUNT,)
        forms.append(form_view(QR, f"{at}/{QR}", "Tạo mã chuyển khoản", qr, missed, seen=found.seen))
    if found.may_exempt:
        forms.append(form_view(EXEMPT, f"{at}/{EXEMPT}", "Ghi miễn, giảm", _EXEMPT, missed, seen=found.seen))
    if found.refundable:
        payments = tuple((str(each["id"]), _payment_says(each)) for each in found.refundable)
        asks = (
            MoveField("payment", "Khoản thu", "select", required=True, options=payments, initial=payments[-1][0]),
            MoveField("kind", "Đề nghị", "choice", required=True, options=tuple(KIND_NAMES.items())),
            MoveField("amount", "Số tiền hoàn trả (đồng)", "money", is_conditional=True, hint="Chỉ khi hoàn trả."),
            MoveField("reason", "Lý do", "text", required=True),
        )
        forms.append(form_view(REFUND, f"{at}/{REFUND}", "Gửi Giám đốc duyệt", asks, missed, seen=found.seen))
    live = tuple((str(each["id"]), f"Số {each['says']}") for each in found.receipts if each["voided_at"] is None)
    if live:
        void_asks = (
            MoveField("receipt", "Biên lai", "select", required=True, options=live, initial=live[-1][0]),
            MoveField("reason", "Lý do hủy", "text", required=True, hint="Ví dụ: in hỏng, ghi sai tên người nộp."),
        )
        forms.append(form_view(VOID, f"{at}/{VOID}", "Hủy biên lai", void_asks, missed, seen=found.seen))
    return forms


def _payment_says(row: object) -> str:
    assert isinstance(row, dict)
    left = f"{row['amount'] - row['refunded']:,}".replace(",", ".")
    return f"{left} đồng, {HOW_NAMES[row['how']].lower()}, biên lai {row['receipt_number'] or 'chưa lập'}"


async def _acted(
    request: WebRequest, dossier_id: str, slug: str, work: Callable[[UUID, Posted], Awaitable[str]], where: str = ""
) -> Answer:
    dossier = asked_for(dossier_id)
    said = await attempted(request, slug, lambda posted: work(dossier, posted))
    if isinstance(said, Missed):
        return await _one(request, dossier, said)
    return go(request, where or f"{ONE}/{dossier}", says=said)


@act(f"{ONE}/{{dossier_id:str}}/{CASH}", may=MAY, in_transaction=False)
async def take(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    dossier = asked_for(dossier_id)

    async def work(posted: Posted) -> Taken:
        return await take_cash(office_of(request), acting(request), dossier, posted.seen, posted.typed, posted.key)

    made = await attempted(request, CASH, work)
    if isinstance(made, Missed):
        return await _one(request, dossier, made)
    return go(request, f"{ONE}/{dossier}?moi", says=made.sentence)


@act(f"{ONE}/{{dossier_id:str}}/{QR}", may=MAY, in_transaction=False)
async def transfer(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    async def work(dossier: UUID, posted: Posted) -> str:
        return await ask_transfer_at_desk(acting(request), dossier, posted.seen, posted.typed, posted.key)

    return await _acted(request, dossier_id, QR, work)


@act(f"{ONE}/{{dossier_id:str}}/{EXEMPT}", may=MAY, in_transaction=False)
async def grant_exemption(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    async def work(dossier: UUID, posted: Posted) -> str:
        return await exempt(acting(request), dossier, posted.seen, posted.typed, posted.key)

    # Where nothing is owed any more the cash desk has nothing to do with the dossier.
    return await _acted(request, dossier_id, EXEMPT, work, HERE)


@act(f"{ONE}/{{dossier_id:str}}/{REFUND}", may=MAY, in_transaction=False)
async def ask_back(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    async def work(dossier: UUID, posted: Posted) -> str:
        return await ask_refund(acting(request), dossier, posted.seen, posted.typed, posted.key)

    return await _acted(request, dossier_id, REFUND, work)


@act(f"{ONE}/{{dossier_id:str}}/{VOID}", may=MAY, in_transaction=False)
async def void(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    async def work(dossier: UUID, posted: Posted) -> str:
        receipt = uuid_of(posted.typed.get("receipt", ""))
        if receipt is None:
            raise Refused("Hãy chọn biên lai.", {"receipt": "Hãy chọn biên lai."})
        reason = posted.typed.get("reason", "")
        return await void_receipt(acting(request), dossier, receipt, posted.seen, reason, posted.key)

    return await _acted(request, dossier_id, VOID, work)


@page(f"{ONE}/{{dossier_id:str}}/bien-lai/{{letter_id:str}}", may=MAY)
async def show_receipt(request: WebRequest, dossier_id: FromPath[str], letter_id: FromPath[str]) -> Answer:
    """The receipt that was just made out, to be printed; later it is printed again with a reason."""
    dossier, letter = asked_for(dossier_id), uuid_of(letter_id)
    if letter is None:
        raise NotHere
    return as_pdf(await fresh_receipt(office_of(request), acting(request), dossier, letter))


PAGES = (show_desk, find, show_one, take, transfer, grant_exemption, ask_back, void, show_receipt)
