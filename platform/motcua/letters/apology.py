"""What the letter says by which the center apologises for being late, once, and names another day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.letters import says
from motcua.letters.data import Letterhead, Submitter

_NOT_FIXED = "không ấn định ngày trả"


@dataclass(frozen=True, slots=True)
class ApologyData:
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả (Mẫu 04); `signer_title` of who signs for the center."""

    letterhead: Letterhead
    submitter: Submitter
    request: str
    sector: str
    agency: str
    reason: str
    received_at: datetime
    due_at: datetime | None
    new_due_at: datetime | None
    collected_at: str
    signer_title: str
    signer: str
    made_at: datetime
    code: str
    tracking_link: str = ""
    template: str = field(default="apology", init=False)

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
            "sector": self.sector,
            "agency": self.agency,
            "reason": self.reason,
            "received": says.instant(self.received_at),
            "due": says.instant(self.due_at) if self.due_at else _NOT_FIXED,
            "new_due": says.instant(self.new_due_at) if self.new_due_at else "",
            "collected_at": self.collected_at,
            "signer_title": self.signer_title,
            "signer": self.signer,
            "day": says.day(self.made_at),
        }
