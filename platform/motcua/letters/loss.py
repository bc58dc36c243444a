"""What the letter says by which the center apologises for a paper that was lost, damaged or given to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True, kw_only=True)
class LossApologyData(Headed):
    """Thư xin lỗi về giấy tờ. `about` names the dossier by its code, "" where the papers belong to none."""

    person: str
    address: str
    about: str
    harm: str
    what: str
    found_on: str
    fault: str
    cost: str
    remedy: str
    incident: str
    signer_title: str
    signer: str
    template: ClassVar[str] = "loss_apology"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "person": self.person,
            "address": self.address,
            "about": self.about,
            "harm": self.harm,
            "what": self.what,
            "found_on": self.found_on,
            "fault": self.fault,
            "cost": self.cost,
            "remedy": self.remedy,
            "incident": self.incident,
            "signer_title": self.signer_title,
            "signer": self.signer,
        }
