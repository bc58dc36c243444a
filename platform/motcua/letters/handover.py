"""The list of what went from the counter to an agency, or came back, in one half-day: both sides sign each sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from motcua.letters.data import Letterhead


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


@dataclass(frozen=True, slots=True)
class HandoverData:
    """Danh sách bàn giao. `is_results`: results that came back, not dossiers that went out."""

    letterhead: Letterhead
    half: str
    on: date
    dated_at: datetime
    is_results: bool
    sheets: tuple[HandoverSheet, ...]
    template: str = field(default="handover", init=False)

    @property
    def qr_link(self) -> str:
        return ""

    @property
    def barcode(self) -> str:
        return ""

    def to_data(self) -> dict[str, Any]:
        return {
            "head": self.letterhead.to_data(),
            "half": f"{self.half}, ngày {self.on:%d/%m/%Y}",
            "day": f"ngày {self.on:%d} tháng {self.on:%m} năm {self.on:%Y}",
            "is_results": self.is_results,
            "sheets": [sheet.to_data() for sheet in self.sheets],
        }
