"""What the letter says by which the center apologises for being late, once, and names another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import AboutDossier, Submitter

_NOT_FIXED = "không ấn định ngày trả"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyData(AboutDossier):
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả (Mẫu 04); `signer_title` of who signs for the center."""

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
    template: ClassVar[str] = "apology"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
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
        }
