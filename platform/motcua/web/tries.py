"""Counting failed look-ups by address, so that codes and secrets can't be tried out one after another."""

from __future__ import annotations

import ipaddress
import re
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from motcua.domain.errors import TooMany

MOST_ADDRESSES = 10_000
#: 128 bits in base64, or up to 256: a secret of another shape was printed on no receipt and stands in no link of ours.
_SECRET = re.compile(r"[A-Za-z0-9_-]{22,43}")
T = TypeVar("T")
#: What one address may try while a center is being guessed at from many.
MOST_UNDER_ATTACK = 3


class FailedTries:
    """In memory, per process: losing the count at a restart costs nothing that the secrets' length does not hold."""

    def __init__(self, most: int, window: timedelta, says: str = "Bạn đã tra cứu sai nhiều lần.") -> None:
        self._most, self._window, self._says = most, window, says
        self._kept = most
        self._failed: OrderedDict[str, deque[datetime]] = OrderedDict()

    def failed(self, address: str, now: datetime) -> int:
        """How often within the window."""
        times = self._failed.get(address)
        if times is None:
            return 0
        while times and times[0] <= now - self._window:
            times.popleft()
        if not times:
            del self._failed[address]
        return len(times)

    def check(self, address: str, now: datetime) -> None:
        if self.failed(address, now) >= self._most:
            raise self.too_many()

    def too_many(self) -> TooMany:
        minutes = int(self._window.total_seconds() // 60)
        return TooMany(f"{self._says} Hãy chờ {minutes} phút rồi thử lại.")

    def count(self, address: str, now: datetime) -> None:
        self._failed.setdefault(address, deque(maxlen=self._kept)).append(now)
        self._failed.move_to_end(address)
        if len(self._failed) > MOST_ADDRESSES:
            self._failed.popitem(last=False)


class Guesses(FailedTries):
    """By address and by center: while one center is guessed at from many addresses, each of them may try less.

    A new address always has its first tries, so that nobody can shut the page to everybody by guessing.
    """

    def __init__(self, most: int, most_at_center: int, window: timedelta) -> None:
        super().__init__(most, window)
        self._most_at_center = most_at_center
        self._kept = max(most, most_at_center)

    def is_slowed(self, center: str, address: str, now: datetime) -> bool:
        is_attacked = self.failed(_of_center(center), now) >= self._most_at_center
        return self.failed(network_of(address), now) >= (MOST_UNDER_ATTACK if is_attacked else self._most)

    def count_at(self, center: str, address: str, now: datetime) -> None:
        self.count(network_of(address), now)
        self.count(_of_center(center), now)


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who looks up by code and secret, at a center, from an address, now."""

    tries: Guesses
    center: str
    address: str
    now: datetime

    async def asks(self, secret: str | None, look_up: Callable[[], Awaitable[T | None]]) -> T | None:
        """What is found, or None; failures count, and once there were many only the right secret opens.

        Whoever holds a receipt is never kept waiting for what others guess, not even behind the same address: 128 bits
        are not found by trying. What has no secret, or a wrong one, is refused while its address is slowed, whether
        there is such a dossier or not.
        """
        is_slowed = self.tries.is_slowed(self.center, self.address, self.now)
        may_hold = secret is not None and _SECRET.fullmatch(secret) is not None
        if is_slowed and not may_hold:
            raise self.tries.too_many()
        found = await look_up()
        if found is None and is_slowed:
            raise self.tries.too_many()
        if found is None:
            self.tries.count_at(self.center, self.address, self.now)
        return found


def _of_center(center: str) -> str:
    return f"center {center}"


def network_of(address: str) -> str:
    """An IPv6 address as the network that one line is given: its holder has 2^64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
