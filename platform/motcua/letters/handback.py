"""What goes with a result: the slip by which it is handed over, and the receipt for its fee in three copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.domain.amounts import amount_in_words
from motcua.letters import says
from motcua.letters.data import AboutDossier, FeeLine, Submitter

_NOT_SET = "chưa cấu hình"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSlipData(AboutDossier):
    """Phiếu bàn giao kết quả. `received_by` is empty while the result still waits for the applicant."""

    submitter: Submitter
    request: str
    result: str
    outcome: str
    result_number: str
    has_fee: str
    delivery: str
    posting_number: str
    originals: tuple[str, ...]
    given_by: str
    received_by: str
    template: ClassVar[str] = "result_slip"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "result": self.result,
            "outcome": self.outcome,
            "result_number": self.result_number,
            "has_fee": self.has_fee,
            "delivery": self.delivery,
            "posting_number": self.posting_number,
            "originals": list(self.originals),
            "given_by": self.given_by,
            "received_by": self.received_by,
            "at": says.instant(self.dated_at),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceiptData(AboutDossier):
    """Biên lai thu phí, lệ phí, in three copies: lưu, giao người nộp, kế toán. `book`: quyển, by its year.

    `unit`, `tax_code`, `form`, `symbol`: as the center has set them; what is "" prints as not set.
    """

    submitter: Submitter
    request: str
    lines: tuple[FeeLine, ...]
    amount: int
    how: str
    collected_by: str
    unit: str
    tax_code: str = ""
    form: str = ""
    symbol: str = ""
    book: str = ""
    template: ClassVar[str] = "fee_receipt"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "lines": [line.to_data() for line in self.lines],
            "amount": says.money(self.amount),
            "in_words": amount_in_words(self.amount),
            "how": self.how,
            "collected_by": self.collected_by,
            "book": self.book,
            "unit": self.unit,
            "tax_code": self.tax_code or _NOT_SET,
            "form": self.form or _NOT_SET,
            "symbol": self.symbol or _NOT_SET,
            "at": says.instant(self.dated_at),
        }
