"""Biên bản tiêu hủy hồ sơ hết thời hạn bảo quản: what was destroyed, by whose decision, what is left and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import Headed

TEMPLATE = "disposal_minutes"


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """One procedure and term: how many dossiers, ended from when to when (as they are printed)."""

    procedure: str
    agency: str
    term: str
    basis: str
    count: int
    ended: str

    def to_data(self) -> dict[str, Any]:
        return {
            "procedure": self.procedure,
            "agency": self.agency,
            "term": self.term,
            "basis": self.basis,
            "count": str(self.count),
            "ended": self.ended,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalMinutesData(Headed):
    """`codes`: of the dossiers, in the order of the list; empty where they are too many for paper, and then `digest`
    (SHA-256 over them, one a line) tells which list it was. `copies`: (place, what) that still hold them."""

    year: int
    decision: str
    decided_by: str
    decided_by_title: str
    attended: Sequence[str]
    approved_at: datetime
    finished_at: datetime
    formula: str
    lines: Sequence[DisposalLine]
    total: int
    left_out: int
    destroyed: Sequence[str]
    kept: Sequence[str]
    copies: Sequence[tuple[str, str]]
    codes: Sequence[str]
    digest: str
    template: ClassVar[str] = TEMPLATE

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "year": str(self.year),
            "decision": self.decision,
            "decided_by": self.decided_by,
            "decided_by_title": self.decided_by_title,
            "attended": list(self.attended),
            "approved_at": says.instant(self.approved_at),
            "finished_at": says.instant(self.finished_at),
            "formula": self.formula,
            "lines": [line.to_data() for line in self.lines],
            "total": str(self.total),
            "left_out": self.left_out,
            "destroyed": list(self.destroyed),
            "kept": list(self.kept),
            "copies": [list(each) for each in self.copies],
            "codes": list(self.codes),
            "digest": self.digest,
        }
