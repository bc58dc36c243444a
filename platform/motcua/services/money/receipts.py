"""Biên lai: each takes the next number of the open book, in the transaction that prints it, and never another's.

Where no book was ever registered the center's own goes on, by the year (`07/BLTP`). A receipt that was voided keeps
its number; the payment then has none, and may get another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.letter_kinds import KINDS, number_says
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission
from motcua.letters.handback import FeeReceiptData
from motcua.services.codes import local_date
from motcua.services.dossiers import records
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.timeline import VOIDED
from motcua.services.dossiers.visibility import load_seen
from motcua.services.letters.statutory import Material
from motcua.services.money.written import reason_given
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import receipts as stored
from motcua.store.queries.counters import next_number

OWN_BOOK = KINDS["fee_receipt"].book


@dataclass(frozen=True, slots=True)
class ReceiptNumber:
    """`says` is what stands on the paper, `book` what its row is found by, `volume` what is printed as "quyển số"."""

    says: str
    book: str
    ordinal: int
    volume: str
    book_id: UUID | None = None
    form: str = ""
    symbol: str = ""


async def take_number(at: datetime) -> ReceiptNumber:
    """Locks the book until the transaction ends: call it late."""
    taken = await stored.take_from_open_book()
    if taken is None and await stored.has_books():
        # One that was registered while the last number of the book before it was being taken still waits.
        await stored.open_next_book()
        taken = await stored.take_from_open_book()
    if taken is not None:
        book = f"{taken['symbol']} {taken['volume']}"
        return ReceiptNumber(
            f"{taken['number']:07d}",
            book,
            taken["number"],
            taken["volume"],
            taken["id"],
            taken["form"],
            taken["symbol"],
        )
    if await stored.has_books():
        raise Conflict("Hết số biên lai: mọi quyển đã dùng hết hoặc đã khóa. Đề nghị Quản trị đăng ký quyển mới.")
    year = local_date(at).year
    ordinal = await next_number(f"letter/{OWN_BOOK}/{year}")
    return ReceiptNumber(number_says(ordinal, OWN_BOOK), f"{OWN_BOOK}-{year}", ordinal, f"{OWN_BOOK}-{year}")


def on_paper(letter: FeeReceiptData, number: ReceiptNumber) -> FeeReceiptData:
    """A registered book says its own form and symbol."""
    if number.book_id is None:
        return replace(letter, book=number.volume)
    return replace(letter, book=number.volume, form=number.form, symbol=number.symbol)


def payment_for(of: Material) -> Mapping[str, Any] | None:
    """The payment that a receipt would be about: the first without one, or else the last."""
    live = [each for each in of.payments if each["cancelled_at"] is None and each["refunded"] < each["amount"]]
    return next((each for each in live if each["receipt_id"] is None), live[-1] if live else None)


async def keep_receipt(of: Material, amount: int, number: ReceiptNumber, letter_id: UUID) -> None:
    payment = payment_for(of)
    await stored.insert_receipt(
        uuid4(),
        payment_id=payment["id"] if payment is not None else None,
        dossier_id=of.kept.dossier.id,
        book=number.book,
        book_id=number.book_id,
        number=number.ordinal,
        says=number.says,
        amount=amount,
        by_name=of.acting.staff.name,
        at=of.acting.at,
        letter_id=letter_id,
    )


async def is_void(letter_id: UUID) -> bool:
    return await stored.is_void(letter_id)


async def void_receipt(acting: Acting, dossier_id: UUID, receipt_id: UUID, seen: int, reason: str, key: UUID) -> str:
    """Hủy biên lai: spoiled, or made out wrong. Its number stays used; the sentence that says so."""
    said = reason_given(reason, "Hãy nêu lý do hủy biên lai.")
    async with transaction(), once(key, acting, f"void:{receipt_id}") as told:
        if told.outcome is None:
            if not acting.staff.may(Permission.COLLECT_FEE):
                raise NotAllowed("Biên lai do người thu phí, lệ phí hủy.")
            kept = await load_seen(acting.staff, dossier_id, lock=True)
            found = await stored.load_receipt(receipt_id)
            if found is None or found["dossier_id"] != dossier_id:
                raise NotHere
            await check_seen(kept, seen)
            if not await stored.void_receipt(receipt_id, said, acting.staff.name, acting.at):
                raise Conflict("Biên lai này đã hủy trước đó.")
            about = {"letter": KINDS["fee_receipt"].title, "letter_number": found["says"], "reason": said}
            await records.record_beside(kept, acting, Move.COLLECT_FEE, VOIDED, about)
            told.outcome = {"says": f"Đã hủy biên lai số {found['says']}; số này không dùng lại."}
        return str(told.outcome["says"])
