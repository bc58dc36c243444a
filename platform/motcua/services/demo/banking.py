"""An account for the demo's transfers: of no bank that there is, so that nobody's money ever goes there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from motcua.centers import Centers
from motcua.centers.payments import BankAccount

NO_BANK = BankAccount(
    date(2017, 1, 1), "Ngân hàng mẫu (chạy thử, không chuyển tiền thật)", "999999", "0000000000", "TÀI KHOẢN MẪU"
)


def give_accounts(centers: Centers) -> None:
    """To every center that has none of its own."""
    for key, center in tuple(centers.items()):
        if not center.bank_accounts:
            centers[key] = replace(center, bank_accounts=(NO_BANK,))
