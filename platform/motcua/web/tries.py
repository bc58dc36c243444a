"""Counting failed look-ups by address, so that codes and secrets can't be tried out one after another."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from motcua.domain.errors import TooMany

MOST_ADDRESSES = 10_000


class FailedTries:
    """In memory, per process: losing the count at a restart costs nothing that the secrets' length does not hold."""

    def __init__(self, most: int, window: timedelta, says: str = "Bạn đã tra cứu sai nhiều lần.") -> None:
        self._most, self._window, self._says = most, window, says
        self._failed: OrderedDict[str, deque[datetime]] = OrderedDict()

    def check(self, address: str, now: datetime) -> None:
        times = self._failed.get(address)
        if times is None:
            return
        while times and times[0] <= now - self._window:
            times.popleft()
        if not times:
            del self._failed[address]
        elif len(times) >= self._most:
            minutes = int(self._window.total_seconds() // 60)
            raise TooMany(f"{self._says} Hãy chờ {minutes} phút rồi thử lại.")

    def count(self, address: str, now: datetime) -> None:
        self._failed.setdefault(address, deque(maxlen=self._most)).append(now)
        self._failed.move_to_end(address)
        if len(self._failed) > MOST_ADDRESSES:
            self._failed.popitem(last=False)
