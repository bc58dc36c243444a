"""Which tests stay together when several processes share the work (`pytest -n 2 --no-loadscope-reorder`).

A process that gets one test of a group gets them all. A folder is a group: its tests share what takes minutes to make,
the application with every kind of dossier in it, the demo that the browser visits. Where each file starts programs of
its own the files go apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

HERE = Path(__file__).parent
APART = ("cli", "journeys")
#: What takes longest begins first, in this order, so that nobody waits for it at the end.
LONG = ("browser", "web", "services", "journeys", "cli")


def folder_of(path: Path) -> str:
    """The folder of `tests` that a test file is in; "" for a plugin's own tests, and for those in no folder."""
    parts = path.relative_to(HERE).parts if HERE in path.parents else ()
    return parts[0] if len(parts) > 1 else ""


def group_of(path: Path) -> str:
    folder = folder_of(path)
    return folder if folder and folder not in APART else str(path)


def rank_of(path: Path) -> int:
    folder = folder_of(path)
    return LONG.index(folder) if folder in LONG else len(LONG)


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out whole groups, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(HERE.parent / nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    return ByGroup(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank_of(item.path))
