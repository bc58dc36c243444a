"""By when each step in hand must end, counted again where no move did it: after a change of the calendar, or at first.

A move writes the instant with everything else (`records.standing`). What happens to the calendar in between is not the
dossier's doing, so neither its version nor its trail knows of it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.services.dossiers import records
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.risks import open_dossiers, put_risk

COUNTED = "risk.counted"
#: Raised when the rule of `domain/risk.py` changes: every open dossier is then counted once more.
RULE = 1
AT_ONCE = 200


async def recount_risk(kept: records.Kept) -> bool:
    """For a dossier locked in the open transaction; whether it was another instant."""
    now = records.standing(kept.dossier)["risk_at"]
    if now == kept.row["risk_at"]:
        return False
    await put_risk(kept.dossier.id, now)
    return True


async def count_risks_once(at: datetime) -> int:
    """Every open dossier of the center entered, once for a rule; how many it changed. Killed, it begins again."""
    async with transaction():
        if await get_setting(COUNTED) == RULE:
            return 0
    changed, after = 0, UUID(int=0)
    while True:
        async with transaction():
            ids = await open_dossiers(after, AT_ONCE)
        for dossier_id in ids:
            async with transaction():
                kept = await records.locked(dossier_id)
                changed += kept is not None and await recount_risk(kept)
        if len(ids) < AT_ONCE:
            break
        after = ids[-1]
    async with transaction():
        await put_setting(COUNTED, RULE, set_by=None, at=at)
    return changed
