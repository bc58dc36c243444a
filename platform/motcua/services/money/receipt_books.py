"""Quyển biên lai as data: a form, a symbol, a volume and its range of numbers. The administrator registers and closes
them; the earliest registered is used up first. What was not used when a volume is closed is never used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Permission
from motcua.services.money.written import reason_given
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import receipts as stored

MOST_SHOWN = 100
MOST_NUMBERS = 10_000_000
STATE_NAMES: Mapping[str, str] = {
    "waiting": "Chờ dùng",
    "open": "Đang dùng",
    "full": "Đã dùng hết",
    "closed": "Đã khóa",
}


async def books(acting: Acting) -> tuple[Mapping[str, Any], ...]:
    async with transaction():
        return tuple(await stored.books(MOST_SHOWN))


async def register_book(acting: Acting, typed: Mapping[str, str], key: UUID) -> str:
    """`typed`: form, symbol, volume, first, last. The sentence that says which volume was registered."""
    _check(acting)
    errors: dict[str, str] = {}
    said = {}
    for box, missing in (
        ("form", "Hãy nhập mẫu số biên lai."),
        ("symbol", "Hãy nhập ký hiệu."),
        ("volume", "Hãy nhập số quyển."),
    ):
        try:
            said[box] = reason_given(typed.get(box, "")[:60], missing, box)
        except Refused as refused:
            errors |= refused.errors
    numbers = {}
    for box, missing in (("first", "Nhập số đầu của quyển."), ("last", "Nhập số cuối của quyển.")):
        text = typed.get(box, "").strip()
        if not (text.isascii() and text.isdigit()) or len(text) > 8 or not 0 < int(text) <= MOST_NUMBERS:
            errors[box] = f"{missing} Chỉ gồm chữ số, ví dụ 0000001."
        else:
            numbers[box] = int(text)
    if not errors and numbers["last"] < numbers["first"]:
        errors["last"] = "Số cuối phải từ số đầu trở lên."
    if errors:
        raise Refused(next(iter(errors.values())), errors)
    async with transaction(), once(key, acting, "receipt_book") as told:
        if told.outcome is None:
            await stored.lock_books()
            other = await stored.overlapping(said["symbol"], numbers["first"], numbers["last"])
            if other is not None:
                sentence = f"Trùng số với quyển {other['volume']} (số {other['first']} đến {other['last']})."
                raise Refused(sentence, {"first": sentence})
            made = await stored.insert_book(
                key, form=said["form"], symbol=said["symbol"], volume=said["volume"], first=numbers["first"],
                last=numbers["last"], by_name=acting.staff.name, at=acting.at,
            )  # fmt: skip
            if not made:
                raise Refused("Quyển này đã đăng ký.", {"volume": "Ký hiệu này đã có quyển số đó."})
            await stored.open_next_book()
            told.outcome = {"says": f"Đã đăng ký quyển {said['volume']}, ký hiệu {said['symbol']}."}
        return str(told.outcome["says"])


async def close_book(acting: Acting, book_id: UUID, seen: int, reason: str, key: UUID) -> str:
    """Khóa quyển: lost, spoiled or given back; its unused numbers are cancelled with it."""
    _check(acting)
    said = reason_given(reason, "Hãy nêu lý do khóa quyển.")
    async with transaction(), once(key, acting, f"receipt_book:{book_id}") as told:
        if told.outcome is None:
            await stored.lock_books()
            found = await stored.load_book(book_id)
            if found is None:
                raise NotHere
            if not await stored.close_book(book_id, seen, said):
                raise Conflict("Quyển biên lai đã thay đổi sau khi bạn mở trang. Hãy mở lại trang rồi thực hiện lại.")
            await stored.open_next_book()
            told.outcome = {"says": f"Đã khóa quyển {found['volume']}; các số chưa dùng không dùng nữa."}
        return str(told.outcome["says"])


def _check(acting: Acting) -> None:
    if not acting.staff.may(Permission.KEEP_RECEIPT_BOOKS):
        raise NotAllowed("Quyển biên lai do Quản trị Trung tâm đăng ký và khóa.")
