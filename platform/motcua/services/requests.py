"""A form sent twice does its work once: the second answer is the first one's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.domain.errors import Conflict
from motcua.domain.people import Acting
from motcua.store.queries.counters import claim_request_key, remember_request_key


@dataclass(slots=True)
class Told:
    """`outcome` is None while the work is still to be done; whoever does it writes it here (JSON)."""

    outcome: Any = None


@asynccontextmanager
async def once(key: UUID, acting: Acting, action: str) -> AsyncIterator[Told]:
    """Inside the transaction: of ten equal requests one does the work, nine wait for its answer."""
    claimed = await claim_request_key(key, acting.staff.id, action, acting.at)
    told = Told(claimed.outcome)
    if not claimed.is_new and told.outcome is None:
        raise Conflict("Yêu cầu này chưa hoàn thành. Mở lại trang và thực hiện lại.")
    yield told
    if claimed.is_new:
        await remember_request_key(key, told.outcome)
