"""How far the start has come, for `GET /health`, the "starting" page and the terminal.

Plain values under a lock: the process writes them from its background work (also from threads), pages read them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# What long work reports to: a Vietnamese sentence, how much is done, of how much (0: not countable).
Progress = Callable[[str, int, int], None]


def silent(sentence: str, done: int = 0, total: int = 0) -> None:
    """The progress of somebody who does not want to know."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One moment of the start."""

    phase: str
    done: int
    total: int
    centers: dict[str, bool]
    trouble: str | None
    is_started: bool
    warnings: Mapping[str, str] = field(default_factory=dict)
    """What whoever watches must know and pages need not stop for, by what it is about."""
    closed: Mapping[str, str] = field(default_factory=dict)
    """Centers that this process does not open, by key: the sentence that their address answers with."""
    left: frozenset[str] = frozenset()
    """Centers that this process served and that are no more."""

    @property
    def is_ready(self) -> bool:
        """Every center that is not closed can serve its pages, one at least, and nothing is down."""
        opened = [serves for key, serves in self.centers.items() if key not in self.closed]
        return self.is_started and self.trouble is None and bool(opened) and all(opened)

    @property
    def is_healthy(self) -> bool:
        """Ready, and nothing to warn of: what `/health` says to a monitor."""
        return self.is_ready and not self.warnings

    def to_data(self) -> dict[str, Any]:
        """The body of `/health`. Nothing here is personal or secret."""
        return {
            "status": self._status,
            "phase": self.trouble or next(iter(self.warnings.values()), self.phase),
            "done": self.done,
            "total": self.total,
            "centers": dict(self.centers),
            **({"closed": dict(self.closed)} if self.closed else {}),
        }

    @property
    def _status(self) -> str:
        if self.trouble or (self.is_ready and self.warnings):
            return "trouble"
        return "ready" if self.is_ready else "starting"


class Readiness:
    """The one place that knows whether this process can serve.

    `tell` has the shape of `Progress`, so it is handed to whatever takes long. `expect` names the centers found;
    `serve(key)` says one of them can show its pages; `started` ends the start. `trouble`/`recovered` is for what
    happens later (the database went away).
    """

    def __init__(self, phase: str = "Đang khởi động") -> None:
        self._lock = threading.Lock()
        self._standing = Standing(phase, 0, 0, {}, None, False)
        self._listeners: list[Callable[[Standing], None]] = []

    @property
    def standing(self) -> Standing:
        """A snapshot that does not change under the reader."""
        return self._standing

    @property
    def is_ready(self) -> bool:
        return self._standing.is_ready

    @property
    def is_healthy(self) -> bool:
        return self._standing.is_healthy

    def report(self) -> dict[str, Any]:
        """The body of `/health`."""
        return self._standing.to_data()

    def listen(self, listener: Callable[[Standing], None]) -> None:
        """Call `listener` after every change, in the thread that made it."""
        self._listeners.append(listener)

    def tell(self, sentence: str, done: int = 0, total: int = 0) -> None:
        self._change(phase=sentence, done=done, total=total)

    def expect(self, centers: Iterable[str]) -> None:
        """The centers found; those already serving stay so."""
        with self._lock:
            known = self._standing.centers
            wanted = {key: known.get(key, False) for key in centers}
        self._change(centers=wanted)

    def close(self, center: str, sentence: str) -> None:
        """This process goes on without the center, whose address says why. `/health` names it and stays ready: whoever
        stands before us would take the other centers away too."""
        with self._lock:
            known = self._standing.closed
        self._change(closed={**known, center: sentence})

    def why_closed(self, center: str) -> str | None:
        return self._standing.closed.get(center)

    def serve(self, center: str) -> None:
        """It can show its pages, also where it was closed or gone before."""
        with self._lock:
            now = self._standing
        closed = {key: says for key, says in now.closed.items() if key != center}
        self._change(center=(center, True), closed=closed, left=now.left - {center})

    def leave(self, center: str) -> None:
        """The center is no more: `/health` forgets it, its address says so."""
        with self._lock:
            now = self._standing
        centers, closed = ({k: v for k, v in each.items() if k != center} for each in (now.centers, now.closed))
        self._change(centers=centers, closed=closed, left=now.left | {center})

    def has_left(self, center: str) -> bool:
        return center in self._standing.left

    def started(self) -> None:
        self._change(is_started=True, phase="Sẵn sàng phục vụ", done=0, total=0)

    def trouble(self, sentence: str) -> None:
        self._change(trouble=sentence)

    def recovered(self) -> None:
        self._change(trouble=None)

    def warn(self, about: str, sentence: str | None) -> None:
        """Something a monitor must hear of; None: it is over. Pages go on and say themselves what fails."""
        with self._lock:
            known = self._standing.warnings
            if known.get(about) == sentence:
                return
            rest = {key: text for key, text in known.items() if key != about}
        self._change(warnings={**rest, about: sentence} if sentence else rest)

    def _change(self, *, center: tuple[str, bool] | None = None, **changes: Any) -> None:
        with self._lock:
            now = self._standing
            if center is not None:
                changes["centers"] = {**now.centers, center[0]: center[1]}
            values = {
                "phase": now.phase,
                "done": now.done,
                "total": now.total,
                "centers": now.centers,
                "trouble": now.trouble,
                "is_started": now.is_started,
                "warnings": now.warnings,
                "closed": now.closed,
                "left": now.left,
            }
            self._standing = Standing(**{**values, **changes})
            after = self._standing
        for listener in self._listeners:
            listener(after)
