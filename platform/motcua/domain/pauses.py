"""Stretches in which a legal clock stands still: waiting for papers, for a tax to be paid, for a public posting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

#: What a pause is called in the explanation, by its kind; an unknown kind is a plain halt.
PAUSE_SAYS = {
    "supplement": "chờ bổ sung hồ sơ",
    "financial_obligation": "chờ thực hiện nghĩa vụ tài chính",
    "posting": "niêm yết công khai",
    "suspended": "tạm dừng giải quyết",
    "verification": "chờ kết quả xác minh",
    "dispute": "có tranh chấp, khiếu nại đang được giải quyết",
    "authority": "theo yêu cầu của Tòa án, cơ quan thi hành án hoặc cơ quan điều tra",
    "force_majeure": "thiên tai, dịch bệnh hoặc sự cố bất khả kháng",
}

Stop = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Pause:
    """From an instant to another; `to_at` is None while it lasts. `kind` is a key of `PAUSE_SAYS`, or any other.

    `event` says which act on the dossier began it, for the explanation.
    """

    kind: str
    from_at: datetime
    to_at: datetime | None = None
    event: str = ""

    def __post_init__(self) -> None:
        if self.to_at is not None and self.to_at < self.from_at:
            raise ValueError("Khoảng tạm dừng kết thúc trước khi bắt đầu.")

    @property
    def says(self) -> str:
        return PAUSE_SAYS.get(self.kind, "tạm dừng giải quyết")


def closed(pauses: Iterable[Pause], now: datetime | None) -> tuple[Pause, ...]:
    """The pauses in order, the open one ended now."""
    found = []
    for pause in pauses:
        if pause.to_at is None:
            if now is None:
                raise ValueError("Đang tạm dừng: cần biết thời điểm hiện tại để tính hạn.")
            pause = replace(pause, to_at=max(now, pause.from_at))
        found.append(pause)
    return tuple(sorted(found, key=lambda pause: pause.from_at))


def merged(pauses: Sequence[Pause], start: datetime) -> tuple[Stop, ...]:
    """Closed pauses as stretches that do not overlap, so that no minute is taken off twice."""
    stops: list[Stop] = []
    for pause in pauses:
        assert pause.to_at is not None
        from_at, to_at = max(pause.from_at, start), pause.to_at
        if to_at <= from_at:
            continue
        if stops and from_at <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(stops[-1][1], to_at))
        else:
            stops.append((from_at, to_at))
    return tuple(stops)
