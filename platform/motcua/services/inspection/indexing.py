"""Events from before there was an index of words go into it in the background, some at a time."""

from __future__ import annotations

from datetime import datetime

from motcua.store.engine import transaction
from motcua.store.queries import inspection as stored

AT_ONCE = 500
BATCHES = 10


async def index_events(at: datetime, batches: int = BATCHES) -> int:
    """One round: what is older than the index, and what a release from before it wrote beside us; how many."""
    done = 0
    for _ in range(batches):
        async with transaction():
            count = await stored.index_older(at, AT_ONCE)
        done += count
        if count < AT_ONCE:
            break
    async with transaction():
        return done + await stored.index_recent(at, AT_ONCE)
