"""Ca thu: opening, closing with the cash that was counted, the minutes."""

from __future__ import annotations

from uuid import UUID

from motcua.services.dossiers.asked import MoveField
from motcua.services.money.shifts import close_shift, open_shift, oversees, shift_minutes, shift_page, shifts
from motcua.web.ids import asked_for
from motcua.web.money_forms import Missed, Posted, attempted, form_view, places_of, summary_of
from motcua.web.page import Answer, FromPath, Permission, WebRequest, act, acting, go, office_of, page, shown
from motcua.web.pages.letters import as_pdf

HERE = "/thu-phi/ca"
SEES = (Permission.COLLECT_FEE, Permission.APPROVE_REFUND)
OPEN, CLOSE = "mo", "chot"
_OPENING = MoveField(
    "opening", "Tiền mặt có lúc mở ca (đồng)", "money", required=True, hint="Tiền lẻ để trả lại; không có thì ghi 0."
)
_COUNT = (
    MoveField("counted", "Tiền mặt thực đếm (đồng)", "money", required=True),
    MoveField("reason", "Lý do chênh lệch", "text", is_conditional=True, hint="Bắt buộc khi số đếm khác số phải có."),
)


@page(HERE, may=SEES)
async def show_shifts(request: WebRequest) -> Answer:
    return await _shifts(request)


async def _shifts(request: WebRequest, missed: Missed | None = None) -> Answer:
    who = acting(request)
    found = await shifts(who)
    may_open = who.staff.may(Permission.COLLECT_FEE) and found.now is None
    form = form_view(OPEN, HERE, "Mở ca thu", (_OPENING,), missed) if may_open else None
    return shown(
        request,
        "money/shifts.html",
        status=missed.status if missed is not None else 200,
        places=places_of(who.staff),
        found=found,
        form=form,
        oversees=oversees(who),
        errors=summary_of(missed, *((form,) if form else ())),
    )


@act(HERE, may=Permission.COLLECT_FEE, in_transaction=False)
async def begin(request: WebRequest) -> Answer:
    async def work(posted: Posted) -> str:
        return await open_shift(acting(request), posted.typed.get("opening", ""), posted.key)

    said = await attempted(request, OPEN, work)
    return await _shifts(request, said) if isinstance(said, Missed) else go(request, HERE, says=said)


@page(f"{HERE}/{{shift_id:str}}", may=SEES)
async def show_shift(request: WebRequest, shift_id: FromPath[str]) -> Answer:
    return await _shift(request, asked_for(shift_id))


async def _shift(request: WebRequest, shift_id: UUID, missed: Missed | None = None) -> Answer:
    found = await shift_page(acting(request), shift_id)
    form = None
    if found.row["closed_at"] is None:
        at = f"{HERE}/{shift_id}"
        form = form_view(CLOSE, at, "Chốt ca, lập biên bản", _COUNT, missed, seen=found.row["version"])
    return shown(
        request,
        "money/shift.html",
        status=missed.status if missed is not None else 200,
        places=places_of(acting(request).staff),
        found=found,
        form=form,
        errors=summary_of(missed, *((form,) if form else ())),
    )


@act(f"{HERE}/{{shift_id:str}}", may=SEES, in_transaction=False)
async def close(request: WebRequest, shift_id: FromPath[str]) -> Answer:
    shift = asked_for(shift_id)

    async def work(posted: Posted) -> str:
        counted, reason = posted.typed.get("counted", ""), posted.typed.get("reason", "")
        return await close_shift(office_of(request), acting(request), shift, posted.seen, counted, reason, posted.key)

    said = await attempted(request, CLOSE, work)
    return await _shift(request, shift, said) if isinstance(said, Missed) else go(request, f"{HERE}/{shift}", says=said)


@page(f"{HERE}/{{shift_id:str}}/bien-ban.pdf", may=SEES)
async def show_minutes(request: WebRequest, shift_id: FromPath[str]) -> Answer:
    return as_pdf(await shift_minutes(office_of(request), acting(request), asked_for(shift_id)))


PAGES = (show_shifts, begin, show_shift, close, show_minutes)
