"""A decision on paper: its number, day, who signed it, and from when to when it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Days are business days of the center, both counted; without `to_on` it holds until another one says otherwise."""

    number: str
    on: date
    signed_by: str
    from_on: date
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    @property
    def says(self) -> str:
        return f"{self.number} ngày {self.on:%d/%m/%Y}, {self.signed_by} ký"

    @property
    def says_when(self) -> str:
        until = f" đến hết {self.to_on:%d/%m/%Y}" if self.to_on else ""
        return f"từ {self.from_on:%d/%m/%Y}{until}"

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong, by the name of the box."""
        if not self.number.strip():
            yield "number", "Nhập số quyết định, ví dụ 12/QĐ-UBND."
        if not self.signed_by.strip():
            yield "signed_by", "Nhập người ký."
        if self.to_on is not None and self.to_on < self.from_on:
            yield "to_on", "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."

    def to_data(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "on": self.on.isoformat(),
            "signed_by": self.signed_by,
            "from_on": self.from_on.isoformat(),
            "to_on": self.to_on.isoformat() if self.to_on else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            number=data["number"],
            on=date.fromisoformat(data["on"]),
            signed_by=data["signed_by"],
            from_on=date.fromisoformat(data["from_on"]),
            to_on=date.fromisoformat(data["to_on"]) if data["to_on"] else None,
        )
