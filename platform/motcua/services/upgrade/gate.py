"""Whether the agencies' plugins can go with this release, asked before anything is touched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from motcua.catalog.lint.inspection import inspect
from motcua.catalog.plugins import GROUP
from motcua.centers import Centers
from motcua.domain.errors import Refused

SHOWN = 5


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
    inspected = await asyncio.to_thread(inspect, used)
    says += [f"{each.plugin or 'các gói'}: {each.sentence}" for each in inspected.mistakes]
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
