"""How long a dossier is kept after it has ended, and when that time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Stands on the page beside every term and date that is computed from it, and in the minutes.
FORMULA = "Hết thời hạn bảo quản = hết ngày 31/12 của năm (năm hồ sơ kết thúc + số năm bảo quản)."
#: What stands where a destroyed dossier named somebody.
GONE = "Đã tiêu hủy"
MOST_YEARS = 100


def kept_for(years: int | None) -> str:
    """`10 năm`; None: for ever."""
    return "vĩnh viễn" if years is None else f"{years} năm"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What was set for a procedure. `years` None: for ever. `basis`: by which document, as whoever set it wrote."""

    procedure: str
    years: int | None
    basis: str
    set_by: str
    set_on: date

    @property
    def says(self) -> str:
        return kept_for(self.years)

    def until(self, ended_on: date) -> date | None:
        """The last day on which a dossier that ended then is kept; None: for ever."""
        return None if self.years is None else date(ended_on.year + self.years, 12, 31)
