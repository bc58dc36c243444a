"""What the notice says that an agency has stopped a dossier."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.letters import says
from motcua.letters.data import Letterhead, Submitter


@dataclass(frozen=True, slots=True)
class StopData:
    """Thông báo dừng giải quyết hồ sơ: by which agency, by which document, and why."""

    letterhead: Letterhead
    submitter: Submitter
    request: str
    agency: str
    document: str
    reason: str
    told_by: str
    received_at: datetime
    made_at: datetime
    code: str
    tracking_link: str = ""
    template: str = field(default="stop", init=False)

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
            "agency": self.agency,
            "document": self.document,
            "reason": self.reason,
            "told_by": self.told_by,
            "received": says.instant(self.received_at),
            "day": says.day(self.made_at),
        }
