"""One receipt for a visit: several dossiers of one person, each with what Mẫu 01 says of it, and its own QR.

It goes beside the receipts of Thông tư 01/2018/TT-VPCP, not in their place: each dossier's Mẫu 01 can still be printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.letters import says
from motcua.letters.data import Letterhead, ReceiptData, Submitter


@dataclass(frozen=True, slots=True)
class VisitedDossier:
    """One dossier of the list, in the words of its own receipt."""

    code: str
    tracking_link: str
    request: str
    papers: tuple[str, ...]
    term: str
    due: str
    fee: str
    collected_at: str

    @classmethod
    def of(cls, receipt: ReceiptData) -> VisitedDossier:
        data = receipt.to_data()
        return cls(
            code=receipt.code,
            tracking_link=receipt.tracking_link,
            request=receipt.request,
            papers=tuple(
                f"{paper.label} ({paper.originals + paper.certified_copies + paper.copies:02d})"
                for paper in receipt.papers
            ),
            term=receipt.term_says,
            due=data["due"],
            fee=data["fee_total"],
            collected_at=receipt.collected_at,
        )

    def to_data(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "request": self.request,
            "papers": list(self.papers),
            "term": self.term,
            "due": self.due,
            "fee": self.fee,
            "collected_at": self.collected_at,
        }


@dataclass(frozen=True, slots=True)
class VisitReceiptData:
    """Giấy tiếp nhận chung."""

    letterhead: Letterhead
    submitter: Submitter
    dossiers: tuple[VisitedDossier, ...]
    received_at: datetime
    received_by: str
    template: str = field(default="visit_receipt", init=False)

    @property
    def dated_at(self) -> datetime:
        return self.received_at

    @property
    def qr_link(self) -> str:
        return ""

    @property
    def barcode(self) -> str:
        return ""

    @property
    def qr_links(self) -> tuple[str, ...]:
        return tuple(dossier.tracking_link for dossier in self.dossiers)

    def to_data(self) -> dict[str, Any]:
        return {
            "head": self.letterhead.to_data(),
            "submitter": self.submitter.to_data(),
            "dossiers": [dossier.to_data() for dossier in self.dossiers],
            "received": says.instant(self.received_at),
            "day": says.day(self.received_at),
            "received_by": self.received_by,
        }
