"""The list of what went from the counter to an agency, or came back, in one half-day: both sides sign each sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One dossier of a sheet, in words."""

    code: str
    request: str
    applicant: str
    originals: int
    copies: int
    due: str
    at: str
    by: str
    result_number: str = ""


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """One agency's lines, under its name; a page of its own, for it is that agency's to keep."""

    agency: str
    lines: tuple[HandoverLine, ...]

    def to_data(self) -> dict[str, Any]:
        return {
            "agency": self.agency,
            "count": len(self.lines),
            "originals": sum(line.originals for line in self.lines),
            "copies": sum(line.copies for line in self.lines),
            "lines": [
                {
                    "code": line.code,
                    "request": line.request,
                    "applicant": line.applicant,
                    "originals": line.originals or "–",
                    "copies": line.copies or "–",
                    "due": line.due or "–",
                    "at": line.at,
                    "by": line.by,
                    "result_number": line.result_number or "–",
                }
                for line in self.lines
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverData(Headed):
    """Danh sách bàn giao. `is_results`: results that came back, not dossiers that went out."""

    half: str
    on: date
    is_results: bool
    sheets: tuple[HandoverSheet, ...]
    template: ClassVar[str] = "handover"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "half": f"{self.half}, ngày {self.on:%d/%m/%Y}",
            "is_results": self.is_results,
            "sheets": [sheet.to_data() for sheet in self.sheets],
        }
