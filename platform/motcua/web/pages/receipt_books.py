"""Quyển biên lai: registered and closed by the administrator, seen by who uses them."""

from __future__ import annotations

from motcua.services.dossiers.asked import MoveField
from motcua.services.money.receipt_books import STATE_NAMES, books, close_book, register_book
from motcua.web.ids import asked_for
from motcua.web.money_forms import Missed, Posted, attempted, form_view, places_of, summary_of
from motcua.web.page import Answer, FromPath, Permission, WebRequest, act, acting, go, page, shown

HERE = "/thu-phi/quyen"
KEEPS = Permission.KEEP_RECEIPT_BOOKS
NEW = "dang-ky"
_ASKS = (
    MoveField("form", "Mẫu số", "text", required=True),
    MoveField("symbol", "Ký hiệu", "text", required=True),
    MoveField("volume", "Quyển số", "text", required=True),
    MoveField("first", "Từ số", "money", required=True, hint="Ví dụ 0000001"),
    MoveField("last", "Đến số", "money", required=True, hint="Ví dụ 0000050"),
)
_CLOSE = (MoveField("reason", "Lý do khóa", "text", required=True),)


@page(HERE, may=(KEEPS, Permission.SETTLE_FEES))
async def show_books(request: WebRequest) -> Answer:
    return await _books(request)


async def _books(request: WebRequest, missed: Missed | None = None) -> Answer:
    staff = acting(request).staff
    found = await books(acting(request))
    keeps = staff.may(KEEPS)
    new = form_view(NEW, HERE, "Đăng ký quyển", _ASKS, missed) if keeps else None
    closing = {
        each["id"]: form_view(
            f"khoa-{each['id']}", f"{HERE}/{each['id']}", "Khóa quyển", _CLOSE, missed, seen=each["version"]
        )
        for each in (found if keeps else ())
        if each["state"] in ("waiting", "open")
    }
    return shown(
        request,
        "money/books.html",
        status=missed.status if missed is not None else 200,
        places=places_of(staff),
        found=found,
        new=new,
        closing=closing,
        state_names=STATE_NAMES,
        errors=summary_of(missed, *((new,) if new else ()), *closing.values()),
    )


@act(HERE, may=KEEPS, in_transaction=False)
async def register(request: WebRequest) -> Answer:
    async def work(posted: Posted) -> str:
        return await register_book(acting(request), posted.typed, posted.key)

    said = await attempted(request, NEW, work)
    return await _books(request, said) if isinstance(said, Missed) else go(request, HERE, says=said)


@act(f"{HERE}/{{book_id:str}}", may=KEEPS, in_transaction=False)
async def close(request: WebRequest, book_id: FromPath[str]) -> Answer:
    book = asked_for(book_id)

    async def work(posted: Posted) -> str:
        return await close_book(acting(request), book, posted.seen, posted.typed.get("reason", ""), posted.key)

    said = await attempted(request, f"khoa-{book}", work)
    return await _books(request, said) if isinstance(said, Missed) else go(request, HERE, says=said)


PAGES = (show_books, register, close)
