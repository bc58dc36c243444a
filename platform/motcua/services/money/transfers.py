"""Paying by transfer: a reference that nobody can guess, the code that a bank's application reads, and what the person
at home may see of what they owe.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import zxingcpp

from motcua.centers import here
from motcua.centers.payments import BankAccount, account_on
from motcua.domain.dossier import Dossier
from motcua.domain.errors import Conflict, NotHere
from motcua.domain.vietqr import vietqr
from motcua.services.codes import local_date, secret_hash
from motcua.services.dossiers import records
from motcua.services.money.payments import fee_says
from motcua.store.engine import transaction
from motcua.store.queries import transfers as stored
from motcua.store.queries.dossiers import find_by_code
from motcua.store.secrets import fingerprint

MARK = "MC"
OF_HASH = 12  # letters of base32: 60 bits


@dataclass(frozen=True, slots=True)
class Transfer:
    """What to send where. `picture` is the code as the source of an image."""

    reference: str
    amount: int
    account: BankAccount
    picture: str


@dataclass(frozen=True, slots=True)
class PublicFee:
    """What the holder of the receipt reads of the fee. `can_transfer`: a transfer may be asked for here."""

    says: str
    transfer: Transfer | None
    can_transfer: bool


def reference_of(request_id: UUID) -> str:
    """Derived with the key file: from one nobody can tell another."""
    digest = fingerprint(str(request_id), "transfer.reference")
    return MARK + base64.b32encode(digest).decode()[:OF_HASH]


def account_now(at: datetime) -> BankAccount | None:
    return account_on(here().bank_accounts, local_date(at))


async def ask_transfer(dossier: Dossier, at: datetime) -> str:
    """Inside a transaction that holds the dossier: the reference under which what is owed now may be sent."""
    if account_now(at) is None:
        raise Conflict("Trung tâm chưa cấu hình tài khoản nhận chuyển khoản.")
    balance = dossier.fee_balance
    if not balance or balance < 0:
        raise Conflict("Hồ sơ này không có khoản phí, lệ phí đã xác định nào đang chờ nộp.")
    found = await stored.open_request(dossier.id)
    if found is not None and found["amount"] == balance:
        return str(found["reference"])
    await stored.replace_request(dossier.id)
    request_id = uuid4()
    reference = reference_of(request_id)
    await stored.insert_request(request_id, dossier.id, reference, balance, at)
    return reference


async def transfer_of(dossier: Dossier, at: datetime) -> Transfer | None:
    """The transfer that was asked for, while it is still what is owed."""
    account, found = account_now(at), await stored.open_request(dossier.id)
    if account is None or found is None or found["amount"] != dossier.fee_balance:
        return None
    text = vietqr(account.code, account.number, found["amount"], found["reference"])
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    svg = made.to_svg(add_quiet_zones=True)
    picture = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return Transfer(found["reference"], found["amount"], account, picture)


async def public_fee(kept: records.Kept, at: datetime) -> PublicFee:
    dossier = kept.dossier
    transfer = await transfer_of(dossier, at)
    owes = (dossier.fee_balance or 0) > 0 and kept.row["is_open"]
    can_transfer = owes and transfer is None and account_now(at) is not None
    return PublicFee(fee_says(dossier, kept.row["fee_note"]), transfer if owes else None, can_transfer)


async def ask_transfer_by_secret(code: str, secret: str, at: datetime) -> None:
    """By who holds the receipt. A wrong secret, a wrong code and another center's code are one and the same."""
    async with transaction():
        row = await find_by_code("".join(code.split()).upper())
        known = bytes(row["secret_hash"]) if row is not None and row["secret_hash"] else b""
        is_holder = hmac.compare_digest(known, secret_hash(secret))
        if row is None or not is_holder:
            raise NotHere
        kept = await records.locked(row["id"])
        assert kept is not None
        if not kept.row["is_open"]:
            raise Conflict("Hồ sơ đã kết thúc: không nộp phí, lệ phí ở đây được nữa.")
        await ask_transfer(kept.dossier, at)
