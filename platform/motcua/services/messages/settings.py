"""How a center sends: whether it does at all just now, and how much in a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import Center
from motcua.store.queries.effects import get_setting, put_setting

PAUSED, PER_MINUTE = "messages.paused", "messages.per_minute"
#: What small mail servers of districts take without complaint.
USUAL_PER_MINUTE = 60
MOST_PER_MINUTE = 1000


@dataclass(frozen=True, slots=True)
class Sending:
    is_paused: bool
    per_minute: int


async def sending_of(center: Center) -> Sending:
    """A training twin never sends. A copy restored beside its center, or under another name, does not until somebody
    says so: what waited in it when it was made has long been sent."""
    if center.training is not None:
        return Sending(True, USUAL_PER_MINUTE)
    paused, most = await get_setting(PAUSED), await get_setting(PER_MINUTE)
    if paused is None or paused.get("as") != center.key:
        is_paused = center.sealed_as not in ("", center.key)
    else:
        is_paused = bool(paused["is_paused"])
    return Sending(is_paused, min(max(int(most or USUAL_PER_MINUTE), 1), MOST_PER_MINUTE))


async def put_paused(center: Center, is_paused: bool, *, by: UUID | None, at: datetime) -> None:
    # With the center's key: a copy under another name does not inherit "go on".
    await put_setting(PAUSED, {"is_paused": is_paused, "as": center.key}, set_by=by, at=at)


async def put_per_minute(most: int, *, by: UUID | None, at: datetime) -> None:
    await put_setting(PER_MINUTE, min(max(most, 1), MOST_PER_MINUTE), set_by=by, at=at)
