"""What goes with a result: the slip by which it is handed over, and the receipt for its fee in three copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.domain.amounts import amount_in_words
from motcua.letters import says
from motcua.letters.data import FeeLine, Letterhead, Submitter


@dataclass(frozen=True, slots=True)
class ResultSlipData:
    """Phiếu bàn giao kết quả. `received_by` is empty while the result still waits for the applicant."""

    letterhead: Letterhead
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
    made_at: datetime
    code: str
    tracking_link: str = ""
    template: str = field(default="result_slip", init=False)

    @property
    def dated_at(self) -> datetime:
        return self.made_at

    @property
    def qr_link(self) -> str:
        return self.tracking_link

    @property
    def barcode(self) -> str:
        return self.code

    def to_data(self) -> dict[str, Any]:
        return {
            "head": self.letterhead.to_data(),
            "code": self.code,
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
            "at": says.instant(self.made_at),
            "day": says.day(self.made_at),
        }


@dataclass(frozen=True, slots=True)
class FeeReceiptData:
    """Biên lai thu phí, lệ phí, in three copies: lưu, giao người nộp, kế toán. `book`: quyển, by its year."""

    letterhead: Letterhead
    submitter: Submitter
    request: str
    lines: tuple[FeeLine, ...]
    amount: int
    how: str
    collected_by: str
    paid_at: datetime
    code: str
    book: str = ""
    tracking_link: str = ""
    template: str = field(default="fee_receipt", init=False)

    @property
    def dated_at(self) -> datetime:
        return self.paid_at

    @property
    def qr_link(self) -> str:
        return self.tracking_link

    @property
    def barcode(self) -> str:
        return self.code

    def to_data(self) -> dict[str, Any]:
        return {
            "head": self.letterhead.to_data(),
            "code": self.code,
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "lines": [line.to_data() for line in self.lines],
            "amount": says.money(self.amount),
            "in_words": amount_in_words(self.amount),
            "how": self.how,
            "collected_by": self.collected_by,
            "book": self.book,
            "at": says.instant(self.paid_at),
            "day": says.day(self.paid_at),
        }
