"""Answers that fall due: found by the same rounds, with the same two words (near, expired), as late dossiers are."""

from __future__ import annotations

from datetime import datetime

from motcua.centers import here
from motcua.services.deadlines.lateness import soon_after
from motcua.store.engine import transaction
from motcua.store.queries import feedback as stored


async def watch_feedback(at: datetime) -> int:
    """One round at the center entered, while the office is open; how many were found for the first time."""
    calendar = here().calendar
    if not calendar.is_open(at):
        return 0
    until = soon_after(at, calendar).until
    assert until is not None
    async with transaction():
        found = await stored.falling_due(at, until)
        told = 0
        for row in found:
            if not await stored.mark_told(row["id"], row["kind"], row["due_at"]):
                continue
            told += 1
            await stored.append_event(row["id"], row["kind"], at, None, stored.SYSTEM, {"due_at": row["due_at"]})
    return told
