"""Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu 05): it travels with the paper, one row for each hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import NO_PLACE, AboutDossier, RegisterPlace

#: Rows left to be filled in by hand on the way.
BLANKS = 2


@dataclass(frozen=True, slots=True)
class Passing:
    """The dossier passing from one hand to another. `outcome`: how the giving side's time was kept, or "".

    `given_by` and `taken_by` are "" while nobody has said so: they sign by hand.
    """

    giver: str
    receiver: str
    at: datetime
    given_by: str = ""
    taken_by: str = ""
    taken_at: datetime | None = None
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSlipData(AboutDossier):
    """`lead`: the agency that answers for the result; `others`: those it works with; `place`: in the register."""

    dossier_of: str
    request: str
    received_at: datetime
    due_at: datetime | None
    lead: str
    others: tuple[str, ...]
    passings: tuple[Passing, ...]
    place: RegisterPlace = NO_PLACE
    is_over: bool = False
    template: ClassVar[str] = "control_slip"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "dossier_of": self.dossier_of,
            "request": self.request,
            "received": says.instant(self.received_at),
            "due": says.instant(self.due_at) if self.due_at else "Chưa ấn định",
            **self.place.to_data(),
            "lead": self.lead,
            "others": "; ".join(self.others) or "Không",
            "rows": [
                {
                    "giver": each.giver,
                    "receiver": each.receiver,
                    "at": says.instant(each.at),
                    "given_by": each.given_by,
                    "taken_by": each.taken_by,
                    "taken_at": says.instant(each.taken_at) if each.taken_at else "",
                    "outcome": each.outcome,
                    "note": each.note,
                }
                for each in self.passings
            ],
            "blanks": 0 if self.is_over else BLANKS,
        }
