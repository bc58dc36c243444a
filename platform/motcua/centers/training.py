"""What makes a center a training twin (tập huấn): of whom, and a business time of its own that a trainer steers.

Both are data: `[training]` in the center's folder, and a setting in its schema. Nothing that leaves an installation may
leave such a center.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.centers.tables import Table

#: How many business seconds pass in a real one. 0: the clock stands.
SPEEDS: Mapping[int, str] = {
    0: "đứng yên",
    1: "như đồng hồ thật",
    10: "nhanh gấp 10: một giờ làm việc qua trong 6 phút",
    60: "nhanh gấp 60: một giờ làm việc qua trong 1 phút",
}
#: What stands across pages and letters of such a center.
MARK = "ĐÀO TẠO"


@dataclass(frozen=True, slots=True)
class Training:
    """The key of the center that is practised for."""

    of: str


@dataclass(frozen=True, slots=True)
class BusinessTime:
    """A clock that showed `shows` at the real instant `since`, and has run `speed` times as fast since then."""

    shows: datetime
    since: datetime
    speed: int = 1

    def __post_init__(self) -> None:
        if self.shows.tzinfo is None or self.since.tzinfo is None:
            raise ValueError("a business time needs instants with a zone")
        if self.speed not in SPEEDS:
            raise ValueError(f"no speed {self.speed!r}")

    def at(self, now: datetime) -> datetime:
        """What it shows at the real instant `now`. A server's clock that was set back does not set this one back."""
        return self.shows + max(timedelta(0), now - self.since) * self.speed

    def to_data(self) -> dict[str, Any]:
        return {"shows": self.shows.isoformat(), "since": self.since.isoformat(), "speed": self.speed}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> BusinessTime:
        shows, since = (datetime.fromisoformat(data[name]) for name in ("shows", "since"))
        return cls(shows, since, math.trunc(data["speed"]))


def read_training(table: Table) -> Training | None:
    if not table.has("training"):
        return None
    block = table.table("training")
    training = Training(block.text("of"))
    block.finish()
    return training
