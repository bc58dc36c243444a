"""An account for the demo's transfers: of no bank that there is, so that nobody's money ever goes there."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from motcua.centers import Centers
from motcua.centers.payments import read_bank_accounts
from motcua.centers.tables import Table

# As a center's own file would say it, and read by the same reader. No bank has this code at NAPAS.
SETTING = """
[[bank_account]]
valid_from = 2017-01-01
bank = "Ngân hàng thử (không có thật, không chuyển tiền)"
code = "999999"
number = "0000000000"
holder = "TÀI KHOẢN THỬ"
"""


def give_accounts(centers: Centers) -> None:
    """To every center that has none of its own."""
    accounts = read_bank_accounts(Table("demo", tomllib.loads(SETTING)))
    for key, center in tuple(centers.items()):
        if not center.bank_accounts:
            centers[key] = replace(center, bank_accounts=accounts)
