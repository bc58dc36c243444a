"""A center says its sums to the province: what changed since the last time, no officer and no dossier among them."""

from __future__ import annotations

from motcua.store.engine import transaction
from motcua.store.queries import province_sums as stored


async def say_sums() -> int:
    """At the center entered; how many sums were said. Said again from the beginning where what the province has is
    of a future that this center never had (it was restored from a backup)."""
    async with transaction():
        before, newest = await stored.said(), await stored.newest_stamp()
        if before == newest:
            return 0
        is_anew = newest < before
        changed = await stored.changed_since(-1 if is_anew else before)
        pieces = [changed[at : at + stored.AT_ONCE] for at in range(0, len(changed), stored.AT_ONCE)] or [[]]
        for number, piece in enumerate(pieces):
            await stored.publish(piece, newest, is_anew=is_anew and not number)
    return len(changed)
