"""Biên bản về việc một trung tâm ngừng sử dụng hệ thống: what was handed over, how it is sealed, what was removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingMinutesData(Headed):
    """`counts`: (what, how many); `archive` with its SHA-256; `seal` is keyed with the installation's key. `twin`: what
    happens with the training twin, "" where there is none."""

    center_name: str
    reason: str
    made_by: str
    counts: tuple[tuple[str, int], ...]
    open_dossiers: int
    twin: str
    archive: str
    sha256: str
    seal: str
    template: ClassVar[str] = "leaving_minutes"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "center_name": self.center_name,
            "reason": self.reason,
            "made_by": self.made_by,
            "made_at": says.instant(self.dated_at),
            "counts": [[name, str(count)] for name, count in self.counts],
            "open_dossiers": self.open_dossiers,
            "twin": self.twin,
            "archive": self.archive,
            "sha256": self.sha256,
            "seal": self.seal,
        }
