"""The list of what a post officer fetches and delivers on one trip: both sides sign each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True)
class PostLine:
    """One task of the trip, in words."""

    kind: str
    about: str
    code: str
    name: str
    address: str
    phone: str
    number: str

    def to_data(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "about": self.about,
            "code": self.code or "–",
            "name": self.name,
            "address": self.address,
            "phone": self.phone or "–",
            "number": self.number,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PostListData(Headed):
    """Bảng kê chuyến bưu chính công ích."""

    trip: str
    officer: str
    on: str
    lines: tuple[PostLine, ...]
    template: ClassVar[str] = "post_list"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "trip": self.trip,
            "officer": self.officer,
            "on": self.on,
            "count": len(self.lines),
            "lines": [line.to_data() for line in self.lines],
        }
