"""The one seam between the installation's clock and that of a center which has its own."""

from __future__ import annotations

from datetime import datetime

from motcua.centers.center import Center
from motcua.centers.current import current
from motcua.settings import Clock, wall_clock


def business_now(center: Center, clock: Clock) -> datetime:
    """The instant that the law counts from at this center."""
    return clock() if center.time is None else center.time.at(wall_clock())


def of_installation(clock: Clock) -> datetime:
    """What `clock` shows to who works for no center, asked from inside one."""
    token = current.set(None)
    try:
        return clock()
    finally:
        current.reset(token)


def by_center(clock: Clock) -> Clock:
    """`clock`, but inside a center with a time of its own that time. Asked outside of any center: `clock`."""

    def now() -> datetime:
        center = current.get()
        return clock() if center is None else business_now(center, clock)

    return now
