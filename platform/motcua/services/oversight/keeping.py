"""Keeping the sums: what was never counted is counted, what was tallied is folded; a few pages at a time."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.centers import Center, entered
from motcua.readiness import Progress, silent
from motcua.store.engine import DB, transaction
from motcua.store.queries import counts, sums

COUNTING = "Đang đưa hồ sơ cũ vào số tổng hợp"
PAGES_A_ROUND = 1_000
MOST = 10_000_000


async def keep_sums(pages: int = PAGES_A_ROUND) -> int:
    """One round at the center entered; how many dossiers were counted for the first time."""
    counted = await count_waiting(pages)
    while await _folded() == sums.AT_ONCE:
        pass
    return counted


async def _folded() -> int:
    async with transaction():
        return await sums.fold()


async def count_waiting(pages: int | None = None, tell: Progress = silent) -> int:
    """Counts what is not in the sums yet, each page a transaction; all of it without `pages`."""
    async with transaction():
        total = await counts.uncounted(MOST) if tell is not silent else 0
    done, page = 0, 0
    while pages is None or page < pages:
        async with transaction():
            found = await counts.count_some()
        if not found:
            break
        done, page = done + found, page + 1
        tell(COUNTING, min(done, total), total)
    return done


async def count_at(centers: Iterable[Center], tell: Progress = silent) -> None:
    """Everything that was never counted, at centers that have just got sums."""
    for center in centers:
        await DB.open_for(center)
        with entered(center):
            await count_waiting(tell=tell)
            await keep_sums()
