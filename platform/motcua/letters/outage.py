"""Phiếu tiếp nhận dự phòng: printed beforehand, filled in by hand while the system is down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageSheetsData(Headed):
    """One page for each provisional number; its QR says the number, for who enters it later."""

    numbers: tuple[str, ...]
    template: ClassVar[str] = "outage_sheet"

    @property
    def qr_links(self) -> tuple[str, ...]:
        return self.numbers

    def to_data(self) -> dict[str, Any]:
        return {**self.shared(), "numbers": list(self.numbers)}
