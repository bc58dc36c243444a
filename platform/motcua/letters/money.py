"""Papers of the cash desk: the minutes of a shift, the settlement of a quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from motcua.domain.amounts import amount_in_words
from motcua.letters import says
from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftMinutesData(Headed):
    """Biên bản chốt ca. `agencies`: (name, payments, đồng); `receipts`: (book, span, used, voided, đồng)."""

    cashier: str
    opened_at: datetime
    opening: int
    taken: int
    given: int
    expected: int
    counted: int
    reason: str
    agencies: tuple[tuple[str, int, int], ...]
    receipts: tuple[tuple[str, str, int, int, int], ...]
    template: ClassVar[str] = "shift_minutes"

    def to_data(self) -> dict[str, Any]:
        gap = self.counted - self.expected
        difference = "Không" if not gap else f"{'Thừa' if gap > 0 else 'Thiếu'} {says.money(abs(gap))}"
        return {
            **self.shared(),
            "cashier": self.cashier,
            "opened_at": says.instant(self.opened_at),
            "closed_at": says.instant(self.dated_at),
            "opening": says.money(self.opening),
            "taken": says.money(self.taken),
            "given": says.money(self.given),
            "expected": says.money(self.expected),
            "counted": says.money(self.counted),
            "in_words": amount_in_words(self.counted),
            "difference": difference,
            "reason": self.reason,
            "agencies": [[name, str(count), says.money(amount)] for name, count, amount in self.agencies],
            "receipts": [
                [book, span, str(used), str(voided), says.money(amount)]
                for book, span, used, voided, amount in self.receipts
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementData(Headed):
    """Bảng quyết toán phí, lệ phí theo quý. `rows` and `total` are texts in the order of `headings`."""

    period: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    in_words: str
    receipts: tuple[tuple[str, ...], ...]
    template: ClassVar[str] = "fee_settlement"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "period": self.period,
            "headings": list(self.headings),
            "rows": [list(row) for row in self.rows],
            "total": list(self.total),
            "in_words": self.in_words,
            "receipts": [list(row) for row in self.receipts],
        }
