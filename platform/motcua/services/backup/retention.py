"""How long backups stay: so many days, weeks and months, each with its latest one; the rest is removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from motcua.domain.calendar import local
from motcua.services.backup.files import listed_files, stored_name
from motcua.services.backup.manifest import read_manifest, read_stamp, stamps_of
from motcua.store.depot import Depot
from motcua.store.sealed_stream import Broken
from motcua.store.secrets import Sealer

HALF_MADE_KEPT = timedelta(days=2)
Keep = tuple[int, int, int]


def kept(stamps: Iterable[str], keep: Keep) -> frozenset[str]:
    """Which backups stay: the latest of each of the last so many days, ISO weeks and months that have one."""
    latest_first = sorted(stamps, reverse=True)
    stay: set[str] = set(latest_first[:1])
    for count, says in zip(keep, ("%Y-%m-%d", "%G-%V", "%Y-%m"), strict=True):
        of_span: dict[str, str] = {}
        for stamp in latest_first:
            of_span.setdefault(local(read_stamp(stamp)).strftime(says), stamp)
        stay.update(list(of_span.values())[:count])
    return frozenset(stay)


async def prune(depot: Depot, sealer: Sealer, center: str, keep: Keep, now: datetime) -> int:
    """Removes what need not stay, half-made backups of other days, and files that no backup names any more.

    Nothing is removed when one of the backups that stay can't be read: it may name what looks unused.
    """
    stamps = await stamps_of(depot, center)
    stay = kept(stamps, keep)
    gone = [stamp for stamp in stamps if stamp not in stay]
    names = await depot.names(f"{center}/")
    half_made = {
        parts[1]
        for parts in (name.split("/") for name in names)
        if len(parts) > 2 and parts[1] != "files" and parts[1] not in stamps
    }
    old = [stamp for stamp in half_made if _is_old(stamp, now)]
    if not gone and not old:
        return 0
    used: set[str] = set()
    key = sealer.derived("backup")
    for stamp in sorted(stay):
        try:
            manifest = await read_manifest(depot, sealer, center, stamp)
            async for file in listed_files(depot, key, manifest):
                used.add(stored_name(key, center, file.sha256))
        except Broken:
            return 0
    for stamp in (*gone, *old):
        of_it = [name for name in names if name.startswith(f"{center}/{stamp}/")]
        last = [name for name in of_it if not name.endswith("/manifest.json")]
        await depot.delete(set(of_it) - set(last))  # from now on it is no backup
        await depot.delete(last)
    if len(half_made) == len(old):  # another one under way may count on a file that is already there
        await depot.delete(name for name in names if name.startswith(f"{center}/files/") and name not in used)
    return len(gone)


def _is_old(stamp: str, now: datetime) -> bool:
    try:
        return read_stamp(stamp) < now - HALF_MADE_KEPT
    except ValueError:
        return False
