"""The center that the running task works for. Whoever forgets to enter one gets `NoCenter`, never another's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from motcua.centers.center import Center
from motcua.domain.errors import MotCuaError

current: ContextVar[Center | None] = ContextVar("motcua_center", default=None)


class NoCenter(MotCuaError):
    """Code that needs a center ran outside of any. Always a bug."""

    def __init__(self) -> None:
        super().__init__("no center has been entered")


@contextmanager
def entered(center: Center) -> Iterator[Center]:
    """Work for one center; the one before comes back at the end, whatever happens."""
    token = current.set(center)
    try:
        yield center
    finally:
        current.reset(token)


def here() -> Center:
    """The center entered."""
    center = current.get()
    if center is None:
        raise NoCenter
    return center
