"""How a center is paid: the account of its transfers, and whether a result waits for what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.centers.tables import Table
from motcua.domain.vietqr import ACCOUNT, BANK_CODE


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where transfers go from a day on; `code` is the bank's six digits at NAPAS."""

    valid_from: date
    bank: str
    code: str
    number: str
    holder: str


def read_bank_accounts(table: Table) -> tuple[BankAccount, ...]:
    found = []
    for block in table.tables("bank_account"):
        code, number = block.text("code"), block.text("number")
        if not BANK_CODE.fullmatch(code):
            raise block.wrong("code", f"“{code}” không phải mã ngân hàng.", "ghi mã NAPAS sáu chữ số, ví dụ 970415.")
        if not ACCOUNT.fullmatch(number):
            raise block.wrong("number", f"“{number}” không phải số tài khoản.", "ghi liền 4 đến 19 chữ số, chữ cái.")
        found.append(BankAccount(block.day("valid_from"), block.text("bank"), code, number, block.text("holder")))
        block.finish()
    if len({each.valid_from for each in found}) != len(found):
        raise table.wrong("bank_account", "hai tài khoản cùng có hiệu lực từ một ngày.", "sửa valid_from.")
    return tuple(sorted(found, key=lambda each: each.valid_from))


def account_on(accounts: Sequence[BankAccount], on: date) -> BankAccount | None:
    """The account of that day; None before the first."""
    in_force = [each for each in accounts if each.valid_from <= on]
    return in_force[-1] if in_force else None
