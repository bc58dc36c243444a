"""What is owed for a dossier and what was paid: the columns beside each other, and a row for each time money changed
hands. Amounts are whole đồng.

Cash belongs to the shift of who takes it; where none is open for the day, the first taking opens one without cash.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.dossier import Dossier
from motcua.domain.people import Acting
from motcua.domain.words import dong
from motcua.services.codes import local_date
from motcua.store.queries import payments as stored
from motcua.store.queries.transfers import replace_request

CASH, TRANSFER = "cash", "transfer"
UNKNOWN = object()


async def shift_for(acting: Acting) -> UUID:
    """The open shift of the day, held until the transaction ends."""
    on = local_date(acting.at)
    found = await stored.open_shift(acting.staff.id, on, lock=True)
    if found is None:
        await stored.insert_shift(uuid4(), acting.staff.id, acting.staff.name, on=on, at=acting.at, cash=0)
        found = await stored.open_shift(acting.staff.id, on, lock=True)
        assert found is not None  # just made, by us or by who was faster
    await stored.touch_shift(found["id"])
    shift: UUID = found["id"]
    return shift


async def keep_payment(dossier: Dossier, acting: Acting, amount: int, how: str = CASH, *, reference: str = "") -> UUID:
    """Inside the transaction that writes the dossier: the row of a payment."""
    payment_id = uuid4()
    await replace_request(dossier.id)  # it asked for what was owed before
    await stored.insert_payment(
        payment_id,
        dossier.id,
        agency=dossier.agency,
        amount=amount,
        how=how,
        by=acting.staff.id,
        by_name=acting.staff.name,
        at=acting.at,
        shift_id=await shift_for(acting) if how == CASH else None,
        reference=reference,
    )
    return payment_id


def columns_after(dossier: Dossier, at: datetime, *, more: int = 0, due: Any = UNKNOWN) -> dict[str, Any]:
    """What stands on the dossier once `more` was paid (or, below 0, given back), and once another amount is `due`."""
    owed: int | None = dossier.fee_due if due is UNKNOWN else due
    before = dossier.fee_paid
    if dossier.fee_paid_at is not None and not before:
        before = dossier.fee_due or 0  # paid before payments were kept one by one
    paid = before + more
    is_paid = owed is not None and paid >= owed and paid > 0
    return {"fee_due": owed, "fee_paid": paid, "fee_paid_at": (dossier.fee_paid_at or at) if is_paid else None}


def fee_says(dossier: Dossier, note: str) -> str:
    """What is owed and how far it is paid, in one sentence."""
    due, paid, balance = dossier.fee_due, dossier.fee_paid, dossier.fee_balance
    if due is None or balance is None:
        return f"{note or 'Chưa xác nhận'}{f'; đã thu {dong(paid)}' if paid else ''}"
    if due == 0 and not paid:
        return note or "Không thu"
    if balance < 0:
        return f"{dong(due) if due else 'Không thu'}; đã thu {dong(paid)}, phải hoàn {dong(-balance)}"
    if balance and paid:
        return f"{dong(due)}; đã thu {dong(paid)}, còn {dong(balance)}"
    return f"{dong(due)}, {'đã thu' if dossier.fee_paid_at else 'chưa thu'}"
