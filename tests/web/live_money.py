"""Money at the two whole centers: what was taken, what waits to be given back, shifts, a statement, a book."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import entered
from motcua.centers.payments import BankAccount
from motcua.domain.people import Acting, Role, Staff
from motcua.services.money import cash_desk, receipt_books, refunds, shifts, statements

ACCOUNT = BankAccount(date(2017, 1, 1), "Ngân hàng thử", "970415", "0011012345678", "TRUNG TAM THU")
COPIES = "chung-thuc-ban-sao-tu-ban-chinh"
STATEMENT = [["Ngày", "Ghi có", "Nội dung"], ["08/11/2017", "1000", "khong ro"]]


@dataclass(frozen=True)
class Money:
    """`payment`, `receipt` and `letter` of the dossier `paid`; a refund that is asked for and one that is approved."""

    payment: UUID
    receipt: UUID
    letter: UUID
    asked: UUID
    approved: UUID
    open_shift: UUID
    open_seen: str
    closed_shift: UUID
    statement: UUID
    book: UUID
    book_seen: str


async def fill_money(live: Any, house: Any) -> None:
    """`paid` has a receipt, `to_refund` and `to_pay_back` wait for the director and for the desk, `to_collect` owes."""
    people = house.crew.by_name.values()
    cashier, director, admin = (
        next(each for each in people if role in each.roles)
        for role in (Role.CASHIER, Role.DIRECTOR, Role.ADMINISTRATOR)
    )
    for name in ("paid", "to_refund", "to_pay_back", "to_collect"):
        house.dossiers[name] = await live.take_in(house, COPIES, seed=f"{house.center.key} {name}", paid=False)
    with entered(house.center):
        desk = Acting(cashier, live.now[0])
        await shifts.open_shift(desk, "0", uuid4())
        first = (await shifts.shifts(desk)).now
        assert first is not None
        await shifts.close_shift(live.office, desk, first.row["id"], first.row["version"], "0", "", uuid4())
        asked = []
        for name in ("paid", "to_refund", "to_pay_back"):
            made = house.dossiers[name]
            seen = (await cash_desk.owed(live.office, desk, made.id)).seen
            await cash_desk.take_cash(live.office, desk, made.id, seen, {}, uuid4())
            found = await cash_desk.owed(live.office, desk, made.id)
            payment, receipt = found.payments[0], found.receipts[0]
            ids = {"payment": str(payment["id"]), "receipt": str(receipt["id"]), "letter_id": str(receipt["letter_id"])}
            house.dossiers[name] = replace(made, paid=ids)
            if name != "paid":
                typed = {"payment": ids["payment"], "kind": "refund", "amount": "1000", "reason": "Thu nhầm"}
                await refunds.ask_refund(desk, made.id, found.seen, typed, uuid4())
                found = await cash_desk.owed(live.office, desk, made.id)
                asked.append(found.refunds[0]["id"])
        await refunds.decide_refund(Acting(director, live.now[0]), asked[1], 1, "approved", "", uuid4())
        now = (await shifts.shifts(desk)).now
        assert now is not None
        statement = await statements.keep_statement(desk, "sao-ke.csv", STATEMENT, uuid4())
        book = await _book(Acting(admin, live.now[0]))
    paid = house.dossiers["paid"].paid
    house.money = Money(
        *(UUID(paid[name]) for name in ("payment", "receipt", "letter_id")), *asked, now.row["id"],
        str(now.row["version"]), first.row["id"], statement, book["id"], str(book["version"]),
    )  # fmt: skip


async def _book(admin: Acting) -> Any:
    """Registered last: the receipts before it are of the center's own book."""
    typed = {"form": "01BLP", "symbol": "AA-17P", "volume": "1", "first": "1", "last": "5000"}
    await receipt_books.register_book(admin, typed, uuid4())
    return (await receipt_books.books(admin))[0]


def cashier_of(house: Any) -> Staff:
    found: Staff = next(each for each in house.crew.by_name.values() if Role.CASHIER in each.roles)
    return found
