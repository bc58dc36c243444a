"""What the notice says that an agency has stopped a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import AboutDossier, Submitter


@dataclass(frozen=True, slots=True, kw_only=True)
class StopData(AboutDossier):
    """Thông báo dừng giải quyết hồ sơ: by which agency, by which document, and why."""

    submitter: Submitter
    request: str
    agency: str
    document: str
    reason: str
    told_by: str
    received_at: datetime
    template: ClassVar[str] = "stop"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "agency": self.agency,
            "document": self.document,
            "reason": self.reason,
            "told_by": self.told_by,
            "received": says.instant(self.received_at),
        }
