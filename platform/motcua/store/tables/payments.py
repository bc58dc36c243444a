"""Money: what was taken and given back, receipts and their books, shifts, transfers and the bank's statements."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, BigSerial, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class CashShift(Table, tablename="cash_shift", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    staff_name = Text(default=None, null=False)
    on_day = Date(default=None, null=False)
    opened_at = Timestamptz(default=None, null=False)
    opening_cash = BigInt(default=None, null=False)
    closed_at = Timestamptz(default=None, null=True)
    expected_cash = BigInt(default=None, null=True)
    counted_cash = BigInt(default=None, null=True)
    reason = Text(default="", null=False)
    number = Text(default=None, null=True)
    version = BigInt(default=1, null=False)


class Payment(Table, tablename="payment", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    agency = Text(default=None, null=False)
    amount = BigInt(default=None, null=False)
    how = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    taken_by = UUID(default=None, null=False)
    taken_by_name = Text(default=None, null=False)
    shift_id = UUID(default=None, null=True)
    reference = Text(default="", null=False)
    refunded = BigInt(default=0, null=False)
    cancelled_at = Timestamptz(default=None, null=True)


class ReceiptBook(Table, tablename="receipt_book", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    form = Text(default=None, null=False)
    symbol = Text(default=None, null=False)
    volume = Text(default=None, null=False)
    first = BigInt(default=None, null=False)
    last = BigInt(default=None, null=False)
    next = BigInt(default=None, null=False)
    state = Text(default=None, null=False)
    registered_by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    closed_reason = Text(default="", null=False)
    version = BigInt(default=1, null=False)


class FeeReceipt(Table, tablename="fee_receipt", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    payment_id = UUID(default=None, null=True)
    dossier_id = UUID(default=None, null=False)
    book = Text(default=None, null=False)
    book_id = UUID(default=None, null=True)
    number = BigInt(default=None, null=False)
    says = Text(default=None, null=False)
    amount = BigInt(default=None, null=False)
    issued_by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    letter_id = UUID(default=None, null=False)
    voided_at = Timestamptz(default=None, null=True)
    void_reason = Text(default="", null=False)
    voided_by_name = Text(default="", null=False)


class TransferRequest(Table, tablename="transfer_request", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    reference = Text(default=None, null=False)
    amount = BigInt(default=None, null=False)
    state = Text(default=None, null=False)
    payment_id = UUID(default=None, null=True)
    at = Timestamptz(default=None, null=False)


class BankStatement(Table, tablename="bank_statement", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    name = Text(default=None, null=False)
    body = Text(default=None, null=False)
    lines = BigInt(default=None, null=False)
    uploaded_by = UUID(default=None, null=False)
    uploaded_by_name = Text(default=None, null=False)
    uploaded_at = Timestamptz(default=None, null=False)
    taken = BigInt(default=None, null=True)
    confirmed_at = Timestamptz(default=None, null=True)


class BankLine(Table, tablename="bank_line", db=DB):
    mark = Bytea(primary_key=True, default=None, null=False)
    statement_id = UUID(default=None, null=False)
    payment_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class Refund(Table, tablename="refund", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    payment_id = UUID(default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    kind = Text(default=None, null=False)
    amount = BigInt(default=None, null=False)
    reason = Text(default=None, null=False)
    state = Text(default=None, null=False)
    asked_by = UUID(default=None, null=False)
    asked_by_name = Text(default=None, null=False)
    asked_at = Timestamptz(default=None, null=False)
    decided_by_name = Text(default="", null=False)
    decided_at = Timestamptz(default=None, null=True)
    answer = Text(default="", null=False)
    how = Text(default=None, null=True)
    evidence = Text(default="", null=False)
    paid_at = Timestamptz(default=None, null=True)
    paid_by_name = Text(default="", null=False)
    shift_id = UUID(default=None, null=True)
    version = BigInt(default=1, null=False)


class FeeExemption(Table, tablename="fee_exemption", db=DB):
    id = BigSerial(primary_key=True)
    dossier_id = UUID(default=None, null=False)
    ground = Text(default=None, null=False)
    paper = Text(default=None, null=False)
    amount_was = BigInt(default=None, null=True)
    amount_now = BigInt(default=None, null=False)
    by_id = UUID(default=None, null=False)
    by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


MONEY = (
    CashShift,
    Payment,
    ReceiptBook,
    FeeReceipt,
    TransferRequest,
    BankStatement,
    BankLine,
    Refund,
    FeeExemption,
)
