"""One receipt for a visit: several dossiers of one person, each with what Mẫu 01 says of it, and its own QR.

It goes beside the receipts of Thông tư 01/2018/TT-VPCP, not in their place: each dossier's Mẫu 01 can still be printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import Headed, ReceiptData, Submitter


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


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReceiptData(Headed):
    """Giấy tiếp nhận chung, dated by the reception."""

    submitter: Submitter
    dossiers: tuple[VisitedDossier, ...]
    received_by: str
    template: ClassVar[str] = "visit_receipt"

    @property
    def qr_links(self) -> tuple[str, ...]:
        return tuple(dossier.tracking_link for dossier in self.dossiers)

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "dossiers": [dossier.to_data() for dossier in self.dossiers],
            "received": says.instant(self.dated_at),
            "received_by": self.received_by,
        }
