"""Which plugins' code is not run at a center for now, because it kept failing; counted in memory, written down once.

A single failure costs a line in the log and a number here. Only the failure that is one too many is written down, by
`plugin_life.keep_quarantine`, for the other processes and for the next start. Until then this process keeps the plugin
back by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.catalog import Problem
from motcua.settings import PLUGIN_FAILURES, PLUGIN_FAILURES_WITHIN


@dataclass(frozen=True, slots=True)
class Crossed:
    """One failure too many: the last thing that went wrong, and how many had."""

    problem: Problem
    failures: int
    at: datetime


class Quarantine:
    """Of one process: what failed lately, and the plugins kept back at each center."""

    def __init__(self, most: int = PLUGIN_FAILURES, within: timedelta = PLUGIN_FAILURES_WITHIN) -> None:
        self._most, self._within = most, within
        self._failed: dict[tuple[str, str], dict[object, datetime]] = {}
        self._crossed: dict[tuple[str, str], Crossed] = {}
        self._stored: dict[str, frozenset[str]] = {}

    def held(self, center: str) -> frozenset[str]:
        """The plugins whose code is not run at this center."""
        return self._stored.get(center, frozenset()) | {plugin for key, plugin in self._crossed if key == center}

    def note(self, center: str, problems: Iterable[Problem], subject: object, at: datetime) -> None:
        """Counts what went wrong with one `subject` (a dossier, an intake): tried again it is not counted again."""
        for problem in problems:
            failed = self._failed.setdefault((center, problem.plugin), {})
            failed[subject, problem.what] = at
            since = max(failed.values()) - self._within
            for each in [each for each, moment in failed.items() if moment <= since]:
                del failed[each]
            if len(failed) >= self._most and problem.plugin not in self.held(center):
                self._crossed[center, problem.plugin] = Crossed(problem, len(failed), at)

    def crossed(self, center: str) -> dict[str, Crossed]:
        """What is to be written down for this center, by plugin."""
        return {plugin: found for (key, plugin), found in self._crossed.items() if key == center}

    def take_over(self, center: str, stored: frozenset[str], written: Iterable[str] = ()) -> None:
        """What stands in the database now; `written` was this process's to write. A plugin that somebody released
        begins to be counted anew."""
        for plugin in self._stored.get(center, frozenset()) - stored:
            self._failed.pop((center, plugin), None)
        for plugin in written:
            self._crossed.pop((center, plugin), None)
        self._stored[center] = stored
