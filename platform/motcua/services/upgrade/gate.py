"""Whether the agencies' plugins can go with this release: asked before an upgrade touches anything, at every start, and
by `motcua doctor`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from motcua.catalog import Catalog
from motcua.catalog.lint.inspection import inspect
from motcua.catalog.plugins import GROUP
from motcua.centers import Centers
from motcua.domain.errors import Refused

SHOWN = 5


def unusable(centers: Centers, catalog: Catalog) -> tuple[str, ...]:
    """A sentence for each plugin that is on at a center and that this release could not load, with where it is missed.
    For a server that starts: it goes on without them, and has read them already."""
    says = []
    for plugin in sorted({plugin for center in centers.values() for plugin in center.plugins}):
        problems = [each.sentence for each in catalog.problems if each.plugin == plugin]
        if plugin not in catalog.plugins.by_key or problems:
            why = problems[0] if problems else "chưa cài trên máy chủ này."
            says.append(f"{plugin} (đang bật ở {', '.join(_where(centers, plugin))}): {why}")
    return tuple(says)


async def mistakes_of(entries: Iterable[EntryPoint]) -> tuple[str, ...]:
    """What `motcua plugin check` finds wrong with these, as sentences; takes seconds."""
    inspected = await asyncio.to_thread(inspect, list(entries))
    return tuple(f"{each.plugin or 'các gói'}: {each.sentence}" for each in inspected.mistakes)


async def check_plugins(centers: Centers, found: Iterable[EntryPoint] | None = None) -> int:
    """Refuses with a sentence where a plugin that is on at a center is not installed, says that it does not work with
    this core, or fails `motcua plugin check`; else how many were looked at. `found` replaces what is installed."""
    entries = list(entry_points(group=GROUP) if found is None else found)
    installed = {entry.name for entry in entries}
    switched_on = sorted({plugin for center in centers.values() for plugin in center.plugins})
    says = [
        f"{plugin}: chưa cài, mà đang bật ở {', '.join(_where(centers, plugin))}."
        for plugin in switched_on
        if plugin not in installed
    ]
    # A plugin that nobody has switched on keeps no center from its upgrade.
    used = [entry for entry in entries if entry.name in switched_on]
    says += await mistakes_of(used)
    if says:
        more = [f"và {len(says) - SHOWN} lỗi khác: motcua plugin check."] if len(says) > SHOWN else []
        raise Refused(
            "Chưa nâng cấp, dữ liệu giữ nguyên: có gói thủ tục không đi cùng bản này được.\n  "
            + "\n  ".join((*says[:SHOWN], *more))
        )
    return len(used)


def _where(centers: Centers, plugin: str) -> list[str]:
    keys = [key for key, center in centers.items() if plugin in center.plugins]
    return keys if len(keys) <= SHOWN else [*keys[:SHOWN], f"{len(keys) - SHOWN} trung tâm khác"]
